// How many calls a minute one person has, what stands round every answer, and what the operator sees of the API's state.

import type { ApiHouse } from './house';
import { startHouse } from './house';

describe('limits', () => {
  let house: ApiHouse;
  beforeAll(async () => {
    house = await startHouse({ limits: { person: 5, address: 3 } });
  });
  afterAll(() => house.close());

  it('one person who calls too often waits, and nobody else', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await house.ask('worker', 'GET', '/v1/alerts')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const { body, headers } = await house.ask('worker', 'GET', '/v1/alerts');
    expect(body.code).toBe('too-many-requests');
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await house.ask('supervisor', 'GET', '/v1/alerts')).status).toBe(200);
  });

  it('whoever guesses at tokens is stopped sooner', async () => {
    const guess = () => house.ask(null, 'GET', '/v1/alerts', { headers: { authorization: `Bearer cw_${'y'.repeat(43)}` } });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await guess()).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
  });
});

describe('state', () => {
  it('lives, and says which part is not ready', async () => {
    let isReady = true;
    const house = await startHouse({ readiness: async () => [{ part: 'records', ready: true }, { part: 'worker', ready: isReady, ...(!isReady && { problem: 'No worker takes cases.' }) }] });
    expect((await house.ask(null, 'GET', '/healthz')).body).toEqual({ status: 'ok' });
    expect((await house.ask(null, 'GET', '/readyz')).status).toBe(200);
    isReady = false;
    const { status, body } = await house.ask(null, 'GET', '/readyz');
    expect([status, body.ready, body.parts[1]]).toEqual([503, false, { part: 'worker', ready: false, problem: 'No worker takes cases.' }]);
    await house.close();
  });

  it('answers 503 while the database is away, and with nothing of its failure', async () => {
    const house = await startHouse();
    await house.ask('worker', 'GET', '/v1/alerts');
    await house.records.close();
    const { status, body, text } = await house.ask('worker', 'GET', '/v1/alerts');
    expect([status, body.code]).toEqual([503, 'not-available']);
    expect(text).not.toMatch(/pool|postgres|ECONN/i);
    await house.close();
  });
});

it('every answer has an id of its own, is kept by nobody, and can do nothing in a browser', async () => {
  const house = await startHouse();
  const one = await house.ask('worker', 'GET', '/v1/alerts', { headers: { 'x-request-id': 'Planted', 'request-id': 'Planted' } });
  const other = await house.ask('worker', 'GET', '/v1/alerts');
  expect(one.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(one.headers['x-request-id']).not.toBe(other.headers['x-request-id']);
  expect(one.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': expect.stringContaining("default-src 'self'") });
  await house.close();
});
