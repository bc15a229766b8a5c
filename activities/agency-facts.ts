// What writing to an agency's people needs: who they are, how the agency is called, its calendar, its languages, the titles of its processes.

import path from 'node:path';
import type { Directory } from '../case/staff';
import type { AgencyProfile } from '../process/agency';
import type { Calendar } from '../process/calendar';
import type { Records } from '../records/database';
import { RecordsError } from '../records/records-error';
import type { TextsByLanguage } from '../texts/process-texts';
import type { Breaker } from './breaker';
import { createLastGoodCopy } from './last-good-copy';

export interface AgencyFacts {
  profile: AgencyProfile;
  /** In order of preference. */
  languages: string[];
  /** The agency's latest: local times of mails and of quiet hours are its. */
  calendar: Calendar;
}

/** The latest of everything, or the last good copy of it. Rejects when there is none. */
export interface FactsSource {
  facts(agency: string): Promise<AgencyFacts>;
  directory(agency: string): Promise<Directory>;
  texts(agency: string, process: string): Promise<TextsByLanguage>;
}

export type FactsRecords = Pick<Records, 'profile' | 'listProcesses' | 'rulesForRunning' | 'directory' | 'textsFor'>;

export interface FactsOptions {
  records: FactsRecords;
  breaker: Breaker;
  now: () => Date;
  /** Where the last good copies are kept. */
  folder?: string | undefined;
}

/** Who is away and who has left must be known soon; names of things may be older. */
const STAFF_FRESH_MS = 2_000;
const FRESH_MS = 10_000;
/** What an alert waits for the database at most, before the copy is taken. */
const BOUND_MS = 300;

export function createFactsSource({ records, breaker, now, folder }: FactsOptions): FactsSource {
  const shared = { breaker, now: () => now().getTime(), boundMs: BOUND_MS };
  const within = (name: string): string | undefined => (folder === undefined ? undefined : path.join(folder, name));
  const facts = createLastGoodCopy({ ...shared, freshMs: FRESH_MS, folder: within('agencies'), load: (agency) => loadFacts(records, agency) });
  const staff = createLastGoodCopy({ ...shared, freshMs: STAFF_FRESH_MS, folder: within('staff'), load: (agency) => records.directory(agency) });
  const texts = createLastGoodCopy<TextsByLanguage>({
    ...shared,
    freshMs: FRESH_MS,
    folder: within('texts'),
    load: (key) => {
      const [agency = '', process = ''] = key.split('/');
      return records.textsFor(agency, process);
    },
  });
  const directory = async (agency: string): Promise<Directory> => {
    const [found, { profile, calendar }] = await Promise.all([staff(agency), facts(agency)]);
    return profile.onCall ? { ...found, rota: { lines: profile.onCall, calendar } } : found;
  };
  return { facts, directory, texts: (agency, process) => texts(`${agency}/${process}`) };
}

async function loadFacts(records: FactsRecords, agency: string): Promise<AgencyFacts> {
  const [profile, [latest]] = await Promise.all([records.profile(agency), records.listProcesses(agency)]);
  // Any process will do: the calendar and the languages are the agency's own, the latest with each of them.
  const rules = latest && (await records.rulesForRunning(agency, latest.hash));
  if (!profile || !rules) throw new RecordsError('agency-unknown', `Nothing of an agency ${agency} has been published.`, 'Publish its definitions.');
  return { profile, languages: rules.agency.languages, calendar: rules.calendar };
}
