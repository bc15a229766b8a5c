// What a definitions folder publishes for an agency: what is new since the last time, and the calendar with the days that it has confirmed.

import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishFolder } from '../../cli/publish-folder';
import { hashOf } from '../../process/hash';
import type { Publication, Published } from '../../records/publishing';
import { compileShipped, DEFINITIONS } from '../definitions';

const AGENCY = 'amman_child_protection';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'caseway-publish-'));
  await cp(DEFINITIONS, join(home, 'definitions'), { recursive: true });
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Publishes what the folder has now; gives what would have been written. */
async function publish(): Promise<Publication[]> {
  const published: Publication[] = [];
  const records = {
    publish: (one: Publication): Promise<Published> => {
      published.push(one);
      return Promise.resolve({ changed: true, changes: [], hashes: {} });
    },
  };
  await publishFolder({ folder: join(home, 'definitions'), memory: join(home, 'memory.json'), records, say: () => undefined });
  return published;
}

it('a holiday that an agency confirms changes its calendar and nothing else', async () => {
  const [first] = await publish();
  expect(hashOf(first?.calendar)).toBe(compileShipped().folder.calendars.jordan?.hash);
  const expected = first?.calendar?.holidays.find((one) => one.expected)?.date ?? '';

  await appendFile(join(home, 'definitions', 'agencies', `${AGENCY}.yaml`), `confirms:\n  - expected: ${expected}\n`);
  const [second, ...others] = await publish();
  expect(others).toEqual([]);
  expect(Object.keys(second ?? {}).sort()).toEqual(['agency', 'calendar', 'processes']);
  expect(second?.processes).toEqual([]);
  expect(second?.calendar?.id).toBe('jordan');
  expect(second?.calendar?.holidays.find((one) => one.date === expected)?.expected).toBeUndefined();

  expect(await publish()).toEqual([]);
});
