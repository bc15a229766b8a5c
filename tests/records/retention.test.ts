// Closed cases in the records: until when they are kept, held up, erased; and what is left of them.

import type { Case } from '../../case/case';
import type { Records } from '../../records/database';
import { instantOf, PLANTED_NAME, PLANTED_WORKER, sampleCall, sampleState } from './sample-case';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

let database: TestDatabase;
let records: Records;
beforeEach(async () => {
  database = await createTestDatabase();
  records = database.open();
  await records.migrate();
});
afterEach(() => database.drop());

const CLOSED: NonNullable<Case['closed']> = { at: instantOf(2), reason: 'goals_met', by: null };

/** A case of two transitions, closed by the second. */
async function recordClosed(number: string): Promise<void> {
  await records.record(sampleCall(number, 1));
  const state: Case = { ...sampleState(number, 2), status: 'closed', closed: CLOSED };
  const call = sampleCall(number, 2, { state });
  await records.record({ ...call, row: { ...call.row, status: 'closed', closedAt: CLOSED.at, items: [], nextDueAt: null } });
}

const rowOf = async (number: string) => {
  const found = (await records.unreckoned(100)).find((row) => row.case === number);
  if (!found) throw new Error('It has been reckoned already.');
  return found;
};

test('a case is reckoned once for each time that it is closed, and not while it is open', async () => {
  await records.record(sampleCall('K-1', 1));
  expect(await records.unreckoned(100)).toEqual([]);
  await recordClosed('K-2');
  const row = await rowOf('K-2');
  expect(row).toEqual({ case: 'K-2', agency: 'amal', processHash: expect.any(String), sequence: 2 });
  expect(await records.keptUntil('K-2')).toBeUndefined();
  await records.keepUntil(row, instantOf(9));
  expect(await records.unreckoned(100)).toEqual([]);
  expect(await records.keptUntil('K-2')).toBe(instantOf(9));
  await records.record(sampleCall('K-2', 3));
  expect(await records.keptUntil('K-2')).toBeUndefined();
  const state: Case = { ...sampleState('K-2', 4), status: 'closed', closed: CLOSED };
  const call = sampleCall('K-2', 4, { state });
  await records.record({ ...call, row: { ...call.row, status: 'closed' } });
  expect(await rowOf('K-2')).toMatchObject({ sequence: 4 });
});

test('what is to be erased are closed cases whose time is over, longest over first, never one that is kept for ever', async () => {
  for (const number of ['E-1', 'E-2', 'E-3']) await recordClosed(number);
  await records.keepUntil(await rowOf('E-1'), instantOf(8));
  await records.keepUntil(await rowOf('E-2'), instantOf(7));
  await records.keepUntil(await rowOf('E-3'), null);
  const numbers = async (at: string) => (await records.erasable(at, 10)).map((row) => row.case);
  expect(await numbers(instantOf(7))).toEqual(['E-2']);
  expect(await numbers(instantOf(100))).toEqual(['E-2', 'E-1']);
});

test('erasing leaves nothing but the journal, which nobody can read and which verifies, and a count', async () => {
  await recordClosed('F-1');
  await recordClosed('F-2');
  await records.beginMail({ messageId: '<1@caseway>', agency: 'amal', person: 'huda', cases: ['F-1'], notices: ['F-1-1-1'], at: instantOf(1) });
  await records.beginMail({ messageId: '<2@caseway>', agency: 'amal', person: 'huda', cases: ['F-1', 'F-2'], notices: ['F-1-1-1', 'F-2-1-1'], at: instantOf(1) });
  const row = await rowOf('F-1');
  await records.keepUntil(row, instantOf(7));
  expect(await records.erase(row, CLOSED)).toBe(true);
  expect(await records.getCase('F-1')).toBeNull();
  expect(await records.journal('F-1')).toEqual([]);
  expect(await records.verifyJournal('F-1')).toMatchObject({ problems: [] });
  expect((await records.verifyJournal('F-1'))?.entries).toBeGreaterThan(0);
  expect(await records.getCase('F-2')).not.toBeNull();
  const left = await database.everything(['journal']);
  expect(left).not.toContain('F-1');
  expect(left).not.toContain(PLANTED_NAME);
  expect(left).not.toContain(PLANTED_WORKER);
  expect(await records.mailState('<2@caseway>')).toMatchObject({ cases: ['F-2'] });
  expect(await records.erasedCounts('amal')).toEqual([{ process: 'child_protection', reason: 'goals_met', openedIn: '2026-03', closedIn: '2026-03', cases: 1 }]);
  const second = await rowOf('F-2');
  expect(await records.erase(second, CLOSED)).toBe(true);
  expect(await records.erasedCounts('amal')).toMatchObject([{ cases: 2 }]);
  expect(await records.erasedCounts('noor')).toEqual([]);
});

test('a journal that is changed after the erasure no longer verifies', async () => {
  await recordClosed('F-3');
  await records.erase(await rowOf('F-3'), CLOSED);
  await database.query(`update journal set body = body || 'x' where case_number = 'F-3' and n = 1`);
  expect((await records.verifyJournal('F-3'))?.problems).not.toEqual([]);
});

test('a case that was opened again meanwhile is not erased, nor one that is erased already', async () => {
  await recordClosed('G-1');
  const row = await rowOf('G-1');
  await records.record(sampleCall('G-1', 3));
  expect(await records.erase(row, CLOSED)).toBe(false);
  expect(await records.getCase('G-1')).not.toBeNull();
  await recordClosed('G-2');
  const other = await rowOf('G-2');
  expect([await records.erase(other, CLOSED), await records.erase(other, CLOSED)]).toEqual([true, false]);
});

test('a hold keeps a case from being erased until it is lifted; both stand on record, the reason readable only with the case’s key', async () => {
  await recordClosed('H-1');
  const row = await rowOf('H-1');
  await records.keepUntil(row, instantOf(7));
  expect(await records.placeHold('H-1', 'huda', `Court asks about ${PLANTED_NAME}`)).toBe(true);
  expect(await records.placeHold('H-1', 'nour', 'again')).toBe(false);
  expect(await records.erasable(instantOf(100), 10)).toEqual([]);
  expect(await records.erase(row, CLOSED)).toBe(false);
  expect(await database.everything()).not.toContain(PLANTED_NAME);
  expect(await records.liftHold('H-1', 'huda')).toBe(true);
  expect(await records.liftHold('H-1', 'huda')).toBe(false);
  expect(await records.holds('H-1')).toEqual([
    { placedBy: 'huda', placedAt: expect.any(String), reason: `Court asks about ${PLANTED_NAME}`, liftedBy: 'huda', liftedAt: expect.any(String) },
  ]);
  expect(await records.erase(row, CLOSED)).toBe(true);
  expect(await records.holds('H-1')).toEqual([]);
  expect(await records.placeHold('H-1', 'huda', 'too late')).toBe(false);
});
