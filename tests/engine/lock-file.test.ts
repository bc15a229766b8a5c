// The lock of a folder: one holder among many that try, and a dead one succeeded.

import { spawn } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTestFolder } from '../../engine/for-tests';
import { acquireLock } from '../../engine/lock-file';
import { identifyProcess } from '../../engine/process-identity';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await makeTestFolder();
  file = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A process that has lived and ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? 0;
}

test('a lock that is held is not given a second time, and its holder is named', async () => {
  const first = await acquireLock(file);
  expect(first.lock).toBeDefined();
  const second = await acquireLock(file);
  expect(second.lock).toBeUndefined();
  expect(second.holder?.pid).toBe(process.pid);
});

test('a lock that was given back can be taken again, and leaves no other files', async () => {
  const first = await acquireLock(file);
  await first.lock?.release();
  await first.lock?.release();
  expect((await acquireLock(file)).lock).toBeDefined();
  expect(await readdir(folder)).toEqual(['lock.1']);
});

test('the lock of a process that has ended is taken over', async () => {
  await writeFile(`${file}.1`, JSON.stringify({ pid: await endedProcess(), started: 'long ago' }));
  expect((await acquireLock(file)).lock).toBeDefined();
  expect(await readdir(folder)).toEqual(['lock.2']);
  expect(JSON.parse(await readFile(`${file}.2`, 'utf8'))).toMatchObject({ pid: process.pid });
});

test('a number that the system has given to another process since does not hold the lock', async () => {
  await writeFile(`${file}.1`, JSON.stringify({ pid: process.ppid, started: 'an earlier boot 1234' }));
  expect((await acquireLock(file)).lock).toBeDefined();
});

test('the lock of another living process is respected', async () => {
  const parent = await identifyProcess(process.ppid);
  await writeFile(`${file}.1`, JSON.stringify({ pid: process.ppid, started: parent?.started }));
  expect((await acquireLock(file)).holder?.pid).toBe(process.ppid);
});

test('a lock file that cannot be read is taken over', async () => {
  await writeFile(`${file}.1`, 'not a lock');
  expect((await acquireLock(file)).lock).toBeDefined();
});

test('of many that find a dead lock at once, one gets it', async () => {
  await writeFile(`${file}.1`, JSON.stringify({ pid: await endedProcess(), started: 'long ago' }));
  const answers = await Promise.all(Array.from({ length: 20 }, () => acquireLock(file)));
  expect(answers.filter(({ lock }) => lock !== undefined)).toHaveLength(1);
});

test('whoever gives back an old lock does not take away the new holder\'s', async () => {
  const first = await acquireLock(file);
  await writeFile(`${file}.1`, 'taken over by another');
  await first.lock?.release();
  expect(await readFile(`${file}.1`, 'utf8')).toBe('taken over by another');
});
