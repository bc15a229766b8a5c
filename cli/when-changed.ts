// Runs something once, and again whenever a definition file has changed, until it is ended.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** How often is looked: a person who saves and turns to the terminal finds it there. Looking, unlike being told, survives folders that are replaced as a whole, as by git, and works on every disk. */
const LOOK_MS = 250;

/** What is watched: a folder with all below it, or one file. */
export interface Watched {
  folder: string;
  file?: string;
}

/**
 * Runs `run` now and after each change. Resolves when `ended` does. A run that the file system fails, because the folder is just being
 * replaced, is made up for by the next change.
 */
export async function whenChanged(watched: readonly Watched[], run: () => Promise<void>, ended: Promise<unknown> = new Promise(() => undefined)): Promise<void> {
  let isEnded = false;
  const end = ended.then(() => {
    isEnded = true;
  });
  let seen: string | undefined;
  while (!isEnded) {
    // What changes while it runs differs from what was seen before, and leads to one more.
    const now = await signatureOf(watched);
    if (now !== seen) await run().catch(ofFileSystem);
    seen = now;
    await Promise.race([end, pause()]);
  }
}

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

/** Names, sizes and times of what is watched; another one after each change. */
async function signatureOf(watched: readonly Watched[]): Promise<string> {
  const lists = await Promise.all(watched.map(async ({ folder, file }) => (file === undefined ? filesIn(folder) : [file])));
  const states = await Promise.all(lists.flat().map(async (path) => {
    const found = await stat(path).catch(() => undefined);
    return `${path} ${found?.size} ${found?.mtimeMs} ${found?.ino}`;
  }));
  return states.join('\n');
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries.filter(({ name }) => /\.ya?ml$/i.test(name)).map(({ parentPath, name }) => join(parentPath, name)).sort();
}

/** @throws the error, where it is none of the file system */
function ofFileSystem(error: unknown): void {
  if (!(error instanceof Error) || typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
}
