// Days on which a clock stands still: put in order, and passed over by what is counted.

import type { Calendar } from './calendar';
import { dateOfDayNumber, dayNumber, isLocalDate } from './dates';
import { dayEnd, dayStart } from './days';
import type { Instant, LocalDate } from './time';
import { toInstant, toMs } from './time';

/** Days on which a clock stood still, both ends included. */
export interface Pause {
  from: LocalDate;
  to: LocalDate;
}

/** Pauses by day number (days since 1 January 1970), in order and without overlap. */
export type Pauses = readonly { first: number; last: number }[];

export const NO_PAUSES: Pauses = [];

/** Pauses in order, with those that overlap or touch made into one; what is no stretch of days is left out. */
export function orderedPauses(pauses: readonly Pause[] = []): Pauses {
  const stretches = pauses
    .filter(({ from, to }) => isLocalDate(from) && isLocalDate(to) && from <= to)
    .map(({ from, to }) => ({ first: dayNumber(from), last: dayNumber(to) }))
    .sort((a, b) => a.first - b.first);
  const ordered: { first: number; last: number }[] = [];
  for (const stretch of stretches) {
    const before = ordered.at(-1);
    if (before && stretch.first <= before.last + 1) before.last = Math.max(before.last, stretch.last);
    else ordered.push(stretch);
  }
  return ordered;
}

export const isPaused = (pauses: Pauses, day: number): boolean => pauses.some(({ first, last }) => first <= day && day <= last);

/** Where a count of days that would end with a day ends instead: so many days later as there are paused ones up to then. */
export function endPastPauses(pauses: Pauses, start: number, end: number): number {
  let at = end;
  for (const { first, last } of pauses) {
    if (last <= start) continue;
    const from = Math.max(first, start + 1);
    if (from > at) break;
    at += last - from + 1;
  }
  return at;
}

/** The paused days after one day and up to another, at most so many of them. */
export function pausedDays(pauses: Pauses, after: number, until: number, most: number): LocalDate[] {
  const days: LocalDate[] = [];
  for (const { first, last } of pauses) {
    for (let day = Math.max(first, after + 1); day <= Math.min(last, until) && days.length < most; day += 1) days.push(dateOfDayNumber(day));
  }
  return days;
}

/** The instant after so many milliseconds in which the clock did not stand still; a paused day does so from 00:00 to 24:00. */
export function instantPastPauses(calendar: Calendar, pauses: Pauses, from: Instant, ms: number): Instant {
  let at = toMs(from);
  let left = ms;
  for (const { first, last } of pauses) {
    const [stops, goesOn] = [toMs(dayStart(calendar, dateOfDayNumber(first))), toMs(dayEnd(calendar, dateOfDayNumber(last)))];
    if (goesOn <= at) continue;
    if (stops >= at + left) break;
    left -= Math.max(0, stops - at);
    at = goesOn;
  }
  return toInstant(at + left);
}
