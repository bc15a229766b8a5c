// The names and shapes of what is said to a case's workflow and of what it asks of the outside world; types, constants and the way a case is started.

import { defineSearchAttributeKey } from '@temporalio/common';
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
/**
 * Signal: the records are to be written again as the case really is. Sent by who has found in them a transition that the case's history
 * does not hold: it was written by a task that was lost together with its event.
 */
export const RECORD_AGAIN = 'recordAgain';

/** Signal: mails about urgent notices have come back after they had been taken for delivered. */
export const BOUNCED = 'bounced';

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
  /** Events of history after which the run continues as new; 1,000 when absent. */
  limit?: number;
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

/** What the agency's post workflow is started with. */
export interface PostInput {
  agency: string;
  /** See `sendPost`. */
  now?: Instant;
}

/** Id of a case's workflow. */
export const workflowIdOf = (agency: string, number: string): string => `${agency}/${number}`;

/** What an operator finds cases by in Temporal itself: keywords, in clear, never anything of a person. */
export const FOUND_BY = {
  agency: defineSearchAttributeKey('CasewayAgency', 'KEYWORD'),
  process: defineSearchAttributeKey('CasewayProcess', 'KEYWORD'),
  stage: defineSearchAttributeKey('CasewayStage', 'KEYWORD'),
};

export interface CaseStartSettings {
  /** @default CASE_QUEUE */
  taskQueue?: string;
  /** Milliseconds after which the service takes a worker that has a task of the case for dead. @default 10000 */
  workflowTaskTimeoutMs?: number;
  /** See `CaseInput`. */
  limit?: number;
}

/**
 * How a case's workflow is started, by whoever opens cases: findable from its first event on; a second start reaches the case that is
 * open, and only a number whose opening was refused may be used again.
 */
export function caseStart(number: string, agency: string, rules: Rules, settings: CaseStartSettings = {}) {
  const { taskQueue = CASE_QUEUE, workflowTaskTimeoutMs, limit } = settings;
  const input: CaseInput = {
    number, agency, state: null, run: 0, answered: [], unrecorded: [], untold: [], ...(limit !== undefined && { limit }),
  };
  const args: [Rules, CaseInput] = [rules, input];
  return {
    taskQueue,
    args,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' as const,
    typedSearchAttributes: [
      { key: FOUND_BY.agency, value: agency },
      { key: FOUND_BY.process, value: rules.process.id },
      { key: FOUND_BY.stage, value: rules.process.stages[0]?.id ?? '' },
    ],
    ...(workflowTaskTimeoutMs !== undefined && { workflowTaskTimeout: workflowTaskTimeoutMs }),
  };
}

/** A closed case as the records hold it, and the number of the last run that wrote it. */
export interface ClosedCase {
  state: Case;
  run: number;
}

/**
 * How a closed case is started again, with the reopening as its first update: a new run from the recorded state. One that is refused
 * leaves the case closed, and the run ends.
 */
export function caseReopening({ state, run }: ClosedCase, rules: Rules, settings: CaseStartSettings = {}) {
  const start = caseStart(state.number, state.agency, rules, settings);
  const [, opening] = start.args;
  const args: [Rules, CaseInput] = [rules, { ...opening, state, run: run + 1 }];
  return { ...start, args, workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const };
}

/** ApplicationFailure types that leave the workflow, beside refusal codes (whose one detail is the `Refusal`). */
export const KEY_REUSED = 'idempotency-key-reused';
/** The core failed where it may not: a defect. The state is as it was. */
export const CORE_ERROR = 'core-error';
/** Ends a run whose first act was refused or never came; the case's number may then be used again. */
export const NOT_OPENED = 'not-opened';

export type { RecordCall, Rules, Transition };
