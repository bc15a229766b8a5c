// How tasks open: with their stage or alert, when their window does, or by a late step; and how they fall away.

import type { Task, TaskEnd } from '../process/process';
import type { Instant } from '../process/time';
import { sameOf, tasksBeside } from './anchors';
import { withdrawApprovals } from './approvals';
import type { Actor, TaskState } from './case';
import { endClock, openWindow, restartClock, startClock } from './clocks';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { happened, nextNumber, personOf, write } from './draft';
import type { JournalEntry } from './effect';

export const clockOfTask = (task: TaskState): string => `task:${task.id}`;

/** Neither done nor ended in another way. */
export const isPending = ({ state }: TaskState): boolean => state === 'planned' || state === 'open' || state === 'submitted';

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
    if (alert.resolved) withdrawOffers(draft, { alert: alert.id });
  }
}

/** Withdraws first: a task that is withdrawn lets open what comes after it, wherever that stands in the file. */
function syncTasks(draft: Draft, tasks: Task[], of: TaskState['of'], mayOpen: boolean): void {
  for (const task of tasks) {
    const opening = openingOf(draft, task.id, of);
    if (opening && isPending(opening) && !ruleHolds(draft, task.when)) withdrawTask(draft, opening, task.when?.path);
  }
  if (!mayOpen) return;
  for (const task of tasks) {
    const opening = openingOf(draft, task.id, of);
    const isMissing = !opening || opening.state === 'withdrawn';
    const end = opening && opening.state === 'done' ? endWith(task, opening) : undefined;
    if (!ruleHolds(draft, task.when)) continue;
    // It was not needed for a while: what it was waiting for comes at the time that it would have come.
    if (opening && end?.againAfter) offerAgain(draft, opening, end.rule);
    else if (isMissing && !task.onDemand && isReady(draft, task, of)) openTask(draft, task, of);
  }
}

/** The end that an opening has come to, or was handed in with, other than done. */
export const endWith = (task: Task | undefined, { result }: TaskState): TaskEnd | undefined =>
  result !== undefined && task?.mayEnd && Object.hasOwn(task.mayEnd, result) ? task.mayEnd[result] : undefined;

/** Withdraws what was to be offered again, as nothing is any more once its stage is left or its alert resolved. */
function withdrawOffers(draft: Draft, of: TaskState['of']): void {
  for (const opening of draft.case.tasks) {
    if (opening.offeredAgain !== undefined && opening.state === 'planned' && sameOf(opening.of, of)) withdrawTask(draft, opening);
  }
}

/** The latest one; one that was to be offered again and was withdrawn leaves the one before it in force. */
function openingOf(draft: Draft, task: string, of: TaskState['of']): TaskState | undefined {
  return draft.case.tasks.findLast((one) => one.task === task && sameOf(one.of, of) && !(one.offeredAgain !== undefined && one.state === 'withdrawn'));
}

/** Whether every task that this one comes after has ended, or is not needed here. */
function isReady(draft: Draft, task: Task, of: TaskState['of']): boolean {
  return task.after.every((id) => {
    const before = draft.index.tasks.get(id);
    const opening = openingOf(draft, id, of);
    if (opening) return !isPending(opening) || opening.offeredAgain !== undefined;
    const isHere = tasksBeside(draft.index, draft.case, of).some((one) => one.id === id);
    if (isHere && before) return before.onDemand === true || !ruleHolds(draft, before.when);
    return draft.case.happened[`task:${id}`]?.end !== undefined;
  });
}

/** Opens a task, or plans it where its window has not opened yet: it is needed from now on, and holds up its stage. */
function openTask(draft: Draft, task: Task, of: TaskState['of'], rule = task.rule, by?: Actor): void {
  const id = `${task.id}.${nextNumber(draft, task.id)}`;
  const opening: TaskState = { id, task: task.id, of, state: task.clock.notBefore ? 'planned' : 'open', openedAt: draft.at };
  const who = by ? { by: personOf(by) } : {};
  draft.case.tasks.push(opening);
  const deadline = startClock(draft, clockOfTask(opening), draft.at);
  const opensAt = draft.case.clocks[clockOfTask(opening)]?.opensAt;
  if (opensAt !== undefined && (opensAt === null || opensAt > draft.at)) write(draft, 'task_planned', { about: id, rule, ...who, details: { ...deadline } });
  else begin(draft, opening, { rule, ...who, details: deadline });
}

/** Plans a task anew that ended in a way after which it is offered again; it holds nothing up. */
export function offerAgain(draft: Draft, ended: TaskState, rule: string): void {
  const id = `${ended.task}.${nextNumber(draft, ended.task)}`;
  const opening: TaskState = { id, task: ended.task, of: ended.of, state: 'planned', openedAt: draft.at, offeredAgain: rule };
  draft.case.tasks.push(opening);
  const deadline = startClock(draft, clockOfTask(opening), ended.endedAt ?? draft.at);
  write(draft, 'task_planned', { about: id, rule, details: { ...deadline } });
}

/** Opens a task that was planned; `due` is when its window opened, where that is past. */
export function openPlanned(draft: Draft, opening: TaskState, due: { due?: Instant }): void {
  const task = draft.index.tasks.get(opening.task);
  if (opening.offeredAgain !== undefined) return begin(draft, opening, { ...due, rule: opening.offeredAgain });
  const { dueAt, rule } = draft.case.clocks[clockOfTask(opening)] ?? {};
  begin(draft, opening, { ...due, ...(task && { rule: task.rule }), details: { ...(dueAt != null && { dueAt }), ...(rule !== undefined && { rule }) } });
}

function begin(draft: Draft, opening: TaskState, line: Pick<JournalEntry, 'due' | 'rule' | 'by' | 'details'>): void {
  const wasPlanned = opening.state === 'planned';
  opening.state = 'open';
  opening.openedAt = draft.at;
  draft.opened.push(opening.id);
  happened(draft, `task:${opening.task}`, 'start');
  if (wasPlanned && opening.offeredAgain !== undefined) restartClock(draft, clockOfTask(opening));
  else if (wasPlanned) openWindow(draft, clockOfTask(opening));
  write(draft, 'task_opened', { about: opening.id, ...line });
}

/**
 * Opens a task that opens on demand, unless it is open or not needed: in the present round of its stage, or where that is not the
 * present stage, in its last round or the first it will have; that of an alert beside the open one. `rule` is the late step's, or the
 * task's own when somebody opens it. Gives whether it opened.
 */
export function openOnDemand(draft: Draft, id: string, rule: string, by?: Actor): boolean {
  const task = draft.index.tasks.get(id);
  const of = task && placeOf(draft, task);
  if (!task || !of || !ruleHolds(draft, task.when)) return false;
  const opening = openingOf(draft, id, of);
  if (opening && isPending(opening)) return false;
  openTask(draft, task, of, rule, by);
  return true;
}

function placeOf(draft: Draft, task: Task): TaskState['of'] | undefined {
  const stage = draft.rules.process.stages.find((one) => one.tasks.includes(task));
  if (stage) return { stage: stage.id, round: draft.case.counts[stage.id] ?? 1 };
  const alert = draft.case.alerts.findLast((one) => !one.resolved && draft.index.alerts.get(one.alert)?.tasks.includes(task));
  return alert && { alert: alert.id };
}

export function withdrawTask(draft: Draft, opening: TaskState, rule?: string): void {
  opening.state = 'withdrawn';
  opening.endedAt = draft.at;
  endClock(draft, clockOfTask(opening));
  withdrawApprovals(draft, (approval) => 'task' in approval.of && approval.of.task === opening.id);
  draft.ended.push(opening.id);
  write(draft, 'task_withdrawn', { about: opening.id, ...(rule !== undefined && { rule }) });
}

/** Whether everything that the present stage needs has ended; what opens on demand is needed once it is open. */
export function stageIsDone(draft: Draft): boolean {
  const stage = draft.index.stages.get(draft.case.stage.id);
  if (!stage) return false;
  const { tasks } = draft.case;
  return stage.tasks.every((task) => !isStillNeeded(tasks, task, { stage: stage.id, round: draft.case.stage.round }) || !ruleHolds(draft, task.when));
}

/** Whether a task whose condition holds is still to be done in this round. */
export function isStillNeeded(openings: TaskState[], task: Task, of: TaskState['of']): boolean {
  if (task.alongside) return false;
  if (task.onDemand) return openings.some((one) => one.task === task.id && sameOf(one.of, of) && isPending(one) && one.offeredAgain === undefined);
  const last = openings.findLast((one) => one.task === task.id && sameOf(one.of, of) && one.offeredAgain === undefined);
  return last?.state !== 'done' && last?.state !== 'waived';
}

/** Withdraws what opened on demand in a stage that is not the present one, and is not needed any more. */
export function syncTasksElsewhere(draft: Draft): void {
  const { stage } = draft.case;
  for (const opening of draft.case.tasks) {
    if (!isPending(opening) || !('stage' in opening.of) || (opening.of.stage === stage.id && opening.of.round === stage.round)) continue;
    const task = draft.index.tasks.get(opening.task);
    if (task && !ruleHolds(draft, task.when)) withdrawTask(draft, opening, task.when?.path);
  }
}
