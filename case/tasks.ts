// Tasks: handed in with their answers, approved level by level, or waived; how they open and fall away is in openings.ts.

import type { Rule } from '../process/condition';
import type { Task, TaskEnd } from '../process/process';
import { mayDo, refuseRole } from './access';
import { askAgreement } from './agreements';
import { refuseRecord } from './answer-sheets';
import { refuseAnswers, setAnswers } from './answers';
import { askApproval, nextLevel, withdrawApprovals } from './approvals';
import type { Actor, TaskState } from './case';
import { clockOfTask } from './clock-ids';
import { endClock, holdClock } from './clocks';
import { refuseTicks, writeTicks } from './checklists';
import { ruleHolds } from './conditions';
import { passOver, refuseUnmet } from './criteria';
import { didIt, doersOfOpening, doersOfTask } from './doers';
import type { Draft } from './draft';
import { happened, personOf, write } from './draft';
import type { Act } from './event';
import { found } from './found';
import { endWith, offerAgain, openOnDemand } from './openings';
import type { Refusal } from './refusals';
import { completeOwn, isOwn } from './own-tasks';
import { meetDuties } from './satisfies';
import { openingsFor } from './task-openings';

/** An opening by its own id, or the latest one by the task's id, or by that with a record's: `visit@child.1`. */
export function findOpening(draft: Draft, named: string): TaskState | undefined {
  const [task = '', record] = named.split('@');
  return found(draft.case.tasks, named) ?? openingsFor(draft.case.tasks, task, record).at(-1);
}

/** Hands in a task with its answers, by whoever may do it; it is done, or goes on to agreement or approval. */
export function complete(draft: Draft, act: Act & { type: 'complete' }): Refusal | null {
  const opening = findOpening(draft, act.task);
  if (isOwn(opening)) return completeOwn(draft, opening, act);
  const task = draft.index.tasks.get(opening?.task ?? act.task);
  if (!task) return { code: 'unknown-task', against: [{ id: act.task }] };
  if (!opening) return { code: 'task-not-ready', against: [{ id: task.id, rule: task.rule }] };
  if (!mayDo(draft.rules, draft.case, act.by, task.who, opening)) return notYours(task);
  if (opening.state === 'planned') return notReady(draft, opening, task);
  if (opening.state !== 'open') return { code: 'task-not-open', against: [{ id: opening.id, rule: task.rule }] };
  const kept = refuseDoer(draft, task, opening, act.by);
  if (kept) return kept;
  const end = endOf(task, act.end);
  if (!end) return { code: 'unknown-end', against: [{ id: act.end ?? '', rule: task.rule, expected: ['done', ...Object.keys(task.mayEnd ?? {})].join(', ') }] };
  const given = { scope: opening.of, records: act.records };
  const asked = { may: end.mayAnswer, must: end.mustAnswer, since: opening, writes: end.records, ...given };
  const refused = refuseAnswers(draft, act.answers, asked, act.by);
  if (refused) return refused;
  setAnswers(draft, act.answers, act.by, { ...given, confirms: opening.openedIn !== undefined });
  delete opening.result;
  if (act.end !== undefined && act.end !== 'done') opening.result = act.end;
  const stopped = passDemands(draft, task, opening, act);
  if (stopped) return stopped;
  submit(draft, task, opening, act.by);
  return null;
}

/**
 * Why it cannot be handed in as it stands with the answers that are there now, or null once what is passed over and ticked is on record.
 * What must and should hold is asked of what is done alone.
 */
function passDemands(draft: Draft, task: Task, opening: TaskState, { by, despite, ticked }: Act & { type: 'complete' }): Refusal | null {
  const demands = opening.result === undefined ? task : {};
  const demanded = { judge: (rule: Rule) => ruleHolds(draft, rule, opening.of), despite };
  const refused = refuseTicks(task, ticked) ?? refuseUnmet(demands, demanded);
  if (refused) return refused;
  passOver(draft, demands, demanded, by, opening.id);
  writeTicks(draft, task, ticked, by, opening.id);
  return null;
}

/** What an end asks for: done asks what the task does. */
function endOf({ mayEnd = {}, mayAnswer, mustAnswer, records }: Task, end = 'done'): (Pick<TaskEnd, 'mayAnswer' | 'mustAnswer'> & Pick<Task, 'records'>) | undefined {
  if (end === 'done') return { mayAnswer, mustAnswer, ...(records && { records }) };
  return Object.hasOwn(mayEnd, end) ? mayEnd[end] : undefined;
}

/** Whoever did the one task does not do the other. */
function refuseDoer(draft: Draft, { notBy = [] }: Task, { of }: TaskState, by: Actor): Refusal | null {
  const done = notBy.filter((id) => didIt(doersOfTask(draft.case, id, of), by));
  return done.length > 0 ? { code: 'not-by-who-did-it', against: done.map((id) => ({ id })) } : null;
}

const notYours = (task: Task): Refusal => ({ code: 'not-your-task', against: [{ id: task.who, rule: `roles.${task.who}` }] });

/** Its window has not opened yet. */
function notReady(draft: Draft, opening: TaskState, { rule }: Task): Refusal {
  const opensAt = draft.case.clocks[clockOfTask(opening)]?.opensAt;
  return { code: 'task-not-ready', against: [{ id: opening.id, rule, ...(opensAt != null && { expected: opensAt }) }] };
}

/** Handed in, it waits for those who have to agree, and after them for its approval; its clock runs on until they have. */
function submit(draft: Draft, task: Task, opening: TaskState, by: Actor): void {
  opening.submittedBy = personOf(by);
  const met = meetDuties(draft, task.satisfies, by, opening.id, { scope: opening.of, before: opening.satisfied });
  if (met.length > 0) opening.satisfied = [...(opening.satisfied ?? []), ...met];
  if (task.agree && opening.result === undefined && !askAgreement(draft, task, opening, by)) opening.state = 'agreeing';
  else goOn(draft, task, opening, by);
}

/** Asks the first level of approval that applies, which stops the clock of the task; where none does, it is done. */
export function goOn(draft: Draft, task: Task, opening: TaskState, by: Actor): void {
  const level = nextLevel(draft, task.approve, 0, opening.of);
  if (level === null) return finishTask(draft, opening, by);
  opening.state = 'submitted';
  holdClock(draft, clockOfTask(opening));
  write(draft, 'task_submitted', { by: personOf(by), about: opening.id, rule: task.rule });
  askApproval(draft, { task: opening.id }, task.approve, level, doersOfOpening(draft.case, opening));
}

/** A task is done: its clock ends, and what comes after it may open. */
export function finishTask(draft: Draft, opening: TaskState, by: Actor): void {
  opening.state = 'done';
  opening.endedAt = draft.at;
  opening.clock = draft.case.clocks[clockOfTask(opening)] ?? null;
  endClock(draft, clockOfTask(opening));
  draft.ended.push(opening.id);
  happened(draft, `task:${opening.task}`, 'end', draft.at, opening.of);
  const task = draft.index.tasks.get(opening.task);
  const end = endWith(task, opening);
  const rule = end?.rule ?? task?.rule;
  const details = opening.result === undefined ? {} : { details: { result: opening.result } };
  write(draft, 'task_done', { by: personOf(by), about: opening.id, ...(rule !== undefined && { rule }), ...details });
  if (end?.againAfter && !isOver(draft, opening)) offerAgain(draft, opening, end.rule);
}

/** Nothing more opens with an alert that is resolved. */
const isOver = ({ case: { alerts } }: Draft, { of }: TaskState): boolean => 'alert' in of && alerts.find((one) => one.id === of.alert)?.resolved !== undefined;

/** Opens a task on demand, by somebody whom the process lets open it. */
export function openTask(draft: Draft, act: Act & { type: 'open_task' }): Refusal | null {
  const task = draft.index.tasks.get(act.task);
  if (!task) return { code: 'unknown-task', against: [{ id: act.task }] };
  if (!task.openedBy) return { code: 'not-on-demand', against: [{ id: task.id, rule: task.rule }] };
  const refused = refuseRole(draft.rules, draft.case, act.by, task.openedBy, 'not-for-you');
  if (refused) return refused;
  const list = draft.index.perRecord.get(`task:${task.id}`);
  const wrong = list === undefined ? null : refuseRecord(draft, act.record ?? list);
  if (wrong) return wrong;
  const opened = openOnDemand(draft, task.id, task.rule, { by: act.by, ...(act.record !== undefined && { scope: { record: act.record } }) });
  if (opened) return null;
  const isElsewhere = task.during !== undefined && !task.during.includes(draft.case.stage.id);
  const against = isElsewhere ? { rule: `${task.rule}.during`, expected: task.during?.join(', ') ?? '' } : { rule: task.when?.path ?? task.rule };
  return { code: 'task-not-needed', against: [{ id: task.id, ...against }] };
}

/** It need not be done: it holds up nothing any more, and what comes after it goes on. */
export function waiveTask(draft: Draft, opening: TaskState): void {
  opening.state = 'waived';
  // What it was handed in with before it was sent back has not become its end.
  delete opening.result;
  opening.endedAt = draft.at;
  endClock(draft, clockOfTask(opening));
  withdrawApprovals(draft, (approval) => 'task' in approval.of && approval.of.task === opening.id);
  draft.ended.push(opening.id);
  happened(draft, `task:${opening.task}`, 'end', draft.at, opening.of);
}
