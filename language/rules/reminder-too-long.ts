// Lint rule: a reminder that could only come before its clock begins.

import { innerDues } from '../../process/parts';
import type { Clock, Due, Process } from '../../process/process';
import { formatLength } from '../../process/length';
import type { Length } from '../../process/time';
import { isNeverShorter } from '../meaning/spans';
import { clocksWithin } from '../meaning/ways';
import type { Complain, LintRule } from './rule';

export const reminderTooLong: LintRule = {
  code: 'reminder-too-long',
  runsOnDrafts: true,
  check(process, complain) {
    for (const clock of clocksWithin(process)) checkClock(clock, duesOfClock(process, clock), complain);
  },
};

/** A review's clock runs by `first` to begin with, and then by `every`. */
function duesOfClock(process: Process, clock: Clock): Due[] {
  const review = process.reviews.find((one) => one.clock === clock);
  return review ? [review.first, review.every] : [clock.due];
}

function checkClock(clock: Clock, dues: Due[], complain: Complain): void {
  // A pause or an extension makes room for what the clock itself is too short for.
  if (clock.pauses || clock.extend) return;
  for (const { rule, before } of clock.remind) {
    if (!dues.every((due) => beginsBefore(before, due))) continue;
    complain(rule, `This reminder can never come: the clock is not longer than \`${formatLength(before)}\`.`, 'Shorten it, or take it out.');
  }
}

/** Whether a due is certainly no further from the beginning than a reminder reaches back. */
function beginsBefore(before: Length, due: Due): boolean {
  switch (due.form) {
    case 'length': return !due.after && !due.roll && isNeverShorter(before, due.length);
    case 'earliest': return due.of.some((one) => beginsBefore(before, one));
    case 'depends_on': case 'when': case 'latest': {
      const inner = innerDues(due).filter((one) => one.form !== 'none');
      return inner.length > 0 && inner.every((one) => beginsBefore(before, one));
    }
    default: return false;
  }
}
