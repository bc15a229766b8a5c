// Giving work to somebody by name: an open task to one who holds its role, or the whole case to another owner of the agency.

import { actsAs, answersForCase, isAbove } from './access';
import type { Actor, TaskState } from './case';
import { despite } from './caseload';
import { clockOfTask } from './clock-ids';
import type { Draft } from './draft';
import { addressee, notify, personOf, write } from './draft';
import type { Act } from './event';
import { isPending } from './openings';
import { OWN_TITLE } from './own-clock';
import { worksOn } from './own-tasks';
import type { Refusal } from './refusals';
import { findOpening } from './tasks';

type Assigning = Act & { type: 'assign' };

export const assign = (draft: Draft, act: Assigning): Refusal | null => (act.task === undefined ? assignCase(draft, act) : assignTask(draft, act, act.task));

/** By whoever answers for the case. Notices of the task go to the one named; others of its role may still do it. */
function assignTask(draft: Draft, { by, to }: Assigning, id: string): Refusal | null {
  const opening = findOpening(draft, id);
  const task = draft.index.tasks.get(opening?.task ?? id);
  if (!opening) return task ? { code: 'task-not-ready', against: [{ id: task.id, rule: task.rule }] } : { code: 'unknown-task', against: [{ id }] };
  if (!answersForCase(draft.rules, draft.case, by)) return { code: 'not-for-you', against: [] };
  if (!isPending(opening) || opening.state === 'submitted') return { code: 'task-not-open', against: [{ id: opening.id }] };
  const isFit = task ? to.agency === draft.case.agency && to.roles.includes(task.who) : worksOn(draft, to);
  if (!isFit) return notInRole(to, task ? [task.who] : Object.keys(draft.rules.process.roles));
  if (opening.assigned?.id === to.id) return { code: 'assigned-already', against: [{ id: opening.id }] };
  const was = opening.assigned;
  opening.assigned = { id: to.id, name: to.name };
  write(draft, 'task_assigned', { by: personOf(by), about: opening.id, details: { ...(was && { was: { ...was } as never }), to: { ...opening.assigned } as never } });
  if (to.id !== actsAs(by)) tellAssigned(draft, opening, task ? `${task.rule}.title` : OWN_TITLE);
  return null;
}

function tellAssigned(draft: Draft, { id, assigned }: TaskState, title: string): void {
  const dueAt = draft.case.clocks[clockOfTask({ id })]?.dueAt;
  const to = addressee(draft, { person: assigned?.id ?? '' });
  notify(draft, { says: 'task_assigned', to, about: id, title, ...(dueAt != null && { dueAt }) });
}

const notInRole = (to: Actor, roles: string[]): Refusal => ({ code: 'not-in-role', against: [{ id: to.id, expected: roles.join(', ') }] });

/** By those above the owner. The clocks go on: what is late stays late. */
function assignCase(draft: Draft, { by, to, despite: why }: Assigning): Refusal | null {
  const { rules, case: state, index } = draft;
  if (!isAbove(rules, state, by)) return { code: 'not-for-you', against: index.line.map((id) => ({ id, rule: `roles.${id}` })) };
  if (to.agency !== state.agency || !to.roles.includes(index.owningRole)) return { code: 'unknown-owner', against: [{ id: to.id, expected: index.owningRole }] };
  const was = state.owner;
  if (was.id === to.id) return { code: 'assigned-already', against: [{ id: to.id }] };
  state.owner = { id: to.id, name: to.name };
  for (const task of state.tasks) if (isPending(task) && task.assigned?.id === was.id && index.tasks.get(task.task)?.who === index.owningRole) delete task.assigned;
  write(draft, 'case_assigned', { by: personOf(by), details: { was: { id: was.id, name: was.name }, to: { ...state.owner } as never, ...despite({ despite: why }) } });
  if (to.id !== actsAs(by)) notify(draft, { says: 'case_assigned', to: addressee(draft, { owner: true }) });
  if (was.id !== actsAs(by)) notify(draft, { says: 'case_handed_on', to: addressee(draft, { person: was.id }) });
  return null;
}
