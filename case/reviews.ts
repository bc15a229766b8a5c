// Reviews: one occurrence is open at a time, stays open however late it is, and the next begins when it is recorded.

import type { Review } from '../process/process';
import type { Instant } from '../process/time';
import { hasRole } from './access';
import { refuseAnswers, setAnswers } from './answers';
import type { ReviewState } from './case';
import { endClock, startClock } from './clocks';
import type { Draft } from './draft';
import { happened, nextNumber, personOf, write } from './draft';
import type { Act } from './event';
import type { Refusal } from './refusals';

const clockOfReview = (review: ReviewState): string => `review:${review.id}`;

/** Opens the first occurrence of what runs now and ends what runs no more. */
export function syncReviews(draft: Draft): void {
  for (const review of draft.rules.process.reviews) {
    const open = draft.case.reviews.find((one) => one.review === review.id && one.state === 'open');
    const runs = review.during === undefined || review.during.includes(draft.case.stage.id);
    if (runs && !open) openOccurrence(draft, review, 1, draft.at);
    else if (!runs && open) endOccurrence(draft, open, review);
  }
}

function openOccurrence(draft: Draft, review: Review, occurrence: number, from: Instant, fromDue = false): void {
  const opened: ReviewState = { id: `${review.id}.${nextNumber(draft, review.id)}`, review: review.id, occurrence, state: 'open', from };
  draft.case.reviews = [...forgetOld(draft.case.reviews, review.id), opened];
  draft.opened.push(opened.id);
  happened(draft, `review:${review.id}`, 'start');
  const deadline = startClock(draft, clockOfReview(opened), from, fromDue);
  write(draft, 'review_opened', { about: opened.id, rule: review.rule, details: { ...deadline } });
}

/** Occurrences that are over are kept in the journal; the state holds the latest few, since a case may last for years. */
const KEPT = 3;

function forgetOld(reviews: ReviewState[], review: string): ReviewState[] {
  const over = reviews.filter((one) => one.review === review && one.state !== 'open');
  const old = new Set(over.slice(0, -KEPT));
  return reviews.filter((one) => !old.has(one));
}

/** Ends every review that is open: the case is closed. */
export function endReviews(draft: Draft): void {
  for (const open of draft.case.reviews) {
    const review = draft.index.reviews.get(open.review);
    if (review && open.state === 'open') endOccurrence(draft, open, review);
  }
}

function endOccurrence(draft: Draft, open: ReviewState, review: Review): void {
  open.state = 'ended';
  endClock(draft, clockOfReview(open));
  draft.ended.push(open.id);
  write(draft, 'review_ended', { about: open.id, rule: review.rule });
}

export function record(draft: Draft, act: Act & { type: 'record' }): Refusal | null {
  const { reviews } = draft.case;
  const found = reviews.find((one) => one.id === act.review) ?? reviews.findLast((one) => one.review === act.review);
  // Of an occurrence that the state has forgotten, the id still tells the review.
  const review = draft.index.reviews.get(found?.review ?? act.review.replace(/\.\d+$/, ''));
  if (!review) return { code: 'unknown-review', against: [{ id: act.review }] };
  if (!hasRole(draft.rules, draft.case, act.by, review.who)) {
    return { code: 'not-your-task', against: [{ id: review.who, rule: `roles.${review.who}` }] };
  }
  if (found?.state !== 'open') return { code: 'review-not-open', against: [{ id: found?.id ?? review.id, rule: review.rule }] };
  const refused = refuseAnswers(draft, act.answers, { may: review.mayAnswer, must: review.mustAnswer }, act.by);
  if (refused) return refused;
  setAnswers(draft, act.answers, act.by);
  finishOccurrence(draft, review, found, act);
  return null;
}

function finishOccurrence(draft: Draft, review: Review, found: ReviewState, act: Act & { type: 'record' }): void {
  const dueAt = draft.case.clocks[clockOfReview(found)]?.dueAt ?? null;
  found.state = 'recorded';
  found.recordedAt = draft.at;
  found.recordedBy = personOf(act.by);
  endClock(draft, clockOfReview(found));
  draft.ended.push(found.id);
  happened(draft, `review:${review.id}`, 'end');
  write(draft, 'review_recorded', { by: personOf(act.by), about: found.id, rule: review.rule, details: { dueAt } });
  const bySchedule = review.countFrom === 'schedule' && dueAt !== null;
  openOccurrence(draft, review, found.occurrence + 1, bySchedule ? dueAt : draft.at, bySchedule);
}
