// Starts and kills workers that are processes of their own, and is their outside world.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import type { Outside } from './outside';

export interface KillableWorker {
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

export interface OutsideServer {
  /** Called with each request before it is answered; what it waits for, the activity waits for. */
  before: (name: string, call: unknown) => Promise<void>;
  /** Called when the outside world has done what was asked, before the worker hears of it. */
  after: (name: string, call: unknown) => Promise<void>;
  startWorker(): Promise<KillableWorker>;
  stop(): Promise<void>;
}

export async function serveOutside(outside: Outside, taskQueue: string): Promise<OutsideServer> {
  const nothing = async () => undefined;
  const children = new Set<ChildProcess>();
  const server = createServer((request, response) => {
    void (async () => {
      const name = (request.url ?? '/').slice(1) as keyof Outside['activities'];
      const call = JSON.parse(await text(request)) as never;
      try {
        await self.before(name, call);
        const result: unknown = await outside.activities[name](call);
        await self.after(name, call);
        response.end(JSON.stringify({ result }));
      } catch (error) {
        response.writeHead(500).end(String(error));
      }
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const startWorker = async (): Promise<KillableWorker> => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'worker-process.ts')], {
      env: { ...process.env, TZ: 'UTC', TASK_QUEUE: taskQueue, OUTSIDE_URL: url }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.add(child);
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await Promise.race([
      new Promise<void>((resolve) => child.stdout.once('data', () => resolve())),
      gone.then(() => Promise.reject(new Error(`the worker ended: ${errors}`))),
    ]);
    const kill = async () => {
      child.kill('SIGKILL');
      await gone;
      children.delete(child);
    };
    return { kill };
  };

  const self: OutsideServer = {
    before: nothing,
    after: nothing,
    startWorker,
    stop: async () => {
      for (const child of children) child.kill('SIGKILL');
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}
