// What an agency announces of the holidays that its calendar only expects: a day that comes as expected, or on other days.

import type { Calendar, Holiday } from '../../process/calendar';
import { addDays, daysBetween } from '../../process/dates';
import type { LocalDate } from '../../process/time';
import type { Report } from '../report';
import type { Place } from '../tree';
import { datesWritten, isCovered, readDate } from './holidays';

/** A moon-sighted day is announced at most this far from where it was expected; used to suggest which one is meant. */
const NEAR_DAYS = 15;

/**
 * The calendar with the days that an agency confirms: they are certain from then on. A holiday of several days is confirmed or
 * moved as a whole, whichever of its days is named.
 */
export function withConfirmations(calendar: Calendar, list: Place | undefined, report: Report): Calendar {
  let holidays = calendar.holidays;
  for (const place of list?.items() ?? []) holidays = confirm({ ...calendar, holidays }, place, report);
  return holidays === calendar.holidays ? calendar : { ...calendar, holidays };
}

function confirm(calendar: Calendar, place: Place, report: Report): Holiday[] {
  const named = place.at('expected');
  const date = readDate(named, report);
  if (!named || date === undefined) return calendar.holidays;
  const expected = daysOfHoliday(calendar.holidays, date);
  const first = expected[0];
  if (!first) {
    const near = nearestExpected(calendar.holidays, date);
    const fix = near === undefined ? 'Take the entry out, unless the calendar is to expect the holiday.' : `Did you mean \`${near}\`?`;
    report.add('holiday-not-expected', named.range, `The calendar \`${calendar.id}\` expects no holiday on ${date}.`, fix, near);
    return calendar.holidays;
  }
  const second = place.at('date') && place.at('from');
  if (second) report.add('keys-exclude', second.head, '`from` cannot stand beside `date`: a confirmed holiday has only one of them.', 'Keep one of the two.');
  const isMoved = place.at('date') !== undefined || place.at('from') !== undefined || place.at('to') !== undefined;
  const announced = isMoved ? datesWritten(place, report) : expected.map((one) => one.date);
  const outside = announced.find((one) => !isCovered(one, calendar.covers));
  if (outside !== undefined) {
    report.add('holiday-outside', (place.at('date') ?? place.at('from') ?? named).range, `${outside} lies outside the years that the calendar covers.`, `The calendar covers ${calendar.covers.from} to ${calendar.covers.until}.`);
    return calendar.holidays;
  }
  return announced.length === 0 ? calendar.holidays : replaced(calendar.holidays, expected, announced, first.title);
}

/** The run of expected days of one title in which a day lies; none where it is not expected. */
function daysOfHoliday(holidays: readonly Holiday[], date: LocalDate): Holiday[] {
  const on = (day: LocalDate): Holiday | undefined => holidays.find((one) => one.date === day && one.expected === true);
  const named = on(date);
  if (!named) return [];
  const run = [named];
  for (let one = on(addDays(date, -1)); one?.title === named.title; one = on(addDays(one.date, -1))) run.unshift(one);
  for (let one = on(addDays(date, 1)); one?.title === named.title; one = on(addDays(one.date, 1))) run.push(one);
  return run;
}

function nearestExpected(holidays: readonly Holiday[], date: LocalDate): LocalDate | undefined {
  const near = holidays.filter((one) => one.expected === true && Math.abs(daysBetween(date, one.date)) <= NEAR_DAYS);
  return near.sort((a, b) => Math.abs(daysBetween(date, a.date)) - Math.abs(daysBetween(date, b.date)))[0]?.date;
}

/** An announced day that is a holiday already stays one, and is certain. */
function replaced(holidays: readonly Holiday[], expected: readonly Holiday[], announced: readonly LocalDate[], title: string): Holiday[] {
  const byDate = new Map(holidays.filter((one) => !expected.includes(one)).map((one) => [one.date, one]));
  for (const date of announced) byDate.set(date, { date, title: byDate.get(date)?.title ?? title });
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}
