// Whether answers fit the fields they are given to, and how they come into the case.

import type { Process } from '../process/process';
import { wrongValue } from './answer-values';
import type { Actor, AnswerValue, Case } from './case';
import { deriveAnswers } from './derived';
import type { Draft } from './draft';
import { write } from './draft';
import type { Answers } from './event';
import type { Against, Refusal, RefusalCode } from './refusals';

/** A refusal names so many faults and no more: it is kept and sent. */
const MOST_NAMED = 50;

/** What may and must be answered at one place; `may` null allows every field of the process. */
export interface Asked {
  may: string[] | null;
  must: string[];
  /** Also satisfied by an answer given since this instant, as one made while the task was open. */
  since?: string;
}

/** Why these answers are refused, or null: all that stand against the first kind of fault are named at once. */
export function refuseAnswers(draft: Draft, answers: Answers, asked: Asked, actor: Actor): Refusal | null {
  const { process } = draft.rules;
  const faults = Object.keys(answers).flatMap((id) => {
    const fault = faultOf(process, draft.case, id, answers[id], asked, actor);
    return fault ? [fault] : [];
  });
  const first = faults[0];
  if (first) return { code: first.code, against: faults.filter((fault) => fault.code === first.code).slice(0, MOST_NAMED).map((fault) => fault.against) };
  const changed = changedMeanwhile(draft, answers);
  if (changed.length > 0) return { code: 'changed-meanwhile', against: changed.slice(0, MOST_NAMED).map((id) => ({ id, rule: `fields.${id}` })) };
  const missing = asked.must.filter((id) => !isMet(draft, id, answers, asked.since));
  return missing.length > 0 ? { code: 'answer-missing', against: missing.map((id) => ({ id, rule: `fields.${id}` })) } : null;
}

/** Fields that somebody else has answered otherwise since the state that was seen: only what both touched stands against an act. */
function changedMeanwhile(draft: Draft, answers: Answers): string[] {
  const { seen } = draft;
  if (seen === undefined) return [];
  return Object.entries(answers).flatMap(([id, value]) => {
    const there = Object.hasOwn(draft.case.answers, id) ? draft.case.answers[id] : undefined;
    return there && there.sequence > seen && there.by !== draft.by?.id && !sameValue(there.value, value) ? [id] : [];
  });
}

function isMet(draft: Draft, id: string, answers: Answers, since: string | undefined): boolean {
  if (Object.hasOwn(answers, id)) return true;
  const earlier = draft.case.answers[id];
  return since !== undefined && earlier !== undefined && earlier.at >= since;
}

type Fault = { code: RefusalCode; against: Against };

function faultOf(process: Process, state: Case, id: string, value: unknown, asked: Asked, actor: Actor): Fault | null {
  const field = Object.hasOwn(process.fields, id) ? process.fields[id] : undefined;
  if (!field) return { code: 'unknown-field', against: { id } };
  const against = { id, rule: `fields.${id}` };
  if (asked.may && !asked.may.includes(id) && !asked.must.includes(id)) return { code: 'answer-not-asked-here', against };
  if (field.visibleTo && !field.visibleTo.some((role) => actor.roles.includes(role))) return { code: 'not-for-you', against };
  if (field.is) return { code: 'answer-derived', against };
  const wrong = wrongValue(process, state, field, value);
  return wrong && { code: wrong.code, against: { ...against, ...(wrong.expected && { expected: wrong.expected }) } };
}

/** What answers have changed, each with what was there before. */
export type Changes = Record<string, { value: AnswerValue; was?: AnswerValue }>;

/** Takes checked answers into the case and its journal, in which what was answered before stays. */
export function setAnswers(draft: Draft, answers: Answers, by: Actor): void {
  const changed = takeAnswers(draft, answers, by);
  if (Object.keys(changed).length === 0) return;
  write(draft, 'answered', { by: { id: by.id, name: by.name }, details: { answers: changed as never } });
  deriveAnswers(draft);
}

/** Takes checked answers into the case alone; gives what has changed. */
export function takeAnswers(draft: Draft, answers: Answers, by: Actor): Changes {
  const changed: Changes = {};
  for (const [id, value] of Object.entries(answers)) {
    const before = draft.case.answers[id];
    const was = before?.value;
    const isSame = sameValue(was, value);
    draft.touched.add(id);
    // The same again changes nothing: whoever has seen it before has seen it as it is.
    const { sequence } = before && isSame ? before : draft.case;
    draft.case.answers[id] = { value, at: draft.at, by: by.id, sequence };
    if (!isSame) changed[id] = { value, ...(was !== undefined && { was }) };
  }
  return changed;
}

export const sameValue = (a: AnswerValue | undefined, b: AnswerValue): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);
