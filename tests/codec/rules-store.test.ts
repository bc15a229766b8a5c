// The copy of published rules on the disk: whole, unchanging, fetched when missing.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRulesStore } from '../../codec/rules-store';
import type { Rules } from '../../process/rules';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const rulesOf = (hash: string): Rules => ({ hashes: {}, $rules: hash, process: { id: 'p', stages: [{ id: 's' }] } }) as unknown as Rules;

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'caseway-rules-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

test('rules survive in the folder, with their hash first', async () => {
  await createRulesStore({ folder: path.join(folder, 'new', 'deep') }).put(rulesOf(A));
  const after = createRulesStore({ folder: path.join(folder, 'new', 'deep') });
  expect(after.has(A)).toBe(true);
  expect(await after.get(A)).toEqual(rulesOf(A));
  expect(await after.known()).toEqual([A]);
  expect((await readFile(path.join(folder, 'new', 'deep', `${A}.json`), 'utf8')).startsWith(`{"$rules":"${A}"`)).toBe(true);
});

test('rules are frozen, and the same object each time', async () => {
  const store = createRulesStore({ folder });
  await store.put(rulesOf(A));
  const one = await store.get(A);
  expect(await store.get(A)).toBe(one);
  expect(Object.isFrozen(one.process.stages[0])).toBe(true);
});

test('what is not in the folder is fetched once, however many ask, and kept', async () => {
  let asked = 0;
  const fetch = async (hash: string) => (asked++, rulesOf(hash));
  const store = createRulesStore({ folder, fetch });
  await Promise.all(Array.from({ length: 50 }, () => store.get(A)));
  expect(asked).toBe(1);
  expect(createRulesStore({ folder }).has(A)).toBe(true);
});

test('a fetch that fails says which rules are missing and is tried again the next time', async () => {
  let away = true;
  const fetch = async (hash: string) => {
    if (away) throw new Error('connection refused');
    return rulesOf(hash);
  };
  const store = createRulesStore({ folder, fetch });
  await expect(store.get(A)).rejects.toMatchObject({ code: 'rules-missing', hash: A });
  away = false;
  expect((await store.get(A)).$rules).toBe(A);
});

test('other rules than those asked for are not taken', async () => {
  const store = createRulesStore({ folder, fetch: async () => rulesOf(B) });
  await expect(store.get(A)).rejects.toMatchObject({ code: 'rules-broken' });
  expect(await readdir(folder)).toEqual([]);
});

test('a file cut short or with other content is not used, but fetched anew and mended', async () => {
  for (const broken of ['', `{"$rules":"${A}","process":`, JSON.stringify({ $rules: B })]) {
    await writeFile(path.join(folder, `${A}.json`), broken);
    expect(createRulesStore({ folder }).has(A)).toBe(false);
  }
  await createRulesStore({ folder, fetch: async (hash) => rulesOf(hash) }).get(A);
  expect(await createRulesStore({ folder }).get(A)).toEqual(rulesOf(A));
});

test('two processes writing the same rules at once leave one whole file', async () => {
  await Promise.all(Array.from({ length: 20 }, () => createRulesStore({ folder }).put(rulesOf(A))));
  expect(await readdir(folder)).toEqual([`${A}.json`]);
  expect(await createRulesStore({ folder }).get(A)).toEqual(rulesOf(A));
});

test('a hash that is a path reaches no file', async () => {
  const store = createRulesStore({ folder });
  expect(store.has('../secret')).toBe(false);
  await expect(store.get('../secret')).rejects.toMatchObject({ code: 'rules-missing' });
  await expect(store.put(rulesOf('../secret'))).rejects.toMatchObject({ code: 'rules-broken' });
});
