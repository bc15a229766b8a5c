// Counting lengths of time: where `3 working days` ends, when a reminder or a late step falls, and how a length is written.

import type { Calendar } from './calendar';
import { addMonths, dateOfDayNumber, dayNumber, isWithinYears } from './dates';
import type { NotCounted } from './days';
import { addDays, dayEnd, dayOf, holidayOn, localDate, notCounted, workStart } from './days';
import type { Pauses } from './pauses';
import { NO_PAUSES, endPastPauses, instantPastPauses, isPaused, pausedDays } from './pauses';
import type { Instant, Length, LengthUnit, LocalDate } from './time';
import { isExact, toInstant, toMs } from './time';

/** A day that a count passed over. */
export type SkippedDay = { date: LocalDate } & (NotCounted | { why: 'pause' });

/** Where a length ends. */
export interface Counted {
  at: Instant;
  notCounted: SkippedDay[];
  /** May still move: it lies past what the calendar knows, or passed a holiday that is only expected. */
  provisional: boolean;
}

const EXACT_MS: Partial<Record<LengthUnit, number>> = { second: 1000, minute: 60_000, hour: 3_600_000 };
const exactMs = (length: Length): number => length.n * (EXACT_MS[length.unit] ?? 0);
const shifted = (at: Instant, ms: number): Instant => toInstant(toMs(at) + ms);

/**
 * The end of a length that starts at an instant. Seconds, minutes and hours are exact. All others count days: day 1 is the next
 * calendar or working day whatever the hour, and the last one ends at 24:00 local time. Months and years keep the day of the
 * month, or end with the month.
 */
export const addLength = (calendar: Calendar, from: Instant, length: Length, pauses = NO_PAUSES): Counted =>
  addLengthTo(calendar, { at: from, day: localDate(calendar, from) }, length, pauses);

/** The same from an instant that is itself an end, of a review by schedule for one: counted from the day that it ended. */
export const addLengthToDue = (calendar: Calendar, dueAt: Instant, length: Length, pauses = NO_PAUSES): Counted =>
  addLengthTo(calendar, { at: dueAt, day: dayOf(calendar, dueAt) }, length, pauses);

/** An instant with the day that it belongs to, which the instant alone does not tell: 24:00 of Monday, or 00:00 of Tuesday. */
export interface Moment {
  at: Instant;
  day: LocalDate;
}

/** The end of a length that starts at a moment; counted back when n is negative. */
export function addLengthTo(calendar: Calendar, { at, day }: Moment, length: Length, pauses = NO_PAUSES): Counted {
  return isExact(length) ? endOfExact(calendar, at, length, pauses) : endOfCount(calendar, day, length, pauses);
}

/**
 * The end of a window, which has its first day in it: three months from 29 April end on 28 July at 24:00. Exact units as `addLength`.
 * Where the last month has no such day it ends with that month.
 */
export function windowEnd(calendar: Calendar, from: Instant, length: Length, pauses = NO_PAUSES): Counted {
  if (isExact(length)) return addLength(calendar, from, length, pauses);
  const first = localDate(calendar, from);
  const before = addDays(first, -1);
  if (length.unit !== 'month' && length.unit !== 'year') return endOfCount(calendar, before, length, pauses);
  const same = daysAfter(first, length);
  return endOfDays(calendar, before, same.slice(8) === first.slice(8) ? addDays(same, -1) : same, pauses);
}

function endOfExact(calendar: Calendar, from: Instant, length: Length, pauses: Pauses): Counted {
  const ms = exactMs(length);
  if (pauses.length === 0 || ms <= 0) return { at: shifted(from, ms), notCounted: [], provisional: false };
  const at = instantPastPauses(calendar, pauses, from, ms);
  return { at, notCounted: pausesBetween(pauses, addDays(localDate(calendar, from), -1), dayOf(calendar, at)), provisional: false };
}

/** Ends with the day that is a length of days after another. */
function endOfCount(calendar: Calendar, day: LocalDate, length: Length, pauses: Pauses): Counted {
  if (length.unit !== 'working_day') return endOfDays(calendar, day, daysAfter(day, length), pauses);
  const { date, skipped, provisional } = countWorkingDays(calendar, day, length.n, pauses);
  return { at: dayEnd(calendar, date), notCounted: skipped, provisional };
}

/** Ends with a day, put off by the paused days since the one it was counted from. */
function endOfDays(calendar: Calendar, start: LocalDate, end: LocalDate, pauses: Pauses): Counted {
  const day = pauses.length === 0 ? end : dateOfDayNumber(endPastPauses(pauses, dayNumber(start), dayNumber(end)));
  return { at: dayEnd(calendar, day), notCounted: pausesBetween(pauses, start, day), provisional: yearOf(day) > calendar.covers.until };
}

const pausesBetween = (pauses: Pauses, after: LocalDate, until: LocalDate): SkippedDay[] =>
  pauses.length === 0 ? [] : pausedDays(pauses, dayNumber(after), dayNumber(until), LONGEST_STANDSTILL_DAYS).map((date) => ({ date, why: 'pause' }));

const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

/** The day that lies a length of calendar days after another. */
function daysAfter(date: LocalDate, { n, unit }: Length): LocalDate {
  if (unit === 'month') return addMonths(date, n);
  if (unit === 'year') return addMonths(date, n * 12);
  return addDays(date, unit === 'week' ? n * 7 : n);
}

interface WorkingDayCount {
  date: LocalDate;
  skipped: SkippedDay[];
  provisional: boolean;
}

/**
 * Counts working days from a day, which is not counted itself; backwards when n is negative. A calendar in which nearly no day is
 * worked does not hang: after 20 years without one it stops and calls the day provisional, as it does where the years end.
 */
function countWorkingDays(calendar: Calendar, day: LocalDate, n: number, pauses = NO_PAUSES): WorkingDayCount {
  const step = n < 0 ? -1 : 1;
  const skipped: SkippedDay[] = [];
  const { from, until } = calendar.covers;
  let provisional = false;
  let at = dayNumber(day);
  let date = day;
  for (let left = Math.abs(n), idle = 0; left > 0; ) {
    at += step;
    if (!isWithinYears(at)) return { date, skipped, provisional: true };
    date = dateOfDayNumber(at);
    if (holidayOn(calendar, date)?.expected) provisional = true;
    const why = notCounted(calendar, date) ?? (isPaused(pauses, at) ? PAUSE : null);
    if (why === null) {
      left -= 1;
      idle = 0;
      continue;
    }
    skipped.push({ date, ...why });
    idle += 1;
    if (idle > LONGEST_STANDSTILL_DAYS) return { date, skipped, provisional: true };
  }
  if (yearOf(date) > until || yearOf(date) < from || yearOf(day) < from) provisional = true;
  return { date, skipped, provisional };
}

const PAUSE = { why: 'pause' } as const;
const LONGEST_STANDSTILL_DAYS = 20 * 366;

/**
 * An end on a day that is not worked, or paused, moves to 24:00 of the next working day; it stays where a calendar has none for
 * 20 years.
 */
export function rolled(calendar: Calendar, counted: Counted, pauses = NO_PAUSES): Counted {
  const day = dayOf(calendar, counted.at);
  const { date, skipped, provisional } = countWorkingDays(calendar, addDays(day, -1), 1, pauses);
  if (date === day || skipped.length > LONGEST_STANDSTILL_DAYS) return counted;
  return { at: dayEnd(calendar, date), notCounted: [...counted.notCounted, ...skipped], provisional: counted.provisional || provisional };
}

/** The day a length of days after or (negative n) before another; working days pass over those that are not worked. */
function dayCounted(calendar: Calendar, day: LocalDate, length: Length): LocalDate {
  return length.unit === 'working_day' ? countWorkingDays(calendar, day, length.n).date : daysAfter(day, length);
}

/**
 * When a reminder falls: so long before the due instant, and when counted in days at the start of working hours of its day.
 * It may lie before the clock began; such a reminder is skipped.
 */
export function reminderAt(calendar: Calendar, dueAt: Instant, before: Length): Instant {
  if (isExact(before)) return shifted(dueAt, -exactMs(before));
  return workStart(calendar, dayCounted(calendar, dayOf(calendar, dueAt), { n: -before.n, unit: before.unit }));
}

/** When a late step comes: at the due instant, or so long after; counted in days, at the start of working hours of its day. */
export function lateStepAt(calendar: Calendar, dueAt: Instant, after: Length | 'at_once'): Instant {
  if (after === 'at_once') return dueAt;
  if (isExact(after)) return shifted(dueAt, exactMs(after));
  return workStart(calendar, dayCounted(calendar, dayOf(calendar, dueAt), after));
}

/** When a late step comes for the k-th time again, counted from its first time, so that months do not creep; `k` 0 is the first. */
export function repeatAt(calendar: Calendar, firstAt: Instant, repeat: Length, k: number): Instant {
  if (k === 0) return firstAt;
  if (isExact(repeat)) return shifted(firstAt, exactMs(repeat) * k);
  // Where work begins at midnight the first time reads as the end of the day before; it belongs to the day it opens.
  const opens = localDate(calendar, firstAt);
  const day = workStart(calendar, opens) === firstAt ? opens : dayOf(calendar, firstAt);
  return workStart(calendar, dayCounted(calendar, day, { n: repeat.n * k, unit: repeat.unit }));
}

const UNIT_WORDS: [LengthUnit, string][] = [
  ['second', 'second'],
  ['minute', 'minute'],
  ['hour', 'hour'],
  ['day', 'day'],
  ['working_day', 'working day'],
  ['week', 'week'],
  ['month', 'month'],
  ['year', 'year'],
];

/** Most that a length may count of each unit: a hundred years or so, which keeps every sum within the years that dates can hold. */
const MOST: Record<LengthUnit, number> = {
  second: 3_155_760_000, minute: 52_596_000, hour: 876_600, day: 36_525, working_day: 36_525, week: 5218, month: 1200, year: 100,
};

/** A length in plain English words, as an agency writes it: `3 working days`, `1 month`. */
export function formatLength({ n, unit }: Length): string {
  const word = UNIT_WORDS.find(([of]) => of === unit)?.[1] ?? unit;
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}

/** Reads `3 working days`; singular and plural are both accepted. Null when it is no length, is nothing, or is longer than a century. */
export function parseLength(text: string): Length | null {
  const found = /^(\d{1,10}) +(working +day|[a-z]+?)s?$/.exec(text.trim());
  if (!found) return null;
  const word = found[2]?.replace(/ +/, ' ');
  const unit = UNIT_WORDS.find(([, written]) => written === word)?.[0];
  const n = Number(found[1]);
  return unit !== undefined && n >= 1 && n <= MOST[unit] ? { n, unit } : null;
}
