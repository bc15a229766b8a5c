// Notices that wait for the post, taken by one round at a time, and the mails they became.

import type { Records } from '../../records/database';
import { instantOf, sampleCall, sampleNotice, sampleTransition } from './sample-case';
import { createTestDatabase, until } from './test-database';
import type { TestDatabase } from './test-database';

let database: TestDatabase;
let records: Records;
beforeEach(async () => {
  database = await createTestDatabase();
  records = database.open();
  await records.migrate();
});
afterEach(() => database.drop());

const keys = (taken: { key: string }[]): string[] => taken.map((one) => one.key);
const LATER = instantOf(20);

describe('notices that wait for the post', () => {
  test('are ready from their time on, earliest first', async () => {
    for (const sequence of [1, 2, 3]) await records.record(sampleCall('R-1', sequence));
    expect(await records.waitingNotices('amal')).toEqual({ count: 3, next: instantOf(1) });
    const taken = await records.readyNotices('amal', instantOf(2), 10);
    expect(keys(taken)).toEqual(['R-1-1-1', 'R-1-2-1']);
    expect(taken[0]).toMatchObject({ case: 'R-1', agency: 'amal', process: 'child_protection', notice: sampleNotice('R-1', 1) });
    expect(await records.readyNotices('noor', LATER, 10)).toEqual([]);
    expect(await records.waitingNotices('noor')).toEqual({ count: 0, next: null });
  });

  test('are taken once, however many post runs come at the same moment', async () => {
    for (let sequence = 1; sequence <= 12; sequence += 1) await records.record(sampleCall('R-2', sequence));
    const runs = await Promise.all([1, 2, 3, 4].map(() => database.open().readyNotices('amal', LATER, 5)));
    expect(keys(runs.flat())).toHaveLength(12);
    expect(new Set(keys(runs.flat())).size).toBe(12);
  });

  test('are held for a while, and by a repeated activity got again at once', async () => {
    await records.record(sampleCall('R-3', 1));
    await records.readyNotices('amal', LATER, 10, { holder: 'post-1', holdMs: 300 });
    expect(await records.readyNotices('amal', LATER, 10)).toEqual([]);
    expect(keys(await records.readyNotices('amal', LATER, 10, { holder: 'post-1', holdMs: 300 }))).toEqual(['R-3-1-1']);
    await until(async () => (await records.readyNotices('amal', LATER, 10)).length === 1);
  });

  test('are done with once sent or refused, and ready again once given back', async () => {
    for (const sequence of [1, 2, 3]) await records.record(sampleCall('R-4', sequence));
    const [one, two, three] = await records.readyNotices('amal', LATER, 10);
    await records.markSent([one!], { messageId: '<1@caseway>', at: LATER });
    await records.markRefused([two!], LATER);
    await records.release([three!]);
    expect(keys(await records.readyNotices('amal', LATER, 10))).toEqual(['R-4-3-1']);
    expect(await database.query('select state, message_id from notices order by id')).toEqual([
      { state: 'sent', message_id: '<1@caseway>' },
      { state: 'refused', message_id: null },
      { state: 'waiting', message_id: null },
    ]);
  });

  test('one that is replaced while it is being sent does not pass its end on to the new one', async () => {
    await records.record(sampleCall('R-5', 1));
    const sending = await records.readyNotices('amal', LATER, 10);
    const real = { ...sampleTransition('R-5', 1), notices: [sampleNotice('R-5', 1, 'another.1')] };
    await records.record(sampleCall('R-5', 1, { length: 12, transitions: [real] }));
    await records.markSent(sending, { messageId: '<1@caseway>', at: LATER });
    const left = await records.readyNotices('amal', LATER, 10);
    expect(left).toMatchObject([{ key: 'R-5-1-1~2', notice: { about: 'another.1' } }]);
    await records.markSent(left, { messageId: '<2@caseway>', at: LATER });
    expect(await database.query('select version, state, message_id, replaced from notices order by version')).toEqual([
      { version: 1, state: 'sent', message_id: '<1@caseway>', replaced: true },
      { version: 2, state: 'sent', message_id: '<2@caseway>', replaced: false },
    ]);
  });

  test('do not make a case wait that is recorded meanwhile', async () => {
    await records.record(sampleCall('R-6', 1));
    await records.readyNotices('amal', LATER, 10);
    const deadline = new Date(Date.now() + 5_000).toISOString();
    expect(await records.record(sampleCall('R-6', 1, { length: 12, deadline }))).toBe('recorded');
  });
});

describe('a mail', () => {
  const mail = { messageId: '<m@caseway>', agency: 'amal', person: 'worker', cases: ['R-1'], notices: ['R-1-1-1'], at: instantOf(1) };

  test('is begun once and completed once', async () => {
    expect(await records.mailState('<m@caseway>')).toBeNull();
    expect(await records.beginMail(mail)).toMatchObject({ state: 'underway', maybeTwice: false, begunAt: instantOf(1) });
    await records.completeMail('<m@caseway>', 'sent', instantOf(2));
    await records.completeMail('<m@caseway>', 'refused', instantOf(3));
    expect(await records.mailState('<m@caseway>')).toMatchObject({ state: 'sent', completedAt: instantOf(2), maybeTwice: false });
  });

  test('that has been dealt with is not begun again', async () => {
    await records.beginMail(mail);
    await records.completeMail('<m@caseway>', 'sent', instantOf(2));
    expect(await records.beginMail({ ...mail, at: instantOf(5) })).toMatchObject({ state: 'sent', begunAt: instantOf(1), maybeTwice: false });
  });

  test('that was begun without an end may have been delivered twice, and says so', async () => {
    await records.beginMail(mail);
    expect(await records.beginMail(mail)).toMatchObject({ state: 'underway', maybeTwice: true });
    await records.completeMail('<m@caseway>', 'sent', instantOf(2));
    expect(await records.mailState('<m@caseway>')).toMatchObject({ state: 'sent', maybeTwice: true });
  });

  test('whose attempt surely failed is no second delivery', async () => {
    await records.beginMail(mail);
    await records.giveUpMail('<m@caseway>');
    expect(await records.beginMail(mail)).toMatchObject({ state: 'underway', maybeTwice: false });
  });

  test('is found by the notices in it', async () => {
    await records.beginMail({ ...mail, notices: ['R-1-1-1', 'R-1-2-1'] });
    expect((await records.mailsWith(['R-1-2-1', 'R-9-9-9'])).map((one) => one.messageId)).toEqual(['<m@caseway>']);
    expect(await records.mailsWith(['R-1-3-1'])).toEqual([]);
    expect(await records.mailsWith([])).toEqual([]);
  });
});
