// Macros over options and records: what they come to, how the unknown spreads through them, and bounds that nothing gets past.

import type { Condition, Value } from '../../process/condition';
import type { Environment, ListRecord, Outcome } from '../../process/environment';
import { MOST_ITEMS } from '../../process/environment';
import { evaluate } from '../../process/evaluate';
import type { FieldType } from '../../process/process';
import { and, asked, call, compare, field, not, or, value } from './conditions';

const FIELDS: Record<string, FieldType> = { what: 'text', result: 'one_of', due_on: 'date', met_at: 'time', weight: 'integer' };

const record = (id: string, answers: Record<string, Value> = {}): ListRecord => ({ id, answer: (of) => answers[of], fieldType: (of) => FIELDS[of] });
const withRecords = (records: ListRecord[] | undefined, answers: Record<string, Value> = {}): Environment => ({ ...asked(answers), records: (list) => (list === 'goal' ? records : undefined) });

const goals: Condition = { op: 'records', list: 'goal' };
const item = (as: string, of?: string): Condition => ({ op: 'item', as, ...(of !== undefined && { field: of }) });
const each = (macro: 'all' | 'exists' | 'filter', list: Condition, as: string, test: Condition): Condition => ({ op: 'each', macro, list, as, test });
const answeredIn = (as: string, of: string): Condition => ({ op: 'answered', field: of, as });
const reached = compare(item('g', 'result'), 'eq', value('reached'));

const known = (of: Value): Outcome => ({ known: true, value: of });
const missing = (...names: string[]): Outcome => ({ known: false, missing: names });

const TWO = [record('goal.1', { result: 'reached', due_on: '2026-03', weight: 2 }), record('goal.2', { due_on: '2026-04-01', weight: 3 })];

describe('a macro over records', () => {
  const env = withRecords(TWO);

  it.each<[string, Condition, Outcome]>([
    ['all: waits for what is unknown', each('all', goals, 'g', reached), missing('goal.result')],
    ['all: one that fails decides', each('all', goals, 'g', and(reached, compare(item('g', 'weight'), 'eq', value(3)))), known(false)],
    ['all: answered asks the record', each('all', goals, 'g', answeredIn('g', 'due_on')), known(true)],
    ['all: answered finds what is not there', each('all', goals, 'g', answeredIn('g', 'result')), known(false)],
    ['exists: one that holds decides', each('exists', goals, 'g', reached), known(true)],
    ['exists: waits for what is unknown', each('exists', goals, 'g', compare(item('g', 'result'), 'eq', value('dropped'))), missing('goal.result')],
    ['exists: none', each('exists', goals, 'g', compare(item('g', 'weight'), 'gt', value(3))), known(false)],
    ['filter: gives the ids of those that fit', each('filter', goals, 'g', compare(item('g', 'weight'), 'gt', value(2))), known(['goal.2'])],
    ['filter: unknown when one test is', each('filter', goals, 'g', reached), missing('goal.result')],
    ['filter: goes on as a list of records', each('all', each('filter', goals, 'g', compare(item('g', 'weight'), 'gt', value(2))), 'h', compare(item('h', 'due_on'), 'gt', value('2026-03-26'))), known(true)],
    ['size: of a list', call('size', goals), known(2)],
    ['size: of what is filtered', call('size', each('filter', goals, 'g', compare(item('g', 'weight'), 'ge', value(2)))), known(2)],
    ['a date of a record is reckoned from its earliest day', each('exists', goals, 'g', compare(item('g', 'due_on'), 'eq', value('2026-03-01'))), known(true)],
    ['a record itself is its id', each('exists', goals, 'g', compare(item('g'), 'eq', value('goal.2'))), known(true)],
    ['two macros see each other', each('all', goals, 'g', each('exists', goals, 'h', compare(item('g', 'weight'), 'le', item('h', 'weight')))), known(true)],
    ['the inner one may fail', each('exists', goals, 'g', each('all', goals, 'h', compare(item('g', 'weight'), 'lt', item('h', 'weight')))), known(false)],
    ['unknown tests are absorbed beside the macro', or(each('all', goals, 'g', reached), value(true)), known(true)],
  ])('%s', (_, tree, outcome) => {
    expect(evaluate(tree, env)).toEqual(outcome);
  });

  it('over none: all holds, exists does not, and no test is made', () => {
    const none = withRecords([]);
    expect([each('all', goals, 'g', field('complex')), each('exists', goals, 'g', field('complex')), call('size', goals)].map((tree) => evaluate(tree, none))).toEqual([known(true), known(false), known(0)]);
  });

  it('over a list that the case does not know is unknown', () => {
    expect(evaluate(each('all', goals, 'g', reached), withRecords(undefined))).toEqual(missing('goal'));
    expect(evaluate(call('size', goals), asked())).toEqual(missing('goal'));
  });
});

describe('a macro over options', () => {
  const isLegal = compare(item('n'), 'eq', value('legal'));

  it.each<[string, Condition, Value[], Outcome]>([
    ['all', each('all', field('needs'), 'n', isLegal), ['legal'], known(true)],
    ['all of several', each('all', field('needs'), 'n', isLegal), ['legal', 'health'], known(false)],
    ['exists', each('exists', field('needs'), 'n', isLegal), ['health', 'legal'], known(true)],
    ['exists of none', each('exists', field('needs'), 'n', isLegal), [], known(false)],
    ['filter', each('filter', field('needs'), 'n', not(isLegal)), ['health', 'legal', 'food'], known(['health', 'food'])],
    ['a list as it is written', each('exists', value(['legal', 'food']), 'n', isLegal), [], known(true)],
  ])('%s', (_, tree, needs, outcome) => {
    expect(evaluate(tree, asked({ needs: needs as string[] }))).toEqual(outcome);
  });

  it('of a field without an answer is unknown', () => {
    expect(evaluate(each('all', field('needs'), 'n', isLegal), asked())).toEqual(missing('needs'));
  });
});

describe('what does not fit in a macro', () => {
  const clash = (reason: string): unknown => ({ known: false, missing: [], clash: reason });
  const env = withRecords(TWO, { risk: 'high', needs: ['legal'] });

  it.each<[string, Condition, string]>([
    ['a list that is none', each('all', field('risk'), 'n', value(true)), 'type-clash'],
    ['a test that is no yes or no', each('all', field('needs'), 'n', item('n')), 'type-clash'],
    ['a part of an option', each('all', field('needs'), 'n', compare(item('n', 'result'), 'eq', value('x'))), 'type-clash'],
    ['a part of an option that is asked for', each('all', field('needs'), 'n', answeredIn('n', 'result')), 'type-clash'],
    ['a name that nothing has', item('g'), 'type-clash'],
    ['a name of another macro', each('all', goals, 'g', answeredIn('h', 'result')), 'type-clash'],
    ['three macros in one another', each('all', goals, 'a', each('all', goals, 'b', each('all', goals, 'c', value(true)))), 'too-deep'],
  ])('%s is unknown with a reason', (_, tree, reason) => {
    expect(evaluate(tree, env)).toEqual(clash(reason));
  });

  it('a list that is too long is not gone through', () => {
    const many = Array.from({ length: MOST_ITEMS + 1 }, (_, n) => record(`goal.${n}`));
    expect(evaluate(each('all', goals, 'g', value(true)), withRecords(many))).toEqual(clash('list-too-long'));
    expect(evaluate(each('all', goals, 'g', value(true)), withRecords(many.slice(1)))).toEqual(known(true));
    expect(evaluate(each('all', field('needs'), 'n', value(true)), asked({ needs: many.map(({ id }) => id) }))).toEqual(clash('list-too-long'));
  });

  it('work without end is stopped, however often it is asked for in one condition', () => {
    const full = withRecords(Array.from({ length: MOST_ITEMS }, (_, n) => record(`goal.${n}`, { weight: n })));
    let tests = 0;
    const counting: Environment = { ...full, records: (list) => full.records?.(list)?.map((one) => ({ ...one, answer: (of) => ((tests += 1), one.answer(of)) })) };
    const slow = each('all', goals, 'a', each('all', goals, 'b', and(...Array.from({ length: 20 }, () => compare(item('b', 'weight'), 'lt', value(1000))))));
    expect(evaluate(and(...Array.from({ length: 20 }, () => slow)), counting)).toEqual(clash('too-much'));
    expect(tests).toBeLessThan(2_000_000);
  });

  it('a short test in two macros over full lists is done', () => {
    const full = withRecords(Array.from({ length: MOST_ITEMS }, (_, n) => record(`goal.${n}`, { weight: n })));
    expect(evaluate(each('all', goals, 'a', each('exists', goals, 'b', compare(item('b', 'weight'), 'eq', item('a', 'weight')))), full)).toEqual(known(true));
  });
});
