// A run that grows goes on as a new one, under load too: nothing accepted is lost, nothing is answered twice or differently.

import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { ActAnswer } from '../../case/advance';
import { ACT } from '../../workflows/messages';
import type { ActCall } from '../../workflows/messages';
import { CaseTurns } from '../../api/case-turns';
import { testRules, WORKER } from './rules';
import type { Shell } from './shell';
import { startShell, TestCase, until } from './shell';

let shell: Shell;
beforeAll(async () => {
  shell = await startShell({ historyLimit: 60 });
});
afterAll(() => shell.stop());

/** Sends one act past the gateway, which would send again what was not looked at; gives the answer or the failure's type. */
async function send(one: TestCase, text: string): Promise<ActAnswer | string> {
  const handle = shell.client.workflow.getHandle(one.workflowId);
  const { call, updateId } = one.call({ type: 'answer', by: WORKER, answers: { note: text } });
  try {
    return await handle.executeUpdate<ActAnswer, [ActCall]>(ACT, { args: [call], updateId });
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) return error.cause.type ?? 'no type';
    throw error;
  }
}

async function fourTimesFifty(one: TestCase, act: (text: string) => Promise<ActAnswer | string>): Promise<void> {
  await one.open();
  const answers: (ActAnswer | string)[] = [];
  for (let round = 0; round < 4; round += 1) {
    answers.push(...(await Promise.all(Array.from({ length: 50 }, (_, i) => act(`${round}.${i}`)))));
  }
  const sequences = answers.map((answer) => (typeof answer === 'string' ? answer : answer.sequence));
  expect(sequences.filter((sequence) => typeof sequence === 'string')).toEqual([]);
  expect([...sequences].sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 200 }, (_, i) => i + 2));
  const { records } = shell.outside;
  const ofCase = () => records.filter(({ state }) => state.number === one.number);
  await until('all is recorded', () => ofCase().some(({ state }) => state.sequence === 201));
  expect(new Set(ofCase().flatMap(({ transitions }) => transitions.map(({ sequence }) => sequence))).size).toBe(201);
  expect(new Set(ofCase().map(({ run }) => run)).size).toBeGreaterThan(5);
}

test('fifty acts at once, four times over, while the run continues as new again and again: each is answered once', async () => {
  const one = new TestCase(shell, testRules());
  await fourTimesFifty(one, (note) => one.act({ type: 'answer', by: WORKER, answers: { note } }));
}, 60_000);

test('nine acts at a time, past the gateway that sends again: none is refused by a run that ends', async () => {
  const one = new TestCase(shell, testRules());
  const turns = new CaseTurns(9);
  await fourTimesFifty(one, (text) => turns.take(one.workflowId, () => send(one, text)));
}, 60_000);
