// What nobody should send: each gets one clear error with its code, nothing changes, and nothing of it is logged.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFINITIONS } from '../definitions';
import type { ApiHouse, Ask, Reply } from './house';
import { startHouse } from './house';

const NUMBER = 'K7Q2-M4XW9T';

/** Every writing route, with a body that it takes. */
const WRITING: [method: 'POST' | 'PATCH', url: string, body: Record<string, unknown>][] = [
  ['POST', '/v1/cases', { process: 'child_protection' }],
  ['PATCH', `/v1/cases/${NUMBER}/fields`, { answers: { risk: 'low' } }],
  ['POST', `/v1/cases/${NUMBER}/tasks/screening/complete`, {}],
  ['POST', `/v1/cases/${NUMBER}/reviews/follow_up/record`, {}],
  ['POST', `/v1/cases/${NUMBER}/alerts`, { alert: 'immediate_risk' }],
  ['POST', `/v1/alerts/${NUMBER}-a1/acknowledge`, { reason: 'r' }],
  ['POST', `/v1/alerts/${NUMBER}-a1/resolve`, {}],
  ['POST', `/v1/cases/${NUMBER}/approvals/case_plan.1/approve`, {}],
  ['POST', `/v1/cases/${NUMBER}/approvals/case_plan.1/send-back`, { reason: 'r' }],
  ['POST', `/v1/cases/${NUMBER}/close`, { reason: 'resolved' }],
  ['POST', '/v1/processes/check', { process: 'a_process', source: 'process: a_process' }],
  ['POST', '/v1/processes', { process: 'a_process', source: 'process: a_process' }],
];
const READING = [
  '/v1/cases', `/v1/cases/${NUMBER}`, `/v1/cases/${NUMBER}/journal`, `/v1/cases/${NUMBER}/explain`, '/v1/alerts', '/v1/me/tasks', '/v1/processes',
];

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

const everything = async (): Promise<string> => JSON.stringify([(await house.ask('supervisor', 'GET', '/v1/cases')).body, house.gateway.calls.length]);

async function expectRefused(ask: () => Promise<Reply>, status: number, code: string): Promise<Reply> {
  const before = await everything();
  const reply = await ask();
  expect([reply.status, reply.body?.code]).toEqual([status, code]);
  expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(reply.body).toMatchObject({ type: `urn:caseway:error:${code}`, status, title: expect.stringMatching(/\S/), fix: expect.stringMatching(/\S/), instance: expect.stringMatching(/^urn:uuid:/) });
  expect(await everything()).toBe(before);
  return reply;
}

describe.each(WRITING)('%s %s', (method, url, body) => {
  const send = (more: Ask): (() => Promise<Reply>) => () => house.ask('worker', method, url, more);

  it('asks who it is', async () => {
    await expectRefused(() => house.ask(null, method, url, { body }), 401, 'sign-in-needed');
    await expectRefused(() => house.ask(null, method, url, { body, headers: { authorization: `Bearer cw_${'x'.repeat(43)}` } }), 401, 'sign-in-needed');
    await expectRefused(() => house.ask(null, method, url, { body, headers: { authorization: 'Basic d29ya2VyOnB3' } }), 401, 'sign-in-needed');
  });

  it('refuses what is no JSON', async () => {
    await expectRefused(send({ raw: '{"answers": ' }), 400, 'body-not-json');
    await expectRefused(send({ raw: '' }), 400, 'body-not-json');
  });

  it('refuses another kind of body', async () => {
    await expectRefused(send({ raw: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }), 415, 'media-type-not-accepted');
  });

  it('refuses 10 MB without reading them to the end', async () => {
    await expectRefused(send({ raw: JSON.stringify({ ...body, answers: { risk: 'x'.repeat(10_000_000) } }) }), 413, 'body-too-large');
  });

  it('refuses a key that it does not know, and names it', async () => {
    const reply = await expectRefused(send({ body: { ...body, colour: 'Planted Red' } }), 400, 'request-wrong');
    expect(reply.body.against).toEqual([{ id: 'body/colour', expected: 'not to be there: the route does not know it' }]);
    expect(reply.text).not.toContain('Planted');
  });

  it.each([['a list', []], ['a text', 'x'], ['null', null], ['a number', 1]])('refuses %s as its body', async (_what, wrong) => {
    await expectRefused(send({ body: wrong }), 400, 'request-wrong');
  });

  it('converts nothing: a number is no text and a text no object', async () => {
    const [key = 'answers'] = Object.keys(body);
    await expectRefused(send({ body: { ...body, [key]: 7 } }), 400, 'request-wrong');
  });

  it('refuses a key for repetitions that is none', async () => {
    if (url.endsWith('/check')) return; // changes nothing, and takes no key
    await expectRefused(send({ body, key: 'k'.repeat(201) }), 400, 'request-wrong');
  });
});

it.each(READING)('GET %s asks who it is', async (url) => {
  await expectRefused(() => house.ask(null, 'GET', url), 401, 'sign-in-needed');
});

describe('addresses', () => {
  it.each(['/v1/case', '/', '/v2/cases', '/v1/cases/x/y/z', '/dev/mail', '/v1/cases/%E0%A4%A'])('knows no %s', async (url) => {
    await expectRefused(() => house.ask('worker', 'GET', url), 404, 'route-not-found');
  });

  it.each([
    ['/v1/cases/Planted-Name', 'path/case'],
    ['/v1/cases/k7q2-m4xw9t', 'path/case'],
    [`/v1/cases/${NUMBER}%27%3B--`, 'path/case'],
    [`/v1/cases/..%2f..%2fetc`, 'path/case'],
    ['/v1/cases?limit=0', 'query/limit'],
    ['/v1/cases?limit=many', 'query/limit'],
    ['/v1/cases?status=OPEN', 'query/status'],
    ['/v1/cases?after=zzz', 'query/after'],
    ['/v1/cases?colour=red', 'query/colour'],
    ['/v1/alerts?state=loud', 'query/state'],
    [`/v1/cases/${NUMBER}/journal?after=-1`, 'query/after'],
  ])('GET %s is wrong at %s', async (url, place) => {
    const reply = await expectRefused(() => house.ask('worker', 'GET', url), 400, 'request-wrong');
    expect(reply.body.against.map((one: { id: string }) => one.id)).toEqual([place]);
  });

  it('a text of the wrong form is answered with one of the right form, and is not said again', async () => {
    const reply = await expectRefused(() => house.ask('worker', 'POST', `/v1/cases/${NUMBER}/tasks`, { body: { title: 'Call', due: 'Planted day' } }), 400, 'request-wrong');
    expect(reply.body.against).toEqual([{ id: 'body/due', expected: 'such as 2026-03-26 or 2026-03-26T07:00:00.000Z' }]);
    expect(reply.text).not.toContain('Planted');
  });

  it('an id of a form that no case and no alert has is refused before anything is looked up', async () => {
    await expectRefused(() => house.ask('worker', 'POST', '/v1/alerts/x/acknowledge', { body: { reason: 'r' } }), 400, 'request-wrong');
    await expectRefused(() => house.ask('worker', 'POST', `/v1/cases/${NUMBER}/tasks/Case-Plan/complete`, { body: {} }), 400, 'request-wrong');
  });
});

describe('answers', () => {
  it.each([
    ['a nested object', { risk: { deep: { deeper: 1 } } }, 400, 'request-wrong'],
    ['null', { risk: null }, 400, 'request-wrong'],
    ['an id that is none', { 'RISK!': 'low' }, 400, 'request-wrong'],
    ['a field that is not there', { colour: 'red' }, 422, 'unknown-field'],
    ['a prototype', JSON.parse('{"__proto__": {"x": 1}}'), 400, null],
    ['a number for an option', { risk: 3 }, 422, 'answer-wrong-type'],
    ['a day that does not exist', { birth_date: '2014-02-30' }, 422, 'answer-wrong-type'],
    ['a text of more than 20,000 characters', { plan: 'x'.repeat(20_001) }, 422, 'text-too-long'],
    ['an empty text', { plan: '  ' }, 422, 'answer-missing'],
  ])('refuses %s', async (_what, answers, status, code) => {
    const raw = JSON.stringify({ process: 'child_protection', answers }).replace('"answers":{}', '"answers":{"__proto__":{"x":1}}');
    const before = await everything();
    const reply = await house.ask('worker', 'POST', '/v1/cases', { raw });
    expect(reply.status).toBe(status);
    if (code !== null) expect(reply.body.code).toBe(code);
    expect(await everything()).toBe(before);
  });
});

describe('what is not known', () => {
  it.each([
    ['unknown', 503, 'outcome-unknown'],
    ['rules-not-known', 503, 'rules-not-known'],
    ['failed', 500, 'internal-error'],
    ['key-reused', 409, 'idempotency-key-reused'],
    ['not-running', 503, 'not-available'],
  ] as const)('a call that came out as %s is answered with %i %s', async (kind, status, code) => {
    const number = await house.openCase();
    house.gateway.next = { kind };
    const reply = await house.ask('worker', 'PATCH', `/v1/cases/${number}/fields`, { body: { answers: { risk: 'low' } } });
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    if (status === 503) expect(reply.headers['retry-after']).toBe('2');
  });

  it('an accepted call is answered with 202, and where to look', async () => {
    const number = await house.openCase();
    house.gateway.next = { kind: 'accepted' };
    const reply = await house.ask('worker', 'PATCH', `/v1/cases/${number}/fields`, { body: { answers: { risk: 'low' } } });
    expect([reply.status, reply.body]).toEqual([202, { case: number, pending: true, links: expect.objectContaining({ case: `/v1/cases/${number}` }) }]);
  });
});

describe('publishing', () => {
  it('is for the agency’s lead', async () => {
    for (const who of ['worker', 'supervisor'] as const) {
      const reply = await house.ask(who, 'POST', '/v1/processes', { body: { process: 'a_process', source: 'process: a_process' } });
      expect([reply.status, reply.body.code, reply.body.against[0].id]).toEqual([403, 'not-for-you', 'agency_lead']);
    }
  });

  it('publishes nothing that has a mistake, and names each with its place', async () => {
    const before = (await house.ask('lead', 'GET', '/v1/processes')).body;
    const reply = await house.ask('lead', 'POST', '/v1/processes', { body: { process: 'child_protection', source: 'process: child_protection\nstagse:\n  x: 1\n' } });
    expect([reply.status, reply.body.code]).toEqual([422, 'process-has-problems']);
    expect(reply.body.problems).toContainEqual(expect.objectContaining({ code: 'unknown-key', file: 'processes/child_protection.yaml', line: 2, column: 1, suggestion: 'stages' }));
    expect((await house.ask('lead', 'GET', '/v1/processes')).body).toEqual(before);
  });

  it('publishes nothing whose text is of another process than it says', async () => {
    const { records } = house;
    const before = await records.listProcesses('amman_child_protection');
    const source = readFileSync(join(DEFINITIONS, 'processes', 'child_protection.yaml'), 'utf8');
    const reply = await house.ask('lead', 'POST', '/v1/processes', { body: { process: 'adoption', source } });
    expect([reply.status, reply.body.problems[0].code]).toEqual([422, 'name-differs']);
    expect(await records.listProcesses('amman_child_protection')).toEqual(before);
  });

  it('publishes what has none; cases opened then run by it', async () => {
    const source = readFileSync(join(DEFINITIONS, 'processes', 'child_protection.yaml'), 'utf8').replace('due: 30 days', 'due: 29 days');
    const reply = await house.ask('lead', 'POST', '/v1/processes', { body: { process: 'child_protection', source } });
    expect([reply.status, reply.body]).toEqual([200, expect.objectContaining({ process: 'child_protection', changed: true, inUse: true })]);
    const listed = (await house.ask('worker', 'GET', '/v1/processes', { headers: { 'accept-language': 'en' } })).body.processes;
    expect(listed.filter((one: { inForce: boolean }) => one.inForce)).toEqual([expect.objectContaining({ hash: reply.body.hash, title: 'Child protection', inUse: true })]);
    const number = await house.openCase();
    expect((await house.records.getCase(number))?.row.rules.process).toBe(reply.body.hash);
    const again = await house.ask('lead', 'POST', '/v1/processes', { body: { process: 'child_protection', source } });
    expect(again.body).toMatchObject({ hash: reply.body.hash, changed: false });
  });

  it.each([['\u0000', 'a null character'], ['a: &a [*a]', 'an alias'], ['{'.repeat(5_000), 'a pile of braces'], ['- '.repeat(20_000), 'a pile of lists']])('the checker lives through %j', async (source) => {
    const reply = await house.ask('lead', 'POST', '/v1/processes/check', { body: { process: 'x', source } });
    expect(reply.status).toBe(200);
    expect(reply.body.problems.length).toBeGreaterThan(0);
  });
});

it('nothing of what was sent is in the log: no body, no token, no query string, no path of somebody’s making, no name', async () => {
  await house.ask('worker', 'GET', '/v1/cases/Planted-Name?child=Planted');
  await house.ask('worker', 'POST', '/v1/cases', { body: { process: 'child_protection', answers: { child_name: 'Planted Name', risk: 'low' } } });
  await house.ask('worker', 'POST', '/v1/cases', { raw: '{"child_name": "Planted Name"' });
  const log = house.log();
  expect(log).toContain('"route":"/v1/cases/:case"');
  for (const word of ['Planted', 'child_name', 'Rana', 'cw_', '?', 'rana', ...Object.values(house.tokens)]) expect(log).not.toContain(word);
});
