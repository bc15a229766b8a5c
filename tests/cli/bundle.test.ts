// The bundle of the commands that only read and write files: it does what the sources do, and is built again when it is not theirs.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../house/tree';
import { caseway } from './terminal';

const CACHE = join(ROOT, 'node_modules', '.cache', 'caseway');
const BIN = join(ROOT, 'cli', 'bin.cjs');
const bundleFor = (command: string): string =>
  execFileSync(process.execPath, ['-e', `require(${JSON.stringify(join(ROOT, 'cli', 'bundle.cjs'))}).bundleFor(${JSON.stringify(command)}).then((path) => process.stdout.write(String(path)))`], { encoding: 'utf8' });

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'caseway-bundle-'));
  writeFileSync(join(home, 'wrong.yaml'), 'process: wrong\ntitle:Wrong\nlanguage: en\n');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('prints what the sources print, with their exit code', async () => {
  for (const argv of [['check', 'wrong.yaml'], ['check', '--json', 'wrong.yaml'], ['format', '--check', 'wrong.yaml'], ['fix', '--dry-run', 'wrong.yaml'], ['check', 'nothing'], ['fix', '--help']]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], { cwd: home, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
    const { code, out, err } = await caseway(argv, { cwd: home });
    expect([argv, status, stdout, stderr]).toEqual([argv, code, out, err]);
  }
});

it('is there for these commands alone', () => {
  expect([bundleFor('check'), bundleFor('start'), bundleFor('constructor')]).toEqual([join(CACHE, 'files.cjs'), 'undefined', 'undefined']);
});

it('is built again when a source has another time, and when it is not whole', () => {
  bundleFor('check');
  const inputs = (): { inputs: Record<string, string> } => JSON.parse(readFileSync(join(CACHE, 'files.json'), 'utf8')) as { inputs: Record<string, string> };
  const before = inputs();
  expect(Object.keys(before.inputs)).toEqual(expect.arrayContaining(['cli/check.ts', 'language/fix.ts', 'definitions/process.schema.json', 'package-lock.json']));
  // A list that says another time of a source is as one that was made before the source was changed.
  writeFileSync(join(CACHE, 'files.json'), JSON.stringify({ ...before, inputs: { ...before.inputs, 'cli/check.ts': '1 1' } }));
  bundleFor('check');
  expect(inputs().inputs['cli/check.ts']).toBe(before.inputs['cli/check.ts']);
  writeFileSync(join(CACHE, 'files.json'), 'not whole');
  utimesSync(join(CACHE, 'files.cjs'), 1, 1);
  expect(existsSync(bundleFor('format'))).toBe(true);
  expect(inputs()).toEqual(before);
});
