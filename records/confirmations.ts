// Which rows of cases still wait to be found in the cases' histories: a row is written before its workflow task is durable.

import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from './tables';

/** A row as it was written: by which run of the case's workflow, at which length of its history. */
export interface WrittenRow {
  case: string;
  agency: string;
  sequence: number;
  run: number;
  length: number;
}

export interface Confirmations {
  /** Rows written longer ago than `olderThanMs`, by the database's clock, that nobody has found in a history yet; oldest first. */
  unconfirmed(olderThanMs: number, limit: number): Promise<WrittenRow[]>;
  /** Notes that these writes are in their histories; one that has been followed by another is left as it is. */
  confirm(rows: WrittenRow[]): Promise<void>;
  /**
   * Takes out an opening that never happened: the case with its journal, and the notices that have not left. Gives whether it was
   * still as it was written.
   */
  removeUnopened(row: WrittenRow): Promise<boolean>;
}

const ROW = ['number as case', 'agency', 'sequence', 'run', 'length'] as const;

export function createConfirmations(kysely: Kysely<Tables>): Confirmations {
  return {
    unconfirmed: (olderThanMs, limit) =>
      kysely
        .selectFrom('cases')
        .select(ROW)
        .where(sql<boolean>`(confirmed_run is distinct from run or confirmed_length is distinct from length)`)
        .where(sql<boolean>`recorded_at <= clock_timestamp() - ${olderThanMs} * interval '1 millisecond'`)
        .orderBy('recorded_at')
        .limit(limit)
        .execute(),
    async confirm(rows) {
      if (rows.length === 0) return;
      await sql`
        update cases set confirmed_run = run, confirmed_length = length
        where (number, run, length) in (select * from unnest(
          ${rows.map((row) => row.case)}::text[], ${rows.map((row) => row.run)}::int[], ${rows.map((row) => row.length)}::int[]))`.execute(kysely);
    },
    removeUnopened: (row) => kysely.transaction().execute((trx) => removeUnopened(trx, row)),
  };
}

async function removeUnopened(trx: Kysely<Tables>, { case: number, run, length }: WrittenRow): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('cases')
    .where('number', '=', number)
    .where('sequence', '=', 1)
    .where('run', '=', run)
    .where('length', '=', length)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  for (const table of ['items', 'alerts', 'journal'] as const) await trx.deleteFrom(table).where('case_number', '=', number).execute();
  await trx.deleteFrom('notices').where('case_number', '=', number).where('state', '=', 'waiting').execute();
  return true;
}
