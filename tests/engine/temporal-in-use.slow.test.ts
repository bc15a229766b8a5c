// A Temporal file that another server holds is refused.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findTestTemporal, makeTestFolder } from '../../engine/for-tests';
import { findFreePort } from '../../engine/ports';
import { startTemporalService } from '../../engine/temporal-service';

test('a file that another Temporal server has, which this Caseway did not start, is left to it', async () => {
  const folder = await makeTestFolder();
  const databaseFile = join(folder, 'temporal.db');
  const binary = await findTestTemporal();
  const first = await startTemporalService({ binary, port: await findFreePort(), databaseFile });
  // As if another program had started it: no trace of it beside the file.
  await rm(`${databaseFile}.pid`);
  await expect(startTemporalService({ binary, port: await findFreePort(), databaseFile })).rejects.toMatchObject({
    code: 'data-folder-in-use',
  });
  expect(await Promise.race([first.exited, Promise.resolve('still running')])).toBe('still running');
  await first.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);
