// `npm start` and `npm run demo` as processes of their own: what they print, which processes run below them, how they end.

import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { identifyProcess } from '../../engine/process-identity';
import type { ProcessIdentity } from '../../engine/process-identity';
import type { Answer, CallOptions, Method } from './calls';
import { callApi } from './calls';
import { ownEnvironment, until } from './world';

const ROOT = join(__dirname, '..', '..');
const run = promisify(execFile);

/** A first start builds nothing here, but shares two processors with other tests. */
const WELCOME_LIMIT_MS = 90_000;
const END_LIMIT_MS = 60_000;

export type Part = 'worker' | 'api' | 'temporal' | 'postgres';

/** By what each part is known among the processes that the start has begun. */
const PARTS: Record<Part, RegExp> = {
  worker: /\bworker\/main\.ts$/,
  api: /\bapi\/main\.ts$/,
  temporal: /\btemporal server start-dev\b/,
  postgres: /\bpostgres -D /,
};

interface Row {
  pid: number;
  parent: number;
  command: string;
}

async function processTable(): Promise<Row[]> {
  const { stdout } = await run('ps', ['-ww', '-eo', 'pid=,ppid=,args='], { maxBuffer: 50_000_000 });
  return stdout.split('\n').flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return found ? [{ pid: Number(found[1]), parent: Number(found[2]), command: found[3] ?? '' }] : [];
  });
}

/** Awaits that none of these processes is there any more. */
export async function untilGone(processes: readonly ProcessIdentity[]): Promise<void> {
  await until(`${processes.length} processes are gone`, async () => {
    const left = await Promise.all(processes.map(async (one) => (await identifyProcess(one.pid))?.started === one.started));
    return !left.includes(true);
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** One run of the program. */
export class Started {
  /** What it has printed, on both of its outputs. */
  output = '';
  ended: Ended | undefined;
  private readonly pid: number;
  private readonly seen = new Map<number, ProcessIdentity>();

  private constructor(args: string[], private readonly port: number, environment: Record<string, string>) {
    const child = spawn(process.execPath, ['cli/bin.cjs', ...args], {
      cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...ownEnvironment(), ...environment },
    });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    child.once('close', (code, signal) => (this.ended = { code, signal }));
    this.pid = child.pid ?? 0;
  }

  static start(dataFolder: string, port: number): Started {
    return new Started(['start', '--data', dataFolder, '--port', String(port)], port, {});
  }

  static demo(environment: Record<string, string>): Started {
    return new Started(['demo'], 0, environment);
  }

  /** Awaits that it says how to sign in; fails with what it printed when it ends instead. */
  async welcome(): Promise<this> {
    await until('it has welcomed', () => this.output.includes('Ctrl-C stops everything') || this.ended !== undefined, WELCOME_LIMIT_MS);
    if (this.ended) throw new Error(`It ended instead of starting:\n${this.output}`);
    await this.processes();
    return this;
  }

  /** The token that was printed for somebody. */
  token(name: string): string {
    const found = new RegExp(`^ +${name} .*CASEWAY_TOKEN=(cw_\\S+)$`, 'm').exec(this.output)?.[1];
    if (found === undefined) throw new Error(`No token was printed for ${name}:\n${this.output}`);
    return found;
  }

  /** A call by somebody who was printed. Any status is an answer. @throws NoAnswer */
  call(name: string, method: Method, path: string, options: CallOptions = {}): Promise<Answer> {
    return callApi(`http://127.0.0.1:${this.port}`, method, path, { token: this.token(name), ...options });
  }

  /** It and all that runs below it now. What was seen once is known until the end, whoever is its parent then. */
  async processes(): Promise<ProcessIdentity[]> {
    const table = await processTable();
    const found = new Set([this.pid]);
    for (let before = 0; before < found.size; ) {
      before = found.size;
      for (const { pid, parent } of table) if (found.has(parent)) found.add(pid);
    }
    const now = (await Promise.all([...found].map(identifyProcess))).filter((one) => one !== undefined);
    for (const one of now) this.seen.set(one.pid, one);
    return now;
  }

  /** The process of a part that runs now, or undefined. */
  async part(part: Part): Promise<number | undefined> {
    return (await processTable()).find(({ parent, command }) => parent === this.pid && PARTS[part].test(command))?.pid;
  }

  async killPart(part: Part): Promise<number> {
    const pid = await until(`there is a ${part}`, () => this.part(part));
    kill(pid);
    return pid;
  }

  /** SIGKILL for it alone: its parts notice by themselves. */
  killAlone(): void {
    kill(this.pid);
  }

  /** SIGKILL for it and for everything below it, at once. */
  async killAll(): Promise<void> {
    for (const { pid } of await this.processes()) kill(pid);
  }

  async end(): Promise<Ended> {
    return until('it has ended', () => this.ended, END_LIMIT_MS);
  }

  /** Ctrl-C; resolves when it and everything that was seen below it is gone. */
  async interrupt(): Promise<Ended> {
    await this.processes();
    process.kill(this.pid, 'SIGINT');
    const ended = await this.end();
    await this.gone();
    return ended;
  }

  /** Awaits that it and everything that was seen below it is gone. */
  gone(): Promise<void> {
    return untilGone([...this.seen.values()]);
  }

  /** Whatever has become of it: nothing of it runs afterwards. */
  async clear(): Promise<void> {
    if (this.ended === undefined) await this.processes();
    for (const one of this.seen.values()) {
      if ((await identifyProcess(one.pid))?.started === one.started) kill(one.pid);
    }
    await this.gone();
  }
}
