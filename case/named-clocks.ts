// Clocks that belong to the case itself: they start with it, or each time that their `while` begins to hold.

import type { NamedClock } from '../process/process';
import type { ClockState } from './case';
import { endClock, startClock } from './clocks';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { nextNumber, write } from './draft';
import type { JournalEntry } from './effect';

/** The running clock of an id under `clocks:`. */
export const runningClock = (clocks: Record<string, ClockState>, id: string): ClockState | undefined =>
  Object.values(clocks).find((clock) => clock.id.startsWith(`clock:${id}.`));

/** Starts those that run from the opening of the case on. */
export function startNamedClocks(draft: Draft): void {
  for (const named of draft.rules.process.clocks) if (!named.clock.while) start(draft, named);
}

/** Starts them all afresh, for a case that has been opened again. */
export function restartNamedClocks(draft: Draft): void {
  const whiles = draft.rules.process.clocks.flatMap(({ clock }) => clock.while?.path ?? []);
  draft.case.holding = draft.case.holding.filter((rule) => !whiles.includes(rule));
  startNamedClocks(draft);
}

/** Starts those whose `while` begins to hold, and ends those of which it holds no more. */
export function syncNamedClocks(draft: Draft): void {
  for (const named of draft.rules.process.clocks) {
    const { while: rule } = named.clock;
    if (!rule) continue;
    const { holding } = draft.case;
    const held = holding.includes(rule.path);
    const holdsNow = ruleHolds(draft, rule);
    if (holdsNow && !held) {
      holding.push(rule.path);
      start(draft, named);
    } else if (held && !holdsNow) {
      draft.case.holding = holding.filter((one) => one !== rule.path);
      endNamedClock(draft, named.id, { rule: rule.path });
    }
  }
}

/** One that has nothing to count, or whose `until` holds already, does not start. */
function start(draft: Draft, { id, clock }: NamedClock): void {
  if (clock.due.form === 'none' || (clock.until && ruleHolds(draft, clock.until))) return;
  const about = `${id}.${nextNumber(draft, id)}`;
  const { rule, ...deadline } = startClock(draft, `clock:${about}`, draft.at);
  write(draft, 'clock_started', { about, ...(typeof rule === 'string' && { rule }), details: { clock: `clock:${about}`, was: null, ...deadline } });
}

/** Ends the running clock of an id, if there is one; gives whether there was. */
export function endNamedClock(draft: Draft, id: string, line: Pick<JournalEntry, 'by' | 'rule' | 'details'>): boolean {
  const running = runningClock(draft.case.clocks, id);
  if (!running) return false;
  endClock(draft, running.id);
  draft.ended.push(running.id.slice('clock:'.length));
  write(draft, 'clock_ended', { about: running.id.slice('clock:'.length), ...line });
  return true;
}
