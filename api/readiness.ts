// Whether the parts that the API needs work: the records, the Temporal service, a worker that takes cases, and no case that missed its time.

import type { Connection } from '@temporalio/client';
import type { Records } from '../records/database';
import { OVERDUE_MS } from '../records/watch';
import { CASE_QUEUE } from '../workflows/messages';
import type { Readiness } from './deps';

const LIMIT_MS = 2_000;
/** Of Temporal's task queues: the one for workflow tasks. */
const WORKFLOW_TASKS = 1;

export interface ReadinessOptions {
  records: Pick<Records, 'ping' | 'overdueCases'>;
  connection: Connection;
  namespace: string;
  now(): Date;
}

/** Looks at each part, at most two seconds long; a part that does not answer is not ready. */
export function createReadiness({ records, connection, namespace, now }: ReadinessOptions): () => Promise<Readiness[]> {
  const taskQueue = { name: CASE_QUEUE };
  const workers = () =>
    connection.withDeadline(Date.now() + LIMIT_MS, () => connection.workflowService.describeTaskQueue({ namespace, taskQueue, taskQueueType: WORKFLOW_TASKS }));
  return () =>
    Promise.all([
      look('records', 'The database does not answer.', async () => {
        await records.ping();
        return true;
      }),
      look('temporal', 'The Temporal service does not answer.', async () => {
        await workers();
        return true;
      }),
      look('worker', 'No worker takes cases.', async () => ((await workers()).pollers ?? []).length > 0),
      look('watchdog', 'Cases have missed their own time by more than five minutes; see that workers run.', async () =>
        (await records.overdueCases(now().toISOString(), OVERDUE_MS)).length === 0),
    ]);
}

async function look(part: string, problem: string, isReady: () => Promise<boolean>): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), LIMIT_MS)));
  const ready = await Promise.race([isReady().catch(() => false), late]).finally(() => clearTimeout(timer));
  return ready ? { part, ready } : { part, ready, problem };
}
