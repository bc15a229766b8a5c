// How many open cases one person may be in charge of: from when on it is said, and from when on it takes a reason.

import type { CaseloadLimit } from '../process/agency';

/** How many cases a person has with the one that they are given, and what the agency says of so many. */
export interface Caseload extends CaseloadLimit {
  open: number;
}

/** `fits` is not worth a word, `warns` is said, and `full` takes a reason. */
export interface CaseloadJudgement {
  is: 'fits' | 'warns' | 'full';
  caseload: Caseload;
}

/** Judges one case more for somebody who has `others` open ones beside it. The limit itself can still be reached. */
export function judgeCaseload(limit: CaseloadLimit, others: number): CaseloadJudgement {
  const open = others + 1;
  const { warn = Infinity, atMost = Infinity } = limit;
  return { is: open > atMost ? 'full' : open >= warn ? 'warns' : 'fits', caseload: { open, ...limit } };
}

/** What the journal keeps of a case that somebody got though they had as many as they should. */
export const despite = ({ despite: reason }: { despite?: string }): { despite?: string } => (reason === undefined ? {} : { despite: reason });
