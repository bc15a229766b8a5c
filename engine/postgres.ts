// A PostgreSQL of our own for one computer: started on a folder, ready when its database answers, stopped.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { EngineError, reasonOf } from './engine-error';
import { type PartExit, type PartProcess, startPart } from './part-process';
import { isPortFree, LOOPBACK, portInUse } from './ports';
import { DATABASE_USER, openCluster, type PostgresCluster } from './postgres-cluster';
import { findPostgresPrograms, findPostgresUser } from './postgres-programs';
import { identifyProcess } from './process-identity';
import { waitFor } from './waiting';

const DATABASE = 'caseway';
const STOP_LIMIT_MS = 10_000;
/** A killed server can hold its folder for seconds, until the system has collected it. */
const RETRY_LIMIT_MS = 15_000;
const READY_LIMIT_MS = 60_000;

export interface PostgresServer {
  /** postgres://user:password@host:port/database: a secret, never to be logged. */
  url: string;
  port: number;
  pid: number;
  /** Resolves when the server has ended, wanted or not. */
  exited: Promise<PartExit>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** The folder that holds the cluster and its password; created when missing. */
  folder: string;
  port: number;
  logFile?: string | undefined;
  /** False for tests only: a commit is then not synced to disk. @default true */
  durable?: boolean | undefined;
}

/**
 * Starts the server, creates the database when missing, and waits until it answers. A server that a killed start left running
 * on the same folder is stopped first: the caller holds the lock of the data folder.
 *
 * @throws EngineError `port-in-use`, `postgres-start-failed`, `postgres-program-missing`, `postgres-user-missing` and those of openCluster.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { folder, port, durable = true } = options;
  const [programs, user] = await Promise.all([findPostgresPrograms(), findPostgresUser()]);
  const cluster = await openCluster(folder, programs, user, durable);
  await stopOrphan(cluster.directory);
  if (!(await isPortFree(port))) throw portInUse(port, 'PostgreSQL');
  const begin = () =>
    startPart({
      command: programs.postgres,
      args: serverArgs(cluster.directory, port, durable),
      // INT is PostgreSQL's fast shutdown, QUIT its immediate one; a KILL would leave its children behind.
      stopSignal: 'SIGINT',
      lastSignal: 'SIGQUIT',
      stopLimitMs: STOP_LIMIT_MS,
      logFile: options.logFile,
      user,
      cwd: '/',
    });
  const part = await startServer(begin, cluster, port);
  return { url: urlOf(cluster, port, DATABASE), port, pid: part.pid, exited: part.exited, stop: part.stop };
}

async function startServer(begin: () => PartProcess, cluster: PostgresCluster, port: number): Promise<PartProcess> {
  const giveUpAt = performance.now() + RETRY_LIMIT_MS;
  for (;;) {
    const part = begin();
    try {
      const ready = await waitFor(async () => part.exit() ?? (await databaseAnswers(cluster, port)), READY_LIMIT_MS);
      if (ready === true) return part;
      if (ready === undefined) throw startFailed('it did not answer in time');
    } catch (error) {
      await part.stop();
      throw error;
    }
    const output = part.output();
    if (/could not bind/i.test(output)) throw portInUse(port, 'PostgreSQL');
    const isHeld = /lock file .* already exists|pre-existing shared memory block/i.test(output);
    if (!isHeld || performance.now() > giveUpAt) throw startFailed(lastComplaint(output));
    await sleep(250);
  }
}

/** True once the database can be used; undefined while the server is not there yet or still recovering. */
async function databaseAnswers(cluster: PostgresCluster, port: number): Promise<true | undefined> {
  const client = new Client({ connectionString: urlOf(cluster, port, 'postgres'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ known: boolean; directory: string }>(
      "select exists (select from pg_database where datname = $1) as known, current_setting('data_directory') as directory",
      [DATABASE],
    );
    if (rows[0]?.directory !== cluster.directory) throw portInUse(port, 'PostgreSQL');
    if (!rows[0].known) await client.query(`create database ${DATABASE}`);
    return true;
  } catch (error) {
    if (isNotYet(error)) return undefined;
    throw error instanceof EngineError ? error : startFailed(reasonOf(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Not listening yet, starting up or recovering (57P03), or its connection cut while the server goes down. */
function isNotYet(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03' || code === '57P01') return true;
  return error instanceof Error && /terminated|timeout/i.test(error.message);
}

function serverArgs(directory: string, port: number, durable: boolean): string[] {
  const settings = [
    `listen_addresses=${LOOPBACK}`,
    // No socket file: its place in /tmp would be shared with every other PostgreSQL of the computer.
    'unix_socket_directories=',
    // What a failed statement held may be personal: neither the statement nor the row goes to the log.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    // Without fsync a power cut loses rows, but the end of the server does not.
    ...(durable ? [] : ['fsync=off', 'full_page_writes=off']),
  ];
  return ['-D', directory, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
}

/** Stops the server that an earlier start left running, once sure that it is one. The pid file itself is PostgreSQL's to remove. */
async function stopOrphan(directory: string): Promise<void> {
  const [line] = (await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(line);
  const orphan = async () => (await identifyProcess(pid))?.command.includes(`-D ${directory} `) === true;
  const gone = async () => ((await orphan()) ? undefined : true);
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!(await orphan())) return;
    process.kill(pid, signal);
    await waitFor(gone, STOP_LIMIT_MS);
  }
}

function urlOf({ password }: PostgresCluster, port: number, database: string): string {
  return `postgres://${DATABASE_USER}:${encodeURIComponent(password)}@${LOOPBACK}:${port}/${database}`;
}

function lastComplaint(output: string): string {
  const lines = output.trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|ERROR|No such file|denied/.test(line)) ?? lines.at(-1) ?? '';
}

function startFailed(reason: string): EngineError {
  return new EngineError(
    'postgres-start-failed',
    `PostgreSQL did not start: ${reason}`,
    'Read its log in the data folder; check that the disk is not full, or set DATABASE_URL to a PostgreSQL server.',
  );
}
