// One round of an agency's post: a schedule starts it, it has everything sent that is ready, and ends.

import { proxyActivities } from '@temporalio/workflow';
import type { PostActivities, PostInput } from './messages';

const { sendPost } = proxyActivities<PostActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** Keeps one round's history short; what is then still left goes with the next round. */
const BATCHES_LIMIT = 50;

export async function postWorkflow({ agency, now }: PostInput): Promise<{ sent: number; left: number }> {
  let sent = 0;
  let left = 0;
  for (let batch = 0; batch < BATCHES_LIMIT; batch += 1) {
    const result = await sendPost(now === undefined ? { agency } : { agency, now });
    sent += result.sent;
    left = result.left;
    // A batch of which nothing could be sent would be no different at once.
    if (left === 0 || result.sent === 0) break;
  }
  return { sent, left };
}
