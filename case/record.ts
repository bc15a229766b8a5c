// What is said to the records about a case: its latest state, its row, and the transitions that they have not confirmed yet.

import type { Instant } from '../process/time';
import type { Case } from './case';
import type { JournalEntry, Notice } from './effect';
import type { CaseRow } from './project';

/** One transition on its way into the records, until it is confirmed there. */
export interface Transition {
  sequence: number;
  at: Instant;
  journal: JournalEntry[];
  /** Notices that are not urgent: rows for the agency's post. */
  notices: Notice[];
}

/** Argument of the records' activity. A write is ignored if (run, length) is lower than the stored one. */
export interface RecordCall {
  run: number;
  /** History length at which it was decided. */
  length: number;
  /** The transaction refuses when it is past this instant by the worker's clock; absent in the ordinary activity. */
  deadline?: Instant;
  state: Case;
  row: CaseRow;
  /** Oldest first; the last one led to `state`. */
  transitions: Transition[];
}
