// How many steps of scenarios are played a second: the shipped ones again and again, on one core and warm.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readScenarios, runScenarios } from '../cli/scenarios';
import { compileFolder } from '../language/folder';
import { median } from './processor-time';
import type { Result } from './result';

const BOUND_STEPS = 2_000;
const ROUNDS = 9;
const ROUND_MS = 500;
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
  const rates = Array.from({ length: ROUNDS + 1 }, () => stepsPerSecond(() => runScenarios(read).reduce((sum, one) => sum + one.steps, 0)));
  const warm = rates.slice(1).sort((a, b) => a - b);
  const rate = median(warm);
  return {
    measure: `steps of the ${read.scenarios.length} shipped scenarios, played again and again`,
    rows: [{ name: 'steps a second', figures: { median: rate, slowest: warm[0] as number, quickest: warm.at(-1) as number } }],
    bounds: [{ what: 'steps a second, median', value: rate, unit: 'steps/s', atLeast: BOUND_STEPS }],
  };
}

function stepsPerSecond(play: () => number): number {
  const begun = performance.now();
  let steps = 0;
  while (performance.now() - begun < ROUND_MS) steps += play();
  return steps / ((performance.now() - begun) / 1000);
}
