// A PostgreSQL of our own: started, killed, started again with its rows, refused with one clear sentence.

import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { makeTestFolder } from '../../engine/for-tests';
import { findFreePort, LOOPBACK } from '../../engine/ports';
import { type PostgresServer, startPostgres } from '../../engine/postgres';
import { waitFor } from '../../engine/waiting';

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await makeTestFolder();
  folder = join(parent, 'postgres');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

async function start(): Promise<PostgresServer> {
  return startPostgres({ folder, port: await findFreePort(), durable: false });
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a database in UTF-8 answers, and what was committed is there after a stop and a start', async () => {
  const first = await start();
  await query(first.url, "create table kept (name text); insert into kept values ('سلمى')");
  await first.stop();
  const second = await start();
  expect(await query(second.url, 'select name from kept')).toEqual([{ name: 'سلمى' }]);
  await second.stop();
});

test('the password is random, only its owner can read it, and without it nobody gets in', async () => {
  const server = await start();
  try {
    const file = join(folder, 'password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(server.url).toContain((await readFile(file, 'utf8')).trim());
    const wrong = new URL(server.url);
    wrong.password = 'password';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  } finally {
    await server.stop();
  }
});

test('by default commits are synced and pages are checked', async () => {
  const server = await startPostgres({ folder, port: await findFreePort() });
  try {
    const settings = "name in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums')";
    const rows = await query(server.url, `select distinct setting from pg_settings where ${settings}`);
    expect(rows).toEqual([{ setting: 'on' }]);
  } finally {
    await server.stop();
  }
});

test('what a failed statement held does not go to the log', async () => {
  const logFile = join(parent, 'postgres.log');
  const server = await startPostgres({ folder, port: await findFreePort(), durable: false, logFile });
  await query(server.url, 'create table kept (name text primary key)');
  await query(server.url, "insert into kept values ('Planted Name')");
  await expect(query(server.url, "insert into kept values ('Planted Name')")).rejects.toMatchObject({ code: '23505' });
  await server.stop();
  const log = await readFile(logFile, 'utf8');
  expect(log).toContain('duplicate key');
  expect(log).not.toContain('Planted Name');
});

test('a start while an earlier server still runs on the folder replaces it, with all its rows', async () => {
  const orphan = await start();
  await query(orphan.url, 'create table kept (id int); insert into kept values (7)');
  const server = await start();
  await orphan.exited;
  expect(await query(server.url, 'select id from kept')).toEqual([{ id: 7 }]);
  await server.stop();
});

test('a creation that was cut short is begun again', async () => {
  await mkdir(join(folder, 'cluster.new'), { recursive: true });
  await writeFile(join(folder, 'cluster.new', 'PG_VERSION'), '18\n');
  const server = await start();
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('a taken port is one clear error', async () => {
  const other = createServer();
  const port = await findFreePort();
  await new Promise<void>((resolve) => other.listen(port, LOOPBACK, resolve));
  await expect(startPostgres({ folder, port, durable: false })).rejects.toMatchObject({ code: 'port-in-use' });
  await new Promise((resolve) => other.close(resolve));
});

test('a database whose password is gone is one clear error', async () => {
  await (await start()).stop();
  await rm(join(folder, 'password'));
  await expect(start()).rejects.toMatchObject({ code: 'data-folder-key-missing' });
});

test('a damaged database is one clear error', async () => {
  await (await start()).stop();
  await writeFile(join(folder, 'cluster', 'PG_VERSION'), 'nonsense\n');
  await expect(start()).rejects.toMatchObject({ code: 'postgres-start-failed' });
});

test('SIGKILL of the server is told to whoever waits for its end, and a new start has all committed rows', async () => {
  const server = await start();
  await query(server.url, 'create table kept (id int); insert into kept values (7)');
  process.kill(server.pid, 'SIGKILL');
  expect((await server.exited).signal).toBe('SIGKILL');
  const again = await start();
  const rows = await waitFor(() => query(again.url, 'select id from kept'), 10_000);
  expect(rows).toEqual([{ id: 7 }]);
  await again.stop();
});

(userInfo().uid === 0 ? test : test.skip)('for root, a folder that the user postgres may not pass through is named with the way to open it', async () => {
  await chmod(parent, 0o700);
  await expect(start()).rejects.toMatchObject({
    code: 'data-folder-not-traversable',
    fix: expect.stringContaining(`chmod o+x ${parent}`) as unknown,
  });
});
