// How much each person has to do, counted from the records.

import type { RecordCall } from '../../case/record';
import type { Records } from '../../records/database';
import { instantOf, sampleCall } from './sample-case';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

let database: TestDatabase;
let records: Records;
beforeAll(async () => {
  database = await createTestDatabase();
  records = database.open();
  await records.migrate();
  const item = (id: string, person: string | undefined, dueAt: string | null) =>
    ({ id, kind: 'task' as const, title: 'tasks.x.title', who: 'case_worker', ...(person !== undefined && { person }), state: 'open' as const, openedAt: instantOf(1), dueAt });
  await put('W-1', { owner: 'rana', items: [item('a.1', 'rana', instantOf(5)), item('b.1', 'omar', instantOf(5)), item('c.1', undefined, instantOf(5))] });
  await put('W-2', { owner: 'rana', items: [item('a.1', 'rana', instantOf(6)), item('b.1', 'rana', null)] });
  await put('W-3', { owner: 'rana', status: 'closed', closedAt: instantOf(2), nextDueAt: null, items: [] });
  await put('W-4', { owner: 'sami', items: [] });
  await put('W-5', { owner: 'rana', agency: 'noor', items: [] });
});
afterAll(() => database.drop());

async function put(number: string, row: Partial<RecordCall['row']>): Promise<void> {
  const call = sampleCall(number, 1);
  await records.record({ ...call, row: { ...call.row, alerts: [], ...row }, transitions: [] });
}

test('counts the open cases of each person and what of theirs was due before, in their agency alone', async () => {
  expect(await records.workload('amal', instantOf(6))).toEqual([{ person: 'omar', open: 0, overdue: 1 }, { person: 'rana', open: 2, overdue: 1 }, { person: 'sami', open: 1, overdue: 0 }]);
  expect(await records.workload('noor', instantOf(6))).toEqual([{ person: 'rana', open: 1, overdue: 0 }]);
  expect(await records.workload('nowhere', instantOf(6))).toEqual([]);
});

test('counts the open cases beside one, and says whether that one is theirs', async () => {
  expect(await records.openCasesBeside('amal', 'rana', 'W-9')).toEqual({ others: 2, isTheirs: false });
  expect(await records.openCasesBeside('amal', 'rana', 'W-2')).toEqual({ others: 1, isTheirs: true });
  expect(await records.openCasesBeside('amal', 'rana', 'W-3')).toEqual({ others: 2, isTheirs: false });
  expect(await records.openCasesBeside('amal', 'nobody', 'W-1')).toEqual({ others: 0, isTheirs: false });
});
