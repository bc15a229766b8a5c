// The reference case as the SDK's samples teach it: an activity for each outside step, one search-attribute upsert a step.

import { defineSearchAttributeKey } from '@temporalio/common';
import * as wf from '@temporalio/workflow';
import type { Opening, PeerActivities, Step } from '../messages';
import { CLOSE, OPEN, REVIEW_MS, REVIEWS } from '../messages';

const { record, notify, remind } = wf.proxyActivities<PeerActivities>({ startToCloseTimeout: '10 s' });

const stageKey = defineSearchAttributeKey('CasewayStage', 'KEYWORD');
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
    wf.upsertSearchAttributes([{ key: stageKey, value: stage }]);
    await record({ number: it.number, sequence, what, state: it });
  };

  await step('opened', 'work');
  it.told = await notify({ number: it.number, to: 'supervisor' });
  for (let review = 1; review <= REVIEWS; review += 1) {
    await wf.sleep(REVIEW_MS);
    it.reminded = review;
    wf.upsertSearchAttributes([{ key: stageKey, value: `review-${review}` }]);
    await remind({ number: it.number, to: it.owner, sequence });
  }
  await wf.condition(() => closed);
  await step('closed', 'closed');
}
