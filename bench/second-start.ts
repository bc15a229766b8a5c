// How long `npm start` takes until people can sign in, the second time in a folder.

import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTestFolder } from '../engine/for-tests';
import { findFreePort } from '../engine/ports';
import type { Result } from './result';

const TIMES = 3;
const ROOT = join(__dirname, '..');

export async function measureSecondStart(): Promise<Result> {
  const folder = await makeTestFolder();
  const times: number[] = [];
  try {
    for (let i = 0; i <= TIMES; i += 1) times.push(await startOnce(join(folder, 'installation'), await findFreePort()));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const [first = NaN, ...later] = times;
  const slowest = Math.max(...later);
  return {
    measure: `npm start until it is ready, in one folder again and again`,
    rows: [{ name: 'seconds', figures: { first: first / 1_000, 'slowest later': slowest / 1_000 } }],
    bounds: [{ what: 'second start until ready, the slowest of three', value: slowest / 1_000, unit: 's', atMost: 10 }],
  };
}

/** Milliseconds from the command to its word that all is running; then ends it and waits for its end. */
async function startOnce(dataFolder: string, port: number): Promise<number> {
  const begun = performance.now();
  const child = spawn('npm', ['start', '--', '--data', dataFolder, '--port', String(port)], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  try {
    return await new Promise<number>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        if (said.includes('Caseway is running')) resolve(performance.now() - begun);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${said.slice(-1_000)}`)));
    });
  } finally {
    // npm and what it started are a group of their own, and are told as a terminal tells them.
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await ended;
  }
}
