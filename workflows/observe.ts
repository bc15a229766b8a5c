// A place from which a test can watch each transition, during replay too; in production nobody watches and it costs nothing.

import type { Advanced } from '../case/advance';
import type { CaseEvent } from '../case/event';
import type { Instant } from '../process/time';

export type Observer = (event: CaseEvent['type'], at: Instant, result: Advanced) => void;

let observer: Observer | undefined;

/** Called once by a bundle's own entry file, before any workflow runs. The observer must not change what it is given. */
export function observeTransitions(watch: Observer): void {
  observer = watch;
}

export function noteTransition(event: CaseEvent['type'], at: Instant, result: Advanced): void {
  observer?.(event, at, result);
}
