// Counting compared, over three years in three countries, with a slow day-by-day count on Temporal that shares no code with it.

import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../process/calendar';
import { addLength, lateStepAt, reminderAt, repeatAt } from '../../process/length';
import type { Length, LengthUnit } from '../../process/time';
import { isExact, toInstant, toMs } from '../../process/time';
import { france, jordan, lebanon } from './calendars';

const CALENDARS = [jordan(), france(), lebanon()];
const DAY_UNITS: LengthUnit[] = ['day', 'working_day', 'week', 'month', 'year'];

const calendars = fc.constantFrom(...CALENDARS);
const instants = fc
  .oneof(
    fc.integer({ min: 0, max: 3 * 365 * 1440 }).map((minutes) => Date.UTC(2024, 0, 1) + minutes * 60_000),
    // About every change of the clocks, where mistakes live.
    fc.tuple(calendars, fc.nat(), fc.integer({ min: -180, max: 180 })).map(([calendar, index, minutes]) => {
      const changes = calendar.offsets.map(({ from }) => toMs(from)).filter((ms) => ms > Date.UTC(2024, 0, 1) && ms < Date.UTC(2026, 11, 1));
      return (changes[index % Math.max(changes.length, 1)] ?? Date.UTC(2025, 0, 1)) + minutes * 60_000;
    }),
  )
  .map(toInstant);
const most: Record<LengthUnit, number> = { second: 100_000, minute: 10_000, hour: 500, day: 60, working_day: 30, week: 10, month: 14, year: 1 };
const lengthOf = (units: LengthUnit[]): fc.Arbitrary<Length> =>
  fc.constantFrom(...units).chain((unit) => fc.integer({ min: 1, max: most[unit] }).map((n) => ({ n, unit })));
const dayLengths = lengthOf(DAY_UNITS);

const zoned = (calendar: Calendar, at: string): Temporal.ZonedDateTime => Temporal.Instant.from(at).toZonedDateTimeISO(calendar.timeZone);
const written = (at: Temporal.ZonedDateTime): string => toInstant(at.epochMilliseconds);

const isWorked = (calendar: Calendar, date: Temporal.PlainDate): boolean =>
  !calendar.weekend.includes(date.dayOfWeek) && !calendar.holidays.some((holiday) => holiday.date === date.toString());

/** So many working days on (or back), one calendar day at a time. */
function workingDaysOn(calendar: Calendar, from: Temporal.PlainDate, n: number): Temporal.PlainDate {
  let date = from;
  for (let counted = 0; counted < Math.abs(n); ) {
    date = date.add({ days: Math.sign(n) });
    if (isWorked(calendar, date)) counted += 1;
  }
  return date;
}

function daysOn(calendar: Calendar, from: Temporal.PlainDate, { n, unit }: Length): Temporal.PlainDate {
  if (unit === 'working_day') return workingDaysOn(calendar, from, n);
  return from.add({ [`${unit}s`]: n });
}

const back = ({ n, unit }: Length): Length => ({ n: -n, unit });
const endOf = (calendar: Calendar, date: Temporal.PlainDate): string => written(date.add({ days: 1 }).toZonedDateTime(calendar.timeZone));
const workOn = (calendar: Calendar, date: Temporal.PlainDate): string =>
  written(date.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: Temporal.PlainTime.from({ hour: calendar.workingHours.from / 60 }) }));

const RUNS = { numRuns: 200 };

describe('counting, compared with a day-by-day count on Temporal', () => {
  it('ends lengths of days on the same instant, and lists the days that did not count', () => {
    fc.assert(
      fc.property(calendars, instants, dayLengths, (calendar, from, length) => {
        const start = zoned(calendar, from).toPlainDate();
        const end = daysOn(calendar, start, length);
        const counted = addLength(calendar, from, length);
        expect(counted.at).toBe(endOf(calendar, end));
        const passed: string[] = [];
        for (let date = start.add({ days: 1 }); Temporal.PlainDate.compare(date, end) <= 0; date = date.add({ days: 1 })) {
          if (!isWorked(calendar, date)) passed.push(date.toString());
        }
        expect(counted.notCounted.map(({ date }) => date)).toEqual(length.unit === 'working_day' ? passed : []);
      }),
      RUNS,
    );
  });

  it('ends exact lengths after just as many seconds', () => {
    fc.assert(
      fc.property(calendars, instants, lengthOf(['second', 'minute', 'hour']), (calendar, from, length) => {
        const end = zoned(calendar, from).add({ [`${length.unit}s`]: length.n });
        expect(addLength(calendar, from, length)).toEqual({ at: written(end), notCounted: [], provisional: false });
      }),
      RUNS,
    );
  });

  it('puts reminders and late steps at the start of work on the same days', () => {
    fc.assert(
      fc.property(calendars, instants, dayLengths, dayLengths, (calendar, from, due, step) => {
        const dueOn = daysOn(calendar, zoned(calendar, from).toPlainDate(), due);
        const dueAt = addLength(calendar, from, due).at;
        expect(reminderAt(calendar, dueAt, step)).toBe(workOn(calendar, daysOn(calendar, dueOn, back(step))));
        expect(lateStepAt(calendar, dueAt, step)).toBe(workOn(calendar, daysOn(calendar, dueOn, step)));
      }),
      RUNS,
    );
  });

  it('repeats late steps on the same days', () => {
    fc.assert(
      fc.property(calendars, instants, dayLengths, dayLengths, fc.integer({ min: 1, max: 5 }), (calendar, from, after, repeat, k) => {
        const dueAt = addLength(calendar, from, { n: 1, unit: 'day' }).at;
        const firstOn = daysOn(calendar, zoned(calendar, from).toPlainDate().add({ days: 1 }), after);
        const again = daysOn(calendar, firstOn, { n: repeat.n * k, unit: repeat.unit });
        expect(repeatAt(calendar, lateStepAt(calendar, dueAt, after), repeat, k)).toBe(workOn(calendar, again));
      }),
      RUNS,
    );
  });
});

describe('counting, whatever is counted', () => {
  const anyLength = lengthOf(['second', 'minute', 'hour', ...DAY_UNITS]);

  it('never ends before it began, and never sooner for a later start or a longer length', () => {
    fc.assert(
      fc.property(calendars, instants, instants, anyLength, (calendar, one, other, length) => {
        const [early, late] = one <= other ? [one, other] : [other, one];
        // In the hour that comes twice at a midnight the date goes back once: there a later start can belong to an earlier day.
        if (!isExact(length) && zoned(calendar, early).toPlainDate().toString() > zoned(calendar, late).toPlainDate().toString()) return;
        expect(addLength(calendar, early, length).at > early).toBe(true);
        expect(addLength(calendar, early, length).at <= addLength(calendar, late, length).at).toBe(true);
        expect(addLength(calendar, early, length).at < addLength(calendar, early, { ...length, n: length.n + 1 }).at).toBe(true);
      }),
      RUNS,
    );
  });

  it('brings repeats in order, each after the one before', () => {
    fc.assert(
      fc.property(calendars, instants, anyLength, anyLength, (calendar, dueAt, after, repeat) => {
        const first = lateStepAt(calendar, dueAt, after);
        const times = [0, 1, 2, 3].map((k) => repeatAt(calendar, first, repeat, k));
        expect(times).toEqual([...new Set(times)].sort());
        expect(times[0]).toBe(first);
      }),
      RUNS,
    );
  });

  it('gives the same for the same, and leaves the calendar as it was', () => {
    fc.assert(
      fc.property(instants, anyLength, (from, length) => {
        const calendar = jordan();
        const before = JSON.stringify(calendar);
        const first = addLength(calendar, from, length);
        expect(addLength(JSON.parse(before) as Calendar, from, length)).toEqual(first);
        expect(JSON.stringify(calendar)).toBe(before);
      }),
      { numRuns: 50 },
    );
  });
});
