// Stages: entering one, leaving it by the first way whose rule holds, and the rules that are judged at any time.

import type { Rule } from '../process/condition';
import type { Way } from '../process/process';
import { askToDecide, withdrawDecision } from './choices';
import { endClock, startClock } from './clocks';
import { proposeClosure, refuseClosure } from './closure';
import { ruleHolds } from './conditions';
import { standsAgainst } from './criteria';
import type { Draft } from './draft';
import { happened, nextNumber, setFoundBy, write } from './draft';
import { fieldsOf } from './rules-index';
import { isPending, stageIsDone, withdrawTask } from './openings';

export function enterStage(draft: Draft, id: string, rule?: string): void {
  const round = nextNumber(draft, id);
  draft.entered.add(id);
  draft.case.stage = { id, round, since: draft.at };
  happened(draft, `stage:${id}`, 'start');
  const deadline = startClock(draft, `stage:${id}.${round}`, draft.at);
  write(draft, 'stage_entered', { about: id, ...(rule !== undefined && { rule }), details: { round, ...deadline } });
  setFoundBy(draft);
}

/** What was still open in the stage is withdrawn; the ordinary way out leaves nothing open. */
function leaveStage(draft: Draft, rule: string): void {
  const { id, round } = draft.case.stage;
  for (const task of draft.case.tasks) {
    const isHere = 'stage' in task.of && task.of.stage === id && task.of.round === round;
    const goesOn = task.own !== undefined || (draft.index.tasks.get(task.task)?.alongside === true && task.state !== 'planned');
    if (isHere && isPending(task) && !goesOn) withdrawTask(draft, task, rule);
    // Nothing that was done in it is taken back any more.
    if (isHere) delete task.clock;
  }
  withdrawDecision(draft);
  endClock(draft, `stage:${id}.${round}`);
  happened(draft, `stage:${id}`, 'end');
  for (const way of draft.index.stages.get(id)?.next ?? []) beginsToHold(draft, `${way.rule}@${round}`, false, undefined);
}

/**
 * Whether a rule that acts once should act now: it begins to hold, or holds still and this event has answered a field that it reads.
 * `key` is under what it is remembered while it holds; `stays` keeps what is answered anew from counting.
 */
export function beginsToHold(draft: Draft, key: string, holdsNow: boolean, rule: Rule | undefined, stays = false): boolean {
  const { holding } = draft.case;
  const anew = !stays && !draft.judged.has(key) && isAnsweredAnew(draft, rule);
  draft.judged.add(key);
  const held = holding.includes(key);
  if (held && !holdsNow) draft.case.holding = holding.filter((one) => one !== key);
  if (!held && holdsNow) holding.push(key);
  return holdsNow && (!held || anew);
}

const isAnsweredAnew = (draft: Draft, rule: Rule | undefined): boolean =>
  rule !== undefined && draft.touched.size > 0 && fieldsOf(rule.tree).some((field) => draft.touched.has(field));

/** Takes the first way out that holds once all of the stage is done. Gives whether anything changed. */
export function moveOn(draft: Draft): boolean {
  const { stage: here, closure } = draft.case;
  const stage = draft.index.stages.get(here.id);
  if (!stage || closure || !stageIsDone(draft)) return (withdrawDecision(draft), false);
  if (stage.decide) return (askToDecide(draft, { stage, round: here.round }), false);
  for (const way of stage.next) {
    const key = `${way.rule}@${here.round}`;
    if (ruleHolds(draft, way.when)) {
      const isOpen = !standsAgainst(way, (rule) => ruleHolds(draft, rule));
      return 'to' in way ? isOpen && move(draft, way.to, way.rule) : closeBy(draft, way, key, isOpen);
    }
    if ('close' in way) beginsToHold(draft, key, false, way.when);
  }
  return false;
}

/** Rules judged after every event and whenever the date makes them true. */
export function judgeAtAnyTime(draft: Draft): boolean {
  if (draft.case.closure) return false;
  return draft.rules.process.atAnyTime.some((way) => {
    const holdsNow = ruleHolds(draft, way.when);
    if ('close' in way && holdsNow) return closeBy(draft, way, way.rule);
    // In the stage it leads to, it is already followed: it leads there again only when it begins to hold anew after that.
    const isThere = 'to' in way && way.to === draft.case.stage.id;
    return beginsToHold(draft, way.rule, holdsNow, way.when, isThere) && 'to' in way && !isThere && move(draft, way.to, way.rule);
  });
}

/** Not twice to the same stage for one event: nobody has done anything there since. */
export function move(draft: Draft, to: string, rule: string): boolean {
  if (draft.entered.has(to)) return false;
  leaveStage(draft, rule);
  enterStage(draft, to, rule);
  return true;
}

/** Moves by a late step, unless the case is there. Gives whether it could: not while a closure is proposed, nor twice for one event. */
export function moveByLateStep(draft: Draft, to: string, rule: string): boolean {
  return to === draft.case.stage.id || (!draft.case.closure && move(draft, to, rule));
}

/** Proposes a closure by a late step. Gives whether it could: not while one is proposed, nor against its criteria. */
export function closeByLateStep(draft: Draft, reason: string, rule: string): boolean {
  if (draft.case.closure || refuseClosure(draft, reason)) return false;
  proposeClosure(draft, reason, null, rule);
  return true;
}

/** A closure is proposed when its way begins to hold and its criteria do: one sent back is not proposed again by itself. */
function closeBy(draft: Draft, way: Way & { close: string }, key: string, isOpen = true): boolean {
  const mayClose = isOpen && refuseClosure(draft, way.close) === null;
  if (!beginsToHold(draft, key, mayClose, way.when)) return false;
  proposeClosure(draft, way.close, null, way.rule);
  return true;
}
