// An act that also meets other duties: the open occurrence of a review, or a clock of the case's own.

import type { Satisfies } from '../process/process';
import type { Person } from './case';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { personOf } from './draft';
import { endNamedClock, runningClock } from './named-clocks';
import { finishOccurrence } from './occurrences';

/**
 * Meets the duties whose conditions hold after the act's answers, but for the rules that have met theirs by the same thing before;
 * gives the rules that have met one now. `about` is the task opening or the occurrence by which it happens.
 */
export function meetDuties(draft: Draft, satisfies: Satisfies[], by: Person, about: string, before: string[] = []): string[] {
  return satisfies.flatMap((one) => (!before.includes(one.rule) && ruleHolds(draft, one.when) && meet(draft, one, by, about) ? [one.rule] : []));
}

function meet(draft: Draft, { kind, id, rule }: Satisfies, by: Person, about: string): boolean {
  const line = { rule, details: { satisfiedBy: about } };
  if (kind === 'clock') return !isBeforeWindow(draft, id) && endNamedClock(draft, id, { by: personOf(by), ...line });
  const open = draft.case.reviews.find((one) => one.review === id && one.state === 'open');
  // A review that meets itself has just done so.
  if (!open || about.startsWith(`${id}.`)) return false;
  finishOccurrence(draft, open, { state: 'recorded', by }, line);
  return true;
}

/** What is done before a window opens is not done within it. */
function isBeforeWindow(draft: Draft, id: string): boolean {
  const opensAt = runningClock(draft.case.clocks, id)?.opensAt;
  return opensAt === null || (opensAt !== undefined && opensAt > draft.at);
}
