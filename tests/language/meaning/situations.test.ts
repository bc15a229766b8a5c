// What is said of conditions without a case holds in every case: compared with the evaluator over answers at random, given or not.

import * as fc from 'fast-check';
import { certaintyOf } from '../../../language/meaning/certainty';
import { Situations } from '../../../language/meaning/situations';
import type { Condition, Rule, Value } from '../../../process/condition';
import type { Environment } from '../../../process/environment';
import { evaluate } from '../../../process/evaluate';
import type { Field, Process } from '../../../process/process';
import { compileShipped } from '../../definitions';

const FIELDS: Record<string, Field> = {
  risk: { type: 'one_of', options: ['low', 'medium', 'high', 'immediate'] },
  eligible: { type: 'yes_no' },
  score: { type: 'integer', min: 0, max: 10 },
  consent: { type: 'consent' },
  birth_date: { type: 'date' },
  court_date: { type: 'date' },
};
const PROCESS: Process = { ...compileShipped().rules.process, fields: FIELDS };
const STAGES = PROCESS.stages.map((stage) => stage.id);

const ruleOf = (tree: Condition): Rule => ({ path: 'when', text: 'when', tree });
const field = (id: string): Condition => ({ op: 'field', field: id });
const value = (of: Value): Condition => ({ op: 'value', value: of });
const COMPARE = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const;

const test: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ op: fc.constantFrom('eq' as const, 'ne' as const), left: fc.constant(field('risk')), right: fc.constantFrom(...(FIELDS.risk?.options ?? [])).map(value) }),
  fc.subarray(FIELDS.risk?.options ?? [], { minLength: 1 }).map((options): Condition => ({ op: 'in', item: field('risk'), list: { op: 'list', of: options.map(value) } })),
  fc.constant(field('eligible')),
  fc.record({ op: fc.constantFrom(...COMPARE), left: fc.constant(field('score')), right: fc.integer({ min: -1, max: 11 }).map(value) }),
  fc.record({ op: fc.constantFrom(...COMPARE), left: fc.integer({ min: 0, max: 10 }).map(value), right: fc.constant(field('score')) }),
  fc.record({ op: fc.constantFrom(...COMPARE), left: fc.constant<Condition>({ op: 'call', name: 'age', args: [field('birth_date')] }), right: fc.constantFrom(3, 18, 21).map(value) }),
  fc.record({ op: fc.constantFrom(...COMPARE), left: fc.constant(field('birth_date')), right: fc.constant(field('court_date')) }),
  fc.record({ op: fc.constantFrom(...COMPARE), left: fc.constant<Condition>({ op: 'fact', name: 'alerts.open' }), right: fc.integer({ min: 0, max: 3 }).map(value) }),
  fc.record({ op: fc.constantFrom('eq' as const, 'ne' as const), left: fc.constant<Condition>({ op: 'fact', name: 'stage' }), right: fc.constantFrom(...STAGES).map(value) }),
  fc.constant<Condition>({ op: 'fact', name: 'consent.given' }),
  fc.constant<Condition>({ op: 'fact', name: 'screening.done' }),
  fc.constantFrom(...Object.keys(FIELDS)).map((id): Condition => ({ op: 'answered', field: id })),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    test,
    tie('condition').map((of): Condition => ({ op: 'not', of })),
    fc.record({ op: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }) }),
  ),
}));

/** Some of the fields have answers; the facts are always known. */
const anyCase = fc.record({
  answers: fc.record({
    risk: fc.constantFrom(...(FIELDS.risk?.options ?? [])), eligible: fc.boolean(), score: fc.integer({ min: 0, max: 10 }), consent: fc.boolean(),
    birth_date: fc.constantFrom('2024-05-01', '2010-01-31', '2008-06-01', '2000-12-31'), court_date: fc.constantFrom('2010-01-31', '2026-07-01'),
  }, { requiredKeys: [] }),
  facts: fc.record({ 'alerts.open': fc.nat(4), stage: fc.constantFrom(...STAGES), 'screening.done': fc.boolean() }),
});
type AnyCase = typeof anyCase extends fc.Arbitrary<infer Of> ? Of : never;

const environmentOf = ({ answers, facts }: AnyCase): Environment => ({
  today: '2026-06-01',
  answer: (id) => (answers as Record<string, Value | undefined>)[id],
  fact: (name) => (name === 'consent.given' ? answers.consent : (facts as Record<string, Value>)[name]),
  fieldType: (id) => FIELDS[id]?.type,
  isPrivate: () => false,
});
const verdictOf = (tree: Condition, one: AnyCase): string => {
  const outcome = evaluate(tree, environmentOf(one));
  return outcome.known ? (outcome.value === true ? 'holds' : 'fails') : 'unknown';
};

describe('the situations of some conditions', () => {
  it('have every case among them, whatever it has answered', () => {
    let looked = 0;
    fc.assert(fc.property(fc.array(condition, { minLength: 1, maxLength: 2 }), anyCase, (trees, one) => {
      const rules = trees.map(ruleOf);
      const situations = new Situations(PROCESS, rules);
      const all = situations.all();
      if (!all) return;
      looked += 1;
      const wanted = trees.map((tree) => verdictOf(tree, one)).join();
      expect(all.map((situation) => rules.map((rule) => situations.judge(rule, situation)).join())).toContain(wanted);
    }), { numRuns: 600 });
    expect(looked).toBeGreaterThan(400);
  });

  it('are no more than make a difference, and none where there are too many', () => {
    const risk = ruleOf({ op: 'eq', left: field('risk'), right: value('high') });
    expect(new Situations(PROCESS, [risk]).all()?.map((one) => one.get('risk'))).toEqual(['high', 'low', undefined]);
    expect(new Situations(PROCESS, [risk]).all(new Set(['risk']))?.map((one) => one.get('risk'))).toEqual(['high', 'low']);
    const many = Array.from({ length: 12 }, (_, n) => ruleOf({ op: 'answered', field: `f${n}` }));
    expect(new Situations(PROCESS, many).all()).toBeUndefined();
  });

  it('know the stage and the reason that are given', () => {
    const stage = ruleOf({ op: 'eq', left: { op: 'fact', name: 'stage' }, right: value('planning') });
    expect(certaintyOf(PROCESS, stage, { stage: 'planning' })).toBe('always');
    expect(certaintyOf(PROCESS, stage, { stage: 'assessment' })).toBe('never');
    expect(certaintyOf(PROCESS, stage)).toBeUndefined();
  });
});

describe('a condition of which it is said', () => {
  const said = new Set<string>();
  it('that it never holds, or always does once all is answered, is so in every case', () => {
    fc.assert(fc.property(condition, fc.array(anyCase, { minLength: 20, maxLength: 20 }), (tree, cases) => {
      const certainty = certaintyOf(PROCESS, ruleOf(tree));
      if (!certainty) return;
      said.add(certainty);
      for (const one of cases) {
        const verdict = verdictOf(tree, one);
        const isAnswered = Object.keys(one.answers).length === Object.keys(FIELDS).length;
        if (certainty === 'never') expect(verdict).not.toBe('holds');
        else if (isAnswered) expect(verdict).toBe('holds');
        else expect(verdict).not.toBe('fails');
      }
    }), { numRuns: 600 });
    expect([...said].sort()).toEqual(['always', 'never']);
  });
});
