// What a case does by itself as time passes: reminders, late steps, alerts that climb; and after an outage.

import type { NoticeKind } from '../../case/effect';
import { toMs } from '../../process/time';
import { minutes, SUPERVISOR, testRules, WORKER } from './rules';
import type { ProcessChoices } from './rules';
import type { Shell } from './shell';
import { startShell, TestCase, until } from './shell';
import { fastForward } from './time-skipping';

let shell: Shell;
beforeEach(async () => {
  shell = await startShell();
});
afterEach(() => shell.stop());

const MINUTE = 60_000;

async function opened(choices: ProcessChoices, answers: Record<string, boolean> = {}): Promise<TestCase> {
  const one = new TestCase(shell, testRules(choices));
  await one.open(answers);
  return one;
}

/** Minutes after the opening at which lines of this kind were written, in order. */
function minutesOf(what: string): number[] {
  const lines = shell.outside.records.flatMap(({ transitions }) => transitions.flatMap(({ journal }) => journal));
  const openedAt = toMs(lines.find((line) => line.what === 'opened')?.at ?? '');
  return lines.filter((line) => line.what === what).map(({ at }) => Math.round((toMs(at) - openedAt) / 60_000));
}

const notices = (says: NoticeKind) =>
  shell.outside.records.flatMap(({ transitions }) => transitions.flatMap((one) => one.notices)).filter((notice) => notice.says === says);

test('a task is reminded of before it is due and climbs late steps after it, each at its minute; a step repeats until the task is done', async () => {
  const late = [{ after: 'at_once' as const }, { after: minutes(5), repeat: minutes(10) }];
  const one = await opened({ taskDue: minutes(60), remind: [minutes(30), minutes(10)], late });
  await fastForward(shell.client, one.workflowId, 88 * MINUTE);
  expect(minutesOf('reminded')).toEqual([30, 50]);
  expect(minutesOf('late_step')).toEqual([60, 65, 75, 85]);
  expect(notices('task_due_soon')).toHaveLength(2);
  expect(notices('task_late').length).toBeGreaterThanOrEqual(4);
  await one.act({ type: 'complete', by: WORKER, task: 'assess.1', answers: {} });
  await fastForward(shell.client, one.workflowId, 60 * MINUTE);
  expect(minutesOf('late_step')).toHaveLength(4);
});

test('nothing is sent by the case itself but what is urgent', async () => {
  const one = await opened({ taskDue: minutes(60), remind: [minutes(30)] });
  await fastForward(shell.client, one.workflowId, 40 * MINUTE);
  expect(notices('task_due_soon')).toHaveLength(1);
  expect(shell.outside.told).toEqual([]);
});

test('an alert climbs from step to step, tells everybody before as well, repeats at the last one, and stops when acknowledged', async () => {
  const one = await opened({ within: minutes(10), taskDue: minutes(600) }, { danger: true });
  await fastForward(shell.client, one.workflowId, 45 * MINUTE);
  expect(minutesOf('alert_raised')).toEqual([0]);
  expect(minutesOf('alert_climbed')).toEqual([10, 20]);
  expect(minutesOf('alert_repeated')).toEqual([30, 40]);
  expect(minutesOf('alert_told')).toEqual([0, 10, 20, 30, 40]);
  const toldRoles = shell.outside.told.map(({ to }) => ('role' in to.part ? to.part.role : 'owner'));
  expect(toldRoles.slice(0, 6)).toEqual(['owner', 'supervisor', 'owner', 'director', 'owner', 'supervisor']);
  const alert = `${one.number}-a1`;
  expect(await one.act({ type: 'acknowledge', by: SUPERVISOR, alert, reason: 'I am on my way' })).toMatchObject({ ended: [alert] });
  const told = shell.outside.told.length;
  await fastForward(shell.client, one.workflowId, 60 * MINUTE);
  expect(shell.outside.told.length).toBe(told);
  expect(minutesOf('alert_repeated')).toEqual([30, 40]);
  const again = await shell.gateway.act(one.call({ type: 'acknowledge', by: SUPERVISOR, alert, reason: 'me too' }));
  expect(again).toMatchObject({ kind: 'refused', refusal: { code: 'already-acknowledged', first: { name: SUPERVISOR.name } } });
});

test('an address that is refused for good lets the alert climb at once', async () => {
  shell.outside.refusing.add('worker');
  await opened({ within: minutes(10), taskDue: minutes(600) }, { danger: true });
  await until('the supervisor is told', () => minutesOf('alert_told').length === 1);
  expect(minutesOf('alert_climbed')).toEqual([0]);
});

test('a case that continues as new keeps its instants', async () => {
  await shell.stop();
  shell = await startShell({ historyLimit: 30 });
  const one = await opened({ taskDue: minutes(60), late: [{ after: 'at_once', repeat: minutes(10) }] });
  await fastForward(shell.client, one.workflowId, 175 * MINUTE);
  expect(minutesOf('late_step')).toEqual([60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170]);
  expect(shell.outside.records.at(-1)?.run).toBeGreaterThan(1);
});
