// Whether answers fit the fields they are given to, and how they come into the case.

import { earliestDay, isLocalDate } from '../process/dates';
import type { Field, Process } from '../process/process';
import type { Actor, AnswerValue, ConsentAnswer } from './case';
import type { Draft } from './draft';
import { write } from './draft';
import type { Answers } from './event';
import type { Against, Refusal, RefusalCode } from './refusals';

/** Bound of the language: a text has at most so many characters. */
export const TEXT_LIMIT = 20_000;

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
    const fault = faultOf(process, id, answers[id], asked, actor);
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

function faultOf(process: Process, id: string, value: unknown, asked: Asked, actor: Actor): Fault | null {
  const field = Object.hasOwn(process.fields, id) ? process.fields[id] : undefined;
  if (!field) return { code: 'unknown-field', against: { id } };
  const against = { id, rule: `fields.${id}` };
  if (asked.may && !asked.may.includes(id) && !asked.must.includes(id)) return { code: 'answer-not-asked-here', against };
  if (field.visibleTo && !field.visibleTo.some((role) => actor.roles.includes(role))) return { code: 'not-for-you', against };
  const wrong = wrongValue(process, field, value);
  return wrong && { code: wrong.code, against: { ...against, ...(wrong.expected && { expected: wrong.expected }) } };
}

type Wrong = { code: RefusalCode; expected?: string };
const WRONG_TYPE = (expected: string): Wrong => ({ code: 'answer-wrong-type', expected });

function wrongValue(process: Process, field: Field, value: unknown): Wrong | null {
  switch (field.type) {
    case 'text':
      if (typeof value !== 'string') return WRONG_TYPE('text');
      if (value.length > TEXT_LIMIT) return { code: 'text-too-long', expected: `${TEXT_LIMIT}` };
      return value.trim() === '' ? { code: 'answer-missing' } : null;
    case 'number':
    case 'integer':
      return wrongNumber(field, value);
    case 'yes_no':
      return typeof value === 'boolean' ? null : WRONG_TYPE('yes or no');
    case 'date':
      return typeof value === 'string' && isDate(value, field) ? null : WRONG_TYPE(`a date such as ${dateExample(field)}`);
    case 'time':
      return typeof value === 'string' && isInstant(value) ? null : WRONG_TYPE('an instant such as 2026-03-26T07:00:00.000Z');
    case 'one_of':
      return wrongOption(field, value);
    case 'several_of':
      return wrongOptions(field, value);
    case 'consent':
      return wrongConsent(process, value);
    case 'person':
      return value === 'client' || (typeof value === 'string' && process.people.includes(value))
        ? null
        : { code: 'unknown-person', expected: ['client', ...process.people].join(', ') };
    case 'staff':
    case 'partner':
      return typeof value === 'string' && /^[\w.-]{1,100}$/.test(value) ? null : WRONG_TYPE('an id');
  }
}

function wrongNumber(field: Field, value: unknown): Wrong | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return WRONG_TYPE('a number');
  if (field.type === 'integer' && !Number.isSafeInteger(value)) return WRONG_TYPE('a whole number');
  const { min = -Infinity, max = Infinity } = field;
  return value < min || value > max ? { code: 'answer-out-of-range', expected: `${min} … ${max}` } : null;
}

function wrongOption(field: Field, value: unknown): Wrong | null {
  if (typeof value !== 'string') return WRONG_TYPE(`one of ${(field.options ?? []).join(', ')}`);
  return field.options?.includes(value) ? null : { code: 'answer-not-an-option', expected: (field.options ?? []).join(', ') };
}

function wrongOptions(field: Field, value: unknown): Wrong | null {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return WRONG_TYPE(`several of ${(field.options ?? []).join(', ')}`);
  for (const one of value) {
    const wrong = wrongOption(field, one);
    if (wrong) return wrong;
  }
  return null;
}

function wrongConsent(process: Process, value: unknown): Wrong | null {
  const expected = WRONG_TYPE('given: true or false, and by whom and on which date if known');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return expected;
  const { given, by, on, ...rest } = value as ConsentAnswer & Record<string, unknown>;
  if (typeof given !== 'boolean' || Object.keys(rest).length > 0) return expected;
  if (on !== undefined && (typeof on !== 'string' || !isLocalDate(on))) return expected;
  if (by !== undefined && by !== 'client' && !process.people.includes(by)) {
    return { code: 'unknown-person', expected: ['client', ...process.people].join(', ') };
  }
  return null;
}

/** A day, or where the field allows it a month or a year. */
function isDate(text: string, field: Field): boolean {
  if (isLocalDate(text)) return true;
  if (earliestDay(text) === null) return false;
  return (text.length === 7 && field.mayBe?.includes('month') === true) || (text.length === 4 && field.mayBe?.includes('year') === true);
}

const dateExample = (field: Field): string =>
  ['2014-05-26', ...(field.mayBe?.includes('month') ? ['2014-05'] : []), ...(field.mayBe?.includes('year') ? ['2014'] : [])].join(', ');

const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text) && isLocalDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));

/** What answers have changed, each with what was there before. */
export type Changes = Record<string, { value: AnswerValue; was?: AnswerValue }>;

/** Takes checked answers into the case and its journal, in which what was answered before stays. */
export function setAnswers(draft: Draft, answers: Answers, by: Actor): void {
  const changed = takeAnswers(draft, answers, by);
  if (Object.keys(changed).length === 0) return;
  write(draft, 'answered', { by: { id: by.id, name: by.name }, details: { answers: changed as never } });
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

const sameValue = (a: AnswerValue | undefined, b: AnswerValue): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);
