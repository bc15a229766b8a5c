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

/** The files of the reference case as a definitions folder has them. */
export const referenceFiles = (): Record<string, string> =>
  Object.fromEntries(Object.entries(FILES).map(([path, file]) => [path, readFileSync(join(ROOT, file), 'utf8')]));

/** The same with reviews a year away and a second stage of so many tasks: large rules whose cases stay idle. */
export function idleFiles(tasks: number): Record<string, string> {
  const files = referenceFiles();
  const task = (n: number): string =>
    `      task_${n}:\n        title: Task ${n}\n        who: case_worker\n        may_answer: [situation]\n        must_answer: [risk]\n` +
    '        due: 10 working days\n        remind: [2 working days]\n        late:\n          - { after: 1 working day, tell: supervisor, repeat: 2 working days }\n';
  const later = `      - when: risk is low and answered(situation)\n        to: later\n      - close: done\n  later:\n    title: Later\n    tasks:\n${Array.from({ length: tasks }, (_, n) => task(n)).join('')}    next:\n      - close: done\n`;
  const process = String(files['processes/reference.yaml']).replace(/first: \d seconds?/g, 'first: 1 year').replace('      - close: done\n', later);
  return { ...files, 'processes/reference.yaml': process };
}

/** Publishes, and gives the rules as cases start with them. Throws where the files have a mistake. */
export async function publishReference(records: Pick<Records, 'publish' | 'upsertStaff' | 'rulesFor'>, files: FolderFiles = referenceFiles()): Promise<Rules> {
  const { problems, processes, agencies } = compileFolder(files);
  const { process, sourceMap, texts } = processes['reference'] ?? {};
  const { agency, profile, calendar } = agencies[AGENCY] ?? {};
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
