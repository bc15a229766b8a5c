// What an event brings about outside the case, as data: journal entries to record, notices to send, what an operator finds it by.

import type { Instant } from '../process/time';
import type { Json } from './json';
import type { Person } from './case';
import type { Part } from '../process/process';

export const JOURNAL_KINDS = [
  'opened', 'answered', 'corrected', 'derived', 'overridden', 'override_lifted', 'passed_over', 'ticked', 'task_taken_back', 'task_added', 'task_assigned', 'case_assigned', 'noted', 'stage_entered', 'task_opened', 'confirmed', 'agreement_asked', 'agreement_said', 'decision_asked', 'decided', 'decision_withdrawn', 'task_submitted', 'task_done', 'task_withdrawn',
  'record_added', 'record_ended', 'record_removed', 'review_opened', 'review_recorded', 'review_ended', 'event_recorded', 'event_counted', 'event_dismissed', 'event_unjudged', 'event_removed', 'clock_started', 'clock_moved', 'clock_ended', 'reminded', 'became_late', 'late_step',
  'alert_raised', 'alert_joined', 'alert_told', 'alert_climbed', 'alert_repeated', 'alert_acknowledged', 'alert_resolved',
  'notice_told', 'notice_refused', 'approval_asked', 'approved', 'sent_back', 'closure_proposed', 'closed', 'reopened', 'rules_changed',
  'task_planned', 'clock_paused', 'extension_asked', 'clock_extended', 'waiver_asked', 'clock_waived', 'request_dropped',
] as const;

export type JournalKind = (typeof JOURNAL_KINDS)[number];

/** One line of a case's journal. */
export interface JournalEntry {
  /** From 1, without gaps. */
  n: number;
  /** Sequence of the transition that wrote it. */
  sequence: number;
  at: Instant;
  /** When it should have happened, where that is earlier than `at`. */
  due?: Instant;
  what: JournalKind;
  /** Who did it; absent when a rule or a clock did. */
  by?: Person;
  /** Id of the task, review, alert, approval or stage. */
  about?: string;
  /** Path of the rule that decided, for its line in the process file. */
  rule?: string;
  /** What else is to be known, by kind; may hold private answers. */
  details?: { [key: string]: Json | undefined };
}

/** Whom a notice is for: a part, never an address. */
export interface Addressee {
  part: Part;
  /** Id of the person whose line upwards counts first: the one doing the task. */
  of?: string;
  /** Id of the owner of the case; of what is for one person, of that person. */
  owner: string;
  /** Role whose alerts these are: who is on call for it is told too. */
  onCall?: string;
  /** Ids of those who could do nothing about it, as who did the work that is to be approved: they are passed over. */
  notTo?: string[];
}

export const NOTICE_KINDS = [
  'task_due_soon', 'task_late', 'review_due_soon', 'review_late', 'approval_asked', 'approval_due_soon', 'approval_late', 'sent_back',
  'stage_due_soon', 'stage_late', 'alert_raised', 'alert_repeated', 'alert_acknowledged', 'alert_resolved', 'case_assigned', 'case_handed_on', 'task_assigned', 'closed', 'reopened',
  'clock_due_soon', 'clock_late',
  'agreement_asked', 'agreement_due_soon', 'agreement_late', 'decision_asked', 'decision_due_soon', 'decision_late',
  // Said by who watches over the cases from outside.
  'case_overdue',
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something to be said to people. It names safe things only: the case's number, titles of the process, instants. */
export interface Notice {
  /** `<case number>-<sequence>-<n>`: the same in every retry and replay. */
  id: string;
  says: NoticeKind;
  /** Sent by the case itself and at once; all others are rows that the agency's post sends. */
  urgent: boolean;
  to: Addressee;
  /** Path of the thing's title in the texts: `stages.planning.tasks.case_plan.title`. */
  title?: string;
  /** Id of the task opening, review occurrence, alert or approval. */
  about?: string;
  dueAt?: Instant;
  /** The case's instant at which it was decided. */
  at: Instant;
  /** Not to be sent before: spread over ten minutes by a fixed hash of the case. */
  notBefore: Instant;
}

/** What an operator finds cases by in Temporal itself; never anything of a person. */
export interface FoundBy {
  agency: string;
  process: string;
  stage: string;
}

export type Effect =
  | { kind: 'journal'; entry: JournalEntry }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'found_by'; attributes: FoundBy };
