// Webhooks over the API: the agency's lead alone, the secret once, and the documented way to check a message.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import type { ApiHouse, Who } from './house';
import { startHouse } from './house';

let house: ApiHouse;
beforeEach(async () => void (house = await startHouse()));
afterEach(() => house.close());

const URL_OF = 'https://reports.example.org/caseway';
const add = (who: Who | null, body: object = { url: URL_OF }) => house.ask(who, 'POST', '/v1/webhooks', { body });

test('the agency’s lead adds one, sees its secret once, and nobody else does either', async () => {
  const added = await add('lead', { url: URL_OF, kinds: ['closed', 'alert_raised'] });
  expect(added).toMatchObject({ status: 201, body: { url: URL_OF, kinds: ['closed', 'alert_raised'], secret: expect.stringMatching(/^whsec_/), pausedBecause: null, behind: 0, createdBy: 'lina' } });
  const listed = await house.ask('lead', 'GET', '/v1/webhooks');
  expect(listed.body.webhooks).toEqual([expect.not.objectContaining({ secret: expect.anything() })]);
  for (const who of ['worker', 'supervisor'] as const) {
    expect(await add(who)).toMatchObject({ status: 403, body: { code: 'not-for-you' } });
    expect(await house.ask(who, 'GET', '/v1/webhooks')).toMatchObject({ status: 403 });
  }
  expect((await house.ask('stranger', 'GET', '/v1/webhooks')).body.webhooks).toEqual([]);
  expect(house.log()).not.toContain(added.body.secret);
});

test('the same key gives the same webhook with its secret, and is refused for another', async () => {
  const again = (url: string) => house.ask('lead', 'POST', '/v1/webhooks', { body: { url }, key: 'once' });
  const first = await again(URL_OF);
  expect((await again(URL_OF)).body).toEqual(first.body);
  expect(await again('https://elsewhere.example.org/')).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
  expect((await house.ask('lead', 'GET', '/v1/webhooks')).body.webhooks).toHaveLength(1);
});

test.each([
  ['no address', { url: 'reports' }], ['another protocol', { url: 'ftp://reports.example.org/' }], ['a password in it', { url: 'https://me:secret@reports.example.org/' }],
  ['an unknown kind', { url: URL_OF, kinds: ['case_closed'] }], ['a key that is not known', { url: URL_OF, secret: 'mine' }],
])('%s is refused', async (_what, body) => {
  expect(await add('lead', body)).toMatchObject({ status: 400, body: { code: 'request-wrong' } });
  expect((await house.ask('lead', 'GET', '/v1/webhooks')).body.webhooks).toEqual([]);
});

test('it is let go on, told again and removed by its own agency alone', async () => {
  const number = await house.openCase();
  const { body } = await add('lead');
  const at = (rest = '') => `/v1/webhooks/${body.id}${rest}`;
  for (const [method, path] of [['POST', at('/resume')], ['POST', at('/replay')], ['DELETE', at()]] as const) {
    expect(await house.ask('stranger', method, path, method === 'POST' && path.endsWith('replay') ? { body: {} } : {})).toMatchObject({ status: 404, body: { code: 'webhook-not-found' } });
  }
  expect(await house.ask('lead', 'POST', at('/resume'))).toMatchObject({ status: 200 });
  expect(await house.ask('lead', 'POST', at('/replay'), { body: { case: number, after: 2 } })).toMatchObject({ status: 200, body: { cases: 1 } });
  expect((await house.ask('lead', 'GET', '/v1/webhooks')).body.webhooks).toMatchObject([{ behind: 1 }]);
  expect(await house.ask('lead', 'POST', at('/replay'), { body: { case: 'K7Q2-M4XW9T' } })).toMatchObject({ status: 404, body: { code: 'case-not-found' } });
  expect(await house.ask('lead', 'DELETE', at())).toMatchObject({ status: 200 });
  expect(await house.ask('lead', 'DELETE', at())).toMatchObject({ status: 404 });
});

test('the documented code reads a message and refuses one that was changed', () => {
  const docs = readFileSync(join(__dirname, '..', '..', 'docs', 'webhooks.md'), 'utf8');
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(docs) ?? [];
  const [, message = ''] = /```json\n([\s\S]*?)```/.exec(docs) ?? [];
  const read = new Function('require', `${code}\nreturn read;`)(createRequire(__filename)) as (secret: string, headers: object, body: string) => unknown;
  const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
  const now = new Date();
  const headers = { 'webhook-id': 'K7Q2-M4XW9T-12', 'webhook-timestamp': String(Math.floor(now.getTime() / 1000)), 'webhook-signature': new Webhook(secret).sign('K7Q2-M4XW9T-12', now, message) };
  expect(read(secret, headers, message)).toEqual(JSON.parse(message));
  expect(() => read(secret, headers, message.replace('12', '13'))).toThrow();
});
