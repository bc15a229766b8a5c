// Every construct of the language as an agency would use it: a process that checks without a word, scenarios that pass, and every refusal in one of them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSAL_CODES } from '../../case/refusals';
import type { RefusalCode } from '../../case/refusals';
import { coverageOf } from '../../language/scenario-coverage';
import { runScenario } from '../../language/scenario-run';
import { ROOT } from '../house/tree';
import { readConstructs, sayProblem } from './constructs';

const { all, problems } = readConstructs();
const played = all.flatMap(({ name, rules, scenarios }) => scenarios.map((scenario) => [`${name}/${scenario.id}`, rules, scenario] as const));

/** Refusals that no scenario can reach, each with the reason and the tests that reach it. */
const BEYOND_SCENARIOS: Partial<Record<RefusalCode, string>> = {
  'other-rules': 'a scenario is played by one set of rules from beginning to end: tests/case/clocks.test.ts',
  'malformed-act': 'the parser gives every act what it needs: tests/case/shape.test.ts',
  'unknown-owner': 'the API alone knows the staff: tests/api/cases.test.ts',
  'too-many-tasks': 'nobody adds 501 tasks in a scenario: tests/case/own-tasks.test.ts',
  'too-many-events': 'nobody records 1,001 events in a scenario: tests/case/events.test.ts',
  'too-many-records': 'nobody writes a scenario with 500 records: tests/case/lists.test.ts',
  'text-too-long': 'nobody writes a scenario with a text of 20,001 characters: tests/case/answers.test.ts',
};

test('none of them has a problem, not even a warning', () => {
  expect(problems.map(sayProblem)).toEqual([]);
});

test.each(played)('%s passes', (_, rules, scenario) => {
  expect(runScenario(rules, scenario).failures).toEqual([]);
});

test.each(all.map((one) => [one.name, one] as const))('the scenarios of %s reach all of its stages, tasks, rules and clock steps', (_, { rules, sourceMap, scenarios }) => {
  const reached = new Set(scenarios.flatMap((scenario) => runScenario(rules, scenario).reached));
  expect(coverageOf(rules.process, sourceMap, reached).never.map(({ line, name }) => `${line}: ${name}`)).toEqual([]);
});

test('every refusal stands in a scenario, or it is said why it cannot', () => {
  const inScenarios = new Set(played.flatMap(([, , { steps }]) => steps.flatMap((step) => (step.kind === 'act' && step.refused ? [step.refused] : []))));
  const missing = REFUSAL_CODES.filter((code) => !inScenarios.has(code) && !BEYOND_SCENARIOS[code]);
  expect(missing).toEqual([]);
  expect(Object.keys(BEYOND_SCENARIOS).filter((code) => inScenarios.has(code as RefusalCode))).toEqual([]);
});

test.each(Object.entries(BEYOND_SCENARIOS))('%s, which no scenario reaches, is reached by the test that is named', (code, why) => {
  const [, file = ''] = /: (\S+)$/.exec(why) ?? [];
  expect(readFileSync(join(ROOT, file), 'utf8')).toContain(`'${code}'`);
});
