// The data folder: one owner at a time, versions that can be read, a secret that is never made anew.

import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDataFolder } from '../../engine/data-folder';
import { makeTestFolder } from '../../engine/for-tests';

let parent: string;
let path: string;
beforeEach(async () => {
  parent = await makeTestFolder();
  path = join(parent, 'data');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

async function create(): Promise<void> {
  await (await openDataFolder(path)).close();
}

async function changeVersions(change: Record<string, unknown>): Promise<void> {
  const file = join(path, 'caseway.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...change }));
}

test('the secret key is made once, is 32 bytes long, and only its owner can read it', async () => {
  const first = await openDataFolder(path);
  await first.close();
  const second = await openDataFolder(path);
  await second.close();
  expect(first.secretKey).toHaveLength(32);
  expect(second.secretKey.equals(first.secretKey)).toBe(true);
  expect(second.keyId).toBe(first.keyId);
  expect((await stat(join(path, 'secret.key'))).mode & 0o777).toBe(0o600);
});

test('nobody else can list the folder', async () => {
  await create();
  expect((await stat(path)).mode & 0o066).toBe(0);
  for (const part of ['temporal', 'logs', 'mails']) expect((await stat(join(path, part))).mode & 0o077).toBe(0);
});

test('a second start on the folder is refused in one sentence, until the first has closed it', async () => {
  const first = await openDataFolder(path);
  await expect(openDataFolder(path)).rejects.toMatchObject({
    code: 'data-folder-in-use',
    message: `The data folder ${path} is used by a Caseway that is running (process ${process.pid}).`,
  });
  await first.close();
  await create();
});

test.each([[{ format: 99 }], [{ temporal: '1.10.0' }], [{ postgres: 19 }]])(
  'a folder made by a newer version (%j) is refused and left as it is',
  async (change) => {
    await create();
    await changeVersions(change);
    const before = await readFile(join(path, 'caseway.json'), 'utf8');
    await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'data-folder-newer' });
    expect(await readFile(join(path, 'caseway.json'), 'utf8')).toBe(before);
    // The refused start has not kept the lock.
    await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'data-folder-newer' });
  },
);

test('a folder with an older PostgreSQL is refused, one with an older Temporal is taken on', async () => {
  await create();
  await changeVersions({ temporal: '1.8.2' });
  await create();
  expect(JSON.parse(await readFile(join(path, 'caseway.json'), 'utf8'))).toMatchObject({ temporal: '1.9.1' });
  await changeVersions({ postgres: 17 });
  await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'data-folder-older-postgres' });
});

test('a folder whose key is gone, damaged or another one is refused instead of given a new key', async () => {
  await create();
  const file = join(path, 'secret.key');
  const key = await readFile(file, 'utf8');
  for (const wrong of [`${'0'.repeat(64)}\n`, 'short', '']) {
    await writeFile(file, wrong);
    await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'data-folder-key-missing' });
  }
  await rm(file);
  await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'data-folder-key-missing' });
  await writeFile(file, key);
  await create();
});

test('a folder with other things in it is not made a data folder', async () => {
  await mkdir(path);
  await writeFile(join(path, 'thesis.odt'), 'years of work');
  await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'data-folder-unusable' });
});

test('what a start that was cut short left behind is no obstacle', async () => {
  await mkdir(path);
  await writeFile(join(path, 'secret.key.unfinished-1-ab'), '');
  await writeFile(join(path, 'lock.1'), 'half a lo');
  await create();
});

test('a file in the place of the folder is one clear error', async () => {
  await writeFile(path, '');
  await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'data-folder-unusable' });
});

test.each(['', 'null', '[]', '{"format":"1"}'])('a damaged versions file (%j) is one clear error', async (text) => {
  await create();
  await writeFile(join(path, 'caseway.json'), text);
  await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'data-folder-unusable' });
});
