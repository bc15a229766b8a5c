// Holidays that come every year by a rule: a fixed day, a weekday of a month, or so many days from Easter; as dates.

import { addDays, dayNumber, dateOfDayNumber, weekdayOf } from '../../process/dates';
import type { LocalDate } from '../../process/time';
import { isDate } from '../dates';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'last'];

/** A rule that has been read. */
export interface YearlyRule {
  /** Whether the day is another one from year to year, so that it may meet a holiday of its own. */
  moves: boolean;
  /** The day in a year; null in a year that does not have it, as 29 February. */
  dayIn(year: number): LocalDate | null;
}

/** Reads `05-25`, `last monday of august`, `easter`, `2 days before orthodox easter`. Null when it is none of these, or no day of any year. */
export function readYearlyRule(text: string): YearlyRule | null {
  return fixedDay(text) ?? weekdayOfMonth(text) ?? fromEaster(text);
}

function fixedDay(text: string): YearlyRule | null {
  if (!/^\d{2}-\d{2}$/.test(text) || !isDate(`2024-${text}`)) return null;
  return { moves: false, dayIn: (year) => (isDate(`${year}-${text}`) ? `${year}-${text}` : null) };
}

function weekdayOfMonth(text: string): YearlyRule | null {
  const [, ordinal = '', weekday = '', month = ''] = /^(\w+) (\w+) of (\w+)$/.exec(text) ?? [];
  const [nth, day, at] = [ORDINALS.indexOf(ordinal), WEEKDAYS.indexOf(weekday) + 1, MONTHS.indexOf(month)];
  if (nth < 0 || day < 1 || at < 0) return null;
  return { moves: true, dayIn: (year) => (ordinal === 'last' ? lastWeekday(year, at, day) : nthWeekday(year, at, day, nth)) };
}

const firstOfMonth = (year: number, month: number): LocalDate =>
  month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;

/** `month` counts from 0, `weekday` is the ISO one, `nth` 0 is the first. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): LocalDate {
  const first = firstOfMonth(year, month);
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + nth * 7);
}

function lastWeekday(year: number, month: number, weekday: number): LocalDate {
  const last = addDays(firstOfMonth(year, month + 1), -1);
  return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
}

function fromEaster(text: string): YearlyRule | null {
  const [whole, days = '0', , direction, orthodox] = /^(?:(\d{1,3}) day(s?) (before|after) )?(orthodox )?easter$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const shift = direction === 'before' ? -Number(days) : Number(days);
  const easter = orthodox === undefined ? westernEaster : orthodoxEaster;
  return { moves: true, dayIn: (year) => addDays(easter(year), shift) };
}

/** Easter Sunday of the western churches (the anonymous Gregorian rule, as in Meeus, Astronomical Algorithms). */
function westernEaster(year: number): LocalDate {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const epact = (19 * a + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((a + 11 * epact + 22 * weekday) / 451);
  return addDays(`${year}-03-22`, epact + weekday - 7 * late);
}

/** Easter Sunday of the orthodox churches: reckoned in the Julian calendar (Meeus), given as the day of ours. */
function orthodoxEaster(year: number): LocalDate {
  const moon = (19 * (year % 19) + 15) % 30;
  const weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const daysBehind = Math.floor(year / 100) - Math.floor(year / 400) - 2;
  return dateOfDayNumber(dayNumber(`${year}-03-22`) + moon + weekday + daysBehind);
}
