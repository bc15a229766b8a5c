// What is read of cases: one with its state, lists of them, what is due for somebody, alerts.

import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Case } from '../case/case';
import type { AlertItem, CaseRow, DueItem } from '../case/project';
import type { Hash } from '../process/rules';
import type { Instant } from '../process/time';
import type { CaseKeys } from './case-keys';
import { openJson } from './encryption';
import { statePurpose } from './purposes';
import type { Tables } from './tables';

/** What somebody may read: the cases that these people own or have something to do in by name, and all on these versions of processes. */
export interface Readable {
  /** They themselves, and those in whose stead they act. */
  people: string[];
  processes: Hash[];
}

/** As whom somebody asks what is to be done: by their own roles, or in another's stead. */
export interface WorksAs {
  person: string;
  roles: string[];
}

export interface CaseFilter {
  agency: string;
  /** Everything of the agency when left out. */
  readable?: Readable;
  owner?: string;
  status?: 'open' | 'closed';
  stage?: string;
  process?: string;
  /** At most so many; 50 when left out, never above 200. */
  limit?: number;
  /** `next` of the page before: the number of its last case. */
  after?: string;
}

export interface AlertFilter {
  agency: string;
  readable?: Readable;
  /** One of these; all when left out. */
  states?: AlertItem['state'][];
  /** Beside what is readable, alerts that nobody has taken of these roles, or of all. */
  duty?: true | string[];
  limit?: number;
}

/** The case that something stands in. */
export interface InCase {
  case: string;
  process: string;
}

export interface Cases {
  /** The case as last recorded; null when there is none of that number. @throws RecordsError `content-unreadable`, `key-unknown`. */
  getCase(number: string): Promise<{ row: CaseRow; state: Case; recordedAt: Instant } | null>;
  /** Its state alone, in one round trip: every act asks for it. Null and errors as `getCase`. */
  getState(number: string): Promise<Case | null>;
  /** A closed case's state with the run that wrote it last, from which it can be opened again; null while it is open. */
  getClosed(number: string): Promise<{ state: Case; run: number } | null>;
  /** Newest opening first. `next` is null on the last page. */
  listCases(filter: CaseFilter): Promise<{ cases: CaseRow[]; next: string | null }>;
  /**
   * What one of the staff may do next, earliest due first, what has no due instant last: items that name the person, or one of the
   * roles and nobody; as themselves, in the stead of others (`also`), and of alerts what they are on call for (`duty`). Items that are
   * closed to the person, or to the one in whose stead they would act (`notBy`), are left out.
   */
  itemsFor(whose: WorksAs & { agency: string; also?: WorksAs[]; duty?: true | string[]; limit?: number }): Promise<(DueItem & InCase)[]>;
  /** Latest first. */
  alerts(filter: AlertFilter): Promise<(AlertItem & InCase)[]>;
  /** An alert by its id, with its case and agency; null when there is none. */
  findAlert(id: string): Promise<(AlertItem & InCase & { agency: string }) | null>;
}

const SUMMARY = [
  'number', 'agency', 'process', 'process_hash', 'calendar_hash', 'agency_hash', 'status', 'stage', 'owner', 'opened_at', 'closed_at',
  'sequence', 'next_due_at',
] as const;
const ITEM = ['case_number', 'id', 'kind', 'title', 'who', 'person', 'record', 'event', 'not_by', 'state', 'opened_at', 'due_at'] as const;
const ALERT = ['case_number', 'agency', 'id', 'alert', 'title', 'raised_at', 'state', 'step', 'climb_at'] as const;

const PAGE = 50;
const LONGEST_PAGE = 200;
const LONGEST_LIST = 500;

export function createCases(kysely: Kysely<Tables>, keys: CaseKeys): Cases {
  return {
    getCase: (number) => getCase(kysely, keys, number),
    async getState(number) {
      const found = await kysely.selectFrom('cases').select(['data_key', 'state']).where('number', '=', number).executeTakeFirst();
      return found ? stateOf(keys, number, found) : null;
    },
    async getClosed(number) {
      const found = await kysely.selectFrom('cases').select(['data_key', 'state', 'run']).where('number', '=', number).where('status', '=', 'closed').executeTakeFirst();
      return found ? { state: stateOf(keys, number, found), run: found.run } : null;
    },
    listCases: (filter) => listCases(kysely, filter),
    itemsFor: (whose) => itemsFor(kysely, whose),
    alerts: (filter) => alerts(kysely, filter),
    async findAlert(id) {
      const row = await alertsInCases(kysely).where('alerts.id', '=', id).executeTakeFirst();
      return row ? { agency: row.agency, case: row.case_number, process: row.process, ...alertOf(row) } : null;
    },
  };
}

/** One snapshot for all of its looks: a transition may be recorded between two of them. */
const atOnce = <T>(kysely: Kysely<Tables>, look: (trx: Kysely<Tables>) => Promise<T>): Promise<T> =>
  kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(look);

async function getCase(kysely: Kysely<Tables>, keys: CaseKeys, number: string): ReturnType<Cases['getCase']> {
  return atOnce(kysely, async (trx) => {
    const columns = [...SUMMARY, 'data_key', 'state', 'recorded_at'] as const;
    const found = await trx.selectFrom('cases').select(columns).where('number', '=', number).executeTakeFirst();
    if (!found) return null;
    const [row] = await rowsOf(trx, [found]);
    return row ? { row, state: stateOf(keys, number, found), recordedAt: found.recorded_at } : null;
  });
}

function stateOf(keys: CaseKeys, number: string, found: { data_key: Buffer; state: Buffer }): Case {
  const { key } = keys.unwrap(number, found.data_key);
  return openJson(key, found.state, statePurpose(number)) as Case;
}

async function listCases(kysely: Kysely<Tables>, filter: CaseFilter): ReturnType<Cases['listCases']> {
  const limit = Math.min(filter.limit ?? PAGE, LONGEST_PAGE);
  return atOnce(kysely, async (trx) => {
    let query = trx.selectFrom('cases').select(SUMMARY).where('agency', '=', filter.agency);
    for (const column of ['owner', 'status', 'stage', 'process'] as const) {
      const wanted = filter[column];
      if (wanted !== undefined) query = query.where(column, '=', wanted);
    }
    if (filter.readable) query = query.where(isReadable(filter.readable));
    if (filter.after !== undefined) {
      query = query.where(sql<boolean>`(opened_at, number) < (select opened_at, number from cases where number = ${filter.after})`);
    }
    const found = await query.orderBy('opened_at', 'desc').orderBy('number', 'desc').limit(limit + 1).execute();
    const page = found.slice(0, limit);
    return { cases: await rowsOf(trx, page), next: found.length > limit ? (page.at(-1)?.number ?? null) : null };
  });
}

const isReadable = ({ people, processes }: Readable) =>
  sql<boolean>`(cases.owner = any(${people}) or cases.process_hash = any(${processes})
    or exists (select from items where items.case_number = cases.number and items.person = any(${people})))`;

/** Alerts that wait to be taken by one of these roles. */
const isOnDuty = (duty: true | string[]) => sql<boolean>`(items.kind = 'alert' and items.state = 'raised' and (${duty === true} or items.who = any(${duty === true ? [] : duty})))`;

/** Of what is theirs, or nobody's by name and of one of their roles, all but what is closed to them. */
const isFor = (self: string, { person, roles }: WorksAs) =>
  sql<boolean>`((items.person = ${person} or (items.person is null and items.who = any(${roles}))) and (items.not_by is null or not items.not_by && ${[self, person]}::text[]))`;

/** The rows of these cases with their items and alerts, in the same order. */
async function rowsOf(trx: Kysely<Tables>, found: Pick<Tables['cases'], (typeof SUMMARY)[number]>[]): Promise<CaseRow[]> {
  const numbers = found.map((row) => row.number);
  if (numbers.length === 0) return [];
  const items = await trx.selectFrom('items').select(ITEM).where('case_number', 'in', numbers).orderBy('opened_at').orderBy('id').execute();
  const alerts = await trx.selectFrom('alerts').select(ALERT).where('case_number', 'in', numbers).orderBy('raised_at').orderBy('id').execute();
  return found.map((row) => ({
    ...summaryOf(row),
    items: items.filter((item) => item.case_number === row.number).map(itemOf),
    alerts: alerts.filter((alert) => alert.case_number === row.number).map(alertOf),
  }));
}

async function itemsFor(
  kysely: Kysely<Tables>,
  { agency, person, roles, also = [], duty, limit = LONGEST_LIST }: Parameters<Cases['itemsFor']>[0],
): ReturnType<Cases['itemsFor']> {
  const rows = await kysely
    .selectFrom('items')
    .innerJoin('cases', 'cases.number', 'items.case_number')
    .select(ITEM.map((column) => `items.${column}` as const))
    .select('cases.process')
    .where('items.agency', '=', agency)
    .where((where) => where.or([...[{ person, roles }, ...also].map((as) => isFor(person, as)), ...(duty === undefined ? [] : [isOnDuty(duty)])]))
    .orderBy('due_at', (order) => order.asc().nullsLast())
    .orderBy('case_number')
    .orderBy('items.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ case: row.case_number, process: row.process, ...itemOf(row) }));
}

const alertsInCases = (kysely: Kysely<Tables>) =>
  kysely
    .selectFrom('alerts')
    .innerJoin('cases', 'cases.number', 'alerts.case_number')
    .select(ALERT.map((column) => `alerts.${column}` as const))
    .select('cases.process');

async function alerts(kysely: Kysely<Tables>, { agency, readable, states, duty, limit = LONGEST_LIST }: AlertFilter): ReturnType<Cases['alerts']> {
  let query = alertsInCases(kysely).where('alerts.agency', '=', agency);
  if (states) query = query.where(sql<boolean>`alerts.state = any(${states})`);
  if (readable) {
    const taken = duty === undefined ? [] : [sql<boolean>`exists (select from items where items.case_number = cases.number and items.id = alerts.id and ${isOnDuty(duty)})`];
    query = query.where((where) => where.or([isReadable(readable), ...taken]));
  }
  const rows = await query.orderBy('alerts.raised_at', 'desc').orderBy('alerts.id').limit(limit).execute();
  return rows.map((row) => ({ case: row.case_number, process: row.process, ...alertOf(row) }));
}

function summaryOf(row: Pick<Tables['cases'], (typeof SUMMARY)[number]>): Omit<CaseRow, 'items' | 'alerts'> {
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
    ...(row.record !== null && { record: row.record }),
    ...(row.event !== null && { event: row.event }),
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
