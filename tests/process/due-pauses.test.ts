// Pauses and extensions of a clock, and which days of them count.

import { resolveDue } from '../../process/due';
import { orderedPauses } from '../../process/pauses';
import { france, lebanon } from './calendars';
import { after, answers, before, context, dueOn, field, length, on } from './dues';

// The case begins on Sunday 8 March 2026.
const pause = (from: number, to: number) => ({ from: `2026-03-${String(from).padStart(2, '0')}`, to: `2026-03-${String(to).padStart(2, '0')}` });
const skipped = (due: Parameters<typeof resolveDue>[0], rest: Parameters<typeof context>[0]) => resolveDue(due, context(rest)).notCounted.map(({ date, why }) => `${date.slice(8)} ${why}`);

describe('a paused day', () => {
  it('does not count in working days: both ends are paused', () => {
    const pauses = [pause(9, 10)];
    expect(dueOn(after('3 working days'), { pauses })).toBe('2026-03-15 24:00');
    expect(skipped(after('3 working days'), { pauses })).toEqual(['09 pause', '10 pause', '13 weekend', '14 weekend']);
  });

  it('on the weekend takes nothing away from working days', () => {
    expect(dueOn(after('5 working days'), { pauses: [pause(13, 14)] })).toBe(dueOn(after('5 working days')));
    expect(skipped(after('5 working days'), { pauses: [pause(13, 14)] })).toEqual(['13 weekend', '14 weekend']);
  });

  it('does not count in days', () => {
    expect(dueOn(after('3 days'), { pauses: [pause(10, 12)] })).toBe('2026-03-14 24:00');
    expect(skipped(after('3 days'), { pauses: [pause(10, 12)] })).toEqual(['10 pause', '11 pause', '12 pause']);
  });

  it('before the count, on its first day or after its end changes nothing', () => {
    expect(dueOn(after('3 days'), { pauses: [pause(1, 8), pause(12, 20)] })).toBe('2026-03-11 24:00');
  });

  it('puts weeks, months and years off by a day, and the days it is put off by may be paused too', () => {
    expect(dueOn(after('1 week'), { pauses: [pause(14, 15)] })).toBe('2026-03-17 24:00');
    expect(dueOn(after('1 week'), { pauses: [pause(14, 15), pause(17, 18)] })).toBe('2026-03-19 24:00');
    expect(dueOn(after('1 month'), { pauses: [pause(10, 12)] })).toBe('2026-04-11 24:00');
    expect(dueOn(after('1 year'), { pauses: [pause(10, 12)] })).toBe('2027-03-11 24:00');
  });

  it('counts once when pauses overlap, in whatever order they were entered', () => {
    const pauses = [pause(12, 14), pause(9, 11), pause(10, 13), pause(10, 10)];
    expect(dueOn(after('1 day'), { pauses })).toBe('2026-03-15 24:00');
    expect(orderedPauses(pauses)).toHaveLength(1);
    expect(dueOn(after('1 day'), { pauses: [pause(9, 10), pause(10, 11)] })).toBe('2026-03-12 24:00');
  });

  it('stops hours from 00:00 to 24:00', () => {
    expect(dueOn(after('24 hours'), { pauses: [pause(9, 10)] })).toBe('2026-03-11 08:00');
    expect(dueOn(after('24 hours'), { pauses: [pause(8, 8)] })).toBe('2026-03-09 24:00');
    expect(skipped(after('24 hours'), { pauses: [pause(8, 8)] })).toEqual(['08 pause']);
    // Sixteen hours are over at midnight, just before the pause.
    expect(dueOn(after('16 hours'), { pauses: [pause(9, 10)] })).toBe('2026-03-08 24:00');
    expect(skipped(after('16 hours'), { pauses: [pause(9, 10)] })).toEqual([]);
  });

  it('is as long as the day is, where the clocks change', () => {
    const day = { startedAt: '2026-03-28T12:00:00.000Z', pauses: [pause(29, 29)] };
    expect(dueOn(after('24 hours'), { calendar: france(), ...day })).toBe('2026-03-30 13:00');
    expect(dueOn(after('24 hours'), { calendar: lebanon(), ...day })).toBe('2026-03-30 14:00');
  });

  it('does not move what hangs on a date', () => {
    const pauses = [pause(1, 31)];
    const known = { ...answers({ court_date: '2026-03-16' }), pauses };
    expect(dueOn(before('5 working days', field('court_date')), known)).toBe('2026-03-09 24:00');
    expect(dueOn(on(field('court_date'), { roll: 'next_working_day' }), known)).toBe('2026-03-16 24:00');
    expect(dueOn(before('5 working days', field('court_date')), { ...known, extensions: [length('2 days')] })).toBe('2026-03-11 24:00');
  });

  it('is rolled over too', () => {
    expect(dueOn(after('5 days', { roll: 'next_working_day' }), { pauses: [pause(15, 16)] })).toBe('2026-03-17 24:00');
  });

  it('is left out when it is no stretch of days', () => {
    expect(orderedPauses([{ from: '2026-03-10', to: '2026-03-09' }, { from: '2026-02-30', to: '2026-03-09' }, { from: '', to: 'soon' }])).toEqual([]);
  });
});

describe('an extension', () => {
  it('is counted from the day that the due ends, and so is the next', () => {
    expect(dueOn(after('1 day'), { extensions: [length('1 day')] })).toBe('2026-03-10 24:00');
    expect(dueOn(after('1 day'), { extensions: [length('2 working days'), length('1 week')] })).toBe('2026-03-18 24:00');
  });

  it('in days of an exact due ends with a day, and in hours of a day goes on from 24:00', () => {
    expect(dueOn(after('24 hours'), { extensions: [length('1 day')] })).toBe('2026-03-10 24:00');
    expect(dueOn(after('1 day'), { extensions: [length('12 hours')] })).toBe('2026-03-10 12:00');
  });

  it('says which days did not count, after those of the due itself', () => {
    expect(skipped(after('5 working days'), { extensions: [length('5 working days')] })).toEqual([
      '13 weekend', '14 weekend', '20 weekend', '21 weekend', '22 holiday', '23 holiday',
    ]);
    expect(resolveDue(after('5 working days'), context({ extensions: [length('5 working days')] })).provisional).toBe(true);
  });

  it('leaves a due provisional that was', () => {
    const overEid = { startedAt: '2026-03-18T05:00:00.000Z', extensions: [length('3 days')] };
    expect(resolveDue(after('2 working days', { roll: 'next_working_day' }), context(overEid))).toMatchObject({ dueAt: '2026-03-29T21:00:00.000Z', provisional: true });
  });

  it('comes before the due rolls', () => {
    expect(dueOn(after('4 days', { roll: 'next_working_day' }), { extensions: [length('1 day')] })).toBe('2026-03-15 24:00');
    expect(dueOn(after('5 days', { roll: 'next_working_day' }), { extensions: [length('1 day')] })).toBe('2026-03-15 24:00');
  });

  it('does not count days that are paused within it', () => {
    expect(dueOn(after('1 day'), { extensions: [length('3 days')], pauses: [pause(11, 12)] })).toBe('2026-03-14 24:00');
  });

  it('puts off what hangs on a date as well', () => {
    expect(dueOn(on(field('court_date')), { ...answers({ court_date: '2026-03-16' }), extensions: [length('1 week')] })).toBe('2026-03-23 24:00');
  });

  it('changes nothing while the due waits', () => {
    expect(dueOn(on(field('court_date')), { extensions: [length('1 week')] })).toBeNull();
  });
});
