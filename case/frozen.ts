// What a task was handed in with, frozen for those who agree to it, and whether it is still so.

import type { Process, Task } from '../process/process';
import type { AgreementState, AnswerValue, Case, RecordState, TaskPlace } from './case';
import { found } from './found';
import { openRecords, recordOf } from './scope';

/** What is agreed to: values by field, of records `goal.2.due_on`; and the records that there are, where the task writes them. */
export type Frozen = Pick<AgreementState, 'answers' | 'records'>;

/** What a task asks for or writes, with its answers as they are now. What has no answer yet is no part of it. */
export function freeze(process: Process, state: Case, task: Task, of: TaskPlace): Frozen {
  const answers: Record<string, AnswerValue> = {};
  const take = (key: string, answer: { value: AnswerValue; rule?: string } | undefined): void => {
    // What is worked out changes by itself, and nobody has to agree to that.
    if (answer && answer.rule === undefined) answers[key] = answer.value;
  };
  for (const name of [...task.mayAnswer, ...task.mustAnswer]) {
    const [list = '', field] = name.split('.');
    if (field === undefined) take(name, Object.hasOwn(state.answers, name) ? state.answers[name] : undefined);
    else for (const record of recordsAsked(state, list, of)) take(`${record.id}.${field}`, record.answers[field]);
  }
  const written = task.records ? openRecords(state, task.records.list) : [];
  const fields = Object.keys(process.lists?.find((one) => one.id === task.records?.list)?.fields ?? {});
  for (const record of written) for (const field of fields) take(`${record.id}.${field}`, Object.hasOwn(record.answers, field) ? record.answers[field] : undefined);
  return { answers, ...(task.records && { records: written.map((one) => one.id) }) };
}

/** The record that the task is about, or all of a list that are open. */
function recordsAsked(state: Case, list: string, of: TaskPlace): RecordState[] {
  const own = recordOf(state, of.record);
  return own?.list === list ? [own] : openRecords(state, list);
}

/**
 * Whether what was frozen has changed: an answer is another, a record was taken out, or one was added where the task writes them. What
 * was not answered then and is now was not agreed to, and a record that has ended is there still.
 */
export function hasChanged(state: Case, task: Task, { answers, records = [] }: Frozen): boolean {
  if (Object.entries(answers).some(([key, value]) => !isSame(valueAt(state, key), value))) return true;
  if (records.some((id) => recordOf(state, id) === undefined)) return true;
  return task.records !== undefined && openRecords(state, task.records.list).some(({ id }) => !records.includes(id));
}

function valueAt(state: Case, key: string): AnswerValue | undefined {
  const dot = key.lastIndexOf('.');
  if (dot < 0) return state.answers[key]?.value;
  return found(state.records ?? [], key.slice(0, dot))?.answers[key.slice(dot + 1)]?.value;
}

const isSame = (a: AnswerValue | undefined, b: AnswerValue): boolean => a === b || (typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** What another version says otherwise than the one before, as the journal shows changes. */
export function changesTo(now: Frozen, before: Frozen | undefined): Record<string, { value?: AnswerValue; was?: AnswerValue }> {
  const was = before?.answers ?? {};
  const keys = [...new Set([...Object.keys(now.answers), ...Object.keys(was)])];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const [value, old] = [now.answers[key], was[key]];
      if (value !== undefined && isSame(old, value)) return [];
      return [[key, { ...(value !== undefined && { value }), ...(old !== undefined && { was: old }) }] as const];
    }),
  );
}

/** The field that an answer frozen under a key is one to: `goal.2.due_on` → `goal.due_on`. */
export const fieldOfKey = (key: string): string => key.replace(/\.\d+\./, '.');
