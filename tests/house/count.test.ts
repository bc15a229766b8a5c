// What .ci/run prints last: the sum of the tests of all steps, and never "0 failed" when a step broke.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './tree';

const folder = mkdtempSync(join(tmpdir(), 'caseway-count-'));
afterAll(() => rmSync(folder, { recursive: true }));

const line = (file: string, ...tests: [name: string, status: string][]): string =>
  `${JSON.stringify({ file, tests: tests.map(([fullName, status]) => ({ fullName, status })) })}\n`;

/** What count.cjs prints and returns for these results. */
function count(results: string, failedSteps: number): { line: string; status: number | null } {
  const file = join(folder, 'results');
  writeFileSync(file, results);
  const run = spawnSync(process.execPath, [join(ROOT, '.ci', 'count.cjs'), file, String(failedSteps)], { encoding: 'utf8' });
  return { line: run.stdout, status: run.status };
}

describe('the last line of a clean-checkout run', () => {
  it('sums what passed and failed, without what was skipped', () => {
    const results = line('a', ['one', 'passed'], ['two', 'failed'], ['three', 'pending']) + line('b', ['one', 'passed']);
    expect(count(results, 1)).toEqual({ line: '2 passed, 1 failed\n', status: 1 });
  });

  it('is a success only when nothing failed', () => {
    expect(count(line('a', ['one', 'passed']), 0)).toEqual({ line: '1 passed, 0 failed\n', status: 0 });
  });

  it('counts a test that ran in two steps once, and as failed if it failed once', () => {
    const results = line('a', ['one', 'failed'], ['two', 'passed']) + line('a', ['one', 'passed'], ['two', 'passed']);
    expect(count(results, 1).line).toBe('1 passed, 1 failed\n');
  });

  it('counts two tests of the same name in one file as two', () => {
    expect(count(line('a', ['one', 'passed'], ['one', 'passed']), 0).line).toBe('2 passed, 0 failed\n');
  });

  it('counts a step that broke before its tests as a failure', () => {
    expect(count(line('a', ['one', 'passed']), 1)).toEqual({ line: '1 passed, 1 failed\n', status: 1 });
    expect(count('', 1)).toEqual({ line: '0 passed, 1 failed\n', status: 1 });
  });

  it('keeps what was written before a run was cut off in the middle of a line', () => {
    expect(count(`${line('a', ['one', 'passed'])}{"file":"b","te`, 1).line).toBe('1 passed, 1 failed\n');
  });
});
