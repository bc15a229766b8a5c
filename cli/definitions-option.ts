// Which definitions folder a path means: the folder itself, one that has it, or the folder that a file of it stands in; or a file alone.

import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { FolderFiles } from '../language/folder';
import { readDefinition, readDefinitions, textOf } from './definitions-folder';
import { WrongUse } from './terminal';

const KINDS = ['processes', 'texts', 'calendars', 'agencies', 'scenarios'];
const DEFAULT_FOLDER = 'definitions';

/** What was asked for, before it is read. */
export interface DefinitionsPlace {
  folder: string;
  /** Paths inside the folder that were asked for, files or folders; empty for all of it. */
  only: string[];
  /** Path of a file that stands in no definitions folder: it is looked at alone. */
  alone?: string;
}

export interface DefinitionsAt extends DefinitionsPlace {
  files: FolderFiles;
}

/** The folders that the paths lie in, each read once. @throws WrongUse for a path that is not there */
export async function findDefinitions(paths: readonly string[], cwd: string): Promise<DefinitionsAt[]> {
  return Promise.all((await findPlaces(paths, cwd)).map(readPlace));
}

/** The folders that the paths lie in, and files that lie in none. @throws WrongUse for a path that is not there */
export async function findPlaces(paths: readonly string[], cwd: string): Promise<DefinitionsPlace[]> {
  const folders = new Map<string, string[]>();
  const alone = new Map<string, DefinitionsPlace>();
  for (const path of paths.length === 0 ? [DEFAULT_FOLDER] : paths) {
    const asked = resolve(cwd, path);
    const { isDirectory } = await look(asked, path);
    const folder = folderOf(asked) ?? (isDirectory ? asked : undefined);
    if (folder === undefined) alone.set(asked, { folder: dirname(asked), only: [], alone: asked });
    else folders.set(folder, [...(folders.get(folder) ?? []), relative(folder, asked).split(sep).join('/')]);
  }
  return [...[...folders].map(([folder, only]) => ({ folder, only: only.includes('') ? [] : only })), ...alone.values()];
}

/** Reads what is there now. Rejects as the file system does when the folder is gone. */
export async function readPlace(place: DefinitionsPlace): Promise<DefinitionsAt> {
  if (place.alone === undefined) return { ...place, files: await readDefinitions(place.folder) };
  const content = await readDefinition(place.alone);
  return { ...place, files: { [pathOfAlone(place.alone, content)]: content } };
}

const FOLDERS: Record<string, string> = { process: 'processes', calendar: 'calendars', agency: 'agencies' };

/** Where a file alone would stand in a folder, by what it defines; its own name where that is not plain. */
function pathOfAlone(file: string, content: FolderFiles[string]): string {
  const [, kind = '', id] = /^\uFEFF?(process|calendar|agency):[ \t]*["']?([a-z0-9_]+)/m.exec(textOf(content)) ?? [];
  return id === undefined ? basename(file) : `${FOLDERS[kind] ?? ''}/${id}.yaml`;
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
function folderOf(asked: string): string | undefined {
  for (let at = asked; at !== dirname(at); at = dirname(at)) if (KINDS.includes(basename(at))) return dirname(at);
  return undefined;
}

/** Whether a path inside the folder was asked for. */
export const isAskedFor = ({ only }: Pick<DefinitionsPlace, 'only'>, file: string): boolean =>
  only.length === 0 || only.some((one) => file === one || file.startsWith(`${one}/`));

/** The path as the person would write it, from where they are. */
export const shownPath = (place: DefinitionsPlace, file: string, cwd: string): string => relative(cwd, diskPath(place, file)) || file;

/** Where on the disk a file of the folder stands. */
export const diskPath = ({ folder, alone }: DefinitionsPlace, file: string): string => alone ?? join(folder, file);
