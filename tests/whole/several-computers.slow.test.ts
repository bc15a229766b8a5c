// Two workers and two APIs, started as the images of docker-compose.yml start them, on one Temporal service and one PostgreSQL, while a case goes through.

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTestFolder, startTestPostgres, startTestTemporal } from '../../engine/for-tests';
import { startMailCatcher } from '../../engine/mail-catcher';
import { countDeliveries } from '../../engine/mail-folder';
import { findFreePort } from '../../engine/ports';
import type { Answer, Method } from './calls';
import { callApi, NoAnswer } from './calls';
import { commandOf, imageEnvironment, readCompose, ROOT, withVariables } from './compose';
import type { Line } from './world';
import { ownEnvironment, until } from './world';

jest.setTimeout(300_000);

const compose = readCompose();
const stops: (() => Promise<unknown>)[] = [];
let folder = '';
/** What stands in the compose file under the names of its services, and where it is here. */
let places: Record<string, string> = {};
let variables: Record<string, string> = {};
const tokens: Record<string, string> = {};

/** One container, without its walls. */
class Container {
  output = '';
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(service: string, readonly name: string, more: Record<string, string> = {}) {
    const one = compose.services[service] ?? {};
    const [command = '', ...args] = commandOf(one);
    const given = Object.entries(one.environment ?? {}).map(([key, value]) => [key, placed(withVariables(value, variables))]);
    this.child = spawn(command, args, {
      cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
      env: { ...ownEnvironment(), ...imageEnvironment(), ...Object.fromEntries(given), HOST: '127.0.0.1', NO_COLOR: '1', CASEWAY_DATA: join(folder, name), ...more },
    });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.setEncoding('utf8').on('data', (chunk: string) => (this.output += chunk));
    this.exited = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
    stops.push(async () => {
      this.kill();
      await this.exited;
    });
  }

  /** Resolves when it says that it is ready. */
  async ready(): Promise<this> {
    let hasEnded = false;
    void this.exited.then(() => (hasEnded = true));
    await until(`${this.name} is ready`, () => this.output.includes('{"ready":true}') || hasEnded, 90_000);
    if (hasEnded) throw new Error(`${this.name} ended:\n${this.output}`);
    return this;
  }

  /** As the power cut does: with all that it has started. */
  kill(): void {
    if (this.child.exitCode === null && this.child.signalCode === null) process.kill(-(this.child.pid ?? 0), 'SIGKILL');
  }

  /** As `docker stop` does. Gives its exit code. */
  stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exited;
  }
}

const placed = (text: string): string => Object.entries(places).reduce((so, [from, to]) => so.replaceAll(from, to), text);

interface Api {
  url: string;
  container: Container;
}

async function startApi(name: string): Promise<Api> {
  const port = await findFreePort();
  return { url: `http://127.0.0.1:${port}`, container: await new Container('api', name, { PORT: String(port) }).ready() };
}

/** Repeats a call with its key at whichever API answers, until it is answered for good: what a proxy and a person's program do together. */
const insist = (apis: readonly Api[], who: string, method: Method, path: string, body?: unknown, key = randomBytes(8).toString('hex')): Promise<Answer> => {
  let turn = 0;
  return until(`${method} ${path} is answered`, async () => {
    const api = apis[turn++ % apis.length];
    try {
      const answer = await callApi(api?.url ?? '', method, path, { token: tokens[who], body, ...(method !== 'GET' && { key }) });
      return answer.status < 500 && answer.status !== 202 ? answer : undefined;
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    }
  }, 120_000);
};

async function prepare(name: string): Promise<Container> {
  const container = new Container('prepare', name);
  expect(await container.exited).toBe(0);
  return container;
}

beforeAll(async () => {
  folder = await makeTestFolder();
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const [temporal, postgres, mail] = await Promise.all([
    startTestTemporal(), startTestPostgres(), startMailCatcher({ folder: join(folder, 'mails'), port: 0 }),
  ]);
  for (const service of [temporal, postgres, mail]) stops.push(() => service.stop());
  places = { 'temporal:7233': temporal.address, 'postgres://caseway:secret@postgres:5432/caseway': postgres.url, 'smtp://mail:1025': mail.url };
  variables = { POSTGRES_PASSWORD: 'secret', CASEWAY_KEY: randomBytes(32).toString('base64') };
});
afterAll(async () => {
  for (let last = stops.pop(); last; last = stops.pop()) await last();
});

test('before anybody has prepared the database, a worker and an API end with a sentence that says what to do', async () => {
  for (const service of ['worker', 'api']) {
    const container = new Container(service, `${service}-too-early`);
    expect(await container.exited).toBe(1);
    expect(container.output).toMatch(/^not started: The database has not been prepared .*\n\s+Run `caseway start --only prepare` first\.\n$/);
  }
});

test('a preparation gives the people to try it with; a second one, on an empty folder, changes nothing', async () => {
  const first = await prepare('prepare');
  // Several agencies have people of these names; the first is the one whose cases go through below.
  for (const [, name = '', token = ''] of first.output.matchAll(/^ +(\w+) .*CASEWAY_TOKEN=(\S+)$/gm)) tokens[name] ??= token;
  expect(Object.keys(tokens)).toEqual(expect.arrayContaining(['Rana', 'Samira']));
  const second = await prepare('prepare-again');
  expect(second.output).toContain('records: tables are up to date');
  expect(second.output).toContain('nothing new');
});

test('a case goes through while workers and APIs come and go', async () => {
  const [workerA, workerB, apiA, apiB] = await Promise.all([
    new Container('worker', 'worker-a').ready(), new Container('worker', 'worker-b').ready(), startApi('api-a'), startApi('api-b'),
  ]);
  const both = [apiA, apiB];
  const opened = await insist([apiA], 'Rana', 'POST', '/v1/cases', { process: 'child_protection', answers: { child_name: 'Salma Haddad' } }, 'open-it');
  expect(opened.status).toBe(201);
  const number = String(opened.body['case']);
  const at = (path: string): string => `/v1/cases/${number}${path}`;
  // What one API has answered, the other answers in the same way.
  expect((await insist([apiB], 'Rana', 'POST', '/v1/cases', { process: 'child_protection', answers: { child_name: 'Salma Haddad' } }, 'open-it')).body).toEqual(opened.body);

  workerA.kill();
  const answered = await insist(both, 'Rana', 'PATCH', at('/fields'), { answers: { risk: 'immediate' } });
  expect(answered.status).toBe(200);
  const [alert] = (answered.body['opened'] as string[]).filter((id) => id.includes('-a'));
  apiA.container.kill();
  expect((await insist(both, 'Samira', 'POST', `/v1/alerts/${alert}/acknowledge`, { reason: 'I go there.' })).status).toBe(200);

  await new Container('worker', 'worker-c').ready();
  expect(await workerB.stop()).toBe(0);
  const acts: [who: string, path: string, body: unknown][] = [
    ['Rana', at('/tasks/urgent_protection/complete'), { answers: { safety_measures: 'Is with her aunt.' } }],
    ['Samira', `/v1/alerts/${alert}/resolve`, { answers: { risk: 'low' } }],
    ['Rana', at('/tasks/screening/complete'), { answers: { eligible: false, not_eligible_why: 'Lives elsewhere.', risk: 'low' } }],
  ];
  for (const [who, path, body] of acts) expect(await insist(both, who, 'POST', path, body)).toMatchObject({ status: 200 });
  const approval = await until('the closure is to be approved', async () => {
    const { body: seen } = await insist(both, 'Samira', 'GET', at(''));
    return (seen['approvals'] as { id: string; state: string }[]).find(({ state }) => state === 'asked');
  });
  expect(await insist(both, 'Samira', 'POST', at(`/approvals/${approval.id}/approve`), {})).toMatchObject({ status: 200, body: { status: 'closed' } });

  const journal = await until('the records have the closing', async () => {
    const { body } = await insist([apiB], 'Samira', 'GET', at('/journal?limit=200'));
    const entries = body['entries'] as Line[];
    return entries.some(({ what }) => what === 'closed') ? entries : undefined;
  });
  expect(journal.map(({ n }) => n)).toEqual(journal.map((_line, i) => i + 1));
  for (const what of ['opened', 'alert_raised', 'alert_acknowledged', 'alert_resolved', 'closed']) expect(journal.filter((line) => line.what === what)).toHaveLength(1);
  // The alert's mails have come, and none of them twice with another id.
  const deliveries = await countDeliveries(join(folder, 'mails'));
  expect(deliveries.size).toBeGreaterThan(0);
  for (const [, times] of deliveries) expect(times).toBeLessThanOrEqual(2);
  expect(await apiB.container.stop()).toBe(0);
});
