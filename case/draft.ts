// A case in the course of one event: the state being changed, and what the event brings about so far.

import type { Rules } from '../process/rules';
import type { Part } from '../process/process';
import type { Instant } from '../process/time';
import { toInstant, toMs } from '../process/time';
import type { Actor, Case, Person } from './case';
import type { Addressee, Effect, JournalEntry, JournalKind, Notice } from './effect';
import { rulesIndex } from './rules-index';
import type { RulesIndex } from './rules-index';

/** The state is the draft's own copy: a refusal throws the draft away and leaves the case as it was. */
export interface Draft {
  rules: Rules;
  index: RulesIndex;
  case: Case;
  at: Instant;
  effects: Effect[];
  opened: string[];
  ended: string[];
  /** Fields answered by this event, also with the same value again. */
  touched: Set<string>;
  /** `task:x`, `stage:y` … whose start or end this event has changed. */
  anchored: Set<string>;
  /** Rules judged for this event: an answer given anew makes one act once, however often the case settles. */
  judged: Set<string>;
  /** Stages entered by this event: stages that lead round in a circle are gone through once. */
  entered: Set<string>;
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

/** What a part means in this case: the role that owns the case is its owner. */
export function addressee(draft: Draft, part: Part, of?: string): Addressee {
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

/** What seemed to have ended has not: clocks count from the end before, if there was one. */
export function takeBackEnd(draft: Draft, what: string, end: Instant | undefined): void {
  const { end: _taken, first = {}, ...rest } = draft.case.happened[what] ?? {};
  const { end: firstEnd, ...others } = first;
  const left = { ...others, ...(firstEnd !== undefined && firstEnd !== end && end !== undefined && { end: firstEnd }) };
  draft.case.happened[what] = { ...rest, ...(end !== undefined && { end }), ...(Object.keys(left).length > 0 && { first: left }) };
  draft.anchored.add(what);
}

/** Remembers when something began or ended, for the clocks that count from it: the first time and the last. */
export function happened(draft: Draft, what: string, edge: 'start' | 'end', at: Instant = draft.at): void {
  const before = draft.case.happened[what] ?? {};
  const was = before[edge];
  const isFirst = was === undefined || before.first?.[edge] !== undefined;
  draft.case.happened[what] = { ...before, [edge]: at, ...(!isFirst && { first: { ...before.first, [edge]: was } }) };
  draft.anchored.add(what);
}
