// Where the measurements take place: a Temporal service on a file, a PostgreSQL that syncs its commits, a mail catcher, all of their own.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { findTestTemporal, makeTestFolder } from '../engine/for-tests';
import { startMailCatcher } from '../engine/mail-catcher';
import { findFreePort } from '../engine/ports';
import { startPostgres } from '../engine/postgres';
import { startTemporalService } from '../engine/temporal-service';

export interface Setting {
  /** The Temporal service, with the pragmas that production has. */
  temporal: { address: string; pid: number };
  /** Process id of PostgreSQL's first process; the others are its children. */
  postgresPid: number;
  /** The database of the records. */
  recordsUrl: string;
  /** The database of the hand-written workflows, on the same server. */
  peersUrl: string;
  smtpUrl: string;
  /** For whatever a measurement keeps; gone with the setting. */
  folder: string;
  stop(): Promise<void>;
}

/** Starts all of it in a new folder, removed by `stop`. @throws EngineError when a part does not start. */
export async function startSetting(): Promise<Setting> {
  const folder = await makeTestFolder();
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const temporal = await startTemporalService({
      binary: await findTestTemporal(), port: await findFreePort(), databaseFile: join(folder, 'temporal.db'), logFile: join(folder, 'temporal.log'),
    });
    stops.push(() => temporal.stop());
    const postgres = await startPostgres({ folder: join(folder, 'postgres'), port: await findFreePort(), durable: true });
    stops.push(() => postgres.stop());
    const catcher = await startMailCatcher({ folder: join(folder, 'mails'), port: 0 });
    stops.push(() => catcher.stop());
    const peersUrl = await createDatabase(postgres.url, 'peers');
    return { temporal, postgresPid: postgres.pid, recordsUrl: postgres.url, peersUrl, smtpUrl: catcher.url, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function createDatabase(url: string, name: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const created = new URL(url);
  created.pathname = `/${name}`;
  return created.href;
}
