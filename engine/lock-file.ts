// A lock as a file that names its holder, so that a holder that died, however it died, does not hold it for ever.
import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { systemCode } from './engine-error';
import { identifyProcess } from './process-identity';

export interface Lock {
  /** Gives the lock back. May be called again. */
  release(): Promise<void>;
}

export interface LockHolder {
  pid: number;
}

/** Either the lock, or who holds it. */
export type LockAnswer = { lock: Lock; holder?: undefined } | { lock?: undefined; holder: LockHolder };

/**
 * Takes the lock if nobody alive holds it. A number that the system has given to another process since then is told apart by
 * the time of its start. For processes of one computer.
 */
export async function acquireLock(file: string): Promise<LockAnswer> {
  const me = await identifyProcess(process.pid);
  const text = `${JSON.stringify({ pid: process.pid, started: me?.started ?? '', token: randomBytes(8).toString('hex') })}\n`;
  const candidate = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(candidate, text, { mode: 0o600 });
  try {
    // A link is made whole or not at all, with its content: no other process ever reads half a lock.
    while (!(await linkOnce(candidate, file))) {
      const held = await readFile(file, 'utf8').catch(() => undefined);
      if (held === undefined) continue;
      const holder = await livingHolder(held);
      if (holder !== undefined) return { holder };
      await removeStale(file, held);
    }
  } finally {
    await rm(candidate, { force: true });
  }
  return { lock: { release: () => removeOwn(file, text) } };
}

async function linkOnce(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function livingHolder(text: string): Promise<LockHolder | undefined> {
  const { pid, started } = readHolder(text);
  const found = await identifyProcess(pid);
  return found !== undefined && found.started === started ? { pid } : undefined;
}

function readHolder(text: string): { pid: number; started: string } {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null && 'pid' in read && 'started' in read) {
      return { pid: Number(read.pid), started: String(read.started) };
    }
  } catch {
    // What cannot be read was not written by a holder that lives: locks appear whole.
  }
  return { pid: 0, started: '' };
}

/** Removes a lock whose holder has died, unless another process was quicker and the file is already its lock. */
async function removeStale(file: string, stale: string): Promise<void> {
  const aside = `${file}.stale-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== stale) await linkOnce(aside, file);
  await rm(aside, { force: true });
}

async function removeOwn(file: string, text: string): Promise<void> {
  const held = await readFile(file, 'utf8').catch(() => undefined);
  if (held === text) await rm(file, { force: true });
}
