// A case in the course of one event: the state being changed, and what the event brings about so far.

import type { Rules } from '../process/rules';
import type { Part } from '../process/process';
import type { Instant } from '../process/time';
import { toInstant, toMs } from '../process/time';
import { happenedKey } from './anchors';
import type { Actor, Case, Person, RecordState } from './case';
import type { Addressee, Effect, JournalEntry, JournalKind, Notice } from './effect';
import { rulesIndex } from './rules-index';
import type { RulesIndex } from './rules-index';
import type { Scope } from './scope';
import { keyIn } from './scope';

/** The state is the draft's own copy: a refusal throws the draft away and leaves the case as it was. */
export interface Draft {
  rules: Rules;
  index: RulesIndex;
  case: Case;
  at: Instant;
  effects: Effect[];
  opened: string[];
  ended: string[];
  /** Fields answered by this event, also with the same value again; those of a record (`goal.due_on`) beside that with its id too. */
  touched: Set<string>;
  /** `task:x`, `stage:y` … whose start or end this event has changed; of a record with its id too. */
  anchored: Set<string>;
  /** Rules judged for this event: an answer given anew makes one act once, however often the case settles. */
  judged: Set<string>;
  /** Stages entered by this event: stages that lead round in a circle are gone through once. */
  entered: Set<string>;
  /** Records added by this event whose life has not begun yet. */
  added: RecordState[];
  /** Notices that are sent though what they are about ends with this event. */
  insisted: Set<string>;
  notices: number;
  by?: Actor;
  /** Sequence of the state that who acts has seen. */
  seen?: number;
}

export function createDraft(rules: Rules, state: Case, at: Instant, by?: Actor): Draft {
  return {
    rules,
    index: rulesIndex(rules.process),
    case: state,
    at,
    effects: [],
    opened: [],
    ended: [],
    touched: new Set(),
    anchored: new Set(),
    judged: new Set(),
    entered: new Set(),
    added: [],
    insisted: new Set(),
    notices: 0,
    ...(by && { by }),
  };
}

/** Who acts as they stay on record: with whom they stood in for, and as what. */
export const personOf = ({ id, name, for: principal, onCall, partner }: Person): Person => ({
  id, name, ...(principal && { for: { id: principal.id, name: principal.name } }), ...(onCall && { onCall }), ...(partner && { partner }),
});

/** Writes one line of the journal. */
export function write(draft: Draft, what: JournalKind, entry: Omit<JournalEntry, 'n' | 'sequence' | 'at' | 'what'> = {}): void {
  draft.case.journal += 1;
  draft.effects.push({
    kind: 'journal',
    entry: { n: draft.case.journal, sequence: draft.case.sequence, at: draft.at, what, ...entry },
  });
}

/** What a part means in this case: the role that owns the case is its owner. One person is told as an owner would be, or their line upwards. */
export function addressee(draft: Draft, part: Part | { person: string }, of?: string): Addressee {
  if ('person' in part) return { part: { owner: true }, owner: part.person };
  const owner = draft.case.owner.id;
  const isOwner = 'owner' in part || part.role === draft.index.owningRole;
  return { part: isOwner ? { owner: true } : part, owner, ...(of !== undefined && { of }) };
}

/** Not urgent notices of clocks are spread over so long after working hours begin, for the sake of the mail server. */
const SPREAD_MS = 10 * 60 * 1000;

/** Says something to people; gives the notice's id. `spread` delays the sending by the case's own fixed share of ten minutes. */
export function notify(
  draft: Draft,
  notice: Omit<Notice, 'id' | 'at' | 'notBefore' | 'urgent'>,
  how: { urgent?: boolean; spread?: boolean } = {},
): string {
  draft.notices += 1;
  const id = `${draft.case.number}-${draft.case.sequence}-${draft.notices}`;
  const notBefore = how.spread ? toInstant(toMs(draft.at) + (fixedHash(draft.case.number) % SPREAD_MS)) : draft.at;
  draft.effects.push({ kind: 'notice', notice: { id, ...notice, urgent: how.urgent === true, at: draft.at, notBefore } });
  return id;
}

/** FNV-1a: the same number for the same text on every machine and for ever. */
function fixedHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

export function setFoundBy(draft: Draft): void {
  const { agency, process, stage } = draft.case;
  draft.effects.push({ kind: 'found_by', attributes: { agency, process, stage: stage.id } });
}

/** The next number of a stage's rounds, a task's openings, a review's occurrences or a thing's approvals; from 1. */
export function nextNumber(draft: Draft, of: string): number {
  const { counts } = draft.case;
  const n = (Object.hasOwn(counts, of) ? (counts[of] ?? 0) : 0) + 1;
  counts[of] = n;
  return n;
}

/** Remembers that a field was answered, of a record `goal.due_on`: for rules of the case that go through the list, and for those of the record. */
export function touch({ touched }: Draft, field: string, record?: string): void {
  touched.add(field);
  touched.add(keyIn(field, record));
}

/** Whether this event has answered a field: one of a record (`goal.due_on`) of the record in scope. */
export const wasTouched = ({ touched }: Draft, field: string, record?: string): boolean => touched.has(field.includes('.') ? keyIn(field, record) : field);

/**
 * What seemed to have ended has not: clocks count from the end before, if there was one. `endOf` gives that of all, or of the record that
 * has the thing of its own.
 */
export function takeBackEnd(draft: Draft, what: string, endOf: (record?: string) => Instant | undefined, scope: Scope): void {
  for (const key of keysOf(draft, what, scope)) {
    const end = endOf(key === what ? undefined : scope.record);
    const { end: _taken, first = {}, ...rest } = draft.case.happened[key] ?? {};
    const { end: firstEnd, ...others } = first;
    const left = { ...others, ...(firstEnd !== undefined && firstEnd !== end && end !== undefined && { end: firstEnd }) };
    draft.case.happened[key] = { ...rest, ...(end !== undefined && { end }), ...(Object.keys(left).length > 0 && { first: left }) };
    draft.anchored.add(key);
  }
}

/** Remembers when something began or ended, for the clocks that count from it: the first time and the last, of a record's own too. */
export function happened(draft: Draft, what: string, edge: 'start' | 'end', at: Instant = draft.at, scope: Scope = {}): void {
  for (const key of keysOf(draft, what, scope)) {
    const before = draft.case.happened[key] ?? {};
    const was = before[edge];
    const isFirst = was === undefined || before.first?.[edge] !== undefined;
    draft.case.happened[key] = { ...before, [edge]: at, ...(!isFirst && { first: { ...before.first, [edge]: was } }) };
    draft.anchored.add(key);
  }
}

const keysOf = (draft: Draft, what: string, scope: Scope): string[] => [...new Set([what, happenedKey(draft.index, draft.case, what, scope)])];
