// The clock of a dated task that somebody has added: due when they said, reminded of a working day before, late at once.

import type { Clock, Due } from '../process/process';
import type { TaskState } from './case';

/** Stands for the process's task in the state of an added one; reserved, so that no process has it. */
export const OWN_TASK = 'own_task';
/** Path that stands for its title where its own words must not: in mails and lists. */
export const OWN_TITLE = `${OWN_TASK}.title`;

const DUE: Due = { form: 'on', rule: OWN_TASK, of: { kind: 'field', field: OWN_TASK } };

/** What a process would say of its clock. */
export const OWN_CLOCK: Clock = {
  rule: OWN_TASK, due: DUE, remind: [{ rule: `${OWN_TASK}.remind.0`, before: { n: 1, unit: 'working_day' } }], late: [],
};

/** What its due counts from, as an answer and its type; undefined for a task of the process. */
export const ownDue = (opening: TaskState | undefined): { value: string; type: 'date' | 'time' } | undefined =>
  opening?.own && { value: opening.own.due, type: opening.own.due.includes('T') ? 'time' : 'date' };
