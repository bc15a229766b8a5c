// What is decided whatever is answered: by cases, and beside trying out every answer.

import * as fc from 'fast-check';
import type { FieldDomain } from '../../process/always';
import { alwaysOf } from '../../process/always';
import type { Condition, Value } from '../../process/condition';
import { evaluate } from '../../process/evaluate';
import { and, answered, asked, call, compare, fact, field, is, not, or, value } from './conditions';

const FIELDS: Record<string, FieldDomain> = {
  risk: { type: 'one_of', options: ['low', 'medium', 'high'] },
  complex: { type: 'yes_no' },
  eligible: { type: 'yes_no' },
  children: { type: 'integer', min: 0, max: 10 },
  score: { type: 'number', min: 0, max: 1 },
  weight: { type: 'number' },
  needs: { type: 'several_of', options: ['health', 'legal'] },
  court_date: { type: 'date' },
  outcome: { type: 'text' },
};
const has = (option: string): Condition => ({ op: 'in', item: value(option), list: field('needs') });
const every = (macro: 'all' | 'exists', option: string): Condition => ({ op: 'each', macro, list: field('needs'), as: 'n', test: compare({ op: 'item', as: 'n' }, 'eq', value(option)) });

describe('a condition that is decided by itself', () => {
  it.each<[Condition, 'always' | 'never' | null]>([
    [is('risk', 'low'), null],
    [or(is('risk', 'low'), is('risk', 'medium'), is('risk', 'high')), 'always'],
    [or(is('risk', 'low'), is('risk', 'medium')), null],
    [or(is('risk', 'low'), compare(field('risk'), 'ne', value('low'))), 'always'],
    [and(is('risk', 'low'), is('risk', 'high')), 'never'],
    [{ op: 'in', item: field('risk'), list: value(['low', 'medium', 'high']) }, 'always'],
    [{ op: 'in', item: field('risk'), list: value([]) }, 'never'],
    [and(field('complex'), not(field('complex'))), 'never'],
    [or(field('complex'), not(field('complex'))), 'always'],
    [compare(field('complex'), 'eq', value(true)), null],
    [compare(field('children'), 'ge', value(0)), 'always'],
    [compare(field('children'), 'gt', value(10)), 'never'],
    [compare(field('children'), 'ge', value(10)), null],
    [and(compare(field('children'), 'gt', value(3)), compare(field('children'), 'lt', value(4))), 'never'],
    [compare(field('children'), 'eq', value(2.5)), 'never'],
    [and(compare(field('score'), 'gt', value(0.3)), compare(field('score'), 'lt', value(0.4))), null],
    [compare(field('score'), 'lt', { op: 'neg', of: value(1) }), 'never'],
    [compare(value(11), 'gt', field('children')), 'always'],
    [compare(call('size', field('needs')), 'gt', value(2)), 'never'],
    [compare(call('size', field('needs')), 'ge', value(0)), 'always'],
    [and(has('legal'), compare(call('size', field('needs')), 'eq', value(0))), 'never'],
    [and(every('all', 'legal'), has('health')), 'never'],
    [or(every('exists', 'legal'), not(has('legal'))), 'always'],
    [and(compare(field('court_date'), 'gt', value('2026-01-01')), compare(field('court_date'), 'lt', value('2026-01-02'))), 'never'],
    [and(compare(field('court_date'), 'gt', value('2026-01-01')), compare(field('court_date'), 'lt', value('2026-01-03'))), null],
    [and(is('outcome', 'a'), is('outcome', 'b')), 'never'],
    [or(compare(field('outcome'), 'ne', value('a')), compare(field('outcome'), 'ne', value('b'))), 'always'],
    [and(compare(fact('stage'), 'eq', value('one')), compare(fact('stage'), 'eq', value('two'))), 'never'],
    [compare(fact('alerts.open'), 'ge', value(0)), 'always'],
    [or(answered('outcome'), not(answered('outcome'))), 'always'],
    [and(compare(call('age', field('birth_date')), 'lt', value(12)), compare(call('age', field('birth_date')), 'ge', value(18))), 'never'],
    [compare(call('age', field('birth_date')), 'gt', value(18)), null],
    [compare(fact('alerts.open'), 'gt', value(0)), null],
    [compare(fact('alerts.open'), 'lt', value(1)), null],
    [compare(field('weight'), 'lt', value(2)), null],
    [compare(field('weight'), 'gt', value(2)), null],
    [compare(field('children'), 'gt', field('score')), null],
    [or(compare(field('children'), 'gt', field('score')), not(compare(field('children'), 'gt', field('score')))), 'always'],
    [{ op: 'if', test: field('complex'), then: value(true), else: value(true) }, 'always'],
    [value(true), 'always'],
    [compare(value(1), 'gt', value(2)), 'never'],
    [value(3), null],
    [is('nothing_like_it', 'x'), null],
  ])('%j: %s', (tree, verdict) => {
    expect(alwaysOf(tree, FIELDS)).toBe(verdict);
  });

  it('is left open where there is too much to try', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`field_${n}`, { type: 'yes_no' as const }]));
    const each = Object.keys(many).map(field);
    expect(alwaysOf(or(...each, ...each.map(not)), many)).toBeNull();
  });

  const tests: fc.Arbitrary<Condition> = fc.oneof(
    fc.constantFrom('low', 'medium', 'high').map((option) => is('risk', option)),
    fc.constantFrom('complex', 'eligible').map(field),
    fc.tuple(fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'), fc.integer({ min: -1, max: 11 })).map(([op, n]): Condition => compare(field('children'), op as 'eq', value(n))),
    fc.constantFrom('health', 'legal').map(has),
    fc.tuple(fc.constantFrom('all', 'exists'), fc.constantFrom('health', 'legal')).map(([macro, option]) => every(macro as 'all', option)),
    fc.tuple(fc.constantFrom('eq', 'lt', 'gt'), fc.integer({ min: 0, max: 3 })).map(([op, n]): Condition => compare(call('size', field('needs')), op as 'eq', value(n))),
  );
  const trees = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof({ depthSize: 'medium' }, tests, tie('tree').map(not), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of) => and(...of)), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of) => or(...of))),
  })).tree;
  const subsets: string[][] = [[], ['health'], ['legal'], ['health', 'legal']];
  const EVERY: Record<string, Value>[] = ['low', 'medium', 'high'].flatMap((risk) => [true, false].flatMap((complex) => [true, false].flatMap((eligible) =>
    Array.from({ length: 11 }, (_, children) => subsets.map((needs) => ({ risk, complex, eligible, children, needs }))).flat())));

  it('is found out exactly where every answer is tried', () => {
    const came = { always: 0, never: 0, null: 0 };
    fc.assert(
      fc.property(trees, (tree) => {
        const outcomes = new Set(EVERY.map((answers) => { const outcome = evaluate(tree, asked(answers)); return outcome.known && outcome.value; }));
        const expected = outcomes.size > 1 ? null : outcomes.has(true) ? 'always' : 'never';
        const found = alwaysOf(tree, FIELDS);
        came[`${found}`] += 1;
        expect([tree, found]).toEqual([tree, expected]);
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(Math.min(came.always, came.never, came.null)).toBeGreaterThan(2);
  });
});
