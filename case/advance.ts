// What may happen to a case: one pure function, the same in the workflow, in scenarios, in the API's checks and in tests.

import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import type { Case } from './case';
import type { Effect } from './effect';
import type { CaseEvent } from './event';
import type { Refusal } from './refusals';

/** What an act changed, small enough to stay in a history: the caller's answer. */
export interface ActAnswer {
  case: string;
  sequence: number;
  stage: string;
  status: 'open' | 'closed';
  /** Ids of task openings, review occurrences, alerts and approvals that the act opened or ended. */
  opened: string[];
  ended: string[];
}

export type Advanced = { case: Case; effects: Effect[]; answer: ActAnswer };
export type Refused = { refusal: Refusal };

export const isRefused = (result: Advanced | Refused): result is Refused => 'refusal' in result;

/**
 * Gives the case as it is after the event and what is to be done outside, or why the event is refused. Pure: `at` is the instant
 * handed in, nothing given is changed, nothing is thrown whatever the event holds. `before` is null for an opening alone.
 */
export declare function advance(rules: Rules, before: Case | null, event: CaseEvent, at: Instant): Advanced | Refused;

/** When the case next has something to do by itself, or null. */
export declare function nextWake(state: Case): Instant | null;
