// The README and the operating guide do what they say: each command is run here, or by the test named beside it, and the first change works.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../config';
import { caseway } from '../cli/terminal';

const ROOT = join(__dirname, '..', '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const scripts = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;

/** Commands that take an installation or a whole run, with the file that runs them. */
const RUN_ELSEWHERE: Record<string, string> = {
  'npm ci && npm start': 'tests/whole/start.slow.test.ts',
  'npm ci && npm test': '.ci/run',
  'npm run demo': 'tests/whole/start.slow.test.ts',
  'npm start': 'tests/whole/start.slow.test.ts',
};

const blocks = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
const inline = [...README.matchAll(/`((?:npm|npx) [^`]+)`/g)].map(([, command = '']) => command);
const commands = [...new Set([...blocks, ...inline])];

it('finds the commands of the README', () => {
  expect(commands).toEqual(expect.arrayContaining(['npm ci && npm start', 'npm ci && npm test', 'npm run demo', 'npx caseway check definitions', 'npx caseway test definitions']));
});

it.each(commands)('%s works, or is run by the test that is named for it', async (command) => {
  const elsewhere = RUN_ELSEWHERE[command];
  if (elsewhere !== undefined) {
    const script = /npm (?:run )?(start|test|demo)$/.exec(command)?.[1] ?? '';
    expect(scripts[script]).toBeDefined();
    expect(readFileSync(join(ROOT, elsewhere), 'utf8')).toMatch(new RegExp(`\\b${script}\\b`));
    return;
  }
  const [npx, name, ...argv] = command.split(' ');
  expect([npx, name]).toEqual(['npx', 'caseway']);
  const ran = await caseway(argv, { cwd: ROOT });
  expect([ran.code, ran.err]).toEqual([0, '']);
});

it('the first change: a slip is found at its line with the suggestion, and the scenarios pass on the changed process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseway-readme-'));
  try {
    cpSync(join(ROOT, 'definitions'), join(folder, 'definitions'), { recursive: true });
    const file = join(folder, 'definitions', 'processes', 'child_protection.yaml');
    const before = readFileSync(file, 'utf8');
    const at = before.indexOf('due: 3 working days', before.indexOf('informed_consent:'));
    const change = (due: string): void => writeFileSync(file, `${before.slice(0, at)}${due}${before.slice(at + 'due: 3 working days'.length)}`);

    change('due: 2 workin days');
    const wrong = await caseway(['check', 'definitions', '--json'], { cwd: folder });
    expect(wrong.code).toBe(1);
    const line = before.slice(0, at).split('\n').length;
    expect(JSON.parse(wrong.out)).toEqual([expect.objectContaining({ code: 'bad-length', line, suggestion: '2 working days' })]);

    change('due: 2 working days');
    expect((await caseway(['check', 'definitions'], { cwd: folder })).code).toBe(0);
    // The scenario that knew the old date says so, at its line.
    const played = await caseway(['test', 'definitions'], { cwd: folder });
    expect(played.out).toMatch(/all_goes_well\.yaml:\d+\n {4}\d+ \| informed_consent: 2026-03-04\n {4}expected informed_consent due 2026-03-04\n {4}came {5}due 2026-03-03/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('every setting of the environment stands in the operating guide, and the other way round', () => {
  const guide = readFileSync(join(ROOT, 'docs', 'operating.md'), 'utf8');
  const documented = [...guide.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|/gm)].flatMap(([, names = '']) => [...names.matchAll(/[A-Z_]+/g)].map(([name]) => name));
  const wrong = Object.fromEntries(documented.map((name) => [name, '\u0000wrong']));
  let said = '';
  try {
    readConfig(wrong);
  } catch (error) {
    said = String(error);
  }
  for (const name of documented.filter((one) => one !== 'CASEWAY_DATA')) expect(said).toContain(name);
  const known = [...readFileSync(join(ROOT, 'config.ts'), 'utf8').matchAll(/'([A-Z][A-Z_]+)'/g)].map(([, name = '']) => name);
  // Set by `caseway start` for its parts, and by nobody else.
  expect(known.filter((name) => name !== 'CASEWAY_MAILS' && !documented.includes(name))).toEqual([]);
});
