// What is repeated goes on after a failure, and stops when it is told to.

import { repeat } from '../../worker/rounds';
import { until } from '../records/test-database';

test('a round that fails is followed by the next, and the log names no more than the kind of the error', async () => {
  const warnings: unknown[] = [];
  let rounds = 0;
  const repeated = repeat(async () => {
    rounds += 1;
    if (rounds === 1) throw new TypeError('the record of Zaynab Qasim');
  }, { everyMs: 1, what: 'look', log: { warn: (...said) => void warnings.push(said) } });
  await until(() => rounds >= 3);
  await repeated.stop();
  expect(warnings).toEqual([[{ reason: 'TypeError' }, 'could not look; it is tried again']]);
});

test('stopping awaits the round that is under way, and no other follows', async () => {
  let begun = 0;
  let ended = 0;
  let finish = (): void => undefined;
  const repeated = repeat(() => {
    begun += 1;
    return new Promise<void>((resolve) => (finish = resolve)).then(() => void (ended += 1));
  }, { everyMs: 0, what: 'look', log: { warn: () => undefined } });
  const stopped = repeated.stop();
  finish();
  await stopped;
  expect([begun, ended]).toEqual([1, 1]);
});
