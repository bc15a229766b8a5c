// Runs something once, and again whenever a file below some folders has changed, until it is ended.

import { watch } from 'node:fs';

/** An editor saves in several steps; what changes within this time is one change. */
const SETTLES_MS = 60;

/** A folder that is watched. */
export interface Watched {
  folder: string;
  /** What stands in the folders inside it counts too. */
  isDeep: boolean;
}

/**
 * Runs `run` now and after each change. One run at a time: what changes meanwhile leads to one more. Resolves when `ended` does. A
 * run that the file system fails, because the folder is just being replaced, is made up for by the next change. What changes during
 * the first run is not missed.
 */
export async function whenChanged(watched: readonly Watched[], run: () => Promise<void>, ended: Promise<unknown> = new Promise(() => undefined)): Promise<void> {
  let isEnded = false;
  let isDue = true;
  let wake = (): void => undefined;
  const notice = (): void => {
    isDue = true;
    wake();
  };
  const watchers = watched.map(({ folder, isDeep }) => watch(folder, { recursive: isDeep }, notice).on('error', () => undefined));
  const end = ended.then(() => {
    isEnded = true;
    wake();
  });
  try {
    while (!isEnded) {
      if (isDue) {
        isDue = false;
        await run().catch(ofFileSystem);
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        await new Promise((resolve) => setTimeout(resolve, isEnded ? 0 : SETTLES_MS));
      }
    }
  } finally {
    for (const one of watchers) one.close();
  }
  await end;
}

/** @throws the error, where it is none of the file system */
function ofFileSystem(error: unknown): void {
  if (!(error instanceof Error) || typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
}
