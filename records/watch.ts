// What a watchdog outside the cases looks at: whether the database answers, and which cases have missed their own time.

import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { toInstant, toMs } from '../process/time';
import type { Instant } from '../process/time';
import type { Tables } from './tables';

export interface OverdueCase {
  case: string;
  agency: string;
  /** When it should have done something by itself. */
  nextDueAt: Instant;
}

export interface Watch {
  /** Open cases whose next due instant lies more than `olderThanMs` before `now`, the longest waiting first, at most 100. */
  overdueCases(now: Instant, olderThanMs: number): Promise<OverdueCase[]>;
  /** @throws RecordsError `records-unreachable`. */
  ping(): Promise<void>;
}

/** A case that had something to do longer ago than this has been forgotten by its service or its worker. */
export const OVERDUE_MS = 5 * 60_000;
const AT_MOST = 100;

export function createWatch(kysely: Kysely<Tables>): Watch {
  return {
    overdueCases: (now, olderThanMs) =>
      kysely
        .selectFrom('cases')
        .select(['number as case', 'agency', 'next_due_at as nextDueAt'])
        .where('status', '=', 'open')
        .where('next_due_at', '<', toInstant(toMs(now) - olderThanMs))
        .orderBy('next_due_at')
        .limit(AT_MOST)
        .$narrowType<{ nextDueAt: Instant }>()
        .execute(),
    async ping() {
      await sql`select 1`.execute(kysely);
    },
  };
}
