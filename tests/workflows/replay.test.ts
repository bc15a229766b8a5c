// What was recorded replays today: the same commands, and the same state and effects after each event.

import { join } from 'node:path';
import { buildWorkflowBundle } from '../../worker/bundle';
import { readHistories, replay } from './histories';
import './shell';

const histories = readHistories();

test('there is a recorded history for each construct of the shell', () => {
  const names = histories.map(([file]) => file.replace(/^.*\//, '').replace(/(\.\d+)?\.json$/, ''));
  expect([...new Set(names)].sort()).toEqual(
    expect.arrayContaining(['alert-climbs', 'continued-as-new', 'mail-away', 'newer-rules', 'records-away', 'refused-opening', 'reviews', 'whole-case']),
  );
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
