// Whether answers fit the fields they are given to, and how they come into the case and its records.

import { MOST_ITEMS } from '../process/environment';
import { fieldOf } from '../process/parts';
import type { Given, Sheet } from './answer-sheets';
import { againstOf, answerThere, fieldName, refuseRecords, sheetsOf } from './answer-sheets';
import { wrongValue } from './answer-values';
import type { Actor, Answer, AnswerValue, TaskState } from './case';
import { deriveAnswers } from './derived';
import type { Draft } from './draft';
import { personOf, touch, write } from './draft';
import type { Answers } from './event';
import { createRecord } from './new-records';
import type { Against, Refusal, RefusalCode } from './refusals';
import { openRecords, recordOf, recordsOf } from './scope';

/** A refusal names so many faults and no more: it is kept and sent. */
const MOST_NAMED = 50;

/** What may and must be answered at one place; `may` null allows every field of the process. Of records, `goal.due_on`. */
export interface Asked extends Omit<Given, 'answers'> {
  may: string[] | null;
  must: string[];
  /** Also satisfied by an answer given since this task opened. */
  since?: Pick<TaskState, 'openedAt' | 'openedIn'>;
  /** The list whose records are written here, and how many open ones it must have then. */
  writes?: { list: string; atLeast: number } | undefined;
}

/** Why these answers are refused, or null: all that stand against the first kind of fault are named at once. */
export function refuseAnswers(draft: Draft, answers: Answers, asked: Asked, actor: Actor): Refusal | null {
  return refuseRecords(draft, asked.records) ?? refuseSheets(draft, sheetsOf(draft, { ...asked, answers }), asked, actor);
}

/** The same of answers that are sorted by whose they are; those of an ended record may be among them. */
export function refuseSheets(draft: Draft, sheets: Sheet[], asked: Asked, actor: Actor): Refusal | null {
  const faults = sheets.flatMap((sheet) => faultsOf(draft, sheet, asked, actor));
  const first = faults[0];
  if (first) return { code: first.code, against: faults.filter((fault) => fault.code === first.code).slice(0, MOST_NAMED).map((fault) => fault.against) };
  const changed = sheets.flatMap((sheet) => changedMeanwhile(draft, sheet));
  if (changed.length > 0) return { code: 'changed-meanwhile', against: changed.slice(0, MOST_NAMED) };
  const missing = asked.must.flatMap((name) => missingOf(draft, name, sheets, asked));
  return missing.length > 0 ? { code: 'answer-missing', against: missing.slice(0, MOST_NAMED) } : refuseNumber(draft, sheets, asked);
}

/** Fields that somebody else has answered otherwise since the state that was seen: only what both touched stands against an act. */
function changedMeanwhile(draft: Draft, sheet: Sheet): Against[] {
  const { seen } = draft;
  if (seen === undefined) return [];
  return Object.entries(sheet.answers).flatMap(([id, value]) => {
    const there = answerThere(draft, sheet, id);
    return there && there.sequence > seen && there.by !== draft.by?.id && !sameValue(there.value, value) ? [againstOf(sheet, id)] : [];
  });
}

/** Where an answer that must be given is missing: in the case, in the record in scope, or in each open record of the list. */
function missingOf(draft: Draft, name: string, sheets: Sheet[], asked: Asked): Against[] {
  const dot = name.indexOf('.');
  const id = name.slice(dot + 1);
  return asking(draft, dot < 0 ? undefined : name.slice(0, dot), sheets, asked).flatMap((sheet) => (isMet(draft, sheet, id, asked) ? [] : [againstOf(sheet, id)]));
}

function asking(draft: Draft, list: string | undefined, sheets: Sheet[], { scope }: Asked): Sheet[] {
  if (list === undefined) return sheets.slice(0, 1);
  const here = recordOf(draft.case, scope?.record);
  const records = here?.list === list ? [here] : openRecords(draft.case, list);
  const there = records.map((record) => sheets.find((sheet) => sheet.record === record) ?? { list, record, answers: {} });
  return here?.list === list ? there : [...there, ...sheets.filter((sheet) => sheet.list === list && !sheet.record)];
}

function isMet(draft: Draft, sheet: Sheet, id: string, { since }: Asked): boolean {
  if (Object.hasOwn(sheet.answers, id)) return true;
  const earlier = answerThere(draft, sheet, id);
  return since !== undefined && earlier !== undefined && isSince(earlier, since);
}

/** Whether an answer was given since a task opened; in a later round what led into it does not count. */
export const isSince = ({ at, sequence, again = 0 }: Answer, { openedAt, openedIn }: Pick<TaskState, 'openedAt' | 'openedIn'>): boolean =>
  at > openedAt || (at === openedAt && (openedIn === undefined || Math.max(sequence, again) > openedIn));

/** A list that would be too long, or has too few open records at the end of the task that writes them. */
function refuseNumber(draft: Draft, sheets: Sheet[], { writes }: Asked): Refusal | null {
  const added = sheets.flatMap(({ list, record }) => (list === undefined || record ? [] : [list]));
  const against = (list: string, n: number): Against[] => [{ id: list, rule: `lists.${list}`, expected: `${n}` }];
  const full = added.find((list) => recordsOf(draft.case, list).length + added.filter((one) => one === list).length > MOST_ITEMS);
  if (full !== undefined) return { code: 'too-many-records', against: against(full, MOST_ITEMS) };
  if (!writes) return null;
  const { list, atLeast } = writes;
  const there = openRecords(draft.case, list).length + added.filter((one) => one === list).length;
  return there < atLeast ? { code: 'too-few-records', against: against(list, atLeast) } : null;
}

type Fault = { code: RefusalCode; against: Against };

function faultsOf(draft: Draft, sheet: Sheet, asked: Asked, actor: Actor): Fault[] {
  const { list, record } = sheet;
  if (list !== undefined && !record && !writesTo(asked, list)) return [{ code: 'answer-not-asked-here', against: { id: list, rule: `lists.${list}` } }];
  return Object.keys(sheet.answers).flatMap((id) => faultOf(draft, sheet, id, asked, actor) ?? []);
}

const writesTo = ({ may, writes }: Asked, list: string): boolean => may === null || writes?.list === list;

function faultOf(draft: Draft, sheet: Sheet, id: string, asked: Asked, actor: Actor): Fault | null {
  const { process } = draft.rules;
  const name = fieldName(sheet, id);
  const field = fieldOf(process, name);
  const against = againstOf(sheet, id);
  if (!field) return { code: 'unknown-field', against: { id: against.id ?? id } };
  if (!isAskedHere(draft, sheet, name, asked)) return { code: 'answer-not-asked-here', against };
  if (field.visibleTo && !field.visibleTo.some((role) => actor.roles.includes(role))) return { code: 'not-for-you', against };
  if (field.is) return { code: 'answer-derived', against };
  const wrong = wrongValue(process, draft.case, field, sheet.answers[id]);
  return wrong && { code: wrong.code, against: { ...against, ...(wrong.expected && { expected: wrong.expected }) } };
}

/** A field of a list is asked of its records, and where one of them is in scope of that one alone. */
function isAskedHere(draft: Draft, { list, record }: Sheet, name: string, asked: Asked): boolean {
  if (list === undefined) return !name.includes('.') && (asked.may === null || asked.may.includes(name) || asked.must.includes(name));
  if (writesTo(asked, list)) return true;
  const here = recordOf(draft.case, asked.scope?.record);
  return (here?.list !== list || here === record) && (asked.may?.includes(name) === true || asked.must.includes(name));
}

/** What answers have changed, each with what was there before. */
export type Changes = Record<string, { value: AnswerValue; was?: AnswerValue }>;

/** Takes checked answers into the case, its records and its journal, in which what was answered before stays. */
export function setAnswers(draft: Draft, answers: Answers, by: Actor, { confirms, ...more }: Omit<Given, 'answers'> & { confirms?: boolean } = {}): void {
  let isNew = false;
  for (const sheet of sheetsOf(draft, { ...more, answers })) {
    const isAdded = sheet.list !== undefined && !sheet.record;
    if (isAdded) sheet.record = createRecord(draft, sheet.list ?? '', by);
    const changed = takeAnswers(draft, sheet, by);
    const hasChanged = Object.keys(changed).length > 0;
    isNew ||= isAdded || hasChanged;
    if (confirms && !isAdded) writeConfirmed(draft, sheet, changed, by);
    if (hasChanged) write(draft, 'answered', { by: personOf(by), ...(sheet.record && { about: sheet.record.id }), details: { answers: changed as never } });
  }
  if (isNew) deriveAnswers(draft);
}

/** In a later round the answers of the one before are given anew: that they are still the same is on record, not what they are. */
function writeConfirmed(draft: Draft, sheet: Sheet, changed: Changes, by: Actor): void {
  const fields = Object.keys(sheet.answers).map((id) => fieldName(sheet, id)).filter((name) => !Object.hasOwn(changed, name));
  if (fields.length > 0) write(draft, 'confirmed', { by: personOf(by), ...(sheet.record && { about: sheet.record.id }), details: { fields } });
}

/** Takes checked answers into the case or a record alone; gives what has changed, by the fields' full names. */
export function takeAnswers(draft: Draft, sheet: Sheet, by: Actor): Changes {
  const changed: Changes = {};
  const { record } = sheet;
  const kept = record?.answers ?? draft.case.answers;
  for (const [id, value] of Object.entries(sheet.answers)) {
    const before = answerThere(draft, sheet, id);
    const was = before?.value;
    const isSame = sameValue(was, value);
    const name = fieldName(sheet, id);
    touch(draft, name, record?.id);
    // The same again changes nothing: whoever has seen it before has seen it as it is.
    const { sequence } = before && isSame ? before : draft.case;
    kept[id] = { value, at: draft.at, by: by.id, sequence, ...(before && isSame && { again: draft.case.sequence }) };
    if (!isSame) changed[name] = { value, ...(was !== undefined && { was }) };
  }
  return changed;
}

export const sameValue = (a: AnswerValue | undefined, b: AnswerValue): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);
