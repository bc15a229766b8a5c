// Conditions: words to operators with positions kept, options without quotes, the trees they come to, and what is refused in them.

import { Environment } from '@marcbachmann/cel-js';
import type { Rule } from '../../process/condition';
import type { FieldType } from '../../process/process';
import { compileCondition } from '../../language/conditions/conditions';
import { rangeInFile } from '../../language/conditions/positions';
import { wordsToOperators } from '../../language/conditions/words';
import { Names } from '../../language/names';
import { Report } from '../../language/report';
import { Source } from '../../language/source';
import type { ScalarNode } from '../../language/tree';
import { Place } from '../../language/tree';
import { parseYaml } from '../../language/yaml';

const FIELDS: Record<string, FieldType> = {
  risk: 'one_of', earlier_risk: 'one_of', needs: 'several_of', eligible: 'yes_no', score: 'integer', weight: 'number', birth_date: 'date', court_date: 'date',
  incident_at: 'time', outcome: 'text', consent: 'consent', assigned: 'staff', high: 'text',
};

function compile(text: string, inClosure = false): { rule?: Rule; report: Report } {
  const report = new Report(new Source('c.yaml', text));
  const names = new Names(report);
  const node = (path: string): Place => new Place({ kind: 'scalar', value: path, style: 'plain', range: { start: 0, end: 0 } }, path);
  for (const id of Object.keys(FIELDS)) names.declare('field', id, node(id));
  for (const id of ['risk', 'earlier_risk']) names.options.set(id, ['low', 'medium', 'high', 'immediate']);
  names.options.set('needs', ['school', 'health']);
  names.declare('stage', 'planning', node('planning'));
  names.declare('task', 'case_plan', node('case_plan'));
  names.reasons.push('resolved', 'of_age');
  const place = new Place({ kind: 'scalar', value: text, style: 'plain', range: { start: 0, end: text.length } }, 'when');
  const rule = compileCondition(place, { names, fields: new Map(Object.entries(FIELDS)), inClosure }, report);
  return { report, ...(rule && { rule }) };
}

const field = (id: string): object => ({ op: 'field', field: id });
const value = (of: unknown): object => ({ op: 'value', value: of });
const fact = (name: string): object => ({ op: 'fact', name });

const TREES: [string, object][] = [
  ['eligible', field('eligible')],
  ['not eligible', { op: 'not', of: field('eligible') }],
  ['risk is immediate', { op: 'eq', left: field('risk'), right: value('immediate') }],
  ['risk is not immediate', { op: 'ne', left: field('risk'), right: value('immediate') }],
  ['immediate is risk', { op: 'eq', left: value('immediate'), right: field('risk') }],
  ["risk == 'high'", { op: 'eq', left: field('risk'), right: value('high') }],
  ['risk is high', { op: 'eq', left: field('risk'), right: value('high') }],
  ['risk is earlier_risk', { op: 'eq', left: field('risk'), right: field('earlier_risk') }],
  ['risk in [high, immediate]', { op: 'in', item: field('risk'), list: { op: 'list', of: [value('high'), value('immediate')] } }],
  ['school in needs', { op: 'in', item: value('school'), list: field('needs') }],
  ['not (risk in [low])', { op: 'not', of: { op: 'in', item: field('risk'), list: { op: 'list', of: [value('low')] } } }],
  ['risk is immediate and not answered(outcome)', { op: 'and', of: [{ op: 'eq', left: field('risk'), right: value('immediate') }, { op: 'not', of: { op: 'answered', field: 'outcome' } }] }],
  ['eligible and eligible and eligible', { op: 'and', of: [field('eligible'), field('eligible'), field('eligible')] }],
  ['eligible or (eligible and eligible)', { op: 'or', of: [field('eligible'), { op: 'and', of: [field('eligible'), field('eligible')] }] }],
  ['age(birth_date) >= 18', { op: 'ge', left: { op: 'call', name: 'age', args: [field('birth_date')] }, right: value(18) }],
  ['days(birth_date, today) > 30', { op: 'gt', left: { op: 'call', name: 'days', args: [field('birth_date'), fact('today')] }, right: value(30) }],
  ['size(needs) > 1', { op: 'gt', left: { op: 'call', name: 'size', args: [field('needs')] }, right: value(1) }],
  ['score * 2 + 1 < weight', { op: 'lt', left: { op: 'add', left: { op: 'mul', left: field('score'), right: value(2) }, right: value(1) }, right: field('weight') }],
  ['weight < -0.5', { op: 'lt', left: field('weight'), right: { op: 'neg', of: value(0.5) } }],
  ["court_date < '2026-03-01'", { op: 'lt', left: field('court_date'), right: value('2026-03-01') }],
  ['court_date <= today', { op: 'le', left: field('court_date'), right: fact('today') }],
  ['alerts.open is 0', { op: 'eq', left: fact('alerts.open'), right: value(0) }],
  ['consent.given', fact('consent.given')],
  ['answered(consent)', { op: 'answered', field: 'consent' }],
  ['case_plan.done', fact('case_plan.done')],
  ['case_plan.result is done', { op: 'eq', left: fact('case_plan.result'), right: value('done') }],
  ['stage is planning', { op: 'eq', left: fact('stage'), right: value('planning') }],
  ["outcome is 'is not and or'", { op: 'eq', left: field('outcome'), right: value('is not and or') }],
  ['eligible ? risk is low : risk is high', { op: 'if', test: field('eligible'), then: { op: 'eq', left: field('risk'), right: value('low') }, else: { op: 'eq', left: field('risk'), right: value('high') } }],
  ['risk == immediate && !eligible', { op: 'and', of: [{ op: 'eq', left: field('risk'), right: value('immediate') }, { op: 'not', of: field('eligible') }] }],
];

describe('the words of a condition', () => {
  it.each([
    ['risk is immediate', 'risk == immediate'],
    ['risk is not immediate', 'risk !=     immediate'],
    ['risk is   not low', 'risk !=       low'],
    ['a and b or not c', 'a &&  b || !   c'],
    ["x is 'is and not'", "x == 'is and not'"],
    ['island is android', 'island == android'],
    ['a.is and b.not', 'a.is &&  b.not'],
  ])('stand as operators of the same length: %s', (written, operators) => {
    expect(wordsToOperators(written)).toBe(operators);
    expect(operators).toHaveLength(written.length);
  });
});

describe('a condition', () => {
  it.each(TREES)('comes to its tree: %s', (text, tree) => {
    const { rule, report } = compile(text);
    expect(report.problems).toEqual([]);
    expect(rule).toEqual({ path: 'when', text, tree });
  });

  it('may ask for the reason where a case is closed', () => {
    expect(compile('reason is resolved', true).rule?.tree).toEqual({ op: 'eq', left: fact('reason'), right: value('resolved') });
    expect(compile('reason is resolvd', true).report.problems[0]).toMatchObject({ code: 'unknown-option', suggestion: 'resolved' });
  });

  it.each([
    ['risk', 'condition-type'],
    ['score', 'condition-type'],
    ['outcome', 'condition-type'],
    ['consent', 'condition-type'],
    ['needs is school', 'condition-type'],
    ['score is high', 'condition-type'],
    ['risk > low', 'condition-type'],
    ['eligible > true', 'condition-type'],
    ['birth_date is incident_at', 'condition-type'],
    ['birth_date + 1 > today', 'condition-type'],
    ['outcome + 1 > score', 'condition-type'],
    ['age(score) > 1', 'condition-type'],
    ['age(birth_date, today) > 1', 'wrong-arguments'],
    ['answered(risk is low)', 'condition-type'],
    ['answered(risk, outcome)', 'wrong-arguments'],
    ['outcome is null', 'condition-type'],
    ["outcome is b'x'", 'condition-type'],
    ['score in [1, 2]', 'condition-type'],
    ['consent is consent', 'condition-type'],
    ['risk.level is 1', 'condition-type'],
    ['eligible is (score > 1 ? 1 : 2)', 'condition-type'],
    ['planning', 'wrong-name'],
    ['case_plan', 'wrong-name'],
    ['alerts is 0', 'wrong-name'],
    ['low', 'unknown-name'],
    ['nothing_like_it', 'unknown-name'],
    ['consent.gave', 'unknown-name'],
    ['case_plan.don', 'unknown-name'],
    ['case_plam.done', 'unknown-name'],
    ['answered(outcom)', 'unknown-name'],
    ['risk is hihg', 'unknown-option'],
    ['risk in [low, hihg]', 'unknown-option'],
    ["risk is 'hihg'", 'unknown-option'],
    ['scool in needs', 'unknown-option'],
    ['stage is plannning', 'unknown-option'],
    ['reason is resolved', 'fact-not-here'],
    ["outcome.matches('(a+)+$')", 'forbidden-function'],
    ["matches(outcome, 'a')", 'forbidden-function'],
    ["outcome.split(' ') is outcome", 'forbidden-function'],
    ['[outcome].join() is outcome', 'forbidden-function'],
    ['cel.bind(x, 1, x > 0)', 'forbidden-function'],
    ['json(outcome)', 'forbidden-function'],
    ['has(consent.given)', 'unknown-function'],
    ['referrals.open is 0', 'not-yet'],
    ["count(visit, '12 months') > 1", 'not-yet'],
    ['score % 2 is 0', 'condition-syntax'],
    ['{1: 2} is score', 'condition-syntax'],
    ['needs[0] is school', 'condition-syntax'],
    ['risk is', 'condition-syntax'],
    ['(risk is low', 'condition-syntax'],
    ['risk is low)', 'condition-syntax'],
    ['risk = low', 'condition-syntax'],
    ['risk is “low”', 'condition-syntax'],
    ['risk not in [low]', 'condition-syntax'],
    ['risk is in [low]', 'condition-syntax'],
    ['risk is low AND eligible', 'condition-syntax'],
    ['risk is low & eligible', 'condition-syntax'],
    ['risk is low // always', 'condition-syntax'],
    ["outcome is 'a", 'condition-syntax'],
    ['and', 'condition-syntax'],
    ['return is 1', 'condition-syntax'],
    ["'''a''' is outcome", 'condition-syntax'],
    [`${'!'.repeat(1500)}eligible`, 'condition-too-deep'],
    [`${'('.repeat(900)}eligible${')'.repeat(900)}`, 'condition-too-deep'],
    [Array.from({ length: 180 }, () => '-1').join(' + '), 'condition-too-deep'],
    ['eligible is yes', 'yes-or-no'],
    ["court_date is '2026-13-01'", 'bad-date'],
  ])('is refused with one problem: %s', (text, code) => {
    const { rule, report } = compile(text);
    expect(rule).toBeUndefined();
    expect(report.problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('is typed as cel-js types it, where cel-js can', () => {
    const env = new Environment().registerFunction('answered(dyn): bool', () => true).registerFunction('age(string): int', () => 1n);
    env.registerFunction('days(string, string): int', () => 1n);
    const types: Partial<Record<FieldType, string>> = { yes_no: 'bool', integer: 'int', number: 'double', several_of: 'list<string>', consent: 'map' };
    for (const [id, type] of Object.entries(FIELDS)) if (id !== 'high') env.registerVariable(id, types[type] ?? 'string');
    for (const [name, type] of [['today', 'string'], ['stage', 'string'], ['alerts', 'map'], ['case_plan', 'map']] as const) env.registerVariable(name, type);
    for (const word of ['low', 'medium', 'high', 'immediate', 'school', 'health', 'planning', 'done']) env.registerConstant(word, 'string', word);
    const verdicts = TREES.map(([text]): [string, boolean] => [text, env.check(wordsToOperators(text)).valid]);
    // cel-js does not mix whole numbers and fractions in a sum; an agency need not know the difference.
    expect(verdicts.filter(([, valid]) => !valid).map(([text]) => text)).toEqual([]);
  });
});

describe('a place in a condition', () => {
  const find = (yaml: string, word: string): string => {
    const report = new Report(new Source('c.yaml', yaml));
    const node = parseYaml(report)?.at('when')?.node as ScalarNode;
    const start = String(node.value).indexOf(word);
    const range = rangeInFile(node, yaml, { start, end: start + word.length });
    return yaml.slice(range.start, range.end);
  };

  it.each([
    ['plain', 'when: risk is hihg\nto: x\n'],
    ['plain over several lines', 'when: risk is low\n  or\n\n     risk is hihg\nto: x\n'],
    ['in single quotes with a quote in it', "when: 'outcome is ''x'' or risk is hihg'\n"],
    ['in double quotes with escapes', 'when: "outcome is \\"x\\" or\\n \\u0072isk is hihg"\n'],
    ['in double quotes over several lines', 'when: "outcome is 1 or \\\n    risk is\n    hihg"\n'],
    ['in a literal block', 'when: |\n  risk is low or\n    risk is hihg\n'],
    ['in a folded block', 'when: >-\n\n  risk is low\n  or risk is hihg\nto: x\n'],
    ['in a block that says its indentation', 'when: |2-\n    risk is low or\n  risk is hihg\n'],
    ['after Arabic text', "when: outcome is 'نتيجة' or risk is hihg\n"],
  ])('is found in its file: %s', (_, yaml) => {
    expect(find(yaml, 'hihg')).toBe('hihg');
  });
});
