// The core and the engine agree on every scenario of every construct, and on those that are shipped.

import { join } from 'node:path';
import { buildWorkflowBundle } from '../../worker/bundle';
import { readConstructs, readShipped } from '../language/constructs';
import { differences, playScenario } from './play-scenario';
import type { Shell } from './shell';
import { startShell } from './shell';

jest.setTimeout(120_000);

let shell: Shell;
let bundle: { codePath: string };
beforeAll(async () => {
  shell = await startShell({ historyLimit: 120 });
  bundle = await buildWorkflowBundle({ entry: join(__dirname, 'replay-bundle.ts') });
});
afterAll(() => shell.stop());

const all = [...readConstructs().all, ...readShipped()].flatMap(({ name, rules, scenarios }) => scenarios.map((scenario) => [`${name}/${scenario.id}`, rules, scenario] as const));

test.each(all)('%s', async (_, rules, scenario) => {
  const played = await playScenario(shell, bundle, rules, scenario);
  expect(differences(played)).toEqual([]);
});
