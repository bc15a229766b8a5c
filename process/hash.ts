// How an artefact is known by its content: one way to write JSON down, its SHA-256, and a freeze that reaches everything.

import { sha256 as digest } from '@noble/hashes/sha2.js';
import type { Hash } from './rules';

/**
 * JSON with sorted keys and without spaces, so that equal values have equal text whatever the order they were built in.
 * Keys that are undefined are left out, as JSON does. Throws a TypeError for what JSON cannot hold (a function, NaN, a Date):
 * a hash over something silently dropped would vouch for more than it covers.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isPlainObject(value)) {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`;
  }
  throw new TypeError(`Only JSON can be hashed, and this is not: ${typeof value === 'object' ? 'an object of a class' : String(value)}.`);
}

/** Told by its shape and not by its prototype, which differs where JSON was parsed outside of an isolate. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** Lower-case hexadecimal SHA-256 of the text's UTF-8 bytes. */
export function sha256(text: string): Hash {
  let hex = '';
  for (const byte of digest(new TextEncoder().encode(text))) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

/** The hash by which an artefact is known. Throws as `canonicalJson` does. */
export const hashOf = (value: unknown): Hash => sha256(canonicalJson(value));

/** Freezes a value with everything in it and gives it back. The value is JSON: without cycles. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
