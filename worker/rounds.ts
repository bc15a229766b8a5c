// What a worker does again and again beside its tasks: one round at a time, a failed one followed by the next.

interface Log {
  warn(details: object, message: string): void;
}

export interface Rounds {
  /** Ends after the round that is under way. */
  stop(): Promise<void>;
}

/** Begins with a round at once. `what` completes "could not …" in the log, which names an error's kind and never its message. */
export function repeat(round: () => Promise<unknown>, { everyMs, what, log }: { everyMs: number; what: string; log: Log }): Rounds {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running = Promise.resolve();
  const next = (): void => {
    running = round()
      .then(() => undefined)
      .catch((error: unknown) => log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, `could not ${what}; it is tried again`))
      .then(() => {
        if (!stopped) timer = setTimeout(next, everyMs);
      });
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
