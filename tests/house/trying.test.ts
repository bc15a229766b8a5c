// docs/trying.md does what it says: its commands run one after the other, its scenario passes, and its shapes are those that are printed.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseway } from '../cli/terminal';
import { ROOT } from './tree';

const PAGE = readFileSync(join(ROOT, 'docs', 'trying.md'), 'utf8');
const commands = [...PAGE.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
const [, scenario = ''] = /```yaml scenario\n([\s\S]*?)```/.exec(PAGE) ?? [];

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'caseway-trying-'));
  cpSync(join(ROOT, 'definitions'), join(home, 'definitions'), { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What a shell makes of a line: words, and words in quotes. */
const words = (command: string): string[] => [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

test('finds the commands of the page', () => {
  expect([...new Set(commands.map((one) => words(one)[2]))]).toEqual(['test', 'explain', 'diagram', 'new', 'check']);
});

test.each(commands)('%s', async (command) => {
  const [npx, name, ...argv] = words(command);
  expect([npx, name]).toEqual(['npx', 'caseway']);
  const { code, out, err } = await caseway(argv, { cwd: home });
  expect([code, err]).toEqual([0, '']);
  expect(out).not.toBe('');
});

test('its scenario passes, and fails as the page shows when a due date is another', async () => {
  const folder = join(home, 'definitions', 'scenarios', 'child_protection');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'consent_late.yaml');
  const play = (text: string) => (writeFileSync(file, text), caseway(['test', 'definitions/scenarios/child_protection/consent_late.yaml'], { cwd: home }));
  expect((await play(scenario)).out).toContain('1 passed, 0 failed');
  const failed = await play(scenario.replace('informed_consent: 2026-03-04', 'informed_consent: 2026-03-05'));
  const [, shown = ''] = /```text\n(✗[\s\S]*?)```/.exec(PAGE) ?? [];
  expect(failed.code).toBe(1);
  expect(failed.out).toContain(shown);
});

test('lists every key of the JSON, and no other', async () => {
  const { out } = await caseway(['test', '--json', '--min-coverage', '0', 'definitions/scenarios/child_protection/all_goes_well.yaml'], { cwd: home });
  const tested = JSON.parse(out) as { results: object[]; coverage: { kinds: object; never: object[] }[] };
  const documented = (key: string): string[] => [...(new RegExp(`^\\| [^|]*\`${key}\`[^|]*\\| (.*) \\|$`, 'm').exec(PAGE)?.[1] ?? '').matchAll(/`(\w+)`/g)].map(([, one = '']) => one);
  expect(Object.keys(tested).sort()).toEqual(['coverage', 'failed', 'passed', 'problems', 'results']);
  for (const key of [...Object.keys(tested.results[0] ?? {}), 'line', 'excerpt', 'expected', 'came', 'at', 'local', 'what', 'about']) expect(documented('results')).toContain(key);
  for (const key of [...Object.keys(tested.coverage[0] ?? {}), ...Object.keys(tested.coverage[0]?.kinds ?? {}), ...Object.keys(tested.coverage[0]?.never[0] ?? {})]) expect(documented('coverage')).toContain(key);
});

test('lists every verb and every expectation that the schema has', () => {
  const schema = JSON.parse(readFileSync(join(ROOT, 'definitions', 'scenario.schema.json'), 'utf8')) as { $defs: { step: { oneOf: { required: string[] }[] }; expectation: { properties: object } } };
  const verbs = schema.$defs.step.oneOf.flatMap((one) => one.required).filter((one) => one !== 'expect');
  expect(verbs.filter((verb) => !PAGE.includes(`\`${verb}`))).toEqual([]);
  expect(Object.keys(schema.$defs.expectation.properties).filter((key) => !PAGE.includes(`\`${key}\``))).toEqual([]);
});
