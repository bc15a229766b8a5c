// Brings every clock in line with the case after an event: which of them run, which are stopped for good, and when each is due.

import { dueMayTurnOn } from '../process/due-turns-on';
import type { Due } from '../process/process';
import { happenedKey } from './anchors';
import type { ClockState } from './case';
import type { ClockOwner } from './clock-owner';
import { clockOwner } from './clock-owner';
import { endClock, recount, runsByWhile, startAfresh, stopByUntil, stopByWhile } from './clocks';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { wasTouched } from './draft';
import type { Scope } from './scope';

/** Counts anew the clocks that turn on what this event has touched, or all of them when the rules themselves are new. */
export function recountClocks(draft: Draft, all = false): void {
  const behind: (() => void)[] = [];
  // In an order that does not turn on how the state was stored.
  for (const id of Object.keys(draft.case.clocks).sort()) {
    const clock = draft.case.clocks[id] as ClockState;
    const owner = clockOwner(draft.index, draft.case, id);
    if (!owner) endClock(draft, id);
    else if (runsOn(draft, clock, owner) && (all || mayHaveMoved(draft, clock, owner))) {
      const again = (): void => recount(draft, clock, owner);
      // What is due between two occurrences of a review follows that review's clock.
      if (owner.due.form === 'between') behind.push(again);
      else again();
    }
  }
  for (const again of behind) again();
}

/** Whether a clock that ran goes on: not when its `until` holds, nor as long as its `while` does not, with which it starts afresh. */
function runsOn(draft: Draft, clock: ClockState, owner: ClockOwner): boolean {
  const { while: whileRule, until } = owner.clock;
  const holdsNow = !runsByWhile(owner) || ruleHolds(draft, whileRule, owner.scope);
  if (clock.stopped) {
    if (holdsNow && whileRule && !(until && ruleHolds(draft, until, owner.scope))) startAfresh(draft, clock, owner);
    return false;
  }
  if (!holdsNow) return (stopByWhile(draft, clock, owner), false);
  if (until && ruleHolds(draft, until, owner.scope)) return (stopByUntil(draft, clock, owner), false);
  return true;
}

function mayHaveMoved(draft: Draft, clock: ClockState, owner: ClockOwner): boolean {
  if (clock.dueAt === null || clock.opensAt === null || owner.due.form === 'between') return true;
  if (turnsOnEvent(draft, owner.due, owner.scope)) return true;
  const { notBefore } = owner.clock;
  return notBefore !== undefined && (clock.opensAt !== undefined || owner.kind === 'clock') && turnsOnEvent(draft, notBefore, owner.scope);
}

/** Whether a due may turn on a field that this event has answered, or on something that began or ended with it. */
function turnsOnEvent(draft: Draft, due: Due, scope: Scope): boolean {
  const on = dueMayTurnOn(due);
  const hasHappened = (what: string): boolean => draft.anchored.has(happenedKey(draft.index, draft.case, what, scope));
  return (
    on.fields.some((field) => wasTouched(draft, field, scope.record)) ||
    on.anchors.some(({ kind, id }) => hasHappened(`${kind}:${id}`)) ||
    on.reviews.some((review) => hasHappened(`review:${review}`)) ||
    // What a condition asks beside answers may have changed with any event.
    on.rules.length > 0
  );
}
