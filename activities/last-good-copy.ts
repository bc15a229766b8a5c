// What is asked of the database again and again and must be there without it: the latest answer, in memory and on the disk.

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAway } from './away';
import type { Breaker } from './breaker';
import { within } from './breaker';

export interface LastGoodCopyOptions<T> {
  load(key: string): Promise<T>;
  /** Where copies are kept for a start without the database; none are when absent. */
  folder?: string | undefined;
  /** Milliseconds for which an answer is taken without asking again. */
  freshMs: number;
  /** Milliseconds that are waited for an answer when there is a copy; it is waited for to the end when there is none. */
  boundMs: number;
  breaker: Breaker;
  now: () => number;
}

/** Gives the latest answer for a key, or the last good one. Rejects, as `load` does, when there has never been any. */
export type LastGoodCopy<T> = (key: string) => Promise<T>;

export function createLastGoodCopy<T>({ load, folder, freshMs, boundMs, breaker, now }: LastGoodCopyOptions<T>): LastGoodCopy<T> {
  const copies = new Map<string, { value: T; text: string; at: number }>();
  const loading = new Map<string, Promise<T>>();
  const fileOf = (key: string): string => path.join(folder ?? '', `${encodeURIComponent(key)}.json`);

  const loadOnce = (key: string): Promise<T> => {
    let running = loading.get(key);
    if (!running) {
      running = load(key).then((value) => (keep(key, value), value)).finally(() => loading.delete(key));
      loading.set(key, running);
    }
    return running;
  };

  const keep = (key: string, value: T): void => {
    breaker.succeeded();
    const text = JSON.stringify(value);
    const isNew = copies.get(key)?.text !== text;
    copies.set(key, { value, text, at: now() });
    // Best effort: the copy serves a later outage, and must not cost this call anything.
    if (isNew && folder !== undefined) void writeCopy(folder, fileOf(key), text).catch(() => undefined);
  };

  const copyOf = async (key: string): Promise<{ value: T } | null> => {
    const inMemory = copies.get(key);
    if (inMemory) return inMemory;
    if (folder === undefined) return null;
    const text = await readFile(fileOf(key), 'utf8').catch(() => null);
    if (text === null) return null;
    try {
      const read = { value: JSON.parse(text) as T, text, at: -Infinity };
      copies.set(key, read);
      return read;
    } catch {
      return null;
    }
  };

  return async (key) => {
    const kept = copies.get(key);
    if (kept && now() - kept.at < freshMs) return kept.value;
    const copy = await copyOf(key);
    if (!copy) return loadOnce(key);
    if (!breaker.allows()) return copy.value;
    return within(boundMs, loadOnce(key)).catch((error: unknown) => {
      if (isAway(error)) breaker.failed();
      return copy.value;
    });
  };
}

/** Only for the eyes of the one whom the worker runs as: it names the staff. */
async function writeCopy(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}
