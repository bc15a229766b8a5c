// An act that also meets other duties: the open occurrence of a review, or a clock of the case's own.

import type { Satisfies } from '../process/process';
import type { Person } from './case';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { personOf } from './draft';
import { endNamedClock, runningClock } from './named-clocks';
import { finishOccurrence } from './occurrences';
import type { Scope } from './scope';

/**
 * Meets the duties whose conditions hold after the act's answers, but for the rules that have met theirs by the same thing before;
 * gives the rules that have met one now. `about` is the task opening or the occurrence by which it happens; in the scope of a record, a
 * duty that each record has is met for that one.
 */
export function meetDuties(draft: Draft, satisfies: Satisfies[], by: Person, about: string, how: { scope?: Scope; before?: string[] | undefined } = {}): string[] {
  const { scope = {}, before = [] } = how;
  return satisfies.flatMap((one) => (!before.includes(one.rule) && ruleHolds(draft, one.when, scope) && meet(draft, one, by, about, scope) ? [one.rule] : []));
}

function meet(draft: Draft, { kind, id, rule }: Satisfies, by: Person, about: string, scope: Scope): boolean {
  const line = { rule, details: { satisfiedBy: about } };
  const isPerRecord = (kind === 'clock' ? draft.index.clocks : draft.index.reviews).get(id)?.forEach !== undefined;
  const record = isPerRecord ? scope.record : undefined;
  if (kind === 'clock') return !isBeforeWindow(draft, id, record) && endNamedClock(draft, id, { by: personOf(by), ...line }, record);
  const open = draft.case.reviews.find((one) => one.review === id && one.record === record && one.state === 'open');
  // A review that meets itself has just done so.
  if (!open || about.startsWith(`${id}.`)) return false;
  finishOccurrence(draft, open, { state: 'recorded', by }, line);
  return true;
}

/** What is done before a window opens is not done within it. */
function isBeforeWindow(draft: Draft, id: string, record: string | undefined): boolean {
  const opensAt = runningClock(draft.case.clocks, id, record)?.opensAt;
  return opensAt === null || (opensAt !== undefined && opensAt > draft.at);
}
