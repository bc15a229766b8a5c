// A server that belongs to this process: started, heard, stopped, and ended by a guard when this process dies without a word.
import { spawn } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import { waitFor } from './waiting';

/** Lines of a part's output that are kept for the message when it ends by itself. */
const KEPT_CHARACTERS = 8_000;
const LOG_LIMIT_BYTES = 10_000_000;

// The guard reads from a pipe whose other end only this process holds. When this process ends, however it does (SIGKILL too),
// the read returns and the part is told to stop. `exec` keeps the number, so the part's pid is the one that spawn gave. The
// number cannot be given to another process meanwhile: it is also the number of the session in which the guard lives.
// The part is in a session of its own, so that Ctrl-C in the terminal reaches only this process, which then stops
// the parts in their order.
const GUARD = `
( read -r _ <&3; kill -s "$1" $$ || exit 0; sleep "$2"; kill -s "$3" $$ ) >/dev/null 2>&1 &
shift 3
exec "$@" 3<&-
`;

export interface PartExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface PartProcess {
  pid: number;
  /** Resolves when the process has ended, wanted or not. Never rejects. */
  exited: Promise<PartExit>;
  /** How it ended, or undefined while it runs. */
  exit(): PartExit | undefined;
  /** The end of what it has written on its standard outputs. */
  output(): string;
  /** Stops it in order; kills it when it has not ended in time. Resolves when it is gone. May be called again. */
  stop(): Promise<void>;
}

export interface PartOptions {
  command: string;
  args: readonly string[];
  /** Asks the process to stop in order. */
  stopSignal: NodeJS.Signals;
  /** Ends it when it has not stopped in time. */
  lastSignal: NodeJS.Signals;
  /** Milliseconds between the two. */
  stopLimitMs: number;
  /** Its output is added to this file, which is put aside when larger than 10 MB. */
  logFile?: string | undefined;
  user?: { uid: number; gid: number } | undefined;
  cwd?: string | undefined;
  /** Its whole environment; this process's own when absent. */
  env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Starts a server as a part of this process. An executable that does not exist shows as an exit with code 126 or 127. */
export function startPart(options: PartOptions): PartProcess {
  const { command, args, stopSignal, lastSignal, stopLimitMs, user, cwd, env } = options;
  const guardArgs = [shortName(stopSignal), String(Math.ceil(stopLimitMs / 1000)), shortName(lastSignal)];
  const child = spawn('/bin/sh', ['-c', GUARD, 'caseway-guard', ...guardArgs, command, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    ...(user ?? {}),
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
  // The types do not know that both are pipes here.
  const output = keepOutput([child.stdout, child.stderr] as Readable[], options.logFile);
  const guard = child.stdio[3] as Duplex;
  guard.on('error', () => undefined);
  let ended: PartExit | undefined;
  const exited = new Promise<PartExit>((resolve) => {
    const settle = (exit: PartExit) => {
      ended ??= exit;
      resolve(ended);
    };
    child.once('error', () => settle({ code: 127, signal: null }));
    child.once('exit', () => guard.destroy());
    // Settled only at `close`: by then all of its output has been read. It waits for the guard's pipe too.
    child.once('close', (code, signal) => settle({ code, signal }));
  });

  const send = (signal: NodeJS.Signals) => void (ended === undefined && child.kill(signal));
  const stop = async () => {
    send(stopSignal);
    const inTime = await waitFor(() => ended, stopLimitMs);
    if (inTime === undefined) send(lastSignal);
    await exited;
  };
  return { pid: child.pid ?? 0, exited, exit: () => ended, output: output.text, stop };
}

function shortName(signal: NodeJS.Signals): string {
  return signal.replace(/^SIG/, '');
}

function keepOutput(streams: readonly Readable[], logFile: string | undefined): { text(): string } {
  let text = '';
  const log = logFile === undefined ? undefined : openLog(logFile);
  let open = streams.length;
  for (const stream of streams) {
    stream.setEncoding('utf8');
    stream.on('error', () => undefined);
    stream.on('data', (chunk: string) => {
      text = (text + chunk).slice(-KEPT_CHARACTERS);
      if (log !== undefined) writeSync(log, chunk);
    });
    stream.once('close', () => {
      open -= 1;
      if (open === 0 && log !== undefined) closeSync(log);
    });
  }
  return { text: () => text };
}

function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}
