// Lint rule: clocks of which one has always run out before the other can be kept.

import { formatLength } from '../../process/length';
import { stagesOf } from '../../process/parts';
import type { Due, Process, Stage } from '../../process/process';
import type { Length } from '../../process/time';
import { isAlwaysLonger, lengthsOf } from '../meaning/spans';
import { tasksOpenedBy } from '../meaning/ways';
import type { Complain, LintRule } from './rule';

export const clocksContradict: LintRule = {
  code: 'clocks-contradict',
  runsOnDrafts: true,
  check(process, complain) {
    for (const stage of stagesOf(process)) checkStage(stage, complain);
    checkReviews(process, complain);
  },
};

/** A task opens with its stage or later, so that one which may take longer than the stage lets the stage be late. */
function checkStage(stage: Stage, complain: Complain): void {
  const { clock } = stage;
  if (!clock || clock.pauses || clock.extend) return;
  for (const task of tasksOpenedBy(stage)) {
    const beyond = shortestBeyond(task.clock.due, clock.due);
    if (beyond) complain(`${task.rule}.due`, `The task may take ${formatLength(beyond.length)}, but its stage \`${stage.id}\` is due after ${formatLength(beyond.than)}: the stage is always late first.`, 'Shorten this, or give the stage more time.');
  }
}

/** A review of one stage whose first time comes when the stage has long been late. */
function checkReviews(process: Process, complain: Complain): void {
  for (const review of process.reviews) {
    const stage = review.during?.length === 1 ? stagesOf(process).find((one) => one.id === review.during?.[0]) : undefined;
    if (!stage?.clock || stage.clock.pauses || stage.clock.extend) continue;
    const beyond = shortestBeyond(review.first, stage.clock.due);
    if (beyond) complain(`${review.rule}.first`, `The first one comes after ${formatLength(beyond.length)}, but the stage \`${stage.id}\` is due after ${formatLength(beyond.than)}.`, 'Let it begin earlier, or in other stages too.');
  }
}

interface Beyond {
  length: Length;
  than: Length;
}

/** A pair to show, when every length of one due is longer than every one of the other; nothing when that is not certain. */
function shortestBeyond(due: Due, than: Due): Beyond | undefined {
  const [lengths, others] = [lengthsOf(due) ?? [], lengthsOf(than) ?? []];
  const [length, other] = [lengths[0], others[0]];
  if (!length || !other || !lengths.every((one) => others.every((another) => isAlwaysLonger(one, another)))) return undefined;
  return { length, than: other };
}
