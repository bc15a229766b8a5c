// The definitions that are shipped, compiled for tests: rules to run cases by, and the texts that go with them.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CompiledFolder } from '../language/folder';
import { compileFolder } from '../language/folder';
import type { AgencyProfile } from '../process/agency';
import { hashOf } from '../process/hash';
import type { SourceMap, Texts } from '../process/process';
import type { Rules } from '../process/rules';

export const DEFINITIONS = join(__dirname, '..', 'definitions');

/** All files below a folder, by their path inside it. */
export function readFolder(folder = DEFINITIONS): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path)] = readFileSync(path);
  }
  return files;
}

export interface Shipped {
  rules: Rules;
  /** By language. */
  texts: Record<string, Texts>;
  sourceMap: SourceMap;
  profile: AgencyProfile;
  folder: CompiledFolder;
}

let shipped: Shipped | undefined;

/** The shipped agency with its process; compiled once for each test file. Throws where they have an error. */
export function compileShipped(): Shipped {
  return (shipped ??= compileNow());
}

function compileNow(): Shipped {
  const folder = compileFolder(readFolder());
  const process = folder.processes.child_protection;
  const calendar = folder.calendars.jordan;
  const agency = folder.agencies.amman_child_protection;
  if (!process?.process || !calendar?.calendar || !agency?.agency || !agency.profile) {
    throw new Error(`The shipped definitions have errors:\n${folder.problems.map((one) => `${one.file}:${one.line}:${one.column} ${one.code} ${one.message}`).join('\n')}`);
  }
  const hashes = { process: process.hash ?? '', calendar: calendar.hash ?? '', agency: agency.hash ?? '' };
  const rules: Rules = { $rules: hashOf(hashes), hashes, process: process.process, calendar: calendar.calendar, agency: agency.agency };
  return { rules, texts: process.texts, sourceMap: process.sourceMap, profile: agency.profile, folder };
}
