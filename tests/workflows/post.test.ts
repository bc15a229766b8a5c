// One round of an agency's post.

import { randomUUID } from 'node:crypto';
import { POST_WORKFLOW } from '../../workflows/messages';
import type { Shell } from './shell';
import { startShell } from './shell';

let shell: Shell;
beforeAll(async () => {
  shell = await startShell();
});
afterAll(() => shell.stop());
beforeEach(() => {
  shell.outside.posts.length = 0;
});

const round = (now?: string) =>
  shell.client.workflow.execute(POST_WORKFLOW, { workflowId: `post/${randomUUID()}`, taskQueue: shell.taskQueue, args: [{ agency: 'a', ...(now && { now }) }] });

test('batches are sent until nothing is left', async () => {
  shell.outside.postBatches = [{ sent: 200, left: 150 }, { sent: 150, left: 0 }];
  expect(await round()).toEqual({ sent: 350, left: 0 });
  expect(shell.outside.posts).toEqual([{ agency: 'a' }, { agency: 'a' }]);
});

test('what cannot be sent now is left for the next round', async () => {
  shell.outside.postBatches = [{ sent: 3, left: 5 }, { sent: 0, left: 5 }];
  expect(await round()).toEqual({ sent: 3, left: 5 });
  expect(shell.outside.posts).toHaveLength(2);
});

test('the instant to take as now is handed on', async () => {
  await round('2026-03-26T07:00:00.000Z');
  expect(shell.outside.posts).toEqual([{ agency: 'a', now: '2026-03-26T07:00:00.000Z' }]);
});
