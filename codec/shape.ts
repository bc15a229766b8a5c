// What a sealed payload holds: its kind of content, and whether and how it was compressed.

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { temporal } from '@temporalio/proto';
import type { Payload } from '@temporalio/common';
import { CodecError } from './codec-error';
import { DICTIONARY_EDITION, dictionary } from './dictionary';

/** Below this many bytes compression wins nothing worth its time. */
const WORTH_COMPRESSING = 64;
/** Far above what Temporal carries; bounds what a broken payload could make of itself. */
const LARGEST = 64 * 1024 * 1024;

/** Lowest bit of a shape: whether the content is more than JSON's bytes, a whole payload with its metadata. */
const WHOLE = 1;
/** The other bits: 0 for not compressed, else the edition of the dictionary. */
const EDITION = (shape: number): number => shape >> 1;

const utf8 = (text: string): Uint8Array => {
  const bytes = Buffer.from(text);
  return new Uint8Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};
const JSON_PLAIN = 'json/plain';
const ENCODING = 'encoding';
/** Shared by all payloads that are read: nobody changes it. */
const JSON_METADATA = { [ENCODING]: utf8(JSON_PLAIN) };

/** The encoding that a payload names, or an empty text. */
export function encodingOf(payload: Payload): string {
  const encoding = payload.metadata?.[ENCODING];
  return encoding ? Buffer.from(encoding.buffer, encoding.byteOffset, encoding.byteLength).toString('latin1') : '';
}

/** A payload of JSON with these bytes. */
export const jsonPayload = (data: Uint8Array): Payload => ({ metadata: JSON_METADATA, data });

const PayloadMessage = temporal.api.common.v1.Payload;

/** The bytes to seal and their shape. Compressed where that makes them smaller. */
export function pack(payload: Payload, encoding: string): { shape: number; content: Uint8Array } {
  const isJson = encoding === JSON_PLAIN && Object.keys(payload.metadata ?? {}).length === 1;
  const content = isJson ? (payload.data ?? new Uint8Array()) : PayloadMessage.encode(payload).finish();
  const whole = isJson ? 0 : WHOLE;
  if (content.length < WORTH_COMPRESSING) return { shape: whole, content };
  const small = deflateRawSync(content, { ...windowFor(content.length), dictionary: dictionary(DICTIONARY_EDITION) });
  return small.length < content.length ? { shape: whole | (DICTIONARY_EDITION << 1), content: small } : { shape: whole, content };
}

/** Tables as small as the content allows: setting up the large ones costs more than the compression of a few hundred bytes. */
const windowFor = (length: number): { windowBits: number; memLevel: number } =>
  length > 16_384 ? { windowBits: 15, memLevel: 8 } : { windowBits: 13, memLevel: 6 };

/** The payload as it was before `pack`. Throws `CodecError` when the content is not what its shape says. */
export function unpack(shape: number, content: Buffer): Payload {
  const edition = EDITION(shape);
  const bytes = edition === 0 ? content : inflated(content, edition);
  if ((shape & WHOLE) === 0) return jsonPayload(onItsOwn(bytes));
  try {
    return PayloadMessage.decode(bytes);
  } catch (cause) {
    throw new CodecError('payload-broken', 'This payload does not hold what it says.', { cause });
  }
}

function inflated(content: Buffer, edition: number): Buffer {
  const words = dictionary(edition);
  try {
    return inflateRawSync(content, { dictionary: words, maxOutputLength: LARGEST });
  } catch (cause) {
    throw new CodecError('payload-broken', 'This payload cannot be decompressed.', { cause });
  }
}

/** Bytes that share their memory with nothing: a view of a larger buffer is posted to the workflow's thread with all of it. */
const onItsOwn = (bytes: Buffer): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
