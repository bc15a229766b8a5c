// The holidays of a calendar's file, day by day: those written by date, those that come by a rule, and days off in place of a weekend's.

import type { Calendar, Holiday } from '../../process/calendar';
import { addDays, daysBetween } from '../../process/dates';
import { isWeekend } from '../../process/days';
import type { LocalDate } from '../../process/time';
import { isDate } from '../dates';
import type { Report } from '../report';
import type { Place } from '../tree';
import { readYearlyRule } from './yearly';

/** Days from one to another are at most this many: a longer holiday is a slip of the pen. */
const LONGEST_HOLIDAY_DAYS = 31;

/** No run of holidays is so long that a day off in place of one would lie further away. */
const FURTHEST_SUBSTITUTE_DAYS = 31;

/** Between the names of holidays that fall on one day. */
const BOTH = ' / ';

/** More holidays than these do not meet on one day: some of them are written twice. */
const MOST_ON_ONE_DAY = 4;

type Week = Pick<Calendar, 'covers' | 'weekend'>;

interface Named extends Holiday {
  /** Whether it is a day of its own each year, which may meet another holiday. */
  moves: boolean;
  /** The name of the day off that is given for it where it falls on the weekend. */
  madeUpAs?: string;
}

/** All holidays of the years covered, sorted, no date twice. */
export function readHolidays(list: Place | undefined, week: Week, report: Report): Holiday[] {
  const byDate = new Map<LocalDate, Named>();
  for (const place of list?.items() ?? []) {
    for (const holiday of holidaysOf(place, week.covers, report)) enter(byDate, holiday, place, week.covers, report);
  }
  return withSubstitutes([...byDate.values()].sort(byDay), week).map(({ date, title, expected }) => ({ date, title, ...(expected && { expected }) }));
}

const byDay = (a: Holiday, b: Holiday): number => (a.date < b.date ? -1 : 1);

function enter(byDate: Map<LocalDate, Named>, holiday: Named, place: Place, covers: Calendar['covers'], report: Report): void {
  const there = byDate.get(holiday.date);
  if (!isCovered(holiday.date, covers)) {
    const at = place.at('date') ?? place.at('from') ?? place;
    report.add('holiday-outside', at.range, `${holiday.date} lies outside the years that the calendar covers.`, `Change \`covers\`, which is ${covers.from} to ${covers.until}, or take the holiday out.`);
  } else if (there && ((!there.moves && !holiday.moves) || there.title.split(BOTH).length >= MOST_ON_ONE_DAY)) {
    report.add('holiday-twice', place.head, `${holiday.date} is a holiday already: ${there.title}.`, 'Keep one of the two.');
  } else {
    byDate.set(holiday.date, there ? bothOn(there, holiday) : holiday);
  }
}

export const isCovered = (date: LocalDate, { from, until }: Calendar['covers']): boolean => Number(date.slice(0, 4)) >= from && Number(date.slice(0, 4)) <= until;

/** Two holidays on one day: it is certain as soon as one of them is. */
function bothOn(one: Named, other: Named): Named {
  const { date, moves, title } = one;
  const isExpected = one.expected === true && other.expected === true;
  const madeUpAs = one.madeUpAs ?? other.madeUpAs;
  return { date, moves, title: `${title}${BOTH}${other.title}`, ...(isExpected && { expected: true }), ...(madeUpAs !== undefined && { madeUpAs }) };
}

/** Adds the day off for each holiday that is lost to a weekend: the next day that is neither weekend nor holiday. */
function withSubstitutes(holidays: Named[], week: Week): Named[] {
  const taken = new Set(holidays.map(({ date }) => date));
  const substitutes: Named[] = [];
  for (const holiday of holidays) {
    if (holiday.madeUpAs === undefined || !isWeekend(week, holiday.date)) continue;
    const date = nextFree(holiday.date, taken, week);
    if (date === null || !isCovered(date, week.covers)) continue;
    taken.add(date);
    substitutes.push({ ...holiday, date, title: holiday.madeUpAs });
  }
  return [...holidays, ...substitutes].sort(byDay);
}

function nextFree(from: LocalDate, taken: ReadonlySet<LocalDate>, week: Week): LocalDate | null {
  for (let n = 1; n <= FURTHEST_SUBSTITUTE_DAYS; n += 1) {
    const date = addDays(from, n);
    if (!taken.has(date) && !isWeekend(week, date)) return date;
  }
  return null;
}

function holidaysOf(place: Place, covers: Calendar['covers'], report: Report): Named[] {
  const title = place.at('title')?.text ?? '';
  const about = {
    title,
    ...(place.at('expected')?.flag === true && { expected: true as const }),
    ...(place.at('if_weekend') && { madeUpAs: title }),
  };
  const yearly = place.at('every_year');
  const { dates, moves } = yearly ? datesByRule(yearly, covers, report) : { dates: datesWritten(place, report), moves: false };
  return dates.map((date) => ({ date, moves, ...about }));
}

/** The day before the month, where the other way round there is such a day. */
function dayAndMonth(text: string): string | undefined {
  const turned = text.split('-').reverse().join('-');
  return readYearlyRule(turned) ? turned : undefined;
}

/** The rule's day in each year covered; 29 February only in the years that have it. */
function datesByRule(place: Place, covers: Calendar['covers'], report: Report): { dates: LocalDate[]; moves: boolean } {
  const text = place.text ?? '';
  const rule = readYearlyRule(text);
  if (!rule) {
    if (/^\d{2}-\d{2}$/.test(text)) report.add('bad-date', place.range, `There is no day \`${text}\`.`, 'Write it as MM-DD: `05-25`.', dayAndMonth(text));
    return { dates: [], moves: false };
  }
  const years = Array.from({ length: covers.until - covers.from + 1 }, (_, index) => covers.from + index);
  return { dates: years.map((year) => rule.dayIn(year)).filter((date) => date !== null), moves: rule.moves };
}

/** The days of `date`, or of `from` and `to`, as a holiday or an announcement has them; none where they are wrong, which is reported. */
export function datesWritten(place: Place, report: Report): LocalDate[] {
  const from = readDate(place.at('date') ?? place.at('from'), report);
  const to = place.at('to');
  if (to && !place.at('from')) report.add('missing-key', to.head, '`from` is missing: `to` alone says no days.', 'Add `from:`.');
  const last = to ? readDate(to, report) : from;
  if (from === undefined || last === undefined) return [];
  const days = daysBetween(from, last);
  if (days < 0 || days >= LONGEST_HOLIDAY_DAYS) {
    report.add('bad-date', to?.range ?? place.range, days < 0 ? 'The last day lies before the first.' : `A holiday of ${days + 1} days is longer than any.`, 'Look at the two dates.');
    return [];
  }
  return Array.from({ length: days + 1 }, (_, index) => addDays(from, index));
}

/** A day as YYYY-MM-DD; one that there is not is reported, one of another form the shape has told already. */
export function readDate(place: Place | undefined, report: Report): LocalDate | undefined {
  const text = place?.text;
  if (!place || text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  if (isDate(text)) return text;
  report.add('bad-date', place.range, `There is no day \`${text}\`.`, 'Write it as YYYY-MM-DD: `2026-03-20`.');
  return undefined;
}

/** Days of the weekend that are worked, sorted; what is none of the weekend, or a holiday too, is reported. */
export function readWorked(list: Place | undefined, calendar: Pick<Calendar, 'covers' | 'weekend' | 'holidays'>, report: Report): LocalDate[] {
  const dates: LocalDate[] = [];
  const holidays = new Map(calendar.holidays.map((one) => [one.date, one]));
  for (const place of list?.items() ?? []) {
    const date = readDate(place, report);
    if (date === undefined) continue;
    const holiday = holidays.get(date);
    if (!isCovered(date, calendar.covers)) {
      report.add('holiday-outside', place.range, `${date} lies outside the years that the calendar covers.`, `Change \`covers\`, which is ${calendar.covers.from} to ${calendar.covers.until}, or take the day out.`);
    } else if (holiday) {
      report.add('holiday-twice', place.range, `${date} is a holiday, so it cannot be worked: ${holiday.title}.`, 'Keep one of the two.');
    } else if (!isWeekend({ weekend: calendar.weekend }, date)) {
      report.add('bad-date', place.range, `${date} is worked in any case: it is no day of the weekend.`, 'Take it out, or look at the date.');
    }
    dates.push(date);
  }
  return dates.sort();
}
