// The one timer of a case, held until the case's next instant changes.

import { CancellationScope, sleep } from '@temporalio/workflow';
import type { Instant } from '../process/time';
import { toInstant, toMs } from '../process/time';

/** A wake-up that leaves its own instant standing is a defect; the case then tries again at this pace and not in a circle. */
const PACE_MS = 60_000;

/** The workflow's time as an instant. Never goes back, though the service's computers may differ a little. */
export function createNow(): () => Instant {
  let latest = 0;
  return () => {
    latest = Math.max(latest, Date.now());
    return toInstant(latest);
  };
}

export class Clock {
  private heldFor: Instant | null = null;
  private scope: CancellationScope | null = null;
  private lastWake: Instant | null = null;

  constructor(
    private readonly now: () => Instant,
    private readonly onWake: () => void,
  ) {}

  /** Sees to it that the case is woken at this instant: at once when it has come, else by a timer. A timer for it that is held stays. */
  set(wakeAt: Instant | null): void {
    if (wakeAt === this.heldFor) return;
    this.scope?.cancel();
    this.scope = null;
    this.heldFor = wakeAt;
    if (wakeAt === null) return;
    const ms = toMs(wakeAt) - toMs(this.now());
    if (ms > 0) return this.hold(ms);
    const wokeInVain = this.lastWake !== null && wakeAt <= this.lastWake;
    return wokeInVain ? this.hold(PACE_MS) : this.wake();
  }

  private hold(ms: number): void {
    const scope = new CancellationScope({ cancellable: true });
    this.scope = scope;
    scope
      .run(() => sleep(ms))
      .then(
        () => {
          if (this.scope === scope) this.wake();
        },
        (error: unknown) => {
          // A timer that was replaced ends so; of any other end the workflow task is to hear.
          if (this.scope === scope) throw error;
        },
      );
  }

  private wake(): void {
    this.scope = null;
    this.heldFor = null;
    this.lastWake = this.now();
    this.onWake();
  }
}
