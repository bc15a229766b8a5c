// SIGKILL of the worker, the API, the Temporal service, PostgreSQL and everything at once while people work: what was answered has happened, once.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageIdOf } from '../../activities/message-id';
import { placesIn } from '../../engine/data-folder';
import { makeTestFolder } from '../../engine/for-tests';
import { listMails } from '../../engine/mail-folder';
import { findFreePort } from '../../engine/ports';
import { waitFor } from '../../engine/waiting';
import type { Answer, Method } from './calls';
import { NoAnswer } from './calls';
import type { Part } from './program';
import { Program } from './program';
import type { Line } from './world';
import { until, World } from './world';

jest.setTimeout(300_000);

/** Nobody waits longer than this for one act, through whatever is killed meanwhile. */
const ACT_LIMIT_MS = 120_000;

/** One act of a person, sent with the same key until it is answered. */
interface Sent {
  who: string;
  method: Method;
  path: string;
  key: string;
  body: unknown;
  /** What the journal says when it has happened; the text stands in no other act. */
  line: { what: string; text: string };
  answer?: Answer;
}

/** From a kill until all that was being done has been answered again. */
interface Outage {
  killed: string;
  from: number;
  to: number;
}

let folder: string;
let port: number;
let running: Program;
const begun: Program[] = [];
const sent: Sent[] = [];
const cases: string[] = [];
const outages: Outage[] = [];

const data = (): string => join(folder, 'data');

async function start(): Promise<void> {
  running = await Program.start(data(), port);
  begun.push(running);
}

beforeAll(async () => {
  folder = await makeTestFolder();
  port = await findFreePort();
  await start();
});
afterAll(async () => {
  for (const one of begun) await one.killAll();
  await rm(folder, { recursive: true, force: true });
});

/** Between two calls for the same thing: people who ask more often than the API's limit allows are sent away. */
const PAUSE_MS = 200;
const NO_ANSWER_YET = [202, 429, 503];

async function patiently<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const found = await waitFor(ask, ACT_LIMIT_MS, PAUSE_MS);
  if (found === undefined) throw new Error(`Waited ${ACT_LIMIT_MS / 1000} s in vain until ${what}.`);
  return found;
}

/** One call until somebody answers it: no connection, "outcome unknown" and "accepted" are no answers yet. */
async function insist(who: string, method: Method, path: string, options: { key?: string; body?: unknown } = {}): Promise<Answer> {
  return patiently(`${method} ${path} is answered`, async () => {
    try {
      const answer = await running.call(who, method, path, options.body, options);
      return NO_ANSWER_YET.includes(answer.status) ? undefined : answer;
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    }
  });
}

/** Sends an act, which must come out as expected. */
async function act(one: Omit<Sent, 'key' | 'answer'>, status = 200): Promise<Record<string, unknown>> {
  const noted: Sent = { ...one, key: `key-${sent.length + 1}` };
  sent.push(noted);
  noted.answer = await insist(one.who, one.method, one.path, noted);
  expect([one.method, one.path, noted.answer.status, noted.answer.text]).toEqual([one.method, one.path, status, expect.anything()]);
  return noted.answer.body;
}

/** A text that stands in one act only. */
let texts = 0;
const text = (): string => `text-${(texts += 1)}.`;

async function open(): Promise<string> {
  const name = text();
  const body = { process: 'child_protection', answers: { child_name: name } };
  const number = String((await act({ who: 'Rana', method: 'POST', path: '/v1/cases', body, line: { what: 'answered', text: name } }, 201))['case']);
  cases.push(number);
  return number;
}

async function journal(number: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (let after: unknown = 0; after !== null; ) {
    const { status, body } = await insist('Rana', 'GET', `/v1/cases/${number}/journal?after=${String(after)}&limit=200`);
    expect(status).toBe(200);
    lines.push(...(body['entries'] as Line[]));
    after = body['next'];
  }
  return lines;
}

/** What people do in one case: an answer; an alert raised, told, taken by one and refused to another, resolved. */
async function work(number: string): Promise<void> {
  const [strengths, raised, taken, refused, resolved] = [text(), text(), text(), text(), text()];
  await act({ who: 'Rana', method: 'PATCH', path: `/v1/cases/${number}/fields`, body: { answers: { strengths } }, line: { what: 'answered', text: strengths } });
  const raise = { alert: 'immediate_risk', reason: raised };
  const { opened } = await act({ who: 'Rana', method: 'POST', path: `/v1/cases/${number}/alerts`, body: raise, line: { what: 'alert_raised', text: raised } });
  const alert = (opened as string[]).find((id) => id.startsWith(`${number}-a`)) ?? '';
  await patiently(`${alert} is told`, async () => (await journal(number)).find(({ what, about }) => what === 'alert_told' && about === alert));
  const at = `/v1/alerts/${alert}`;
  await act({ who: 'Samira', method: 'POST', path: `${at}/acknowledge`, body: { reason: taken }, line: { what: 'alert_acknowledged', text: taken } });
  await act({ who: 'Khalid', method: 'POST', path: `${at}/acknowledge`, body: { reason: refused }, line: { what: 'alert_acknowledged', text: refused } }, 409);
  const resolve = { answers: { risk: 'high' }, reason: resolved };
  await act({ who: 'Samira', method: 'POST', path: `${at}/resolve`, body: resolve, line: { what: 'alert_resolved', text: resolved } });
}

const answered = (): number => sent.filter((one) => one.answer !== undefined).length;

/** People work on old and on new cases; in the middle of it something is killed and comes up again; they get all of it done. */
async function workThrough(killed: string, killAndRecover: () => Promise<void>): Promise<void> {
  const before = answered();
  const newcomer = async (): Promise<void> => work(await open());
  const all = Promise.all([...cases.slice(0, 2).map((number) => work(number).then(() => work(number))), newcomer(), newcomer()]);
  all.catch(() => undefined);
  await Promise.race([all, until('people are at work', () => answered() >= before + 4)]);
  const outage = { killed, from: Date.now(), to: Infinity };
  outages.push(outage);
  await killAndRecover();
  await all;
  outage.to = Date.now();
}

/** A part that the start brings up again by itself. */
const killAndAwaitNext = (part: Part) => async (): Promise<void> => {
  await running.kill(part);
  await running.part(part);
};

/** A part without which the start ends: with one sentence, and it is started again on the folder. */
const killAndStartAgain = (part: Part, sentence: RegExp) => async (): Promise<void> => {
  const stopped = running;
  const pids = stopped.processes();
  await stopped.kill(part);
  expect(await stopped.exited).toBe(1);
  expect(stopped.output).toMatch(sentence);
  await Program.leavesNothing(pids);
  await start();
};

test('two cases are opened', async () => {
  expect(await open()).not.toBe(await open());
});

test('the worker is killed: another takes over', () => workThrough('worker', killAndAwaitNext('worker')));

test('the API is killed: another takes over', () => workThrough('api', killAndAwaitNext('api')));

test('the Temporal service is killed: the start ends with a sentence, and goes on when started again', () =>
  workThrough('temporal', killAndStartAgain('temporal', /^stopped The Temporal service has ended by itself; see \S+\.$/m)));

test('PostgreSQL is killed: the start ends with a sentence, and goes on when started again', () =>
  workThrough('postgres', killAndStartAgain('postgres', /^stopped PostgreSQL has ended by itself; see \S+\.$/m)));

test.each([1, 2])('everything is killed at once, the %i. time: started again it goes on', (time) =>
  workThrough(`everything ${time}`, async () => {
    await running.killAll();
    await start();
  }));

test('only the start itself is killed: its parts end by themselves, and started again it goes on', () =>
  workThrough('the start', async () => {
    const pids = running.processes();
    process.kill(running.pid, 'SIGKILL');
    await Program.leavesNothing(pids);
    await start();
  }));

/** What was said in a line; what was answered before it stands there too, and in a line of its own. */
const says = ({ details }: Line): string => JSON.stringify(details ?? {}, (key, value: unknown) => (key === 'was' ? undefined : value));
const TEXT = /text-\d+\./g;

test('each act that was accepted is in the journal once, and nothing that was not', async () => {
  const accepted = sent.filter(({ answer }) => answer !== undefined && answer.status < 300);
  const refused = sent.filter(({ answer }) => answer !== undefined && answer.status >= 300);
  expect(accepted.length).toBeGreaterThan(100);
  expect([accepted.length + refused.length, new Set(cases).size]).toEqual([sent.length, 16]);
  const lines = (await Promise.all(cases.map(journal))).flat();
  const times = ({ line }: Sent): number => lines.filter((one) => one.what === line.what && says(one).includes(line.text)).length;
  expect(accepted.filter((one) => times(one) !== 1).map(({ path, line }) => [path, line])).toEqual([]);
  expect(refused.filter(({ line }) => lines.some((one) => says(one).includes(line.text))).map(({ path, line }) => [path, line])).toEqual([]);
  const known = new Set(accepted.map(({ line }) => line.text));
  expect(lines.filter((one) => [...says(one).matchAll(TEXT)].some(([said]) => !known.has(said)))).toEqual([]);
  const linesOf = (...kinds: string[]): number => lines.filter(({ what, by }) => by !== undefined && kinds.includes(what)).length;
  const actsOf = (...kinds: string[]): number => accepted.filter(({ line }) => kinds.includes(line.what)).length;
  const alerts = ['alert_raised', 'alert_joined', 'alert_acknowledged', 'alert_resolved'];
  expect(linesOf(...alerts)).toBe(actsOf(...alerts));
  // The first resolution in each case changes its risk, which is an answer too.
  expect([linesOf('opened'), linesOf('answered')]).toEqual([cases.length, actsOf('answered') + cases.length]);
  const listed = await insist('Samira', 'GET', '/v1/cases?limit=200');
  expect((listed.body['cases'] as { number: string }[]).map((one) => one.number).sort()).toEqual([...cases].sort());
});

test('each act, repeated with its key, gets its first answer', async () => {
  const before = await Promise.all(cases.map(journal));
  for (const { who, method, path, key, body, answer } of sent.filter((one) => one.answer !== undefined && one.answer.status < 300)) {
    const again = await insist(who, method, path, { key, body });
    expect([path, again.status, again.body]).toEqual([path, answer?.status, answer?.body]);
  }
  expect(await Promise.all(cases.map(journal))).toEqual(before);
});

test('each alert was told by mail, and a second time only over a kill', async () => {
  const told = (await Promise.all(cases.map(journal))).flat().filter(({ what }) => what === 'alert_told');
  const raised = sent.filter(({ line }) => line.what === 'alert_raised');
  expect(told).toHaveLength(raised.length);
  expect(new Set(told.map(({ about }) => about)).size).toBe(raised.length);

  const deliveries = new Map<string, number[]>();
  for (const { messageId, receivedAt } of await listMails(placesIn(data()).mailFolder)) {
    deliveries.set(messageId, [...(deliveries.get(messageId) ?? []), Date.parse(receivedAt)]);
  }
  const ids = told.map(({ details }) => messageIdOf(String(details?.['notice']), { id: 'samira' } as never, '127.0.0.1'));
  expect(ids.filter((id) => !deliveries.has(id))).toEqual([]);

  // The API sends no mail: over its kill nothing is sent twice.
  const losses = outages.filter(({ killed }) => killed !== 'api');
  for (const [id, times] of deliveries) {
    expect(times.length).toBeLessThanOrEqual(1 + losses.length);
    const unexplained = times.slice(1).filter((second, i) => !losses.some(({ from, to }) => from <= second && to >= (times[i] ?? 0)));
    expect([id, unexplained]).toEqual([id, []]);
  }
});

test('no journal has a gap, and the records hold nothing that did not happen', async () => {
  expect(await running.interrupt()).toBe(0);
  const world = await World.start({ folder, timeSkipping: false });
  const { records } = world.installation;
  try {
    await until('every row has been found in the history of its case', async () => (await records.unconfirmed(0, 100)).length === 0, 60_000);
    for (const number of cases) {
      const lines = await records.journal(number, { limit: 1000 });
      expect(lines.map(({ n }) => n)).toEqual(lines.map((_, i) => i + 1));
      expect([number, await records.verifyJournal(number)]).toEqual([number, { entries: lines.length, problems: [] }]);
    }
  } finally {
    await world.halt();
  }
});
