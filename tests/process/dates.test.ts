// Calendar days without a time zone: arithmetic, months' ends, leap days, ages, and dates known in part.

import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays, addMonths, ageInYears, dateOfDayNumber, dayNumber, daysBetween, earliestDay, isLocalDate, weekdayOf,
} from '../../process/dates';

const anyDay = fc.integer({ min: -250_000, max: 250_000 }).map((n) => Temporal.PlainDate.from('2000-01-01').add({ days: n }).toString());

describe('calendar days', () => {
  it('agree with Temporal on every sum over five hundred years', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), fc.integer({ min: -1200, max: 1200 }), (date, days, months) => {
        const plain = Temporal.PlainDate.from(date);
        expect(addDays(date, days)).toBe(plain.add({ days }).toString());
        expect(addMonths(date, months)).toBe(plain.add({ months }).toString());
        expect(weekdayOf(date)).toBe(plain.dayOfWeek);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(dateOfDayNumber(dayNumber(date))).toBe(date);
      }),
    );
  });

  it.each([
    ['2026-03-26', 3, '2026-06-26'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });
});

describe('an age', () => {
  it.each([
    ['2008-05-10', '2026-05-09', 17],
    ['2008-05-10', '2026-05-10', 18],
    ['2026-05-10', '2026-05-10', 0],
    ['2026-05-10', '2026-05-09', -1],
    // Born on a leap day: a year older on 1 March, and on the day itself where there is one.
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
  ])('of someone born %s is on %s %i years', (birth, today, years) => {
    expect(ageInYears(birth, today)).toBe(years);
  });
});

describe('a date known in part', () => {
  it.each([
    ['2014', '2014-01-01'],
    ['2014-03', '2014-03-01'],
    ['2014-03-26', '2014-03-26'],
    ['2024-02-29', '2024-02-29'],
    ['2023-02-29', null],
    ['2014-13', null],
    ['2014-00', null],
    ['2014-04-31', null],
    ['2014-04-00', null],
    ['14', null],
    ['2014-3', null],
    ['', null],
    ['2014-03-26T00:00:00Z', null],
  ])('%p is reckoned from %p', (text, day) => {
    expect(earliestDay(text)).toBe(day);
  });

  it('is no whole date', () => {
    expect(['2014', '2014-03', '2014-02-30', 'soon', '2014-03-26'].filter(isLocalDate)).toEqual(['2014-03-26']);
  });
});
