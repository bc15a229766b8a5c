// Lengths, dates and calendars that no agency would write: every count ends, within the years 0000 to 9999, and says that it may move.

import * as fc from 'fast-check';
import type { Due } from '../../process/condition';
import { addDays, addMonths, dateOfDayNumber } from '../../process/dates';
import { dayEnd, dayOf, dayStart, localDate, workingDayFrom } from '../../process/days';
import type { DueContext } from '../../process/due';
import { resolveDue } from '../../process/due';
import { lateStepAt, reminderAt, repeatAt } from '../../process/length';
import type { LengthUnit } from '../../process/time';
import { toInstant } from '../../process/time';
import { france, jordan } from './calendars';
import { STARTED, after, answers, before, context, field, on, series } from './dues';

const FIRST = '0000-01-01T00:00:00.000Z';
const LAST = '9999-12-31T23:59:59.999Z';
const UNITS: LengthUnit[] = ['second', 'minute', 'hour', 'day', 'working_day', 'week', 'month', 'year'];

describe('sums of dates', () => {
  it('stay within the years that sort as texts', () => {
    expect([addDays('9999-12-31', 1), addDays('0000-01-01', -1)]).toEqual(['9999-12-31', '0000-01-01']);
    expect([addMonths('9999-01-31', 12), addMonths('0000-03-31', -12)]).toEqual(['9999-12-31', '0000-01-31']);
    expect([dateOfDayNumber(Infinity), dateOfDayNumber(-Infinity)]).toEqual(['9999-12-31', '0000-01-01']);
    expect([toInstant(Infinity), toInstant(-1e300)]).toEqual([LAST, FIRST]);
  });

  it('of days at the edge of the years have an end', () => {
    expect(dayEnd(jordan(), '9999-12-31')).toBe('9999-12-31T21:00:00.000Z');
    expect(localDate(jordan(), LAST)).toBe('9999-12-31');
    expect([dayStart(jordan(), '0000-01-01'), dayOf(jordan(), FIRST)]).toEqual([FIRST, '0000-01-01']);
  });
});

describe('a count', () => {
  const edges: Record<string, string> = { first: '0000', last: '9999-12-31', first_at: FIRST, last_at: LAST };

  it('of any unit, however often and from whatever date, ends within the years', () => {
    const sizes = (unit: LengthUnit) => fc.constantFrom(0, 1, 45, 1200, 36_525, ...(unit === 'working_day' ? [] : [3_155_760_000, Number.MAX_SAFE_INTEGER, Infinity]));
    const sized = fc.constantFrom(...UNITS).chain((unit) => sizes(unit).map((n) => ({ n, unit })));
    const fields = fc.constantFrom(...Object.keys(edges));
    fc.assert(
      fc.property(sized, fields, fc.constantFrom('length', 'before', 'on'), (of, id, form) => {
        const start = field(id);
        const due: Due = form === 'on' ? on(start) : form === 'before' ? { ...before('1 day', start), length: of } : { ...after('1 day', { after: start }), length: of };
        const { dueAt } = resolveDue(due, context(answers(edges)));
        expect(dueAt! >= FIRST && dueAt! <= LAST).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('of endless working days ends with the years', () => {
    const known = context({ calendar: france(), startedAt: '9990-01-01T00:00:00.000Z' });
    expect(resolveDue({ ...after('1 day'), length: { n: Infinity, unit: 'working_day' } }, known)).toMatchObject({ dueAt: '9999-12-31T23:00:00.000Z', provisional: true });
  });

  it('of working days ends where no day is worked, and is provisional', () => {
    const calendar = jordan({ weekend: [1, 2, 3, 4, 5, 6, 7] });
    for (const due of [after('3 working days'), before('3 working days', field('last')), after('1 day', { roll: 'next_working_day' })]) {
      const found = resolveDue(due, context({ calendar, ...answers({ last: '2026-03-16' }) }));
      expect(found.dueAt).not.toBeNull();
      expect(found.provisional || due.roll !== undefined).toBe(true);
    }
    expect(workingDayFrom(calendar, '2026-03-16')).toBe('2026-03-16');
    expect([reminderAt(calendar, STARTED, { n: 1, unit: 'working_day' }), lateStepAt(calendar, STARTED, { n: 1, unit: 'working_day' }), repeatAt(calendar, STARTED, { n: 1, unit: 'working_day' }, 1)]).toHaveLength(3);
  });

  it('ends under a pause of all time', () => {
    const pauses = [{ from: '0000-01-01', to: '9999-12-31' }];
    for (const text of ['1 hour', '1 day', '1 working day', '1 month']) {
      const found = resolveDue(after(text), context({ pauses }));
      expect(found.dueAt! > STARTED).toBe(true);
      expect(found.notCounted.length).toBeLessThanOrEqual(20 * 366 + 1);
    }
  });

  it('of contacts ends at whatever number', () => {
    for (const occurrence of [-1, 0, 0.5, NaN, Infinity]) {
      for (const due of [series('1 in 1 month'), series('3 in 1 hour', '1 in 2 working days'), series('0 in 1 year')]) {
        expect(resolveDue(due, context({ occurrence, startedAt: '2026-01-30T07:00:00.000Z' })).dueAt! > '2026-01-30').toBe(true);
      }
    }
    // No contact in a window is read as one.
    expect(resolveDue(series('0 in 1 year'), context({ occurrence: 2 })).dueAt).toBe(resolveDue(series('1 in 1 year'), context({ occurrence: 2 })).dueAt);
  });

  it('waits for an answer that is no date at all', () => {
    for (const value of ['', 'T', '2026-13-01', '2026-02-30T00:00:00Z ', '9'.repeat(10_000), 'Infinity', '2026-03-08Tnoon', true, 7, ['2026-03-08']]) {
      const known = { answer: () => value } as Partial<DueContext>;
      expect(resolveDue(on(field('odd')), context(known))).toMatchObject({ dueAt: null, waitsFor: { field: 'odd' } });
    }
  });
});
