// What people do to the records of a list: add, change, end, and take out what was added by mistake.

import { fieldOf } from '../process/parts';
import { answersForCase, refuseRole } from './access';
import { refuseRecord } from './answer-sheets';
import { refuseAnswers, setAnswers } from './answers';
import type { Actor, Answer, RecordState } from './case';
import type { Draft } from './draft';
import { personOf, write } from './draft';
import { clearRecord, endRecord } from './ended-records';
import type { Act, RecordAnswers } from './event';
import { isPending } from './openings';
import type { Against, Refusal } from './refusals';
import { keyIn, recordOf } from './scope';

/** By the roles that the list names, and those who answer for the case. */
function refuseList({ rules, case: state, index }: Draft, id: string, by: Actor): Refusal | null {
  const list = index.lists.get(id);
  if (!list) return { code: 'unknown-list', against: [{ id, expected: [...index.lists.keys()].join(', ') }] };
  return answersForCase(rules, state, by) ? null : refuseRole(rules, state, by, list.addedBy, 'not-for-you');
}

/** Adds a record to a list, with its answers. */
export const addRecord = (draft: Draft, { list, answers, by }: Act & { type: 'add_record' }): Refusal | null =>
  refuseList(draft, list, by) ?? takeIn(draft, { list, answers }, by);

/** Answers fields of a record that is open. */
export function changeRecord(draft: Draft, { record, answers, by }: Act & { type: 'change_record' }): Refusal | null {
  return refuseUse(draft, record, by) ?? takeIn(draft, { record, answers }, by);
}

function takeIn(draft: Draft, given: RecordAnswers, by: Actor): Refusal | null {
  const records = [given];
  const refused = refuseAnswers(draft, {}, { may: null, must: [], records }, by);
  if (!refused) setAnswers(draft, {}, by, { records });
  return refused;
}

/** Whether somebody may do something about a record that is open. */
function refuseUse(draft: Draft, id: string, by: Actor): Refusal | null {
  const record = recordOf(draft.case, id);
  return (record && refuseList(draft, record.list, by)) ?? refuseRecord(draft, id);
}

/** Ends a record that is open with one of the outcomes of its list. */
export function endByAct(draft: Draft, act: Act & { type: 'end_record' }): Refusal | null {
  const record = recordOf(draft.case, act.record);
  const refused = refuseUse(draft, act.record, act.by);
  if (refused || !record) return refused;
  const { outcomes = [], rule = record.list } = draft.index.lists.get(record.list) ?? {};
  if (!outcomes.includes(act.outcome)) return { code: 'unknown-outcome', against: [{ id: act.outcome, rule, expected: outcomes.join(', ') }] };
  endRecord(draft, record, act.outcome, { by: act.by, reason: act.reason });
  return null;
}

/** Takes out a record of which nothing has come; what it was and who took it out stays in the journal. */
export function removeRecord(draft: Draft, record: RecordState, { by, reason }: Act & { type: 'remove' }): Refusal | null {
  const refused = refuseList(draft, record.list, by);
  if (refused) return refused;
  const against = standingOn(draft, record);
  if (against.length > 0) return { code: 'record-stood-on', against };
  const rule = draft.index.lists.get(record.list)?.rule ?? record.list;
  if (reason.trim() === '') return { code: 'reason-missing', against: [{ id: record.id, rule }] };
  clearRecord(draft, record, rule);
  const state = draft.case;
  state.records = (state.records ?? []).filter((one) => one !== record);
  if (state.records.length === 0) delete state.records;
  for (const key of Object.keys(state.happened)) if (key.endsWith(keyIn('', record.id))) delete state.happened[key];
  draft.ended.push(record.id);
  write(draft, 'record_removed', { by: personOf(by), about: record.id, rule, details: { reason } });
  return null;
}

/** What has come of a record: tasks that were handed in, reviews that were recorded, events about it, and answers that name it. */
function standingOn(draft: Draft, { id, list }: RecordState): Against[] {
  const { tasks, reviews, events = [], answers, records = [] } = draft.case;
  const names = (field: string, { value }: Answer): boolean => value === id && fieldOf(draft.rules.process, field)?.list === list;
  return [
    ...tasks.filter((one) => one.of.record === id && (one.state === 'submitted' || one.state === 'agreeing' || !(isPending(one) || one.state === 'withdrawn'))),
    ...reviews.filter((one) => one.record === id && one.state === 'recorded'),
    ...events.filter((one) => one.about === id),
    ...records.filter((one) => Object.entries(one.answers).some(([field, answer]) => names(`${one.list}.${field}`, answer))),
    ...Object.entries(answers).flatMap(([field, answer]) => (names(field, answer) ? [{ id: field }] : [])),
  ].map((one) => ({ id: one.id }));
}
