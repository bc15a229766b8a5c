// A process's own copy of the published rules: in memory, in a folder of files that never change, and behind them a place to fetch from.

import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deepFreeze } from '../process/hash';
import type { Rules } from '../process/rules';
import { CodecError, RulesMissing } from './codec-error';

export interface RulesStore {
  /** Whether these rules are at hand without fetching. */
  has(hash: string): boolean;
  /** The rules, frozen; the same object each time. Rejects with `RulesMissing` (retryable) when they are nowhere. */
  get(hash: string): Promise<Rules>;
  /** Their JSON, the same bytes each time: at once when at hand. Otherwise as `get`. */
  bytes(hash: string): Uint8Array | Promise<Uint8Array>;
  /** Keeps rules that were published; on the disk before it resolves. Rules already there are left as they are. */
  put(rules: Rules): Promise<void>;
  /** Hashes in memory and in the folder. */
  known(): Promise<string[]>;
}

export interface RulesStoreOptions {
  /** Made when it is not there. */
  folder: string;
  /** Asked for rules that are not in the folder; null when they are not there either. May reject when it cannot be reached. */
  fetch?: (hash: string) => Promise<Rules | null>;
}

const HASH = /^[0-9a-f]{64}$/;
interface Kept {
  bytes: Uint8Array;
  rules?: Rules;
}

/** A store over a folder, which several processes may share. */
export function createRulesStore({ folder, fetch }: RulesStoreOptions): RulesStore {
  const kept = new Map<string, Kept>();
  const fetching = new Map<string, Promise<Kept>>();
  const fileOf = (hash: string): string => path.join(folder, `${hash}.json`);

  const atHand = (hash: string): Kept | undefined => {
    const inMemory = kept.get(hash);
    if (inMemory || !HASH.test(hash)) return inMemory;
    const bytes = readRules(fileOf(hash), hash);
    if (!bytes) return undefined;
    const read = { bytes };
    kept.set(hash, read);
    return read;
  };

  const put = async (rules: Rules): Promise<Kept> => {
    const before = atHand(rules.$rules);
    if (before) return before;
    if (!HASH.test(rules.$rules)) throw new CodecError('rules-broken', 'Rules are known by a SHA-256 in hexadecimal; these have none.');
    // `$rules` first, whatever the order it came in: by that the codec knows rules when it sees them.
    const { $rules, ...rest } = rules;
    const bytes = new Uint8Array(Buffer.from(JSON.stringify({ $rules, ...rest })));
    await writeOnce(fileOf($rules), bytes);
    const one = { bytes };
    kept.set($rules, one);
    return one;
  };

  const fetched = async (hash: string): Promise<Kept> => {
    let rules: Rules | null;
    try {
      rules = (HASH.test(hash) && (await fetch?.(hash))) || null;
    } catch (cause) {
      throw new RulesMissing(hash, { cause });
    }
    if (!rules) throw new RulesMissing(hash);
    if (rules.$rules !== hash) throw new CodecError('rules-broken', `Asked for the rules ${hash}, others came back.`);
    return put(rules);
  };

  /** Many cases ask for the same rules at once after a start: they are fetched once. */
  const fetchOnce = (hash: string): Promise<Kept> => {
    let running = fetching.get(hash);
    if (!running) {
      running = fetched(hash).finally(() => fetching.delete(hash));
      fetching.set(hash, running);
    }
    return running;
  };

  return {
    has: (hash) => atHand(hash) !== undefined,
    bytes: (hash) => atHand(hash)?.bytes ?? fetchOnce(hash).then((one) => one.bytes),
    async get(hash) {
      const one = atHand(hash) ?? (await fetchOnce(hash));
      one.rules ??= deepFreeze(JSON.parse(Buffer.from(one.bytes).toString()) as Rules);
      return one.rules;
    },
    async put(rules) {
      await put(rules);
    },
    async known() {
      const files = await readdir(folder).catch(() => []);
      const hashes = files.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)).filter((name) => HASH.test(name));
      return [...new Set([...hashes, ...kept.keys()])].sort();
    },
  };
}

/** The bytes of a file of rules, or null when it is missing or not what its name says, in which case it is fetched again. */
function readRules(file: string, hash: string): Uint8Array | null {
  let read: Buffer;
  try {
    read = readFileSync(file);
  } catch {
    return null;
  }
  if (!read.subarray(0, 76).toString('latin1').startsWith(`{"$rules":"${hash}"`)) return null;
  try {
    JSON.parse(read.toString());
  } catch {
    return null;
  }
  return new Uint8Array(read);
}

/** Whole or not at all: a crash in between leaves a file of another name, never a half of this one. */
async function writeOnce(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file).catch(async (cause: unknown) => {
    await unlink(draft);
    throw cause;
  });
}

