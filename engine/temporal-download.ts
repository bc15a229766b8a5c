// Getting the Temporal program by the SDK's own download.
import { fork } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { waitFor } from './waiting';

/** Without a first byte after this time there is no way out to the internet, or none that answers. */
const ANSWER_LIMIT_MS = 10_000;
const STALL_LIMIT_MS = 30_000;

/**
 * Downloads the program of this version to `target`, whole or not at all.
 *
 * @param options for tests: another script than the one that asks the SDK, and how many milliseconds it has for a first byte.
 * @returns true when it is there; false when nothing answered, the download stalled or failed.
 */
export async function downloadTemporal(
  version: string,
  target: string,
  onProgress: (line: string) => void,
  { script = join(__dirname, 'sdk-download.cjs'), answerLimitMs = ANSWER_LIMIT_MS } = {},
): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true });
  // A folder of its own for each try: what an interrupted one left would be waited for.
  const folder = await mkdtemp(join(dirname(target), 'download-'));
  // execArgv is emptied because this process may run under a loader that the plain script does not need.
  const child = fork(script, [`v${version}`, folder], { execArgv: [], stdio: 'ignore' });
  let ended: number | undefined;
  child.once('error', () => (ended ??= 1));
  child.once('exit', (code) => (ended ??= code ?? 1));
  try {
    const program = join(folder, `temporal-v${version}`);
    await followDownload(folder, () => ended !== undefined, onProgress, answerLimitMs);
    // The last step, after the file has its final name, is a start of the server; that is not waited for.
    if ((await stat(program).catch(() => undefined)) === undefined) return false;
    await rename(program, target);
    return true;
  } finally {
    child.kill('SIGKILL');
    await waitFor(() => ended, 5_000);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Returns when the download has ended, has its final name, or makes no progress. */
async function followDownload(
  folder: string,
  hasEnded: () => boolean,
  onProgress: (line: string) => void,
  answerLimitMs: number,
): Promise<void> {
  let seen = 0;
  let seenAt = performance.now();
  let saidAt = seenAt;
  const look = async (): Promise<true | undefined> => {
    const names = await readdir(folder);
    if (hasEnded() || names.some((name) => !name.endsWith('.downloading'))) return true;
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0));
    const size = Math.max(0, ...sizes);
    const now = performance.now();
    if (size > seen) [seen, seenAt] = [size, now];
    if (seen > 0 && now - saidAt > 3_000) {
      saidAt = now;
      onProgress(`Temporal: ${Math.round(size / 1e6)} MB downloaded`);
    }
    return now - seenAt > (seen === 0 ? answerLimitMs : STALL_LIMIT_MS) ? true : undefined;
  };
  await waitFor(look, 20 * 60_000, 100);
}
