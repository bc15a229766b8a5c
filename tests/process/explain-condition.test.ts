// How a condition explains itself: each test with what it came to, what stands in the way, and nothing that is private.

import type { Condition, Due } from '../../process/condition';
import { conditionText } from '../../process/condition-text';
import { walk } from '../../process/condition-parts';
import type { Environment } from '../../process/environment';
import { MOST_ITEMS_SHOWN, why, whyNot } from '../../process/explain-condition';
import { and, answered, asked, call, compare, fact, field, is, not, or, rule, value } from './conditions';

const ofAge = compare(call('age', field('birth_date')), 'ge', value(18));
const notOpen = compare(fact('alerts.open'), 'eq', value(0));

describe('why', () => {
  it('gives each test with its text, its verdict and what it reads', () => {
    const tree = and(is('risk', 'high'), not(answered('outcome')), or(ofAge, fact('consent.given')));
    expect(why(rule(tree), asked({ risk: 'high', birth_date: '2014-03' }))).toMatchObject({
      kind: 'all', verdict: 'unknown', missing: ['consent'],
      parts: [
        { kind: 'test', verdict: 'holds', text: 'risk is high', reads: [{ kind: 'field', name: 'risk', private: false }], missing: [], parts: [] },
        { kind: 'not', verdict: 'holds', parts: [{ kind: 'test', verdict: 'fails', text: 'answered(outcome)', missing: ['outcome'] }] },
        {
          kind: 'any', verdict: 'unknown',
          parts: [
            { verdict: 'fails', text: 'age(birth_date) >= 18', reads: [{ kind: 'field', name: 'birth_date', private: true }] },
            { verdict: 'unknown', text: 'consent.given', reads: [{ kind: 'fact', name: 'consent.given', private: false }], missing: ['consent'] },
          ],
        },
      ],
    });
  });

  it('holds no value of any answer', () => {
    const explained = why(rule(and(ofAge, is('outcome', 'x'))), asked({ birth_date: '2014-03-17', outcome: 'moved to her aunt' }));
    expect(JSON.stringify(explained)).not.toMatch(/2014|aunt/);
  });

  it('shows of an if the branch that it led to', () => {
    const tree: Condition = { op: 'if', test: field('complex'), then: ofAge, else: notOpen };
    expect(why(rule(tree), asked({ complex: false }, { 'alerts.open': 0 })).parts.map(({ text }) => text)).toEqual(['complex', 'alerts.open is 0']);
    expect(why(rule(tree), asked()).parts.map(({ text }) => text)).toEqual(['complex']);
  });

  it('says when values do not fit', () => {
    expect(why(rule(compare(field('risk'), 'gt', value(3))), asked({ risk: 'high' }))).toMatchObject({ verdict: 'unknown', clash: 'type-clash', missing: [] });
  });
});

describe('why not', () => {
  const standing = (tree: Condition, answers = {}, facts = {}): string[] => whyNot(rule(tree), asked(answers, facts)).map(({ text, verdict }) => `${text}: ${verdict}`);

  it('is empty for a rule that holds', () => {
    expect(standing(is('risk', 'high'), { risk: 'high' })).toEqual([]);
  });

  it('names only what stands in the way', () => {
    expect(standing(and(is('risk', 'high'), notOpen, answered('outcome')), { risk: 'high' }, { 'alerts.open': 2 })).toEqual([
      'alerts.open is 0: fails', 'answered(outcome): fails',
    ]);
  });

  it('names every way that an or leaves open', () => {
    expect(standing(or(is('risk', 'high'), field('complex')), { risk: 'low' })).toEqual(['risk is high: fails', 'complex: unknown']);
  });

  it('names under a not what holds and should not', () => {
    expect(standing(not(and(is('risk', 'high'), field('complex'))), { risk: 'high', complex: true })).toEqual(['risk is high: holds', 'complex: holds']);
  });

  it('does not name what an unknown has nothing to do with', () => {
    expect(standing(not(or(is('risk', 'high'), field('complex'))), { risk: 'low' })).toEqual(['complex: unknown']);
  });
});

describe('a list that is gone through', () => {
  const item = (as: string, of?: string): Condition => ({ op: 'item', as, ...(of !== undefined && { field: of }) });
  const goals: Condition = { op: 'records', list: 'goal' };
  const all = (test: Condition): Condition => ({ op: 'each', macro: 'all', list: goals, as: 'g', test });
  const exists = (test: Condition): Condition => ({ op: 'each', macro: 'exists', list: goals, as: 'g', test });
  const reached = compare(item('g', 'result'), 'eq', value('reached'));
  const results: Record<string, string> = { 'goal.1': 'reached', 'goal.3': 'dropped' };
  const records = ['goal.1', 'goal.2', 'goal.3'].map((id) => ({ id, answer: (of: string) => (of === 'result' ? results[id] : undefined), fieldType: () => 'one_of' as const }));
  const env: Environment = { ...asked(), records: () => records, isPrivate: (name) => name === 'goal.result' };
  const standing = (tree: Condition, of: Environment = env): string[] => whyNot(rule(tree), of).map(({ item: one, text, verdict }) => `${one ?? '-'} ${text}: ${verdict}`);

  it('tells of each record what it came to, and what it lacks', () => {
    expect(why(rule(all(reached)), env)).toMatchObject({
      kind: 'all', verdict: 'fails', text: 'goal.all(g, g.result is reached)',
      parts: [
        { kind: 'test', item: 'goal.1', verdict: 'holds', text: 'g.result is reached', missing: [] },
        { item: 'goal.2', verdict: 'unknown', missing: ['goal.result'], reads: [{ kind: 'record_field', name: 'goal.result', private: true }] },
        { item: 'goal.3', verdict: 'fails' },
      ],
    });
  });

  it('names the records that stand in the way', () => {
    expect(standing(all(reached))).toEqual(['goal.2 g.result is reached: unknown', 'goal.3 g.result is reached: fails']);
    expect(standing(exists(compare(item('g', 'result'), 'eq', value('given_up'))))).toHaveLength(3);
    expect(standing(not(exists(reached)))).toEqual(['goal.1 g.result is reached: holds', 'goal.2 g.result is reached: unknown']);
  });

  it('names the tests inside a record', () => {
    expect(standing(all(and({ op: 'answered', field: 'result', as: 'g' }, or(reached, field('complex')))))).toEqual([
      'goal.2 answered(g.result): fails', 'goal.2 g.result is reached: unknown', 'goal.2 complex: unknown', 'goal.3 g.result is reached: fails', 'goal.3 complex: unknown',
    ]);
  });

  it('names the whole where there is nothing to name in it', () => {
    expect(standing(exists(reached), { ...env, records: () => [] })).toEqual(['- goal.exists(g, g.result is reached): fails']);
    expect(standing(all(reached), asked())).toEqual(['- goal.all(g, g.result is reached): unknown']);
    expect(why(rule(all(reached)), asked()).missing).toEqual(['goal']);
  });

  it('shows of a long list those that stand in the way first, and not all of it', () => {
    const many = Array.from({ length: 200 }, (_, n) => ({ id: `goal.${n}`, answer: () => (n < 120 ? 'reached' : 'dropped'), fieldType: () => 'one_of' as const }));
    const { parts } = why(rule(all(reached)), { ...env, records: () => many });
    expect(parts).toHaveLength(MOST_ITEMS_SHOWN);
    expect(parts.map(({ verdict }) => verdict)).toEqual(parts.map(() => 'fails'));
    expect(parts[0]?.item).toBe('goal.120');
  });

  it('of options names the option', () => {
    const tree: Condition = { op: 'each', macro: 'all', list: field('needs'), as: 'n', test: compare(item('n'), 'eq', value('legal')) };
    expect(whyNot(rule(tree), asked({ needs: ['legal', 'health'] })).map(({ item: one, text }) => [one, text])).toEqual([['health', 'n is legal']]);
  });
});

describe('what is asked of the time', () => {
  const due: Due = { form: 'length', rule: 'when', length: { n: 30, unit: 'day' }, after: { kind: 'task', id: 'case_plan', edge: 'end' } };

  it('says what a due waits for, and what it reads', () => {
    const tree: Condition = { op: 'passed', due };
    expect(why(rule(tree), { ...asked(), dueAt: () => ({ waitsFor: ['case_plan'] }) })).toMatchObject({
      kind: 'test', verdict: 'unknown', text: 'passed("30 days after case_plan")', missing: ['case_plan'], reads: [{ kind: 'anchor', name: 'case_plan', private: false }],
    });
  });

  it('reads the fields that a due counts from and those that choose in it', () => {
    const tree: Condition = { op: 'passed', due: { form: 'earliest', rule: 'when', of: [due, { form: 'on', rule: 'when', of: { kind: 'field', field: 'birth_date' } }, { form: 'depends_on', rule: 'when', field: 'risk', cases: {} }] } };
    expect(why(rule(tree), asked()).reads).toEqual([{ kind: 'field', name: 'birth_date', private: true }, { kind: 'field', name: 'risk', private: false }, { kind: 'anchor', name: 'case_plan', private: false }]);
  });

  it('shows nearness and counts as tests of their own', () => {
    const near: Condition = { op: 'within', of: field('court_date'), length: { n: 5, unit: 'working_day' } };
    const often: Condition = compare({ op: 'count', event: 'missed_visit', window: { n: 12, unit: 'month' } }, 'ge', value(3));
    expect(whyNot(rule(and(near, often)), asked({ court_date: '2026-01-01' })).map(({ text, verdict, missing }) => [text, verdict, missing])).toEqual([
      ['within(court_date, "5 working days")', 'fails', []],
      ['count(missed_visit, "12 months") >= 3', 'unknown', ['missed_visit']],
    ]);
  });
});

describe('a condition in words', () => {
  it.each<[Condition, string]>([
    [and(is('risk', 'immediate'), not(answered('outcome'))), 'risk is immediate and not answered(outcome)'],
    [or(and(field('eligible'), field('complex')), field('eligible')), 'eligible and complex or eligible'],
    [and(or(field('eligible'), field('complex')), field('eligible')), '(eligible or complex) and eligible'],
    [not(is('risk', 'low')), 'not (risk is low)'],
    [compare(field('risk'), 'ne', value('low')), 'risk is not low'],
    [{ op: 'in', item: field('risk'), list: value(['low', 'high']) }, 'risk in [low, high]'],
    [{ op: 'in', item: field('risk'), list: { op: 'list', of: [value('low')] } }, 'risk in [low]'],
    [{ op: 'sub', left: value(1), right: { op: 'sub', left: value(2), right: value(3) } }, '1 - (2 - 3)'],
    [{ op: 'mul', left: { op: 'add', left: value(1), right: value(2) }, right: { op: 'neg', of: field('score') } }, '(1 + 2) * -score'],
    [{ op: 'if', test: field('complex'), then: value('a b'), else: value('c') }, 'complex ? "a b" : c'],
    [compare(call('days', fact('today'), field('court_date')), 'lt', value(5)), 'days(today, court_date) < 5'],
    [compare(field('eligible'), 'eq', not(field('complex'))), 'eligible is (not complex)'],
    [is('outcome', 'it is "so"'), `outcome is 'it is "so"'`],
    [{ op: 'passed', due: { form: 'before', rule: 'when', length: { n: 1, unit: 'working_day' }, of: { kind: 'field', field: 'court_date' } } }, 'passed("1 working day before court_date")'],
    [{ op: 'passed', due: { form: 'length', rule: 'when', length: { n: 2, unit: 'hour' }, after: { kind: 'all', of: [{ kind: 'stage', id: 'one', edge: 'start', which: 'first' }, { kind: 'meeting', id: 'two', edge: 'planned' }] } } }, 'passed("2 hours after all of [start of first one, planned two]")'],
    [{ op: 'passed', due: { form: 'when', rule: 'when', lines: [{ rule: 'a', then: { form: 'none' } }] } }, 'passed("one of [none]")'],
    [{ op: 'passed', due: { form: 'times', rule: 'when', series: [{ rule: 'a', times: 2, within: { n: 1, unit: 'week' } }, { rule: 'b', times: 1, within: { n: 1, unit: 'month' } }] } }, 'passed("2 times within 1 week, then 1 times within 1 month")'],
    [{ op: 'each', macro: 'filter', list: { op: 'records', list: 'goal' }, as: 'g', test: { op: 'answered', field: 'result', as: 'g' } }, 'goal.filter(g, answered(g.result))'],
  ])('%j reads: %s', (tree, text) => {
    expect(conditionText(tree)).toBe(text);
  });
});

it('a walk visits every part of a condition, in order', () => {
  const tree: Condition = {
    op: 'if', test: not(answered('risk')), then: { op: 'in', item: field('a'), list: { op: 'list', of: [field('b')] } }, else: and(ofAge, { op: 'neg', of: field('c') }),
  };
  const seen: string[] = [];
  walk(tree, (node) => seen.push(node.op === 'field' ? node.field : node.op));
  expect(seen).toEqual(['if', 'not', 'answered', 'in', 'a', 'list', 'b', 'and', 'ge', 'call', 'birth_date', 'value', 'neg', 'c']);
});
