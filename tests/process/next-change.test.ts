// When time alone changes a condition: the exact instants, and that nothing changes before them.

import * as fc from 'fast-check';
import type { Condition, Due, Value } from '../../process/condition';
import { localDate } from '../../process/days';
import type { Environment } from '../../process/environment';
import { evaluate } from '../../process/evaluate';
import { verdictOf } from '../../process/explain-condition';
import { parseLength } from '../../process/length';
import { nextChange } from '../../process/next-change';
import type { Instant, Length } from '../../process/time';
import { toInstant, toMs } from '../../process/time';
import { jordan } from './calendars';
import { and, asked, call, compare, fact, field, is, not, or, value } from './conditions';

const calendar = jordan();
const length = (text: string): Length => parseLength(text) as Length;
/** Jordan is three hours ahead of UTC. */
const local = (text: string): Instant => toInstant(Date.parse(`${text}Z`) - 3 * 3_600_000);
const shown = (at: Instant | null): string | null => at && toInstant(toMs(at) + 3 * 3_600_000).replace(':00.000Z', '');

/** Dues fall so many hours after the beginning of 2026. */
const dueAfter = (hours: number): Condition => ({ op: 'passed', due: { form: 'length', rule: 'when', length: { n: hours, unit: 'hour' } } });
const fallsAt = (due: Due): Instant => toInstant(Date.parse('2026-01-01T00:00:00Z') + (due.form === 'length' ? due.length.n : 0) * 3_600_000);
const within = (of: string, text: string): Condition => ({ op: 'within', of: field(of), length: length(text) });

const on = (at: Instant, answers: Record<string, Value>, occurrences: Instant[] = []): Environment => ({
  ...asked(answers), at, today: localDate(calendar, at), calendar, dueAt: (due) => ({ at: fallsAt(due) }), occurrences: () => occurrences,
});

describe('the next change of a condition', () => {
  const now = local('2026-03-26T10:00');
  const next = (tree: Condition, answers: Record<string, Value> = {}, occurrences: Instant[] = []): string | null => shown(nextChange(tree, on(now, answers, occurrences)));
  const today = fact('today');

  it.each<[string, Condition, Record<string, Value>, string | null]>([
    ['there is none without a question of time', is('risk', 'high'), { risk: 'low' }, null],
    ['a due falls at its instant', dueAfter(24 * 90), {}, '2026-04-01T03:00'],
    ['a due that has fallen', dueAfter(1), {}, null],
    ['a due beside what does not hold', and(dueAfter(24 * 90), is('risk', 'high')), { risk: 'low' }, null],
    ['a birthday that makes of age', compare(call('age', field('birth_date')), 'ge', value(18)), { birth_date: '2008-05-04' }, '2026-05-04T00:00'],
    ['not a birthday that changes nothing', compare(call('age', field('birth_date')), 'ge', value(18)), { birth_date: '2010-05-04' }, '2028-05-04T00:00'],
    ['someone born on a leap day', compare(call('age', field('birth_date')), 'ge', value(18)), { birth_date: '2012-02-29' }, '2030-03-01T00:00'],
    ['a birth date that is not known', compare(call('age', field('birth_date')), 'ge', value(18)), {}, null],
    ['a date and today', compare(field('court_date'), 'lt', today), { court_date: '2026-04-10' }, '2026-04-11T00:00'],
    ['the day itself', compare(today, 'eq', field('court_date')), { court_date: '2026-04-10' }, '2026-04-10T00:00'],
    ['the day itself, on that day', compare(today, 'eq', field('court_date')), { court_date: '2026-03-26' }, '2026-03-27T00:00'],
    ['days to a date', compare(call('days', today, field('court_date')), 'le', value(7)), { court_date: '2026-04-10' }, '2026-04-03T00:00'],
    ['days since a date', compare(value(30), 'lt', call('days', field('court_date'), today)), { court_date: '2026-03-20' }, '2026-04-20T00:00'],
    ['days beside a number with a fraction', compare(call('days', field('court_date'), today), 'gt', value(6.5)), { court_date: '2026-03-20' }, '2026-03-27T00:00'],
    ['a date that comes near', within('court_date', '5 days'), { court_date: '2026-04-10' }, '2026-04-05T00:00'],
    ['a date that was near', within('court_date', '5 days'), { court_date: '2026-03-25' }, '2026-03-31T00:00'],
    ['an instant that was near', within('incident_at', '24 hours'), { incident_at: local('2026-03-26T08:00') }, '2026-03-27T08:00:00.001Z'],
    ['today in another way waits for the next midnights', compare({ op: 'if', test: field('complex'), then: today, else: field('court_date') }, 'gt', value('2026-03-29')), { complex: true, court_date: '2026-01-01' }, '2026-03-30T00:00'],
  ])('%s', (_, tree, answers, expected) => {
    expect(next(tree, answers)).toBe(expected);
  });

  it('is the end of the window of an event', () => {
    const count: Condition = compare({ op: 'count', event: 'missed_visit', window: length('1 month') }, 'ge', value(2));
    expect(next(count, {}, [local('2026-03-01T09:00'), local('2026-03-10T09:00'), local('2026-03-20T09:00')])).toBe('2026-04-10T00:00');
  });

  it('is asked of each record of a list', () => {
    const late: Condition = { op: 'each', macro: 'exists', list: { op: 'records', list: 'goal' }, as: 'g', test: compare({ op: 'item', as: 'g', field: 'due_on' }, 'lt', fact('today')) };
    const record = (id: string, due: string) => ({ id, answer: () => due, fieldType: () => 'date' as const });
    const env = { ...on(now, {}), records: () => [record('goal.1', '2026-05-01'), record('goal.2', '2026-04-08')] };
    expect(shown(nextChange(late, env))).toBe('2026-04-09T00:00');
  });

  it('does not look past what the reason of a closure may change', () => {
    const tree = or(compare(fact('reason'), 'eq', value('of_age')), compare(call('age', field('birth_date')), 'ge', value(18)));
    expect(next(tree, { birth_date: '2014-05-04' })).toBe('2032-05-04T00:00');
  });

  it('is not known without a calendar or the present', () => {
    const { calendar: _, ...env } = on(now, {});
    expect(nextChange(dueAfter(24 * 90), env)).toBeNull();
  });
});

describe('until the next change', () => {
  const day = fc.integer({ min: -400, max: 400 }).map((n) => toInstant(Date.parse('2026-01-01') + n * 86_400_000).slice(0, 10));
  const at = fc.integer({ min: 0, max: 365 * 24 * 60 }).map((minutes) => toInstant(Date.parse('2026-01-01') + minutes * 60_000));
  const lengths = fc.constantFrom('1 day', '30 days', '2 weeks', '1 month', '3 working days', '1 year');
  const order = fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge');
  const tests: fc.Arbitrary<Condition> = fc.oneof(
    fc.integer({ min: 0, max: 10_000 }).map(dueAfter),
    fc.tuple(fc.constantFrom('court_date', 'birth_date', 'incident_at'), lengths).map(([of, text]) => within(of, text)),
    fc.constantFrom('24 hours', '90 minutes', '1 day').map((text) => within('incident_at', text)),
    fc.tuple(order, fc.integer({ min: -2, max: 3 })).map(([op, n]): Condition => ({ op: op as 'eq', left: call('age', field('birth_date')), right: value(n) })),
    fc.tuple(fc.constantFrom('court_date', 'incident_at', 'birth_date'), order).map(([of, op]): Condition => ({ op: op as 'eq', left: field(of), right: fact('today') })),
    fc.tuple(fc.boolean(), order, fc.integer({ min: -40, max: 40 }).map((n) => n / 2)).map(([since, op, n]): Condition => ({ op: op as 'eq', left: since ? call('days', field('court_date'), fact('today')) : call('days', fact('today'), field('court_date')), right: value(n) })),
    fc.tuple(order, fc.integer({ min: 0, max: 3 }), lengths).map(([op, n, text]): Condition => ({ op: op as 'eq', left: { op: 'count', event: 'visit', window: length(text) }, right: value(n) })),
    fc.constantFrom('complex', 'eligible').map(field),
  );
  const trees = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, tests, tie('tree').map(not), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of) => and(...of)), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of) => or(...of)),
      fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([test, then, otherwise]): Condition => ({ op: 'if', test, then, else: otherwise }))),
  })).tree;
  const answers = fc.record({ court_date: day, birth_date: day, incident_at: at, complex: fc.boolean() }, { requiredKeys: [] });

  it('no condition comes to anything else', () => {
    const seen = { changed: 0, none: 0 };
    fc.assert(
      fc.property(trees, answers, at, fc.array(at, { maxLength: 4 }), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }), (tree, of, now, visits, places) => {
        const env = (instant: Instant): Environment => on(instant, of, visits.filter((one) => one <= now));
        const verdict = verdictOf(evaluate(tree, env(now)));
        const next = nextChange(tree, env(now));
        if (next !== null) expect(next > now).toBe(true);
        const until = next === null ? toMs(now) + 4 * 366 * 86_400_000 : toMs(next) - 1;
        for (const instant of [...places.map((place) => toInstant(Math.floor(toMs(now) + place * (until - toMs(now))))), toInstant(until)]) {
          expect([instant, verdictOf(evaluate(tree, env(instant)))]).toEqual([instant, verdict]);
        }
        if (next === null) seen.none += 1;
        else if (verdictOf(evaluate(tree, env(next))) !== verdict) seen.changed += 1;
      }),
      { numRuns: 400 },
    );
    // Nearly every instant that is named is one at which something changes.
    expect(seen.changed).toBeGreaterThan(80);
    expect(seen.none).toBeGreaterThan(25);
  });
});
