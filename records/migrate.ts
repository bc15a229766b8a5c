// Brings a database to the layout that this version of Caseway works with.

import { Client } from 'pg';
import { clientConfig } from './connections';
import { MIGRATIONS } from './migrations/index';
import type { Migration } from './migrations/index';
import { RecordsError, toRecordsError } from './records-error';

/** Any number that no other program on the same database takes a lock on. */
const LOCK = 0x0ca5e;

/**
 * Runs the migrations that are missing, each in a transaction; gives the versions it ran. Safe when several processes start at once.
 *
 * @throws RecordsError `database-newer` when the layout is newer than this program, `records-unreachable`, `records-refused`.
 */
export async function migrate(url: string, migrations: readonly Migration[] = MIGRATIONS): Promise<number[]> {
  // A connection of its own: a migration may take longer than the pool's time-outs allow.
  const client = new Client(clientConfig(url));
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(
      'create table if not exists migrations (version int primary key, name text not null, ran_at timestamptz not null default now())',
    );
    const latest = await latestOf(client);
    assertNotNewer(latest, migrations);
    return await runMissing(client, migrations, latest);
  } catch (error) {
    throw toRecordsError(error);
  } finally {
    // Ends the lock as well.
    await client.end().catch(() => undefined);
  }
}

/**
 * Makes sure that the database has this version's layout, for programs that leave bringing it there to another.
 *
 * @throws RecordsError `database-older`, `database-newer`, `records-unreachable`
 */
export async function assertMigrated(url: string, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  const client = new Client(clientConfig(url));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows: tables } = await client.query<{ there: boolean }>(`select to_regclass('migrations') is not null as there`);
    const latest = tables[0]?.there ? await latestOf(client) : 0;
    assertNotNewer(latest, migrations);
    const missing = migrations.filter((migration) => migration.version > latest).length;
    if (missing > 0) {
      throw new RecordsError('database-older', `The database has not been prepared for this version of Caseway (${missing} steps are missing).`, 'Run `caseway start --only prepare` first.');
    }
  } catch (error) {
    throw toRecordsError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function latestOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ latest: number }>('select coalesce(max(version), 0) as latest from migrations');
  return rows[0]?.latest ?? 0;
}

function assertNotNewer(latest: number, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.version ?? 0;
  if (latest <= newest) return;
  throw new RecordsError(
    'database-newer',
    `The database was made by a newer version of Caseway (its layout is number ${latest}, this version knows up to ${newest}).`,
    'Start the version of Caseway that made it, or a newer one.',
  );
}

async function runMissing(client: Client, migrations: readonly Migration[], latest: number): Promise<number[]> {
  const missing = migrations.filter((migration) => migration.version > latest);
  for (const { version, name, sql } of missing) {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into migrations (version, name) values ($1, $2)', [version, name]);
    await client.query('commit');
  }
  return missing.map((migration) => migration.version);
}
