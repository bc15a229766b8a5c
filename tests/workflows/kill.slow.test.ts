// A worker that is killed leaves nothing undone that was accepted, and does little twice.

import { RECORD_AGAIN } from '../../workflows/messages';
import { seconds, testRules, WORKER } from './rules';
import type { Shell } from './shell';
import { answered, startShell, TestCase, until } from './shell';
import type { OutsideServer } from './worker-processes';
import { serveOutside } from './worker-processes';

jest.setTimeout(90_000);

let shell: Shell;
let processes: OutsideServer;
beforeEach(async () => {
  shell = await startShell({ worker: false });
  processes = await serveOutside(shell.outside, shell.taskQueue);
});
afterEach(async () => {
  await processes.stop();
  await shell.stop();
});

const answer = (note: string) => ({ type: 'answer' as const, by: WORKER, answers: { note } });

/** Sends the same call again until it is answered, as a person with the same Idempotency-Key does. */
async function insist(one: TestCase, call = one.call(one.opening())) {
  for (;;) {
    const outcome = call.call.act.type === 'open' ? await shell.gateway.open(call, one.rules) : await shell.gateway.act(call);
    if (outcome.kind !== 'unknown' && outcome.kind !== 'accepted') return answered(outcome);
  }
}

test('killed at a timer: another worker takes the step, once, and says when it was due', async () => {
  const first = await processes.startWorker();
  const one = new TestCase(shell, testRules({ taskDue: seconds(2), late: [{ after: 'at_once' }, { after: seconds(1) }] }));
  await insist(one);
  await first.kill();
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  await processes.startWorker();
  await until('both late steps are recorded', () => shell.outside.journal.filter((what) => what === 'late_step').length === 2);
  const steps = shell.outside.records.flatMap(({ transitions }) => transitions.flatMap(({ journal }) => journal)).filter(({ what }) => what === 'late_step');
  for (const { due, at } of steps) expect(due !== undefined && due < at).toBe(true);
  await one.close();
  await one.ended();
  expect(shell.outside.journal.filter((what) => what === 'late_step')).toHaveLength(2);
});

test('killed while a mail is being sent: it is sent again with the same id, and the alert goes on', async () => {
  const first = await processes.startWorker();
  let kills = 0;
  processes.after = async (name) => {
    if (name === 'tell' && kills++ === 0) await first.kill();
  };
  const one = new TestCase(shell, testRules());
  const opening = one.call(one.opening({ danger: true }));
  const opened = insist(one, opening);
  await until('the worker was killed', () => kills > 0);
  await processes.startWorker();
  expect(await opened).toMatchObject({ sequence: 1 });
  await until('it is told', () => shell.outside.journal.includes('alert_told'));
  expect(shell.outside.told.map(({ id }) => id)).toEqual([`${one.number}-1-1`, `${one.number}-1-1`]);
  expect(shell.outside.journal.filter((what) => what === 'alert_told')).toHaveLength(1);
});

test('killed in an ordinary mail activity: it is tried again within its time-out', async () => {
  const first = await processes.startWorker();
  shell.outside.mailDown = true;
  let isTrying = false;
  processes.before = async (name) => {
    if (name !== 'tell' || shell.outside.tellAttempts.length < 1) return;
    isTrying = true;
    await new Promise(() => undefined);
  };
  const one = new TestCase(shell, testRules());
  await insist(one, one.call(one.opening({ danger: true })));
  await until('the ordinary activity runs', () => isTrying);
  await first.kill();
  processes.before = async () => undefined;
  shell.outside.mailDown = false;
  await processes.startWorker();
  await until('it is told', () => shell.outside.journal.includes('alert_told'), 40_000);
  expect(shell.outside.told.map(({ id }) => id)).toEqual([`${one.number}-1-1`]);
});

test('killed between the records and the end of the task: the act is answered once and its row replaced', async () => {
  const first = await processes.startWorker();
  const one = new TestCase(shell, testRules());
  await insist(one);
  let kills = 0;
  processes.after = async (name) => {
    if (name === 'record' && kills++ === 0) await first.kill();
  };
  const call = one.call(answer('a'));
  const outcome = insist(one, call);
  await until('the worker was killed', () => kills > 0);
  await processes.startWorker();
  expect(await outcome).toMatchObject({ sequence: 2 });
  expect(await insist(one, call)).toMatchObject({ sequence: 2 });
  const [, phantom, replaced] = shell.outside.records;
  expect(shell.outside.sequences).toEqual([1, 2, 2]);
  expect(replaced?.length).toBeGreaterThanOrEqual(phantom?.length ?? Infinity);
  expect(await one.act(answer('b'))).toMatchObject({ sequence: 3 });
});

test('a row of something that never happened is replaced when the case is asked to record again', async () => {
  await processes.startWorker();
  const one = new TestCase(shell, testRules());
  await insist(one);
  const phantom = { length: shell.outside.records[0]?.length ?? 0 };
  await shell.client.workflow.getHandle(one.workflowId).signal(RECORD_AGAIN);
  await until('it is recorded again', () => shell.outside.records.length === 2);
  expect(shell.outside.records[1]).toMatchObject({ state: { sequence: 1 }, transitions: [] });
  expect(shell.outside.records[1]?.length).toBeGreaterThan(phantom.length);
});
