// Encryption of one payload: AES-256-GCM with a fresh IV; format version, shape and key id stand in front, readable and authenticated.

import type { KeyObject } from 'node:crypto';
import { createCipheriv, createDecipheriv, createSecretKey, randomFillSync } from 'node:crypto';
import { CodecError } from './codec-error';

/** Keys by id: `current` seals, all of them open. */
export interface CodecKeys {
  current: string;
  /** 32 bytes each. */
  byId: Record<string, Uint8Array>;
}

/** Version of the layout below. */
const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Sealer {
  /** Gives `format, shape, length of key id, key id, IV, tag, cipher text`; `shape` (0 to 255) says what the content is. */
  seal(shape: number, content: Uint8Array): Uint8Array;
  /** Throws `CodecError` when it is of a newer format, sealed with an unknown key, or was changed on its way. */
  open(sealed: Uint8Array): { shape: number; content: Buffer };
}

/** Throws when a key does not have 32 bytes or the current one is not among them. */
export function createSealer(keys: CodecKeys): Sealer {
  const byId = new Map(Object.entries(keys.byId).map(([id, bytes]) => [id, checkedKey(id, bytes)]));
  const current = byId.get(keys.current);
  if (!current) throw new CodecError('key-missing', `The current key "${keys.current}" is not among the keys given.`);
  const head = Buffer.from([FORMAT, 0, Buffer.byteLength(keys.current), ...Buffer.from(keys.current)]);
  const nextIv = ivs();

  const seal = (shape: number, content: Uint8Array): Uint8Array => {
    const ivAt = head.length;
    const tagAt = ivAt + IV_BYTES;
    const textAt = tagAt + TAG_BYTES;
    // A buffer of its own: one cut from Node's pool would be copied with the whole pool when it is posted to another thread.
    const sealed = Buffer.allocUnsafeSlow(textAt + content.length);
    head.copy(sealed);
    sealed[1] = shape;
    nextIv(sealed, ivAt);
    const cipher = createCipheriv('aes-256-gcm', current, sealed.subarray(ivAt, tagAt));
    cipher.setAAD(sealed.subarray(0, ivAt));
    cipher.update(content).copy(sealed, textAt);
    cipher.final();
    cipher.getAuthTag().copy(sealed, tagAt);
    return sealed;
  };

  const open = (given: Uint8Array): { shape: number; content: Buffer } => {
    const sealed = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    const ivAt = 3 + (sealed[2] ?? 0);
    const textAt = ivAt + IV_BYTES + TAG_BYTES;
    if (sealed[0] !== undefined && sealed[0] > FORMAT) {
      throw new CodecError('format-newer', `This payload has format ${sealed[0]}, this version knows ${FORMAT}: update this installation.`);
    }
    if (sealed[0] !== FORMAT || sealed.length < textAt) throw new CodecError('payload-broken', 'This payload is cut short or not one of ours.');
    const keyId = sealed.toString('utf8', 3, ivAt);
    const key = byId.get(keyId);
    if (!key) throw new CodecError('key-missing', `This payload is sealed with the key "${keyId}", which is not among the keys given: add it.`);
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(ivAt, ivAt + IV_BYTES));
    decipher.setAAD(sealed.subarray(0, ivAt));
    decipher.setAuthTag(sealed.subarray(ivAt + IV_BYTES, textAt));
    const content = decipher.update(sealed.subarray(textAt));
    try {
      decipher.final();
    } catch (cause) {
      throw new CodecError('key-wrong', `This payload cannot be opened with the key "${keyId}": it is another key of that name, or the payload was changed.`, { cause });
    }
    return { shape: sealed[1]!, content };
  };

  return { seal, open };
}

function checkedKey(id: string, bytes: Uint8Array): KeyObject {
  if (bytes.length !== 32) throw new CodecError('key-wrong', `The key "${id}" has ${bytes.length} bytes, but must have 32.`);
  if (id === '' || Buffer.byteLength(id) > 255) throw new CodecError('key-wrong', 'A key id must have 1 to 255 bytes.');
  return createSecretKey(bytes);
}

/** Random IVs, drawn many at a time: one call to the generator for each payload costs more than its encryption. */
function ivs(): (into: Buffer, at: number) => void {
  const pool = Buffer.allocUnsafeSlow(IV_BYTES * 256);
  let used = pool.length;
  return (into, at) => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    pool.copy(into, at, used, used + IV_BYTES);
    used += IV_BYTES;
  };
}
