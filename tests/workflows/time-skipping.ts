// Moving one case's clock ahead, on a service that was started with time skipping. Clocks are per case; the others stay.

import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';

const POLL_TIMED_OUT = 1;
const FAILED = 3;

/** Lets so many milliseconds pass for a case, firing what falls due on the way. A case that ends on the way is no failure. */
export async function fastForward(client: Client, workflowId: string, ms: number): Promise<void> {
  const id = randomUUID();
  const at = { namespace: 'default', workflowExecution: { workflowId } };
  await client.workflowService.updateWorkflowExecutionOptions({
    ...at,
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration: duration(ms) } } },
    updateMask: { paths: ['time_skipping_config'] },
  });
  for (;;) {
    const poll = await client.workflowService.pollWorkflowExecutionTimeSkipping({ ...at, fastForwardId: id });
    if (poll.fastForwardPollingResult === POLL_TIMED_OUT) continue;
    if (poll.fastForwardPollingResult === FAILED && !/execution ended/.test(poll.failedReason ?? '')) throw new Error(poll.failedReason ?? 'failed');
    return;
  }
}

/** The generated types ask for a Long; a plain number is what the encoder takes as well. */
const duration = (ms: number) => ({ seconds: Math.floor(ms / 1000) as never, nanos: (ms % 1000) * 1_000_000 });
