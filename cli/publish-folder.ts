// Publishes what has changed in a definitions folder since it was last published from here; what was published otherwise since is left alone.

import { readFile } from 'node:fs/promises';
import { writeDurably } from '../engine/durable-file';
import type { CompiledFolder } from '../language/folder';
import { compileFolder } from '../language/folder';
import { hasErrors } from '../language/problems';
import { hashOf } from '../process/hash';
import type { ProcessPublication, Publication } from '../records/publishing';
import type { Records } from '../records/database';
import { readDefinitions, textOf } from './definitions-folder';

export interface PublishFolderOptions {
  folder: string;
  /** File that remembers what this folder published last. */
  memory: string;
  records: Pick<Records, 'publish'>;
  say(part: string, text: string): void;
}

type Memory = Record<string, string>;

/** Publishes for each agency of the folder. An agency with a mistake in what it needs keeps its last good version, and that is said. */
export async function publishFolder({ folder, memory: file, records, say }: PublishFolderOptions): Promise<void> {
  const files = await readDefinitions(folder);
  const compiled = compileFolder(files);
  const memory = await readMemory(file);
  const { problems } = compiled;
  if (hasErrors(problems)) {
    const first = problems.find((problem) => problem.severity === 'error');
    say('definitions', `${problems.filter((problem) => problem.severity === 'error').length} mistakes, the first in ${first?.file}:${first?.line}: ${first?.message}`);
    say('definitions', `what has mistakes is not published; all of them: npx caseway check ${folder}`);
  }
  for (const agency of Object.keys(compiled.agencies)) {
    const publication = publicationOf(compiled, agency, (path) => textOf(files[path]));
    if (!publication) continue;
    const { changed, kept } = since(memory, publication);
    if (!changed) {
      say('definitions', `${agency}: as published before`);
      continue;
    }
    const published = await records.publish(changed);
    Object.assign(memory, kept);
    await writeDurably(file, `${JSON.stringify(memory, null, 2)}\n`);
    const what = published.changes.map((change) => `${change.what} ${change.id}`);
    say('definitions', `${agency}: ${[...new Set(what)].join(', ') || 'nothing new'}`);
  }
}

async function readMemory(file: string): Promise<Memory> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Memory;
  } catch {
    return {};
  }
}

/** What the folder says of an agency, or nothing while a part that it needs has a mistake. */
function publicationOf(compiled: CompiledFolder, id: string, sourceOf: (path: string) => string): Publication | undefined {
  const { agency, profile, calendar } = compiled.agencies[id] ?? {};
  if (!agency || !profile || !calendar) return undefined;
  const processes: ProcessPublication[] = [];
  for (const name of agency.processes) {
    const { process, texts, sourceMap } = compiled.processes[name] ?? {};
    if (!process || !texts || !sourceMap) return undefined;
    processes.push({ compiled: process, source: sourceOf(`processes/${name}.yaml`), sourceMap, texts });
  }
  return { agency: id, rules: agency, profile, calendar, processes };
}

/** The part of a publication that differs from what the folder published last. */
function since(memory: Memory, publication: Publication): { changed: Publication | undefined; kept: Memory } {
  const { agency, rules, profile, calendar, processes = [] } = publication;
  const kept: Memory = {};
  const isNew = (name: string, content: unknown): boolean => {
    const key = `${agency}/${name}`;
    kept[key] = hashOf(content);
    return memory[key] !== kept[key];
  };
  const changed: Publication = {
    agency,
    ...(isNew('rules', rules) && rules && { rules }),
    ...(isNew('profile', profile) && profile && { profile }),
    ...(isNew('calendar', calendar) && calendar && { calendar }),
    processes: processes.filter((one) => isNew(`process/${one.compiled.id}`, one)),
  };
  const hasChanged = changed.rules ?? changed.profile ?? changed.calendar ?? changed.processes?.[0];
  return { changed: hasChanged === undefined ? undefined : changed, kept };
}
