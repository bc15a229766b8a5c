// The lint rules: one file, one page, fixtures and one place in the registry each; and a rule that breaks is its own problem.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProcess } from '../../../language/compile';
import { compileFolder } from '../../../language/folder';
import { severityOf } from '../../../language/problems';
import { CALENDAR_RULES, LINT_RULES, lint, lintCalendar } from '../../../language/rules';
import type { CalendarRule, LintRule } from '../../../language/rules/rule';
import { RULE_SEVERITIES } from '../../../language/rules/severities';
import { Report } from '../../../language/report';
import { Source } from '../../../language/source';
import { compileShipped } from '../../definitions';
import { examplesOf, problemsOf, wholeOf } from '../sections';

const ROOT = join(__dirname, '../../..');
const EXAMPLE = readFileSync(join(__dirname, '../fixtures', 'worked-example.yaml'), 'utf8');
const CODES = Object.keys(RULE_SEVERITIES) as (keyof typeof RULE_SEVERITIES)[];
const NO_RULE = ['index.ts', 'rule.ts', 'severities.ts'];

/** The fixtures of a rule: what is wrong stands in `bad…`, what looks like it and is right in `good…`. */
const FIXTURES = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap((folder) =>
  readdirSync(join(__dirname, folder.name)).map((file): [string, string] => [folder.name, file]),
);
const kindOf = (code: string): 'calendar' | 'process' => (CALENDAR_RULES.some((rule) => rule.code === code) ? 'calendar' : 'process');
const at = (text: string): string[] => text.split('\n').flatMap((line) => [...line.matchAll(/# ← ([a-z-]+)/g)].map(([, code = '']) => `${code}: ${line.trim()}`));

/** The problems of a fixture put into a whole file, each with the line it points to. */
function found(code: string, text: string): string[] {
  const kind = kindOf(code);
  const lines = wholeOf(kind, text).split('\n');
  return problemsOf(kind, text).map((problem) => `${problem.code}: ${(lines[problem.line - 1] ?? '').trim()}`);
}

describe('the lint rules', () => {
  it('are the files of their folder, and those that have a severity', () => {
    const files = readdirSync(join(ROOT, 'language/rules')).filter((file) => !NO_RULE.includes(file));
    const registered = [...LINT_RULES, ...CALENDAR_RULES].map((rule) => rule.code).sort();
    expect(registered.map((code) => `${code}.ts`)).toEqual(files.sort());
    expect(registered).toEqual([...CODES].sort());
    for (const code of CODES) expect([code, severityOf(code)]).toEqual([code, RULE_SEVERITIES[code]]);
  });

  it('have the pages of their folder', () => {
    expect(readdirSync(join(ROOT, 'docs/rules')).sort()).toEqual(CODES.map((code) => `${code}.md`).sort());
  });

  it('have fixtures, and there are none for what is no rule', () => {
    expect([...new Set(FIXTURES.map(([code]) => code))].sort()).toEqual([...CODES].sort());
    for (const code of CODES) {
      const files = FIXTURES.filter(([of]) => of === code).map(([, file]) => file);
      expect([code, files.some((file) => file.startsWith('bad')), files.some((file) => file.startsWith('good'))]).toEqual([code, true, true]);
    }
  });

  it.each(CODES)('have a page with an example that is wrong and one that is right: %s', (code) => {
    const path = join(ROOT, 'docs/rules', `${code}.md`);
    expect(existsSync(path)).toBe(true);
    const page = readFileSync(path, 'utf8');
    expect(page.split('\n')[0]).toBe(`# ${code}`);
    const examples = examplesOf(page);
    expect(examples.map((example) => example.verdict)).toEqual(['wrong', 'right']);
    expect(examples.map((example) => [...new Set(problemsOf(example.kind, example.text).map((problem) => problem.code))])).toEqual([[code], []]);
  });

  it.each(FIXTURES.filter(([, file]) => file.startsWith('bad')))('find what is wrong at its line, and nothing else: %s/%s', (code, file) => {
    const text = readFileSync(join(__dirname, code, file), 'utf8');
    expect(at(text).filter((mark) => mark.startsWith(`${code}: `))).not.toEqual([]);
    expect(found(code, text)).toEqual(at(text));
  });

  it.each(FIXTURES.filter(([, file]) => file.startsWith('good')))('are silent where nothing is wrong: %s/%s', (code, file) => {
    expect(found(code, readFileSync(join(__dirname, code, file), 'utf8'))).toEqual([]);
  });

  it('are silent over the definitions that are shipped and the reference case of the measurements', () => {
    const { folder } = compileShipped();
    expect(Object.values(folder.processes).flatMap((one) => one.problems)).toEqual([]);
    const text = readFileSync(join(ROOT, 'bench/definitions/processes/reference.yaml'), 'utf8');
    expect(compileProcess({ path: 'reference.yaml', text }).problems).toEqual([]);
  });

  it('look at the date only where it is handed in', () => {
    const covers = 'calendar: short\ntitle: Short\ntime_zone: Asia/Amman\nweekend: [friday, saturday]\nworking_hours:\n  from: 08:00\n  until: 16:00\ncovers:\n  from: 2026\n  until: 2026\nholidays: []\n';
    const files = { 'calendars/short.yaml': covers };
    const problems = (today?: string): string[] => compileFolder(files, today).problems.map((one) => `${one.file}:${one.line} ${one.severity} ${one.code}`);
    expect(problems('2026-01-01')).toEqual(['calendars/short.yaml:10 warning calendar-ends-soon']);
    expect(problems('2025-12-31')).toEqual([]);
    expect(problems()).toEqual([]);
  });

  it('break down as problems of their own', () => {
    const code = 'unreachable-stage';
    const fail = (): never => { throw new Error('out of order'); };
    const broken: [LintRule, CalendarRule] = [{ code, check: fail }, { code, check: fail }];
    const { process, calendar } = compileShipped().rules;
    const crashed = [{ code: 'rule-crashed', message: 'The check `unreachable-stage` broke down: out of order.' }];
    const report = new Report(new Source('p.yaml', EXAMPLE));
    lint({ process, isDraft: false, texts: {} }, report, () => ({ start: 0, end: 0 }), [broken[0]]);
    expect(report.problems).toMatchObject(crashed);
    const other = new Report(new Source('c.yaml', EXAMPLE));
    lintCalendar(calendar, '2026-06-01', other, () => ({ start: 0, end: 0 }), [broken[1]]);
    expect(other.problems).toMatchObject(crashed);
  });

  it('leave a draft with other errors alone, but for what those cannot have spoilt', () => {
    const text = EXAMPLE.replace('to: assessment', 'to: asessment').replace('          low: 7 working days\n', '');
    expect(compileProcess({ path: 'p.yaml', text }).problems.map((problem) => problem.code).sort()).toEqual(['option-not-covered', 'unknown-name']);
  });
});
