// How far a clock is put off by the stretches for which it was held, as while an approval was asked.

import type { Calendar } from '../process/calendar';
import { addDays, dayEnd, dayOf, daysBetween, isWorkingDay, localDate, workingDayFrom } from '../process/days';
import { addLengthToDue } from '../process/length';
import type { Instant, LengthUnit, LocalDate } from '../process/time';
import { isExact, toInstant, toMs } from '../process/time';
import type { ClockState } from './case';

/** A held stretch pushes the due instant on: what was left of the clock when it began is left when it ends. `unit` is that of its length. */
export function afterHolds(calendar: Calendar, held: ClockState['held'], dueAt: Instant, unit: LengthUnit | undefined): Instant {
  let at = dueAt;
  for (const { from, until } of held ?? []) {
    if (until === undefined) continue;
    if (unit === undefined || isExact({ n: 1, unit })) at = toInstant(toMs(at) + toMs(until) - toMs(from));
    else at = afterDaysHeld(calendar, at, localDate(calendar, from), localDate(calendar, until), unit === 'working_day');
  }
  return at;
}

/** Counted in days as the clock is. A working day that was left in part is the next one that is worked. */
function afterDaysHeld(calendar: Calendar, dueAt: Instant, from: LocalDate, until: LocalDate, working: boolean): Instant {
  if (from === until) return dueAt;
  if (!working) return addLengthToDue(calendar, dueAt, { n: daysBetween(from, until), unit: 'day' }).at;
  const dueOn = dayOf(calendar, dueAt);
  if (dueOn < from) return afterWorkingDays(calendar, dueAt, workingDaysIn(calendar, from, until));
  const left = workingDaysIn(calendar, from, dueOn);
  // 24:00 of `until` is an end that belongs to it: the count goes on with the day after.
  return left === 0 ? dayEnd(calendar, workingDayFrom(calendar, until)) : afterWorkingDays(calendar, dayEnd(calendar, until), left);
}

const afterWorkingDays = (calendar: Calendar, dueAt: Instant, n: number): Instant =>
  n === 0 ? dueAt : addLengthToDue(calendar, dueAt, { n, unit: 'working_day' }).at;

/** Working days after the first day, up to and with the last. */
function workingDaysIn(calendar: Calendar, first: LocalDate, last: LocalDate): number {
  let n = 0;
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) n += 1;
  return n;
}
