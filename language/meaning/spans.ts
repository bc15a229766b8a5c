// How long lengths of time can be at least and at most, so that two of different units can be compared without guessing.

import { innerDues } from '../../process/parts';
import type { Due } from '../../process/process';
import type { Length, LengthUnit } from '../../process/time';
import { isExact } from '../../process/time';

const DAY = 24;
/** Seconds are hours, weeks are days and years are months of another number: those compare by their numbers alone. */
const SAME: Record<LengthUnit, [LengthUnit, number]> = {
  second: ['second', 1], minute: ['second', 60], hour: ['second', 3600], day: ['day', 1], week: ['day', 7], month: ['month', 1], year: ['month', 12], working_day: ['working_day', 1],
};

const plain = ({ n, unit }: Length): Length => ({ n: n * SAME[unit][1], unit: SAME[unit][0] });

/**
 * Fewest hours that a length takes from wherever it begins. A count of days ends at 24:00, so that it may take hardly more than
 * its days; one hour is left for a change of the clocks.
 */
export function fewestHours(length: Length): number {
  const { n, unit } = plain(length);
  if (unit === 'second') return n / 3600;
  return (unit === 'month' ? n * 28 : n) * DAY - 1;
}

/**
 * Most hours that a length takes. Twice as many days as are worked, and twelve for the longest run of holidays, is more than any
 * country takes.
 */
function mostHours(length: Length): number {
  const { n, unit } = plain(length);
  if (unit === 'second') return n / 3600;
  const days = unit === 'month' ? n * 31 : unit === 'working_day' ? 2 * n + 12 : n;
  return (days + 1) * DAY + 1;
}

/** Whether a length is longer than another, whatever the days are that both meet. */
export function isAlwaysLonger(length: Length, than: Length): boolean {
  const [a, b] = [plain(length), plain(than)];
  return a.unit === b.unit ? a.n > b.n : fewestHours(a) > mostHours(b);
}

/** Whether one length is as long as the other or longer, whatever the days are that both meet: a reminder so long before its end would come before its beginning. */
export function isNeverShorter(before: Length, length: Length): boolean {
  const [a, b] = [plain(before), plain(length)];
  return a.unit === b.unit ? a.n >= b.n : fewestHours(a) >= mostHours(b);
}

/** Whether one late step has always come before another, both counted from the same instant. */
export function comesBefore(step: Length | 'at_once', other: Length | 'at_once'): boolean {
  if (other === 'at_once') return false;
  if (step === 'at_once') return true;
  // Days end with the beginning of working hours here, some hours earlier or later than so many times 24.
  const slack = isExact(step) === isExact(other) ? 0 : DAY;
  const [a, b] = [plain(step), plain(other)];
  return a.unit === b.unit ? a.n < b.n : mostHours(a) + slack < fewestHours(b);
}

/**
 * The lengths that a due can come to, counted from the beginning of its thing; nothing when it can also come to something else.
 * Lines that say `none` are left out: with them there is no clock.
 */
export function lengthsOf(due: Due): Length[] | undefined {
  if (due.form === 'none') return [];
  if (due.form === 'length') return due.after || due.roll ? undefined : [due.length];
  const inner = innerDues(due);
  if (inner.length === 0) return undefined;
  const lengths: Length[] = [];
  for (const one of inner) {
    const found = lengthsOf(one);
    if (!found) return undefined;
    lengths.push(...found);
  }
  return lengths;
}
