// Working days in Amman, counted by the tests' own means from the shipped calendar file, to compare with what Caseway says.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DEFINITIONS } from '../definitions';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Asia/Amman has had this offset all year since October 2022. */
const OFFSET = 3 * HOUR;
const FRIDAY = 5;
const SATURDAY = 6;

interface Holiday {
  every_year?: string;
  date?: string;
  from?: string;
  to?: string;
}

const { holidays } = parse(readFileSync(join(DEFINITIONS, 'calendars', 'jordan.yaml'), 'utf8')) as { holidays: Holiday[] };

/** The date in Amman at an instant, as 2026-03-26. */
export const dateAt = (instant: number): string => new Date(instant + OFFSET).toISOString().slice(0, 10);
const midnightOf = (instant: number): number => Math.floor((instant + OFFSET) / DAY) * DAY - OFFSET;
const weekday = (instant: number): number => new Date(instant + OFFSET).getUTCDay();

export function isWorkingDay(instant: number): boolean {
  const date = dateAt(instant);
  const isHoliday = holidays.some(({ every_year: each, date: one, from, to }) => date.slice(5) === each || date === one || (from !== undefined && to !== undefined && date >= from && date <= to));
  return ![FRIDAY, SATURDAY].includes(weekday(instant)) && !isHoliday;
}

/** The end, at 24:00, of the nth working day after the day of an instant, and the days passed over. */
export function endOfWorkingDay(instant: number, n: number): { end: number; notCounted: string[] } {
  const notCounted: string[] = [];
  let day = midnightOf(instant);
  for (let counted = 0; counted < n; ) {
    day += DAY;
    if (isWorkingDay(day)) counted += 1;
    else notCounted.push(dateAt(day));
  }
  return { end: day + DAY, notCounted };
}

/** Ten in the morning, a time at which post is sent, of the first working day that begins this long after an instant and has a weekend soon. */
export function workingMorning(instant: number, afterMs: number, { beforeWeekend = false } = {}): number {
  let day = midnightOf(instant + afterMs) + DAY;
  while (!isWorkingDay(day) || (beforeWeekend && isWorkingDay(day + 2 * DAY))) day += DAY;
  return day + 10 * HOUR;
}
