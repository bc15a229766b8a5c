// Building the Temporal program from engine/go.mod, with the Go of this computer.
import { execFile, spawn } from 'node:child_process';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EngineError } from './engine-error';
import { acquireLock } from './lock-file';
import { findOnPath } from './program-path';
import { waitFor } from './waiting';

const run = promisify(execFile);

/** The oldest Go that builds it. */
export const GO_VERSION = '1.26.8';
const PROGRESS_EVERY_MS = 10_000;
const BUILD_LIMIT_MS = 30 * 60_000;
const VERSION_VARIABLE = 'github.com/temporalio/cli/internal/temporalcli.Version';

/** The `go` on this search path that is new enough; or what is there instead, as a part of a sentence. */
export async function findGo(path: string): Promise<{ program: string } | { missing: string }> {
  const program = await findOnPath('go', path);
  if (program === undefined) return { missing: 'no Go on the PATH' };
  try {
    // `local`: the Go that is installed, not one that it might fetch.
    const { stdout } = await run('env', ['GOTOOLCHAIN=local', program, 'env', 'GOVERSION'], { cwd: '/', timeout: 20_000 });
    const version = stdout.trim().replace(/^go/, '');
    return isAtLeast(version, GO_VERSION) ? { program } : { missing: `Go ${version || '?'} on the PATH is too old` };
  } catch {
    return { missing: `${program} does not run` };
  }
}

/** Whether a dotted version is the same or newer. */
export function isAtLeast(version: string, wanted: string): boolean {
  return version.localeCompare(wanted, 'en', { numeric: true }) >= 0;
}

/**
 * Builds the program of this version to `target`, whole or not at all: 3 to 8 minutes on two cores the first time. Of two
 * starts at once one builds and the other waits for it.
 *
 * @throws EngineError `temporal-build-failed`.
 */
export async function buildTemporal(
  version: string,
  target: string,
  go: string,
  isThere: () => Promise<boolean>,
  onProgress: (line: string) => void,
): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const startedAt = performance.now();
  const elapsed = () => `${Math.round((performance.now() - startedAt) / 1000)} s`;
  const says = setInterval(() => onProgress(`Temporal ${version}: still building (${elapsed()})`), PROGRESS_EVERY_MS);
  const lock = await waitFor(async () => acquireLock(`${target}.lock`).then((got) => got.lock), BUILD_LIMIT_MS, 500);
  try {
    if (lock === undefined) throw buildFailed(`another build has held ${target}.lock for half an hour`);
    if (await isThere()) return;
    onProgress(`Temporal ${version}: building with Go, once, 3 to 8 minutes`);
    await runBuild(version, target, go);
    onProgress(`Temporal ${version}: built in ${elapsed()}`);
  } finally {
    clearInterval(says);
    await lock?.release();
  }
}

async function runBuild(version: string, target: string, go: string): Promise<void> {
  await removeUnfinished(dirname(target));
  const unfinished = join(dirname(target), `unfinished-${process.pid}`);
  const settings = ['CGO_ENABLED=0', 'GOWORK=off'];
  const args = ['build', '-mod=readonly', '-ldflags', `-s -w -X ${VERSION_VARIABLE}=${version}`, '-o', unfinished];
  const child = spawn('env', [...settings, go, ...args, 'github.com/temporalio/cli/cmd/temporal'], {
    cwd: __dirname,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8_000)));
  const code = await new Promise<number | string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', resolve);
  });
  try {
    if (code !== 0) throw buildFailed(output.trim().split('\n').at(-1) ?? `exit code ${code}`);
    await rename(unfinished, target);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** What a build that was killed left behind; 150 MB each. */
async function removeUnfinished(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('unfinished-'));
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
}

function buildFailed(reason: string): EngineError {
  return new EngineError(
    'temporal-build-failed',
    `The Temporal program could not be built with Go: ${reason}`,
    'Check that the Go module proxy can be reached (go env GOPROXY) and that the disk has 3 GB free; or put temporal on the PATH, or set TEMPORAL_ADDRESS.',
  );
}
