// The journal and its chain: whole, and found out where somebody changed it.

import type { Records } from '../../records/database';
import { sampleCall, sampleEntry } from './sample-case';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

let database: TestDatabase;
let records: Records;
beforeAll(async () => {
  database = await createTestDatabase();
  records = database.open();
  await records.migrate();
});
afterAll(() => database.drop());

/** Opens a case and takes it to its fifth transition: ten entries. */
async function writeCase(number: string): Promise<void> {
  for (let sequence = 1; sequence <= 5; sequence += 1) await records.record(sampleCall(number, sequence));
}

const change = (statement: string, number: string) => database.query(statement, [number]);

describe('a journal', () => {
  test('is read in order, page by page', async () => {
    await writeCase('J-1');
    expect((await records.journal('J-1', { limit: 3 })).map((entry) => entry.n)).toEqual([1, 2, 3]);
    expect(await records.journal('J-1', { after: 8, limit: 3 })).toEqual([sampleEntry(5, 1), sampleEntry(5, 2)]);
    expect(await records.journal('J-1', { after: 10 })).toEqual([]);
  });

  test('of a case that does not exist is empty, and there is nothing to verify', async () => {
    expect(await records.journal('J-0')).toEqual([]);
    expect(await records.verifyJournal('J-0')).toBeNull();
  });

  test('that was left alone verifies', async () => {
    await writeCase('J-2');
    expect(await records.verifyJournal('J-2')).toEqual({ entries: 10, problems: [] });
  });

  test.each([
    ['an entry whose content was changed', `update journal set body = set_byte(body, 40, get_byte(body, 40) # 1) where case_number = $1 and n = 4`, [{ n: 4, problem: 'changed' }]],
    ['an entry whose hash was changed', `update journal set hash = sha256(hash) where case_number = $1 and n = 4`, [{ n: 4, problem: 'changed' }, { n: 5, problem: 'changed' }]],
    ['an entry that was taken out', `delete from journal where case_number = $1 and n = 4`, [{ n: 4, problem: 'missing' }, { n: 10, problem: 'count' }]],
    ['an end that was cut off', `delete from journal where case_number = $1 and n > 8`, [{ n: 10, problem: 'count' }]],
    [
      'an entry put in the place of another one, with the chain reckoned anew',
      `with recursive moved as (
         select case_number, n, sequence, case n when 10 then (select body from journal o where o.case_number = j.case_number and o.n = 9) else body end as body
         from journal j where case_number = $1),
       chained as (
         select n, body, sha256(sha256(convert_to(case_number, 'UTF8')) || int4send(n) || int4send(sequence) || body) as hash from moved where n = 1
         union all
         select m.n, m.body, sha256(c.hash || int4send(m.n) || int4send(m.sequence) || m.body) from chained c join moved m on m.n = c.n + 1)
       update journal j set body = c.body, hash = c.hash from chained c where j.case_number = $1 and j.n = c.n`,
      [{ n: 10, problem: 'unreadable' }],
    ],
  ])('with %s is found out', async (what, statement, problems) => {
    const number = `T-${what}`;
    await writeCase(number);
    await change(statement, number);
    expect((await records.verifyJournal(number))?.problems).toEqual(problems);
  });

  test('in which something is missing goes on, and says what is missing', async () => {
    await records.record(sampleCall('J-3', 1));
    await records.record(sampleCall('J-3', 3));
    expect(await records.verifyJournal('J-3')).toEqual({ entries: 4, problems: [{ n: 3, problem: 'missing' }, { n: 4, problem: 'missing' }, { n: 6, problem: 'count' }] });
  });

  test('cannot be read with the key of another installation', async () => {
    await writeCase('J-4');
    const other = database.open({ key: Buffer.alloc(32, 8) });
    await expect(other.journal('J-4')).rejects.toMatchObject({ code: 'key-unknown' });
    await expect(other.getCase('J-4')).rejects.toMatchObject({ code: 'key-unknown' });
    await expect(other.record(sampleCall('J-4', 6))).rejects.toMatchObject({ code: 'key-unknown' });
  });

  test('of one case cannot be passed off as that of another', async () => {
    await writeCase('J-5');
    await writeCase('J-6');
    await database.query(`update cases set state = (select state from cases where number = 'J-5') where number = 'J-6'`);
    await expect(records.getCase('J-6')).rejects.toMatchObject({ code: 'key-unknown' });
    await database.query(`update cases set data_key = (select data_key from cases where number = 'J-5') where number = 'J-6'`);
    await expect(records.getCase('J-6')).rejects.toMatchObject({ code: 'content-unreadable' });
  });
});
