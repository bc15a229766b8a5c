// Bad input to every route on all real parts: a clear refusal each, nothing changed, and the next good call works.

import type { TrialPerson } from '../../cli/trial-staff';
import { fillPath, operationsOf, wrongBodies } from './bad-requests';
import type { Operation } from './bad-requests';
import type { Answer, CallOptions } from './calls';
import { callApi } from './calls';
import { World } from './world';

jest.setTimeout(180_000);

let world: World;
let rana: TrialPerson;
let yousef: TrialPerson;
let layla: TrialPerson;
/** Others who may read the case, and act in it. */
let callers: TrialPerson[] = [];
let number = '';
let operations: Operation[] = [];
let before: unknown;

beforeAll(async () => {
  world = await World.start();
  rana = world.person('case_worker');
  yousef = world.person('case_worker', 1);
  layla = world.person('agency_lead');
  callers = [world.person('supervisor'), world.person('manager')];
  operations = operationsOf((await world.call(null, 'GET', '/openapi.json')).body);
  number = await world.open(rana, { risk: 'immediate', child_name: 'Salma' });
  before = await everything();
});
afterAll(() => world.stop());

/** What bad input must leave as it is. */
async function everything(): Promise<unknown> {
  const { sequence, answers, stage } = await world.does(rana, 'GET', `/v1/cases/${number}`);
  const journal = await world.journal(rana, number);
  const { entries, problems } = (await world.installation.records.verifyJournal(number)) ?? {};
  const { cases } = await world.does(rana, 'GET', '/v1/cases');
  const others = await world.does(yousef, 'GET', '/v1/cases');
  const { processes } = await world.does(layla, 'GET', '/v1/processes');
  return { sequence, answers, stage, lines: journal.filter(({ what }) => what !== 'alert_told').length, told: entries === journal.length, problems, cases, others, processes };
}

/** What is wrong with a refusal; nothing when it is as it should be. */
function faultOf({ status, type, body, text }: Answer): string | null {
  if (status < 400 || status >= 500 || status === 429) return `status ${status}`;
  if (type !== 'application/problem+json') return `media type ${type}`;
  for (const part of ['code', 'title', 'fix', 'type', 'instance']) if (typeof body[part] !== 'string' || body[part] === '') return `no ${part}`;
  if (body['status'] !== status) return 'another status in the body';
  if (/\bat .*\.(ts|js):\d+|node_modules|PLANTED/.test(text)) return 'something from inside, or what was sent';
  return null;
}

let calls = 0;
/** In turns: nobody alone is given so many calls in a minute. */
const nextCaller = (): TrialPerson => [rana, ...callers][calls++ % (callers.length + 1)] ?? rana;

/** Sends each and gives the faults of all the answers. */
async function faults(calls: { what: string; operation: Operation; path: string; person?: TrialPerson | null; options: CallOptions }[]): Promise<string[]> {
  const found: string[] = [];
  for (const { what, operation, path, person = nextCaller(), options } of calls) {
    const name = `${operation.method} ${operation.path}, ${what}`;
    const answer = await callApi(world.installation.url, operation.method, path, { token: person?.token, ...options }).catch((error: Error) => error);
    const fault = answer instanceof Error ? answer.message : faultOf(answer);
    if (fault !== null) found.push(`${name}: ${fault}`);
  }
  return found;
}

const filled = (operation: Operation): string => fillPath(operation, { case: number, task: 'screening', review: 'follow_up', approval: 'case_plan', alert: `${number}-a1` });
const signedIn = (): Operation[] => operations.filter(({ isOpen }) => !isOpen);
const writing = (): Operation[] => operations.filter(({ body }) => body !== undefined);

afterEach(async () => {
  expect(await everything()).toEqual(before);
});

test('the description lists the routes that are tried here', () => {
  expect(signedIn().length).toBeGreaterThanOrEqual(18);
  expect(writing().length).toBeGreaterThanOrEqual(12);
});

test('bodies of the wrong shape, at every route that takes one', async () => {
  const calls = writing().flatMap((operation) =>
    wrongBodies(operation).map(({ what, ...options }) => ({ what, operation, path: filled(operation), ...(operation.path.startsWith('/v1/processes') && { person: layla }), options })));
  expect(calls.length).toBeGreaterThan(200);
  expect(await faults(calls)).toEqual([]);
});

test('bodies of ten megabytes', async () => {
  const body = JSON.stringify({ answers: { child_name: 'x'.repeat(10_000_000) } });
  const calls = writing().map((operation) => ({ what: '10 MB', operation, path: filled(operation), options: { body } }));
  expect(await faults(calls)).toEqual([]);
  const answer = await world.call(rana, 'PATCH', `/v1/cases/${number}/fields`, body);
  expect([answer.status, answer.body['code']]).toEqual([413, 'body-too-large']);
});

test('wrong media types, and bodies that are not what their type says', async () => {
  const types = ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16', 'x', ''];
  const calls = writing().flatMap((operation) => types.map((type) => ({ what: type, operation, path: filled(operation), options: { body: 'answers=1', headers: { 'content-type': type } } })));
  expect(await faults(calls)).toEqual([]);
});

test('ids that are unknown, malformed, or names of every object', async () => {
  const ids = ['AAAA-AAAAAA', 'AAAA-AAAAAA-a1', 'constructor', '__proto__', 'no_such_thing', '%00', '%ff', '..%2F..%2Fetc', '%F0%9F%92%A5', "'%3B--", 'x'.repeat(400), ' ', '-1'];
  const named = signedIn().filter(({ path }) => path.includes('{'));
  const calls = named.flatMap((operation) => operation.names.flatMap((name) => ids.map((id) => {
    const rest = { case: number, task: 'screening', review: 'follow_up', approval: 'case_plan', alert: `${number}-a1` };
    return { what: `${name} ${id.slice(0, 20)}`, operation, path: fillPath(operation, { ...rest, [name]: id === ' ' ? '%20' : id }), options: { body: operation.body === undefined ? undefined : operation.good } };
  })));
  expect(await faults(calls)).toEqual([]);
});

test('query strings of the wrong kind', async () => {
  const queries = ['limit=0', 'limit=-1', 'limit=9999999', 'limit=x', 'limit=1&limit=2', 'no_such=1', '__proto__=1', 'after=%00', 'after=-1', 'after=x'];
  const paths = ['/v1/cases', `/v1/cases/${number}/journal`];
  const listings = signedIn().filter(({ method }) => method === 'GET').filter((operation) => paths.includes(filled(operation)));
  expect(listings).toHaveLength(2);
  const calls = listings.flatMap((operation) => queries.map((query) => ({ what: query, operation, path: `${filled(operation)}?${query}`, options: {} })));
  expect(await faults(calls)).toEqual([]);
});

test('keys that are none', async () => {
  const operation = operations.find(({ path }) => path.endsWith('/fields')) as Operation;
  const keys = ['with space', 'x'.repeat(201), 'ü'];
  const calls = keys.map((key) => ({ what: `key ${key.slice(0, 20)}`, operation, path: filled(operation), options: { key, body: { answers: { risk: 'low' } } } }));
  expect(await faults(calls)).toEqual([]);
});

test('other people\'s tokens and none', async () => {
  const ofCase = signedIn().filter(({ path }) => path.includes('{'));
  const others = ofCase.map((operation) => ({ what: 'a colleague', operation, path: filled(operation), person: yousef, options: { body: operation.good } }));
  const nobody = signedIn().map((operation) => ({ what: 'nobody', operation, path: filled(operation), person: null, options: { body: operation.good } }));
  const guessed = signedIn().slice(0, 5).map((operation) => ({ what: 'a guess', operation, path: filled(operation), person: null, options: { body: operation.good, headers: { authorization: `Bearer cw_${'x'.repeat(43)}` } } }));
  expect(await faults([...others, ...nobody, ...guessed])).toEqual([]);
});

test('definitions with mistakes are refused, whoever may publish', async () => {
  const bomb = `a: &a [${'x,'.repeat(50)}]\n${Array.from({ length: 20 }, (_, i) => `k${i}: &b${i} [${`*${i === 0 ? 'a' : `b${i - 1}`},`.repeat(9)}]`).join('\n')}\n`;
  const sources = [
    ': : :', '[', '\t- x', 'process: [', '__proto__: {x: 1}', 'constructor: 1', '- 1\n- 2', '"', 'process: child_protection\nprocess: child_protection',
    '!!js/function "x"', `${'['.repeat(3_000)}${']'.repeat(3_000)}`, `${'a:\n '.repeat(50)}`, bomb, 'null', '\u0000', 'fields:\n  __proto__:\n    type: text\n    title: x', '# nothing',
    'process: child_protection\nfields: 5\nstages: x\nroles: []\nclosure: null\nalerts: 1\n',
  ];
  for (const source of sources) {
    const checked = await world.call(layla, 'POST', '/v1/processes/check', { process: 'child_protection', source });
    expect([source.slice(0, 40), checked.status, (checked.body['problems'] as unknown[]).length > 0]).toEqual([source.slice(0, 40), 200, true]);
    const published = await world.call(layla, 'POST', '/v1/processes', { process: 'child_protection', source });
    expect([source.slice(0, 40), published.status, published.body['code'], faultOf(published)]).toEqual([source.slice(0, 40), 422, 'process-has-problems', null]);
  }
  const byOthers = await world.call(rana, 'POST', '/v1/processes', { process: 'child_protection', source: 'x' });
  expect([byOthers.status, byOthers.body['code']]).toEqual([403, 'not-for-you']);
});

test('answers that a field does not take', async () => {
  const wrong: Record<string, unknown>[] = [
    { risk: 5 }, { risk: 'PLANTED' }, { risk: ['high'] }, { eligible: 'PLANTED' }, { needs: 'safety' }, { needs: ['PLANTED'] }, { birth_date: '2015-13-45' }, { birth_date: '15/04/2015' },
    { birth_date: 20150401 }, { consent: true }, { consent: { given: 'PLANTED' } }, { consent: { given: true, by: 'PLANTED' } }, { consent: { given: true, on: '2026-02-30' } },
    { no_such_field: 'PLANTED' }, { constructor: 'PLANTED' }, { child_name: 7 }, { child_name: `PLANTED${'x'.repeat(200_000)}` }, { complex: 1 },
  ];
  const operation = operations.find(({ path }) => path.endsWith('/fields')) as Operation;
  const calls = wrong.map((answers) => ({ what: Object.keys(answers).join(), operation, path: filled(operation), options: { body: { answers } } }));
  expect(await faults(calls)).toEqual([]);
});

test('routes and methods that there are not', async () => {
  const nowhere: Operation = { method: 'GET', path: 'nowhere', names: [], isOpen: false, good: undefined };
  const paths = ['/v1', '/v1/', '/v1/nothing', '/V1/cases', '/v1/cases/', `/v1/cases/${number}/`, '/v1//cases', '/v1/%zz', '/v1/cases/%', '/.env', `/${'x'.repeat(5_000)}`];
  const calls = paths.map((path) => ({ what: path.slice(0, 30), operation: nowhere, path, options: {} }));
  for (const method of ['PUT', 'DELETE', 'PATCH'] as const) calls.push({ what: method, operation: { ...nowhere, method }, path: `/v1/cases/${number}`, options: {} });
  expect(await faults(calls)).toEqual([]);
});

test('after all of it a good call is done, with any text that people may write', async () => {
  const odd = 'سلمى \u2068👧🏽\u2069 NUL:\u0000 half:\ud800 "\\ \u202e';
  await world.does(rana, 'PATCH', `/v1/cases/${number}/fields`, { answers: { child_name: odd } });
  const { answers, sequence } = await world.does(rana, 'GET', `/v1/cases/${number}`);
  expect(answers).toMatchObject({ child_name: { value: expect.stringContaining('سلمى') } });
  expect(await world.installation.records.verifyJournal(number)).toMatchObject({ problems: [] });
  expect(sequence).toBeGreaterThan((before as { sequence: number }).sequence);
  before = await everything();
});
