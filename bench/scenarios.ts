// How many steps of scenarios are played a second: the shipped ones again and again, on one core and warm.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readScenarios, runScenarios } from '../cli/scenarios';
import { compileFolder } from '../language/folder';
import { median } from './processor-time';
import type { Result } from './result';

const BOUND_STEPS = 2_000;
const ROUNDS = 9;
const ROUND_MS = 1_000;
const DEFINITIONS = join(__dirname, '..', 'definitions');

/** Throws when the shipped definitions have mistakes, or one of their scenarios fails: a scenario that stops early is quick. */
export function measureScenarios(): Result {
  const files = Object.fromEntries(
    readdirSync(DEFINITIONS, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(DEFINITIONS, path), readFileSync(path)]),
  );
  const read = readScenarios(compileFolder(files), () => true);
  const failed = runScenarios(read).filter((one) => !one.passed);
  if (read.scenarios.length === 0 || failed.length > 0) throw new Error('The shipped scenarios do not all pass: see `caseway test`.');
  const rates = Array.from({ length: ROUNDS + 1 }, () => stepsPerSecond(() => runScenarios(read).reduce((sum, one) => sum + one.steps, 0))).slice(1);
  const row = (name: string, values: number[]) => ({ name, figures: { median: median(values), slowest: Math.min(...values), quickest: Math.max(...values) } });
  const busy = rates.map((rate) => rate.busy);
  return {
    measure: `steps of the ${read.scenarios.length} shipped scenarios, played again and again`,
    rows: [row('a second of processor time', busy), row('a second on the wall', rates.map((rate) => rate.wall))],
    bounds: [{ what: 'steps a second of processor time, median', value: median(busy), unit: 'steps/s', atLeast: BOUND_STEPS }],
    notes: ['On a machine that does nothing else the two are nearly the same.'],
  };
}

function stepsPerSecond(play: () => number): { wall: number; busy: number } {
  const begun = performance.now();
  const used = process.cpuUsage();
  let steps = 0;
  while (performance.now() - begun < ROUND_MS) steps += play();
  const { user, system } = process.cpuUsage(used);
  return { wall: steps / ((performance.now() - begun) / 1_000), busy: steps / ((user + system) / 1_000_000) };
}
