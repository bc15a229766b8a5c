// A case as it rests in Temporal: rules as their hash, all else encrypted, few bytes.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { temporal } from '@temporalio/proto';
import { createCodec, RULES_REF } from '../../codec/codec';
import { createRulesStore } from '../../codec/rules-store';
import type { RulesStore } from '../../codec/rules-store';
import { connectClient, startShell, TestCase, until } from './shell';
import type { Shell } from './shell';
import { seconds, testRules, WORKER } from './rules';

let folder: string;
let rules: RulesStore;
let shell: Shell;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseway-rules-'));
  rules = createRulesStore({ folder });
  shell = await startShell({ historyLimit: 60, codec: createCodec({ keys: { current: 'k', byId: { k: new Uint8Array(randomBytes(32)) } }, rules }) });
});
afterAll(async () => {
  await shell.stop();
  await rm(folder, { recursive: true });
});

/** A history as who has no key sees it. */
async function seenWithoutKey(one: TestCase): Promise<{ text: string; bytes: number }> {
  const client = await connectClient();
  try {
    const history = await client.workflow.getHandle(one.workflowId).fetchHistory();
    const json = historyToJSON(history);
    const payloads = [...json.matchAll(/"((?:[A-Za-z0-9+/]{4})+(?:==|[A-Za-z0-9+/]=)?|[A-Za-z0-9+/]{2,3}={1,2})"/g)].map(([, data]) => Buffer.from(data ?? '', 'base64').toString('latin1'));
    const text = [json, ...payloads].join('\n');
    return { text, bytes: temporal.api.history.v1.History.encode(history).finish().length };
  } finally {
    await client.connection.close();
  }
}

test('the reference case rests in at most 34 events and 6.5 kB, with nothing of a person in clear', async () => {
  const one = new TestCase(shell, testRules({ taskDue: seconds(1), late: [{ after: 'at_once' }, { after: seconds(1) }, { after: seconds(2) }] }));
  await rules.put(one.rules);
  await one.open({ danger: true, note: `Layla ${randomBytes(490).toString('hex')}` });
  await until('three late steps are recorded', () => shell.outside.journal.filter((what) => what === 'late_step').length === 3);
  await one.close();
  await one.ended();
  const { text, bytes } = await seenWithoutKey(one);
  expect((await one.events()).length).toBeLessThanOrEqual(34);
  expect(bytes).toBeLessThanOrEqual(6_500);
  expect(['Layla', 'Rana', 'stages.assessment', 'danger'].filter((word) => text.includes(word))).toEqual([]);
  expect(text.includes(RULES_REF)).toBe(true);
});

test('rules stay a hash through continue-as-new', async () => {
  const one = new TestCase(shell, testRules());
  await rules.put(one.rules);
  await one.open();
  for (let n = 0; n < 15; n += 1) await one.act({ type: 'answer', by: WORKER, answers: { note: `${n}` } });
  expect(await one.runIds()).toHaveLength(2);
  const { text } = await seenWithoutKey(one);
  expect(text.includes(RULES_REF)).toBe(true);
  expect(text.includes('stages.assessment')).toBe(false);
});
