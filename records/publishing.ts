// Takes in what an agency publishes: rules, calendar, processes with their sources and texts; all of a publication or none of it.

import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Agency, AgencyProfile } from '../process/agency';
import type { Calendar } from '../process/calendar';
import { canonicalJson, hashOf } from '../process/hash';
import type { Process, SourceMap, Texts } from '../process/process';
import type { Hash } from '../process/rules';
import { RecordsError } from './records-error';
import type { Tables } from './tables';

/** Channel on which every publication that changed something is told, with the agency's id. */
export const PUBLISHED = 'caseway_published';

export interface ProcessPublication {
  compiled: Process;
  /** The YAML it was compiled from. */
  source: string;
  sourceMap: SourceMap;
  /** By language. A language left out keeps the texts that it has. */
  texts: Record<string, Texts>;
}

/** What is published for one agency at once. What is left out stays as it is. */
export interface Publication {
  /** Id of the agency. */
  agency: string;
  rules?: Agency;
  profile?: AgencyProfile;
  calendar?: Calendar;
  processes?: ProcessPublication[];
}

export interface PublicationChange {
  what: 'agency' | 'profile' | 'calendar' | 'process' | 'source' | 'texts';
  /** Id of the agency, calendar or process. */
  id: string;
  language?: string;
}

export interface Published {
  /** False when all of it stood there already: nothing was written and nobody is told. */
  changed: boolean;
  changes: PublicationChange[];
  /** Of the processes in the publication, by id. */
  hashes: Record<string, Hash>;
}

type Trx = Transaction<Tables>;

/** Any number that no other program on the same database takes a lock on. */
const PUBLISH_LOCK = 0x0ca5f;

/**
 * Publishes; from its end on new cases start with it, and running cases use the latest texts.
 *
 * @throws RecordsError `agency-incomplete` when the agency would be without its calendar or one of its processes, `records-unreachable`.
 */
export async function publish(kysely: Kysely<Tables>, publication: Publication): Promise<Published> {
  return kysely.transaction().execute(async (trx) => {
    // One publication at a time: two at once could each see what the other replaces.
    await sql`select pg_advisory_xact_lock(${PUBLISH_LOCK})`.execute(trx);
    const changes = await publishAgency(trx, publication);
    const hashes: Record<string, Hash> = {};
    for (const process of publication.processes ?? []) {
      hashes[process.compiled.id] = await publishProcess(trx, publication.agency, process, changes);
    }
    if (changes.length > 0) {
      await checkComplete(trx, publication.agency);
      await registerRuleSets(trx, publication.agency);
      await sql`select pg_notify(${PUBLISHED}, ${publication.agency})`.execute(trx);
    }
    return { changed: changes.length > 0, changes, hashes };
  });
}

async function publishAgency(trx: Trx, { agency, rules, profile, calendar }: Publication): Promise<PublicationChange[]> {
  const before = await trx.selectFrom('agencies').selectAll().where('id', '=', agency).executeTakeFirst();
  const agencyHash = rules ? await storeArtefact(trx, 'agency', rules) : before?.agency_hash;
  const calendarHash = calendar ? await storeArtefact(trx, 'calendar', calendar) : before?.calendar_hash;
  const newProfile = profile ?? before?.profile;
  if (agencyHash === undefined || calendarHash === undefined || newProfile === undefined) {
    throw incomplete(agency, 'is new and has to be published with its rules, its profile and its calendar');
  }
  if ((rules && rules.id !== agency) || (profile && profile.id !== agency)) {
    throw incomplete(agency, `cannot take the rules or the profile of another one (${rules?.id ?? profile?.id})`);
  }
  const changes: PublicationChange[] = [];
  if (agencyHash !== before?.agency_hash) changes.push({ what: 'agency', id: agency });
  if (!before || !isSame(newProfile, before.profile)) changes.push({ what: 'profile', id: agency });
  if (calendarHash !== before?.calendar_hash) changes.push({ what: 'calendar', id: calendar?.id ?? agency });
  if (changes.length > 0) {
    const row = { agency_hash: agencyHash, calendar_hash: calendarHash, profile: JSON.stringify(newProfile) };
    await trx
      .insertInto('agencies')
      .values({ id: agency, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }
  return changes;
}

/** Stores an artefact for ever; one that is there already is left alone. */
async function storeArtefact(trx: Trx, kind: 'process' | 'calendar' | 'agency', compiled: Process | Calendar | Agency): Promise<Hash> {
  const hash = hashOf(compiled);
  await trx
    .insertInto('artefacts')
    .values({ hash, kind, id: compiled.id, compiled: JSON.stringify(compiled) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return hash;
}

async function publishProcess(trx: Trx, agency: string, process: ProcessPublication, changes: PublicationChange[]): Promise<Hash> {
  const { compiled, source, sourceMap, texts } = process;
  const hash = await storeArtefact(trx, 'process', compiled);
  const before = await trx
    .selectFrom('process_versions')
    .select(['source', 'in_force'])
    .where('agency', '=', agency)
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (!before?.in_force) {
    changes.push({ what: 'process', id: compiled.id });
    await trx
      .updateTable('process_versions')
      .set({ in_force: false })
      .where('agency', '=', agency)
      .where('process', '=', compiled.id)
      .where('in_force', '=', true)
      .execute();
  } else if (before.source !== source) {
    changes.push({ what: 'source', id: compiled.id });
  }
  if (!before?.in_force || before.source !== source) {
    const row = { source, source_map: JSON.stringify(sourceMap), in_force: true };
    await trx
      .insertInto('process_versions')
      .values({ agency, process: compiled.id, hash, ...row })
      .onConflict((conflict) => conflict.columns(['agency', 'hash']).doUpdateSet(row))
      .execute();
  }
  for (const [language, translated] of Object.entries(texts)) {
    await publishTexts(trx, { agency, process: compiled.id, language, texts: translated }, changes);
  }
  return hash;
}

async function publishTexts(
  trx: Trx,
  { agency, process, language, texts }: { agency: string; process: string; language: string; texts: Texts },
  changes: PublicationChange[],
): Promise<void> {
  const latest = await trx
    .selectFrom('texts')
    .select(['version', 'texts'])
    .where('agency', '=', agency)
    .where('process', '=', process)
    .where('language', '=', language)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest && isSame(latest.texts, texts)) return;
  changes.push({ what: 'texts', id: process, language });
  const version = (latest?.version ?? 0) + 1;
  await trx.insertInto('texts').values({ agency, process, language, version, texts: JSON.stringify(texts) }).execute();
}

async function checkComplete(trx: Trx, agency: string): Promise<void> {
  const { rules, calendar } = await trx
    .selectFrom('agencies')
    .innerJoin('artefacts as a', 'a.hash', 'agencies.agency_hash')
    .innerJoin('artefacts as c', 'c.hash', 'agencies.calendar_hash')
    .select(['a.compiled as rules', 'c.id as calendar'])
    .where('agencies.id', '=', agency)
    .executeTakeFirstOrThrow();
  const needed = rules as Agency;
  if (needed.calendar !== calendar) throw incomplete(agency, `counts by the calendar ${needed.calendar}, and ${calendar} was published for it`);
  const inForce = await trx
    .selectFrom('process_versions')
    .select('process')
    .where('agency', '=', agency)
    .where('in_force', '=', true)
    .execute();
  const missing = needed.processes.filter((process) => !inForce.some((one) => one.process === process));
  if (missing.length > 0) throw incomplete(agency, `uses ${missing.join(', ')}, which has not been published for it`);
}

/**
 * Every version of a process that the agency has published may still have cases, which take up a new calendar and new rules of the
 * agency: so each of them is a set that may be asked for by its hash.
 */
async function registerRuleSets(trx: Trx, agency: string): Promise<void> {
  const sets = await trx
    .selectFrom('process_versions as v')
    .innerJoin('agencies as a', 'a.id', 'v.agency')
    .select(['v.hash as process', 'a.calendar_hash as calendar', 'a.agency_hash as agency'])
    .where('v.agency', '=', agency)
    .execute();
  if (sets.length === 0) return;
  await trx
    .insertInto('rule_sets')
    .values(sets.map((hashes) => ({ hash: hashOf(hashes), ...hashes })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

function incomplete(agency: string, why: string): RecordsError {
  return new RecordsError('agency-incomplete', `The agency ${agency} ${why}.`, 'Publish what is missing together with the rest; nothing was changed.');
}
