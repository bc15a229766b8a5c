// Every code an answer of the API can carry, with the status it leaves with: the one table; docs/errors.md explains the API's own.

import type { RefusalCode } from '../case/refusals';

/** Codes of the API itself, beside the core's refusals. Codes are never reused for another meaning. */
export const API_ERROR_CODES = {
  'request-wrong': 400,
  'body-not-json': 400,
  'sign-in-needed': 401,
  'case-not-found': 404,
  'process-not-found': 404,
  'route-not-found': 404,
  'mail-not-found': 404,
  'idempotency-key-reused': 409,
  'body-too-large': 413,
  'media-type-not-accepted': 415,
  'process-has-problems': 422,
  'too-many-requests': 429,
  'internal-error': 500,
  'not-available': 503,
  'outcome-unknown': 503,
  'rules-not-known': 503,
} as const;

export type ApiErrorCode = keyof typeof API_ERROR_CODES;

/**
 * The statuses of refusals. Who may not: 403. What the path names and is not there: 404. What the case's state does not allow
 * now: 409. What is wrong with what was sent: 422.
 */
const REFUSAL_STATUS: Record<RefusalCode, 400 | 403 | 404 | 409 | 422> = {
  'not-for-you': 403,
  'not-your-task': 403,
  'not-by-who-did-it': 403,
  'unknown-task': 404,
  'unknown-review': 404,
  'unknown-list': 404,
  'unknown-record': 404,
  'unknown-event': 404,
  'unknown-alert': 404,
  'unknown-approval': 404,
  'unknown-clock': 404,
  'case-closed': 409,
  'case-open-already': 409,
  'case-not-open': 409,
  'task-not-open': 409,
  'task-not-ready': 409,
  'review-not-open': 409,
  'record-ended': 409,
  'record-stood-on': 409,
  'too-many-records': 409,
  'too-many-events': 409,
  'already-acknowledged': 409,
  'not-acknowledged': 409,
  'already-resolved': 409,
  'already-decided': 409,
  'unknown-end': 422,
  'not-on-demand': 409,
  'task-not-needed': 409,
  'changed-meanwhile': 409,
  'nothing-to-correct': 409,
  'task-not-done': 409,
  'task-stood-on': 409,
  'case-not-closed': 409,
  'reopening-not-possible': 409,
  'reopening-too-late': 409,
  'closing-already': 409,
  'closure-criteria-unmet': 409,
  'clock-not-running': 409,
  'clock-firm': 409,
  'pause-not-possible': 409,
  'extension-not-possible': 409,
  'waiver-not-possible': 409,
  'no-more-extensions': 409,
  'asked-already': 409,
  'other-rules': 409,
  'malformed-act': 400,
  'unknown-field': 422,
  'unknown-outcome': 422,
  'too-few-records': 422,
  'date-not-possible': 422,
  'about-wrong': 422,
  'unknown-reason': 422,
  'unknown-owner': 422,
  'unknown-person': 422,
  'answer-missing': 422,
  'answer-wrong-type': 422,
  'answer-not-an-option': 422,
  'answer-out-of-range': 422,
  'answer-not-asked-here': 422,
  'text-too-long': 422,
  'reason-missing': 422,
  'pause-wrong-dates': 422,
  'pause-too-long': 422,
  'extension-too-long': 422,
};

/** The status an answer with this code has. */
export const statusOf = (code: ApiErrorCode | RefusalCode): number =>
  Object.hasOwn(API_ERROR_CODES, code) ? API_ERROR_CODES[code as ApiErrorCode] : REFUSAL_STATUS[code as RefusalCode];
