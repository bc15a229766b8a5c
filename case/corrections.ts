// What was wrong is put right on record: an answer corrected with a reason, a task taken back that nothing stands on yet.

import { answersForCase, hasRole } from './access';
import { sameOf } from './anchors';
import { refuseAnswers, takeAnswers } from './answers';
import { withdrawApprovals } from './approvals';
import type { Actor, Answer, TaskState } from './case';
import { numbered } from './clock-owner';
import { releaseClock, resumeClock, startClock } from './clocks';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { personOf, takeBackEnd, write } from './draft';
import type { Act } from './event';
import { clockOfTask, isPending, withdrawTask } from './openings';
import type { Against, Refusal } from './refusals';
import { findOpening } from './tasks';

/** By who gave the answer, or who answers for the case. The answer that was wrong stays in the journal, beside the right one. */
export function correct(draft: Draft, act: Act & { type: 'correct' }): Refusal | null {
  const { answers, by, reason } = act;
  const refused = refuseCorrection(draft, answers, by) ?? refuseAnswers(draft, answers, { may: null, must: [] }, by);
  if (refused) return refused;
  if (reason.trim() === '') return { code: 'reason-missing', against: Object.keys(answers).map((id) => ({ id, rule: `fields.${id}` })) };
  const changed = takeAnswers(draft, answers, by);
  write(draft, 'corrected', { by: personOf(by), details: { reason, answers: changed as never } });
  return null;
}

function refuseCorrection(draft: Draft, answers: Record<string, unknown>, by: Actor): Refusal | null {
  const fields = Object.keys(answers);
  const given = (id: string): Answer | undefined => (Object.hasOwn(draft.case.answers, id) ? draft.case.answers[id] : undefined);
  const missing = fields.filter((id) => Object.hasOwn(draft.rules.process.fields, id) && !given(id));
  if (fields.length === 0 || missing.length > 0) return { code: 'nothing-to-correct', against: missing.map((id) => ({ id, rule: `fields.${id}` })) };
  const isTheirs = fields.every((id) => given(id)?.by === by.id);
  return by.agency === draft.case.agency && (isTheirs || answersForCase(draft.rules, draft.case, by)) ? null : { code: 'not-for-you', against: [] };
}

/** A task handed in by mistake is open again, as long as nothing has come of it. */
export function takeBack(draft: Draft, act: Act & { type: 'take_back' }): Refusal | null {
  const opening = findHandedIn(draft, act.task);
  const task = draft.index.tasks.get(opening?.task ?? act.task);
  if (!task) return { code: 'unknown-task', against: [{ id: act.task }] };
  if (!hasRole(draft.rules, draft.case, act.by, task.who) && !answersForCase(draft.rules, draft.case, act.by)) {
    return { code: 'not-your-task', against: [{ id: task.who, rule: `roles.${task.who}` }] };
  }
  if (opening?.state !== 'done' && opening?.state !== 'submitted') return { code: 'task-not-done', against: [{ id: opening?.id ?? task.id, rule: task.rule }] };
  const against = standingOn(draft, opening);
  if (against.length > 0) return { code: 'task-stood-on', against };
  if (!ruleHolds(draft, task.when)) return { code: 'task-not-needed', against: [{ id: opening.id, rule: task.when?.path ?? task.rule }] };
  if (act.reason.trim() === '') return { code: 'reason-missing', against: [{ id: opening.id, rule: task.rule }] };
  openAgain(draft, opening, act);
  return null;
}

/** By the task's id the latest one, but for one that only waits to be offered again. */
function findHandedIn(draft: Draft, id: string): TaskState | undefined {
  const found = findOpening(draft, id);
  const isOffer = found !== undefined && found.id !== id && found.offeredAgain !== undefined && (found.state === 'planned' || found.state === 'withdrawn');
  return isOffer ? draft.case.tasks.findLast((one) => one.task === id && one.state === 'done') : found;
}

/** What has come of a task: the stage was left, another task after it is done, somebody approved it, a closure was proposed, it met other duties. */
function standingOn(draft: Draft, opening: TaskState): Against[] {
  const { stage, tasks, approvals, closure, alerts } = draft.case;
  const { of } = opening;
  const against: Against[] = [];
  if ('stage' in of ? isLeft(draft, opening, of) : alerts.find((one) => one.id === of.alert)?.resolved) {
    against.push('stage' in of ? { id: stage.id, rule: `stages.${stage.id}` } : { id: of.alert });
  }
  for (const other of tasks) {
    const isEnded = other.state === 'done' || other.state === 'submitted' || other.state === 'waived';
    if (isEnded ? comesAfter(draft, opening, other) || isLater(opening, other) : isLater(opening, other) && isPending(other) && !other.offeredAgain) against.push({ id: other.id });
  }
  const asked = approvals.filter((one) => 'task' in one.of && one.of.task === opening.id);
  // What somebody approved before it was sent back, or taken back, they will be asked for again.
  const sinceHandedIn = asked.slice(asked.findLastIndex((one) => one.state === 'sent_back' || one.state === 'withdrawn') + 1);
  for (const one of sinceHandedIn) if (one.state === 'approved') against.push({ id: one.id });
  for (const rule of opening.satisfied ?? []) against.push({ id: opening.id, rule });
  if (closure) against.push({ id: `closure.${closure.n}` });
  return against;
}

/** Whether its stage was left since it was done, or with it; one that goes on beyond its stage may be done after that. */
function isLeft({ case: { stage } }: Draft, { endedAt }: TaskState, of: { stage: string; round: number }): boolean {
  const isHere = of.stage === stage.id && of.round === stage.round;
  return !isHere && endedAt !== undefined && endedAt <= stage.since;
}

const comesAfter = (draft: Draft, opening: TaskState, other: TaskState): boolean =>
  sameOf(other.of, opening.of) && draft.index.tasks.get(other.task)?.after.includes(opening.task) === true;

/** The same task as it opened later beside it: on demand, or offered again. */
const isLater = (opening: TaskState, other: TaskState): boolean =>
  other !== opening && other.task === opening.task && sameOf(other.of, opening.of) && numbered(other.id).n > numbered(opening.id).n;

function openAgain(draft: Draft, opening: TaskState, { by, reason }: Act & { type: 'take_back' }): void {
  withdrawApprovals(draft, (one) => 'task' in one.of && one.of.task === opening.id);
  for (const other of draft.case.tasks) {
    if (isPending(other) && (comesAfter(draft, opening, other) || isLater(opening, other))) withdrawTask(draft, other);
  }
  const wasDone = opening.state === 'done';
  const { clock } = opening;
  opening.state = 'open';
  for (const key of ['endedAt', 'clock', 'result', 'submittedBy'] as const) delete opening[key];
  if (wasDone) {
    takeBackEnd(draft, `task:${opening.task}`, lastEnd(draft, opening.task));
    // Of a case that was run before clocks were kept, it starts anew.
    if (clock === undefined) startClock(draft, clockOfTask(opening), opening.openedAt);
    else if (clock) resumeClock(draft, clock);
  } else releaseClock(draft, clockOfTask(opening));
  draft.opened.push(opening.id);
  write(draft, 'task_taken_back', { by: personOf(by), about: opening.id, details: { reason } });
}

/** When the task last ended, of all its openings that have. */
const lastEnd = ({ case: { tasks } }: Draft, task: string): string | undefined =>
  tasks.reduce<string | undefined>((last, { task: of, state, endedAt }) => {
    const counts = of === task && (state === 'done' || state === 'waived') && endedAt !== undefined;
    return counts && (last === undefined || endedAt > last) ? endedAt : last;
  }, undefined);
