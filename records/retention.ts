// Closed cases on their way to erasure: until when each is kept, what holds it up, and the erasing itself, which leaves counts alone.

import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Case } from '../case/case';
import type { Hash } from '../process/rules';
import type { Instant } from '../process/time';
import type { CaseKeys } from './case-keys';
import { openJson, sealJson } from './encryption';
import { holdPurpose } from './purposes';
import type { Tables } from './tables';

/** A closed case as it was closed. */
export interface ClosedRow {
  case: string;
  agency: string;
  processHash: Hash;
  sequence: number;
}

/** Something that keeps a closed case from being erased, as a court's order does. */
export interface Hold {
  placedBy: string;
  placedAt: Instant;
  reason: string;
  liftedBy?: string;
  liftedAt?: Instant;
}

/** How many cases of a kind have been erased: all that is left of them. */
export interface ErasedCount {
  process: string;
  reason: string;
  /** `YYYY-MM`. */
  openedIn: string;
  closedIn: string;
  cases: number;
}

export interface Retention {
  /** Closed cases of which nobody has reckoned until when they are kept. */
  unreckoned(limit: number): Promise<ClosedRow[]>;
  /** Notes until when a closed case is kept; null for ever, or until more is known. */
  keepUntil(row: ClosedRow, eraseAt: Instant | null): Promise<void>;
  /** Until when a closed case is kept as last reckoned; undefined when that has not been done yet. */
  keptUntil(number: string): Promise<Instant | null | undefined>;
  /** Closed cases whose time is over at `now` and which nothing holds up, longest over first. */
  erasable(now: Instant, limit: number): Promise<ClosedRow[]>;
  /**
   * Erases a case: its key, and with it everything that was ever written of it here; its rows; the notices and mails about it. The
   * journal stays as it can no longer be read, and verifies. Gives false when the case has changed meanwhile or is held.
   */
  erase(row: ClosedRow, closed: NonNullable<Case['closed']>): Promise<boolean>;
  /** Holds the erasure of a case up; false when it is held already. */
  placeHold(number: string, by: string, reason: string): Promise<boolean>;
  /** False when nothing held it. */
  liftHold(number: string, by: string): Promise<boolean>;
  /** All holds of a case, latest first. @throws RecordsError `content-unreadable`. */
  holds(number: string): Promise<Hold[]>;
  erasedCounts(agency: string): Promise<ErasedCount[]>;
}

const CLOSED = ['cases.number as case', 'cases.agency', 'cases.process_hash as processHash', 'cases.sequence'] as const;

export function createRetention(kysely: Kysely<Tables>, keys: CaseKeys): Retention {
  const keyOf = async (number: string) => {
    const found = await kysely.selectFrom('cases').select('data_key').where('number', '=', number).executeTakeFirst();
    return found && keys.unwrap(number, found.data_key).key;
  };
  const closed = () => kysely.selectFrom('cases').leftJoin('retention', (join) => join.onRef('case_number', '=', 'number').onRef('retention.sequence', '=', 'cases.sequence')).where('status', '=', 'closed').select(CLOSED);
  return {
    unreckoned: (limit) => closed().where('case_number', 'is', null).orderBy('closed_at').limit(limit).execute(),
    async keepUntil({ case: case_number, sequence }, erase_at) {
      await kysely.insertInto('retention').values({ case_number, sequence, erase_at })
        .onConflict((conflict) => conflict.column('case_number').doUpdateSet({ sequence, erase_at })).execute();
    },
    async keptUntil(number) {
      const [row] = await kysely.selectFrom('retention').innerJoin('cases', 'number', 'case_number').whereRef('cases.sequence', '=', 'retention.sequence')
        .where('case_number', '=', number).where('status', '=', 'closed').select('erase_at').execute();
      return row?.erase_at;
    },
    erasable: (now, limit) =>
      closed().where('erase_at', '<=', now).where(isNotHeld).orderBy('erase_at').limit(limit).execute(),
    erase: (row, how) => kysely.transaction().execute((trx) => erase(trx, row, how)),
    async placeHold(number, by, reason) {
      const key = await keyOf(number);
      if (!key) return false;
      const inserted = await kysely.insertInto('holds').values({ case_number: number, placed_by: by, reason: sealJson(key, reason, holdPurpose(number)) })
        .onConflict((conflict) => conflict.column('case_number').where('lifted_at', 'is', null).doNothing()).executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
    async liftHold(number, by) {
      const { numUpdatedRows } = await kysely.updateTable('holds').set({ lifted_by: by, lifted_at: sql`clock_timestamp()` })
        .where('case_number', '=', number).where('lifted_at', 'is', null).executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async holds(number) {
      const key = await keyOf(number);
      const rows = key ? await kysely.selectFrom('holds').selectAll().where('case_number', '=', number).orderBy('id', 'desc').execute() : [];
      return rows.map((row) => ({
        placedBy: row.placed_by, placedAt: row.placed_at, reason: openJson(key as NonNullable<typeof key>, row.reason, holdPurpose(number)) as string,
        ...(row.lifted_by !== null && { liftedBy: row.lifted_by }), ...(row.lifted_at !== null && { liftedAt: row.lifted_at }),
      }));
    },
    erasedCounts: (agency) =>
      kysely.selectFrom('erased').where('agency', '=', agency).orderBy('closed_month').orderBy('process').orderBy('reason')
        .select(['process', 'reason', sql<string>`to_char(opened_month, 'YYYY-MM')`.as('openedIn'), sql<string>`to_char(closed_month, 'YYYY-MM')`.as('closedIn'), 'cases'])
        .execute(),
  };
}

const isNotHeld = sql<boolean>`not exists (select 1 from holds where holds.case_number = cases.number and lifted_at is null)`;

async function erase(trx: Kysely<Tables>, { case: number, sequence }: ClosedRow, closed: NonNullable<Case['closed']>): Promise<boolean> {
  // The row's lock: a hold that is placed at the same moment comes before or finds no case.
  const row = await trx.selectFrom('cases').select(['agency', 'process', 'opened_at', 'closed_at']).where('number', '=', number)
    .where('status', '=', 'closed').where('sequence', '=', sequence).where(isNotHeld).forUpdate().executeTakeFirst();
  if (!row) return false;
  const month = (at: Instant | null) => sql<string>`date_trunc('month', ${at ?? closed.at}::timestamptz at time zone 'UTC')::date`;
  await trx.insertInto('erased')
    .values({ agency: row.agency, process: row.process, reason: closed.reason, opened_month: month(row.opened_at), closed_month: month(row.closed_at), cases: 1 })
    .onConflict((conflict) => conflict.columns(['agency', 'process', 'reason', 'opened_month', 'closed_month']).doUpdateSet({ cases: sql`erased.cases + 1` }))
    .execute();
  for (const table of ['items', 'alerts', 'notices', 'holds', 'retention'] as const) await trx.deleteFrom(table).where('case_number', '=', number).execute();
  await trx.deleteFrom('mails').where(sql<boolean>`cases = array[${number}]::text[]`).execute();
  await sql`update mails set cases = array_remove(cases, ${number}),
    notices = array(select notice from unnest(notices) as notice where not starts_with(notice, ${`${number}-`}))
    where ${number} = any(cases)`.execute(trx);
  await trx.deleteFrom('cases').where('number', '=', number).execute();
  return true;
}
