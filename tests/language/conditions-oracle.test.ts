// Conditions come to what CEL makes of them: compiled and evaluated here, and evaluated by cel-js, on the same answers.

import { Environment as Cel } from '@marcbachmann/cel-js';
import * as fc from 'fast-check';
import type { Value } from '../../process/condition';
import type { Environment } from '../../process/environment';
import { evaluate } from '../../process/evaluate';
import { wordsToOperators } from '../../language/conditions/words';
import { jordan } from '../process/calendars';
import { compile, FIELDS, NEEDS, RISKS } from './compiled-condition';

type Answers = Record<string, Value>;

const JORDAN = jordan();
const TODAY = '2026-03-26';

/** The case as this project's evaluator sees it. */
const asked = (answers: Answers): Environment => ({
  today: TODAY,
  at: `${TODAY}T07:00:00.000Z`,
  calendar: JORDAN,
  answer: (field) => answers[field],
  fact: (name) => answers[name],
  fieldType: (field) => FIELDS[field],
  isPrivate: () => false,
});

function ours(text: string, answers: Answers): Value | 'unknown' {
  const { rule, report } = compile(text);
  expect([text, report.problems.map(({ message }) => message)]).toEqual([text, []]);
  const outcome = rule && evaluate(rule.tree, asked(answers));
  return outcome?.known ? outcome.value : 'unknown';
}

const cel = new Cel({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false })
  .registerFunction('age(dyn): int', (birth: unknown) => BigInt(ageOn(String(birth))))
  .registerFunction('days(dyn, dyn): int', (from: unknown, to: unknown) => BigInt((Date.parse(String(to)) - Date.parse(String(from))) / 86_400_000));

/** Whole years on the day of this test, by counting birthdays. */
function ageOn(birth: string): number {
  let years = -1;
  for (let year = Number(birth.slice(0, 4)); `${year}${birth.slice(4)}` <= TODAY; year += 1) years += 1;
  return years;
}

/** Answers that are not there are left out, so that cel-js fails over them. */
function theirs(text: string, answers: Answers): Value | 'unknown' {
  const context: Record<string, unknown> = { today: TODAY, answers };
  for (const word of [...RISKS, ...NEEDS, 'planning', 'done']) if (!(word in FIELDS)) context[word] = word;
  for (const [id, value] of Object.entries(answers)) {
    const [of, part] = id.split('.') as [string, string | undefined];
    const plain = typeof value === 'number' && (FIELDS[id] === 'integer' || part === 'open') ? BigInt(value) : value;
    context[of] = part === undefined ? plain : { ...(context[of] as object), [part]: plain };
  }
  try {
    const inCel = wordsToOperators(text.replace(/answered\((\w+)\)/g, 'has(answers.$1)').replace(/(?<!')\bhigh\b(?!')/g, "'high'"));
    const value: unknown = cel.evaluate(inCel, context);
    return typeof value === 'bigint' ? Number(value) : (value as Value);
  } catch {
    return 'unknown';
  }
}

const CASE: Answers = {
  risk: 'high', earlier_risk: 'low', needs: ['school', 'health'], eligible: true, score: 7, points: 3, weight: 2.5, birth_date: '2010-06-15',
  court_date: '2026-04-02', outcome: 'went home', stage: 'planning', 'alerts.open': 1, 'consent.given': true, 'case_plan.done': false,
};

/** Conditions on a case in which `complex`, `assigned` and `case_plan.result` are not known. */
const TABLE = [
  // Options
  'risk is high', 'risk is not high', 'risk is low', 'high is risk', "risk == 'high'", 'risk != medium', 'risk is earlier_risk', 'risk is not earlier_risk',
  'risk in [high, immediate]', 'risk in [low, medium]', 'not (risk in [low])', "risk in ['high']", 'earlier_risk in [low] and risk in [high]', 'stage is planning', 'stage in [planning]',
  // Yes or no
  'eligible', 'not eligible', '!eligible', 'not not eligible', 'eligible and eligible', 'eligible or eligible', 'eligible is true', 'eligible is false', 'eligible is not true', 'true', 'false', 'true and eligible', 'false or eligible',
  'eligible and (eligible or not eligible)', '(eligible and risk is low) or eligible', 'eligible and risk is low or eligible', 'eligible or risk is low and eligible', 'not (eligible and risk is low)', 'eligible is (risk is high)', 'eligible is not (risk is high)',
  // Numbers
  'score is 7', 'score is not 7', 'score > 6', 'score >= 7', 'score < 7', 'score <= 7', 'score > points', 'score - points is 4', 'score + points > 9', 'score * 2 is 14', 'score * points - 1 is 20', '-score < 0', 'score > -1', '-(score - 10) is 3',
  'score - 1 - 1 is 5', 'score - (1 - 1) is 7', 'score + 2 * 3 is 13', '(score + 2) * 3 is 27', 'weight > 2.4', 'weight is 2.5', 'weight < 2.5', 'weight >= 2.5', 'weight * 2.0 is 5.0', 'weight / 2.0 is 1.25', 'weight - 0.5 is 2.0', 'weight is -2.5', '-weight < 0.0', '2.5 is weight', '6 < score',
  // Texts
  "outcome is 'went home'", 'outcome is "went home"', "outcome is not 'went home'", "outcome is ''", "outcome is 'is not and or'", "outcome in ['went home', 'stayed']", "outcome in ['stayed']", "'went home' is outcome",
  // Dates
  "birth_date is '2010-06-15'", "birth_date < '2011-01-01'", "birth_date >= '2010-06-15'", "birth_date > '2010-06-15'", 'court_date > today', 'court_date <= today', 'birth_date < court_date', 'today is today', "today is '2026-03-26'", "court_date in ['2026-04-02']",
  'age(birth_date) >= 18', 'age(birth_date) is 15', 'age(birth_date) < 16', 'days(today, court_date) is 7', 'days(court_date, today) < 0', 'days(birth_date, today) > 365', 'days(today, today) is 0', 'days(today, court_date) + 1 is 8', 'age(birth_date) + 3 >= 18',
  // Lists
  'school in needs', 'legal in needs', 'not (legal in needs)', 'size(needs) is 2', 'size(needs) > 2', 'size(needs) * 2 is 4', 'needs.all(n, n is school)', 'needs.all(n, n in [school, health])', 'needs.exists(n, n is health)', 'needs.exists(n, n is legal)', 'needs.exists(n, n is not school)', 'not needs.all(n, n is school)',
  'size(needs.filter(n, n is school)) is 1', 'size(needs.filter(n, n is not legal)) is 2', 'needs.filter(n, n is school).all(n, n is school)', 'needs.filter(n, n is legal).all(n, n is school)', 'needs.filter(n, n is legal).exists(n, n is legal)', 'school in needs.filter(n, n is school)', 'needs.all(a, needs.exists(b, b is a))', 'needs.exists(a, needs.all(b, b is a))', 'needs.all(a, needs.exists(b, b is not a))',
  'needs.all(n, eligible)', 'needs.exists(n, n is school and eligible)', 'needs.all(n, n is school or risk is high)', 'needs.exists(n, risk is low)', 'eligible ? needs.all(n, n is school) : needs.exists(n, n is school)', 'size(needs) > 0 and needs.all(n, n is not legal)',
  // If
  'eligible ? risk is high : risk is low', 'eligible ? false : true', '(eligible ? 1 : 2) is 1', 'not eligible ? risk is high : risk is low', 'eligible ? (risk is high ? true : false) : false',
  // Facts
  'alerts.open is 0', 'alerts.open > 0', 'alerts.open + 1 is 2', 'consent.given', 'not consent.given', 'case_plan.done', 'not case_plan.done', 'consent.given and alerts.open is 1',
  // Answers that are not there
  'complex', 'not complex', 'complex is true', 'complex or eligible', 'eligible or complex', 'complex and not eligible', 'not eligible and complex', 'complex and eligible', 'eligible and complex', 'complex or not eligible', 'not eligible or complex', 'complex and complex', 'complex or complex', 'not (complex and not eligible)',
  'complex ? true : true', 'eligible ? true : complex', 'eligible ? complex : true', 'complex is eligible', 'answered(complex)', 'not answered(complex)', 'answered(risk)', 'answered(risk) and not answered(complex)', 'answered(complex) or risk is high', 'answered(complex) and complex', 'not answered(complex) or complex', 'answered(complex) ? complex : eligible',
  'case_plan.result is done', 'not (case_plan.result is done)', 'case_plan.result is done or eligible', 'complex or complex or eligible', 'complex and complex and not eligible', '(complex or eligible) and (complex or eligible)', '(complex and eligible) or eligible', '(complex and eligible) or not eligible', 'needs.all(n, complex)', 'needs.exists(n, complex)',
  'needs.exists(n, n is school or complex)', 'needs.all(n, n is legal and complex)', 'needs.exists(n, n is legal and complex)', 'needs.all(n, n is not legal or complex)', 'needs.filter(n, n is legal).all(n, complex)', 'needs.exists(n, complex) or eligible',
];

describe('a condition, beside cel-js', () => {
  it('comes to the same in every line of the table', () => {
    expect(TABLE.map((text) => [text, ours(text, CASE)])).toEqual(TABLE.map((text) => [text, theirs(text, CASE)]));
  });

  it('is tried in both ways it can end, and without an answer', () => {
    const came = new Set(TABLE.map((text) => ours(text, CASE)));
    expect(came).toEqual(new Set([true, false, 'unknown']));
    expect(TABLE.length).toBeGreaterThanOrEqual(170);
    expect(new Set(TABLE).size).toBe(TABLE.length);
  });

  const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 4 });
  const day = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(Date.UTC(1990, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
  const answers: fc.Arbitrary<Answers> = fc
    .record({
      risk: some(fc.constantFrom(...RISKS)), earlier_risk: some(fc.constantFrom(...RISKS)), needs: some(fc.subarray(NEEDS)), eligible: some(fc.boolean()), complex: some(fc.boolean()),
      score: some(fc.integer({ min: -5, max: 20 })), points: some(fc.integer({ min: 0, max: 10 })), weight: some(fc.integer({ min: -20, max: 20 }).map((n) => n / 4)),
      birth_date: some(day), court_date: some(day), outcome: some(fc.constantFrom('a', 'b', '')), 'consent.given': some(fc.boolean()), 'alerts.open': fc.integer({ min: 0, max: 3 }), 'case_plan.done': fc.boolean(), stage: fc.constant('planning'),
    })
    .map((of) => Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Answers);

  const number: fc.Arbitrary<string> = fc.letrec<{ of: string }>((tie) => ({
    of: fc.oneof({ depthSize: 'small' }, fc.constantFrom('score', 'points', 'alerts.open', 'size(needs)', '3', '7', '-2', 'days(birth_date, court_date)'), fc.tuple(tie('of'), fc.constantFrom('+', '-', '*'), tie('of')).map(([a, op, b]) => `(${a} ${op} ${b})`)),
  })).of;
  const order = fc.constantFrom('is', 'is not', '<', '<=', '>', '>=');
  const date = fc.oneof(fc.constantFrom('birth_date', 'court_date', 'today'), day.map((of) => `'${of}'`));
  const test = (item?: string): fc.Arbitrary<string> => fc.oneof(
    fc.tuple(fc.constantFrom('risk', 'earlier_risk'), fc.constantFrom('is', 'is not'), fc.constantFrom(...RISKS)).map((of) => of.join(' ')),
    fc.tuple(fc.constantFrom('risk', 'earlier_risk'), fc.subarray(RISKS, { minLength: 1 })).map(([field, of]) => `${field} in [${of.join(', ')}]`),
    fc.constantFrom('eligible', 'complex', 'consent.given', 'case_plan.done', 'risk is earlier_risk', 'true', 'false'),
    fc.constantFrom('risk', 'needs', 'eligible', 'complex', 'score', 'outcome').map((field) => `answered(${field})`),
    fc.constantFrom(...NEEDS).map((need) => `${need} in needs`),
    fc.tuple(number, order, number).map((of) => of.join(' ')),
    fc.tuple(fc.constantFrom('weight', 'weight * 2.0', '-weight'), order, fc.constantFrom('0.5', '2.5', 'weight')).map((of) => of.join(' ')),
    fc.tuple(fc.constantFrom('birth_date', 'court_date'), order, date).map((of) => of.join(' ')),
    fc.tuple(fc.constant('age(birth_date)'), order, fc.constantFrom('18', '30')).map((of) => of.join(' ')),
    fc.constantFrom("outcome is 'a'", "outcome is not 'b'", "outcome in ['a', 'c']"),
    ...(item === undefined ? [] : [fc.tuple(fc.constant(item), fc.constantFrom('is', 'is not'), fc.constantFrom(...NEEDS)).map((of) => of.join(' '))]),
  );
  const condition = (depth: number, items: string[] = []): fc.Arbitrary<string> => {
    if (depth === 0) return test(items.at(-1));
    const inner = condition(depth - 1, items);
    const name = `n${items.length}`;
    return fc.oneof(
      test(items.at(-1)),
      fc.tuple(inner, fc.constantFrom('and', 'or'), inner).map(([a, op, b]) => `(${a}) ${op} (${b})`),
      inner.map((of) => `not (${of})`),
      fc.tuple(inner, inner, inner).map(([a, b, c]) => `((${a}) ? (${b}) : (${c}))`),
      ...(items.length < 2 ? [fc.tuple(fc.constantFrom('all', 'exists'), condition(depth - 1, [...items, name])).map(([macro, of]) => `needs.${macro}(${name}, ${of})`)] : []),
      ...(items.length < 2 ? [condition(depth - 1, [...items, name]).map((of) => `size(needs.filter(${name}, ${of})) > 1`)] : []),
    );
  };

  const COUNT = 400;
  // What can never hold is refused by the checker, and so is nothing to compare.
  const isTaken = (text: string): boolean => compile(text).report.problems.length === 0;

  it(`comes to the same for ${COUNT} made-up conditions`, () => {
    const cases = fc.sample(fc.tuple(condition(3).filter(isTaken), answers), { numRuns: COUNT, seed: 4 });
    const results = cases.map(([text, of]) => ({ text, of, ours: ours(text, of), theirs: theirs(text, of) }));
    expect(results.filter((one) => one.ours !== one.theirs).slice(0, 3)).toEqual([]);
    expect(results).toHaveLength(COUNT);
    for (const came of [true, false, 'unknown']) expect(results.filter((one) => one.ours === came).length).toBeGreaterThan(COUNT / 20);
  });

  it('does so for 500 cases, no two of which are the same', () => {
    const cases = fc.sample(fc.tuple(condition(3).filter(isTaken), answers), { numRuns: COUNT, seed: 4 });
    const different = new Set([...TABLE, ...cases.map(([text, of]) => `${text} ${JSON.stringify(of)}`)]);
    expect(different.size).toBeGreaterThanOrEqual(500);
  });
});
