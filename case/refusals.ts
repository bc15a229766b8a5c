// Every reason for which an event is refused: a closed list of codes, each with a text in texts/ and a line in docs/refusals.md.

import type { Instant } from '../process/time';

export const REFUSAL_CODES = [
  // who
  'not-for-you', 'not-your-task', 'not-by-who-did-it', 'not-in-role',
  // what
  'unknown-task', 'unknown-review', 'unknown-list', 'unknown-record', 'unknown-outcome', 'unknown-event', 'unknown-alert', 'unknown-approval', 'unknown-decision', 'unknown-party', 'unknown-clock', 'unknown-field', 'unknown-way', 'unknown-check', 'unknown-reason', 'unknown-owner',
  // state
  'case-closed', 'due-passed', 'too-many-tasks', 'assigned-already', 'case-open-already', 'case-not-open', 'task-not-open', 'task-not-ready', 'task-not-done', 'task-stood-on', 'unknown-end', 'not-on-demand', 'task-not-needed', 'review-not-open', 'record-ended', 'record-stood-on', 'too-many-records', 'date-not-possible', 'about-wrong', 'too-many-events', 'event-stood-on', 'already-acknowledged', 'not-acknowledged',
  'already-resolved', 'already-decided', 'nothing-to-agree', 'said-already', 'other-version', 'closing-already', 'closure-criteria-unmet', 'must-not-met', 'should-not-met', 'way-not-open', 'case-not-closed', 'reopening-not-possible', 'reopening-too-late',
  // clocks
  'clock-not-running', 'clock-firm', 'pause-not-possible', 'extension-not-possible', 'waiver-not-possible', 'pause-wrong-dates', 'pause-too-long',
  'extension-too-long', 'no-more-extensions', 'asked-already',
  // answers
  'answer-missing', 'answer-wrong-type', 'answer-not-an-option', 'answer-out-of-range', 'answer-not-asked-here', 'too-few-records', 'answer-derived', 'override-not-possible', 'not-overridden', 'text-too-long', 'reason-missing', 'changed-meanwhile', 'nothing-to-correct',
  'unknown-person',
  // the event itself
  'other-rules', 'malformed-act',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** One thing that stands against an event. */
export interface Against {
  /** Field id, task opening, alert id … */
  id?: string;
  /** Path of the rule, whose text (`say`) and line can be shown. */
  rule?: string;
  /** What was expected, in words of the language: `yes or no`, `one of low, medium, high`. */
  expected?: string;
}

/** Why an event is refused. It holds ids and rules, never an answer's value. */
export interface Refusal {
  code: RefusalCode;
  against: Against[];
  /** For `already-…`: who did it first, and when. */
  first?: { name: string; at: Instant; reason?: string };
}
