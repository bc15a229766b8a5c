// How a condition explains itself: each test with what it came to, what stands in the way, and nothing that is private.

import type { Condition } from '../../process/condition';
import { conditionText } from '../../process/condition-text';
import { walk } from '../../process/condition-parts';
import { why, whyNot } from '../../process/explain-condition';
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
