// How payloads travel to and rest in Temporal: rules as their hash alone, all else compressed and encrypted.

import type { Payload, PayloadCodec } from '@temporalio/common';
import { CodecError } from './codec-error';
import type { RulesStore } from './rules-store';
import type { CodecKeys } from './seal';
import { createSealer } from './seal';
import { encodingOf, jsonPayload, pack, unpack } from './shape';

/** Encoding of a payload that is compressed and encrypted. */
export const SEALED = 'binary/caseway';
/** Encoding of a payload that stands for published rules: its data are their hash. */
export const RULES_REF = 'rules/ref';

/** Rules begin so, see process/rules.ts; told by their first bytes, so that 30 kB are never parsed for it. */
const RULES_START = Buffer.from('{"$rules":"');
const HASH = /^[0-9a-f]{64}$/;
/** Says nothing: sealing it would cost 46 bytes of history for each void result. */
const NULL_ENCODING = 'binary/null';

const SEALED_METADATA = { encoding: new Uint8Array(Buffer.from(SEALED)) };
const RULES_REF_METADATA = { encoding: new Uint8Array(Buffer.from(RULES_REF)) };

/**
 * The codec of every process that talks to Temporal. Decoding throws `CodecError` (`RulesMissing` among them), all of which are
 * worth a retry: Temporal repeats the task until the rules or the key are there. What is not encoded by it passes unchanged.
 */
export function createCodec({ keys, rules }: { keys: CodecKeys; rules: RulesStore }): PayloadCodec {
  const sealer = createSealer(keys);

  const encodeOne = (payload: Payload): Payload => {
    const encoding = encodingOf(payload);
    if (encoding === NULL_ENCODING || encoding === SEALED || encoding === RULES_REF) return payload;
    const hash = rulesHash(payload.data);
    // Rules that were never published could not be put back by anybody: they travel whole.
    if (hash && rules.has(hash)) return { metadata: RULES_REF_METADATA, data: new Uint8Array(Buffer.from(hash, 'latin1')) };
    const { shape, content } = pack(payload, encoding);
    return { metadata: SEALED_METADATA, data: sealer.seal(shape, content) };
  };

  const decodeOne = (payload: Payload): Payload | Promise<Payload> => {
    const encoding = encodingOf(payload);
    if (encoding === SEALED) {
      const { shape, content } = sealer.open(payload.data ?? new Uint8Array());
      return unpack(shape, content);
    }
    if (encoding !== RULES_REF) return payload;
    const hash = Buffer.from(payload.data ?? []).toString('latin1');
    if (!HASH.test(hash)) throw new CodecError('payload-broken', 'A reference to rules does not hold a hash.');
    const bytes = rules.bytes(hash);
    return bytes instanceof Promise ? bytes.then(jsonPayload) : jsonPayload(bytes);
  };

  return {
    encode: async (payloads) => payloads.map(encodeOne),
    decode: (payloads) => Promise.all(payloads.map(async (payload) => decodeOne(payload))),
  };
}

/** The hash that a payload of rules begins with, or null. */
export function rulesHash(data: Uint8Array | null | undefined): string | null {
  if (!data || data.length < RULES_START.length + 65) return null;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (RULES_START.compare(bytes, 0, RULES_START.length) !== 0) return null;
  const hash = bytes.toString('latin1', RULES_START.length, RULES_START.length + 64);
  return HASH.test(hash) && bytes[RULES_START.length + 64] === 0x22 ? hash : null;
}
