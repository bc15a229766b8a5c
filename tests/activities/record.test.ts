// Writing into the records through the breaker.

import { createBreaker } from '../../activities/breaker';
import { RECORDS_AWAY, createRecord } from '../../activities/record';
import type { RecordCall } from '../../case/record';
import { RecordsError } from '../../records/records-error';
import { sampleCall } from '../records/sample-case';

const NOW = '2026-03-26T07:00:00.000Z';
const inHurry = (ms = 50): RecordCall => sampleCall('C-1', 1, { deadline: new Date(Date.parse(NOW) + ms).toISOString() });
const patient = sampleCall('C-1', 1);
const gone = new RecordsError('records-unreachable', 'The database does not answer.', 'See that it runs.');

function worker() {
  let clock = 0;
  let answer: () => Promise<'recorded'> = async () => 'recorded';
  const calls: RecordCall[] = [];
  const breaker = createBreaker(() => clock);
  const records = { record: (call: RecordCall) => (calls.push(call), answer()) };
  const record = createRecord({ records, breaker, now: () => new Date(NOW) });
  return { record, calls, breaker, wait: (ms: number) => void (clock += ms), answers: (next: () => Promise<'recorded'>) => void (answer = next) };
}

test('a write passes through', async () => {
  const { record, calls } = worker();
  await record(patient);
  expect(calls).toEqual([patient]);
});

test('after a failure calls in a hurry end at once, without asking, until one that has time finds the database back', async () => {
  const { record, calls, answers } = worker();
  answers(() => Promise.reject(gone));
  await expect(record(inHurry())).rejects.toMatchObject({ type: 'records-unreachable', nonRetryable: false });
  await expect(record(inHurry())).rejects.toMatchObject({ type: RECORDS_AWAY });
  await expect(record(patient)).rejects.toMatchObject({ type: 'records-unreachable', nonRetryable: false });
  expect(calls).toHaveLength(2);
  answers(async () => 'recorded');
  await expect(record(inHurry())).rejects.toMatchObject({ type: RECORDS_AWAY });
  await record(patient);
  await record(inHurry());
  expect(calls).toHaveLength(4);
});

test('a call in a hurry ends when its deadline has passed, whatever the database does', async () => {
  const { record, answers } = worker();
  answers(() => new Promise(() => undefined));
  await expect(record(inHurry(30))).rejects.toMatchObject({ type: RECORDS_AWAY });
  await expect(record(inHurry(30_000))).rejects.toMatchObject({ type: RECORDS_AWAY });
});

test('what is wrong with a write does not mean that the database is away; one that no repetition can cure is not repeated', async () => {
  const { record, answers, breaker } = worker();
  answers(() => Promise.reject(new RecordsError('case-number-taken', 'Another agency has it.', 'Use another.')));
  await expect(record(patient)).rejects.toMatchObject({ type: 'case-number-taken', nonRetryable: true });
  answers(() => Promise.reject(new RecordsError('records-refused', 'The database refused.', 'Report it.')));
  await expect(record(inHurry())).rejects.toMatchObject({ type: 'records-refused', nonRetryable: false });
  expect(breaker.isOpen).toBe(false);
});

test('while it is away one who is in a hurry is let through now and then', () => {
  const { breaker, wait } = worker();
  breaker.failed();
  expect([breaker.allows(), breaker.isOpen]).toEqual([false, true]);
  wait(5_000);
  expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
  breaker.succeeded();
  expect([breaker.allows(), breaker.isOpen]).toEqual([true, false]);
});
