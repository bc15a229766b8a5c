// What was recorded replays today: the same commands, and the same state and effects after each event.

import { join } from 'node:path';
import { buildWorkflowBundle } from '../../worker/bundle';
import { readHistories, replay } from './histories';
import { RECORDINGS } from './recordings';
import './shell';

const histories = readHistories();

test('there is a recorded history for each construct of the shell and of the language', () => {
  const names = new Set(histories.map(([file]) => file.replace(/^.*\//, '').replace(/(\.\d+)?\.json$/, '')));
  expect(Object.keys(RECORDINGS).filter((name) => !names.has(name))).toEqual([]);
});

test.each(histories)('%s replays with the state and effects that it was recorded with', async (_file, recorded) => {
  const bundle = await buildWorkflowBundle({ entry: join(__dirname, 'replay-bundle.ts') });
  expect(await replay(bundle, recorded)).toEqual(recorded.digests);
});

test('a core that does something else without another command is noticed by its digests', async () => {
  const recorded = histories.find(([file]) => file.endsWith('whole-case.json'))?.[1];
  if (!recorded) throw new Error('no history');
  const bundle = await buildWorkflowBundle({ entry: join(__dirname, 'changed-bundle.ts') });
  const digests = await replay(bundle, recorded);
  expect(digests).toHaveLength(recorded.digests.length);
  expect(digests).not.toEqual(recorded.digests);
});
