// The installation's secret: 32 bytes of chance in a file that only its owner can read, made once and never again.
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeDurably } from './durable-file';
import { EngineError, systemCode } from './engine-error';

const KEY_BYTES = 32;

export interface SecretKey {
  key: Buffer;
  /** Sixteen hexadecimal characters that say which key it is without giving it away. */
  id: string;
}

/**
 * Reads the secret, or makes it where there was never one.
 *
 * @param knownId the id of the key that the folder's data are encrypted with; undefined for a new folder.
 * @throws EngineError `data-folder-key-missing` when it is gone, damaged or another one: a new one would make the data unreadable.
 */
export async function openSecretKey(file: string, knownId: string | undefined): Promise<SecretKey> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined && knownId === undefined) return createKey(file);
  const key = Buffer.from(text?.trim() ?? '', 'hex');
  const id = idOf(key);
  if (key.length === KEY_BYTES && (knownId === undefined || knownId === id)) return { key, id };
  const what = text === undefined ? 'is gone' : key.length === KEY_BYTES ? 'is not the one of this folder' : 'is damaged';
  throw new EngineError(
    'data-folder-key-missing',
    `The secret key ${file} ${what}; without it the cases in this folder cannot be read.`,
    'Put the file back from a copy of the data folder.',
  );
}

async function createKey(file: string): Promise<SecretKey> {
  const key = randomBytes(KEY_BYTES);
  await writeDurably(file, `${key.toString('hex')}\n`);
  return { key, id: idOf(key) };
}

function idOf(key: Buffer): string {
  return createHash('sha256').update('caseway installation key').update(key).digest('hex').slice(0, 16);
}
