// Which definitions folder a path means: the folder itself, one that has it, or the folder that a file of it stands in.

import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { FolderFiles } from '../language/folder';
import { readDefinitions } from './definitions-folder';
import { WrongUse } from './terminal';

const KINDS = ['processes', 'texts', 'calendars', 'agencies', 'scenarios'];
const DEFAULT_FOLDER = 'definitions';

export interface DefinitionsAt {
  folder: string;
  files: FolderFiles;
  /** Paths inside the folder that were asked for, files or folders; empty for all of it. */
  only: string[];
}

/** The folders that the paths lie in, each read once. @throws WrongUse for a path that is not there or in no definitions folder */
export async function findDefinitions(paths: readonly string[], cwd: string): Promise<DefinitionsAt[]> {
  const found = new Map<string, string[]>();
  for (const path of paths.length === 0 ? [DEFAULT_FOLDER] : paths) {
    const asked = resolve(cwd, path);
    const { isDirectory } = await look(asked, path);
    const folder = folderOf(asked, isDirectory);
    const inside = relative(folder, asked).split(sep).join('/');
    found.set(folder, [...(found.get(folder) ?? []), inside]);
  }
  return Promise.all(
    [...found].map(async ([folder, only]) => ({ folder, files: await readDefinitions(folder), only: only.includes('') ? [] : only })),
  );
}

async function look(asked: string, path: string): Promise<{ isDirectory: boolean }> {
  try {
    return { isDirectory: (await stat(asked)).isDirectory() };
  } catch {
    const fix = path === DEFAULT_FOLDER ? 'Give the path of your definitions folder.' : 'Check how it is written; it is looked for from where you are.';
    throw new WrongUse(`There is no file or folder ${path}.`, fix);
  }
}

/** Going up from a file or folder to the one above processes/, texts/, calendars/, agencies/ or scenarios/. */
function folderOf(asked: string, isDirectory: boolean): string {
  for (let at = asked; at !== dirname(at); at = dirname(at)) if (KINDS.includes(basename(at))) return dirname(at);
  return isDirectory ? asked : dirname(asked);
}

/** Whether a path inside the folder was asked for. */
export const isAskedFor = ({ only }: DefinitionsAt, file: string): boolean =>
  only.length === 0 || only.some((one) => file === one || file.startsWith(`${one}/`));

/** The path as the person would write it, from where they are. */
export const shownPath = ({ folder }: DefinitionsAt, file: string, cwd: string): string => relative(cwd, join(folder, file)) || file;
