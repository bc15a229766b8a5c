// Where a page of a list ends, as a word that callers hand back without looking into it.

import { RecordsError } from './records-error';
import type { Instant } from '../process/time';

export const createCursor = (at: Instant, id: string): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** @throws RecordsError `cursor-unusable` for anything that `createCursor` did not make. */
export function readCursor(cursor: string): [at: Instant, id: string] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === 2) {
      const [at, id] = parts as unknown[];
      if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof id === 'string') return [at, id];
    }
  } catch {
    // Falls through: not our JSON either.
  }
  throw new RecordsError('cursor-unusable', 'The place to go on from is none that a list has given.', 'Use `next` of the page before, or leave it out.');
}
