// The core and the engine agree: what happens to a case on the real service is, event by event and line by line, what the core says of it.

import { join } from 'node:path';
import { buildWorkflowBundle } from '../../worker/bundle';
import { readConstruct } from '../language/constructs';
import type { PlayedScenario } from './play-scenario';
import { differences, playScenario } from './play-scenario';
import type { Shell } from './shell';
import { startShell } from './shell';

let shell: Shell;
let bundle: { codePath: string };
beforeAll(async () => {
  // Low, so that a case goes on as a new run in the middle of its story.
  shell = await startShell({ historyLimit: 40 });
  bundle = await buildWorkflowBundle({ entry: join(__dirname, 'replay-bundle.ts') });
});
afterAll(() => shell.stop());

async function play(name: string, id: string): Promise<PlayedScenario> {
  const { rules, scenarios } = readConstruct(name);
  const scenario = scenarios.find((one) => one.id === id);
  if (!scenario) throw new Error(`no scenario ${id}`);
  return playScenario(shell, bundle, rules, scenario);
}

// All the others, and the longest of these, are played by constructs.slow.test.ts.
test.each([['alerts', 'at_the_door'], ['task_ends', 'refused_and_offered_again']])('%s: %s', async (name, id) => {
  const played = await play(name, id);
  expect(differences(played)).toEqual([]);
  expect(played.journal.length).toBeGreaterThan(10);
});

test('a line, a state, a refusal or an act that is otherwise is noticed', async () => {
  const played = await play('corrections', 'two_at_once');
  expect(differences(played)).toEqual([]);
  const { acts, digests, journal } = played;
  const refused = acts.findIndex(({ outcome }) => outcome.kind === 'refused');
  const without = <T>(of: T[], n: number): T[] => of.filter((_, i) => i !== n);
  expect(differences({ ...played, journal: without(journal, 3) })).not.toEqual([]);
  expect(differences({ ...played, digests: digests.map((line, i) => (i === 2 ? line.replace(/.$/, 'x') : line)) })).toHaveLength(1);
  expect(differences({ ...played, digests: digests.slice(0, -1) })).not.toEqual([]);
  expect(differences({ ...played, acts: without(acts, 1) })).not.toEqual([]);
  expect(differences({ ...played, acts: acts.map((one, i) => (i === refused ? { ...one, outcome: { kind: 'refused', refusal: { code: 'not-for-you', against: [] } } } : one)) })).toHaveLength(1);
});
