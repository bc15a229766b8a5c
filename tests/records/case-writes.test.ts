// Transitions written: all or nothing, later ones win, phantoms are replaced, what comes too late leaves nothing.

import type { Records } from '../../records/database';
import { instantOf, sampleCall, sampleNotice, sampleState, sampleTransition } from './sample-case';
import { createTestDatabase, until } from './test-database';
import type { TestDatabase } from './test-database';

let database: TestDatabase;
let records: Records;
beforeAll(async () => {
  database = await createTestDatabase();
  records = database.open();
  await records.migrate();
});
afterAll(() => database.drop());

/** What the journal's entries say, in order. */
const said = async (number: string): Promise<unknown[]> => (await records.journal(number)).map((entry) => entry.details?.['name']);
const noticesOf = (number: string) =>
  database.query<{ id: string; version: number; state: string; replaced: boolean }>(
    'select id, version, state, replaced from notices where case_number = $1 order by sequence, version',
    [number],
  );
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe('a transition that is recorded', () => {
  test('brings row, items, alerts, state, journal and notices with it', async () => {
    const call = sampleCall('C-1', 1);
    expect(await records.record(call)).toBe('recorded');
    const found = await records.getCase('C-1');
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(found?.row).toEqual({ ...call.row, items: [...call.row.items].sort(byId) });
    expect(found?.state).toEqual(call.state);
    expect(await records.journal('C-1')).toEqual(call.transitions[0]?.journal);
    expect(await noticesOf('C-1')).toEqual([{ id: 'C-1-1-1', version: 1, state: 'waiting', replaced: false }]);
  });

  test('takes items and alerts away that are no longer there', async () => {
    await records.record(sampleCall('C-2', 1));
    const call = sampleCall('C-2', 2);
    await records.record({ ...call, row: { ...call.row, items: call.row.items.slice(0, 1), alerts: [], nextDueAt: null } });
    expect((await records.getCase('C-2'))?.row).toMatchObject({ items: [{ id: 'case_plan.2' }], alerts: [], nextDueAt: null });
  });

  test('changes nothing when it is recorded again', async () => {
    await records.record(sampleCall('C-3', 1));
    await records.record(sampleCall('C-3', 2));
    await records.record(sampleCall('C-3', 2));
    expect(await records.journal('C-3')).toHaveLength(4);
    expect(await noticesOf('C-3')).toHaveLength(2);
    expect(await records.verifyJournal('C-3')).toEqual({ entries: 4, problems: [] });
  });

  test('may bring a backlog of several, in order', async () => {
    const transitions = [1, 2, 3].map((sequence) => sampleTransition('C-4', sequence));
    await records.record({ ...sampleCall('C-4', 3), transitions });
    expect((await records.journal('C-4')).map((entry) => [entry.n, entry.sequence])).toEqual([[1, 1], [2, 1], [3, 2], [4, 2], [5, 3], [6, 3]]);
    expect(await noticesOf('C-4')).toHaveLength(3);
    expect(await records.verifyJournal('C-4')).toEqual({ entries: 6, problems: [] });
  });

  test('takes about two milliseconds at most, once warm', async () => {
    for (let sequence = 1; sequence <= 50; sequence += 1) await records.record(sampleCall('C-5', sequence));
    const times: number[] = [];
    for (let sequence = 51; sequence <= 150; sequence += 1) {
      const call = sampleCall('C-5', sequence);
      const start = performance.now();
      await records.record(call);
      times.push(performance.now() - start);
    }
    // Ten times what an idle machine needs: enough to notice a look at the whole table.
    expect(times.sort((a, b) => a - b)[50]).toBeLessThan(20);
  });
});

describe('the order of writes', () => {
  test('one decided at a shorter history is ignored', async () => {
    await records.record(sampleCall('O-1', 1));
    await records.record(sampleCall('O-1', 2, { length: 24, said: 'later' }));
    expect(await records.record(sampleCall('O-1', 2, { length: 23, said: 'earlier' }))).toBe('ignored');
    expect(await said('O-1')).toEqual(expect.not.arrayContaining(['earlier']));
  });

  test('one of an earlier run is ignored, however long its history', async () => {
    await records.record(sampleCall('O-2', 1, { run: 1, length: 3 }));
    expect(await records.record(sampleCall('O-2', 2, { run: 0, length: 900 }))).toBe('ignored');
    expect(await records.record(sampleCall('O-2', 2, { run: 1, length: 12 }))).toBe('recorded');
    expect(await records.record(sampleCall('O-2', 3, { run: 2, length: 1 }))).toBe('recorded');
    expect((await records.getCase('O-2'))?.row.sequence).toBe(3);
  });

  test('a row of something that never happened is replaced by what did, with all that lies beyond it', async () => {
    await records.record(sampleCall('O-3', 1));
    await records.record(sampleCall('O-3', 2, { length: 10, said: 'phantom' }));
    await records.record(sampleCall('O-3', 3, { length: 11, said: 'phantom' }));
    await records.record(sampleCall('O-3', 2, { length: 13, said: 'real' }));
    expect((await said('O-3')).slice(2)).toEqual(['real', 'real']);
    expect(await noticesOf('O-3')).toHaveLength(2);
    expect((await records.getCase('O-3'))?.state).toEqual(sampleState('O-3', 2));
    expect(await records.verifyJournal('O-3')).toEqual({ entries: 4, problems: [] });
  });

  test('a notice of a replaced transition is taken back while it waits, and stays as replaced once it was sent', async () => {
    await records.record(sampleCall('O-4', 1));
    await records.record(sampleCall('O-4', 2, { length: 10 }));
    const [first, second] = await records.readyNotices('amal', instantOf(9), 500).then((taken) => taken.filter((one) => one.case === 'O-4'));
    await records.markSent([second!], { messageId: '<m@caseway>', at: instantOf(3) });
    await records.release([first!]);
    const real = { ...sampleTransition('O-4', 2), notices: [sampleNotice('O-4', 2, 'another.1')] };
    await records.record(sampleCall('O-4', 2, { length: 13, transitions: [real] }));
    expect(await noticesOf('O-4')).toEqual([
      { id: 'O-4-1-1', version: 1, state: 'waiting', replaced: false },
      { id: 'O-4-2-1', version: 1, state: 'sent', replaced: true },
      { id: 'O-4-2-1', version: 2, state: 'waiting', replaced: false },
    ]);
    // Its own key: a Message-ID made from it does not meet that of the mail that left.
    const keys = (await records.readyNotices('amal', instantOf(9), 500)).filter((one) => one.case === 'O-4').map((one) => one.key);
    expect(keys).toEqual(['O-4-1-1', 'O-4-2-1~2']);
  });

  test('a notice that was sent is not sent again when its transition is recorded again', async () => {
    await records.record(sampleCall('O-5', 1));
    const taken = (await records.readyNotices('amal', instantOf(9), 500)).filter((one) => one.case === 'O-5');
    await records.markSent(taken, { messageId: '<n@caseway>', at: instantOf(2) });
    await records.record(sampleCall('O-5', 1, { length: 17 }));
    expect(await noticesOf('O-5')).toEqual([{ id: 'O-5-1-1', version: 1, state: 'sent', replaced: false }]);
  });

  test('a case number that another agency uses is refused and its case left alone', async () => {
    await records.record(sampleCall('O-6', 1));
    const call = sampleCall('O-6', 1, { length: 99 });
    const foreign = { ...call, state: { ...call.state, agency: 'noor' }, row: { ...call.row, agency: 'noor' } };
    await expect(records.record(foreign)).rejects.toMatchObject({ code: 'case-number-taken' });
    expect((await records.getCase('O-6'))?.row.agency).toBe('amal');
  });
});

describe('a write that comes too late', () => {
  test('is refused before it is sent when its deadline has passed', async () => {
    await expect(records.record({ ...sampleCall('L-1', 1), deadline: inMs(-1) })).rejects.toMatchObject({ code: 'too-late' });
    expect(await records.getCase('L-1')).toBeNull();
  });

  test('is refused at the end of its transaction, and nothing of it stays', async () => {
    await records.record(sampleCall('L-2', 1));
    const before = await database.everything();
    const deadline = Date.now() + 300;
    await database.query('begin');
    await database.query(`select 1 from cases where number = 'L-2' for update`);
    const write = records.record({ ...sampleCall('L-2', 2), deadline: new Date(deadline).toISOString() });
    const refused = expect(write).rejects.toMatchObject({ code: 'too-late' });
    await until(() => Date.now() > deadline + 20);
    await database.query('commit');
    await refused;
    expect(await database.everything()).toBe(before);
    // The connection is still good.
    expect(await records.record({ ...sampleCall('L-2', 2), deadline: inMs(5_000) })).toBe('recorded');
  });

  test('is refused when its statement waited in a server that hung and goes on after the deadline', async () => {
    const alone = database.open({ poolSize: 1 });
    await alone.record({ ...sampleCall('L-3', 1), deadline: inMs(5_000) });
    const backends = await database.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and query like '%caseway_record%' and pid <> pg_backend_pid() order by state_change desc limit 1`,
    );
    const { pid } = backends[0]!;
    process.kill(pid, 'SIGSTOP');
    try {
      await expect(alone.record({ ...sampleCall('L-3', 2), deadline: inMs(200) })).rejects.toMatchObject({ code: 'records-no-answer' });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await until(async () => (await database.query('select 1 from pg_stat_activity where pid = $1', [pid])).length === 0);
    expect((await records.getCase('L-3'))?.row.sequence).toBe(1);
    expect(await alone.record({ ...sampleCall('L-3', 2), deadline: inMs(5_000) })).toBe('recorded');
  });

  test('without a deadline waits for its turn', async () => {
    await records.record(sampleCall('L-4', 1));
    await database.query('begin');
    await database.query(`select 1 from cases where number = 'L-4' for update`);
    const write = records.record(sampleCall('L-4', 2));
    await until(async () => (await database.query('select 1 from pg_locks where not granted')).length > 0);
    await database.query('commit');
    expect(await write).toBe('recorded');
  });
});

describe('several writers of one case', () => {
  test('opening it at once, each with a key of its own, leave one case that can be read', async () => {
    const workers = [1, 2, 3, 4].map(() => database.open({ poolSize: 2 }));
    for (let round = 1; round <= 5; round += 1) {
      const number = `W-${round}`;
      await Promise.all(workers.map((worker) => worker.record(sampleCall(number, 1))));
      expect((await records.getCase(number))?.state).toEqual(sampleState(number, 1));
      expect(await records.verifyJournal(number)).toEqual({ entries: 2, problems: [] });
    }
  });

  test('in any order end with what was decided last', async () => {
    const workers = [1, 2, 3].map(() => database.open({ poolSize: 4 }));
    const calls = Array.from({ length: 30 }, (_, index) => {
      const sequence = 30 - index;
      return { ...sampleCall('W-9', sequence), transitions: Array.from({ length: sequence }, (_, s) => sampleTransition('W-9', s + 1)) };
    });
    await Promise.all(calls.map((call, index) => workers[index % 3]!.record(call)));
    expect((await records.getCase('W-9'))?.state).toEqual(sampleState('W-9', 30));
    expect(await records.verifyJournal('W-9')).toEqual({ entries: 60, problems: [] });
  });

  test('wait for each other, and the one that comes to its turn with an earlier write is ignored', async () => {
    await records.record(sampleCall('W-8', 1));
    await database.query('begin');
    await database.query(`update cases set run = 1 where number = 'W-8'`);
    const write = records.record(sampleCall('W-8', 2));
    await until(async () => (await database.query('select 1 from pg_locks where not granted')).length > 0);
    await database.query('commit');
    expect(await write).toBe('ignored');
  });

  test('a worker that has just started goes on with a case that another one opened', async () => {
    await records.record(sampleCall('W-10', 1));
    const fresh = database.open();
    await fresh.record(sampleCall('W-10', 2));
    expect(await records.journal('W-10')).toHaveLength(4);
  });
});
