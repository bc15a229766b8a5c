// A worker as a process of its own, to be killed: its outside world is the test's, reached over HTTP.

import { NativeConnection } from '@temporalio/worker';
import { buildWorkflowBundle } from '../../worker/bundle';
import { createCaseWorker } from '../../worker/worker';
import type { CaseActivities, PostActivities } from '../../workflows/messages';

const { TEMPORAL_ADDRESS = '', TASK_QUEUE = '', OUTSIDE_URL = '' } = process.env;

async function ask<T>(name: string, call: unknown): Promise<T> {
  const response = await fetch(`${OUTSIDE_URL}/${name}`, { method: 'POST', body: JSON.stringify(call) });
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as { result?: T }).result as T;
}

const activities: CaseActivities & PostActivities = {
  record: (call) => ask('record', call),
  tell: (call) => ask('tell', call),
  sendPost: (call) => ask('sendPost', call),
};

async function main(): Promise<void> {
  const [connection, bundle] = await Promise.all([NativeConnection.connect({ address: TEMPORAL_ADDRESS }), buildWorkflowBundle()]);
  const worker = await createCaseWorker({ connection, bundle, taskQueue: TASK_QUEUE, activities });
  const running = worker.run();
  process.stdout.write('ready\n');
  await running;
}

void main();
