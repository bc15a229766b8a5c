// What is read of cases: one with its state, lists of them, what is due for somebody, alerts.

import type { Kysely } from 'kysely';
import type { Case } from '../case/case';
import type { AlertItem, CaseRow, DueItem } from '../case/project';
import type { Instant } from '../process/time';
import type { CaseKeys } from './case-keys';
import { openJson } from './encryption';
import { createCursor, readCursor } from './cursor';
import { statePurpose } from './purposes';
import type { Tables } from './tables';

/** A case as lists show it. */
export type CaseSummary = Omit<CaseRow, 'items' | 'alerts'>;

export interface CaseFilter {
  agency: string;
  owner?: string;
  status?: 'open' | 'closed';
  stage?: string;
  process?: string;
  /** At most so many; 50 when left out, never above 200. */
  limit?: number;
  /** `next` of the page before. */
  after?: string;
}

export interface Cases {
  /** The case as last recorded; null when there is none of that number. @throws RecordsError `content-unreadable`, `key-unknown`. */
  getCase(number: string): Promise<{ row: CaseRow; state: Case; recordedAt: Instant } | null>;
  /** Newest opening first. `next` is null on the last page. @throws RecordsError `cursor-unusable`. */
  listCases(filter: CaseFilter): Promise<{ cases: CaseSummary[]; next: string | null }>;
  /** The cases of these numbers, as lists show them, in no order; unknown numbers are left out. */
  summaries(numbers: string[]): Promise<CaseSummary[]>;
  /**
   * What one of the staff may do next, earliest due first, what has no due instant last: items that name the person, or one of the
   * roles and nobody. Items that are closed to the person (`notBy`) are left out.
   */
  itemsFor(whose: { agency: string; person: string; roles: string[]; limit?: number }): Promise<(DueItem & { case: string })[]>;
  /** Latest first. */
  alerts(filter: { agency: string; state?: AlertItem['state']; limit?: number }): Promise<(AlertItem & { case: string })[]>;
  /** An alert by its id, with its case and agency; null when there is none. */
  findAlert(id: string): Promise<(AlertItem & { case: string; agency: string }) | null>;
}

const SUMMARY = [
  'number', 'agency', 'process', 'process_hash', 'calendar_hash', 'agency_hash', 'status', 'stage', 'owner', 'opened_at', 'closed_at',
  'sequence', 'next_due_at',
] as const;
const ITEM = ['case_number', 'id', 'kind', 'title', 'who', 'person', 'not_by', 'state', 'opened_at', 'due_at'] as const;
const ALERT = ['case_number', 'agency', 'id', 'alert', 'title', 'raised_at', 'state', 'step', 'climb_at'] as const;

export function createCases(kysely: Kysely<Tables>, keys: CaseKeys): Cases {
  return {
    getCase: (number) => getCase(kysely, keys, number),
    listCases: (filter) => listCases(kysely, filter),
    async summaries(numbers) {
      if (numbers.length === 0) return [];
      return (await kysely.selectFrom('cases').select(SUMMARY).where('number', 'in', numbers).execute()).map(summaryOf);
    },
    itemsFor: (whose) => itemsFor(kysely, whose),
    async alerts({ agency, state, limit = 200 }) {
      let query = kysely.selectFrom('alerts').select(ALERT).where('agency', '=', agency);
      if (state !== undefined) query = query.where('state', '=', state);
      const rows = await query.orderBy('raised_at', 'desc').orderBy('id').limit(limit).execute();
      return rows.map((row) => ({ case: row.case_number, ...alertOf(row) }));
    },
    async findAlert(id) {
      const row = await kysely.selectFrom('alerts').select(ALERT).where('id', '=', id).executeTakeFirst();
      return row ? { case: row.case_number, agency: row.agency, ...alertOf(row) } : null;
    },
  };
}

async function getCase(kysely: Kysely<Tables>, keys: CaseKeys, number: string): ReturnType<Cases['getCase']> {
  // One snapshot: a transition may be recorded between two of these looks.
  return kysely.transaction().setIsolationLevel('repeatable read').execute(async (trx) => {
    const found = await trx
      .selectFrom('cases')
      .select([...SUMMARY, 'data_key', 'state', 'recorded_at'])
      .where('number', '=', number)
      .executeTakeFirst();
    if (!found) return null;
    const items = await trx.selectFrom('items').select(ITEM).where('case_number', '=', number).orderBy('opened_at').orderBy('id').execute();
    const alerts = await trx.selectFrom('alerts').select(ALERT).where('case_number', '=', number).orderBy('raised_at').orderBy('id').execute();
    const { key } = keys.unwrap(number, found.data_key);
    return {
      row: { ...summaryOf(found), items: items.map(itemOf), alerts: alerts.map(alertOf) },
      state: openJson(key, found.state, statePurpose(number)) as Case,
      recordedAt: found.recorded_at,
    };
  });
}

const PAGE = 50;
const LONGEST_PAGE = 200;

async function listCases(kysely: Kysely<Tables>, filter: CaseFilter): ReturnType<Cases['listCases']> {
  const limit = Math.min(filter.limit ?? PAGE, LONGEST_PAGE);
  let query = kysely.selectFrom('cases').select(SUMMARY).where('agency', '=', filter.agency);
  for (const column of ['owner', 'status', 'stage', 'process'] as const) {
    const wanted = filter[column];
    if (wanted !== undefined) query = query.where(column, '=', wanted);
  }
  if (filter.after !== undefined) {
    const [openedAt, number] = readCursor(filter.after);
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('opened_at', 'number'), '<', tuple(openedAt, number)));
  }
  const rows = await query.orderBy('opened_at', 'desc').orderBy('number', 'desc').limit(limit + 1).execute();
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { cases: rows.slice(0, limit).map(summaryOf), next: last ? createCursor(last.opened_at, last.number) : null };
}

async function itemsFor(
  kysely: Kysely<Tables>,
  { agency, person, roles, limit = 500 }: Parameters<Cases['itemsFor']>[0],
): ReturnType<Cases['itemsFor']> {
  const rows = await kysely
    .selectFrom('items')
    .select(ITEM)
    .where('agency', '=', agency)
    .where((eb) => {
      const byRole = roles.length > 0 ? [eb.and([eb('person', 'is', null), eb('who', 'in', roles)])] : [];
      return eb.or([eb('person', '=', person), ...byRole]);
    })
    .where((eb) => eb.or([eb('not_by', 'is', null), eb.not(eb(eb.val(person), '=', eb.fn.any('not_by')))]))
    .orderBy('due_at', (order) => order.asc().nullsLast())
    .orderBy('case_number')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ case: row.case_number, ...itemOf(row) }));
}

function summaryOf(row: Pick<Tables['cases'], (typeof SUMMARY)[number]>): CaseSummary {
  return {
    number: row.number,
    agency: row.agency,
    process: row.process,
    rules: { process: row.process_hash, calendar: row.calendar_hash, agency: row.agency_hash },
    status: row.status,
    stage: row.stage,
    owner: row.owner,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    sequence: row.sequence,
    nextDueAt: row.next_due_at,
  };
}

function itemOf(row: Pick<Tables['items'], (typeof ITEM)[number]>): DueItem {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    who: row.who,
    ...(row.person !== null && { person: row.person }),
    ...(row.not_by !== null && { notBy: row.not_by }),
    state: row.state,
    openedAt: row.opened_at,
    dueAt: row.due_at,
  };
}

function alertOf(row: Pick<Tables['alerts'], (typeof ALERT)[number]>): AlertItem {
  const { id, alert, title, state, step } = row;
  return { id, alert, title, raisedAt: row.raised_at, state, step, climbAt: row.climb_at };
}
