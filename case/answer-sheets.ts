// Sorts what is answered in one act by whose answers they are: the case's, a record's, or those of a record that comes with the act.

import { pathOfField } from '../process/parts';
import type { Answer, RecordState } from './case';
import type { Draft } from './draft';
import type { Answers, RecordAnswers } from './event';
import type { Against, Refusal } from './refusals';
import type { Scope } from './scope';
import { recordOf } from './scope';

/** What is answered of one thing. A list without a record stands for a new one. */
export interface Sheet {
  list?: string;
  record?: RecordState;
  /** By the field's id without the list's. */
  answers: Answers;
}

/** Answers of an act: in the scope of a record, `answers` may hold the record's under `goal.due_on`. */
export interface Given {
  answers: Answers;
  records?: RecordAnswers[] | undefined;
  scope?: Scope | undefined;
}

/** The answers of the case itself first, then those of each record; a record that is named twice is answered once. */
export function sheetsOf(draft: Draft, { answers, records = [], scope = {} }: Given): Sheet[] {
  const here = recordOf(draft.case, scope.record);
  const isOfRecord = ([name]: [string, unknown]): boolean => here !== undefined && name.startsWith(`${here.list}.`);
  const given = Object.entries(answers);
  const sheets: Sheet[] = [{ answers: Object.fromEntries(given.filter((one) => !isOfRecord(one))) }];
  const add = (record: RecordState, of: Answers): void => {
    const there = sheets.find((one) => one.record === record);
    if (there) there.answers = { ...there.answers, ...of };
    else sheets.push({ list: record.list, record, answers: of });
  };
  const ofRecord = given.filter(isOfRecord).map(([name, value]) => [name.slice(name.indexOf('.') + 1), value]);
  if (here && ofRecord.length > 0) add(here, Object.fromEntries(ofRecord) as Answers);
  for (const one of records) {
    const record = 'record' in one ? recordOf(draft.case, one.record) : undefined;
    if (record) add(record, one.answers);
    else if ('list' in one) sheets.push({ list: one.list, answers: one.answers });
  }
  return sheets;
}

/** Answers by the names that refusals give them: `risk`, and of a record that is there `goal.1.due_on`. */
export function sheetsByName(draft: Draft, answers: Answers): Sheet[] {
  const idOf = (name: string): string => name.slice(0, name.lastIndexOf('.'));
  const given = Object.entries(answers);
  const ofCase = given.filter(([name]) => !recordOf(draft.case, idOf(name)));
  const ofRecords = given.filter(([name]) => recordOf(draft.case, idOf(name)));
  const records = ofRecords.map(([name, value]) => ({ record: idOf(name), answers: { [name.slice(idOf(name).length + 1)]: value } }));
  return sheetsOf(draft, { answers: Object.fromEntries(ofCase), records });
}

/** Why records cannot be answered that are named in an act: there are none such, or they have ended. */
export function refuseRecords(draft: Draft, records: RecordAnswers[] = []): Refusal | null {
  for (const one of records) {
    if ('list' in one) {
      if (!draft.index.lists.has(one.list)) return { code: 'unknown-list', against: [{ id: one.list, expected: [...draft.index.lists.keys()].join(', ') }] };
      continue;
    }
    const refused = refuseRecord(draft, one.record);
    if (refused) return refused;
  }
  return null;
}

/** Why nothing can be done about a record any more. */
export function refuseRecord({ case: state, index }: Draft, id: string): Refusal | null {
  const record = recordOf(state, id);
  if (!record) return { code: 'unknown-record', against: [{ id }] };
  const { ended } = record;
  if (!ended) return null;
  const rule = index.lists.get(record.list)?.rule;
  return { code: 'record-ended', against: [{ id, ...(rule !== undefined && { rule }) }], ...(ended.by && { first: { name: ended.by.name, at: ended.at } }) };
}

/** A field of a sheet as the process names it: `risk`, `goal.due_on`. */
export const fieldName = ({ list }: Pick<Sheet, 'list'>, id: string): string => (list === undefined ? id : `${list}.${id}`);

/** An answer as refusals name it: `risk`, `goal.1.due_on`, of a new record `goal.due_on`. */
export const againstOf = (sheet: Sheet, id: string): Against => ({
  id: sheet.record ? `${sheet.record.id}.${id}` : fieldName(sheet, id), rule: pathOfField(fieldName(sheet, id)),
});

/** The answer that is there now. */
export function answerThere(draft: Draft, { list, record }: Sheet, id: string): Answer | undefined {
  const answers = record?.answers ?? (list === undefined ? draft.case.answers : {});
  return Object.hasOwn(answers, id) ? answers[id] : undefined;
}
