// What was wrong is put right on record: an answer corrected with a reason, a task taken back that nothing stands on yet.

import { fieldOf } from '../process/parts';
import { answersForCase, hasRole } from './access';
import { isBeside, sameOf } from './anchors';
import type { Sheet } from './answer-sheets';
import { againstOf, answerThere, fieldName, sheetsByName } from './answer-sheets';
import { refuseSheets, sameValue, takeAnswers } from './answers';
import { withdrawApprovals } from './approvals';
import type { Actor, Case, TaskState } from './case';
import { clockOfTask } from './clock-ids';
import { numbered } from './clock-owner';
import { releaseClock, resumeClock, startClock } from './clocks';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { personOf, takeBackEnd, write } from './draft';
import type { Act, Answers } from './event';
import { isPending, withdrawTask } from './openings';
import type { Against, Refusal } from './refusals';
import { recordOf } from './scope';
import { findOpening } from './tasks';

/**
 * By who gave the answer, or who answers for the case. The answer that was wrong stays in the journal, beside the right one; what is the
 * same again is no correction.
 */
export function correct(draft: Draft, act: Act & { type: 'correct' }): Refusal | null {
  const { answers, by, reason } = act;
  const sheets = sheetsByName(draft, answers);
  const refused = refuseUnknown(draft, answers) ?? refuseCorrection(draft, sheets, by) ?? refuseSheets(draft, sheets, { may: null, must: [] }, by);
  if (refused) return refused;
  if (reason.trim() === '') return { code: 'reason-missing', against: namesIn(sheets) };
  if (sheets.every((sheet) => Object.entries(sheet.answers).every(([id, value]) => sameValue(answerThere(draft, sheet, id)?.value, value)))) {
    return { code: 'nothing-to-correct', against: namesIn(sheets) };
  }
  for (const sheet of sheets) {
    const changed = takeAnswers(draft, sheet, by);
    if (Object.keys(changed).length > 0) write(draft, 'corrected', { by: personOf(by), ...(sheet.record && { about: sheet.record.id }), details: { reason, answers: changed as never } });
  }
  return null;
}

const namesIn = (sheets: Sheet[]): Against[] => sheets.flatMap((sheet) => Object.keys(sheet.answers).map((id) => againstOf(sheet, id)));

/** A record that is named, as in `goal.7.due_on`, and is not there. */
function refuseUnknown({ index, case: state }: Draft, answers: Answers): Refusal | null {
  const ids = Object.keys(answers).flatMap((name) => /^(\w+)\.\d+(?=\.)/.exec(name)?.[0] ?? []);
  const unknown = ids.filter((id) => index.lists.has(numbered(id).id) && !recordOf(state, id));
  return unknown.length > 0 ? { code: 'unknown-record', against: unknown.map((id) => ({ id })) } : null;
}

function refuseCorrection(draft: Draft, sheets: Sheet[], by: Actor): Refusal | null {
  const { process } = draft.rules;
  const fields = sheets.flatMap((sheet) => Object.keys(sheet.answers).map((id) => ({ sheet, id, given: answerThere(draft, sheet, id) })));
  const missing = fields.filter(({ sheet, id, given }) => fieldOf(process, fieldName(sheet, id)) && !given);
  if (fields.length === 0 || missing.length > 0) return { code: 'nothing-to-correct', against: missing.map(({ sheet, id }) => againstOf(sheet, id)) };
  const isTheirs = fields.every(({ given }) => given?.by === by.id || (by.for !== undefined && given?.by === by.for.id));
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
  if (opening?.state !== 'done' && opening?.state !== 'submitted' && opening?.state !== 'agreeing') return { code: 'task-not-done', against: [{ id: opening?.id ?? task.id, rule: task.rule }] };
  const against = standingOn(draft, opening);
  if (against.length > 0) return { code: 'task-stood-on', against };
  if (!ruleHolds(draft, task.when, opening.of)) return { code: 'task-not-needed', against: [{ id: opening.id, rule: task.when?.path ?? task.rule }] };
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
  const { tasks, approvals, closure, alerts } = draft.case;
  const { of } = opening;
  const against: Against[] = [];
  const record = recordOf(draft.case, of.record);
  if (record?.ended) against.push({ id: record.id });
  if ('stage' in of && isLeft(draft, opening, of)) against.push(stageNow(draft, of));
  if ('alert' in of && alerts.find((one) => one.id === of.alert)?.resolved) against.push({ id: of.alert });
  for (const other of tasks) {
    const isEnded = other.state === 'done' || other.state === 'submitted' || other.state === 'agreeing' || other.state === 'waived';
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

/** The place of a task in a round of a stage. */
type InStage = TaskState['of'] & { stage: string; round: number };

/** Whether its stage was left since it was done, or with it; one that goes on beyond its stage may be done after that. */
function isLeft(draft: Draft, { endedAt }: TaskState, of: InStage): boolean {
  const here = stageOf(draft, of);
  const isHere = of.stage === here.id && of.round === here.round;
  return !isHere && endedAt !== undefined && endedAt <= here.since;
}

/** Where the case is now, or the record whose own stage it is. */
const stageOf = ({ case: state, index }: Draft, of: InStage): Case['stage'] =>
  (index.perRecord.has(`stage:${of.stage}`) && recordOf(state, of.record)?.stage) || state.stage;

function stageNow(draft: Draft, of: InStage): Against {
  const { id } = stageOf(draft, of);
  return { id, rule: draft.index.stages.get(id)?.rule ?? id };
}

const comesAfter = (draft: Draft, opening: TaskState, other: TaskState): boolean =>
  isBeside(other.of, opening.of) && draft.index.tasks.get(other.task)?.after.includes(opening.task) === true;

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
    takeBackEnd(draft, `task:${opening.task}`, (record) => lastEnd(draft, opening.task, record), opening.of);
    // Of a case that was run before clocks were kept, it starts anew.
    if (clock === undefined) startClock(draft, clockOfTask(opening), opening.openedAt);
    else if (clock) resumeClock(draft, clock);
  } else releaseClock(draft, clockOfTask(opening));
  draft.opened.push(opening.id);
  write(draft, 'task_taken_back', { by: personOf(by), about: opening.id, details: { reason } });
}

/** When the task last ended, of all its openings that have, or of those of a record. */
const lastEnd = ({ case: { tasks } }: Draft, task: string, record: string | undefined): string | undefined =>
  tasks.reduce<string | undefined>((last, { task: id, of, state, endedAt }) => {
    const counts = id === task && (record === undefined || of.record === record) && (state === 'done' || state === 'waived') && endedAt !== undefined;
    return counts && (last === undefined || endedAt > last) ? endedAt : last;
  }, undefined);
