// Records a history for each construct of the shell, with the digests of its transitions: `npm run histories`, once for a release.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { version } from '../../package.json';
import { startTestTemporal } from '../../engine/for-tests';
import { buildWorkflowBundle } from '../../worker/bundle';
import { NEW_RULES } from '../../workflows/messages';
import type { Act } from '../../case/event';
import { HISTORIES, replay } from './histories';
import { minutes, seconds, SUPERVISOR, testRules, WORKER } from './rules';
import type { ProcessChoices } from './rules';
import type { Shell } from './shell';
import { startShell, TestCase, until } from './shell';
import { fastForward } from './time-skipping';

const MINUTE = 60_000;
const answer = (note: string): Act => ({ type: 'answer', by: WORKER, answers: { note } });

interface Recording {
  choices?: ProcessChoices;
  /** History length at which the case continues as new; all its runs are recorded. */
  historyLimit?: number;
  play(one: TestCase, shell: Shell): Promise<unknown>;
}

const RECORDINGS: Record<string, Recording> = {
  'whole-case': {
    choices: { taskDue: seconds(1), late: [{ after: 'at_once' }, { after: seconds(1) }] },
    play: async (one, { outside }) => {
      await one.open({ danger: true, note: 'made up' });
      await until('the late steps', () => outside.journal.filter((what) => what === 'late_step').length === 2);
      await one.act({ type: 'complete', by: WORKER, task: 'assess.1', answers: { note: 'done' } });
      await one.close();
      await one.ended();
    },
  },
  'alert-climbs': {
    choices: { within: minutes(10), taskDue: minutes(600) },
    play: async (one, { client }) => {
      await one.open({ danger: true });
      await fastForward(client, one.workflowId, 45 * MINUTE);
      const alert = `${one.number}-a1`;
      await one.act({ type: 'acknowledge', by: SUPERVISOR, alert, reason: 'seen' });
      await one.act({ type: 'resolve', by: WORKER, alert, answers: {} });
      await one.close();
      await one.ended();
    },
  },
  reviews: {
    choices: { review: true, taskDue: minutes(60), remind: [minutes(30)] },
    play: async (one, { client }) => {
      await one.open();
      await fastForward(client, one.workflowId, 50 * 60 * MINUTE);
      await one.act({ type: 'record', by: WORKER, review: 'follow_up.1', answers: {} });
    },
  },
  'records-away': {
    play: async (one, { outside }) => {
      await one.open();
      outside.recordsDown = true;
      for (const note of ['a', 'b', 'c']) await one.act(answer(note));
      outside.recordsDown = false;
      await until('all is recorded', () => outside.sequences.includes(4));
      await one.act(answer('d'));
    },
  },
  'mail-away': {
    play: async (one, { outside }) => {
      outside.mailDown = true;
      await one.open({ danger: true });
      await until('an ordinary activity has tried', () => outside.tellAttempts.length >= 2);
      outside.mailDown = false;
      await until('it is told', () => outside.journal.includes('alert_told'));
    },
  },
  'continued-as-new': {
    historyLimit: 40,
    choices: { taskDue: minutes(600), review: true },
    play: async (one) => {
      await one.open({ danger: true });
      for (let n = 0; n < 12; n += 1) await one.act(answer(`${n}`));
    },
  },
  'newer-rules': {
    play: async (one, { client, outside }) => {
      await one.open();
      const newer = testRules({}, '2026-11-24');
      await client.workflow.getHandle(one.workflowId).signal(NEW_RULES, newer);
      await until('the newer rules', () => outside.journal.includes('rules_changed'));
      await one.act(answer('after'));
    },
  },
  'refused-opening': {
    play: async (one, { gateway }) => {
      const opening = one.opening();
      await gateway.open(one.call({ ...opening, by: { ...WORKER, roles: [] } }), one.rules);
      await one.ended().catch(() => undefined);
    },
  },
};

async function record(name: string, { choices, historyLimit, play }: Recording, bundle: { codePath: string }): Promise<void> {
  const shell = await startShell(historyLimit === undefined ? {} : { historyLimit });
  try {
    const one = new TestCase(shell, testRules(choices), `MADE-${name.toUpperCase()}`);
    await play(one, shell);
    const runs = await one.runIds();
    for (const [n, runId] of runs.entries()) {
      const history = historyToJSON(await shell.client.workflow.getHandle(one.workflowId, runId).fetchHistory()) as never;
      const recorded = { workflowId: one.workflowId, history: JSON.parse(history) as unknown };
      const digests = await replay(bundle, recorded);
      const file = join(HISTORIES, version, `${name}${runs.length > 1 ? `.${n + 1}` : ''}.json`);
      writeFileSync(file, `${JSON.stringify({ ...recorded, digests })}\n`);
      process.stdout.write(`${file}: ${digests.length} transitions\n`);
    }
  } finally {
    await shell.stop();
  }
}

async function main(): Promise<void> {
  const service = await startTestTemporal();
  process.env.TEMPORAL_ADDRESS = service.address;
  try {
    const bundle = await buildWorkflowBundle({ entry: join(__dirname, 'replay-bundle.ts') });
    mkdirSync(join(HISTORIES, version), { recursive: true });
    for (const [name, recording] of Object.entries(RECORDINGS)) await record(name, recording, bundle);
  } finally {
    await service.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
