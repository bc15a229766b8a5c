// What conditions come to: values, the unknown and how it spreads, dates, and values that do not fit.

import * as fc from 'fast-check';
import type { Condition, Value } from '../../process/condition';
import type { Outcome } from '../../process/environment';
import { evaluate, holds } from '../../process/evaluate';
import { and, answered, asked, call, compare, fact, field, is, not, or, rule, TYPES, value } from './conditions';

const known = (of: Value): Outcome => ({ known: true, value: of });
const missing = (...names: string[]): Outcome => ({ known: false, missing: names });
const clash = (reason: string): unknown => ({ known: false, missing: [], clash: reason });

const T = value(true);
const F = value(false);
const U = field('complex');
const number = (left: Condition, op: 'add' | 'sub' | 'mul' | 'div', right: Condition): Condition => ({ op, left, right });

describe('an unknown answer', () => {
  it.each<[string, Condition, Outcome]>([
    ['is unknown itself', U, missing('complex')],
    ['is unknown negated', not(U), missing('complex')],
    ['is unknown in a comparison', is('risk', 'high'), missing('risk')],
    ['is unknown in a negated comparison', compare(field('risk'), 'ne', value('high')), missing('risk')],
    ['is absorbed by a true in an or', or(U, T), known(true)],
    ['is absorbed before it in an or too', or(T, U), known(true)],
    ['is not absorbed by a false in an or', or(U, F), missing('complex')],
    ['is absorbed by a false in an and', and(U, F), known(false)],
    ['is absorbed before it in an and too', and(F, U), known(false)],
    ['is not absorbed by a true in an and', and(T, U), missing('complex')],
    ['names all that is missing, once each', and(U, is('risk', 'high'), U), missing('complex', 'risk')],
    ['names what is missing on both sides', compare(field('children'), 'gt', field('score')), missing('children', 'score')],
    ['decides no if', { op: 'if', test: U, then: T, else: T }, missing('complex')],
    ['does not matter in the branch not taken', { op: 'if', test: T, then: F, else: U }, known(false)],
    ['is unknown in a list', { op: 'in', item: value('a'), list: { op: 'list', of: [value('a'), field('risk')] } }, missing('risk')],
    ['is tested for by answered alone', answered('complex'), known(false)],
    ['is tested for by not answered', not(answered('complex')), known(true)],
    ['of a consent is the consent', fact('consent.given'), missing('consent')],
    ['of a task is its result', compare(fact('case_plan.result'), 'eq', value('done')), missing('case_plan.result')],
  ])('%s', (_, tree, outcome) => {
    expect(evaluate(tree, asked())).toEqual(outcome);
  });

  it('makes neither a rule nor its negation hold', () => {
    expect([holds(rule(U), asked()), holds(rule(not(U)), asked())]).toEqual([false, false]);
    expect([holds(rule(U), asked({ complex: false })), holds(rule(not(U)), asked({ complex: false }))]).toEqual([false, true]);
  });

  it('of nothing at all, an empty text or an empty list, is an answer', () => {
    for (const [name, empty] of [['outcome', ''], ['needs', []], ['complex', false], ['children', 0]] as [string, Value][]) {
      expect(evaluate(answered(name), asked({ [name]: empty }))).toEqual(known(true));
    }
  });
});

describe('a condition on what is known', () => {
  const env = asked(
    { risk: 'high', complex: true, children: 3, score: 2.5, needs: ['health', 'legal'], outcome: 'ok', birth_date: '2008-03-26' },
    { 'alerts.open': 0, stage: 'planning', 'consent.given': true, 'case_plan.done': true },
  );

  it.each<[Condition, Value]>([
    [is('risk', 'high'), true],
    [is('risk', 'low'), false],
    [compare(field('risk'), 'ne', value('low')), true],
    [compare(field('children'), 'ge', value(3)), true],
    [compare(field('children'), 'gt', value(3)), false],
    [compare(field('children'), 'le', value(3)), true],
    [compare(field('score'), 'lt', field('children')), true],
    [compare(field('complex'), 'eq', T), true],
    [compare(fact('alerts.open'), 'eq', value(0)), true],
    [compare(fact('stage'), 'eq', value('planning')), true],
    [and(fact('consent.given'), fact('case_plan.done')), true],
    [and(), true],
    [or(), false],
    [{ op: 'in', item: value('legal'), list: field('needs') }, true],
    [{ op: 'in', item: field('risk'), list: { op: 'list', of: [value('high'), value('immediate')] } }, true],
    [{ op: 'in', item: field('risk'), list: value(['low']) }, false],
    [compare(field('needs'), 'eq', value(['health', 'legal'])), true],
    [compare(field('needs'), 'eq', value(['health'])), false],
    [call('size', field('needs')), 2],
    [call('size', value('نعم')), 3],
    [call('size', value('👧🏽')), 2],
    [number(field('children'), 'add', value(2)), 5],
    [number(field('children'), 'sub', value(5)), -2],
    [number(field('children'), 'mul', field('score')), 7.5],
    [number(value(5), 'div', value(2)), 2.5],
    [number(value('a'), 'add', value('b')), 'ab'],
    [number(field('needs'), 'add', value(['food'])), ['health', 'legal', 'food']],
    [{ op: 'neg', of: field('children') }, -3],
    [{ op: 'if', test: is('risk', 'high'), then: value(1), else: value(2) }, 1],
  ])('%j is %j', (tree, of) => {
    expect(evaluate(tree, env)).toEqual(known(of));
  });
});

describe('a condition on dates', () => {
  const on = (answers: Record<string, Value>) => asked(answers);

  it.each<[string, Record<string, Value>, Condition, Value]>([
    ['of age on the birthday', { birth_date: '2008-03-26' }, compare(call('age', field('birth_date')), 'ge', value(18)), true],
    ['not of age the day before', { birth_date: '2008-03-27' }, compare(call('age', field('birth_date')), 'ge', value(18)), false],
    ['a year of birth is reckoned from 1 January', { birth_date: '2008' }, call('age', field('birth_date')), 18],
    ['a month of birth is reckoned from its first', { birth_date: '2008-04' }, call('age', field('birth_date')), 17],
    ['born on a leap day', { birth_date: '2008-02-29' }, call('age', field('birth_date')), 18],
    ['before today', { court_date: '2026-03-25' }, compare(field('court_date'), 'lt', fact('today')), true],
    ['today', { court_date: '2026-03-26' }, compare(field('court_date'), 'eq', fact('today')), true],
    ['a partial date in a comparison', { court_date: '2026-03' }, compare(field('court_date'), 'eq', value('2026-03-01')), true],
    ['a partial date that sorts otherwise as text', { court_date: '2026' }, compare(field('court_date'), 'lt', value('2026-01-01')), false],
    ['days to a date', { court_date: '2026-04-01' }, call('days', fact('today'), field('court_date')), 6],
    ['days to a date that has passed', { court_date: '2026-03-01' }, call('days', fact('today'), field('court_date')), -25],
    ['days from an instant, on its local day', { incident_at: '2026-03-24T21:30:00.000Z' }, call('days', field('incident_at'), fact('today')), 1],
    ['an instant and a date', { incident_at: '2026-03-25T21:30:00.000Z' }, compare(field('incident_at'), 'eq', fact('today')), true],
    ['instants, however written', { incident_at: '2026-03-25T21:30:00.000Z' }, compare(field('incident_at'), 'eq', value('2026-03-25T21:30:00Z')), true],
    ['a date in a list', { court_date: '2026-03' }, { op: 'in', item: field('court_date'), list: value(['2026-03-01']) }, true],
    ['the date that an if gives', { complex: true, court_date: '2026-03', birth_date: '2008' },
      compare({ op: 'if', test: field('complex'), then: field('court_date'), else: field('birth_date') }, 'eq', value('2026-03-01')), true],
  ])('%s', (_, answers, tree, of) => {
    expect(evaluate(tree, on(answers))).toEqual(known(of));
  });

  it('cannot put an instant on a day without the calendar', () => {
    const { calendar: _, ...env } = asked({ incident_at: '2026-03-25T21:30:00.000Z' });
    expect(evaluate(compare(field('incident_at'), 'lt', fact('today')), env)).toEqual(clash('not-a-date'));
  });
});

describe('values that do not fit', () => {
  const env = asked({ risk: 'high', children: 3, complex: true, birth_date: 'long ago', needs: ['a'], incident_at: 'then' });

  it.each<[Condition, string]>([
    [compare(field('risk'), 'gt', value(3)), 'type-clash'],
    [compare(field('needs'), 'eq', value('a')), 'type-clash'],
    [compare(field('needs'), 'lt', value(['b'])), 'type-clash'],
    [compare(field('complex'), 'lt', F), 'type-clash'],
    [not(field('risk')), 'type-clash'],
    [and(field('children'), T), 'type-clash'],
    [{ op: 'if', test: field('risk'), then: T, else: F }, 'type-clash'],
    [{ op: 'neg', of: field('risk') }, 'type-clash'],
    [{ op: 'in', item: value('a'), list: field('risk') }, 'type-clash'],
    [{ op: 'in', item: value(3), list: field('needs') }, 'type-clash'],
    [{ op: 'list', of: [value(3)] }, 'type-clash'],
    [number(field('risk'), 'mul', value(2)), 'type-clash'],
    [number(value('a'), 'sub', value('b')), 'type-clash'],
    [call('size', value(3)), 'type-clash'],
    [call('age'), 'type-clash'],
    [call('days', fact('today')), 'type-clash'],
    [number(value(1), 'div', value(0)), 'division-by-zero'],
    [number(value(1e308), 'mul', value(10)), 'number-too-large'],
    [call('age', field('birth_date')), 'not-a-date'],
    [compare(field('birth_date'), 'lt', fact('today')), 'not-a-date'],
    [compare(field('incident_at'), 'lt', value('2026-03-25T21:30:00Z')), 'not-a-date'],
    [{ op: 'exists' } as unknown as Condition, 'type-clash'],
    [{ op: 'call', name: 'matches', args: [] } as unknown as Condition, 'type-clash'],
  ])('%j is unknown with a reason', (tree, reason) => {
    expect(evaluate(tree, env)).toEqual(clash(reason));
    expect(holds({ path: 'a', text: 'b', tree }, env)).toBe(false);
  });

  it('are absorbed like an unknown answer', () => {
    expect(evaluate(or(compare(field('risk'), 'gt', value(3)), T), env)).toEqual(known(true));
    expect(evaluate(and(compare(field('risk'), 'gt', value(3)), field('eligible')), env)).toEqual({ known: false, missing: ['eligible'], clash: 'type-clash' });
  });
});

describe('any condition on any case', () => {
  const values: fc.Arbitrary<Value> = fc.oneof(fc.boolean(), fc.integer({ min: -5, max: 5 }), fc.constantFrom('high', '2014', '2026-03-26', ''), fc.constant<Value>(['high']));
  const names = fc.constantFrom(...Object.keys(TYPES));
  const leaves: fc.Arbitrary<Condition> = fc.oneof(values.map(value), names.map(field), fc.constantFrom('today', 'stage', 'consent.given').map(fact));
  const { tree: trees } = fc.letrec<{ tree: Condition }>((tie) => {
    const part = tie('tree');
    const parts = fc.array(part, { maxLength: 3 });
    const two = fc.tuple(part, part);
    return {
      tree: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        leaves,
        part.map(not),
        parts.map((of) => and(...of)),
        parts.map((of) => or(...of)),
        fc.tuple(fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'), two).map(([op, [left, right]]): Condition => ({ op, left, right })),
        fc.tuple(fc.constantFrom('add', 'sub', 'mul', 'div'), two).map(([op, [left, right]]): Condition => ({ op, left, right })),
        fc.tuple(part, part, part).map(([test, then, otherwise]): Condition => ({ op: 'if', test, then, else: otherwise })),
        two.map(([item, list]): Condition => ({ op: 'in', item, list })),
        parts.map((of): Condition => ({ op: 'list', of })),
        fc.tuple(fc.constantFrom('age', 'days', 'size'), parts).map(([name, args]): Condition => ({ op: 'call', name, args })),
      ),
    };
  });
  const cases = fc.dictionary(names, values);

  it('comes to a value or to an unknown, and throws nothing', () => {
    fc.assert(
      fc.property(trees, cases, (tree, answers) => {
        const outcome = evaluate(tree, asked(answers));
        if (!outcome.known) expect(outcome.missing.length > 0 || outcome.clash !== undefined).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not change its mind when more is answered', () => {
    fc.assert(
      fc.property(trees, cases, cases, (tree, answers, more) => {
        const before = evaluate(tree, asked(answers));
        if (before.known) expect(evaluate(tree, asked({ ...more, ...answers }))).toEqual(before);
      }),
      { numRuns: 1000 },
    );
  });

  it('holds or its negation does, never both, and neither only when unknown', () => {
    fc.assert(
      fc.property(trees, cases, (tree, answers) => {
        const env = asked(answers);
        const [it, its] = [holds(rule(tree), env), holds(rule(not(tree)), env)];
        const outcome = evaluate(tree, env);
        expect(it && its).toBe(false);
        expect(it || its).toBe(outcome.known && typeof outcome.value === 'boolean');
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps De Morgan with unknowns', () => {
    fc.assert(
      fc.property(fc.array(trees, { maxLength: 4 }), cases, (of, answers) => {
        const env = asked(answers);
        const [one, other] = [evaluate(not(and(...of)), env), evaluate(or(...of.map(not)), env)];
        expect(one).toEqual(other);
      }),
      { numRuns: 500 },
    );
  });
});
