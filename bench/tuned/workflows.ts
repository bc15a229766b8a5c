// The reference case written by hand with the same means as ours: local activities for records, attributes only on change.

import * as wf from '@temporalio/workflow';
import type { Opening, PeerActivities, Step } from '../messages';
import { CLOSE, OPEN, REVIEW_MS, REVIEWS } from '../messages';

const { record, notify, remind } = wf.proxyLocalActivities<PeerActivities>({ startToCloseTimeout: '2 s', retry: { maximumAttempts: 1 } });

const open = wf.defineUpdate<{ number: string }, [Opening]>(OPEN);
const close = wf.defineUpdate<{ number: string; sequence: number }, [{ reason: string }]>(CLOSE);

export async function peerWorkflow(): Promise<void> {
  let state: Step['state'] | undefined;
  let sequence = 0;
  let closed = false;
  wf.setHandler(open, (opening) => {
    state = { ...opening, stage: 'work', told: null, reminded: 0 };
    return { number: opening.number };
  });
  wf.setHandler(
    close,
    (_: { reason: string }) => {
      closed = true;
      return { number: state?.number ?? '', sequence: sequence + 1 };
    },
    { validator: (_: { reason: string }) => { if (!state) throw wf.ApplicationFailure.nonRetryable('not open', 'case-not-open'); } },
  );
  await wf.condition(() => state !== undefined);
  const it = state as unknown as Step['state'];
  const step = async (what: string, stage: string): Promise<void> => {
    sequence += 1;
    it.stage = stage;
    await record({ number: it.number, sequence, what, state: it });
  };

  it.told = await notify({ number: it.number, to: 'supervisor' });
  await step('opened', 'work');
  for (let review = 1; review <= REVIEWS; review += 1) {
    await wf.sleep(REVIEW_MS);
    it.reminded = review;
    await remind({ number: it.number, to: it.owner, sequence });
  }
  await wf.condition(() => closed);
  await step('closed', 'closed');
}
