// What a case leaves behind in Temporal: few events, whatever it went through.

import type { Shell } from './shell';
import { startShell, TestCase, until } from './shell';
import { seconds, testRules } from './rules';

let shell: Shell;
beforeAll(async () => {
  shell = await startShell();
});
afterAll(() => shell.stop());

test('a case with an urgent notice, three wake-ups and a closing leaves at most 34 events', async () => {
  const late = [{ after: 'at_once' as const }, { after: seconds(1) }, { after: seconds(2) }];
  const one = new TestCase(shell, testRules({ taskDue: seconds(1), late }));
  await one.open({ danger: true, note: 'x'.repeat(1_000) });
  await until('three late steps are recorded', () => shell.outside.journal.filter((what) => what === 'late_step').length === 3);
  await one.close();
  await one.ended();
  const events = await one.events();
  expect(events.length).toBeLessThanOrEqual(34);
});
