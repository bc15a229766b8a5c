// A database that goes away and comes back.

import { openRecords } from '../../records/database';
import type { Records } from '../../records/database';
import { sampleAgency, sampleCalendar } from './sample-agency';
import { sampleCall } from './sample-case';
import { createTestDatabase, TEST_KEY, until } from './test-database';
import type { TestDatabase } from './test-database';

let database: TestDatabase;
let records: Records;
beforeEach(async () => {
  database = await createTestDatabase();
  records = database.open();
  await records.migrate();
});
afterEach(() => database.drop());

/** Ends every connection to the test's database but the test's own, as a restart of the server does. */
const breakConnections = () =>
  database.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');

describe('a database that is away', () => {
  test('is said to be, by every kind of call, with neither address nor password', async () => {
    const nowhere = openRecords({ url: 'postgres://caseway:s3cret@127.0.0.1:9/hidden_name', key: TEST_KEY });
    const calls = [() => nowhere.ping(), () => nowhere.record(sampleCall('X-1', 1)), () => nowhere.getCase('X-1'), () => nowhere.publish(sampleAgency()), () => nowhere.migrate()];
    for (const call of calls) {
      const error: unknown = await call().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'RecordsError', code: 'records-unreachable', fix: expect.any(String) });
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/s3cret|hidden_name|127\.0\.0\.1/);
    }
    await nowhere.close();
  });

  test.each([['a database that is not there', { pathname: '/not_there' }], ['a user that is not known', { username: 'stranger' }]])(
    '%s is told the same way',
    async (_what, change) => {
      const wrong = openRecords({ url: Object.assign(new URL(database.url), change).href, key: TEST_KEY });
      await expect(wrong.migrate()).rejects.toMatchObject({ code: 'records-unreachable', fix: expect.stringContaining('DATABASE_URL') });
      await wrong.close();
    },
  );

  test('is used again as soon as it is back', async () => {
    await records.record(sampleCall('X-2', 1));
    await breakConnections();
    await until(() => records.record(sampleCall('X-2', 2)).then(() => true, () => false));
    expect((await records.getCase('X-2'))?.row.sequence).toBe(2);
  });

  test('that goes in the middle of a statement leaves the process alive and the caller told', async () => {
    await records.record(sampleCall('X-3', 1));
    await database.query('begin');
    await database.query(`select 1 from cases where number = 'X-3' for update`);
    const write = records.record(sampleCall('X-3', 2)).catch((error: unknown) => error);
    await until(async () => (await database.query('select 1 from pg_locks where not granted')).length > 0);
    await breakConnections();
    expect(await write).toMatchObject({ code: 'records-unreachable' });
    await database.query('commit');
    expect((await records.getCase('X-3').catch(() => records.getCase('X-3')))?.row.sequence).toBe(1);
  });
});

test('a statement that the database refuses is told without a word of what stood in it', async () => {
  const call = sampleCall('X-4', 1);
  const transitions = [{ ...call.transitions[0]!, journal: [call.transitions[0]!.journal[0]!, call.transitions[0]!.journal[0]!] }];
  const error: unknown = await records.record({ ...call, transitions }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'records-refused', message: expect.stringContaining('23505') });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('X-4');
  expect((error as Error).cause).toBeUndefined();
  expect(await records.getCase('X-4')).toBeNull();
});

describe('a publication', () => {
  test('is heard by other processes, and one that changed nothing is not', async () => {
    const heard: (string | null)[] = [];
    const subscription = await database.open().onPublished((agency) => heard.push(agency));
    await records.publish(sampleAgency());
    await records.publish(sampleAgency());
    await records.publish({ agency: 'amal', calendar: sampleCalendar([{ date: '2026-05-25', title: 'Independence Day' }]) });
    await until(() => heard.length === 2);
    expect(heard).toEqual(['amal', 'amal']);
    await subscription.close();
  });

  test('is heard again after the connection was lost, and the loss itself is told', async () => {
    const heard: (string | null)[] = [];
    const subscription = await records.onPublished((agency) => heard.push(agency));
    await breakConnections();
    await until(() => heard.length === 1);
    expect(heard).toEqual([null]);
    await until(() => records.ping().then(() => true, () => false));
    await records.publish(sampleAgency());
    await until(() => heard.length === 2);
    expect(heard).toEqual([null, 'amal']);
    await subscription.close();
  });
});

test('a key of the wrong length is refused at once', () => {
  expect(() => openRecords({ url: 'postgres://127.0.0.1/x', key: Buffer.alloc(16) })).toThrow(expect.objectContaining({ code: 'key-unusable' }));
});

test('closing twice is closing once', async () => {
  const own = openRecords({ url: database.url, key: TEST_KEY });
  await own.ping();
  await own.close();
  await own.close();
  await expect(own.ping()).rejects.toMatchObject({ code: 'records-unreachable' });
});
