// What a rule is judged for beside the case as a whole: one record of a list, an event that a task judges, a reason to close.

import type { Value } from '../process/condition';
import type { ListRecord } from '../process/environment';
import type { List } from '../process/process';
import type { Answer, AnswerValue, Case, RecordState } from './case';
import { found } from './found';

/** Ids; the place of a task is one. Inside it, fields, tasks, reviews and stages of the record's list mean those of the record. */
export interface Scope {
  record?: string;
  event?: string;
  /** Closure reason under judgement. */
  reason?: string;
}

/** The record that something is of, as part of a scope or of a line of the journal; nothing for what is of the case itself. */
export const ofRecord = (record: string | undefined): { record?: string } => (record === undefined ? {} : { record });

/** A record by its id; undefined when there is none, or not any more. */
export const recordOf = (state: Case, id: string | undefined): RecordState | undefined =>
  id === undefined || !state.records ? undefined : found(state.records, id);

/** Records of a list in the order of their adding, ended ones too. */
export const recordsOf = ({ records = [] }: Case, list: string): RecordState[] => records.filter((one) => one.list === list);

/** Records of a list about which something is still to be done. */
export const openRecords = (state: Case, list: string): RecordState[] => recordsOf(state, list).filter((one) => !one.ended);

/** Under what something is remembered that each record has of its own: `task:visit@goal.1`; of the case, as it is. */
export const keyIn = (what: string, record: string | undefined): string => (record === undefined ? what : `${what}@${record}`);

/** An answer as rules read it: a consent counts as answered by a refusal too. */
export function plainValue(value: AnswerValue | undefined): Value | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'object' && !Array.isArray(value) ? value.given : value;
}

/** The answer to a field: of the case, or with the list's id before it (`goal.due_on`) of the record in scope. */
export function answerIn(state: Case, field: string, scope: Scope): Answer | undefined {
  const dot = field.indexOf('.');
  if (dot < 0) return own(state.answers, field);
  const record = recordOf(state, scope.record);
  return record?.list === field.slice(0, dot) ? own(record.answers, field.slice(dot + 1)) : undefined;
}

const own = (answers: Record<string, Answer>, id: string): Answer | undefined => (Object.hasOwn(answers, id) ? answers[id] : undefined);

/** `outcome` of a record that has ended, and whether it is `open`; undefined for anything else. */
export function recordFact(record: RecordState, name: string): Value | undefined {
  if (name === 'open') return !record.ended;
  return name === 'outcome' ? record.ended?.outcome : undefined;
}

/** A record as conditions read it that go through its list. */
export const asListRecord = (record: RecordState, list: List | undefined): ListRecord => ({
  id: record.id,
  answer: (field) => recordFact(record, field) ?? plainValue(own(record.answers, field)?.value),
  fieldType: (field) => FACT_TYPES[field] ?? list?.fields[field]?.type,
});

const FACT_TYPES: Record<string, 'yes_no' | 'one_of' | undefined> = { open: 'yes_no', outcome: 'one_of' };
