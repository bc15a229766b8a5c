// What checking costs: a process of 300 lines in a warm program, a folder of 200 of them, the whole command, and how large the compiled form is.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compileProcess } from '../language/compile';
import { compileFolder } from '../language/folder';
import { EVERY_KEY } from '../tests/language/every-key';
import { checkEdited, FILES } from '../tests/language/random-edits';
import { median } from './processor-time';
import type { Result, Row } from './result';

const ROOT = join(__dirname, '..');
const PROCESS = 'processes/child_protection.yaml';
const COPIES = 200;
const EDITS = 2_000;

/** Checks the shipped process in every way that has a bound. The command is run in a folder of its own with the shipped definitions. */
export async function measureCheck(): Promise<Result> {
  const text = FILES[PROCESS] ?? '';
  const lines = text.split('\n').length;
  const { process: compiled } = compileProcess({ path: PROCESS, text });
  if (!compiled) throw new Error('The shipped process has mistakes: see `caseway check`.');
  const process = timed('one process', 100, () => compileProcess({ path: PROCESS, text }));
  const everyKey = timed('every key', 100, () => compileProcess({ path: 'processes/every_key.yaml', text: EVERY_KEY.process }));
  const folder = timed(`folder of ${COPIES}`, 3, () => compileFolder(copies(text)));
  const edits = timedEach('random edit', EDITS, (seed) => checkEdited(seed));
  const command = await measureCommand();
  const middle = (row: Row): number => row.figures['median ms'] as number;
  return {
    measure: `check, on the shipped process of ${lines} lines`,
    rows: [process, everyKey, folder, command, edits],
    bounds: [
      { what: 'a process of 300 lines, warm, median', value: (middle(process) * 300) / lines, unit: 'ms', atMost: 25 },
      { what: 'a process with every key of the language, warm, median', value: middle(everyKey), unit: 'ms', atMost: 50 },
      { what: 'the whole command, median', value: middle(command), unit: 'ms', atMost: 400 },
      { what: `a folder of ${COPIES} such processes, median`, value: middle(folder), unit: 'ms', atMost: 5_000 },
      { what: 'its compiled form', value: Buffer.byteLength(JSON.stringify(compiled)), unit: 'bytes', atMost: 40_000 },
      { what: '100,000 random edits, by the mean of the first', value: ((edits.figures['mean ms'] as number) * 100_000) / 1000, unit: 's', atMost: 300 },
    ],
    notes: [`The first ${EDITS.toLocaleString('en')} of the random edits of tests/language/random-edits.ts; all of them: CASEWAY_SLOW=1 npx jest random-edits.slow`],
  };
}

function timed(name: string, rounds: number, run: () => unknown): Row {
  for (let i = 0; i < Math.min(rounds, 30); i += 1) run();
  return timedEach(name, rounds, run);
}

function timedEach(name: string, rounds: number, run: (round: number) => unknown): Row {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    run(round);
    times.push(performance.now() - begun);
  }
  return row(name, times);
}

function row(name: string, times: number[]): Row {
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  times.sort((a, b) => a - b);
  return { name, figures: { 'median ms': median(times), 'p95 ms': times[Math.floor(times.length * 0.95)] as number, 'mean ms': mean } };
}

/** As many processes as an installation may have, each with an id of its own. */
function copies(text: string): Record<string, string> {
  return Object.fromEntries(Array.from({ length: COPIES }, (_, index): [string, string] => [`processes/process_${index}.yaml`, text.replace('process: child_protection', `process: process_${index}`)]));
}

/** `npx caseway check` of a process without npx, which has its own start: from the call to the end of the program. */
async function measureCommand(): Promise<Row> {
  const home = await mkdtemp(join(tmpdir(), 'caseway-bench-'));
  try {
    const times: number[] = [];
    await definitionsOf(home);
    for (let round = 0; round < 12; round += 1) {
      const begun = performance.now();
      await promisify(execFile)(process.execPath, [join(ROOT, 'cli', 'bin.cjs'), 'check', join('definitions', PROCESS)], { cwd: home });
      // The first run fills the caches of the system and of tsx.
      if (round > 1) times.push(performance.now() - begun);
    }
    return row('whole command', times);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** A folder with the shipped process, its texts and what they need. */
async function definitionsOf(home: string): Promise<void> {
  for (const kind of ['processes', 'texts', 'agencies', 'calendars']) {
    await mkdir(join(home, 'definitions', kind), { recursive: true });
    for (const name of await readdir(join(ROOT, 'definitions', kind))) {
      if (kind !== 'calendars' || name === 'jordan.yaml') await writeFile(join(home, 'definitions', kind, name), await readFile(join(ROOT, 'definitions', kind, name)));
    }
  }
}
