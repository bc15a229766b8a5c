// What is said of lengths without a calendar holds for every one of them: compared with counting in Jordan's, from any instant.

import * as fc from 'fast-check';
import { comesBefore, isAlwaysLonger, isNeverShorter, lengthsOf } from '../../../language/meaning/spans';
import { addLength, lateStepAt, parseLength, reminderAt } from '../../../process/length';
import type { Due } from '../../../process/process';
import type { Length, LengthUnit } from '../../../process/time';
import { toInstant, toMs } from '../../../process/time';
import { compileShipped } from '../../definitions';

const { calendar } = compileShipped().rules;
const length = (text: string): Length => parseLength(text) as Length;

const UNITS: LengthUnit[] = ['minute', 'hour', 'day', 'working_day', 'week', 'month', 'year'];
const anyLength = fc.record({ n: fc.integer({ min: 1, max: 60 }), unit: fc.constantFrom(...UNITS) });
const anyInstant = fc.integer({ min: toMs('2025-01-01T00:00:00.000Z'), max: toMs('2028-06-30T00:00:00.000Z') }).map((ms) => toInstant(ms - (ms % 1000)));

describe('a length that is always longer than another', () => {
  it('ends later from wherever both begin', () => {
    fc.assert(fc.property(anyLength, anyLength, anyInstant, (a, b, from) => {
      fc.pre(isAlwaysLonger(a, b));
      expect(addLength(calendar, from, a).at > addLength(calendar, from, b).at).toBe(true);
    }), { numRuns: 500 });
  });

  it.each([
    ['8 days', '1 week', true], ['1 week', '7 days', false], ['25 hours', '1 day', false], ['2 days', '24 hours', true], ['1 month', '4 weeks', false],
    ['2 months', '30 days', true], ['7 days', '5 working days', false], ['1 year', '12 months', false], ['3 weeks', '3 working days', true],
  ])('%s against %s: %s', (a, b, expected) => expect(isAlwaysLonger(length(a), length(b))).toBe(expected));
});

describe('a reminder as long as its clock', () => {
  it('falls before the clock begins, or as it begins', () => {
    fc.assert(fc.property(anyLength, anyLength, anyInstant, (before, clock, from) => {
      fc.pre(isNeverShorter(before, clock) && before.unit !== clock.unit);
      const at = reminderAt(calendar, addLength(calendar, from, clock).at, before);
      // Counted in days it falls at the start of work, which on the first day may still come for who began at night.
      expect(toMs(at) - toMs(from)).toBeLessThanOrEqual(8 * 3_600_000);
    }), { numRuns: 500 });
  });

  it('need not, where a day has more hours than its number says', () => {
    expect(isNeverShorter(length('24 hours'), length('1 day'))).toBe(false);
    expect(isNeverShorter(length('3 weeks'), length('3 working days'))).toBe(true);
    expect(isNeverShorter(length('7 days'), length('1 week'))).toBe(true);
  });
});

describe('a late step that comes before another', () => {
  it('does so in every calendar', () => {
    fc.assert(fc.property(anyLength, anyLength, anyInstant, (a, b, dueAt) => {
      fc.pre(comesBefore(a, b));
      expect(lateStepAt(calendar, dueAt, a) <= lateStepAt(calendar, dueAt, b)).toBe(true);
    }), { numRuns: 500 });
  });

  it('is the one at once before all others, and none before that', () => {
    expect([comesBefore('at_once', length('1 hour')), comesBefore(length('1 hour'), 'at_once'), comesBefore('at_once', 'at_once')]).toEqual([true, false, false]);
  });
});

describe('the lengths of a due', () => {
  const plain = (text: string): Due => ({ form: 'length', rule: 'd', length: length(text) });

  it('are all it can come to, without the lines that say none', () => {
    const due: Due = { form: 'depends_on', rule: 'd', field: 'risk', cases: { high: plain('1 day'), low: { form: 'none' } }, otherwise: plain('1 week') };
    expect(lengthsOf(due)).toEqual([length('1 day'), length('1 week')]);
    expect(lengthsOf({ form: 'none' })).toEqual([]);
  });

  it('are not told where one of them hangs on something else', () => {
    expect(lengthsOf({ form: 'earliest', rule: 'd', of: [plain('1 day'), { form: 'on', rule: 'd', of: { kind: 'field', field: 'court_date' } }] })).toBeUndefined();
    expect(lengthsOf({ form: 'length', rule: 'd', length: length('1 day'), roll: 'next_working_day' })).toBeUndefined();
  });
});
