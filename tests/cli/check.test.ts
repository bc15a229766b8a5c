// `caseway check` and `caseway test` on folders of the disk: every problem at its place, for people and for programs.

import { cp, mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFINITIONS } from '../definitions';
import { caseway } from './terminal';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'caseway-check-'));
  await cp(DEFINITIONS, join(home, 'definitions'), { recursive: true });
});
afterEach(() => rm(home, { recursive: true, force: true }));

const PROCESS = 'definitions/processes/child_protection.yaml';

async function change(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(join(home, file), 'utf8');
  if (text.replace(from, to) === text) throw new Error(`nothing was changed in ${file}`);
  await writeFile(join(home, file), text.replace(from, to));
}

it('the shipped definitions have no problems', async () => {
  expect(await caseway(['check'], { cwd: home })).toEqual({ code: 0, out: expect.stringMatching(/^No problems in \d+ files\.\n$/), err: '' });
});

it('prints a problem with its line, a caret, the fix and what was probably meant', async () => {
  await change(PROCESS, 'supervised_by: supervisor', 'supervised_by: supervisr');
  const { code, out } = await caseway(['check'], { cwd: home });
  expect(code).toBe(1);
  expect(out).toMatch(/definitions\/processes\/child_protection\.yaml:\d+:\d+ error unknown-name/);
  expect(out).toMatch(/\^{9}/);
  expect(out).toContain('supervisor');
  expect(out).toMatch(/1 error, 0 warnings\n$/);
});

it('prints an array for programs, with every key', async () => {
  await change(PROCESS, 'supervised_by: supervisor', 'supervised_by: supervisr');
  const { code, out } = await caseway(['check', '--json'], { cwd: home });
  const problems = JSON.parse(out) as Record<string, unknown>[];
  expect(code).toBe(1);
  expect(problems).toHaveLength(1);
  expect(Object.keys(problems[0] ?? {}).sort()).toEqual(['certain', 'code', 'column', 'doc', 'endColumn', 'endLine', 'file', 'fix', 'line', 'message', 'severity', 'suggestion']);
  expect(problems[0]).toMatchObject({ code: 'unknown-name', severity: 'error', file: PROCESS, suggestion: 'supervisor', certain: true });
  expect(JSON.parse((await caseway(['check', '--json', DEFINITIONS])).out)).toEqual([]);
});

it('a file alone is checked with its folder, and only its own problems are shown', async () => {
  await change(PROCESS, 'supervised_by: supervisor', 'supervised_by: supervisr');
  await change('definitions/agencies/amman_child_protection.yaml', 'calendar: jordan', 'calendar: jordn');
  const both = await caseway(['check', '--json'], { cwd: home });
  const one = await caseway(['check', '--json', 'amman_child_protection.yaml'], { cwd: join(home, 'definitions/agencies') });
  const filesOf = ({ out }: { out: string }): string[] => [...new Set((JSON.parse(out) as { file: string }[]).map(({ file }) => file))];
  expect(filesOf(both)).toHaveLength(2);
  expect(filesOf(one)).toEqual(['amman_child_protection.yaml']);
  expect(one.code).toBe(1);
});

it('a folder without definitions says so', async () => {
  await mkdir(join(home, 'empty'));
  expect((await caseway(['check', 'empty'], { cwd: home })).out).toContain('There is no YAML file here.');
});

describe('caseway test', () => {
  const SCENARIO = (stage: string): string => `scenario: screening
title: Screening
process: child_protection
agency: amman_child_protection
starts: 2026-03-26 10:00
staff:
  rana:
    roles: [case_worker]
    language: ar
steps:
  - open: child_protection
    by: rana
  - complete: screening
    by: rana
    answers:
      eligible: true
      risk: low
  - expect:
      stage: ${stage}
`;
  const write = async (stage: string): Promise<void> => {
    await rm(join(home, 'definitions/scenarios'), { recursive: true, force: true });
    await mkdir(join(home, 'definitions/scenarios/child_protection'), { recursive: true });
    await writeFile(join(home, 'definitions/scenarios/child_protection/screening.yaml'), SCENARIO(stage));
  };

  it('plays a scenario and says what it did not reach', async () => {
    await write('registration');
    const { code, out } = await caseway(['test'], { cwd: home });
    expect(out).toContain('✓ Screening');
    expect(out).toMatch(/child_protection: \d+ % reached \(stages 1\/4, tasks \d+\/\d+, rules \d+\/\d+, clock steps 0\/\d+\)/);
    expect(out).toMatch(/1 passed, 0 failed\n$/);
    expect(code).toBe(0);
    expect((await caseway(['test', '--uncovered'], { cwd: home })).out).toMatch(/never stage +definitions\/processes\/child_protection\.yaml:\d+ +planning\n/);
  });

  it('shows at its line what was expected and what came', async () => {
    await write('assessment');
    const { code, out } = await caseway(['test', 'definitions/scenarios/child_protection/screening.yaml'], { cwd: home });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ Screening\n {2}definitions\/scenarios\/child_protection\/screening\.yaml:19\n {4}19 \| stage: assessment\n {4}expected stage assessment\n {4}came {5}stage registration\n {2}The journal up to there:\n {4}2026-03-26 10:00 {2}opened/);
    expect(out).toMatch(/0 passed, 1 failed\n$/);
  });

  it('gives results as JSON, and a scenario that cannot be read is a failure', async () => {
    await write('registration');
    const { results } = JSON.parse((await caseway(['test', '--json'], { cwd: home })).out) as { results: { passed: boolean }[] };
    expect(results.map((one) => one.passed)).toEqual([true]);
    await writeFile(join(home, 'definitions/scenarios/child_protection/screening.yaml'), 'scenario: [');
    expect((await caseway(['test'], { cwd: home })).code).toBe(1);
  });
});
