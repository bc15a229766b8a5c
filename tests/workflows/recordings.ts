// What is recorded: the constructs of the shell, each with what is done to a case, and for each construct of the language one of its scenarios.

import { NEW_RULES } from '../../workflows/messages';
import type { Act } from '../../case/event';
import type { Scenario } from '../../language/scenario';
import type { Rules } from '../../process/rules';
import { readConstructs } from '../language/constructs';
import { ScenarioPlayer } from './play-scenario';
import { minutes, seconds, SUPERVISOR, testRules, WORKER } from './rules';
import type { ProcessChoices } from './rules';
import type { Shell } from './shell';
import { TestCase, until } from './shell';
import { fastForward } from './time-skipping';

const MINUTE = 60_000;
const answer = (note: string): Act => ({ type: 'answer', by: WORKER, answers: { note } });

interface OfShell {
  choices?: ProcessChoices;
  /** History length at which the case continues as new; all its runs are recorded. */
  historyLimit?: number;
  play(one: TestCase, shell: Shell): Promise<unknown>;
}

/** One history, or one for each run of its case. */
export interface Recording {
  historyLimit?: number;
  /** Plays a case with this number on a shell and gives its id and the ids of its runs, oldest first. */
  play(shell: Shell, number: string): Promise<{ workflowId: string; runIds: string[] }>;
}

const OF_SHELL: Record<string, OfShell> = {
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

const ofShell = ({ choices, historyLimit, play }: OfShell): Recording => ({
  ...(historyLimit !== undefined && { historyLimit }),
  play: async (shell, number) => {
    const one = new TestCase(shell, testRules(choices), number);
    await play(one, shell);
    return { workflowId: one.workflowId, runIds: await one.runIds() };
  },
});

/** Of several scenarios the one in which most is done. */
const richest = (scenarios: Scenario[]): Scenario | undefined => {
  const acts = ({ steps }: Scenario): number => steps.filter(({ kind }) => kind === 'act').length;
  return [...scenarios].sort((a, b) => acts(b) - acts(a))[0];
};

const ofConstruct = (rules: Rules, scenario: Scenario): Recording => ({
  play: async (shell, number) => {
    const player = new ScenarioPlayer(shell, rules, scenario, number);
    await player.takeSteps();
    return { workflowId: player.case.workflowId, runIds: await player.runIds() };
  },
});

/** By name, which is the name of the file. */
export const RECORDINGS: Record<string, Recording> = {
  ...Object.fromEntries(Object.entries(OF_SHELL).map(([name, one]) => [name, ofShell(one)])),
  ...Object.fromEntries(readConstructs().all.map(({ name, rules, scenarios }) => {
    const scenario = richest(scenarios);
    if (!scenario) throw new Error(`The construct ${name} has no scenario.`);
    return [`construct-${name.replaceAll('_', '-')}`, ofConstruct(rules, scenario)];
  })),
};
