// A process that belongs to a measurement: started through tsx, ready when it says so, asked by messages, ended with the measurement.

import { fork } from 'node:child_process';
import { join } from 'node:path';

export interface Child {
  pid: number;
  /** Sends a question and resolves with the next answer. One at a time. */
  ask(question: string): Promise<unknown>;
  stop(): Promise<void>;
}

export interface ChildOptions {
  environment: Record<string, string>;
  /** Flags for Node itself. */
  flags?: string[];
}

/** Starts bench/<file> and waits for its `ready` message. Rejects when it ends instead. */
export async function startChild(file: string, { environment, flags = [] }: ChildOptions): Promise<Child> {
  const child = fork(join(__dirname, file), {
    execArgv: [...flags, '--require', require.resolve('tsx/cjs')],
    env: { ...process.env, ...environment, TZ: 'UTC' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answer = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const onEnd = (code: number | null): void => reject(new Error(`${file} ended with ${code} instead of an answer.`));
      child.once('exit', onEnd);
      child.once('message', (message) => {
        child.removeListener('exit', onEnd);
        resolve(message);
      });
    });
  await answer();
  return {
    pid: child.pid as number,
    ask(question) {
      const answered = answer();
      child.send(question);
      return answered;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}
