// Where the days of a calendar begin and end, and which of them count; all from the compiled calendar, never from the runtime.

import type { Calendar, Holiday } from './calendar';
import { addDays, dateOfDayNumber, dayNumber, weekdayOf } from './dates';
import type { Instant, LocalDate } from './time';
import { toInstant, toMs } from './time';

export { addDays, addMonths, ageInYears, daysBetween } from './dates';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Index of the offset that holds at an instant; the first one holds for everything before it. */
function offsetIndexAt(calendar: Calendar, instant: Instant): number {
  let low = 0;
  let high = calendar.offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((calendar.offsets[middle]?.from ?? '') <= instant) low = middle;
    else high = middle - 1;
  }
  return low;
}

const offsetMs = (calendar: Calendar, index: number): number => (calendar.offsets[index]?.minutes ?? 0) * MINUTE_MS;

/** What a clock on the wall shows, as milliseconds of a UTC day that reads the same. */
const wallMs = (calendar: Calendar, instant: Instant): number => toMs(instant) + offsetMs(calendar, offsetIndexAt(calendar, instant));

/**
 * The first instant at which the wall clock shows this or later. Where the clocks skip the time it is the instant they are put
 * forward; where they show it twice it is the first time.
 */
function firstInstantAt(calendar: Calendar, wall: number): Instant {
  // No offset is as much as a day, so the search begins in a stretch that is surely not too late.
  let index = offsetIndexAt(calendar, toInstant(wall - DAY_MS));
  for (let from = -Infinity; ; index += 1) {
    const next = calendar.offsets[index + 1];
    const until = next ? toMs(next.from) : Infinity;
    const at = Math.max(from, wall - offsetMs(calendar, index));
    if (at < until) return toInstant(at);
    from = until;
  }
}

/** The calendar day it is at an instant. */
export const localDate = (calendar: Calendar, instant: Instant): LocalDate => dateOfDayNumber(Math.floor(wallMs(calendar, instant) / DAY_MS));

/** The time of day it is at an instant, as `HH:MM`. */
export function localTime(calendar: Calendar, instant: Instant): string {
  const minutes = Math.floor(wallMs(calendar, instant) / MINUTE_MS) % 1440;
  const inDay = minutes < 0 ? minutes + 1440 : minutes;
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
}

/** The instant a day begins; where its midnight is skipped, the first instant after the gap. */
export const dayStart = (calendar: Calendar, date: LocalDate): Instant => firstInstantAt(calendar, dayNumber(date) * DAY_MS);

/** 24:00 of a day, which is the start of the next. */
export const dayEnd = (calendar: Calendar, date: LocalDate): Instant => firstInstantAt(calendar, (dayNumber(date) + 1) * DAY_MS);

/** The instant working hours begin on a day, whether or not it is a working day. */
export const workStart = (calendar: Calendar, date: LocalDate): Instant =>
  firstInstantAt(calendar, dayNumber(date) * DAY_MS + calendar.workingHours.from * MINUTE_MS);

/** The instant it is so late on a day, `HH:MM` by the calendar's local time. */
export function instantAt(calendar: Calendar, date: LocalDate, time: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return firstInstantAt(calendar, dayNumber(date) * DAY_MS + (hours * 60 + minutes) * MINUTE_MS);
}

/** The day an end belongs to: 24:00 of Monday is Monday, though the wall clock already shows Tuesday. */
export const dayOf = (calendar: Calendar, dueAt: Instant): LocalDate => localDate(calendar, toInstant(toMs(dueAt) - 1));

/** Why a day does not count as a working day. */
export type NotCounted = { why: 'weekend' } | { why: 'holiday'; title: string; expected?: true };

/** The holiday of a day, also when it falls on the weekend. */
export function holidayOn(calendar: Calendar, date: LocalDate): Holiday | null {
  const { holidays } = calendar;
  let low = 0;
  let high = holidays.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = holidays[middle] as Holiday;
    if (found.date === date) return found;
    if (found.date < date) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** Whether a day belongs to the weekend, and is none of those that are worked all the same. */
export const isWeekend = (calendar: Pick<Calendar, 'weekend' | 'worked'>, date: LocalDate): boolean =>
  calendar.weekend.includes(weekdayOf(date)) && calendar.worked?.includes(date) !== true;

/** Why a day is not worked, or null when it is. A holiday on the weekend is weekend: it takes nothing away. */
export function notCounted(calendar: Calendar, date: LocalDate): NotCounted | null {
  if (isWeekend(calendar, date)) return { why: 'weekend' };
  const holiday = holidayOn(calendar, date);
  return holiday && { why: 'holiday', title: holiday.title, ...(holiday.expected && { expected: true }) };
}

export const isWorkingDay = (calendar: Calendar, date: LocalDate): boolean => notCounted(calendar, date) === null;

/** The day itself if it is worked, else the next one that is; the day itself too where a calendar has no working day within a year. */
export function workingDayFrom(calendar: Calendar, date: LocalDate): LocalDate {
  for (let n = 0; n <= 366; n += 1) {
    const day = addDays(date, n);
    if (isWorkingDay(calendar, day)) return day;
  }
  return date;
}
