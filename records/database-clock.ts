// How far the database's clock is from this process's, learnt from every answer, so that a deadline means the same on both.

import type { Instant } from '../process/time';
import { toInstant, toMs } from '../process/time';

/**
 * A deadline is an instant of the worker's clock, and the transaction that must refuse when past it may begin late: its statement can
 * have waited in the connection of a server that hung. So it is compared with the database's own clock, from which the
 * difference between the two is taken off. Where the two differ is known only within the time that an answer took; the
 * bound that makes the deadline earlier is used, never the other one.
 */
export interface DatabaseClock {
  /** Whether anything is known of the difference. */
  isSet(): boolean;
  /** `answered` is what the database's clock said in the answer that arrived just now. */
  learn(answered: Instant): void;
  /** The instant of the database's clock at which this process's clock says `deadline`, or a little earlier. */
  translate(deadline: Instant): Instant;
}

/** After so long an answer replaces even a sharper one: clocks are set and drift. */
const SHARP_FOR_MS = 60_000;

export function createDatabaseClock(now: () => number = Date.now): DatabaseClock {
  let least: { ms: number; at: number } | null = null;
  return {
    isSet: () => least !== null,
    learn(answered) {
      const at = now();
      // The answer was true some time before it arrived, so the real difference is this or more.
      const ms = toMs(answered) - at;
      if (least === null || ms >= least.ms || at - least.at > SHARP_FOR_MS) least = { ms, at };
    },
    translate: (deadline) => toInstant(toMs(deadline) + (least?.ms ?? 0)),
  };
}
