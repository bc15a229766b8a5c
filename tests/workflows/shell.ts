// A shell under test: a worker of its own on a queue of its own, the way the API speaks to it, and what can be read of its histories.

import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createDataConverter } from '../../codec/data-converter';
import type { CallOutcome, CaseGateway } from '../../api/case-gateway';
import { createTemporalGateway } from '../../api/temporal-gateway';
import type { ActAnswer } from '../../case/advance';
import type { Act } from '../../case/event';
import type { Rules } from '../../process/rules';
import { buildWorkflowBundle } from '../../worker/bundle';
import { createCaseWorker } from '../../worker/worker';
import type { ActCall } from '../../workflows/messages';
import { workflowIdOf } from '../../workflows/messages';
import { Outside } from './outside';
import { WORKER } from './rules';

export interface Shell {
  client: Client;
  gateway: CaseGateway;
  outside: Outside;
  taskQueue: string;
  /** What the gateway could not make sense of. */
  failures: unknown[];
  stop(): Promise<void>;
}

export interface ShellOptions {
  historyLimit?: number;
  codec?: PayloadCodec;
  /** Entry of the bundle. */
  entry?: string;
  /** False: no worker runs here. */
  worker?: boolean;
  maxCachedWorkflows?: number;
}

export async function connectClient(codec?: PayloadCodec): Promise<Client> {
  const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' });
  return new Client({ connection, dataConverter: createDataConverter(codec) });
}

export async function startShell(options: ShellOptions = {}): Promise<Shell> {
  const { codec, historyLimit, maxCachedWorkflows } = options;
  const client = await connectClient(codec);
  const outside = new Outside();
  const taskQueue = `test-${randomUUID()}`;
  const failures: unknown[] = [];
  const gateway = createTemporalGateway(client, (failure) => failures.push(failure), {
    taskQueue, workflowTaskTimeoutMs: 2_000, ...(historyLimit && { limit: historyLimit }),
  });
  const stopWorker = options.worker === false ? async () => undefined : await runWorker();
  const stop = async () => {
    await stopWorker();
    await client.connection.close();
  };
  return { client, gateway, outside, taskQueue, failures, stop };

  async function runWorker(): Promise<() => Promise<void>> {
    const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' });
    const bundle = await buildWorkflowBundle(options.entry === undefined ? {} : { entry: options.entry });
    const worker = await createCaseWorker({
      connection, bundle, taskQueue, activities: outside.activities, shutdownGraceMs: 1_000,
      ...(codec && { codec }), ...(maxCachedWorkflows !== undefined && { maxCachedWorkflows }),
    });
    const running = worker.run();
    return async () => {
      worker.shutdown();
      await running;
      await connection.close();
    };
  }
}

// What the SDK says while all goes well would hide what a failing test says.
Runtime.install({ logger: new DefaultLogger('ERROR') });

/** One case and those who act on it. */
export class TestCase {
  readonly number: string;

  constructor(
    readonly shell: Shell,
    readonly rules: Rules,
    number = `T${randomUUID().slice(0, 8)}`,
  ) {
    this.number = number;
  }

  get workflowId(): string {
    return workflowIdOf(this.rules.agency.id, this.number);
  }

  call(act: Act, key: string = randomUUID(), digest = 'd'): { agency: string; number: string; updateId: string; call: ActCall } {
    return { agency: this.rules.agency.id, number: this.number, updateId: `${key}.${digest}`, call: { key, digest, act } };
  }

  opening(answers: Record<string, boolean | string> = {}): Act {
    return { type: 'open', by: WORKER, number: this.number, owner: { id: WORKER.id, name: WORKER.name }, answers };
  }

  async open(answers: Record<string, boolean | string> = {}): Promise<ActAnswer> {
    const call = this.call(this.opening(answers));
    return answered(await insist(() => this.shell.gateway.open(call, this.rules)));
  }

  async act(act: Act): Promise<ActAnswer> {
    const call = this.call(act);
    return answered(await insist(() => this.shell.gateway.act(call)));
  }

  async close(): Promise<ActAnswer> {
    return this.act({ type: 'close', by: WORKER, reason: 'done' });
  }

  /** Waits for the end of the run, whatever run it is by then. */
  async ended(): Promise<unknown> {
    return this.shell.client.workflow.getHandle(this.workflowId).result();
  }

  /** Its runs, oldest first. */
  async runIds(): Promise<string[]> {
    const ids: string[] = [];
    let { runId } = await this.shell.client.workflow.getHandle(this.workflowId).describe();
    for (let next: string | null | undefined = runId; next; ) {
      runId = next;
      ids.unshift(runId);
      const { events } = await this.shell.client.workflow.getHandle(this.workflowId, runId).fetchHistory();
      next = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    }
    return ids;
  }

  /** Types of the events of the latest run. */
  async events(): Promise<string[]> {
    const { events } = await this.shell.client.workflow.getHandle(this.workflowId).fetchHistory();
    return (events ?? []).map((event) => Object.keys(event).find((key) => key.endsWith('EventAttributes'))?.replace('EventAttributes', '') ?? '?');
  }
}

/** Repeats the very same call while its outcome is not known, as a client is told to: on a slow machine five seconds can pass. */
export async function insist(call: () => Promise<CallOutcome>): Promise<CallOutcome> {
  let outcome = await call();
  for (let tries = 1; tries < 10 && (outcome.kind === 'unknown' || outcome.kind === 'accepted'); tries += 1) outcome = await call();
  return outcome;
}

export function answered(outcome: CallOutcome): ActAnswer {
  if (outcome.kind !== 'answered') throw new Error(`expected an answer, not ${JSON.stringify(outcome)}`);
  return outcome.answer;
}

/** Waits until it holds. Fails with what was expected. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, limitMs = 15_000): Promise<void> {
  const giveUpAt = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
