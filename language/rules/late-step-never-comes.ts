// Lint rule: a late step of a clock that is never late, or that has always ended before.

import { innerDues, stagesOf } from '../../process/parts';
import type { Due, LateStep, Stage } from '../../process/process';
import { comesBefore } from '../meaning/spans';
import { clocksWithin } from '../meaning/ways';
import type { Complain, LintRule } from './rule';

export const lateStepNeverComes: LintRule = {
  code: 'late-step-never-comes',
  check(process, complain) {
    const mayCloseAtOnce = process.closure.must.length === 0 && process.closure.approve.length === 0;
    const stages = new Map(stagesOf(process).flatMap((stage) => clocksWithin(stage).map((clock) => [clock, stage] as const)));
    for (const clock of clocksWithin(process)) {
      const review = process.reviews.find((one) => one.clock === clock);
      if ([clock.due, ...(review ? [review.first] : [])].every(isNever)) {
        for (const step of clock.late) complain(step.rule, 'This can never come: nothing is ever due here.', 'Say when it is due, or take the step out.');
        continue;
      }
      // What belongs to no stage goes on when the case moves.
      const stage = stages.get(clock);
      for (const step of clock.late) checkStep(step, clock.late.find((one) => ends(one, stage, mayCloseAtOnce || clock.rule.startsWith('lists.')) && comesBefore(one.after, step.after)), complain);
    }
  },
};

/** Whether a due comes to `none` whatever is answered. */
function isNever(due: Due): boolean {
  if (due.form === 'none') return true;
  const inner = innerDues(due);
  return inner.length > 0 && (due.form === 'latest' ? inner.some(isNever) : inner.every(isNever));
}

/** Whether the clock has certainly ended after a step: the case has left its stage, or it or the record is closed with nobody and nothing against it. */
const ends = (step: LateStep, stage: Stage | undefined, mayCloseAtOnce: boolean): boolean =>
  (step.to !== undefined && stage !== undefined) || (step.close !== undefined && mayCloseAtOnce);

function checkStep(step: LateStep, before: LateStep | undefined, complain: Complain): void {
  if (!before) return;
  const what = before.to === undefined ? `${step.rule.startsWith('lists.') ? 'the record has ended' : 'the case is closed'} before that` : `the ${step.rule.startsWith('lists.') ? 'record' : 'case'} has gone on to \`${before.to}\` before that`;
  complain(step.rule, `This can never come: ${what}.`, 'Let it come earlier, or take it out.');
}
