// How a record comes into its list; its tasks, stages and clocks begin when the case settles.

import type { Actor, RecordState } from './case';
import type { Draft } from './draft';
import { nextNumber, personOf, write } from './draft';

/** Adds a record without answers to a list. */
export function createRecord(draft: Draft, list: string, by: Actor): RecordState {
  const record: RecordState = { id: `${list}.${nextNumber(draft, list)}`, list, answers: {}, addedAt: draft.at, addedBy: personOf(by) };
  (draft.case.records ??= []).push(record);
  draft.added.push(record);
  draft.opened.push(record.id);
  const rule = draft.index.lists.get(list)?.rule;
  write(draft, 'record_added', { by: personOf(by), about: record.id, ...(rule !== undefined && { rule }) });
  return record;
}
