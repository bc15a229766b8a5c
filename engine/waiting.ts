// Waiting for a condition outside this process, with a limit.
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is something other than `undefined`.
 *
 * @returns the answer, or `undefined` when `limitMs` milliseconds have passed without one. A thrown error ends the waiting.
 */
export async function waitFor<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  limitMs: number,
  everyMs = 25,
): Promise<T | undefined> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() >= end) return undefined;
    await sleep(everyMs);
  }
}
