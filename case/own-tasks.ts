// Dated tasks that somebody adds beside those of the process: in their own words, reminded of like any other, and holding nothing up.

import { dayEnd } from '../process/days';
import { isLocalDate } from '../process/dates';
import { actsAs, answersForCase, hasRole } from './access';
import { refuseAnswers } from './answers';
import type { Actor, TaskState } from './case';
import { clockOfTask } from './clock-ids';
import { endClock, startClock } from './clocks';
import { doersIn } from './doers';
import type { Draft } from './draft';
import { addressee, nextNumber, notify, personOf, write } from './draft';
import type { Act } from './event';
import { OWN_TASK, OWN_TITLE } from './own-clock';
import type { Refusal } from './refusals';

/** A longer one is a note and no title. */
const TITLE_LIMIT = 500;
/** As many as a process may have tasks. */
const OWN_TASKS_LIMIT = 500;

type Adding = Act & { type: 'add_task' };

/** By whoever answers for the case. */
export function addTask(draft: Draft, act: Adding): Refusal | null {
  const refused = refuseAdding(draft, act);
  if (refused) return refused;
  const { stage } = draft.case;
  const adder = act.by.for ?? { id: act.by.id, name: act.by.name };
  const assigned = act.person ? personOf(act.person) : act.who === undefined ? adder : undefined;
  const id = `${OWN_TASK}.${nextNumber(draft, OWN_TASK)}`;
  const own = { title: act.title, by: personOf(act.by), ...(act.who !== undefined && { role: act.who }), due: act.due };
  draft.case.tasks.push({ id, task: OWN_TASK, of: { stage: stage.id, round: stage.round }, ...(assigned && { assigned }), own, state: 'open', openedAt: draft.at });
  draft.opened.push(id);
  startClock(draft, clockOfTask({ id }), draft.at);
  const dueAt = draft.case.clocks[clockOfTask({ id })]?.dueAt ?? null;
  const to = assigned ? { ...assigned } : undefined;
  write(draft, 'task_added', { by: personOf(act.by), about: id, details: { title: act.title, dueAt, ...(to && { to: to as never }), ...(act.who !== undefined && { role: act.who }) } });
  if (assigned?.id !== actsAs(act.by)) {
    notify(draft, { says: 'task_assigned', title: OWN_TITLE, to: addressee(draft, assigned ? { person: assigned.id } : { role: act.who ?? '' }), about: id, ...(dueAt !== null && { dueAt }) });
  }
  return null;
}

function refuseAdding(draft: Draft, { by, title, who, person, due }: Adding): Refusal | null {
  const { rules, case: state } = draft;
  if (!answersForCase(rules, state, by)) return { code: 'not-for-you', against: [] };
  if (title.trim() === '') return { code: 'reason-missing', against: [{ id: 'title' }] };
  if (title.length > TITLE_LIMIT) return { code: 'text-too-long', against: [{ id: 'title', expected: `${TITLE_LIMIT}` }] };
  if (who !== undefined && person) return { code: 'malformed-act', against: [{ id: 'who', expected: 'a role or a person, not both' }] };
  const roles = Object.keys(rules.process.roles);
  if (who !== undefined && !roles.includes(who)) return { code: 'not-in-role', against: [{ id: who, expected: roles.join(', ') }] };
  if (person && !worksOn(draft, person)) return { code: 'not-in-role', against: [{ id: person.id, expected: roles.join(', ') }] };
  const dueAt = isLocalDate(due) ? dayEnd(rules.calendar, due) : due;
  if (dueAt <= draft.at) return { code: 'due-passed', against: [{ id: 'due', expected: draft.at }] };
  const isFull = state.tasks.filter(({ own }) => own).length >= OWN_TASKS_LIMIT;
  return isFull ? { code: 'too-many-tasks', against: [{ id: OWN_TASK, expected: `${OWN_TASKS_LIMIT}` }] } : null;
}

/** Whether somebody of the agency has a part in cases of this process. */
export const worksOn = ({ rules, case: state }: Draft, { agency, roles }: Actor): boolean =>
  agency === state.agency && roles.some((role) => Object.hasOwn(rules.process.roles, role));

type OwnTask = TaskState & { own: NonNullable<TaskState['own']> };

/** Whether somebody has added it; tasks of the process are not. */
export const isOwn = (opening: TaskState | undefined): opening is OwnTask => opening?.own !== undefined;

/** By whoever it is for, who added it, and those who answer for the case. */
export function completeOwn(draft: Draft, opening: OwnTask, act: Act & { type: 'complete' }): Refusal | null {
  const { by } = act;
  const { role } = opening.own;
  const isFor = opening.assigned?.id === actsAs(by) || (role !== undefined && hasRole(draft.rules, draft.case, by, role));
  const refused = (isFor ? null : refuseOther(draft, opening, by)) ?? refuseEnded(opening);
  if (refused) return refused;
  if (act.end !== undefined && act.end !== 'done') return { code: 'unknown-end', against: [{ id: act.end, expected: 'done' }] };
  const answered = refuseAnswers(draft, act.answers, { may: [], must: [] }, by);
  if (answered) return answered;
  opening.submittedBy = personOf(by);
  end(draft, opening, 'done');
  write(draft, 'task_done', { by: personOf(by), about: opening.id });
  return null;
}

/** By who added it, and those who answer for the case. */
export function withdrawOwn(draft: Draft, act: Act & { type: 'withdraw_task' }): Refusal | null {
  const opening = draft.case.tasks.find((one) => one.id === act.task);
  if (!isOwn(opening)) return { code: 'unknown-task', against: [{ id: act.task }] };
  const refused = refuseOther(draft, opening, act.by) ?? refuseEnded(opening);
  if (refused) return refused;
  end(draft, opening, 'withdrawn');
  write(draft, 'task_withdrawn', { by: personOf(act.by), about: opening.id, ...(act.reason !== undefined && { details: { reason: act.reason } }) });
  return null;
}

function end(draft: Draft, opening: TaskState, state: 'done' | 'withdrawn'): void {
  opening.state = state;
  opening.endedAt = draft.at;
  endClock(draft, clockOfTask(opening));
  draft.ended.push(opening.id);
}

const refuseOther = (draft: Draft, { id, own }: OwnTask, by: Actor): Refusal | null =>
  (by.agency === draft.case.agency && doersIn([own.by]).includes(actsAs(by))) || answersForCase(draft.rules, draft.case, by) ? null : { code: 'not-your-task', against: [{ id }] };

const refuseEnded = ({ id, state }: TaskState): Refusal | null => (state === 'open' ? null : { code: 'task-not-open', against: [{ id }] });
