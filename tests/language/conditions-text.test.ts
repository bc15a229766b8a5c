// A compiled condition written out in words is read as the very same condition again.

import * as fc from 'fast-check';
import { conditionText } from '../../process/condition-text';
import { compile, FIELDS, NEEDS, RISKS } from './compiled-condition';

const isText = (field: string): boolean => FIELDS[field] === 'text';

/** What a text comes to, written out and read again. */
function again(text: string): { once: unknown; twice: unknown; written: string } {
  const once = compile(text);
  const written = once.rule ? conditionText(once.rule.tree, isText) : '';
  const twice = compile(written);
  return { once: once.rule?.tree, twice: twice.rule?.tree, written };
}

const join = (separator: string) => (of: string[]): string => of.join(separator);
const length = fc.constantFrom('30 days', '1 working day', '24 hours', '2 weeks', '6 months');
const due = fc.oneof(
  length,
  fc.tuple(length, fc.constantFrom('after', 'before')).map(([of, word]) => `${word === 'before' && of === '24 hours' ? '2 days' : of} ${word} ${word === 'after' ? 'case_plan' : 'court_date'}`),
  fc.tuple(length, fc.constantFrom('start of planning', 'first case_plan', 'last follow_up', 'start of last planning', 'all of [case_plan, start of planning]', 'incident_at')).map(([of, start]) => `${of} after ${start}`),
  fc.constantFrom('on court_date', 'on incident_at'),
);
const order = fc.constantFrom('is', 'is not', '<', '<=', '>', '>=');
const number: fc.Arbitrary<string> = fc.letrec<{ of: string }>((tie) => ({
  of: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('score', 'weight', 'alerts.open', 'size(needs)', 'days(court_date, today)', 'age(birth_date)', '3', '0.25', '-7', '1e21', '(eligible ? 1 : score)', 'size(needs.filter(x, x is school))'),
    fc.tuple(tie('of'), fc.constantFrom(' + ', ' - ', ' * ', ' / '), tie('of')).map(([a, op, b]) => `(${a}${op}${b})`),
    fc.tuple(tie('of'), fc.constantFrom('+', '-', '*', '/'), tie('of')).map(join(' ')),
    tie('of').map((of) => `-(${of})`),
  ),
})).of;
const test: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(fc.constantFrom('risk', 'earlier_risk'), fc.constantFrom('is', 'is not'), fc.constantFrom(...RISKS, "'low'")).map(join(' ')),
  fc.subarray(RISKS, { minLength: 1 }).map((of) => `risk in [${of.join(', ')}]`),
  fc.constantFrom('eligible', 'complex', 'consent.given', 'case_plan.done', 'visit.result is waived', 'stage is planning', 'risk is earlier_risk', 'high is risk', 'true', 'eligible is false', 'answered(outcome)', "assigned is assigned"),
  fc.constantFrom("outcome is 'done'", `outcome is "it's"`, `outcome is 'say "no"'`, "outcome in ['a', 'low']", "high is 'high'", "'x' is outcome", "outcome is high", "court_date in ['2026-01-01']", "court_date > '2026-01-01'", 'court_date <= today'),
  fc.constantFrom(...NEEDS).map((need) => `${need} in needs`),
  fc.tuple(number, order, number).map(join(' ')),
  due.map((of) => `passed("${of}")`),
  fc.tuple(fc.constantFrom('incident_at'), length).map(([of, text]) => `within(${of}, '${text}')`),
);
const inMacro = fc.oneof(test, fc.constantFrom('n is school', 'n is not legal', 'n in [school, legal]', 'n in needs', 'needs.exists(m, m is n)', 'legal in needs.filter(m, m is not n)'));
const { tree: conditions } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium' },
    test,
    tie('tree').map((of) => `not (${of})`),
    tie('tree').map((of) => `!(${of})`),
    fc.tuple(tie('tree'), fc.constantFrom('and', 'or', '&&', '||', 'is', 'is not'), tie('tree')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    fc.tuple(test, fc.constantFrom('and', 'or'), test, fc.constantFrom('and', 'or'), test).map(join(' ')),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
    fc.tuple(fc.constantFrom('all', 'exists'), inMacro, fc.constantFrom('needs', 'needs.filter(x, x is not school)')).map(([macro, of, list]) => `${list}.${macro}(n, ${of})`),
  ),
}));

it('a condition written out is the same condition', () => {
  let compared = 0;
  fc.assert(
    fc.property(conditions, (text) => {
      const { once, twice, written } = again(text);
      // What can never hold is refused as it is written, and so has no tree.
      if (once === undefined) return;
      compared += 1;
      expect([written, twice]).toEqual([written, once]);
    }),
    { numRuns: 1000 },
  );
  expect(compared).toBeGreaterThan(700);
});

it.each([
  ['risk is not immediate and (eligible or complex)', 'risk is not immediate and (eligible or complex)'],
  ['passed("30  days after start of planning")', 'passed("30 days after start of planning")'],
  ["within(court_date, '1 working day')", 'within(court_date, "1 working day")'],
  ["outcome is 'low'", 'outcome is "low"'],
  ["risk is 'low'", 'risk is low'],
  ['needs.filter(n, n is not school).exists(n, n is legal or eligible)', 'needs.filter(n, n is not school).exists(n, n is legal or eligible)'],
])('%s reads: %s', (text, written) => {
  expect(again(text).written).toBe(written);
});
