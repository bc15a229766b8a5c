// How tasks open: with their stage or alert, when their window does, or by a late step; and how they fall away.

import { stagesOf } from '../process/parts';
import type { List, Task, TaskEnd } from '../process/process';
import type { Instant } from '../process/time';
import { happenedKey, isBeside, placeBeside, sameOf, tasksBeside } from './anchors';
import { isBeingAgreed } from './agreed';
import { withdrawApprovals } from './approvals';
import type { Actor, Case, RecordState, TaskState } from './case';
import { clockOfTask } from './clock-ids';
import { endClock, openWindow, restartClock, startClock } from './clocks';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { happened, nextNumber, personOf, write } from './draft';
import type { JournalEntry } from './effect';
import { eventOf } from './event-times';
import { forgetTasks } from './forget-tasks';
import type { Scope } from './scope';
import { keyIn, ofRecord, openRecords, recordOf } from './scope';
import { openingsFor } from './task-openings';

/** Neither done nor ended in another way. */
export const isPending = ({ state }: TaskState): boolean => state === 'planned' || state === 'open' || state === 'agreeing' || state === 'submitted';

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

/** Brings the tasks of the case itself in line with their conditions and with the stage that it is in. */
export const syncCaseTasks = (draft: Draft): void => syncTasks(draft, draft.index.caseTasks, { case: true }, true);

/** Brings the tasks that each open record has of its own in line: those that opened with it, and those of the stage it is in. */
export function syncRecordTasks(draft: Draft, { tasks }: List, { id: record, list, stage }: RecordState): void {
  if (tasks.length > 0) syncTasks(draft, tasks, { list, record }, true);
  const here = stage && draft.index.stages.get(stage.id);
  if (here) syncTasks(draft, here.tasks, { stage: here.id, round: stage.round, record }, true);
}

/** Withdraws first: a task that is withdrawn lets open what comes after it, wherever that stands in the file. */
function syncTasks(draft: Draft, tasks: Task[], at: TaskState['of'], mayOpen: boolean): void {
  const places = tasks.flatMap((task) => placesOf(draft.case, task, at).map((of) => ({ task, of })));
  for (const { task, of } of places) {
    const opening = openingOf(draft, task.id, of);
    if (!opening || !isPending(opening)) continue;
    const goesOn = task.alongside === true && opening.state !== 'planned';
    if (!ruleHolds(draft, task.when, of)) withdrawTask(draft, opening, task.when?.path);
    else if (!isDuring(draft, task) && !goesOn) withdrawTask(draft, opening, `${task.rule}.during`);
  }
  if (!mayOpen) return;
  for (const { task, of } of places) {
    const opening = openingOf(draft, task.id, of);
    const isMissing = !opening || opening.state === 'withdrawn';
    const end = opening && opening.state === 'done' ? endWith(task, opening) : undefined;
    if (!(isMissing || end?.againAfter) || !isDuring(draft, task) || !ruleHolds(draft, task.when, of)) continue;
    // It was not needed for a while: what it was waiting for comes at the time that it would have come.
    if (opening && end?.againAfter) offerAgain(draft, opening, end.rule);
    else if (isMissing && !task.onDemand && isReady(draft, task, of)) openTask(draft, task, of);
  }
}

/** Whether the case is in a stage in which a task of its own can be open. */
const isDuring = ({ case: { stage } }: Draft, { during }: Task): boolean => during === undefined || during.includes(stage.id);

/**
 * Where a task of a stage, an alert or a record opens: once, or once for each open record of a list. One for each event opens when that
 * is recorded, and is there where it opened, unless the event was taken out again or the record that it is about has ended.
 */
export function placesOf(state: Case, { id, forEach }: Task, at: TaskState['of']): TaskState['of'][] {
  if (!forEach || ('list' in forEach ? at.record : at.event) !== undefined) return [at];
  if ('list' in forEach) return openRecords(state, forEach.list).map(({ id: record }) => ({ ...at, record }));
  return openingsFor(state.tasks, id).flatMap(({ of }) => (isBeside(of, at) && eventOf(state, of.event) && !recordOf(state, of.record)?.ended ? [of] : []));
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
  return openingsFor(draft.case.tasks, task, of.record).findLast((one) => sameOf(one.of, of) && !(one.offeredAgain !== undefined && one.state === 'withdrawn'));
}

/** Whether every task that this one comes after has ended, or is not needed here: of one for each record or event, all of them. */
export function isReady(draft: Draft, task: Task, of: TaskState['of']): boolean {
  return task.after.every((id) => {
    const before = draft.index.tasks.get(id);
    const isHere = tasksBeside(draft.index, draft.case, of).some((one) => one.id === id);
    const places = before && isHere ? placesOf(draft.case, before, placeBeside(draft.index, id, of)) : [of];
    return places.every((place) => hasEndedAt(draft, id, place, isHere ? before : undefined));
  });
}

function hasEndedAt(draft: Draft, id: string, of: TaskState['of'], here: Task | undefined): boolean {
  const opening = openingOf(draft, id, of);
  if (opening) return !isPending(opening) || opening.offeredAgain !== undefined;
  if (here) return here.onDemand === true || !ruleHolds(draft, here.when, of);
  return draft.case.happened[happenedKey(draft.index, draft.case, `task:${id}`, of)]?.end !== undefined;
}

/** Opens a task, or plans it where its window has not opened yet: it is needed from now on, and holds up its stage. */
function openTask(draft: Draft, task: Task, of: TaskState['of'], rule = task.rule, by?: Actor): void {
  const id = `${task.id}.${nextNumber(draft, task.id)}`;
  const opening: TaskState = { id, task: task.id, of, state: task.clock.notBefore ? 'planned' : 'open', openedAt: draft.at };
  const who = by ? { by: personOf(by) } : {};
  draft.case.tasks.push(opening);
  const deadline = { ...startClock(draft, clockOfTask(opening), draft.at, of), ...ofRecord(of.record) };
  const opensAt = draft.case.clocks[clockOfTask(opening)]?.opensAt;
  if (opensAt !== undefined && (opensAt === null || opensAt > draft.at)) write(draft, 'task_planned', { about: id, rule, ...who, details: { ...deadline } });
  else begin(draft, opening, { rule, ...who, details: deadline });
}

/** Plans a task anew that ended in a way after which it is offered again; it holds nothing up. */
export function offerAgain(draft: Draft, ended: TaskState, rule: string): void {
  const id = `${ended.task}.${nextNumber(draft, ended.task)}`;
  const opening: TaskState = { id, task: ended.task, of: ended.of, state: 'planned', openedAt: draft.at, offeredAgain: rule };
  draft.case.tasks.push(opening);
  const deadline = { ...startClock(draft, clockOfTask(opening), ended.endedAt ?? draft.at, ended.of), ...ofRecord(ended.of.record) };
  write(draft, 'task_planned', { about: id, rule, details: { ...deadline } });
}

/** Opens a task that was planned; `due` is when its window opened, where that is past. */
export function openPlanned(draft: Draft, opening: TaskState, due: { due?: Instant }): void {
  const task = draft.index.tasks.get(opening.task);
  if (opening.offeredAgain !== undefined) return begin(draft, opening, { ...due, rule: opening.offeredAgain, details: ofRecord(opening.of.record) });
  const { dueAt, rule } = draft.case.clocks[clockOfTask(opening)] ?? {};
  begin(draft, opening, { ...due, ...(task && { rule: task.rule }), details: { ...(dueAt != null && { dueAt }), ...(rule !== undefined && { rule }), ...ofRecord(opening.of.record) } });
}

function begin(draft: Draft, opening: TaskState, line: Pick<JournalEntry, 'due' | 'rule' | 'by' | 'details'>): void {
  const wasPlanned = opening.state === 'planned';
  opening.state = 'open';
  opening.openedAt = draft.at;
  // What was answered before is to be confirmed: nothing given up to now counts.
  if ('stage' in opening.of && opening.of.round > 1) opening.openedIn = draft.case.sequence;
  draft.opened.push(opening.id);
  happened(draft, `task:${opening.task}`, 'start', draft.at, opening.of);
  if (wasPlanned && opening.offeredAgain !== undefined) restartClock(draft, clockOfTask(opening));
  else if (wasPlanned) openWindow(draft, clockOfTask(opening));
  write(draft, 'task_opened', { about: opening.id, ...line });
}

/**
 * Opens a task that opens on demand, unless it is open or not needed: in the present round of its stage, or where that is not the
 * present stage, in its last round or the first it will have; that of an alert beside the open one. `rule` is the late step's, or the
 * task's own when somebody opens it; in the scope of a record, or an event, it opens for that. Gives whether it opened.
 */
export function openOnDemand(draft: Draft, id: string, rule: string, how: { by?: Actor; scope?: Scope } = {}): boolean {
  const task = draft.index.tasks.get(id);
  const of = task && placeOf(draft, task, how.scope ?? {});
  if (!task || !of || !isDuring(draft, task) || !ruleHolds(draft, task.when, of)) return false;
  const opening = openingOf(draft, id, of);
  if (opening && isPending(opening)) return false;
  if ('case' in of) forgetOld(draft, id);
  openTask(draft, task, of, rule, how.by);
  return true;
}

/** What opens in a stage is at an end with it; of what may open all along the case, the latest are kept. */
const KEPT = 20;

function forgetOld(draft: Draft, task: string): void {
  const over = openingsFor(draft.case.tasks, task).filter((one) => !isPending(one));
  const old = new Set(over.slice(0, -KEPT).filter(({ of }) => of.event === undefined));
  if (old.size > 0) forgetTasks(draft, (one) => old.has(one));
}

/** Where a task opens on demand; undefined where nothing is that it could open with: no open alert, or no open record of its list in scope. */
export function placeOf(draft: Draft, task: Task, { record: id, event }: Scope): TaskState['of'] | undefined {
  const { index, case: state } = draft;
  const list = index.perRecord.get(`task:${task.id}`);
  const record = recordOf(state, id);
  if (list !== undefined && (record?.list !== list || record.ended)) return undefined;
  const isForEvent = task.forEach !== undefined && 'event' in task.forEach;
  if (isForEvent && event === undefined) return undefined;
  const scope = { ...((list !== undefined || isForEvent) && id !== undefined && { record: id }), ...(isForEvent && event !== undefined && { event }) };
  if (list !== undefined && index.lists.get(list)?.tasks.includes(task)) return { list, ...scope };
  if (index.caseTasks.includes(task)) return { case: true, ...scope };
  const stage = stagesOf(draft.rules.process).find((one) => one.tasks.includes(task));
  if (stage) return { stage: stage.id, round: state.counts[keyIn(stage.id, index.perRecord.has(`stage:${stage.id}`) ? id : undefined)] ?? 1, ...scope };
  const alert = state.alerts.findLast((one) => !one.resolved && index.alerts.get(one.alert)?.tasks.includes(task));
  return alert && { alert: alert.id, ...scope };
}

export function withdrawTask(draft: Draft, opening: TaskState, rule?: string): void {
  opening.state = 'withdrawn';
  opening.endedAt = draft.at;
  endClock(draft, clockOfTask(opening));
  withdrawApprovals(draft, (approval) => 'task' in approval.of && approval.of.task === opening.id);
  draft.ended.push(opening.id);
  write(draft, 'task_withdrawn', { about: opening.id, ...(rule !== undefined && { rule }) });
}

/** Whether everything that the present stage needs has ended, of the case or of a record; what opens on demand is needed once it is open. */
export function stageIsDone(draft: Draft, record?: RecordState): boolean {
  const here = record ? record.stage : draft.case.stage;
  const stage = here && draft.index.stages.get(here.id);
  if (!stage) return false;
  const at = { stage: stage.id, round: here.round, ...ofRecord(record?.id) };
  return stage.tasks.every((task) => placesOf(draft.case, task, at).every((of) => !isStillNeeded(draft.case, task, of) || !ruleHolds(draft, task.when, of)));
}

/** Whether a task whose condition holds is still to be done in this round. */
export function isStillNeeded(state: Case, task: Task, of: TaskState['of']): boolean {
  if (task.alongside) return false;
  const openings = openingsFor(state.tasks, task.id, of.record).filter((one) => sameOf(one.of, of) && one.offeredAgain === undefined);
  if (task.onDemand) return openings.some(isPending);
  const last = openings.at(-1);
  // What was agreed to has changed since it was done, and is agreed to anew.
  return last?.state === 'done' ? isBeingAgreed(state, last) : last?.state !== 'waived';
}

/** Withdraws what opened on demand in a stage that is not the present one, and is not needed any more. */
export function syncTasksElsewhere(draft: Draft): void {
  for (const opening of draft.case.tasks) {
    if (!isPending(opening) || !('stage' in opening.of) || isPresent(draft, opening.of)) continue;
    const task = draft.index.tasks.get(opening.task);
    if (task && !ruleHolds(draft, task.when, opening.of)) withdrawTask(draft, opening, task.when?.path);
  }
}

/** Whether the case, or the record whose own stage it is, is in this round of it. */
export function isPresent({ index, case: state }: Draft, of: TaskState['of'] & { stage: string; round: number }): boolean {
  const here = index.perRecord.has(`stage:${of.stage}`) ? recordOf(state, of.record)?.stage : state.stage;
  return of.stage === here?.id && of.round === here.round;
}
