// Tasks: handed in with their answers, approved level by level, or waived; how they open and fall away is in openings.ts.

import type { Task } from '../process/process';
import { hasRole } from './access';
import { refuseAnswers, setAnswers } from './answers';
import { askApproval, nextLevel, withdrawApprovals } from './approvals';
import type { Actor, TaskState } from './case';
import { endClock, holdClock } from './clocks';
import { lastOpening } from './conditions';
import type { Draft } from './draft';
import { happened, personOf, write } from './draft';
import type { Act } from './event';
import { clockOfTask } from './openings';
import type { Refusal } from './refusals';
import { meetDuties } from './satisfies';

/** An opening by its own id, or the latest one by the task's id. */
export const findOpening = (draft: Draft, id: string): TaskState | undefined =>
  draft.case.tasks.find((one) => one.id === id) ?? lastOpening(draft.case, id);

export function complete(draft: Draft, act: Act & { type: 'complete' }): Refusal | null {
  const opening = findOpening(draft, act.task);
  const task = draft.index.tasks.get(opening?.task ?? act.task);
  if (!task) return { code: 'unknown-task', against: [{ id: act.task }] };
  if (!opening) return { code: 'task-not-ready', against: [{ id: task.id, rule: task.rule }] };
  if (!hasRole(draft.rules, draft.case, act.by, task.who)) return notYours(task);
  if (opening.state === 'planned') return notReady(draft, opening, task);
  if (opening.state !== 'open') return { code: 'task-not-open', against: [{ id: opening.id, rule: task.rule }] };
  const asked = { may: task.mayAnswer, must: task.mustAnswer, since: opening.openedAt };
  const refused = refuseAnswers(draft, act.answers, asked, act.by);
  if (refused) return refused;
  setAnswers(draft, act.answers, act.by);
  submit(draft, task, opening, act.by);
  return null;
}

const notYours = (task: Task): Refusal => ({ code: 'not-your-task', against: [{ id: task.who, rule: `roles.${task.who}` }] });

/** Its window has not opened yet. */
function notReady(draft: Draft, opening: TaskState, { rule }: Task): Refusal {
  const opensAt = draft.case.clocks[clockOfTask(opening)]?.opensAt;
  return { code: 'task-not-ready', against: [{ id: opening.id, rule, ...(opensAt != null && { expected: opensAt }) }] };
}

/** Handing in stops the task's clock; the first level of approval that applies is asked, or the task is done. */
function submit(draft: Draft, task: Task, opening: TaskState, by: Actor): void {
  opening.submittedBy = personOf(by);
  const met = meetDuties(draft, task.satisfies, by, opening.id, opening.satisfied);
  if (met.length > 0) opening.satisfied = [...(opening.satisfied ?? []), ...met];
  const level = nextLevel(draft, task.approve, 0);
  if (level === null) return finishTask(draft, opening, by);
  opening.state = 'submitted';
  holdClock(draft, clockOfTask(opening));
  write(draft, 'task_submitted', { by: personOf(by), about: opening.id, rule: task.rule });
  askApproval(draft, { task: opening.id }, task.approve, level, doers(draft, opening, by));
}

/** Everybody who has handed this in: who did so before it was sent back has done the work too. */
function doers(draft: Draft, opening: TaskState, by: Actor): string[] {
  const before = draft.case.approvals.flatMap((one) => ('task' in one.of && one.of.task === opening.id ? one.notBy : []));
  return [...new Set([by.id, ...before])];
}

export function finishTask(draft: Draft, opening: TaskState, by: Actor): void {
  opening.state = 'done';
  opening.endedAt = draft.at;
  endClock(draft, clockOfTask(opening));
  draft.ended.push(opening.id);
  happened(draft, `task:${opening.task}`, 'end');
  const rule = draft.index.tasks.get(opening.task)?.rule;
  write(draft, 'task_done', { by: personOf(by), about: opening.id, ...(rule !== undefined && { rule }) });
}

/** It need not be done: it holds up nothing any more, and what comes after it goes on. */
export function waiveTask(draft: Draft, opening: TaskState): void {
  opening.state = 'waived';
  opening.endedAt = draft.at;
  endClock(draft, clockOfTask(opening));
  withdrawApprovals(draft, (approval) => 'task' in approval.of && approval.of.task === opening.id);
  draft.ended.push(opening.id);
  happened(draft, `task:${opening.task}`, 'end');
}
