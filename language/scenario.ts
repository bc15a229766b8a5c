// What a scenario is: an agency's own test of its process, as plain steps and expectations with their lines.

import type { NoticeKind, JournalKind } from '../case/effect';
import type { Answers } from '../case/event';
import type { RefusalCode } from '../case/refusals';
import type { Instant, Length } from '../process/time';

/** Somebody in a scenario; `supervisor` names the one above. */
export interface ScenarioPerson {
  id: string;
  roles: string[];
  language: string;
  supervisor?: string;
}

/** What a person does, as it stands in the YAML: the verb with what it is done to. */
export type ScenarioAct =
  | { verb: 'open'; owner?: string }
  | { verb: 'complete' | 'record'; of: string }
  | { verb: 'answer' }
  | { verb: 'raise' | 'acknowledge' | 'resolve'; of: string }
  | { verb: 'approve' | 'send_back'; of: string }
  | { verb: 'close'; of: string };

export interface ActStep {
  kind: 'act';
  line: number;
  act: ScenarioAct;
  by: string;
  answers: Answers;
  reason?: string;
  /** The step is expected to be refused with this code. */
  refused?: RefusalCode;
}

export type WaitStep =
  | { kind: 'wait'; line: number; length: Length }
  | { kind: 'wait_until'; line: number; at: Instant };

/** A due date as expected: a day, a local time, or none. */
export type ExpectedDue = string | null;

export interface Expectation {
  kind: 'expect';
  line: number;
  stage?: string;
  status?: 'open' | 'closed';
  closed_as?: string;
  /** Ids of tasks and reviews that are open, each with its due date, or just the ids: exactly these. */
  open?: { of: string; due?: ExpectedDue; line: number }[];
  /** Notices since the last expectation; each must be among them. */
  notices?: { to: string; says: NoticeKind; about?: string; language?: string; line: number }[];
  /** Since the last expectation nobody was told anything. */
  silence?: boolean;
  alerts?: { of: string; state?: 'raised' | 'acknowledged' | 'resolved'; step?: number; line: number }[];
  /** Kinds of journal lines since the last expectation, in this order, others between them allowed. */
  journal?: JournalKind[];
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
  steps: ScenarioStep[];
}

/** An expectation that did not come true, or a step that could not be taken. */
export interface ScenarioFailure {
  line: number;
  expected: string;
  came: string;
}

export interface ScenarioResult {
  file: string;
  id: string;
  title: string;
  process: string;
  passed: boolean;
  steps: number;
  failures: ScenarioFailure[];
  /** The journal up to the end or the first failure, as `time kind about`. */
  journal: string[];
  /** Rule paths and ids that the scenario has reached. */
  reached: string[];
}
