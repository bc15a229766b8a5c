// What other systems are told: signed, in order, again until it is taken, from what is certain, and never anything of a person.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { createWebhookPost } from '../../activities/webhook-post';
import { createWebhookRound } from '../../activities/webhooks';
import type { JournalKind } from '../../case/effect';
import type { Records } from '../../records/database';
import { PLANTED_NAME, PLANTED_WORKER, sampleCall } from '../records/sample-case';
import type { TestDatabase } from '../records/test-database';
import { createTestDatabase } from '../records/test-database';

const AGENCY = 'amal';

interface Message {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let database: TestDatabase;
let records: Records;
let server: Server;
let url = '';
let messages: Message[];
/** Status that a message is answered with. */
let answer: (message: Message, n: number) => number;
let logged: string[];
beforeEach(async () => {
  database = await createTestDatabase();
  records = database.open();
  await records.migrate();
  messages = [];
  logged = [];
  answer = () => 204;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      messages.push(message);
      const status = answer(message, messages.length);
      response.writeHead(status, status === 302 ? { location: `${url}/elsewhere` } : {}).end('an answer that nobody reads');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await database.drop();
});

/** Writes a transition of a case, with two journal lines, and has it found in the case's history unless told otherwise. */
async function happens(number: string, sequence: number, { confirmed = true } = {}): Promise<void> {
  await records.record(sampleCall(number, sequence));
  if (!confirmed) return;
  await records.confirm((await records.unconfirmed(0, 100)).filter((row) => row.case === number));
}

const add = async (kinds: JournalKind[] | null = null, to = url): Promise<{ id: string; secret: string }> => {
  const { webhook, secret } = await records.addWebhook({ id: `wh_${randomUUID()}`, agency: AGENCY, url: to, kinds, createdBy: 'lina' });
  return { id: webhook.id, secret };
};

const log = { info: () => undefined, warn: (details: object, message: string) => void logged.push(JSON.stringify({ ...details, message })) };
const round = (allowPrivate = true): Promise<number> =>
  createWebhookRound({ records, post: createWebhookPost({ allowPrivate }), baseUrl: 'https://cases.example.org', now: () => new Date(), log })();

const told = (): string[] => messages.map(({ headers }) => String(headers['webhook-id']));
/** As if the time until the next attempt had passed. */
const timePasses = (): Promise<unknown> => database.query(`update webhook_deliveries set next_try_at = now() where next_try_at is not null`);
const webhook = async (id: string) => (await records.webhooks(AGENCY)).find((one) => one.id === id);

test('it is told what happens from when it was added, line after line, each signed with its secret and said as a CloudEvent', async () => {
  await happens('W-1', 1);
  const { secret } = await add();
  await happens('W-1', 2);
  await happens('W-2', 1);
  expect(await round()).toBe(4);
  expect(told().filter((id) => id.startsWith('W-1'))).toEqual(['W-1-3', 'W-1-4']);
  expect(told().filter((id) => id.startsWith('W-2'))).toEqual(['W-2-1', 'W-2-2']);
  for (const { headers, body } of messages) {
    const event = new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, unknown>;
    expect(event).toMatchObject({ specversion: '1.0', id: headers['webhook-id'], source: 'https://cases.example.org', type: 'caseway.answered', data: { agency: AGENCY, process: 'child_protection', what: 'answered' } });
    expect(() => new Webhook(secret).verify(body.replace('answered', 'closed'), headers as Record<string, string>)).toThrow();
  }
  expect(await round()).toBe(0);
});

test('nothing of a person leaves: no answer, no word, nobody’s name, in any message or line of the log', async () => {
  await add();
  answer = (_message, n) => (n === 2 ? 500 : 204);
  await happens('W-1', 1);
  await happens('W-1', 2);
  await round();
  await timePasses();
  await round();
  expect(messages.length).toBe(5);
  const said = JSON.stringify(messages) + logged.join('');
  for (const name of [PLANTED_NAME, PLANTED_WORKER, ...PLANTED_NAME.split(' '), 'worker']) expect(said).not.toContain(name);
});

test('what is not taken is tried again later, and what comes after it in the same case waits, while other cases go on', async () => {
  const { id } = await add();
  answer = ({ headers }) => (headers['webhook-id'] === 'W-1-1' && messages.length < 4 ? 503 : 204);
  await happens('W-1', 1);
  await happens('W-2', 1);
  await round();
  expect(told().filter((one) => one.startsWith('W-1'))).toEqual(['W-1-1']);
  expect(told().filter((one) => one.startsWith('W-2'))).toEqual(['W-2-1', 'W-2-2']);
  expect(await webhook(id)).toMatchObject({ pausedBecause: null, behind: 1, lastFailure: '503' });
  expect(await round()).toBe(0);
  await timePasses();
  expect(await round()).toBe(2);
  // The same message has the same id, by which its reader knows it again.
  expect(told().filter((one) => one.startsWith('W-1'))).toEqual(['W-1-1', 'W-1-1', 'W-1-2']);
  expect(await webhook(id)).toMatchObject({ behind: 0, lastFailure: null });
});

test('only what has been found in the case’s history is told', async () => {
  await add();
  await happens('W-1', 1, { confirmed: false });
  expect(await round()).toBe(0);
  await happens('W-1', 2);
  expect(await round()).toBe(4);
});

test('a webhook that wants some kinds of lines alone is told those, and counts as having been told the others', async () => {
  const { id } = await add(['closed']);
  await happens('W-1', 1);
  expect(await round()).toBe(0);
  expect(messages).toEqual([]);
  expect(await webhook(id)).toMatchObject({ kinds: ['closed'], behind: 0 });
});

test('after the last attempt of a schedule of three days it is paused, and goes on from there when somebody lets it', async () => {
  const { id } = await add();
  answer = () => 500;
  await happens('W-1', 1);
  for (let attempt = 0; attempt < 9; attempt += 1) {
    expect(await webhook(id)).toMatchObject({ pausedBecause: null });
    await round();
    await timePasses();
  }
  await round();
  expect(messages).toHaveLength(10);
  expect(await webhook(id)).toMatchObject({ pausedBecause: 'no-success', lastFailure: '500', behind: 1 });
  await timePasses();
  expect(await round()).toBe(0);
  answer = () => 200;
  expect(await records.resumeWebhook('elsewhere', id)).toBe(false);
  expect(await records.resumeWebhook(AGENCY, id)).toBe(true);
  expect(await round()).toBe(2);
});

test('one that says that it is gone is paused at once', async () => {
  const { id } = await add();
  answer = () => 410;
  await happens('W-1', 1);
  await round();
  expect(messages).toHaveLength(1);
  expect(await webhook(id)).toMatchObject({ pausedBecause: 'gone' });
});

test('a redirection is not followed, and counts as not taken', async () => {
  await add();
  answer = () => 302;
  await happens('W-1', 1);
  await round();
  expect(messages.map(({ path }) => path)).toEqual(['/']);
});

test.each(['the address', 'a name', 'the old form of an address in a new one'])('nothing goes into the networks around the computer, by %s of this very one', async (how) => {
  const port = (server.address() as AddressInfo).port;
  const host = how === 'a name' ? 'localhost' : how === 'the address' ? '127.0.0.1' : '[::ffff:127.0.0.1]';
  const { id } = await add(null, `http://${host}:${port}/`);
  await happens('W-1', 1);
  await round(false);
  expect(messages).toEqual([]);
  expect(await webhook(id)).toMatchObject({ pausedBecause: 'address-not-allowed' });
});

test('one that nobody answers at counts as not taken', async () => {
  const { id } = await add(null, 'http://127.0.0.1:1/');
  await happens('W-1', 1);
  await round();
  expect(await webhook(id)).toMatchObject({ lastFailure: 'no-answer', pausedBecause: null });
});

test('it is told again what it asks for: a case from a line on, or everything', async () => {
  const { id } = await add();
  await happens('W-1', 1);
  await happens('W-2', 1);
  await round();
  messages = [];
  expect(await records.replayWebhook(AGENCY, id, { case: 'W-1', after: 1 })).toBe(1);
  await round();
  expect(told()).toEqual(['W-1-2']);
  expect(await records.replayWebhook(AGENCY, id, { after: 0 })).toBe(2);
  await round();
  expect(told().slice(1).sort()).toEqual(['W-1-1', 'W-1-2', 'W-2-1', 'W-2-2']);
  expect(await records.replayWebhook(AGENCY, id, { case: 'W-9', after: 0 })).toBe(0);
  expect(await records.replayWebhook('elsewhere', id, { after: 0 })).toBeNull();
});

test('two workers do not tell the same', async () => {
  await add();
  for (let i = 1; i <= 10; i += 1) await happens(`W-${i}`, 1);
  const counts = await Promise.all([round(), round()]);
  expect(counts[0] + counts[1]).toBe(20);
  expect(new Set(told()).size).toBe(20);
});

test('an erased case is told no more, and a removed webhook leaves nothing', async () => {
  const { id } = await add();
  await happens('W-1', 1);
  await database.query(`delete from cases where number = 'W-1'`);
  expect(await round()).toBe(0);
  expect(await records.removeWebhook(AGENCY, id)).toBe(true);
  expect(await records.removeWebhook(AGENCY, id)).toBe(false);
  expect(await database.query('select * from webhook_deliveries')).toEqual([]);
});

test('the secret stands encrypted', async () => {
  const { secret } = await add();
  expect(await database.everything()).not.toContain(secret);
});
