// The `caseway` program as a person starts it, as a process of its own with its parts below it: heard, called, interrupted, killed.

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../../engine/ports';
import type { Answer, CallOptions, Method } from './calls';
import { callApi, NoAnswer } from './calls';
import { ownEnvironment, until } from './world';

const ROOT = join(__dirname, '..', '..');

export type Part = 'worker' | 'api' | 'temporal' | 'postgres';

/** By what each part is known in the list of processes. */
const COMMAND: Record<Part, RegExp> = { worker: /worker\/main\.ts/, api: /api\/main\.ts/, temporal: /server\0start-dev/, postgres: /bin\/postgres\0-D/ };

/** Numbers of the processes below this one, with their commands, from the system's own list. */
function below(pid: number): { pid: number; command: string }[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
    } catch {
      return [];
    }
  });
  const of = (parent: number): { pid: number; command: string }[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [{ pid: one.pid, command: one.command }, ...of(one.pid)]);
  return of(pid);
}

const isAlive = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** Process number of a part that belongs to a process. */
export const partOf = (pid: number, part: Part): Promise<number> =>
  until(`the part ${part} runs`, () => below(pid).find(({ command }) => COMMAND[part].test(command))?.pid);

/** One run of the program. */
export class Program {
  private text = '';
  readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcess, readonly url: string) {
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    this.exited = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  }

  /** Runs a command and does not wait for anything. */
  static run(args: readonly string[], url = ''): Program {
    const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), join(ROOT, 'cli', 'main.ts'), ...args], {
      cwd: ROOT, env: { ...ownEnvironment(), NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Program(child, url);
  }

  /** Of a child that was started otherwise, as through npm. */
  static over(child: ChildProcess, url: string): Program {
    return new Program(child, url);
  }

  /** `caseway start` on a folder, once it says that it runs. */
  static async start(dataFolder: string, port?: number): Promise<Program> {
    const chosen = port ?? (await findFreePort());
    const program = Program.run(['start', '--data', dataFolder, '--port', String(chosen)], `http://127.0.0.1:${chosen}`);
    let code: number | null | undefined;
    void program.exited.then((exit) => (code = exit));
    await until('the program has started', () => program.output.includes('Ctrl-C stops everything') || code !== undefined, 90_000);
    if (code !== undefined) throw new Error(`The program ended with ${String(code)}:\n${program.output}`);
    return program;
  }

  get output(): string {
    return this.text;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The token that was printed for somebody. */
  tokenOf(name: string): string {
    const [, token] = new RegExp(`^\\s+${name}\\s.*CASEWAY_TOKEN=(\\S+)$`, 'm').exec(this.text) ?? [];
    if (token === undefined) throw new Error(`No token of ${name} was printed.`);
    return token;
  }

  call(name: string, method: Method, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    return callApi(this.url, method, path, { token: this.tokenOf(name), body, ...options });
  }

  /** Repeats a call with its key until it is answered for good, as the program of a person does. */
  async insist(name: string, method: Method, path: string, body: unknown, key: string): Promise<Answer> {
    return until(`${method} ${path} is answered`, async () => {
      try {
        const answer = await this.call(name, method, path, body, { key });
        return answer.status < 500 && answer.status !== 202 ? answer : undefined;
      } catch (error) {
        if (error instanceof NoAnswer) return undefined;
        throw error;
      }
    }, 90_000);
  }

  /** Process number of a part. */
  part(part: Part): Promise<number> {
    return partOf(this.pid, part);
  }

  /** All processes that belong to it, itself first. */
  processes(): number[] {
    return [this.pid, ...below(this.pid).map(({ pid }) => pid)];
  }

  /** Kills one part. Resolves when it is gone. */
  async kill(part: Part): Promise<void> {
    const pid = await this.part(part);
    process.kill(pid, 'SIGKILL');
    await until(`the part ${part} is gone`, () => !isAlive(pid));
  }

  /** Kills the program and all of its parts at once, so that none of them can do anything more. */
  async killAll(): Promise<void> {
    const pids = this.processes();
    for (const pid of pids) killIfThere(pid, 'SIGKILL');
    await until('all processes are gone', () => pids.every((pid) => !isAlive(pid)));
    await this.exited;
  }

  /** Ctrl-C, and its exit code. */
  async interrupt(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) killIfThere(this.pid, 'SIGINT');
    return this.exited;
  }

  /** Whether nothing of it is left. */
  static async leavesNothing(pids: readonly number[]): Promise<void> {
    await until('none of its processes is left', () => pids.every((pid) => !isAlive(pid)));
  }
}

function killIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
