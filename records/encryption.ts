// How private content is encrypted at rest: a key for each case, wrapped by the installation's; knows nothing of tables.

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { RecordsError } from './records-error';

// What is encrypted looks like this: format (1 byte), key id (8), nonce (12), ciphertext, tag (16).
const PLAIN = 1;
const DEFLATED = 2;
const KEY_ID = 8;
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + KEY_ID + NONCE;
const KEY_LENGTH = 32;
/** Below this, compressing costs more than it saves. */
const WORTH_DEFLATING = 512;

/** An AES-256-GCM key with the id by which its ciphertexts are known; the id tells nothing of the key. */
export interface SealingKey {
  secret: Buffer;
  id: Buffer;
}

/** @throws RecordsError `key-unusable` when it is not 32 bytes long. */
export function sealingKey(secret: Buffer): SealingKey {
  if (secret.length !== KEY_LENGTH) {
    throw new RecordsError(
      'key-unusable',
      `The key of the installation is ${secret.length} bytes long and must be ${KEY_LENGTH}.`,
      'Give the very key that the database was set up with; a new one is made by: openssl rand -base64 32',
    );
  }
  return { secret, id: createHmac('sha256', secret).update('caseway key id').digest().subarray(0, KEY_ID) };
}

/** A new key and its form for the database, wrapped for this case alone. */
export function createCaseKey(installation: SealingKey, caseNumber: string): { key: SealingKey; wrapped: Buffer } {
  const secret = randomBytes(KEY_LENGTH);
  return { key: sealingKey(secret), wrapped: seal(installation, secret, `key:${caseNumber}`) };
}

/** @throws RecordsError `key-unknown` when another installation's key wrapped it, `content-unreadable` when it was changed. */
export function unwrapCaseKey(installation: SealingKey, wrapped: Buffer, caseNumber: string): SealingKey {
  return sealingKey(open(installation, wrapped, `key:${caseNumber}`));
}

/** JSON, compressed where that pays, encrypted; it opens again only for the same `purpose`. */
export function sealJson(key: SealingKey, value: unknown, purpose: string): Buffer {
  const text = Buffer.from(JSON.stringify(value));
  if (text.length < WORTH_DEFLATING) return seal(key, text, purpose);
  return seal(key, deflateRawSync(text, { level: 1 }), purpose, DEFLATED);
}

/** Bytes that would hardly be smaller compressed, encrypted. */
export const sealBytes = (key: SealingKey, content: Buffer, purpose: string): Buffer => seal(key, content, purpose);

/** @throws RecordsError `key-unknown`, `content-unreadable`. */
export const openBytes = (key: SealingKey, sealed: Buffer, purpose: string): Buffer => open(key, sealed, purpose);

/** @throws RecordsError `key-unknown`, `content-unreadable`. */
export function openJson(key: SealingKey, sealed: Buffer, purpose: string): unknown {
  const text = open(key, sealed, purpose);
  return JSON.parse((sealed[0] === DEFLATED ? inflateRawSync(text) : text).toString());
}

function seal(key: SealingKey, content: Buffer, purpose: string, format = PLAIN): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(`${format}:${purpose}`));
  return Buffer.concat([Buffer.of(format), key.id, nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function open(key: SealingKey, sealed: Buffer, purpose: string): Buffer {
  const format = sealed[0];
  if ((format !== PLAIN && format !== DEFLATED) || sealed.length < HEAD + TAG) throw unreadable();
  if (!sealed.subarray(1, 1 + KEY_ID).equals(key.id)) {
    throw new RecordsError(
      'key-unknown',
      'Something in the records was encrypted with another key than the one at hand.',
      'Give the installation the key that its database was set up with.',
    );
  }
  const decipher = createDecipheriv('aes-256-gcm', key.secret, sealed.subarray(1 + KEY_ID, HEAD), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(`${format}:${purpose}`));
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD, -TAG)), decipher.final()]);
  } catch {
    throw unreadable();
  }
}

function unreadable(): RecordsError {
  return new RecordsError(
    'content-unreadable',
    'Something encrypted in the records is not as it was written.',
    'Somebody or a broken disk has changed the database: restore it from a copy, and see which case by verifying the journals.',
  );
}
