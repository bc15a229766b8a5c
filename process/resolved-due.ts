// What is known of a case when a clock is counted, and what a `due` comes to.

import type { Calendar } from './calendar';
import type { Anchor, Rule, Value } from './condition';
import type { SkippedDay } from './length';
import type { Pause } from './pauses';
import type { FieldType } from './process';
import type { Instant, Length } from './time';

/** What the condition of a line comes to; `missing` are the fields and facts without which it cannot be told. */
export interface Judgement {
  verdict: 'holds' | 'fails' | 'unknown';
  missing: string[];
}

/** What is known of the case when a clock is counted. */
export interface DueContext {
  calendar: Calendar;
  /** When the thing that the clock belongs to began. */
  startedAt: Instant;
  /** `startedAt` is itself a due instant (a review by schedule): 24:00 of Monday is then Monday and not Tuesday. */
  startedAtDue?: boolean;
  answer(field: string): Value | undefined;
  /** When an anchor began or ended, or is planned for; undefined while that is not known. */
  anchorAt(anchor: Anchor): Instant | undefined;
  fieldType?(field: string): FieldType | undefined;
  /** What the condition of a line comes to: `why(rule, environment)`. */
  judge?(rule: Rule): Judgement;
  /** Number of the contact in its series, from 1, for what recurs; `startedAt` is then the beginning of the series. */
  occurrence?: number;
  /** When the open occurrence of a review is due, or ended: the end of the present stretch between two of them. */
  betweenUntil?(review: string): Instant | undefined;
  /** Days on which the clock stood still, both ends included; they may overlap. */
  pauses?: Pause[];
  /** By how much the due date was put off, in order. */
  extensions?: Length[];
}

/** What chose among lines; `within` is the choice that this one stands inside of. */
export type Choice =
  /** An answer, and the key of the line it chose: an option's id, `yes`, `no` or `otherwise`. */
  | { field: string; value: string; within?: Choice }
  /** Path of the line of `when` and `then` whose condition was the first to hold. */
  | { line: string; within?: Choice };

/** What has to be known, or to happen, before a clock can be counted. */
export type Waiting =
  | { field: string }
  | { anchor: Anchor }
  | { review: string }
  /** Path of a line whose condition cannot be told yet, and not for want of an answer. */
  | { line: string };

export interface ResolvedDue {
  /** Null when it waits, or when there is no due. */
  dueAt: Instant | null;
  /** Path of the line that decided; of the nearest one around it for `none`, and empty when there is none. */
  rule: string;
  chosenBy?: Choice;
  /** The length that was counted: of a count of contacts, the window. */
  length?: Length;
  /** Where the count began. */
  from?: Instant;
  /** What it leads up to, where it is reckoned from that: `before` and `on`. */
  leadsTo?: Instant;
  notCounted: SkippedDay[];
  /** May still move: see `Counted`. */
  provisional: boolean;
  waitsFor?: Waiting;
}
