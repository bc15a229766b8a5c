// Drives reference cases through one variant: opens them, closes each once its three reminders are in the database, and measures.

import { processorMs, quantile, treeProcessorMs } from './processor-time';
import type { Setting } from './setting';
import type { Variant } from './variants';

/** Figures of one run; processor time in milliseconds a case. */
export interface RunFigures {
  casesPerSecond: number;
  workerMs: number;
  serverMs: number;
  postgresMs: number;
  /** Of one history, the mean of all. */
  events: number;
  bytes: number;
  /** Milliseconds until an opening was answered. */
  openP50: number;
  openP95: number;
  /** Calls of activities that failed, in all cases together. */
  failed: number;
}

export interface RunOptions {
  cases: number;
  /** Milliseconds from one opening to the next; 0 for all at once. */
  everyMs: number;
  /** Of the cases' numbers; not used before in this setting. */
  prefix: string;
}

const LOOK_MS = 100;
/** A case that takes longer than this has come to a halt. */
const LIMIT_MS = 120_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs the cases from opening to completion. Rejects when one does not come to its end: what did less than it should must not count. */
export async function runCases(variant: Variant, setting: Setting, { cases, everyMs, prefix: name }: RunOptions): Promise<RunFigures> {
  const prefix = `${variant.name}-${name}`;
  const used = async () => ({
    worker: processorMs(variant.worker.pid), server: processorMs(setting.temporal.pid), postgres: treeProcessorMs(setting.postgresPid),
    failed: ((await variant.worker.ask('figures')) as { failed: number }).failed, at: performance.now(),
  });
  const before = await used();
  const watch = watchReminders(variant, prefix);
  const opened: number[] = [];
  const ids = await Promise.all(Array.from({ length: cases }, async (_, i) => {
    await wait(i * everyMs);
    const number = `${prefix}-${i}`;
    const begun = performance.now();
    const id = await variant.open(number);
    opened.push(performance.now() - begun);
    await watch.reminded(number);
    await variant.close(number);
    await variant.client.workflow.getHandle(id).result();
    return id;
  })).finally(() => watch.stop());
  const after = await used();
  const sizes = await Promise.all(ids.map((id) => variant.client.workflow.getHandle(id).describe()));
  const mean = (values: number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  return {
    casesPerSecond: (cases * 1_000) / (after.at - before.at),
    workerMs: (after.worker - before.worker) / cases,
    serverMs: (after.server - before.server) / cases,
    postgresMs: (after.postgres - before.postgres) / cases,
    events: mean(sizes.map((one) => one.historyLength)),
    bytes: mean(sizes.map((one) => one.historySize ?? 0)),
    openP50: quantile(opened, 0.5),
    openP95: quantile(opened, 0.95),
    failed: after.failed - before.failed,
  };
}

/** One look at the database for all cases of the run, again and again: the same cost for every variant. */
function watchReminders(variant: Variant, prefix: string): { reminded(number: string): Promise<void>; stop(): void } {
  const done = new Set<string>();
  let stopped = false;
  let failure: unknown;
  const look = async (): Promise<void> => {
    while (!stopped) {
      for (const number of await variant.reminded(prefix)) done.add(number);
      await wait(LOOK_MS);
    }
  };
  look().catch((error: unknown) => (failure = error));
  return {
    async reminded(number) {
      const giveUpAt = performance.now() + LIMIT_MS;
      while (!done.has(number)) {
        if (failure !== undefined) throw failure as Error;
        if (performance.now() > giveUpAt) throw new Error(`Case ${number} was not reminded three times within ${LIMIT_MS / 1000} s.`);
        await wait(20);
      }
    },
    stop: () => void (stopped = true),
  };
}
