// A database of its own for a file of tests, on the server that the run was given.

import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { openRecords } from '../../records/database';
import type { Records } from '../../records/database';

export interface TestDatabase {
  url: string;
  /** Runs a statement past the records, as an operator or an intruder would. */
  query<Row extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Every row of every table but these, as text. */
  everything(except?: string[]): Promise<string>;
  /** Opens records on it; they are closed with the database. */
  open(options?: { key?: Buffer; poolSize?: number }): Records;
  drop(): Promise<void>;
}

export const TEST_KEY = Buffer.alloc(32, 7);

/** An empty database: nothing has been migrated. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) throw new Error('TEST_DATABASE_URL is not set: tests/start-services.cjs sets it for this folder.');
  const name = `records_${randomBytes(6).toString('hex')}`;
  await once(server, `create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const opened: Records[] = [];
  const query = async <Row extends Record<string, unknown>>(text: string, values?: unknown[]) => (await client.query<Row>(text, values)).rows;
  return {
    url,
    query,
    async everything(except = []) {
      const tables = await query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' order by 1`);
      const wanted = tables.filter(({ name }) => !except.includes(name));
      const rows: string[] = [];
      for (const { name } of wanted) {
        const found = await query<{ row: string }>(`select '${name} ' || t::text as row from ${name} t order by 1`);
        rows.push(...found.map(({ row }) => row));
      }
      return rows.join('\n');
    },
    open(options = {}) {
      const records = openRecords({ url, key: TEST_KEY, ...options });
      opened.push(records);
      return records;
    },
    async drop() {
      await Promise.all(opened.map((records) => records.close()));
      await client.end();
      await once(server, `drop database ${name} with (force)`);
    },
  };
}

async function once(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Waits until a condition holds. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('The condition did not come to hold in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
