// Moves the clock of one workflow ahead on a Temporal service started with time skipping; for the demo and the tests.

import { randomUUID } from 'node:crypto';
import type { Connection } from '@temporalio/client';
import type { google } from '@temporalio/proto';

/** Results of the poll, as the service counts them. */
const POLL_TIMED_OUT = 1;
const FAILED = 3;
/** Why a fast-forward can end as failed although all is well: the workflow was over before its time was. */
const ENDED_EARLY = /execution ended/;

export class FastForwardFailed extends Error {
  override readonly name = 'FastForwardFailed';
}

/**
 * Lets so many milliseconds pass for this workflow and no other; timers in between fire in order, at their exact times. Resolves when
 * it is there, or when the workflow has ended before.
 *
 * @throws FastForwardFailed with what the service says.
 */
export async function fastForward(connection: Connection, namespace: string, workflowId: string, ms: number): Promise<void> {
  const id = randomUUID();
  const workflowExecution = { workflowId };
  const duration = { seconds: seconds(ms), nanos: (ms % 1000) * 1_000_000 };
  await connection.workflowService.updateWorkflowExecutionOptions({
    namespace, workflowExecution, updateMask: { paths: ['time_skipping_config'] },
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration } } },
  });
  for (;;) {
    const poll = await connection.workflowService.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId: id });
    if (poll.fastForwardPollingResult === POLL_TIMED_OUT) continue;
    if (poll.fastForwardPollingResult === FAILED && !ENDED_EARLY.test(poll.failedReason ?? '')) {
      throw new FastForwardFailed(`The clock of ${workflowId} could not be moved ahead: ${poll.failedReason}`);
    }
    return;
  }
}

/** The generated type wants a 64-bit object; a plain number is encoded just as well. */
const seconds = (ms: number) => Math.floor(ms / 1000) as unknown as NonNullable<google.protobuf.IDuration['seconds']>;

/** What time it is for this workflow, in milliseconds since 1970; the real time where its clock was never moved. */
export async function timeOf(connection: Pick<Connection, 'workflowService'>, namespace: string, workflowId: string): Promise<number> {
  const { workflowExtendedInfo } = await connection.workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } });
  const current = workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  return current ? Number(current.seconds) * 1000 + Math.floor((current.nanos ?? 0) / 1_000_000) : Date.now();
}
