// The lint rules: one file, one page, one place in the registry each; and a rule that breaks is its own problem.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProcess } from '../../language/compile';
import { LINT_RULES, lint } from '../../language/rules';
import type { LintRule } from '../../language/rules/rule';
import { Report } from '../../language/report';
import { Source } from '../../language/source';
import { compileShipped } from '../definitions';
import { examplesOf, problemsOf } from './sections';

const ROOT = join(__dirname, '../..');
const EXAMPLE = readFileSync(join(__dirname, 'fixtures', 'worked-example.yaml'), 'utf8');

describe('the lint rules', () => {
  it('are the files of their folder', () => {
    const files = readdirSync(join(ROOT, 'language/rules')).filter((file) => !['index.ts', 'rule.ts'].includes(file));
    expect(LINT_RULES.map((rule) => `${rule.code}.ts`).sort()).toEqual(files.sort());
  });

  it.each(LINT_RULES.map((rule) => rule.code))('have a page with an example that is wrong and one that is right: %s', (code) => {
    const path = join(ROOT, 'docs/rules', `${code}.md`);
    expect(existsSync(path)).toBe(true);
    const page = readFileSync(path, 'utf8');
    expect(page.split('\n')[0]).toBe(`# ${code}`);
    const examples = examplesOf(page);
    expect(examples.map((example) => example.verdict)).toEqual(['wrong', 'right']);
    expect(examples.map((example) => [...new Set(problemsOf(example.kind, example.text).map((problem) => problem.code))])).toEqual([[code], []]);
  });

  it('break down as problems of their own', () => {
    const broken: LintRule = { code: 'unreachable-stage', check: () => { throw new Error('out of order'); } };
    const report = new Report(new Source('p.yaml', EXAMPLE));
    lint(compileShipped().rules.process, false, report, () => ({ start: 0, end: 0 }), [broken]);
    expect(report.problems).toMatchObject([{ code: 'rule-crashed', message: 'The check `unreachable-stage` broke down: out of order.' }]);
  });

  it('leave a draft with other errors alone, but for what those cannot have spoilt', () => {
    const text = EXAMPLE.replace('to: assessment', 'to: asessment').replace('          low: 7 working days\n', '');
    expect(compileProcess({ path: 'p.yaml', text }).problems.map((problem) => problem.code).sort()).toEqual(['option-not-covered', 'unknown-name']);
  });

  it('see that who must answer a field may not read it', () => {
    const text = EXAMPLE.replace('    title: Outcome\n', '    title: Outcome\n    visible_to: [supervisor]\n').replace('may_answer: [outcome]', 'may_answer: []').replace('must_answer: [needs_met]', 'must_answer: [needs_met, outcome]');
    expect(compileProcess({ path: 'p.yaml', text }).problems).toMatchObject([{ code: 'task-nobody-may-do', line: text.split('must_answer: [needs_met, outcome]')[0]?.split('\n').length }]);
  });
});
