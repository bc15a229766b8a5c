// Counting lengths of time, case by case as the process language decides them.

import { addLength, addLengthToDue, formatLength, lateStepAt, parseLength, reminderAt, repeatAt, windowEnd } from '../../process/length';
import { dayEnd } from '../../process/days';
import type { Length, LengthUnit } from '../../process/time';
import { france, jordan, lebanon } from './calendars';

const length = (text: string): Length => {
  const found = parseLength(text);
  if (!found) throw new Error(`no length: ${text}`);
  return found;
};

describe('a length in Jordan', () => {
  // 2026-03-08 is a Sunday, the first day of the working week.
  it.each([
    // Day 1 is the next day whatever the hour, and a count of days ends at 24:00, which is 21:00 UTC.
    ['in the morning', '2026-03-08T05:00:00.000Z', '1 day', '2026-03-09T21:00:00.000Z'],
    ['a minute before midnight', '2026-03-08T20:59:00.000Z', '1 day', '2026-03-09T21:00:00.000Z'],
    ['at midnight, when the next day has begun', '2026-03-08T21:00:00.000Z', '1 day', '2026-03-10T21:00:00.000Z'],
    ['24 hours are exact', '2026-03-08T05:00:00.000Z', '24 hours', '2026-03-09T05:00:00.000Z'],
    ['minutes and seconds are exact', '2026-03-08T05:00:00.000Z', '90 seconds', '2026-03-08T05:01:30.000Z'],
    ['working days within a week', '2026-03-08T05:00:00.000Z', '3 working days', '2026-03-11T21:00:00.000Z'],
    ['working days over Friday and Saturday', '2026-03-11T05:00:00.000Z', '3 working days', '2026-03-16T21:00:00.000Z'],
    ['begun on a Friday', '2026-03-13T05:00:00.000Z', '1 working day', '2026-03-15T21:00:00.000Z'],
    ['working days over the Eid', '2026-03-18T05:00:00.000Z', '2 working days', '2026-03-24T21:00:00.000Z'],
    ['ten working days over Independence Day and the Eid', '2026-05-20T05:00:00.000Z', '10 working days', '2026-06-09T21:00:00.000Z'],
    ['calendar days over the weekend do not roll', '2026-03-11T05:00:00.000Z', '3 days', '2026-03-14T21:00:00.000Z'],
    ['weeks', '2026-03-08T05:00:00.000Z', '2 weeks', '2026-03-22T21:00:00.000Z'],
    ['three months after 26 March are 26 June', '2026-03-26T07:00:00.000Z', '3 months', '2026-06-26T21:00:00.000Z'],
    ['a month is clamped to its end', '2026-01-31T07:00:00.000Z', '1 month', '2026-02-28T21:00:00.000Z'],
    ['a year after a leap day', '2024-02-29T07:00:00.000Z', '1 year', '2025-02-28T21:00:00.000Z'],
    ['a day before a leap day', '2024-02-28T07:00:00.000Z', '1 day', '2024-02-29T21:00:00.000Z'],
    ['six months', '2026-08-31T07:00:00.000Z', '6 months', '2027-02-28T21:00:00.000Z'],
  ])('%s: from %s %s end at %s', (_, from, text, at) => {
    expect(addLength(jordan(), from, length(text)).at).toBe(at);
  });

  it('says which days did not count and why', () => {
    expect(addLength(jordan(), '2026-03-18T05:00:00.000Z', length('2 working days')).notCounted).toEqual([
      { date: '2026-03-20', why: 'weekend' },
      { date: '2026-03-21', why: 'weekend' },
      { date: '2026-03-22', why: 'holiday', title: 'Eid al-Fitr', expected: true },
      { date: '2026-03-23', why: 'holiday', title: 'Eid al-Fitr', expected: true },
    ]);
    expect(addLength(jordan(), '2026-03-18T05:00:00.000Z', length('2 weeks')).notCounted).toEqual([]);
  });

  it.each([
    ['over an expected holiday', '2026-03-18T05:00:00.000Z', '2 working days', true],
    ['over an expected holiday on the weekend', '2026-03-18T05:00:00.000Z', '1 day', false],
    ['over a settled holiday', '2026-05-20T05:00:00.000Z', '5 working days', false],
    ['ending before the expected holiday', '2026-03-15T05:00:00.000Z', '3 working days', false],
    ['past the last year that is known', '2027-12-29T05:00:00.000Z', '3 working days', true],
    ['in days past the last year', '2027-12-29T05:00:00.000Z', '5 days', true],
    ['on the last day of the last year', '2027-12-29T05:00:00.000Z', '2 days', false],
    ['in hours past the last year', '2027-12-31T20:00:00.000Z', '24 hours', false],
    ['before the first year that is known', '2023-12-27T05:00:00.000Z', '10 working days', true],
  ])('is provisional %s', (_, from, text, provisional) => {
    expect(addLength(jordan(), from, length(text)).provisional).toBe(provisional);
  });

  it('is provisional over a holiday that is expected on a Friday, since it may be sighted a day away', () => {
    const calendar = jordan({ holidays: [{ date: '2026-03-20', title: 'Eid al-Fitr', expected: true }] });
    expect(addLength(calendar, '2026-03-18T05:00:00.000Z', length('2 working days'))).toMatchObject({ at: '2026-03-22T21:00:00.000Z', provisional: true });
  });

  it('does not hang on a calendar without a working day', () => {
    const calendar = jordan({ weekend: [1, 2, 3, 4, 5, 6, 7] });
    expect(addLength(calendar, '2026-03-18T05:00:00.000Z', length('1 working day')).provisional).toBe(true);
  });
});

describe('a length through a change of the clocks', () => {
  it.each([
    ['one day in spring ends at local midnight', france(), '2026-03-28T12:00:00.000Z', '1 day', '2026-03-29T22:00:00.000Z'],
    ['24 hours in spring end an hour later on the wall', france(), '2026-03-28T12:00:00.000Z', '24 hours', '2026-03-29T12:00:00.000Z'],
    ['one day in autumn ends at local midnight', france(), '2026-10-24T12:00:00.000Z', '1 day', '2026-10-25T23:00:00.000Z'],
    ['a day that ends with a midnight that does not exist', lebanon(), '2026-03-27T12:00:00.000Z', '1 day', '2026-03-28T22:00:00.000Z'],
    ['a day that ends after its last hour came twice', lebanon(), '2026-10-23T12:00:00.000Z', '1 day', '2026-10-24T22:00:00.000Z'],
    ['begun in the first of two last hours', lebanon(), '2026-10-24T20:30:00.000Z', '1 day', '2026-10-25T22:00:00.000Z'],
    ['begun in the second of two last hours', lebanon(), '2026-10-24T21:30:00.000Z', '1 day', '2026-10-25T22:00:00.000Z'],
    ['working days over the change', france(), '2026-03-27T12:00:00.000Z', '2 working days', '2026-03-31T22:00:00.000Z'],
  ])('%s', (_, calendar, from, text, at) => {
    expect(addLength(calendar, from, length(text)).at).toBe(at);
  });
});

describe('a length counted from a due instant', () => {
  const mondayEnd = dayEnd(jordan(), '2026-03-09');

  it('goes on from the day that ended, so that a schedule does not creep', () => {
    expect(addLengthToDue(jordan(), mondayEnd, length('1 week')).at).toBe(dayEnd(jordan(), '2026-03-16'));
    expect(addLength(jordan(), mondayEnd, length('1 week')).at).toBe(dayEnd(jordan(), '2026-03-17'));
  });

  it('is exact where the length is', () => {
    expect(addLengthToDue(jordan(), mondayEnd, length('2 hours')).at).toBe('2026-03-09T23:00:00.000Z');
  });
});

describe('a window', () => {
  it.each([
    ['2026-04-29T07:00:00.000Z', '3 months', '2026-07-28'],
    ['2026-04-29T07:00:00.000Z', '1 week', '2026-05-05'],
    ['2026-04-29T07:00:00.000Z', '1 day', '2026-04-29'],
    ['2026-04-29T07:00:00.000Z', '1 year', '2027-04-28'],
    ['2026-01-31T07:00:00.000Z', '1 month', '2026-02-28'],
    ['2026-03-11T07:00:00.000Z', '3 working days', '2026-03-15'],
  ])('from %s of %s has its first day in it and ends with %s', (from, text, last) => {
    expect(windowEnd(jordan(), from, length(text)).at).toBe(dayEnd(jordan(), last));
  });

  it('of hours is exact', () => {
    expect(windowEnd(jordan(), '2026-04-29T07:00:00.000Z', length('24 hours')).at).toBe('2026-04-30T07:00:00.000Z');
  });
});

describe('a reminder', () => {
  // Due with Monday 16 March; Friday 13 and Saturday 14 are not worked; work begins at 8, which is 05:00 UTC.
  const dueAt = dayEnd(jordan(), '2026-03-16');

  it.each([
    ['1 day', '2026-03-15T05:00:00.000Z'],
    ['3 days', '2026-03-13T05:00:00.000Z'],
    ['1 working day', '2026-03-15T05:00:00.000Z'],
    ['2 working days', '2026-03-12T05:00:00.000Z'],
    ['1 week', '2026-03-09T05:00:00.000Z'],
    ['1 month', '2026-02-16T05:00:00.000Z'],
    ['24 hours', '2026-03-15T21:00:00.000Z'],
    ['30 minutes', '2026-03-16T20:30:00.000Z'],
  ])('%s before the end of Monday comes at %s', (text, at) => {
    expect(reminderAt(jordan(), dueAt, length(text))).toBe(at);
  });

  it('counts from the day of an exact due instant', () => {
    expect(reminderAt(jordan(), '2026-03-16T11:00:00.000Z', length('1 day'))).toBe('2026-03-15T05:00:00.000Z');
  });

  it('counts working days back from a due day that is not worked', () => {
    expect(reminderAt(jordan(), dayEnd(jordan(), '2026-03-14'), length('1 working day'))).toBe('2026-03-12T05:00:00.000Z');
  });

  it('passes over the Eid backwards', () => {
    expect(reminderAt(jordan(), dayEnd(jordan(), '2026-03-24'), length('1 working day'))).toBe('2026-03-19T05:00:00.000Z');
  });

  it('a month before 31 March comes on the last day of February', () => {
    expect(reminderAt(jordan(), dayEnd(jordan(), '2026-03-31'), length('1 month'))).toBe('2026-02-28T05:00:00.000Z');
  });
});

describe('a late step', () => {
  const mondayEnd = dayEnd(jordan(), '2026-03-09');

  it.each<[string | 'at_once', string]>([
    ['at_once', '2026-03-09T21:00:00.000Z'],
    ['1 working day', '2026-03-10T05:00:00.000Z'],
    ['2 working days', '2026-03-11T05:00:00.000Z'],
    ['4 working days', '2026-03-15T05:00:00.000Z'],
    ['1 day', '2026-03-10T05:00:00.000Z'],
    // Counted in calendar days it falls on a Friday, and stays there.
    ['4 days', '2026-03-13T05:00:00.000Z'],
    ['1 week', '2026-03-16T05:00:00.000Z'],
    ['1 hour', '2026-03-09T22:00:00.000Z'],
  ])('%s after a clock that ended with Monday comes at %s', (after, at) => {
    expect(lateStepAt(jordan(), mondayEnd, after === 'at_once' ? after : length(after))).toBe(at);
  });

  it('counts from the day of an exact due instant', () => {
    expect(lateStepAt(jordan(), '2026-03-09T11:00:00.000Z', length('1 working day'))).toBe('2026-03-10T05:00:00.000Z');
  });

  it('comes at the start of working hours after the clocks have changed too', () => {
    expect(lateStepAt(france(), dayEnd(france(), '2026-03-28'), length('1 day'))).toBe('2026-03-29T07:00:00.000Z');
    expect(lateStepAt(france(), dayEnd(france(), '2026-10-24'), length('1 day'))).toBe('2026-10-25T08:00:00.000Z');
  });
});

describe('a late step that repeats', () => {
  it('comes every so many working days after its first time', () => {
    const first = lateStepAt(jordan(), dayEnd(jordan(), '2026-03-09'), length('1 working day'));
    const times = [0, 1, 2, 3].map((k) => repeatAt(jordan(), first, length('2 working days'), k));
    expect(times).toEqual(['2026-03-10T05:00:00.000Z', '2026-03-12T05:00:00.000Z', '2026-03-16T05:00:00.000Z', '2026-03-18T05:00:00.000Z']);
  });

  it('counts from the day that ended when it came at once', () => {
    const first = lateStepAt(jordan(), dayEnd(jordan(), '2026-03-09'), 'at_once');
    expect(repeatAt(jordan(), first, length('1 day'), 1)).toBe('2026-03-10T05:00:00.000Z');
  });

  it('comes a day later, not at once again, where work begins at midnight', () => {
    const calendar = jordan({ workingHours: { from: 0, until: 1440 } });
    const first = lateStepAt(calendar, dayEnd(calendar, '2026-03-09'), length('1 day'));
    expect(repeatAt(calendar, first, length('1 day'), 1)).toBe('2026-03-10T21:00:00.000Z');
  });

  it('keeps the day of the month over a short month', () => {
    const times = [1, 2, 3].map((k) => repeatAt(jordan(), '2026-01-31T05:00:00.000Z', length('1 month'), k));
    expect(times).toEqual(['2026-02-28T05:00:00.000Z', '2026-03-31T05:00:00.000Z', '2026-04-30T05:00:00.000Z']);
  });

  it('is exact in hours', () => {
    expect(repeatAt(jordan(), '2026-01-31T05:00:00.000Z', length('2 hours'), 3)).toBe('2026-01-31T11:00:00.000Z');
  });
});

describe('a length in words', () => {
  it.each<[string, Length]>([
    ['3 working days', { n: 3, unit: 'working_day' }],
    ['1 working day', { n: 1, unit: 'working_day' }],
    ['24 hours', { n: 24, unit: 'hour' }],
    ['2 weeks', { n: 2, unit: 'week' }],
    ['6 months', { n: 6, unit: 'month' }],
    ['1 year', { n: 1, unit: 'year' }],
    ['30 minutes', { n: 30, unit: 'minute' }],
    ['10 seconds', { n: 10, unit: 'second' }],
    ['1 day', { n: 1, unit: 'day' }],
  ])('%p is read and written the same', (text, read) => {
    expect(parseLength(text)).toEqual(read);
    expect(formatLength(read)).toBe(text);
  });

  it.each([['1 hours'], ['24 hour'], ['  24   hours '], ['3 working  day']])('%p is understood all the same', (text) => {
    expect(parseLength(text)).not.toBeNull();
  });

  it.each([
    [''], ['3'], ['days'], ['0 days'], ['-1 day'], ['1.5 hours'], ['3 work days'], ['P3D'], ['3 workingdays'], ['3 dayss'], ['1 s'], ['3 days later'],
    ['101 years'], ['99999999999 seconds'], ['three days'], ['3 Days'], ['constructor'], ['3 constructor'],
  ])('%p is no length', (text) => {
    expect(parseLength(text)).toBeNull();
  });

  it('of every unit, at its most, still ends in a year that a date can hold', () => {
    const units: [LengthUnit, number][] = [['second', 3_155_760_000], ['working_day', 36_525], ['day', 36_525], ['month', 1200], ['year', 100]];
    for (const [unit, n] of units) {
      expect(parseLength(formatLength({ n, unit }))).toEqual({ n, unit });
      expect(addLength(jordan(), '2026-03-09T05:00:00.000Z', { n, unit }).at).toMatch(/^2[01]\d\d-/);
    }
  });
});
