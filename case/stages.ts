// Stages: entering one, leaving it by the first way whose rule holds, and the rules that are judged at any time.

import type { Way } from '../process/process';
import { endClock, startClock } from './clocks';
import { proposeClosure, refuseClosure } from './closure';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { happened, nextNumber, setFoundBy, write } from './draft';
import { fieldsOf } from './rules-index';
import { stageIsDone, withdrawTask } from './tasks';

export function enterStage(draft: Draft, id: string, rule?: string): void {
  const round = nextNumber(draft, id);
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
    if (isHere && (task.state === 'open' || task.state === 'submitted')) withdrawTask(draft, task, rule);
  }
  endClock(draft, `stage:${id}.${round}`);
  happened(draft, `stage:${id}`, 'end');
}

/**
 * Whether a rule that acts once should act now: it begins to hold, or holds still and was answered anew. `key` is under what it is
 * remembered while it holds.
 */
export function beginsToHold(draft: Draft, key: string, holdsNow: boolean, answeredAnew: boolean): boolean {
  const held = draft.case.holding.includes(key);
  if (!holdsNow) {
    if (held) draft.case.holding = draft.case.holding.filter((one) => one !== key);
    return false;
  }
  if (!held) draft.case.holding.push(key);
  return !held || answeredAnew;
}

/** Whether this event has answered a field that the way's rule reads. */
export const isAnsweredAnew = (draft: Draft, tree: Parameters<typeof fieldsOf>[0]): boolean =>
  draft.touched.size > 0 && [...fieldsOf(tree)].some((field) => draft.touched.has(field));

/** Takes the first way out that holds once all of the stage is done. Gives whether anything changed. */
export function moveOn(draft: Draft): boolean {
  const stage = draft.index.stages.get(draft.case.stage.id);
  if (!stage || draft.case.closure || !stageIsDone(draft)) return false;
  const way = stage.next.find((one) => ruleHolds(draft, one.when));
  return way !== undefined && take(draft, way, `${way.rule}@${draft.case.stage.round}`);
}

/** Rules judged after every event and whenever the date makes them true. */
export function judgeAtAnyTime(draft: Draft): boolean {
  if (draft.case.closure) return false;
  return draft.rules.process.atAnyTime.some((way) => {
    if ('to' in way && way.to === draft.case.stage.id) return false;
    if (!ruleHolds(draft, way.when)) {
      beginsToHold(draft, way.rule, false, false);
      return false;
    }
    return take(draft, way, way.rule);
  });
}

/** A closure is proposed when its way begins to hold and its criteria do: one sent back is not proposed again by itself. */
function take(draft: Draft, way: Way, key: string): boolean {
  if ('to' in way) {
    if (key === way.rule && !beginsToHold(draft, key, true, way.when !== undefined && isAnsweredAnew(draft, way.when.tree))) return false;
    leaveStage(draft, way.rule);
    enterStage(draft, way.to, way.rule);
    return true;
  }
  const mayClose = refuseClosure(draft, way.close) === null;
  if (!beginsToHold(draft, key, mayClose, way.when !== undefined && isAnsweredAnew(draft, way.when.tree))) return false;
  proposeClosure(draft, way.close, null, way.rule);
  return true;
}
