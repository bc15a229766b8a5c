// Calendar days as they stand in every country: arithmetic on `YYYY-MM-DD` without a time zone, and dates known in part.

import type { LocalDate } from './time';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const PARTIAL = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;

/** Days since 1 January 1970 of a day given in figures; a day beyond the month's end runs on into the next month. */
function dayNumberOf(year: number, month: number, day: number): number {
  // Years that begin in March put the leap day last; 400 of them always have 146,097 days.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** Days since 1 January 1970. */
export function dayNumber(date: LocalDate): number {
  return dayNumberOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

/** Numbers of 1 January 0000 and 31 December 9999: dates sort as texts between them, and no sum of dates leaves them. */
const FIRST_DAY = -719_528;
const LAST_DAY = 2_932_896;

export const isWithinYears = (days: number): boolean => days >= FIRST_DAY && days <= LAST_DAY;

/** The day that lies so many days after 1 January 1970; the first or the last there is where it would lie beyond the years 0000 to 9999. */
export function dateOfDayNumber(days: number): LocalDate {
  const shifted = Math.min(Math.max(days, FIRST_DAY), LAST_DAY) + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = ((shiftedMonth + 2) % 12) + 1;
  return written(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);
const written = (year: number, month: number, day: number): LocalDate => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether a text is a day that exists, as `YYYY-MM-DD`. */
export const isLocalDate = (text: string): boolean => DATE.test(text) && earliestDay(text) === text;

/** The earliest day that a date known in part can be: `2014` is 2014-01-01, `2014-03` is 2014-03-01. Null when it is no date. */
export function earliestDay(text: string): LocalDate | null {
  const found = PARTIAL.exec(text);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return written(year, month, day);
}

/** The day n days later, earlier when n is negative. */
export const addDays = (date: LocalDate, n: number): LocalDate => dateOfDayNumber(dayNumber(date) + n);

const LAST_MONTH = 9999 * 12 + 11;

/** The same day n months later, or the last day of that month when it has no such day: one month after 31 January is 28 February. */
export function addMonths(date: LocalDate, n: number): LocalDate {
  const months = Math.min(Math.max(Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + n, 0), LAST_MONTH);
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return written(year, month, Math.min(Number(date.slice(8, 10)), daysInMonth(year, month)));
}

/** ISO weekday, 1 Monday to 7 Sunday. */
export const weekdayOf = (date: LocalDate): number => weekdayOfDayNumber(dayNumber(date));

/** ISO weekday of a day number; 1 January 1970 was a Thursday. */
export const weekdayOfDayNumber = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1;

/** Calendar days from one day to another; negative when the second is the earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);

/**
 * Age in whole years on a day. Someone born on 29 February grows a year older on 1 March where there is no 29 February: protection
 * that ends with an age never ends a day too early. Negative before the day of birth.
 */
export function ageInYears(birth: LocalDate, today: LocalDate): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
  return today.slice(5) < birth.slice(5) ? years - 1 : years;
}
