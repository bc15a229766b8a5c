// What a scenario is: an agency's own test of its process, as plain steps and expectations with their lines.

import type { AnswerValue } from '../case/case';
import type { NoticeKind, JournalKind } from '../case/effect';
import type { Answers, RecordAnswers } from '../case/event';
import type { RefusalCode } from '../case/refusals';
import type { RotaLine } from '../process/agency';
import type { Instant, Length, LocalDate } from '../process/time';

/** Somebody in a scenario; `supervisor` names the one above. */
export interface ScenarioPerson {
  id: string;
  roles: string[];
  language: string;
  supervisor?: string;
  /** Who stands in while they are away. */
  deputy?: string;
  away?: { from: Instant; until: Instant }[];
  /** A partner of the agency, and none of its staff. */
  partner?: true;
}

/** What a person does, as it stands in the YAML: the verb with what it is done to. */
export type ScenarioAct =
  | { verb: 'open'; owner?: string }
  | { verb: 'complete'; of: string; end?: string }
  | { verb: 'open_task' | 'take_back'; of: string }
  /** A review, or an event. */
  | { verb: 'record'; of: string; extra?: true }
  /** A list, and a record of one by its id. */
  | { verb: 'add' | 'change' | 'remove'; of: string }
  | { verb: 'end_record'; of: string; as: string }
  | { verb: 'note'; text: string }
  | { verb: 'answer' | 'correct' | 'reopen' }
  /** Gives a task, or without one the case, to somebody by name. */
  | { verb: 'assign'; to: string; task?: string }
  | { verb: 'add_task'; title: string; who?: string; due: LocalDate | Instant }
  | { verb: 'withdraw'; of: string }
  | { verb: 'raise' | 'acknowledge' | 'resolve'; of: string }
  | { verb: 'approve' | 'send_back'; of: string }
  /** A task, with one of those who have to agree and what they say. */
  | { verb: 'agree'; of: string; who: string; says: 'agreed' | 'refused' | 'not_asked'; version?: number }
  /** A stage, or a reason to close. */
  | { verb: 'decide'; of: string }
  | { verb: 'close'; of: string }
  /** A stage, or a reason to close. */
  | { verb: 'pass'; of: string }
  /** A field; without a value what was put there is lifted. */
  | { verb: 'override'; of: string; value: AnswerValue | null }
  | { verb: 'pause'; of: string; from: LocalDate; to: LocalDate }
  /** `by_length` as it is written: `5 working days`. */
  | { verb: 'extend'; of: string; by_length: string }
  | { verb: 'waive'; of: string };

export interface ActStep {
  kind: 'act';
  line: number;
  act: ScenarioAct;
  by: string;
  answers: Answers;
  /** Records that are written with it. */
  records?: RecordAnswers[];
  /** Which record or event is meant, where there is one for each. */
  about?: string;
  /** When it really was. */
  on?: LocalDate | Instant;
  reason?: string;
  /** Why what should hold is passed over. */
  despite?: string;
  /** Lines of the checklist that were gone through. */
  ticked?: string[];
  /** So many of the latest acts who acts has not seen. */
  unseen?: number;
  /** The step is expected to be refused with this code. */
  refused?: RefusalCode;
  /** What has to stand against it: each of these ids, of fields, tasks, roles … */
  against?: string[];
}

export type WaitStep =
  | { kind: 'wait'; line: number; length: Length }
  | { kind: 'wait_until'; line: number; at: Instant };

/** A due date as expected: a day, a local time, or none. */
export type ExpectedDue = string | null;

export interface Expectation {
  kind: 'expect';
  line: number;
  /** Lines of its keys. */
  lines: Readonly<Record<string, number>>;
  stage?: string;
  status?: 'open' | 'closed';
  closed_as?: string;
  /** Ids of tasks and reviews that are open, each with its due date, or just the ids: exactly these. */
  open?: { of: string; due?: ExpectedDue; line: number }[];
  /** Notices since the last expectation; each must be among them. */
  notices?: { to: string; says: NoticeKind; about?: string; language?: string; line: number }[];
  /** Since the last expectation nobody was told anything, or none of these people was. */
  silence?: true | string[];
  alerts?: { of: string; state?: 'raised' | 'acknowledged' | 'resolved'; step?: number; line: number }[];
  /** Journal lines since the last expectation, in this order, others between them allowed; `about` is an id of the process. */
  journal?: { what: JournalKind; about?: string; line: number }[];
  /** Of a list how many records it has; of a record what its fields hold, its outcome, its stage, and whether it is open. */
  records?: { of: string; line: number; count?: number; holds?: { field: string; value: AnswerValue | null; line: number }[] }[];
  /** The latest version of what a task was handed in with, and exactly those who have still to say something to it. */
  agreements?: { of: string; version?: number; waits_for?: string[]; line: number }[];
  /** What fields hold now; null for a field without an answer. */
  answers?: { field: string; value: AnswerValue | null; line: number }[];
}

export type ScenarioStep = ActStep | WaitStep | Expectation;

export interface Scenario {
  file: string;
  id: string;
  title: string;
  process: string;
  agency: string;
  startsAt: Instant;
  staff: ScenarioPerson[];
  /** Absent when nobody is on call. */
  onCall?: RotaLine[];
  steps: ScenarioStep[];
}

/** An expectation that did not come true, or a step that could not be taken. */
export interface ScenarioFailure {
  line: number;
  expected: string;
  came: string;
}

/** A line of the journal as a scenario shows it. */
export interface ScenarioJournalLine {
  at: Instant;
  /** The same in the calendar's local time: `2026-03-26 10:00`. */
  local: string;
  what: JournalKind;
  /** Id in the process: `case_plan`. */
  about?: string;
  /** Path of the title of what it is about, for the texts of the process. */
  titlePath?: string;
  /** Path of the rule that decided. */
  rule?: string;
}

export interface ScenarioResult {
  file: string;
  id: string;
  title: string;
  process: string;
  agency: string;
  passed: boolean;
  /** Steps that were taken, the failing one included. */
  steps: number;
  failures: ScenarioFailure[];
  /** The journal up to the end or the first failure. */
  journal: ScenarioJournalLine[];
  /** Paths of what the scenario has reached, as the coverage counts it. */
  reached: string[];
}
