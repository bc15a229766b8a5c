// An erased case is gone from Temporal too, which takes its time about it: half a minute or so.

import { until } from '../records/test-database';
import type { ClosedCases } from './closed-cases';
import { over, startClosedCases } from './closed-cases';

jest.setTimeout(150_000);

let all: ClosedCases;
beforeAll(async () => void (all = await startClosedCases()));
afterAll(() => all.stop());

test('Temporal forgets an erased case', async () => {
  const one = await all.closedCase();
  await all.keep(over());
  const isGone = () => all.shell.client.workflow.getHandle(one.workflowId).describe().then(() => false, () => true);
  await until(isGone, 120_000);
});
