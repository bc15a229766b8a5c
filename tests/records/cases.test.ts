// Cases, what is to be done in them and their alerts, as lists show them.

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
  for (let n = 1; n <= 7; n += 1) await records.record(withRow(`L-${n}`, { openedAt: instantOf(n), owner: n % 2 ? 'worker' : 'other' }));
  // The same instant twice: the number decides.
  await records.record(withRow('L-8', { openedAt: instantOf(7), status: 'closed', closedAt: instantOf(9), nextDueAt: null, items: [], alerts: [] }));
  await records.record(withRow('N-1', { agency: 'noor' }));
});
afterAll(() => database.drop());

function withRow(number: string, row: Partial<RecordCall['row']>): RecordCall {
  const call = sampleCall(number, 1);
  return { ...call, row: { ...call.row, ...row }, transitions: [] };
}

const numbers = async (filter: Partial<Parameters<Records['listCases']>[0]>): Promise<string[]> =>
  (await records.listCases({ agency: 'amal', ...filter })).cases.map((row) => row.number);

describe('the list of cases', () => {
  test('shows an agency its own, newest opening first', async () => {
    expect(await numbers({})).toEqual(['L-8', 'L-7', 'L-6', 'L-5', 'L-4', 'L-3', 'L-2', 'L-1']);
    expect(await numbers({ agency: 'noor' })).toEqual(['N-1']);
  });

  test('comes in pages without a gap or a repetition', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await records.listCases({ agency: 'amal', limit: 3, ...(after && { after }) });
      seen.push(...page.cases.map((row) => row.number));
      after = page.next;
    } while (after);
    expect(seen).toEqual(['L-8', 'L-7', 'L-6', 'L-5', 'L-4', 'L-3', 'L-2', 'L-1']);
  });

  test('ends where there is nothing left, and knows no page after an unknown case', async () => {
    expect((await records.listCases({ agency: 'amal', limit: 8 })).next).toBeNull();
    expect(await numbers({ after: 'L-99' })).toEqual([]);
  });

  test('is narrowed by owner, status, stage and process', async () => {
    expect(await numbers({ owner: 'other' })).toEqual(['L-6', 'L-4', 'L-2']);
    expect(await numbers({ status: 'closed' })).toEqual(['L-8']);
    expect(await numbers({ stage: 'planning' })).toEqual([]);
    expect(await numbers({ process: 'child_protection', status: 'open', owner: 'worker' })).toEqual(['L-7', 'L-5', 'L-3', 'L-1']);
  });

  test('holds only what somebody may read: their own cases, and those on versions of processes named', async () => {
    expect(await numbers({ readable: { people: ['other'], processes: [] } })).toEqual(['L-6', 'L-4', 'L-2']);
    expect(await numbers({ readable: { people: ['nobody'], processes: ['p'.repeat(64)] } })).toHaveLength(8);
    expect(await numbers({ readable: { people: ['nobody'], processes: [] } })).toEqual([]);
  });

  test('has the items and alerts of each case with it', async () => {
    const { cases } = await records.listCases({ agency: 'amal', owner: 'other' });
    expect(cases.map((row) => [row.items.length, row.alerts[0]?.id])).toEqual([[2, 'L-6-a1'], [2, 'L-4-a1'], [2, 'L-2-a1']]);
  });
});

describe('what is due for somebody', () => {
  test('names what is theirs, earliest first, and what has no due instant last', async () => {
    await records.record(withRow('D-1', { agency: 'due' }));
    await records.record({
      ...withRow('D-2', {
        agency: 'due',
        items: [
          { id: 'a.1', kind: 'task', title: 't', who: 'supervisor', state: 'open', openedAt: instantOf(1), dueAt: instantOf(9) },
          { id: 'a.1', kind: 'review', title: 't', who: 'supervisor', state: 'open', openedAt: instantOf(1), dueAt: instantOf(2) },
        ],
      }),
    });
    const due = async (person: string, roles: string[]) =>
      (await records.itemsFor({ agency: 'due', person, roles })).map((item) => [item.case, item.kind, item.id, item.dueAt, item.process]);
    expect(await due('boss', ['supervisor'])).toEqual([
      ['D-2', 'review', 'a.1', instantOf(2), 'child_protection'],
      ['D-2', 'task', 'a.1', instantOf(9), 'child_protection'],
      ['D-1', 'approval', 'case_plan.1.1', null, 'child_protection'],
    ]);
    // Named in person, whatever the role; and not what the same person did themselves.
    expect((await due('worker', ['supervisor'])).map(([number, kind]) => [number, kind])).toEqual([['D-2', 'review'], ['D-1', 'task'], ['D-2', 'task']]);
    expect(await due('worker', [])).toHaveLength(1);
    expect(await due('nobody', ['case_worker'])).toEqual([]);
  });

  test('says which record or event it is about, also when that is another than before', async () => {
    const item = { id: 'visit.1', kind: 'task', title: 't', who: 'visitor', state: 'open', openedAt: instantOf(1), dueAt: null } as const;
    const about = async () => (await records.itemsFor({ agency: 'about', person: 'nobody', roles: ['visitor'] })).map(({ record, event }) => [record, event]);
    const call = withRow('R-1', { agency: 'about', items: [{ ...item, record: 'goal.1', event: 'visit.2' }, { ...item, id: 'visit.2' }] });
    await records.record(call);
    expect(await about()).toEqual([['goal.1', 'visit.2'], [undefined, undefined]]);
    await records.record({ ...call, length: call.length + 5, row: { ...call.row, items: [{ ...item, record: 'goal.2' }] } });
    expect(await about()).toEqual([['goal.2', undefined]]);
  });
});

describe('alerts', () => {
  test('are listed latest first, by state, and only of cases that may be read', async () => {
    const alert = { id: 'A-1-a1', alert: 'risk', title: 't', raisedAt: instantOf(1), state: 'raised', step: 1, climbAt: null } as const;
    const resolved = { ...alert, id: 'A-1-a2', state: 'resolved', raisedAt: instantOf(3) } as const;
    await records.record(withRow('A-1', { agency: 'alarm', alerts: [alert, resolved] }));
    await records.record(withRow('A-2', { agency: 'alarm', owner: 'other', alerts: [{ ...alert, id: 'A-2-a1', raisedAt: instantOf(2) }] }));
    const ids = async (filter: object) => (await records.alerts({ agency: 'alarm', ...filter })).map((one) => one.id);
    expect(await ids({})).toEqual(['A-1-a2', 'A-2-a1', 'A-1-a1']);
    expect(await ids({ states: ['raised', 'acknowledged'] })).toEqual(['A-2-a1', 'A-1-a1']);
    expect(await ids({ readable: { people: ['other'], processes: [] } })).toEqual(['A-2-a1']);
    expect(await records.findAlert('A-1-a1')).toEqual({ ...alert, case: 'A-1', process: 'child_protection', agency: 'alarm' });
    expect(await records.findAlert('A-9-a1')).toBeNull();
  });

  test('of one case cannot be written over by another', async () => {
    const alert = { id: 'B-1-a1', alert: 'risk', title: 't', raisedAt: instantOf(1), state: 'raised', step: 1, climbAt: null } as const;
    await records.record(withRow('B-1', { alerts: [alert] }));
    await records.record(withRow('B-2', { alerts: [{ ...alert, step: 5 }] }));
    expect(await records.findAlert('B-1-a1')).toMatchObject({ case: 'B-1', step: 1 });
  });
});

describe('the watchdog', () => {
  test('finds open cases that have missed their own time, the longest waiting first', async () => {
    await database.query(`update cases set next_due_at = null where next_due_at is not null`);
    await records.record({ ...withRow('O-1', { nextDueAt: instantOf(3) }), length: 90 });
    await records.record({ ...withRow('O-2', { nextDueAt: instantOf(2) }), length: 90 });
    await records.record({ ...withRow('O-3', { nextDueAt: instantOf(2), status: 'closed' }), length: 90 });
    const fiveMinutes = 300_000;
    const late = async (at: string) => (await records.overdueCases(at, fiveMinutes)).map((one) => one.case);
    expect(await late(instantOf(9))).toEqual(['O-2', 'O-1']);
    expect(await late(instantOf(3))).toEqual(['O-2']);
    expect(await late(new Date(Date.parse(instantOf(2)) + fiveMinutes).toISOString())).toEqual([]);
    expect(await records.overdueCases(instantOf(9), fiveMinutes)).toContainEqual({ case: 'O-1', agency: 'amal', nextDueAt: instantOf(3) });
  });
});
