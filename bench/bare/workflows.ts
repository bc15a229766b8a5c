// The least that can answer: a workflow whose update does nothing, against which an answer through the API is measured.

import * as wf from '@temporalio/workflow';
import { ANSWER } from '../messages';

const answer = wf.defineUpdate<{ count: number }, [{ value: string }]>(ANSWER);

export async function bareWorkflow(): Promise<void> {
  let count = 0;
  wf.setHandler(answer, (_: { value: string }) => ({ count: (count += 1) }));
  await wf.condition(() => false);
}
