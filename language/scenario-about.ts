// Which one a scenario means, where there is one of a thing for each record or for each event.

import type { Case } from '../case/case';

/**
 * The id in the case of a task, a review or a clock that is about a record or an event; of none, and where there is none such, the
 * id as it was written, of which the latest is meant.
 */
export function oneAbout(state: Case | null, of: string, about: string | undefined): string {
  if (!state || about === undefined) return of;
  const task = state.tasks.findLast((one) => one.task === of && (one.of.record === about || one.of.event === about));
  const review = state.reviews.findLast((one) => one.review === of && one.record === about);
  const clock = Object.values(state.clocks).find((one) => one.record === about && /^(?:clock|stage):/.test(one.id) && one.id.replace(/^\w+:|\.\d+(?:@.*)?$/g, '') === of);
  return task?.id ?? review?.id ?? clock?.id ?? of;
}

/** What a task or a review of the case is about, by its id. */
export function aboutOf(state: Case | null, id: string): string | undefined {
  const of = state?.tasks.find((one) => one.id === id)?.of;
  return of?.event ?? of?.record ?? state?.reviews.find((one) => one.id === id)?.record;
}
