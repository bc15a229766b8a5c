// What the records hold of a case is compared with its history from outside: found, written again, or taken out.

import { randomUUID } from 'node:crypto';
import type { Records } from '../../records/database';
import { confirmRecords } from '../../worker/confirm-records';
import type { RecordCall } from '../../workflows/messages';
import { createTestDatabase, until } from '../records/test-database';
import type { TestDatabase } from '../records/test-database';
import { testRules, WORKER } from '../workflows/rules';
import { startShell, TestCase } from '../workflows/shell';
import type { Shell } from '../workflows/shell';

let shell: Shell;
let database: TestDatabase;
let records: Records;
const warnings: string[] = [];
const log = { warn: (_details: object, message: string) => void warnings.push(message) };

beforeAll(async () => {
  shell = await startShell();
  database = await createTestDatabase();
  records = database.open();
  await records.migrate();
});

afterAll(async () => {
  await shell.stop();
  await database.drop();
});

beforeEach(() => {
  warnings.length = 0;
});

const confirm = () => confirmRecords({ records, client: shell.client, log, afterMs: 0 });
const waiting = async (number: string) => (await records.unconfirmed(0, 100)).filter((row) => row.case === number).length;
const answer = (note: string) => ({ type: 'answer' as const, by: WORKER, answers: { note } });
const callsOf = (one: TestCase): RecordCall[] => shell.outside.records.filter((call) => call.state.number === one.number);

/** The records' last write of a case, as the case asked for it; once its task is durable, as it is long before anybody looks. */
async function recordLast(one: TestCase): Promise<RecordCall> {
  const { deadline: _deadline, ...call } = callsOf(one).at(-1) as RecordCall;
  await records.record(call);
  await until(async () => (await shell.client.workflow.getHandle(one.workflowId).describe()).historyLength > call.length);
  return call;
}

/** A write of a task that was lost with everything: the next sequence, decided at a length that the history never got beyond. */
async function recordPhantom(one: TestCase, last: RecordCall, length: number): Promise<void> {
  const sequence = last.state.sequence + 1;
  await records.record({
    ...last, length, state: { ...last.state, sequence }, row: { ...last.row, sequence, stage: 'nowhere' }, transitions: [],
  });
}

test('a transition that stands in the history is confirmed, and not looked at again until the next', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  await one.act(answer('a'));
  await recordLast(one);
  expect(await waiting(one.number)).toBe(1);
  await confirm();
  expect(await waiting(one.number)).toBe(0);
  await one.act(answer('b'));
  await recordLast(one);
  expect(await waiting(one.number)).toBe(1);
  await confirm();
  expect(await waiting(one.number)).toBe(0);
  expect(warnings).toEqual([]);
});

test('a row younger than the given age is left alone: its task may be on its way', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  await recordLast(one);
  await confirmRecords({ records, client: shell.client, log, afterMs: 60_000 });
  expect(await waiting(one.number)).toBe(1);
});

test.each([
  ['the history ends where it was decided', 0],
  ['the history went on with something else', -1],
])('a transition that never happened is written again by its case: %s', async (_where, before) => {
  const one = new TestCase(shell, testRules());
  await one.open();
  const last = await recordLast(one);
  const { historyLength } = await shell.client.workflow.getHandle(one.workflowId).describe();
  await recordPhantom(one, last, historyLength + before);
  expect((await records.getCase(one.number))?.row).toMatchObject({ sequence: 2, stage: 'nowhere' });
  await confirm();
  await until(() => callsOf(one).length === 2);
  await recordLast(one);
  expect((await records.getCase(one.number))?.row).toMatchObject({ sequence: 1, stage: 'assessment' });
  await confirm();
  expect(await waiting(one.number)).toBe(0);
  expect(warnings).toHaveLength(1);
  expect(warnings.join(' ')).not.toContain('nowhere');
});

test('a row that was written again meanwhile stays to be confirmed', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  const last = await recordLast(one);
  const [row] = (await records.unconfirmed(0, 100)).filter((found) => found.case === one.number);
  await recordPhantom(one, last, last.length + 50);
  await records.confirm(row ? [row] : []);
  expect(await waiting(one.number)).toBe(1);
});

test('the rows of a case whose opening was refused after all are taken out, with its journal and the notices that have not left', async () => {
  const one = new TestCase(shell, testRules());
  const template = new TestCase(shell, testRules());
  await template.open();
  const written = callsOf(template)[0] as RecordCall;
  const call = one.call({ type: 'open', by: WORKER, number: one.number, owner: { id: WORKER.id, name: WORKER.name }, answers: { danger: 'no such answer' } });
  await shell.gateway.open(call, one.rules);
  await expect(shell.client.workflow.getHandle(one.workflowId).result()).rejects.toThrow();
  const { number } = one;
  await records.record({ ...written, length: 3, state: { ...written.state, number }, row: { ...written.row, number } });
  await confirm();
  expect(await records.getCase(number)).toBeNull();
  expect(await database.query('select 1 from journal where case_number = $1 union all select 1 from items where case_number = $1', [number])).toEqual([]);
});

test('a case of which Temporal knows nothing any more is left as the records have it', async () => {
  const template = new TestCase(shell, testRules());
  await template.open();
  const written = callsOf(template)[0] as RecordCall;
  const number = `T${randomUUID().slice(0, 8)}`;
  await records.record({ ...written, state: { ...written.state, number }, row: { ...written.row, number } });
  await confirm();
  expect(await records.getCase(number)).not.toBeNull();
  expect(await waiting(number)).toBe(0);
});
