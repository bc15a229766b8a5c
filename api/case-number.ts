// Case numbers and the keys by which a repeated call is known: derived from who calls and their Idempotency-Key, never from a person's data.

import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Actor } from '../case/case';
import { canonicalJson } from '../process/hash';

/** Crockford's base 32: no I, L, O or U, so that a number read aloud or off paper cannot be mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Form of a case number: two groups of letters and digits, 50 bits. */
export const CASE_NUMBER = '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{6}$';
/** Form of an alert's id: its case's number and a count. */
export const ALERT_ID = `${CASE_NUMBER.slice(0, -1)}-a[1-9][0-9]{0,3}$`;

/** Who calls what, and by which key the call is known when it is repeated. */
export interface Caller {
  actor: Pick<Actor, 'id' | 'agency'>;
  /** The route's pattern with its method and what its path names: two cases never share a key. */
  route: string;
  /** The Idempotency-Key header; undefined when the caller sent none, and each call is then one of its own. */
  key: string | undefined;
}

/** By what one call and its repetitions are known to the case and to Temporal. */
export interface CallKeys {
  /** The same for every body sent with the key. */
  key: string;
  /** Digest of the body, order of keys aside. */
  digest: string;
  /** Temporal's update id: another body is another update, so that it reaches the case and is refused there. */
  updateId: string;
  /** The number that a case opened by this call has. */
  caseNumber: string;
}

/** Derives a call's keys with the installation's key. Without an Idempotency-Key they are random. */
export function deriveKeys(installationKey: Buffer, { actor, route, key = randomUUID() }: Caller, body: unknown): CallKeys {
  const mac = (...parts: string[]): Buffer => createHmac('sha256', installationKey).update(JSON.stringify(parts)).digest();
  const caller = [actor.agency, actor.id];
  const callKey = mac('call', ...caller, route, key).toString('base64url');
  const digest = createHash('sha256').update(canonicalJson(body ?? null)).digest('base64url');
  return {
    key: callKey,
    digest,
    updateId: mac('update', callKey, digest).toString('base64url'),
    caseNumber: toCaseNumber(mac('case', ...caller, key)),
  };
}

/** The first 50 bits as `K7Q2-M4XW9T`. */
function toCaseNumber(bytes: Buffer): string {
  let bits = bytes.readBigUInt64BE() >> 14n;
  let text = '';
  for (let i = 0; i < 10; i += 1) {
    text = `${ALPHABET[Number(bits & 31n)]}${text}`;
    bits >>= 5n;
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** The case number in an alert's id. */
export const caseOfAlert = (alert: string): string => alert.slice(0, alert.lastIndexOf('-a'));
