// Published artefacts as they are asked for: the rules that cases run by, sources with their lines, texts, profiles.

import type { Kysely } from 'kysely';
import type { Agency, AgencyProfile } from '../process/agency';
import type { Calendar } from '../process/calendar';
import { deepFreeze, hashOf } from '../process/hash';
import type { Process, SourceMap, Texts } from '../process/process';
import type { Hash, RuleHashes, Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { publish } from './publishing';
import type { Publication, Published } from './publishing';
import type { Tables } from './tables';

export interface ProcessListed {
  process: string;
  hash: Hash;
  /** New cases start with this version, if the agency uses the process at all. */
  inForce: boolean;
  publishedAt: Instant;
}

export interface Artefacts {
  /** @throws RecordsError `agency-incomplete`: nothing was changed. */
  publish(publication: Publication): Promise<Published>;
  /** What a new case starts with; null when the agency does not use the process. */
  rulesFor(agency: string, process: string): Promise<Rules | null>;
  /** What a running case goes on with: its own version of the process, with the agency's latest calendar and rules. */
  rulesForRunning(agency: string, processHash: Hash): Promise<Rules | null>;
  /** By `$rules`; null when never published here. */
  rulesBySet(set: Hash): Promise<Rules | null>;
  /** By the three hashes; null when one was never published here. */
  rulesByHashes(hashes: RuleHashes): Promise<Rules | null>;
  /** `$rules` of everything that was ever published, for whoever keeps a copy. */
  ruleSets(): Promise<Hash[]>;
  agencies(): Promise<string[]>;
  /** The latest; null for an unknown agency. */
  profile(agency: string): Promise<AgencyProfile | null>;
  /** The latest; null for an unknown agency. */
  calendarOf(agency: string): Promise<Calendar | null>;
  /** All versions, newest first within a process. */
  listProcesses(agency: string): Promise<ProcessListed[]>;
  /** The YAML, as the agency published it last for this version. */
  processSource(agency: string, hash: Hash): Promise<string | null>;
  sourceMap(agency: string, hash: Hash): Promise<SourceMap | null>;
  /** The latest texts by language; a path that only older versions name keeps its last text, since running cases still show it. */
  textsFor(agency: string, process: string): Promise<Record<string, Texts>>;
}

/** Rules are immutable and shared: the same object for the same hash, frozen. */
const KEPT = 500;

export function createArtefacts(kysely: Kysely<Tables>): Artefacts {
  const kept = new Map<Hash, Process | Calendar | Agency>();

  async function compiled(hash: Hash): Promise<Process | Calendar | Agency | null> {
    const known = kept.get(hash);
    if (known) return known;
    const row = await kysely.selectFrom('artefacts').select('compiled').where('hash', '=', hash).executeTakeFirst();
    if (!row) return null;
    if (kept.size >= KEPT) kept.clear();
    kept.set(hash, deepFreeze(row.compiled));
    return row.compiled;
  }

  async function rulesByHashes(hashes: RuleHashes): Promise<Rules | null> {
    const [process, calendar, agency] = [await compiled(hashes.process), await compiled(hashes.calendar), await compiled(hashes.agency)];
    if (!process || !calendar || !agency) return null;
    const set = { process: hashes.process, calendar: hashes.calendar, agency: hashes.agency };
    return { $rules: hashOf(set), hashes: set, process: process as Process, calendar: calendar as Calendar, agency: agency as Agency };
  }

  const inForce = (agency: string) =>
    kysely
      .selectFrom('process_versions as v')
      .innerJoin('agencies as a', 'a.id', 'v.agency')
      .select(['v.hash as process', 'a.calendar_hash as calendar', 'a.agency_hash as agency'])
      .where('v.agency', '=', agency);

  const version = (agency: string, hash: Hash) =>
    kysely.selectFrom('process_versions').where('agency', '=', agency).where('hash', '=', hash);

  return {
    publish: (publication) => publish(kysely, publication),
    async rulesFor(agency, process) {
      const hashes = await inForce(agency).where('v.process', '=', process).where('v.in_force', '=', true).executeTakeFirst();
      const rules = hashes ? await rulesByHashes(hashes) : null;
      return rules?.agency.processes.includes(process) ? rules : null;
    },
    async rulesForRunning(agency, processHash) {
      const hashes = await inForce(agency).where('v.hash', '=', processHash).executeTakeFirst();
      return hashes ? rulesByHashes(hashes) : null;
    },
    async rulesBySet(set) {
      const hashes = await kysely
        .selectFrom('rule_sets')
        .select(['process', 'calendar', 'agency'])
        .where('hash', '=', set)
        .executeTakeFirst();
      return hashes ? rulesByHashes(hashes) : null;
    },
    rulesByHashes,
    ruleSets: async () => (await kysely.selectFrom('rule_sets').select('hash').orderBy('hash').execute()).map((row) => row.hash),
    agencies: async () => (await kysely.selectFrom('agencies').select('id').orderBy('id').execute()).map((row) => row.id),
    async profile(agency) {
      const row = await kysely.selectFrom('agencies').select('profile').where('id', '=', agency).executeTakeFirst();
      return row?.profile ?? null;
    },
    async calendarOf(agency) {
      const row = await kysely.selectFrom('agencies').select('calendar_hash').where('id', '=', agency).executeTakeFirst();
      return row ? ((await compiled(row.calendar_hash)) as Calendar | null) : null;
    },
    listProcesses: (agency) =>
      kysely
        .selectFrom('process_versions')
        .select(['process', 'hash', 'in_force as inForce', 'published_at as publishedAt'])
        .where('agency', '=', agency)
        .orderBy('process')
        .orderBy('in_force', 'desc')
        .orderBy('published_at', 'desc')
        .execute(),
    processSource: async (agency, hash) => (await version(agency, hash).select('source').executeTakeFirst())?.source ?? null,
    sourceMap: async (agency, hash) => (await version(agency, hash).select('source_map').executeTakeFirst())?.source_map ?? null,
    async textsFor(agency, process) {
      const versions = await kysely
        .selectFrom('texts')
        .select(['language', 'texts'])
        .where('agency', '=', agency)
        .where('process', '=', process)
        .orderBy('version')
        .execute();
      const latest: Record<string, Texts> = {};
      for (const { language, texts } of versions) latest[language] = { ...latest[language], ...texts };
      return latest;
    },
  };
}
