// The names and shapes of what is said to a case's workflow and of what it asks of the outside world; types and constants only.

import type { ActAnswer } from '../case/advance';
import type { Case } from '../case/case';
import type { Notice } from '../case/effect';
import type { Act, NoticeOutcome } from '../case/event';
import type { RecordCall, Transition } from '../case/record';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';

/** Task queue of the cases. */
export const CASE_QUEUE = 'caseway-cases';
/** Workflow type and update name; kept for as long as histories live. */
export const CASE_WORKFLOW = 'caseWorkflow';
export const POST_WORKFLOW = 'postWorkflow';
export const ACT = 'act';
/** Signal: newer rules (calendar, agency) are to be taken up. */
export const NEW_RULES = 'newRules';

/** `act`'s argument: the act, and by what a repetition of it is known. */
export interface ActCall {
  /** HMAC of caller, route and Idempotency-Key. */
  key: string;
  /** Digest of the request's body: the same key with another body is refused. */
  digest: string;
  act: Act;
}

/** An act that was answered before, kept so that a repetition gets the same answer. */
export interface AnsweredCall {
  key: string;
  digest: string;
  at: Instant;
  answer: ActAnswer;
}

/** What the workflow is started with, by a start and by continue-as-new alike. */
export interface CaseInput {
  number: string;
  agency: string;
  /** Null before the opening. */
  state: Case | null;
  /** How often the case has continued as new: orders writes of different runs. */
  run: number;
  answered: AnsweredCall[];
  /** Transitions that the records have not confirmed, oldest first. */
  unrecorded: Transition[];
  /** Urgent notices decided and not yet told. */
  untold: Notice[];
}

export interface TellCall {
  case: string;
  agency: string;
  process: string;
  notices: Notice[];
}

/** What the case's workflow needs of the outside world. */
export interface CaseActivities {
  record(call: RecordCall): Promise<void>;
  /** Sends urgent notices, one mail a person; outcomes come back. Already sent ones (by Message-ID) are not sent again. */
  tell(call: TellCall): Promise<NoticeOutcome[]>;
}

/** What the agency's post workflow needs of the outside world. */
export interface PostActivities {
  /** Sends the agency's rows that are ready, merged per person; gives how many mails left and when it is next needed. */
  sendPost(call: { agency: string; /** The instant to take as now: a case's own time in the demo. */ now?: Instant }): Promise<{ sent: number; left: number }>;
}

/** ApplicationFailure types that leave the workflow, beside refusal codes. */
export const KEY_REUSED = 'idempotency-key-reused';

export type { RecordCall, Rules, Transition };
