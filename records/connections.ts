// How the records reach PostgreSQL: the pool with its time-outs, values as they are read, and errors as callers see them.

import { Kysely, PostgresDialect } from 'kysely';
import type { PostgresPoolClient } from 'kysely';
import { Pool, types } from 'pg';
import type { ClientConfig, CustomTypesConfig, PoolClient } from 'pg';
import { isConnectionLost, toRecordsError } from './records-error';
import type { Tables } from './tables';

/** A statement of the records is answered in milliseconds; past this the server is in trouble and the caller better off without. */
const STATEMENT_MS = 10_000;
const CONNECT_MS = 5_000;

export interface Connections {
  kysely: Kysely<Tables>;
  /**
   * Lends a connection for one piece of work.
   *
   * @throws RecordsError `records-unreachable`, `records-no-answer`, `records-refused`; whatever the work throws itself.
   */
  use<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  /** Once nothing is under way; a second call does nothing. */
  close(): Promise<void>;
}

export function connect(url: string, poolSize: number): Connections {
  const pool = new Pool({
    ...clientConfig(url),
    max: poolSize,
    statement_timeout: STATEMENT_MS,
    // A server that hangs keeps no statement_timeout: the connection is given up from this side a little later.
    query_timeout: STATEMENT_MS + 2_000,
    idle_in_transaction_session_timeout: STATEMENT_MS,
  });
  // A connection that breaks tells its next user; without a listener the event would end the process.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));

  const borrow = async (): Promise<PoolClient> => {
    try {
      return await pool.connect();
    } catch (error) {
      throw toRecordsError(error);
    }
  };
  return {
    kysely: new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: { connect: async () => forKysely(await borrow()), end: () => pool.end() } }),
    }),
    async use(work) {
      const client = await borrow();
      let lost = false;
      try {
        return await work(client);
      } catch (error) {
        lost = isConnectionLost(error);
        throw toRecordsError(error);
      } finally {
        client.release(lost);
      }
    },
    async close() {
      if (!pool.ending) await pool.end();
    },
  };
}

/** What every connection of Caseway is opened with, a pool's or a single one's. */
export function clientConfig(url: string): ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'caseway',
    keepAlive: true,
    types: valuesAsRead,
  };
}

/** Instants and days stay text, since a Date would read a day in the machine's own zone; counts are numbers. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [types.builtins.INT8, Number],
  [types.builtins.DATE, (text) => text],
  [types.builtins.INTERVAL, (text) => text],
  [types.builtins.TIMESTAMPTZ, (text) => (types.getTypeParser(types.builtins.TIMESTAMPTZ)(text) as Date).toISOString()],
]);

const valuesAsRead: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    PARSERS.get(oid) ?? types.getTypeParser(oid, format)) as CustomTypesConfig['getTypeParser'],
};

/** The same connection with its errors turned, and thrown away when it is lost. */
function forKysely(client: PoolClient): PostgresPoolClient {
  let lost = false;
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, [...values]);
    } catch (error) {
      lost = isConnectionLost(error);
      throw toRecordsError(error);
    }
  };
  return { query, release: () => client.release(lost) } as unknown as PostgresPoolClient;
}

const ignore = (): void => undefined;
