// Coverage: what a process has to be reached, by kind and name with its line, and what counts as reached.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProcess } from '../../language/compile';
import type { ScenarioResult } from '../../language/scenario';
import { openFile } from '../../language/open-file';
import type { Report } from '../../language/report';
import { coverageOf, reachableIn } from '../../language/scenario-coverage';
import { parseScenario } from '../../language/scenario-parse';
import { runScenario } from '../../language/scenario-run';
import { compileShipped, readFolder } from '../definitions';

const { rules, sourceMap } = compileShipped();

const HEAD = `scenario: mine
process: child_protection
agency: amman_child_protection
starts: 2026-03-26T10:00
staff:
  rana: { roles: [case_worker], supervisor: samira }
  samira: { roles: [supervisor], language: en }
steps:
  - open: child_protection
    by: rana
`;

function play(text: string): ScenarioResult {
  const report = openFile('scenarios/child_protection/mine.yaml', text) as Report;
  const scenario = parseScenario(report, () => rules);
  if (!scenario) throw new Error(JSON.stringify(report.problems));
  return runScenario(rules, scenario);
}

const coverage = (...results: ScenarioResult[]) => coverageOf(rules.process, sourceMap, new Set(results.flatMap((one) => one.reached)));

test('everything that can be reached has a path of its own, a name and a line', () => {
  const all = reachableIn(rules.process);
  expect(new Set(all.map((one) => one.path)).size).toBe(all.length);
  expect(all.filter(({ path }) => sourceMap[path] === undefined)).toEqual([]);
  expect(all.map((one) => one.name)).toEqual(expect.arrayContaining([
    'planning', 'case_plan', 'follow_up', 'immediate_risk', 'registration: when not eligible, close as not_eligible', 'assessment: to planning',
    'immediate_risk: raised when risk is immediate', 'initial_assessment: due by risk high', 'closure: must alerts.open is 0',
    'at any time: when age(birth_date) >= 18, close as of_age', 'screening: reminder 4 hours before', 'screening: 1 working day late, tell manager',
    'case_plan (approval): late at once, tell supervisor', 'immediate_risk: step 2 of the chain, manager', 'informed_consent: when eligible',
  ]));
});

test('a case that was only opened has reached its stage, its task and its review, and no step of a clock', () => {
  const { kinds, never, reached, total, percent } = coverage(play(HEAD));
  expect(kinds.stages.reached).toBe(1);
  expect(kinds.tasks.reached).toBe(2);
  expect(kinds.clock_steps.reached).toBe(0);
  expect(never.length).toBe(total - reached);
  expect(percent).toBe(Math.floor((100 * reached) / total));
  expect(never.map((one) => one.line)).toEqual(never.map((one) => one.line).sort((a, b) => (a ?? 0) - (b ?? 0)));
});

test('a reminder and a late step are reached when they have come, not before', () => {
  const steps = (results: ScenarioResult): string[] => {
    const never = coverage(results).never.map((one) => one.name);
    return ['screening: reminder 4 hours before', 'screening: late at once, tell supervisor', 'screening: 1 working day late, tell manager'].filter((name) => !never.includes(name));
  };
  expect(steps(play(`${HEAD}  - wait: 19 hours\n`))).toEqual([]);
  expect(steps(play(`${HEAD}  - wait: 20 hours\n`))).toEqual(['screening: reminder 4 hours before']);
  expect(steps(play(`${HEAD}  - wait: 24 hours\n`))).toEqual(['screening: reminder 4 hours before', 'screening: late at once, tell supervisor']);
});

test('a line of a due date is reached when it gave one; the condition of a task when it was decided either way', () => {
  const never = (text: string): string[] => coverage(play(text)).never.map((one) => one.name);
  const screened = (eligible: string): string => `${HEAD}  - complete: screening\n    by: rana\n    answers: { eligible: ${eligible}, risk: low }\n`;
  expect(never(HEAD)).toContain('informed_consent: when eligible');
  expect(never(screened('yes'))).not.toContain('informed_consent: when eligible');
  const consent = '  - complete: informed_consent\n    by: rana\n    answers: { consent: { given: yes } }\n';
  expect(never(screened('yes'))).toContain('initial_assessment: due by risk low');
  expect(never(screened('yes') + consent)).not.toContain('initial_assessment: due by risk low');
  expect(never(screened('yes') + consent)).toContain('initial_assessment: due by risk high');
});

test('the condition of a task that was not needed has decided when its stage is left', () => {
  const path = 'stages.registration.tasks.informed_consent.when';
  const refused = `${HEAD}  - complete: screening\n    by: rana\n    answers: { eligible: no, risk: low, not_eligible_why: kept }\n`;
  const isNever = (text: string): boolean => coverage(play(text)).never.some((one) => one.path === path);
  expect(isNever(refused)).toBe(true);
  expect(isNever(`${refused}  - approve: closure\n    by: samira\n`)).toBe(false);
});

test('a criterion is reached when it stood against closing', () => {
  const never = coverage(play(`${HEAD}  - close: resolved\n    by: rana\n    refused: closure-criteria-unmet\n    against: [closure.must.2]\n`)).never.map((one) => one.path);
  expect(never).not.toContain('closure.must.2');
  expect(never).toContain('closure.must.0');
});

test('a process with every key of the language has all of it to be reached, each with its line', () => {
  const compiled = compileProcess({ path: 'processes/every_key.yaml', text: readFileSync(join(__dirname, 'fixtures', 'every-key.yaml'), 'utf8') });
  const { process } = compiled;
  if (!process) throw new Error(JSON.stringify(compiled.problems[0]));
  const all = reachableIn(process);
  expect(all.filter(({ path }) => compiled.sourceMap[path] === undefined)).toEqual([]);
  expect(new Set(all.map((one) => one.path)).size).toBe(all.length);
  for (const word of ['until', 'while', 'paused', 'extended', 'waived', 'satisfies', 'due by', 'reminder', 'late at once', 'open ', 'raise ', 'close as']) {
    expect({ word, is: all.some((one) => one.name.includes(word)) }).toEqual({ word, is: true });
  }
});

test('the shipped scenarios reach every stage and task, and nine tenths of rules and of steps of clocks', () => {
  const texts = Object.entries(readFolder()).filter(([path]) => path.startsWith('scenarios/child_protection/'));
  const { kinds, never } = coverage(...texts.map(([, text]) => play(Buffer.from(text).toString('utf8'))));
  expect(never.filter(({ kind }) => kind === 'stages' || kind === 'tasks')).toEqual([]);
  expect(kinds.rules.reached / kinds.rules.total).toBeGreaterThanOrEqual(0.9);
  expect(kinds.clock_steps.reached / kinds.clock_steps.total).toBeGreaterThanOrEqual(0.9);
});
