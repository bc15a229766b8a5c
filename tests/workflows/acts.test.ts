// What people do to a case, and what comes back: answers, repetitions, refusals, openings that fail.

import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { ACT, CASE_WORKFLOW, NEW_RULES, NOT_OPENED, caseStart } from '../../workflows/messages';
import { DIRECTOR, seconds, testRules, WORKER } from './rules';
import type { Shell } from './shell';
import { answered, startShell, TestCase, until } from './shell';
import { fastForward } from './time-skipping';

let shell: Shell;
beforeAll(async () => {
  shell = await startShell({ historyLimit: 40 });
});
afterAll(() => shell.stop());

const answer = (note: string) => ({ type: 'answer' as const, by: WORKER, answers: { note } });

async function failureOf(ending: Promise<unknown>): Promise<ApplicationFailure> {
  const error: unknown = await ending.then(() => 'it ended well', (reason: unknown) => reason);
  if (error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure) return error.cause;
  throw new Error(`not a failure of the workflow: ${String(error)}`);
}

test('an act is answered with what it changed, and the records hold its transition', async () => {
  const one = new TestCase(shell, testRules());
  expect(await one.open()).toEqual({ case: one.number, sequence: 1, stage: 'assessment', status: 'open', opened: ['assess.1'], ended: [] });
  expect(await one.act({ type: 'complete', by: WORKER, task: 'assess.1', answers: {} })).toMatchObject({ sequence: 2, ended: ['assess.1'] });
  const last = shell.outside.records.findLast(({ state }) => state.number === one.number);
  expect(last).toMatchObject({ run: 0, row: { number: one.number, sequence: 2 }, transitions: [{ sequence: 2 }] });
  expect(last?.deadline).toBeDefined();
});

test('a refused act comes back with its refusal, leaves no event and changes nothing', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  const before = (await one.events()).length;
  const outcome = await shell.gateway.act(one.call({ type: 'complete', by: WORKER, task: 'nothing.1', answers: {} }));
  expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'unknown-task' } });
  expect((await one.events()).length).toBe(before);
});

test('a repetition gets the first answer, in the same run and after continue-as-new; the same key with another body is refused', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  const key = randomUUID();
  const first = answered(await shell.gateway.act(one.call(answer('first'), key)));
  expect(answered(await shell.gateway.act(one.call(answer('first'), key)))).toEqual(first);
  expect(await shell.gateway.act(one.call(answer('second'), key, 'other'))).toEqual({ kind: 'key-reused' });
  const runs = () => new Set(shell.outside.records.filter(({ state }) => state.number === one.number).map(({ run }) => run)).size;
  for (let n = 0; runs() < 3 && n < 40; n += 1) await one.act(answer(`more ${n}`));
  expect(runs()).toBe(3);
  expect(answered(await shell.gateway.act(one.call(answer('first'), key)))).toEqual(first);
  expect(await shell.gateway.act(one.call(answer('second'), key, 'other'))).toEqual({ kind: 'key-reused' });
});

test('a repeated opening reaches the case that the first one opened', async () => {
  const one = new TestCase(shell, testRules());
  const call = one.call(one.opening());
  const first = answered(await shell.gateway.open(call, one.rules));
  expect(answered(await shell.gateway.open(call, one.rules))).toEqual(first);
  const again = await shell.gateway.open(one.call(one.opening()), one.rules);
  expect(again).toMatchObject({ kind: 'refused', refusal: { code: 'case-open-already' } });
});

test('a refused opening ends its run as failed, after which the number can be used', async () => {
  const one = new TestCase(shell, testRules());
  const opening = one.opening();
  const refused = await shell.gateway.open(one.call({ ...opening, by: { ...DIRECTOR, roles: [] } }), one.rules);
  expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'not-for-you' } });
  expect((await failureOf(one.ended())).type).toBe(NOT_OPENED);
  expect(await one.open()).toMatchObject({ sequence: 1 });
});

test('a run that no opening reaches ends as failed within a minute of its own time', async () => {
  const one = new TestCase(shell, testRules());
  const handle = await shell.client.workflow.start(CASE_WORKFLOW, {
    workflowId: one.workflowId, ...caseStart(one.number, 'agency', one.rules, { taskQueue: shell.taskQueue }),
  });
  expect(await shell.gateway.act(one.call(answer('early')))).toMatchObject({ kind: 'refused', refusal: { code: 'case-not-open' } });
  await fastForward(shell.client, one.workflowId, 61_000);
  expect((await failureOf(handle.result())).type).toBe(NOT_OPENED);
});

test('an opening that comes after its start, because its sender was cut off between the two, opens the case', async () => {
  const one = new TestCase(shell, testRules());
  await shell.client.workflow.start(CASE_WORKFLOW, {
    workflowId: one.workflowId, ...caseStart(one.number, 'agency', one.rules, { taskQueue: shell.taskQueue }),
  });
  expect(await one.open()).toMatchObject({ sequence: 1 });
  await fastForward(shell.client, one.workflowId, 61_000);
  expect(await one.act(answer('later'))).toMatchObject({ sequence: 2 });
});

test('a closed case ends its run once all is recorded, and hears nothing any more', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  expect(await one.close()).toMatchObject({ status: 'closed' });
  await one.ended();
  expect(await shell.gateway.act(one.call(answer('late')))).toEqual({ kind: 'not-running' });
  expect(await shell.gateway.open(one.call(one.opening()), one.rules)).toEqual({ kind: 'not-running' });
});

test('the closing act, repeated after the run has ended, still gets its answer from the service', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  const call = one.call({ type: 'close', by: WORKER, reason: 'done' });
  const first = answered(await shell.gateway.act(call));
  await one.ended();
  expect(answered(await shell.gateway.act(call))).toEqual(first);
});

test('newer rules are taken up by a signal and carried on; those of another process are not', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  const handle = shell.client.workflow.getHandle(one.workflowId);
  await handle.signal(NEW_RULES, testRules({ taskDue: seconds(77) }));
  const newer = testRules({}, '2026-11-24');
  await handle.signal(NEW_RULES, newer);
  const last = () => shell.outside.records.findLast(({ state }) => state.number === one.number);
  await until('the case has the newer calendar', () => last()?.state.rules.calendar === newer.hashes.calendar);
  for (let n = 0; (last()?.run ?? 0) < 1 && n < 40; n += 1) await one.act(answer(`more ${n}`));
  expect(last()).toMatchObject({ run: 1, state: { rules: newer.hashes } });
  expect(await one.act(answer('on'))).toMatchObject({ status: 'open' });
});

test('a request to cancel is not heard', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  await shell.client.workflow.getHandle(one.workflowId).cancel();
  expect(await one.act(answer('still here'))).toMatchObject({ sequence: 2 });
});

test('a call that is no act is refused without an event, and the case goes on', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  const handle = shell.client.workflow.getHandle(one.workflowId);
  for (const args of [[], [null], ['x'], [{}], [{ key: 'k', digest: 'd', act: null }]]) {
    await expect(handle.executeUpdate(ACT, { args: args as [] })).rejects.toThrow();
  }
  expect(await one.act(answer('still here'))).toMatchObject({ sequence: 2 });
});

test('an operator finds a case by agency, process and stage', async () => {
  const one = new TestCase(shell, testRules());
  await one.open();
  const { typedSearchAttributes } = await shell.client.workflow.getHandle(one.workflowId).describe();
  expect(Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]))).toMatchObject({
    CasewayAgency: 'agency', CasewayProcess: 'protection', CasewayStage: 'assessment',
  });
});
