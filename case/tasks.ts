// Tasks: they open with their stage or alert, are handed in with their answers, approved level by level, or fall away.

import type { Task } from '../process/process';
import { hasRole } from './access';
import { refuseAnswers, setAnswers } from './answers';
import { askApproval, nextLevel, withdrawApprovals } from './approvals';
import type { Actor, TaskState } from './case';
import { sameOf, tasksBeside } from './clock-owner';
import { endClock, holdClock, startClock } from './clocks';
import { lastOpening, ruleHolds } from './conditions';
import type { Draft } from './draft';
import { happened, nextNumber, personOf, write } from './draft';
import type { Act } from './event';
import type { Refusal } from './refusals';

export const clockOfTask = (task: TaskState): string => `task:${task.id}`;

const isOpen = (task: TaskState): boolean => task.state === 'open' || task.state === 'submitted';

/** Brings the tasks of the present stage in line with their conditions: opens what is needed and ready, withdraws what is not. */
export function syncStageTasks(draft: Draft): void {
  const stage = draft.index.stages.get(draft.case.stage.id);
  if (!stage) return;
  syncTasks(draft, stage.tasks, { stage: stage.id, round: draft.case.stage.round }, true);
}

/** Urgent tasks stay with their alert, also while the case goes on through its stages; once it is resolved, no more are opened. */
export function syncAlertTasks(draft: Draft): void {
  for (const alert of draft.case.alerts) {
    syncTasks(draft, draft.index.alerts.get(alert.alert)?.tasks ?? [], { alert: alert.id }, !alert.resolved);
  }
}

/** Withdraws first: a task that is withdrawn lets open what comes after it, wherever that stands in the file. */
function syncTasks(draft: Draft, tasks: Task[], of: TaskState['of'], mayOpen: boolean): void {
  for (const task of tasks) {
    const opening = openingOf(draft, task.id, of);
    if (opening && isOpen(opening) && !ruleHolds(draft, task.when)) withdrawTask(draft, opening, task.when?.path);
  }
  if (!mayOpen) return;
  for (const task of tasks) {
    const opening = openingOf(draft, task.id, of);
    const isMissing = !opening || opening.state === 'withdrawn';
    if (isMissing && ruleHolds(draft, task.when) && isReady(draft, task, of)) openTask(draft, task, of);
  }
}

function openingOf(draft: Draft, task: string, of: TaskState['of']): TaskState | undefined {
  return draft.case.tasks.findLast((one) => one.task === task && sameOf(one.of, of));
}

/** Whether every task that this one comes after has ended, or is not needed here. */
function isReady(draft: Draft, task: Task, of: TaskState['of']): boolean {
  return task.after.every((id) => {
    const before = draft.index.tasks.get(id);
    const opening = openingOf(draft, id, of);
    if (opening) return !isOpen(opening);
    const isHere = tasksBeside(draft.index, draft.case, of).some((one) => one.id === id);
    if (isHere && before) return !ruleHolds(draft, before.when);
    return draft.case.happened[`task:${id}`]?.end !== undefined;
  });
}

function openTask(draft: Draft, task: Task, of: TaskState['of']): void {
  const opening: TaskState = { id: `${task.id}.${nextNumber(draft, task.id)}`, task: task.id, of, state: 'open', openedAt: draft.at };
  draft.case.tasks.push(opening);
  draft.opened.push(opening.id);
  happened(draft, `task:${task.id}`, 'start');
  const deadline = startClock(draft, clockOfTask(opening), draft.at);
  write(draft, 'task_opened', { about: opening.id, rule: task.rule, details: { ...deadline } });
}

export function withdrawTask(draft: Draft, opening: TaskState, rule?: string): void {
  opening.state = 'withdrawn';
  opening.endedAt = draft.at;
  endClock(draft, clockOfTask(opening));
  withdrawApprovals(draft, (approval) => 'task' in approval.of && approval.of.task === opening.id);
  draft.ended.push(opening.id);
  write(draft, 'task_withdrawn', { about: opening.id, ...(rule !== undefined && { rule }) });
}

/** Whether everything that the present stage needs is done. */
export function stageIsDone(draft: Draft): boolean {
  const stage = draft.index.stages.get(draft.case.stage.id);
  if (!stage) return false;
  const of = { stage: stage.id, round: draft.case.stage.round };
  return stage.tasks.every((task) => !ruleHolds(draft, task.when) || openingOf(draft, task.id, of)?.state === 'done');
}

/** An opening by its own id, or the latest one by the task's id. */
export const findOpening = (draft: Draft, id: string): TaskState | undefined =>
  draft.case.tasks.find((one) => one.id === id) ?? lastOpening(draft.case, id);

export function complete(draft: Draft, act: Act & { type: 'complete' }): Refusal | null {
  const opening = findOpening(draft, act.task);
  const task = draft.index.tasks.get(opening?.task ?? act.task);
  if (!task) return { code: 'unknown-task', against: [{ id: act.task }] };
  if (!opening) return { code: 'task-not-ready', against: [{ id: task.id, rule: task.rule }] };
  if (!hasRole(draft.rules, draft.case, act.by, task.who)) return notYours(task);
  if (opening.state !== 'open') return { code: 'task-not-open', against: [{ id: opening.id, rule: task.rule }] };
  const asked = { may: task.mayAnswer, must: task.mustAnswer, since: opening.openedAt };
  const refused = refuseAnswers(draft, act.answers, asked, act.by);
  if (refused) return refused;
  setAnswers(draft, act.answers, act.by);
  submit(draft, task, opening, act.by);
  return null;
}

const notYours = (task: Task): Refusal => ({ code: 'not-your-task', against: [{ id: task.who, rule: `roles.${task.who}` }] });

/** Handing in stops the task's clock; the first level of approval that applies is asked, or the task is done. */
function submit(draft: Draft, task: Task, opening: TaskState, by: Actor): void {
  opening.submittedBy = personOf(by);
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
