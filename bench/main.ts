// `npm run bench`: runs the measurements, prints what came out and how it stands to its bounds. A missed bound is no failure.

import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAdvance } from './advance';
import { measureApiAnswer } from './api-answer';
import { measureBigCase } from './big-case';
import { measureCheck } from './check';
import { measureFirstMail } from './first-mail';
import { measureMemory } from './memory';
import { measureReference } from './reference-rounds';
import { measureReplay } from './replay';
import type { Result } from './result';
import { isMet, print } from './result';
import { measureSecondStart } from './second-start';
import { measureScenarios } from './scenarios';
import { startSetting } from './setting';
import type { Ground } from './variants';
import { prepareGround } from './variants';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    cases: { type: 'string', default: '50' },
    only: { type: 'string', multiple: true },
    json: { type: 'string' },
  },
});

const say = (line: string): void => void process.stderr.write(`${line}\n`);

interface Settings {
  rounds: number;
  cases: number;
}

/** By name, in the order in which they run. */
const MEASURES: Record<string, (settings: Settings) => Promise<Result>> = {
  reference: ({ rounds, cases }) => onGround(async (ground) => {
    const { result, variants } = await measureReference(ground, { rounds, cases, say });
    for (const variant of variants) await variant.stop();
    return result;
  }),
  replay: () => onGround(measureReplay),
  advance: async () => measureAdvance(),
  check: () => measureCheck(),
  scenarios: async () => measureScenarios(),
  answer: () => measureApiAnswer(),
  mail: () => measureFirstMail(),
  start: () => measureSecondStart(),
  'big-case': () => measureBigCase(),
  memory: () => measureMemory({ say }),
};

async function onGround(measure: (ground: Ground) => Promise<Result>): Promise<Result> {
  const setting = await startSetting();
  try {
    const ground = await prepareGround(setting);
    return await measure(ground).finally(() => ground.close());
  } finally {
    await setting.stop();
  }
}

async function main(): Promise<void> {
  const names = values.only ?? Object.keys(MEASURES);
  const unknown = names.filter((name) => !MEASURES[name]);
  if (unknown.length > 0) throw new Error(`There is no measure ${unknown.join(', ')}; there are: ${Object.keys(MEASURES).join(', ')}.`);
  const settings = { rounds: positive('rounds', values.rounds), cases: positive('cases', values.cases) };
  const machine = { node: process.version, processors: cpus().length, model: cpus()[0]?.model ?? '', memoryBytes: totalmem() };
  const begun = { at: new Date().toISOString(), load: loadavg()[0] };
  const results: Result[] = [];
  for (const name of names) {
    say(`measuring ${name} …`);
    const result = await (MEASURES[name] as (one: Settings) => Promise<Result>)(settings);
    results.push(result);
    console.log(print(result));
  }
  const bounds = results.flatMap((result) => result.bounds);
  console.log(`\n${bounds.filter(isMet).length} of ${bounds.length} bounds met; load at the start ${begun.load?.toFixed(1)} on ${machine.processors} processors`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ ...begun, machine, settings, results }, null, 2)}\n`);
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} wants a whole number above 0, not ${text}.`);
  return value;
}

main().then(() => process.exit(0), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
