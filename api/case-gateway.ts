// How the API speaks to the cases' workflows: two calls, and every way they can come out.

import type { ActAnswer } from '../case/advance';
import type { NoticeOutcome } from '../case/event';
import type { Refusal } from '../case/refusals';
import type { Rules } from '../process/rules';
import type { ActCall, ClosedCase } from '../workflows/messages';

/** Which case, with what call, known to Temporal by which update id. */
export interface CaseCall {
  agency: string;
  number: string;
  updateId: string;
  call: ActCall;
}

/** How a call came out. Only `answered` and `refused` are final; after `unknown` the same call is to be repeated. */
export type CallOutcome =
  | { kind: 'answered'; answer: ActAnswer }
  | { kind: 'refused'; refusal: Refusal }
  /** The same Idempotency-Key was used with another body. */
  | { kind: 'key-reused' }
  /** Durably accepted; the answer had not come in time. */
  | { kind: 'accepted' }
  /** No answer in time: it may or may not have happened. */
  | { kind: 'unknown' }
  /** No open run has the case: it is closed, or was never opened. */
  | { kind: 'not-running' }
  /** The worker does not have the rules that the call was sent with. */
  | { kind: 'rules-not-known' }
  /** A defect of the core: nothing happened. */
  | { kind: 'failed' };

/** The cases' workflows. Calls come back within about five seconds and reject on nothing but a programming error. */
export interface CaseGateway {
  /** Starts the case's workflow with its first update; a repetition reaches the case that the first call opened. */
  open(call: CaseCall, rules: Rules): Promise<CallOutcome>;
  act(call: CaseCall): Promise<CallOutcome>;
  /** Tells an open case that mails about its urgent notices have come back; one that is closed needs to know no more. Rejects when the service is away. */
  bounced(agency: string, number: string, outcomes: NoticeOutcome[]): Promise<void>;
  /** Starts a closed case again with the reopening as its first update; where it is open again already, the act goes to it. */
  reopen(call: CaseCall, rules: Rules, closed: ClosedCase): Promise<CallOutcome>;
}
