// A Temporal service and a PostgreSQL for a run of tests: quick, on free ports, leaving nothing behind.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './ports';
import { startPostgres } from './postgres';
import { findTemporal } from './temporal-binary';
import { startTemporalService } from './temporal-service';

 
const environment = process.env;

/**
 * Starts a Temporal service with time skipping, in memory unless `databaseFile` names a SQLite file.
 *
 * @throws EngineError as startTemporalService and findTemporal.
 */
export async function startTestTemporal(
  options: { databaseFile?: string; port?: number } = {},
): Promise<{ address: string; pid: number; stop(): Promise<void> }> {
  const binary = await findTestTemporal();
  const port = options.port ?? (await findFreePort());
  return startTemporalService({ binary, port, databaseFile: options.databaseFile, timeSkipping: true });
}

/** The `temporal` program for tests: from the PATH or the cache, else downloaded or built. */
export async function findTestTemporal(): Promise<string> {
  return findTemporal({
    cacheDir: environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
    path: environment['PATH'] ?? '',
    onProgress: (line) => void process.stderr.write(`${line}\n`),
  });
}

/**
 * Starts a PostgreSQL in a temporary folder, which is removed when it stops. Commits are not synced to disk.
 *
 * @throws EngineError as startPostgres.
 */
export async function startTestPostgres(): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const folder = await makeTestFolder();
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const server = await startPostgres({ folder: join(folder, 'postgres'), port: await findFreePort(), durable: false });
    return { url: server.url, pid: server.pid, stop: () => server.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** An empty folder of its own for a test, which PostgreSQL's user may pass through. The test removes it. */
export async function makeTestFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'caseway-test-'));
  await chmod(folder, 0o711);
  return folder;
}
