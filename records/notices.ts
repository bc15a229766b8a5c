// Notices that wait for an agency's post: taken by one post run at a time, and ended as sent or refused.

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Notice } from '../case/effect';
import type { Instant } from '../process/time';
import type { Tables } from './tables';

/** A notice that a post run has taken. */
export interface TakenNotice {
  /**
   * What a Message-ID is made from: the notice's id, with a version where an earlier notice of the same id, of a transition that has been
   * replaced since, may have left already.
   */
  key: string;
  case: string;
  agency: string;
  process: string;
  notice: Notice;
  /** What it asks for has been done since, or fallen away: nobody needs to be told any more. */
  settled: boolean;
  /** To be handed back with `markSent` and `markRefused`. */
  holder: string;
}

interface Hold {
  holder?: string;
  holdMs?: number;
}

interface Ready {
  decidedUntil: Instant;
  dueUntil: Instant;
}

export interface Notices {
  /**
   * Takes the agency's notices that may be sent at `now`, earliest first; with `decidedUntil` those decided by then, and of the later ones
   * those about something that is due by `dueUntil`. No other holder gets them until `holdMs` have passed
   * by the database's clock (two minutes when left out); the same holder gets them again at once, so a repeated activity names
   * itself and goes on where it was killed.
   */
  readyNotices(agency: string, now: Instant, limit: number, how?: Hold & Partial<Ready>): Promise<TakenNotice[]>;
  /** Ends notices that left in one mail. */
  markSent(notices: TakenNotice[], mail: { messageId: string; at: Instant }): Promise<void>;
  /** Ends notices whose every address was refused for good. */
  markRefused(notices: TakenNotice[], at: Instant): Promise<void>;
  /** Ends notices that asked for something which has been done since. */
  markSettled(notices: TakenNotice[], at: Instant): Promise<void>;
  /** Gives notices back that could not be sent now. */
  release(notices: TakenNotice[]): Promise<void>;
  /** Of these keys those that no row has: notices which a case sends itself. */
  notRows(keys: string[]): Promise<string[]>;
  /** How many of an agency's notices wait, and when the first of them may be sent. */
  waitingNotices(agency: string): Promise<{ count: number; next: Instant | null }>;
}

const HOLD_MS = 120_000;
/** Notices that ask for something which stands in the case's items until it is done. That it was late stays true. */
const ASKS = '^(task|review|approval)_(asked|due_soon)$';

export function createNotices(kysely: Kysely<Tables>): Notices {
  /** The holder is compared: a row that was replaced by another of the same key meanwhile is not touched. */
  const held = (taken: TakenNotice[]) => {
    const rows = taken.map(({ key, holder }) => ({ ...partsOf(key), holder }));
    return sql<boolean>`(id, version, held_by) in (select * from unnest(
      ${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.version)}::int[], ${rows.map((row) => row.holder)}::text[]))`;
  };
  const end = async (taken: TakenNotice[], ended: { state: 'sent' | 'refused' | 'settled'; message_id?: string; ended_at: Instant }) => {
    if (taken.length === 0) return;
    await kysely.updateTable('notices').set({ ...ended, held_until: null }).where(held(taken)).execute();
  };
  return {
    async readyNotices(agency, now, limit, { holder = randomUUID(), holdMs = HOLD_MS, decidedUntil = now, dueUntil } = {}) {
      const { rows } = await sql<Taken>`
        update notices set held_by = ${holder}, held_until = clock_timestamp() + ${holdMs} * interval '1 millisecond'
        from (
          select id, version, held_by as holder_before from notices
          where agency = ${agency} and state = 'waiting' and not replaced and not_before <= ${now}
            and (not_before <= ${decidedUntil} or (body->>'dueAt')::timestamptz <= ${dueUntil ?? null}::timestamptz)
            and (held_until is null or held_until <= clock_timestamp() or held_by = ${holder})
          order by not_before, id limit ${limit} for update skip locked) as ready
        where notices.id = ready.id and notices.version = ready.version
        returning notices.id, notices.version, case_number, agency, process, not_before, body,
          -- What was taken before may have left already, and is sent again as it was.
          holder_before is null and body->>'says' ~ ${ASKS} and not exists (
            select 1 from items where items.case_number = notices.case_number and items.id = body->>'about') as settled`.execute(kysely);
      rows.sort((a, b) => compare(a.not_before, b.not_before) || compare(a.id, b.id));
      return rows.map(({ id, version, case_number, process, body, settled }) => ({
        key: keyOf(id, version), case: case_number, agency, process, notice: body, settled, holder,
      }));
    },
    markSent: (taken, { messageId, at }) => end(taken, { state: 'sent', message_id: messageId, ended_at: at }),
    markRefused: (taken, at) => end(taken, { state: 'refused', ended_at: at }),
    markSettled: (taken, at) => end(taken, { state: 'settled', ended_at: at }),
    async release(taken) {
      if (taken.length === 0) return;
      await kysely.updateTable('notices').set({ held_until: null }).where(held(taken)).where('state', '=', 'waiting').execute();
    },
    async notRows(keys) {
      const { rows } = await sql<{ key: string }>`select key from unnest(${keys}::text[]) as key
        where not exists (select from notices where id = split_part(key, '~', 1))`.execute(kysely);
      return rows.map(({ key }) => key);
    },
    async waitingNotices(agency) {
      const row = await kysely
        .selectFrom('notices')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('not_before').as('next')])
        .where('agency', '=', agency)
        .where('state', '=', 'waiting')
        .where('replaced', '=', false)
        .executeTakeFirstOrThrow();
      return { count: row.count, next: row.next };
    },
  };
}

interface Taken {
  id: string;
  version: number;
  case_number: string;
  process: string;
  not_before: Instant;
  body: Notice;
  settled: boolean;
}

const keyOf = (id: string, version: number): string => (version === 1 ? id : `${id}~${version}`);

function partsOf(key: string): { id: string; version: number } {
  const at = key.lastIndexOf('~');
  return at < 0 ? { id: key, version: 1 } : { id: key.slice(0, at), version: Number(key.slice(at + 1)) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
