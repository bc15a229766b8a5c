// When the records or the mail are away: people are answered all the same, nothing is lost, and what is owed is made good in order.

import { minutes, testRules, WORKER } from './rules';
import type { Shell } from './shell';
import { startShell, TestCase, until } from './shell';
import { fastForward } from './time-skipping';

let shell: Shell;
beforeEach(async () => {
  shell = await startShell();
});
afterEach(() => shell.stop());

const answer = (note: string) => ({ type: 'answer' as const, by: WORKER, answers: { note } });
const count = (events: string[], type: string) => events.filter((one) => one === type).length;

test('while the records are away acts are answered at once, and the backlog is written in order when they are back', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  shell.outside.recordsDown = true;
  for (const note of ['a', 'b', 'c']) await one.act(answer(note));
  const attempts = shell.outside.recordAttempts.length;
  // One local attempt for the first of them; then the ordinary activity alone.
  expect(shell.outside.recordAttempts.filter(({ deadline }) => deadline !== undefined).length).toBe(2);
  expect(attempts).toBeGreaterThanOrEqual(2);
  expect(shell.outside.sequences).toEqual([1]);
  shell.outside.recordsDown = false;
  await until('all is recorded', () => shell.outside.sequences.includes(4));
  expect(shell.outside.sequences).toEqual([1, 2, 3, 4]);
  await one.act(answer('d'));
  expect(shell.outside.sequences).toEqual([1, 2, 3, 4, 5]);
  expect(shell.outside.records.at(-1)?.deadline).toBeDefined();
});

test('each write orders itself: run, then history length, never falling', async () => {
  const one = new TestCase(shell, testRules());
  await one.open({ danger: true });
  for (const note of ['a', 'b']) await one.act(answer(note));
  const lengths = shell.outside.records.map(({ length }) => length);
  expect([...lengths].sort((a, b) => a - b)).toEqual(lengths);
  expect(new Set(lengths).size).toBe(lengths.length);
});

test('a write that hangs holds an answer up by a second and the next one not at all', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  shell.outside.recordMs = 2_500;
  const from = Date.now();
  await one.act(answer('a'));
  const first = Date.now() - from;
  await one.act(answer('b'));
  const second = Date.now() - from - first;
  expect(first).toBeLessThan(1_800);
  expect(second).toBeLessThan(800);
  shell.outside.recordMs = 0;
  await until('all is recorded', () => shell.outside.sequences.includes(3));
});

test('while the mail is away an urgent notice is tried on and on, and told when the mail is back; the clock waits for nobody', async () => {
  shell.outside.mailDown = true;
  const one = new TestCase(shell, testRules({ taskDue: minutes(2), late: [{ after: 'at_once' }], within: minutes(10) }));
  await one.open({ danger: true });
  await until('an ordinary activity has tried', () => shell.outside.tellAttempts.length >= 2);
  expect(shell.outside.told).toEqual([]);
  await one.act(answer('people are answered meanwhile'));
  shell.outside.mailDown = false;
  await until('the notice is told', () => shell.outside.journal.includes('alert_told'));
  expect(shell.outside.told.map(({ id }) => id)).toEqual([`${one.number}-1-1`]);
});

test('a closed case stays until it has told and recorded everything', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  shell.outside.recordsDown = true;
  await one.close();
  const { status } = await shell.client.workflow.getHandle(one.workflowId).describe();
  expect(status.name).toBe('RUNNING');
  shell.outside.recordsDown = false;
  await one.ended();
  expect(shell.outside.records.at(-1)?.row.status).toBe('closed');
});

test('all of it together costs few events: one failed attempt and one activity, whatever comes meanwhile', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  shell.outside.recordsDown = true;
  for (const note of ['a', 'b', 'c']) await one.act(answer(note));
  shell.outside.recordsDown = false;
  await until('all is recorded', () => shell.outside.sequences.includes(4));
  await until('the run is at rest', async () => count(await one.events(), 'workflowTaskCompleted') >= 5);
  const events = await one.events();
  expect(count(events, 'activityTaskScheduled')).toBe(1);
  expect(count(events, 'markerRecorded')).toBe(3);
});

test('deadlines pass by the case\'s clock while the records are away, and are recorded with their instants', async () => {
  const one = new TestCase(shell, testRules({ taskDue: minutes(30), late: [{ after: 'at_once' }] }));
  await one.open();
  shell.outside.recordsDown = true;
  await one.act(answer('a'));
  shell.outside.recordsDown = false;
  await fastForward(shell.client, one.workflowId, 40 * 60_000);
  await until('the late step is recorded', () => shell.outside.journal.includes('late_step'));
  expect(shell.outside.sequences).toEqual([1, 2, 3]);
});

test('word that the last mail of an alert has come back is a signal: the alert climbs at once; a case that is closed is not troubled', async () => {
  const one = new TestCase(shell, testRules());
  await one.open({ danger: true });
  await until('the first step is told', () => shell.outside.journal.includes('alert_told'));
  const details = shell.outside.records.flatMap(({ transitions }) => transitions.flatMap(({ journal }) => journal)).find(({ what }) => what === 'alert_told')?.details;
  const { notice, reached } = details as { notice: string; reached: { id: string; name: string }[] };
  const comesBack = () => shell.gateway.bounced(one.rules.agency.id, one.number, [{ notice, at: '2026-03-26T07:00:00.000Z', reached: [], refused: reached }]);
  await comesBack();
  await until('the next step is told', () => shell.outside.journal.filter((what) => what === 'alert_told').length === 2);
  expect(shell.outside.journal).toEqual(expect.arrayContaining(['notice_refused', 'alert_climbed']));
  const unknown = new TestCase(shell, testRules());
  await expect(shell.gateway.bounced(unknown.rules.agency.id, unknown.number, [])).resolves.toBeUndefined();
});
