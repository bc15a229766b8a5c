// A start that was killed, with and without its guards, leaves nothing that a second start cannot cope with.

import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client as TemporalClient, Connection } from '@temporalio/client';
import { Client } from 'pg';
import { openDataFolder } from '../../engine/data-folder';
import { findTestTemporal, makeTestFolder } from '../../engine/for-tests';
import { findFreePorts } from '../../engine/ports';
import { startPostgres } from '../../engine/postgres';
import { identifyProcess } from '../../engine/process-identity';
import { startTemporalService } from '../../engine/temporal-service';
import { waitFor } from '../../engine/waiting';
import type { StartedParts } from './start-parts';

let parent: string;
beforeEach(async () => {
  parent = await makeTestFolder();
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** A whole process that runs both servers on the folder. */
async function startProcess(path: string): Promise<{ pid: number; parts: StartedParts; ended: Promise<unknown> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'start-parts.ts'), path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    return { pid: child.pid ?? 0, parts: JSON.parse(line) as StartedParts, ended };
  }
  throw new Error('the process ended without having started');
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function withTemporal<T>(address: string, act: (client: TemporalClient) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await act(new TemporalClient({ connection }));
  } finally {
    await connection.close();
  }
}

async function startAgain(path: string) {
  const folder = await openDataFolder(path);
  const [temporalPort = 0, postgresPort = 0] = await findFreePorts(2);
  const temporal = await startTemporalService({ binary: await findTestTemporal(), port: temporalPort, databaseFile: folder.temporalDatabase });
  const postgres = await startPostgres({ folder: folder.postgresFolder, port: postgresPort });
  return { folder, temporal, postgres };
}

test.each(['the process alone', 'the process and its servers', 'the process and its guards'])(
  'after SIGKILL of %s a second start finds everything again, and nothing old goes on running',
  async (killed) => {
    const path = join(parent, 'data');
    const { pid, parts, ended } = await startProcess(path);
    await query(parts.postgres.url, 'create table kept (id int); insert into kept values (7)');
    await withTemporal(parts.temporal.address, (client) =>
      client.workflow.start('anything', { taskQueue: 'nobody', workflowId: 'kept-case' }),
    );

    const guards = killed === 'the process and its guards' ? await guardsOf(parts) : [];
    for (const guard of guards) process.kill(guard, 'SIGKILL');
    process.kill(pid, 'SIGKILL');
    if (killed === 'the process and its servers') for (const each of [parts.temporal.pid, parts.postgres.pid]) process.kill(each, 'SIGKILL');
    await ended;

    const again = await startAgain(path);
    try {
      expect(await query(again.postgres.url, 'select id from kept')).toEqual([{ id: 7 }]);
      const found = await withTemporal(again.temporal.address, (client) => client.workflow.getHandle('kept-case').describe());
      expect(found.status.name).toBe('RUNNING');
      expect(await identifyProcess(parts.temporal.pid)).toBeUndefined();
      expect(await identifyProcess(parts.postgres.pid)).toBeUndefined();
    } finally {
      await Promise.all([again.temporal.stop(), again.postgres.stop()]);
      await again.folder.close();
    }
  },
  60_000,
);

test('the servers end by themselves after SIGKILL of the process that started them', async () => {
  const { pid, parts, ended } = await startProcess(join(parent, 'data'));
  process.kill(pid, 'SIGKILL');
  await ended;
  for (const each of [parts.temporal.pid, parts.postgres.pid]) {
    const gone = await waitFor(async () => ((await identifyProcess(each)) === undefined ? true : undefined), 10_000);
    expect(gone).toBe(true);
  }
}, 60_000);

/** The guard of a server is in the session that the server leads. */
async function guardsOf({ temporal, postgres }: StartedParts): Promise<number[]> {
  const listed = await new Promise<string>((resolve) => {
    const child = spawn('ps', ['-eo', 'pid=,sess=,args='], { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('close', () => resolve(text));
  });
  const rows = listed.split('\n').filter((line) => line.includes('caseway-guard'));
  const numbers = rows.map((line) => line.trim().split(/\s+/, 2).map(Number));
  const guards = numbers.filter(([, session]) => session === temporal.pid || session === postgres.pid).map(([guard = 0]) => guard);
  expect(guards).toHaveLength(2);
  return guards;
}
