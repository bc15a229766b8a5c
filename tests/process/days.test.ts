// Where the days of a calendar begin and end, through every change of the clocks, and which of them are worked.

import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../process/calendar';
import { addDays, dayEnd, dayOf, dayStart, holidayOn, isWorkingDay, localDate, localTime, notCounted, workingDayFrom, workStart } from '../../process/days';
import { toInstant, toMs } from '../../process/time';
import { france, jordan, lebanon } from './calendars';

describe('a day', () => {
  it.each([
    ['an ordinary one in Jordan', jordan(), '2026-03-26', '2026-03-25T21:00:00.000Z', '2026-03-26T21:00:00.000Z'],
    ['of 23 hours in France', france(), '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['of 25 hours in France', france(), '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['that has no midnight in Lebanon', lebanon(), '2026-03-29', '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z'],
    ['whose last hour comes twice in Lebanon', lebanon(), '2026-10-24', '2026-10-23T21:00:00.000Z', '2026-10-24T22:00:00.000Z'],
    ['that had no midnight in Jordan', jordan(), '2021-03-26', '2021-03-25T22:00:00.000Z', '2021-03-26T21:00:00.000Z'],
    ['after the last change in Jordan', jordan(), '2022-10-28', '2022-10-27T21:00:00.000Z', '2022-10-28T21:00:00.000Z'],
  ])('%s begins and ends', (_, calendar, date, start, end) => {
    expect(dayStart(calendar, date)).toBe(start);
    expect(dayEnd(calendar, date)).toBe(end);
    expect(localDate(calendar, start)).toBe(date);
    expect(dayOf(calendar, end)).toBe(date);
    expect(localDate(calendar, end)).toBe(addDays(date, 1));
  });

  it('before the first known offset uses the first', () => {
    expect(dayStart(jordan(), '2001-07-01')).toBe('2001-06-30T22:00:00.000Z');
  });

  it('that a country leaves out altogether has no length', () => {
    const samoa = jordan({ offsets: [{ from: '2011-01-01T00:00:00.000Z', minutes: -600 }, { from: '2011-12-30T10:00:00.000Z', minutes: 840 }] });
    expect(dayStart(samoa, '2011-12-30')).toBe('2011-12-30T10:00:00.000Z');
    expect(dayEnd(samoa, '2011-12-30')).toBe('2011-12-30T10:00:00.000Z');
    expect(dayEnd(samoa, '2011-12-31')).toBe('2011-12-31T10:00:00.000Z');
  });

  it('ends where the next begins, and every instant is in just one', () => {
    fc.assert(
      fc.property(fc.constantFrom(jordan(), france(), lebanon()), fc.integer({ min: 19_700, max: 21_500 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (calendar, n, part) => {
        const date = addDays('1970-01-01', n);
        expect(dayEnd(calendar, date)).toBe(dayStart(calendar, addDays(date, 1)));
        const [start, end] = [toMs(dayStart(calendar, date)), toMs(dayEnd(calendar, date))];
        const inside = toInstant(start + Math.floor((end - start) * part));
        expect(localDate(calendar, inside)).toBe(date);
      }),
    );
  });
});

describe('the wall clock of a calendar', () => {
  const zones: [string, (changes?: Partial<Calendar>) => Calendar][] = [['Asia/Amman', jordan], ['Europe/Paris', france], ['Asia/Beirut', lebanon]];

  it.each(zones)('shows what Temporal shows in %s from 2024 to 2026', (zone, calendar) => {
    const from = Date.UTC(2024, 0, 1);
    const changes = calendar().offsets.flatMap((offset) => [-1, 0, 1, 3_600_000].map((ms) => toMs(offset.from) + ms)).filter((ms) => ms >= from);
    const instants = fc.oneof(fc.integer({ min: 0, max: 3 * 365 * 86_400 }).map((s) => from + s * 1000), fc.constantFrom(from, ...changes));
    fc.assert(
      fc.property(instants, (ms) => {
        const shown = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        expect(localDate(calendar(), toInstant(ms))).toBe(shown.toPlainDate().toString());
        expect(localTime(calendar(), toInstant(ms))).toBe(shown.toPlainTime().toString().slice(0, 5));
        expect(dayStart(calendar(), shown.toPlainDate().toString())).toBe(toInstant(shown.startOfDay().epochMilliseconds));
      }),
      { numRuns: 300 },
    );
  });

  it.each(zones)('begins work when Temporal does in %s, at whatever minute that is', (zone, calendar) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1095 }), fc.integer({ min: 0, max: 1439 }), (n, minutes) => {
        const plain = Temporal.PlainDate.from('2024-01-01').add({ days: n });
        const begins = plain.toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
        const ours = workStart(calendar({ workingHours: { from: minutes, until: 1440 } }), plain.toString());
        const gap = begins.toZonedDateTime(zone).toPlainTime().equals(begins.toPlainTime()) ? null : dayStartAfterGap(begins, zone);
        expect(ours).toBe(toInstant((gap ?? begins.toZonedDateTime(zone)).epochMilliseconds));
      }),
      { numRuns: 300 },
    );
  });

  it('begins work at the end of the gap when the clocks skip its hour', () => {
    expect(workStart(france({ workingHours: { from: 150, until: 600 } }), '2026-03-29')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('begins work the first time when its hour comes twice', () => {
    expect(workStart(france({ workingHours: { from: 150, until: 600 } }), '2026-10-25')).toBe('2026-10-25T00:30:00.000Z');
  });
});

/** The change of the clocks that skips a wall time. */
function dayStartAfterGap(skipped: Temporal.PlainDateTime, zone: string): Temporal.ZonedDateTime {
  const before = skipped.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return before.getTimeZoneTransition('next') as Temporal.ZonedDateTime;
}

describe('a day that is not worked', () => {
  const calendar = jordan();

  it.each([
    ['2026-03-13', { why: 'weekend' }],
    ['2026-03-14', { why: 'weekend' }],
    ['2026-03-15', null],
    ['2026-03-22', { why: 'holiday', title: 'Eid al-Fitr', expected: true }],
    ['2026-03-24', null],
    ['2026-05-25', { why: 'holiday', title: 'Independence Day' }],
    // A holiday on the weekend takes nothing away.
    ['2026-05-01', { why: 'weekend' }],
  ])('says why: %s', (date, why) => {
    expect(notCounted(calendar, date)).toEqual(why);
    expect(isWorkingDay(calendar, date)).toBe(why === null);
  });

  it('is found as a holiday also on the weekend, first and last of the list too', () => {
    expect(['2025-12-25', '2026-05-01', '2026-12-25'].map((date) => holidayOn(calendar, date)?.title)).toEqual(['Christmas Day', 'Labour Day', 'Christmas Day']);
    expect(holidayOn(calendar, '2025-12-24')).toBeNull();
    expect(holidayOn(jordan({ holidays: [] }), '2025-12-25')).toBeNull();
  });

  it('gives way to the next that is', () => {
    expect(workingDayFrom(calendar, '2026-05-25')).toBe('2026-05-31');
    expect(workingDayFrom(calendar, '2026-05-31')).toBe('2026-05-31');
    expect(workingDayFrom(jordan({ weekend: [1, 2, 3, 4, 5, 6, 7] }), '2026-05-31')).toBe('2026-05-31');
  });
});
