// The worker and the API as processes of their own: started, waited for, started again when they crash, stopped.

import { join } from 'node:path';
import type { PartProcess } from '../engine/part-process';
import { startPart } from '../engine/part-process';

/** Milliseconds until a part must say that it is ready. */
const READY_LIMIT_MS = 60_000;
/** A part that ended by itself is started again after so long; one that ends so often within ten minutes is given up. */
const RESTART_MS = 1_000;
const RESTARTS_LIMIT = 5;
const RESTARTS_WITHIN_MS = 600_000;
const STOP_LIMIT_MS = 15_000;
/** The line by which a part says that it is ready, on its standard output. */
const READY = /^\{"ready":true[^\n]*\}$/m;

/** A part that did not come up. */
export class PartFailed extends Error {
  override readonly name = 'PartFailed';
}

export interface ServicePart {
  /** Process id of the one that runs now. */
  pid(): number;
  stop(): Promise<void>;
}

export interface ServicePartOptions {
  name: 'worker' | 'api';
  environment: Readonly<Record<string, string | undefined>>;
  logFile: string;
  /** Told when the part keeps ending. */
  onBroken(sentence: string): void;
}

const ROOT = join(__dirname, '..');

/** @throws PartFailed with the end of its output when it ends or stays silent instead of getting ready. */
export async function startServicePart(options: ServicePartOptions): Promise<ServicePart> {
  let part = begin(options);
  await ready(options, part);
  let stopping = false;
  const ends: number[] = [];
  const watch = async (): Promise<void> => {
    for (;;) {
      await part.exited;
      const now = Date.now();
      ends.push(now);
      if (stopping) return;
      if (ends.filter((at) => at > now - RESTARTS_WITHIN_MS).length > RESTARTS_LIMIT) {
        options.onBroken(`The ${options.name} has ended by itself ${RESTARTS_LIMIT + 1} times in ten minutes; see ${options.logFile}.`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
      if (stopping) return;
      part = begin(options);
    }
  };
  void watch();
  return {
    pid: () => part.pid,
    async stop() {
      stopping = true;
      await part.stop();
    },
  };
}

function begin({ name, environment, logFile }: ServicePartOptions): PartProcess {
  return startPart({
    command: process.execPath,
    args: ['--require', require.resolve('tsx/cjs'), join(ROOT, name, 'main.ts')],
    stopSignal: 'SIGTERM', lastSignal: 'SIGKILL', stopLimitMs: STOP_LIMIT_MS, logFile, cwd: ROOT, env: environment,
  });
}

async function ready({ name, logFile }: ServicePartOptions, part: PartProcess): Promise<void> {
  const until = Date.now() + READY_LIMIT_MS;
  while (!READY.test(part.output())) {
    const exit = part.exit();
    if (exit === undefined && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      continue;
    }
    await part.stop();
    const why = exit === undefined ? `was not ready after ${READY_LIMIT_MS / 1000} seconds` : 'ended instead of getting ready';
    throw new PartFailed(`The ${name} ${why}. The end of what it said (all of it is in ${logFile}):\n${part.output().trim().slice(-2_000)}`);
  }
}
