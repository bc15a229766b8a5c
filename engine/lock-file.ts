// A lock as a file that names its holder, so that a holder that died, however it died, does not hold it for ever.
import { randomBytes } from 'node:crypto';
import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
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
 *
 * The lock is `<file>.<n>`, and the highest n counts. A dead holder's file is not removed, which two could do at once, but
 * succeeded by n + 1, which only one can make.
 */
export async function acquireLock(file: string): Promise<LockAnswer> {
  const me = await identifyProcess(process.pid);
  const text = `${JSON.stringify({ pid: process.pid, started: me?.started ?? '', token: randomBytes(8).toString('hex') })}\n`;
  const candidate = `${file}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(candidate, text, { mode: 0o600 });
  try {
    for (;;) {
      const last = Math.max(0, ...(await generations(file)));
      const holder = last === 0 ? undefined : await livingHolder(`${file}.${last}`);
      if (holder !== undefined) return { holder };
      if (await becomeGeneration(last + 1, file, candidate)) {
        return { lock: { release: () => removeOwn(`${file}.${last + 1}`, text) } };
      }
    }
  } finally {
    await rm(candidate, { force: true });
  }
}

/** The numbers of the lock's files that are there. */
async function generations(file: string): Promise<number[]> {
  const prefix = `${basename(file)}.`;
  const names = (await readdir(dirname(file))).filter((name) => name.startsWith(prefix));
  return names.map((name) => name.slice(prefix.length)).filter((end) => /^\d+$/.test(end)).map(Number);
}

async function becomeGeneration(generation: number, file: string, candidate: string): Promise<boolean> {
  const mine = `${file}.${generation}`;
  // A link is made whole or not at all, with its content: no other process ever reads half a lock.
  if (!(await linkOnce(candidate, mine))) return false;
  const present = await generations(file);
  if (present.some((other) => other > generation)) {
    // Looked too early: meanwhile others came and went, and this number was free again below theirs.
    await rm(mine, { force: true });
    return false;
  }
  await Promise.all(present.filter((other) => other < generation).map((other) => rm(`${file}.${other}`, { force: true })));
  return true;
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

async function livingHolder(file: string): Promise<LockHolder | undefined> {
  const { pid, started } = readHolder(await readFile(file, 'utf8').catch(() => ''));
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

async function removeOwn(file: string, text: string): Promise<void> {
  const held = await readFile(file, 'utf8').catch(() => undefined);
  if (held === text) await rm(file, { force: true });
}
