// The schedules by which each agency's post is sent: one for each agency, every half minute, never two rounds at once.

import type { Client } from '@temporalio/client';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { CASE_QUEUE, POST_WORKFLOW } from '../workflows/messages';

const EVERY = '30 seconds';

export const postScheduleId = (agency: string): string => `post/${agency}`;

/** Creates the schedules that are missing; those that are there are left as an operator may have set them. */
export async function ensurePostSchedules(client: Client, agencies: string[], taskQueue: string = CASE_QUEUE): Promise<void> {
  for (const agency of agencies) {
    const scheduleId = postScheduleId(agency);
    try {
      await client.schedule.create({
        scheduleId,
        spec: { intervals: [{ every: EVERY }] },
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
        action: { type: 'startWorkflow', workflowType: POST_WORKFLOW, workflowId: scheduleId, taskQueue, args: [{ agency }] },
      });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    }
  }
}
