// A worker for cases and post: the bundle, the activities and the codec put together, with limits that suit long-lived cases.

import { basename } from 'node:path';
import type { PayloadCodec } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import type { InjectedSinks, NativeConnection } from '@temporalio/worker';
import type { Sinks } from '@temporalio/workflow';
import { createDataConverter } from '../codec/data-converter';
import type { CaseActivities, PostActivities } from '../workflows/messages';
import { CASE_QUEUE } from '../workflows/messages';

export interface CaseWorkerOptions {
  connection: NativeConnection;
  /** @default 'default' */
  namespace?: string;
  /** See buildWorkflowBundle. */
  bundle: { codePath: string };
  activities: CaseActivities & PostActivities;
  /** Without one, payloads rest in clear: for tests and recorded histories alone. */
  codec?: PayloadCodec;
  /** @default CASE_QUEUE */
  taskQueue?: string;
  /** Cases held in memory, at about 0.25 MB each. @default 600 */
  maxCachedWorkflows?: number;
  /** Milliseconds that running activities are given at a shutdown. @default 10000 */
  shutdownGraceMs?: number;
  /**
   * Milliseconds after which a case's task goes to another worker than the one that has the case in memory: what everybody
   * waits, once for each case, when a worker has died. Short for a fleet of one or two workers. @default 1000
   */
  stickyMs?: number;
  sinks?: InjectedSinks<Sinks>;
}

/** Creates a worker that has not begun to poll: `run()` does that, `shutdown()` ends it. Rejects when the service does not answer. */
export async function createCaseWorker(options: CaseWorkerOptions): Promise<Worker> {
  const { connection, namespace = 'default', bundle, activities, codec, taskQueue = CASE_QUEUE, sinks } = options;
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    // Stands twice in each workflow task; the SDK's own is five times as long, and says no more than which code it was.
    buildId: basename(bundle.codePath, '.js'),
    workflowBundle: bundle,
    activities: { ...activities },
    dataConverter: createDataConverter(codec),
    maxCachedWorkflows: options.maxCachedWorkflows ?? 600,
    shutdownGraceTime: options.shutdownGraceMs ?? 10_000,
    stickyQueueScheduleToStartTimeout: options.stickyMs ?? 1_000,
    ...(sinks && { sinks }),
  });
}
