// Reviews: which of them run, and the recording of what is open, which stays so however late it is.

import { hasRole } from './access';
import { refuseAnswers, setAnswers } from './answers';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import type { Act } from './event';
import { endOccurrence, finishOccurrence, openFirst } from './occurrences';
import type { Refusal } from './refusals';
import { meetDuties } from './satisfies';

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
  finishOccurrence(draft, found, { state: 'recorded', by: act.by });
  meetDuties(draft, review.satisfies, act.by, found.id);
  return null;
}
