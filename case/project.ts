// What the records keep of a case for lists and searches, reckoned from its state: nothing private is in it.

import type { Instant } from '../process/time';
import type { RuleHashes } from '../process/rules';
import type { Rules } from '../process/rules';
import type { Case } from './case';

/** Something that somebody is to do: a task, a review, an approval, an alert to acknowledge or to resolve. */
export interface DueItem {
  /** `initial_assessment.1`, `follow_up.2`, `case_plan.1.1`, `<case number>-a1`. */
  id: string;
  kind: 'task' | 'review' | 'approval' | 'alert';
  /** Path of the title in the texts. */
  title: string;
  /** Role that is to do it. */
  who: string;
  /** The one person, when it is the owner's. */
  person?: string;
  /** Ids of persons who may not do it. */
  notBy?: string[];
  state: 'open' | 'submitted' | 'raised' | 'acknowledged';
  openedAt: Instant;
  dueAt: Instant | null;
}

export interface AlertItem {
  id: string;
  alert: string;
  title: string;
  raisedAt: Instant;
  state: 'raised' | 'acknowledged' | 'resolved';
  step: number;
  /** When it climbs or repeats next. */
  climbAt: Instant | null;
}

/** The case's row and its items, as lists show them. */
export interface CaseRow {
  number: string;
  agency: string;
  process: string;
  rules: RuleHashes;
  status: 'open' | 'closed';
  stage: string;
  owner: string;
  openedAt: Instant;
  closedAt: Instant | null;
  sequence: number;
  /** When the case next has something to do by itself; a watchdog looks at it. */
  nextDueAt: Instant | null;
  items: DueItem[];
  alerts: AlertItem[];
}

export declare function project(rules: Rules, state: Case): CaseRow;
