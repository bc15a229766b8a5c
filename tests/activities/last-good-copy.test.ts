// What is kept of the database's answers, and how long anybody waits for a new one.

import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBreaker } from '../../activities/breaker';
import { createLastGoodCopy } from '../../activities/last-good-copy';
import { until } from '../records/test-database';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'caseway-copies-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

function asked(load: (key: string) => Promise<unknown>, more: { folder?: string } = {}) {
  let clock = 0;
  const calls: string[] = [];
  const breaker = createBreaker(() => clock);
  const copy = createLastGoodCopy<unknown>({
    load: (key) => (calls.push(key), load(key)), freshMs: 1_000, boundMs: 50, breaker, now: () => clock, folder: more.folder,
  });
  return { copy, calls, breaker, wait: (ms: number) => void (clock += ms) };
}
const never = () => new Promise<never>(() => undefined);

test('a fresh answer is not asked for again, an older one is, and many who ask at once ask once', async () => {
  const { copy, calls, wait } = asked(async (key) => ({ key }));
  await Promise.all([copy('a'), copy('a'), copy('b')]);
  wait(999);
  await copy('a');
  expect(calls).toEqual(['a', 'b']);
  wait(1);
  expect(await copy('a')).toEqual({ key: 'a' });
  expect(calls).toEqual(['a', 'b', 'a']);
});

test('when no answer comes in time the last one serves, and nobody waits again for a while', async () => {
  let answer: () => Promise<unknown> = async () => 'first';
  const { copy, calls, wait } = asked(() => answer());
  await copy('a');
  wait(1_000);
  answer = never;
  expect(await copy('a')).toBe('first');
  expect(await copy('a')).toBe('first');
  expect(calls).toHaveLength(2);
});

test('a copy on the disk serves a start without the database, and nobody else may read it', async () => {
  await asked(async () => ({ staff: ['rana'] }), { folder }).copy('amal/x');
  await until(async () => (await readdir(folder)).includes('amal%2Fx.json'));
  expect((await stat(path.join(folder, 'amal%2Fx.json'))).mode & 0o077).toBe(0);
  const away = asked(() => Promise.reject(new Error('away')), { folder });
  expect(await away.copy('amal/x')).toEqual({ staff: ['rana'] });
});

test('a broken copy is as none: the failure is passed on', async () => {
  await writeFile(path.join(folder, 'a.json'), '{"half');
  await expect(asked(() => Promise.reject(new Error('away')), { folder }).copy('a')).rejects.toThrow('away');
});
