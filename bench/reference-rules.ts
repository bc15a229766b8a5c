// The reference case's rules: compiled from their files, published into the records with the two people whom they need.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../case/case';
import { compileFolder } from '../language/folder';
import type { FolderFiles } from '../language/folder';
import type { Rules } from '../process/rules';
import type { Records } from '../records/database';

const ROOT = join(__dirname, '..');
export const AGENCY = 'reference';

/** By path inside a definitions folder: the reference case and its agency, with the shipped calendar. */
const FILES = {
  'processes/reference.yaml': 'bench/definitions/processes/reference.yaml',
  'agencies/reference.yaml': 'bench/definitions/agencies/reference.yaml',
  'calendars/jordan.yaml': 'definitions/calendars/jordan.yaml',
};

/** Who opens and closes the cases. */
export const WORKER: Actor = { id: 'rana', name: 'Rana', agency: AGENCY, roles: ['case_worker'] };

/** Publishes, and gives the rules as cases start with them. Throws where the files have a mistake. */
export async function publishReference(records: Pick<Records, 'publish' | 'upsertStaff' | 'rulesFor'>): Promise<Rules> {
  const files: FolderFiles = Object.fromEntries(Object.entries(FILES).map(([path, file]) => [path, readFileSync(join(ROOT, file), 'utf8')]));
  const { problems, processes, calendars, agencies } = compileFolder(files);
  const { process, sourceMap, texts } = processes['reference'] ?? {};
  const { agency, profile } = agencies[AGENCY] ?? {};
  const calendar = calendars['jordan']?.calendar;
  if (!process || !sourceMap || !texts || !agency || !profile || !calendar) {
    throw new Error(`The reference case has mistakes:\n${problems.map((one) => `${one.file}:${one.line} ${one.message}`).join('\n')}`);
  }
  const source = String(files['processes/reference.yaml']);
  await records.publish({ agency: AGENCY, rules: agency, profile, calendar, processes: [{ compiled: process, source, sourceMap, texts }] });
  const shared = { language: 'en', agency: AGENCY, active: true };
  await records.upsertStaff({ ...shared, id: 'samira', name: 'Samira', email: 'supervisor@example.org', roles: ['supervisor'] });
  await records.upsertStaff({ ...shared, id: WORKER.id, name: WORKER.name, email: 'rana@example.org', roles: WORKER.roles, supervisor: 'samira' });
  const rules = await records.rulesFor(AGENCY, 'reference');
  if (!rules) throw new Error('The reference case was published and is not there.');
  return rules;
}
