// What other systems are told of a line of a case's journal: that something has happened and to what, never an answer, a word or a person.

import type { JournalEntry, JournalKind } from './effect';
import type { Instant } from '../process/time';

/** Of which case a line is. */
export interface AnnouncedCase {
  number: string;
  agency: string;
  process: string;
}

/** The safe part of a journal line. Rules are left out: the path of one can tell an answer (`…due.high`). */
export interface Announcement {
  case: string;
  agency: string;
  process: string;
  /** Number of the line in the case's journal. */
  line: number;
  sequence: number;
  what: JournalKind;
  at: Instant;
  /** When it should have happened, where that is earlier. */
  due?: Instant;
  /** Id of the task, review, alert, approval or stage. */
  about?: string;
  /** When the thing that has begun, or been moved, is due. */
  dueAt?: Instant;
  /** Id of the reason of a closure. */
  reason?: string;
}

const WITH_REASON: readonly JournalKind[] = ['closure_proposed', 'closed'];
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** What may be said of a line. */
export function announcementOf({ number, agency, process }: AnnouncedCase, { n, sequence, what, at, due, about, details = {} }: JournalEntry): Announcement {
  const { dueAt, reason } = details;
  return {
    case: number, agency, process, line: n, sequence, what, at,
    ...(due !== undefined && { due }), ...(about !== undefined && { about }),
    ...(typeof dueAt === 'string' && INSTANT.test(dueAt) && { dueAt }),
    ...(WITH_REASON.includes(what) && typeof reason === 'string' && { reason }),
  };
}
