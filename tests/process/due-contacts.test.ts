// Counts of contacts: so many within a window, tapering series, and so many between two occurrences of a review.

import { resolveDue } from '../../process/due';
import { after, context, dueOn, series } from './dues';

const OPENED = { startedAt: '2026-04-29T07:00:00.000Z' };
const windows = (due: ReturnType<typeof series>, upTo: number, rest = {}) =>
  Array.from({ length: upTo }, (_, n) => dueOn(due, { ...OPENED, ...rest, occurrence: n + 1 })?.slice(0, 10));

describe('contacts within a window', () => {
  it('are all due at its end: ten in three months from 29 April by the end of 28 July', () => {
    expect(new Set(windows(series('10 in 3 months'), 10))).toEqual(new Set(['2026-07-28']));
    expect(dueOn(series('10 in 3 months'), { ...OPENED, occurrence: 10 })).toBe('2026-07-28 24:00');
  });

  it('come in windows laid end to end, for ever', () => {
    expect(windows(series('2 in 3 months'), 6)).toEqual(['2026-07-28', '2026-07-28', '2026-10-28', '2026-10-28', '2027-01-28', '2027-01-28']);
    expect(windows(series('1 in 1 week'), 3)).toEqual(['2026-05-05', '2026-05-12', '2026-05-19']);
    // From the 25th to the 30th of May nobody works.
    expect(windows(series('1 in 5 working days'), 4)).toEqual(['2026-05-05', '2026-05-12', '2026-05-19', '2026-06-01']);
  });

  it('of months keep to the ends of short ones', () => {
    const opened = { startedAt: '2026-01-30T07:00:00.000Z' };
    expect(windows(series('1 in 1 month'), 4, opened)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
  });

  it('of hours are exact', () => {
    expect(dueOn(series('1 in 8 hours'), { ...OPENED, occurrence: 4 })).toBe('2026-04-30 18:00');
  });

  it('taper: four in the first month, two in the next, then one a month', () => {
    expect(windows(series('4 in 1 month', '2 in 1 month', '1 in 1 month'), 9)).toEqual([
      '2026-05-28', '2026-05-28', '2026-05-28', '2026-05-28', '2026-06-28', '2026-06-28', '2026-07-28', '2026-08-28', '2026-09-28',
    ]);
  });

  it('say which pair decided, its window and where that began', () => {
    expect(resolveDue(series('1 in 1 week', '1 in 2 weeks'), context({ ...OPENED, occurrence: 3 }))).toMatchObject({
      rule: 'every.1', length: { n: 2, unit: 'week' }, from: '2026-05-19T21:00:00.000Z', dueAt: '2026-06-02T21:00:00.000Z',
    });
  });

  it('begin with the first when no number is given', () => {
    expect(dueOn(series('2 in 1 week'), OPENED)).toBe('2026-05-05 24:00');
  });

  it('have their windows put off by pauses, and their date by extensions', () => {
    const pauses = [{ from: '2026-05-01', to: '2026-05-03' }];
    expect(windows(series('1 in 1 week'), 2, { pauses })).toEqual(['2026-05-08', '2026-05-15']);
    expect(windows(series('1 in 1 month'), 3, { pauses })).toEqual(['2026-05-31', '2026-06-30', '2026-07-31']);
    const fromThe28th = { startedAt: '2026-04-28T07:00:00.000Z', pauses };
    expect(windows(series('1 in 1 month'), 4, fromThe28th)).toEqual(['2026-05-30', '2026-06-30', '2026-07-31', '2026-08-31']);
    expect(windows(series('1 in 1 week'), 2, { extensions: [{ n: 2, unit: 'day' }] })).toEqual(['2026-05-07', '2026-05-14']);
  });

  it('are none without a pair', () => {
    expect(resolveDue(series(), context())).toEqual({ dueAt: null, rule: 'every', notCounted: [], provisional: false });
  });
});

describe('contacts between two occurrences of a review', () => {
  const due = { form: 'between', rule: 'every', times: 1, review: 'follow_up' } as const;

  it('are due when the present stretch ends', () => {
    const asked: string[] = [];
    const betweenUntil = (review: string): string => (asked.push(review), '2026-05-10T21:00:00.000Z');
    expect(resolveDue(due, context({ betweenUntil }))).toEqual({
      dueAt: '2026-05-10T21:00:00.000Z', rule: 'every', leadsTo: '2026-05-10T21:00:00.000Z', notCounted: [], provisional: false,
    });
    expect(asked).toEqual(['follow_up']);
  });

  it('wait for the review while its date is not known', () => {
    expect(resolveDue(due, context())).toMatchObject({ dueAt: null, waitsFor: { review: 'follow_up' } });
    expect(resolveDue(due, context({ betweenUntil: () => undefined }))).toMatchObject({ dueAt: null, waitsFor: { review: 'follow_up' } });
  });

  it('are not moved by pauses of their own, but by extensions', () => {
    const betweenUntil = (): string => '2026-05-10T21:00:00.000Z';
    const pauses = [{ from: '2026-05-08', to: '2026-05-12' }];
    expect(dueOn(due, { betweenUntil, pauses })).toBe('2026-05-10 24:00');
    expect(dueOn(due, { betweenUntil, extensions: [after('1 week').length] })).toBe('2026-05-17 24:00');
  });
});
