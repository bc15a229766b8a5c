// One worker's knowledge of whether the database answers, so that nothing that is in a hurry waits for it again and again.

export interface Breaker {
  /** It did not answer when it was asked last. */
  readonly isOpen: boolean;
  /** Whether it is worth asking: it answered last, or so long ago did not that one caller is let through to see. */
  allows(): boolean;
  /** It answered. */
  succeeded(): void;
  /** It did not answer, or too late. */
  failed(): void;
}

/** While it is away, one who is in a hurry tries so often. */
const LET_ONE_THROUGH_MS = 5_000;

/** Begins closed: everything is allowed. `now` gives milliseconds. */
export function createBreaker(now: () => number): Breaker {
  let openSince: number | null = null;
  return {
    get isOpen() {
      return openSince !== null;
    },
    allows() {
      if (openSince === null) return true;
      if (now() - openSince < LET_ONE_THROUGH_MS) return false;
      openSince = now();
      return true;
    },
    succeeded: () => void (openSince = null),
    failed: () => void (openSince = now()),
  };
}

/** Thrown by `within` when the time has passed. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly code = 'no-answer-in-time';
}

/** The answer, or `NoAnswer` when it has not come within so many milliseconds; what comes later is not heard. */
export async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`No answer within ${Math.max(0, Math.round(ms))} ms.`)), Math.max(0, ms));
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
}
