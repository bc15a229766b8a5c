// Conditions: words to operators with positions kept, options without quotes, the trees they come to, and what is refused in them.

import { Environment } from '@marcbachmann/cel-js';
import type { FieldType } from '../../process/process';
import { rangeInFile } from '../../language/conditions/positions';
import { wordsToOperators } from '../../language/conditions/words';
import { Report } from '../../language/report';
import { Source } from '../../language/source';
import type { ScalarNode } from '../../language/tree';
import { parseYaml } from '../../language/yaml';
import { compile, compileIn, FIELDS } from './compiled-condition';

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
  ['passed("30 days after start of planning")', { op: 'passed', due: { form: 'length', rule: 'when', length: { n: 30, unit: 'day' }, after: { kind: 'stage', id: 'planning', edge: 'start' } } }],
  ["passed('2 working days before court_date')", { op: 'passed', due: { form: 'before', rule: 'when', length: { n: 2, unit: 'working_day' }, of: { kind: 'field', field: 'court_date' } } }],
  ['passed("on court_date")', { op: 'passed', due: { form: 'on', rule: 'when', of: { kind: 'field', field: 'court_date' } } }],
  ['passed("24 hours after first case_plan")', { op: 'passed', due: { form: 'length', rule: 'when', length: { n: 24, unit: 'hour' }, after: { kind: 'task', id: 'case_plan', edge: 'end', which: 'first' } } }],
  ['passed("1 week after all of [case_plan, follow_up]")', { op: 'passed', due: { form: 'length', rule: 'when', length: { n: 1, unit: 'week' }, after: { kind: 'all', of: [{ kind: 'task', id: 'case_plan', edge: 'end' }, { kind: 'review', id: 'follow_up', edge: 'end' }] } } }],
  ['within(court_date, "30 days")', { op: 'within', of: field('court_date'), length: { n: 30, unit: 'day' } }],
  ["not within(incident_at, '72 hours')", { op: 'not', of: { op: 'within', of: field('incident_at'), length: { n: 72, unit: 'hour' } } }],
  ['needs.exists(n, n is school)', { op: 'each', macro: 'exists', list: field('needs'), as: 'n', test: { op: 'eq', left: { op: 'item', as: 'n' }, right: value('school') } }],
  ['needs.all(n, n in [school, health] or eligible)', { op: 'each', macro: 'all', list: field('needs'), as: 'n', test: { op: 'or', of: [{ op: 'in', item: { op: 'item', as: 'n' }, list: { op: 'list', of: [value('school'), value('health')] } }, field('eligible')] } }],
  ['size(needs.filter(n, n is not school)) > 1', { op: 'gt', left: { op: 'call', name: 'size', args: [{ op: 'each', macro: 'filter', list: field('needs'), as: 'n', test: { op: 'ne', left: { op: 'item', as: 'n' }, right: value('school') } }] }, right: value(1) }],
  ['needs.all(a, needs.exists(b, b is a))', { op: 'each', macro: 'all', list: field('needs'), as: 'a', test: { op: 'each', macro: 'exists', list: field('needs'), as: 'b', test: { op: 'eq', left: { op: 'item', as: 'b' }, right: { op: 'item', as: 'a' } } } }],
  ['school in needs.filter(n, n is school)', { op: 'in', item: value('school'), list: { op: 'each', macro: 'filter', list: field('needs'), as: 'n', test: { op: 'eq', left: { op: 'item', as: 'n' }, right: value('school') } } }],
  ['visit.result is waived', { op: 'eq', left: fact('visit.result'), right: value('waived') }],
  ['not not eligible', { op: 'not', of: { op: 'not', of: field('eligible') } }],
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
    ["count(visit, '12 months') > 1", 'wrong-name'],
    ["count(absence, '12 months') > 1", 'unknown-name'],
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
    ['outcome is {}', 'condition-syntax'],
    ['score.all(s, s > 1)', 'condition-type'],
    ['needs.all(n, n)', 'condition-type'],
    ['needs.all(n, n > 1)', 'condition-type'],
    ['needs.all(n, n.result is done)', 'condition-type'],
    ['needs.filter(n, n is school)', 'condition-type'],
    ['answered(today)', 'unknown-name'],
    ['needs.exists(n, answered(n))', 'condition-type'],
    ['passed(court_date)', 'condition-type'],
    ['within(score, "30 days")', 'condition-type'],
    ['within(court_date, court_date)', 'condition-type'],
    ['nothing.all(n, n is school)', 'unknown-name'],
    ['needs.exists(n, m is school)', 'unknown-name'],
    ['needs.exists(n, n is scool)', 'unknown-option'],
    ['case_plan.result is waived', 'unknown-option'],
    ['size()', 'wrong-arguments'],
    ['days(court_date) > 1', 'wrong-arguments'],
    ['passed() and eligible', 'wrong-arguments'],
    ['within(court_date)', 'wrong-arguments'],
    ['needs.all(n is school)', 'wrong-arguments'],
    ["needs.all('n', eligible)", 'condition-syntax'],
    ['needs.exists(n)', 'wrong-arguments'],
    ['anwsered(outcome)', 'unknown-function'],
    ['exists(needs, n)', 'unknown-function'],
    ['needs.size() > 1', 'unknown-function'],
    ['needs.map(n, n)', 'unknown-function'],
    ['needs.exist(n, n is school)', 'unknown-function'],
    ['needs.exists_one(n, n is school)', 'unknown-function'],
    ["int('1') is 1", 'unknown-function'],
    ["timestamp('2026-01-01T00:00:00Z') is incident_at", 'unknown-function'],
    ['constructor(1)', 'unknown-function'],
    ['needs.constructor(1)', 'unknown-function'],
    ['__proto__', 'condition-syntax'],
    ['to_string', 'unknown-name'],
    ['join(needs)', 'forbidden-function'],
    ["size('a'.split('')) > 1", 'forbidden-function'],
    ['needs.exists(today, eligible)', 'reserved-id'],
    ['needs.exists(item, item is school)', 'reserved-id'],
    ['needs.exists(risk, risk is school)', 'id-taken'],
    ['needs.exists(case_plan, eligible)', 'id-taken'],
    ['needs.exists(school, school is school)', 'id-taken'],
    ['needs.all(n, needs.exists(n, n is school))', 'id-taken'],
    ['needs.all(a, needs.all(b, needs.exists(c, c is a)))', 'condition-too-deep'],
    ['needs.exists(a, eligible and size(needs.filter(b, needs.exists(c, c is b))) > 1)', 'condition-too-deep'],
    ['passed("none")', 'bad-due'],
    ['passed("soon")', 'bad-length'],
    ['passed("2 wekks after case_plan")', 'bad-length'],
    ['passed("2 weeks after case_plam")', 'unknown-name'],
    ['passed("24 hours after court_date")', 'bad-due'],
    ['passed(2 weeks after case_plan)', 'condition-syntax'],
    ['within(court_date, 30 days)', 'condition-syntax'],
    ['within(court_date, "30 dais")', 'bad-length'],
    ['within(court_date, "24 hours")', 'bad-length'],
    ['points > 10', 'never-holds'],
    ['10 < points', 'never-holds'],
    ['points is -1', 'never-holds'],
    ['points is 2.5', 'never-holds'],
    ['size(needs) > 3', 'never-holds'],
    ['alerts.open < 0', 'never-holds'],
    ['1 > 2', 'never-holds'],
    ['risk in []', 'never-holds'],
    ['risk is low and risk is high', 'never-holds'],
    ['risk is low and risk is not low', 'never-holds'],
    ['risk in [low, high] and risk in [medium, immediate]', 'never-holds'],
    ['eligible and risk is low and not eligible', 'never-holds'],
    ['school in needs and not (school in needs)', 'never-holds'],
    ['needs.all(n, n is school) and needs.exists(n, n is health)', 'never-holds'],
    ['score > 3 and score < 4', 'never-holds'],
    ['weight > 3.5 and weight < 3.5', 'never-holds'],
    ["court_date > '2026-01-01' and court_date < '2026-01-01'", 'never-holds'],
    ["outcome is 'a' and outcome is 'b'", 'never-holds'],
    ['age(birth_date) < 12 and age(birth_date) >= 18', 'never-holds'],
    ['answered(outcome) and not answered(outcome)', 'never-holds'],
    ['stage is planning and stage is not planning', 'never-holds'],
    ['eligible is yes', 'yes-or-no'],
    ['court_date > 2026-03-01', 'bad-date'],
    ["court_date > '1.3.2026'", 'bad-date'],
    ["court_date in ['2026-02-30']", 'bad-date'],
    ["court_date is '2026-13-01'", 'bad-date'],
  ])('is refused with one problem: %s', (text, code) => {
    const { rule, report } = compile(text);
    expect(rule).toBeUndefined();
    expect(report.problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('is typed as cel-js types it, where cel-js can', () => {
    const env = new Environment().registerFunction('answered(dyn): bool', () => true).registerFunction('age(string): int', () => 1n);
    env.registerFunction('days(string, string): int', () => 1n).registerFunction('passed(string): bool', () => true).registerFunction('within(string, string): bool', () => true);
    const types: Partial<Record<FieldType, string>> = { yes_no: 'bool', integer: 'int', number: 'double', several_of: 'list<string>', consent: 'map' };
    for (const [id, type] of Object.entries(FIELDS)) if (id !== 'high') env.registerVariable(id, types[type] ?? 'string');
    for (const [name, type] of [['today', 'string'], ['stage', 'string'], ['alerts', 'map'], ['case_plan', 'map'], ['visit', 'map']] as const) env.registerVariable(name, type);
    for (const word of ['low', 'medium', 'high', 'immediate', 'school', 'health', 'planning', 'done', 'waived']) env.registerConstant(word, 'string', word);
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

  const STYLES: [string, (text: string) => string][] = [
    ['plain', (text) => `when: ${text}\n`],
    ['plain over two lines', (text) => `when: eligible and\n  ${text}\n`],
    ['in double quotes', (text) => `when: "${text.replaceAll('"', '\\"')}"\n`],
    ['in single quotes', (text) => `when: '${text.replaceAll("'", "''")}'\n`],
    ['in a literal block', (text) => `when: |\n  eligible and\n  ${text}\n`],
    ['in a folded block', (text) => `when: >-\n  eligible\n  and\n\n  ${text}\n`],
  ];
  const MISTAKES: [string, string, string][] = [
    ['risk is hihg', 'unknown-option', 'hihg'],
    ["risk in [low, 'hihg']", 'unknown-option', "'hihg'"],
    ['passed("2 weeks after case_plam")', 'unknown-name', 'case_plam'],
    ['passed("2 wekks after case_plan")', 'bad-length', '2 wekks'],
    ["within(court_date, '30 dais')", 'bad-length', '30 dais'],
    ['needs.exists(n, n is scool)', 'unknown-option', 'scool'],
    ['anwsered(outcome)', 'unknown-function', 'anwsered'],
    ['needs.exist(n, n is school)', 'unknown-function', 'exist'],
    ['risk is low and risk is high', 'never-holds', 'risk is high'],
    ["court_date is '2026-13-01'", 'bad-date', "'2026-13-01'"],
    ['points > 10', 'never-holds', 'points > 10'],
    ['days(court_date) > 1', 'wrong-arguments', 'days(court_date)'],
  ];
  it.each(STYLES.flatMap(([style, write]) => MISTAKES.map(([text, code, word]): [string, string, string, string] => [style, code, write(text), word])))(
    'is marked where it stands, %s: %s',
    (_, code, yaml, word) => {
      const { problems } = compileIn(yaml).report;
      const marked = problems.map(({ line, column, endLine, endColumn }) => yaml.split('\n').slice(line - 1, endLine).join('\n').slice(column - 1, line === endLine ? endColumn - 1 : undefined));
      // A quote inside a quoted value is written twice or escaped in the file.
      const written = yaml.startsWith("when: '") ? word.replaceAll("'", "''") : word;
      expect([problems.map((problem) => problem.code), marked]).toEqual([[code], [written]]);
    },
  );
});

describe('what was probably meant', () => {
  it.each([
    ['risk is hihg', 'high'],
    ['anwsered(outcome)', 'answered'],
    ['needs.exist(n, n is school)', 'exists'],
    ['passed("2 weeks after case_plam")', 'case_plan'],
    ['within(court_date, "30 dais")', '30 days'],
    ['within(court_date, 30 days)', '"30 days"'],
    ['passed(2 weeks after case_plan)', '"2 weeks after case_plan"'],
    ['court_date > 2026-03-01', "'2026-03-01'"],
    ["court_date > '1.3.2026'", "'2026-03-01'"],
    ["court_date > '2026/3/1'", "'2026-03-01'"],
    ['needs.exists(n, n is scool)', 'school'],
    ['eligible is yes', 'eligible'],
  ])('is said: %s', (text, suggestion) => {
    const { problems } = compile(text).report;
    expect(problems.map((problem) => problem.suggestion)).toEqual([suggestion]);
  });

  it('mends the condition when it is put in the place of what is marked', () => {
    for (const text of ['risk is hihg', 'passed("2 weeks after case_plam")', 'within(court_date, 30 days)', 'passed(2 weeks after case_plan)', "court_date > '1.3.2026'", 'court_date > 2026-03-01']) {
      const [problem] = compile(text).report.problems;
      const mended = text.slice(0, (problem?.column ?? 1) - 1) + (problem?.suggestion ?? '') + text.slice((problem?.endColumn ?? 1) - 1);
      expect([mended, compile(mended).report.problems]).toEqual([mended, []]);
    }
  });

  it('mends it in every style of YAML', () => {
    for (const yaml of ["when: 'court_date > ''1.3.2026'''\n", 'when: "within(court_date, 30 days)"\n', 'when: >-\n  eligible and\n  risk is hihg\n']) {
      const [problem] = compileIn(yaml).report.problems;
      const lines = yaml.split('\n');
      const at = (problem?.line ?? 1) - 1;
      lines[at] = (lines[at] ?? '').slice(0, (problem?.column ?? 1) - 1) + (problem?.suggestion ?? '') + (lines[at] ?? '').slice((problem?.endColumn ?? 1) - 1);
      expect([lines.join('\n'), compileIn(lines.join('\n')).report.problems]).toEqual([lines.join('\n'), []]);
    }
  });
});
