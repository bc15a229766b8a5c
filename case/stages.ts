// Stages: entering one, leaving it by the first way whose rule holds, and the rules that are judged at any time.

import type { Rule } from '../process/condition';
import type { Way } from '../process/process';
import type { RecordState } from './case';
import { askToDecide, withdrawDecision } from './choices';
import { clockOfStage } from './clock-ids';
import { endClock, startClock } from './clocks';
import { proposeClosure, refuseClosure } from './closure';
import { ruleHolds } from './conditions';
import { standsAgainst } from './criteria';
import type { Draft } from './draft';
import { happened, nextNumber, setFoundBy, wasTouched, write } from './draft';
import { endRecord } from './ended-records';
import { holdsSince } from './holding';
import { fieldsOf, recordFieldsOf } from './rules-index';
import { keyIn, ofRecord } from './scope';
import { isPending, stageIsDone, withdrawTask } from './openings';

/** Enters a stage: the case, or a record whose list has stages of its own. */
export function enterStage(draft: Draft, id: string, rule?: string, record?: RecordState): void {
  const round = nextNumber(draft, keyIn(id, record?.id));
  draft.entered.add(keyIn(id, record?.id));
  (record ?? draft.case).stage = { id, round, since: draft.at };
  happened(draft, `stage:${id}`, 'start', draft.at, ofRecord(record?.id));
  const deadline = startClock(draft, clockOfStage({ id, round }, record?.id), draft.at, ofRecord(record?.id));
  write(draft, 'stage_entered', { about: id, ...(rule !== undefined && { rule }), details: { round, ...ofRecord(record?.id), ...deadline } });
  if (!record) setFoundBy(draft);
}

/** What was still open in the stage is withdrawn; the ordinary way out leaves nothing open. */
function leaveStage(draft: Draft, rule: string, record?: RecordState): void {
  const here = (record ?? draft.case).stage;
  if (!here) return;
  const { id, round } = here;
  for (const task of draft.case.tasks) {
    const isHere = 'stage' in task.of && task.of.stage === id && task.of.round === round && (!record || task.of.record === record.id);
    const goesOn = task.own !== undefined || (draft.index.tasks.get(task.task)?.alongside === true && task.state !== 'planned');
    if (isHere && isPending(task) && !goesOn) withdrawTask(draft, task, rule);
    // Nothing that was done in it is taken back any more.
    if (isHere) delete task.clock;
  }
  withdrawDecision(draft, record?.id);
  endClock(draft, clockOfStage(here, record?.id));
  happened(draft, `stage:${id}`, 'end', draft.at, ofRecord(record?.id));
  for (const way of draft.index.stages.get(id)?.next ?? []) beginsToHold(draft, keyOfWay(way, here, record), false, undefined);
}

const keyOfWay = ({ rule }: Way, { round }: { round: number }, record: RecordState | undefined): string => keyIn(`${rule}@${round}`, record?.id);

/**
 * Whether a rule that acts once should act now: it begins to hold, or holds still and this event has answered a field that it reads.
 * `key` is under what it is remembered while it holds, in the scope of a record with that one's id (`record`); `stays` keeps what is
 * answered anew from counting.
 */
export function beginsToHold(draft: Draft, key: string, holdsNow: boolean, rule: Rule | undefined, how: { stays?: boolean; record?: string | undefined } = {}): boolean {
  const anew = how.stays !== true && !draft.judged.has(key) && isAnsweredAnew(draft, rule, how.record);
  draft.judged.add(key);
  const held = holdsSince(draft, key, holdsNow);
  return holdsNow && (!held || anew);
}

const isAnsweredAnew = (draft: Draft, rule: Rule | undefined, record: string | undefined): boolean =>
  rule !== undefined && draft.touched.size > 0 && (fieldsOf(rule.tree).some((field) => wasTouched(draft, field, record)) || recordFieldsOf(rule.tree).some((field) => draft.touched.has(field)));

/** Takes the first way out that holds once all of the stage is done. Gives whether anything changed. */
export function moveOn(draft: Draft, record?: RecordState): boolean {
  const here = (record ?? draft.case).stage;
  const stage = here && draft.index.stages.get(here.id);
  if (!stage || draft.case.closure || !stageIsDone(draft, record)) return (withdrawDecision(draft, record?.id), false);
  if (stage.decide) return (askToDecide(draft, { stage, round: here.round, record: record?.id }), false);
  const scope = ofRecord(record?.id);
  for (const way of stage.next) {
    const key = keyOfWay(way, here, record);
    if (ruleHolds(draft, way.when, scope)) {
      const isOpen = !standsAgainst(way, (rule) => ruleHolds(draft, rule, scope));
      return 'to' in way ? isOpen && move(draft, way.to, way.rule, record) : closeBy(draft, way, key, { isOpen, record });
    }
    if ('close' in way) beginsToHold(draft, key, false, way.when, scope);
  }
  return false;
}

/** Rules judged after every event and whenever the date makes them true: those of the case, or of a record's list. */
export function judgeAtAnyTime(draft: Draft, record?: RecordState): boolean {
  if (draft.case.closure) return false;
  const ways = record ? (draft.index.lists.get(record.list)?.atAnyTime ?? []) : draft.rules.process.atAnyTime;
  return ways.some((way) => {
    const key = keyIn(way.rule, record?.id);
    const holdsNow = ruleHolds(draft, way.when, ofRecord(record?.id));
    if ('close' in way && holdsNow) return closeBy(draft, way, key, { record });
    // In the stage it leads to, it is already followed: it leads there again only when it begins to hold anew after that.
    const isThere = 'to' in way && way.to === (record ?? draft.case).stage?.id;
    return beginsToHold(draft, key, holdsNow, way.when, { stays: isThere, ...ofRecord(record?.id) }) && 'to' in way && !isThere && move(draft, way.to, way.rule, record);
  });
}

/** Not twice to the same stage for one event: nobody has done anything there since. */
export function move(draft: Draft, to: string, rule: string, record?: RecordState): boolean {
  if (draft.entered.has(keyIn(to, record?.id))) return false;
  leaveStage(draft, rule, record);
  enterStage(draft, to, rule, record);
  return true;
}

/** Moves by a late step, unless it is there. Gives whether it could: not while a closure is proposed, nor twice for one event. */
export function moveByLateStep(draft: Draft, to: string, rule: string, record?: RecordState): boolean {
  return to === (record ?? draft.case).stage?.id || (!draft.case.closure && move(draft, to, rule, record));
}

/** Proposes a closure by a late step, or ends a record. Gives whether it could: not while one is proposed, nor against its criteria. */
export function closeByLateStep(draft: Draft, reason: string, rule: string, record?: RecordState): boolean {
  if (draft.case.closure || (!record && refuseClosure(draft, reason))) return false;
  if (record) endRecord(draft, record, reason, { rule });
  else proposeClosure(draft, reason, null, rule);
  return true;
}

/** A closure is proposed when its way begins to hold and its criteria do: one sent back is not proposed again by itself. A record just ends. */
function closeBy(draft: Draft, way: Way & { close: string }, key: string, { isOpen = true, record }: { isOpen?: boolean; record?: RecordState | undefined }): boolean {
  const mayClose = isOpen && (record !== undefined || refuseClosure(draft, way.close) === null);
  if (!beginsToHold(draft, key, mayClose, way.when, ofRecord(record?.id))) return false;
  if (record) endRecord(draft, record, way.close, { rule: way.rule });
  else proposeClosure(draft, way.close, null, way.rule);
  return true;
}
