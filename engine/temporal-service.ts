// A Temporal service of our own for one computer: started on a SQLite file or in memory, ready when its namespace answers, stopped.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { EngineError } from './engine-error';
import { type PartExit, type PartProcess, startPart } from './part-process';
import { answersOnPort, isPortFree, LOOPBACK, portInUse } from './ports';
import { identifyProcess } from './process-identity';
import { prepareNamespace, RETENTION_DAYS } from './temporal-namespace';
import { waitFor } from './waiting';

const STOP_LIMIT_MS = 10_000;
/** An orphan of a killed start needs about a second to let go of the file. */
const ORPHAN_LIMIT_MS = 15_000;

export interface TemporalService {
  /** host:port for clients and workers. */
  address: string;
  namespace: string;
  pid: number;
  /** Resolves when the server has ended, wanted or not. */
  exited: Promise<PartExit>;
  stop(): Promise<void>;
}

export interface TemporalServiceOptions {
  /** The `temporal` program, see findTemporal. */
  binary: string;
  port: number;
  /** The SQLite file; without one everything is kept in memory and gone with the server. */
  databaseFile?: string | undefined;
  /** For the demo and the tests only: one case's clock may be moved ahead. */
  timeSkipping?: boolean | undefined;
  /** @default 'default' */
  namespace?: string | undefined;
  logFile?: string | undefined;
  /** Milliseconds until the server must answer. @default 60000 */
  readyLimitMs?: number | undefined;
}

/**
 * Starts the server and waits until its namespace answers, with retention of 30 days and the search attributes of cases.
 *
 * The caller holds the lock of the data folder: a server still running on the same file is then an orphan of a start that was
 * killed, and is stopped first.
 *
 * @throws EngineError `port-in-use`, `data-folder-in-use`, `temporal-start-failed`, `temporal-not-answering` and those of prepareNamespace.
 */
export async function startTemporalService(options: TemporalServiceOptions): Promise<TemporalService> {
  const { port, databaseFile } = options;
  const namespace = options.namespace ?? 'default';
  if (databaseFile !== undefined) await stopOrphan(databaseFile);
  if (!(await isPortFree(port))) throw portInUse(port, 'the Temporal service');
  const part = await startServer(options, namespace);
  const stop = async () => {
    await part.stop();
    if (databaseFile !== undefined) await rm(pidFile(databaseFile), { force: true });
  };
  try {
    await makeReady(part, options, namespace);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: `${LOOPBACK}:${port}`, namespace, pid: part.pid, exited: part.exited, stop };
}

/** Starts the process and waits for its port; tries again while an orphan still holds the file. */
async function startServer(options: TemporalServiceOptions, namespace: string): Promise<PartProcess> {
  const { port, databaseFile, readyLimitMs = 60_000 } = options;
  const giveUpAt = performance.now() + ORPHAN_LIMIT_MS;
  for (;;) {
    const part = startPart({
      command: options.binary,
      args: serverArgs(options, namespace),
      stopSignal: 'SIGTERM',
      lastSignal: 'SIGKILL',
      stopLimitMs: STOP_LIMIT_MS,
      logFile: options.logFile,
    });
    if (databaseFile !== undefined) await writeFile(pidFile(databaseFile), `${part.pid}\n`, { mode: 0o600 });
    // TCP first: a refused gRPC connection would wait a second before its next try.
    const open = await waitFor(async () => part.exit() !== undefined || (await answersOnPort(port)) || undefined, readyLimitMs);
    const exit = part.exit();
    if (open !== undefined && exit === undefined) return part;
    if (exit === undefined) {
      await part.stop();
      throw notAnswering(readyLimitMs);
    }
    const error = exitError(part, exit, options);
    if (error.code !== 'data-folder-in-use' || performance.now() > giveUpAt) throw error;
    await sleep(250);
  }
}

async function makeReady(part: PartProcess, options: TemporalServiceOptions, namespace: string): Promise<void> {
  const { port, readyLimitMs = 60_000 } = options;
  const prepare = async (): Promise<'ready' | undefined> => {
    const exit = part.exit();
    if (exit !== undefined) throw exitError(part, exit, options);
    try {
      await prepareOwnNamespace(`${LOOPBACK}:${port}`, namespace);
      return 'ready';
    } catch (error) {
      // The frontend listens a little before the services behind it answer.
      if (error instanceof EngineError && error.code !== 'temporal-not-answering' && error.code !== 'temporal-namespace-refused') throw error;
      return undefined;
    }
  };
  if ((await waitFor(prepare, readyLimitMs)) === undefined) throw notAnswering(readyLimitMs);
}

async function prepareOwnNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 5_000 });
  try {
    await connection.withDeadline(Date.now() + 10_000, () =>
      prepareNamespace(connection, { namespace, retentionDays: RETENTION_DAYS }),
    );
  } finally {
    await connection.close();
  }
}

function serverArgs({ port, databaseFile, timeSkipping }: TemporalServiceOptions, namespace: string): string[] {
  const args = ['server', 'start-dev', '--headless', '--ip', LOOPBACK, '--port', String(port), '--log-level', 'error'];
  if (namespace !== 'default') args.push('--namespace', namespace);
  if (databaseFile !== undefined) {
    args.push('--db-filename', databaseFile);
    // EXCLUSIVE makes a second server on the same file end at once, instead of starting and doing damage; FULL syncs every commit.
    for (const pragma of ['journal_mode=WAL', 'synchronous=FULL', 'locking_mode=EXCLUSIVE']) args.push('--sqlite-pragma', pragma);
  }
  if (timeSkipping === true) for (const value of TIME_SKIPPING) args.push('--dynamic-config-value', value);
  return args;
}

/** Server 1.32 needs all four: without the last, a run that continues as new jumps ahead; without the third, each skip costs a second. */
const TIME_SKIPPING = [
  'frontend.WorkflowTimeSkippingEnabled=true',
  'frontend.WorkflowTimeSkippingMaxSkipPerSession=5000',
  'history.timerProcessorMaxTimeShift="1ms"',
  'history.workflowIdReuseMinimalInterval="0s"',
];

function exitError(part: PartProcess, exit: PartExit, { port, databaseFile }: TemporalServiceOptions): EngineError {
  const output = part.output();
  if (/address already in use/i.test(output)) return portInUse(port, 'the Temporal service');
  if (databaseFile !== undefined && /database is locked/i.test(output)) {
    return new EngineError(
      'data-folder-in-use',
      `The database file ${databaseFile} is used by another Temporal server.`,
      'Stop the Caseway that runs on this data folder, or choose another one with --data.',
    );
  }
  const how = exit.signal === null ? `exit code ${exit.code}` : exit.signal;
  const lastLine = output.trim().split('\n').at(-1) ?? '';
  return new EngineError(
    'temporal-start-failed',
    `The Temporal service ended while it was starting (${how}): ${lastLine}`,
    'Read its log in the data folder; check that the disk is not full and that the folder can be written.',
  );
}

function notAnswering(limitMs: number): EngineError {
  return new EngineError(
    'temporal-not-answering',
    `The Temporal service did not answer within ${Math.round(limitMs / 1000)} s of its start.`,
    'Start again when the computer is less busy; its log in the data folder says what it was doing.',
  );
}

function pidFile(databaseFile: string): string {
  return `${databaseFile}.pid`;
}

/** Stops the server of an earlier start that was killed, once sure that it is one: it runs on this very file. */
async function stopOrphan(databaseFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile(databaseFile), 'utf8').catch(() => ''));
  const orphan = async () => {
    const found = await identifyProcess(pid);
    return found?.command.includes(`--db-filename ${databaseFile} `) ? found : undefined;
  };
  if ((await orphan()) === undefined) return;
  const gone = async () => ((await orphan()) === undefined ? true : undefined);
  process.kill(pid, 'SIGTERM');
  if ((await waitFor(gone, STOP_LIMIT_MS)) === true) return;
  process.kill(pid, 'SIGKILL');
  await waitFor(gone, STOP_LIMIT_MS);
}
