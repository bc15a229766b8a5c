// Reviews: which of them run, and the recording of what is open, which stays so however late it is.

import { hasRole } from './access';
import { refuseAnswers, setAnswers } from './answers';
import { refuseTicks, writeTicks } from './checklists';
import { ruleHolds } from './conditions';
import type { ReviewState } from './case';
import type { Draft } from './draft';
import { personOf, write } from './draft';
import type { Act } from './event';
import { endOccurrence, finishOccurrence, openFirst } from './occurrences';
import type { Refusal } from './refusals';
import { meetDuties } from './satisfies';
import { trueDate } from './true-date';

/** Opens the first occurrence of what runs now and ends what runs no more. */
export function syncReviews(draft: Draft): void {
  for (const review of draft.rules.process.reviews) {
    const open = draft.case.reviews.find((one) => one.review === review.id && one.state === 'open');
    const isHere = review.during === undefined || review.during.includes(draft.case.stage.id);
    const runs = isHere && ruleHolds(draft, review.clock.while);
    if (runs && !open) openFirst(draft, review);
    else if (!runs && open) endOccurrence(draft, open, review);
  }
}

/** Ends every review that is open: the case is closed. */
export function endReviews(draft: Draft): void {
  for (const open of draft.case.reviews) {
    const review = draft.index.reviews.get(open.review);
    if (review && open.state === 'open') endOccurrence(draft, open, review);
  }
}

/** Records the open occurrence, also before it is due; an extra one is put on record and moves nothing of the series. */
export function record(draft: Draft, act: Act & { type: 'record' }): Refusal | null {
  const { reviews } = draft.case;
  const found = reviews.find((one) => one.id === act.review) ?? reviews.findLast((one) => one.review === act.review);
  // Of an occurrence that the state has forgotten, the id still tells the review.
  const review = draft.index.reviews.get(found?.review ?? act.review.replace(/\.\d+$/, ''));
  if (!review) return { code: 'unknown-review', against: [{ id: act.review }] };
  if (!hasRole(draft.rules, draft.case, act.by, review.who)) {
    return { code: 'not-your-task', against: [{ id: review.who, rule: `roles.${review.who}` }] };
  }
  const open = act.extra ? undefined : found;
  if (!act.extra && open?.state !== 'open') return { code: 'review-not-open', against: [{ id: found?.id ?? review.id, rule: review.rule }] };
  const date = trueDate(draft, act.on, open ? lastDone(draft, open) : draft.case.openedAt, review.rule);
  if ('refused' in date) return date.refused;
  const refused = refuseTicks(review, act.ticked) ?? refuseAnswers(draft, act.answers, { may: review.mayAnswer, must: review.mustAnswer }, act.by);
  if (refused) return refused;
  setAnswers(draft, act.answers, act.by);
  writeTicks(draft, review, act.ticked, act.by, open?.id ?? review.id);
  if (!open) {
    const on = date.at === draft.at ? {} : { on: date.at };
    write(draft, 'review_recorded', { by: personOf(act.by), about: review.id, rule: review.rule, details: { extra: true, ...on } });
    return null;
  }
  finishOccurrence(draft, open, { state: 'recorded', by: act.by, doneAt: date.at });
  meetDuties(draft, review.satisfies, act.by, open.id);
  return null;
}

/** When the occurrence before was done: one that was done earlier still is none that comes after it. */
function lastDone({ case: { reviews, openedAt } }: Draft, { review }: ReviewState): string {
  const last = reviews.findLast((one) => one.review === review && one.recordedAt !== undefined);
  return last?.doneAt ?? last?.recordedAt ?? openedAt;
}
