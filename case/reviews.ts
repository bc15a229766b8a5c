// Reviews: which of them run, and the recording of what is open, which stays so however late it is.

import type { Review } from '../process/process';
import { hasRole } from './access';
import { refuseAnswers, setAnswers } from './answers';
import { refuseTicks, writeTicks } from './checklists';
import { ruleHolds } from './conditions';
import type { RecordState, ReviewState } from './case';
import type { Draft } from './draft';
import { personOf, write } from './draft';
import type { Act } from './event';
import { endOccurrence, finishOccurrence, openFirst } from './occurrences';
import type { Refusal } from './refusals';
import { meetDuties } from './satisfies';
import { keyIn, ofRecord, openRecords } from './scope';
import { trueDate } from './true-date';

/** Opens the first occurrence of what runs now and ends what runs no more: of the case, and of each open record. */
export function syncReviews(draft: Draft): void {
  const open = new Map<string, ReviewState>();
  for (const one of draft.case.reviews) if (one.state === 'open') open.set(keyIn(one.review, one.record), one);
  for (const review of draft.rules.process.reviews) {
    if (review.forEach === undefined) syncReview(draft, review, open.get(review.id));
    else for (const record of openRecords(draft.case, review.forEach)) syncReview(draft, review, open.get(keyIn(review.id, record.id)), record);
  }
}

function syncReview(draft: Draft, review: Review, open: ReviewState | undefined, record?: RecordState): void {
  const here = [draft.case.stage.id, record?.stage?.id];
  const isHere = review.during === undefined || review.during.some((stage) => here.includes(stage));
  const runs = isHere && ruleHolds(draft, review.clock.while, ofRecord(record?.id));
  if (runs && !open) openFirst(draft, review, record?.id);
  else if (!runs && open) endOccurrence(draft, open, review);
}

/** Ends every review that is open: the case is closed. */
export function endReviews(draft: Draft): void {
  for (const open of draft.case.reviews) {
    const review = draft.index.reviews.get(open.review);
    if (review && open.state === 'open') endOccurrence(draft, open, review);
  }
}

/** An occurrence by its own id, or the latest one by the review's, or by that with a record's: `visit@child.1`. */
function findOccurrence({ case: { reviews } }: Draft, named: string): ReviewState | undefined {
  const [review, record] = named.split('@');
  return reviews.find((one) => one.id === named) ?? reviews.findLast((one) => one.review === review && (record === undefined || one.record === record));
}

/** Records the open occurrence, also before it is due; an extra one is put on record and moves nothing of the series. */
export function record(draft: Draft, act: Act & { type: 'record' }): Refusal | null {
  const found = findOccurrence(draft, act.review);
  // Of an occurrence that the state has forgotten, the id still tells the review.
  const review = draft.index.reviews.get(found?.review ?? act.review.replace(/[.@].*$/, ''));
  if (!review) return { code: 'unknown-review', against: [{ id: act.review }] };
  if (!hasRole(draft.rules, draft.case, act.by, review.who)) {
    return { code: 'not-your-task', against: [{ id: review.who, rule: `roles.${review.who}` }] };
  }
  const open = act.extra ? undefined : found;
  if (!act.extra && open?.state !== 'open') return { code: 'review-not-open', against: [{ id: found?.id ?? review.id, rule: review.rule }] };
  const date = trueDate(draft, act.on, open ? lastDone(draft, open) : draft.case.openedAt, review.rule);
  if ('refused' in date) return date.refused;
  const of = found?.record ?? act.review.split('@')[1];
  const given = { scope: of === undefined ? {} : { record: of }, records: act.records };
  const refused = refuseTicks(review, act.ticked) ?? refuseAnswers(draft, act.answers, { may: review.mayAnswer, must: review.mustAnswer, ...given }, act.by);
  if (refused) return refused;
  setAnswers(draft, act.answers, act.by, given);
  writeTicks(draft, review, act.ticked, act.by, open?.id ?? review.id);
  if (!open) {
    const on = date.at === draft.at ? {} : { on: date.at };
    write(draft, 'review_recorded', { by: personOf(act.by), about: review.id, rule: review.rule, details: { extra: true, ...given.scope, ...on } });
    return null;
  }
  finishOccurrence(draft, open, { state: 'recorded', by: act.by, doneAt: date.at });
  meetDuties(draft, review.satisfies, act.by, open.id, { scope: given.scope });
  return null;
}

/** When the occurrence before was done: one that was done earlier still is none that comes after it. */
function lastDone({ case: { reviews, openedAt } }: Draft, { review, record: of }: ReviewState): string {
  const last = reviews.findLast((one) => one.review === review && one.record === of && one.recordedAt !== undefined);
  return last?.doneAt ?? last?.recordedAt ?? openedAt;
}
