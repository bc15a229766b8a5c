// The description of the API: valid, complete, and kept by what the routes really answer.

import Ajv from 'ajv';
import type { ApiHouse } from './house';
import { startHouse } from './house';

/** What the routes are; a route that is added is added here. */
const ROUTES = [
  'DELETE /v1/cases/{case}/documents/{document}',
  'DELETE /v1/cases/{case}/hold',
  'DELETE /v1/partners/{partner}/keys',
  'DELETE /v1/webhooks/{webhook}',
  'GET /healthz',
  'GET /readyz',
  'GET /v1/alerts',
  'GET /v1/cases',
  'GET /v1/cases/{case}',
  'GET /v1/cases/{case}/documents',
  'GET /v1/cases/{case}/documents/{document}',
  'GET /v1/cases/{case}/explain',
  'GET /v1/cases/{case}/journal',
  'GET /v1/cases/{case}/mails',
  'GET /v1/cases/{case}/report',
  'GET /v1/cases/{case}/retention',
  'GET /v1/erased',
  'GET /v1/mails',
  'GET /v1/me/tasks',
  'GET /v1/partners',
  'GET /v1/processes',
  'GET /v1/staff',
  'GET /v1/webhooks',
  'GET /v1/workload',
  'PATCH /v1/cases/{case}/fields',
  'PATCH /v1/cases/{case}/records/{record}',
  'POST /v1/alerts/{alert}/acknowledge',
  'POST /v1/alerts/{alert}/resolve',
  'POST /v1/cases',
  'POST /v1/cases/{case}/alerts',
  'POST /v1/cases/{case}/approvals/{approval}/approve',
  'POST /v1/cases/{case}/approvals/{approval}/send-back',
  'POST /v1/cases/{case}/assign',
  'POST /v1/cases/{case}/clocks/{clock}/extend',
  'POST /v1/cases/{case}/clocks/{clock}/pause',
  'POST /v1/cases/{case}/clocks/{clock}/waive',
  'POST /v1/cases/{case}/close',
  'POST /v1/cases/{case}/decisions/{decision}',
  'POST /v1/cases/{case}/documents',
  'POST /v1/cases/{case}/events/{event}',
  'POST /v1/cases/{case}/events/{event}/remove',
  'POST /v1/cases/{case}/fields/correct',
  'POST /v1/cases/{case}/fields/{field}/override',
  'POST /v1/cases/{case}/notes',
  'POST /v1/cases/{case}/records',
  'POST /v1/cases/{case}/records/{record}/end',
  'POST /v1/cases/{case}/records/{record}/remove',
  'POST /v1/cases/{case}/reopen',
  'POST /v1/cases/{case}/reviews/{review}/record',
  'POST /v1/cases/{case}/tasks',
  'POST /v1/cases/{case}/tasks/{task}/agree',
  'POST /v1/cases/{case}/tasks/{task}/assign',
  'POST /v1/cases/{case}/tasks/{task}/complete',
  'POST /v1/cases/{case}/tasks/{task}/open',
  'POST /v1/cases/{case}/tasks/{task}/take-back',
  'POST /v1/cases/{case}/tasks/{task}/withdraw',
  'POST /v1/cases/{case}/ways/{way}/pass',
  'POST /v1/clients/find',
  'POST /v1/mail/bounces',
  'POST /v1/partner/alerts',
  'POST /v1/partners/{partner}/keys',
  'POST /v1/processes',
  'POST /v1/processes/check',
  'POST /v1/webhooks',
  'POST /v1/webhooks/{webhook}/replay',
  'POST /v1/webhooks/{webhook}/resume',
  'PUT /v1/cases/{case}/hold',
  'PUT /v1/staff/{person}/away',
];

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
  security?: unknown[];
}

let house: ApiHouse;
let paths: Record<string, Record<string, Operation>>;
beforeAll(async () => {
  house = await startHouse();
  paths = (await house.ask(null, 'GET', '/openapi.json')).body.paths;
});
afterAll(() => house.close());

const operations = (): [string, Operation][] =>
  Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]): [string, Operation] => [`${method.toUpperCase()} ${path}`, one]));

it('is OpenAPI 3.1 and describes every route and no other', async () => {
  const { body } = await house.ask(null, 'GET', '/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  expect(operations().map(([name]) => name).sort()).toEqual(ROUTES);
});

it('gives each route a name of its own, a sentence, the parameters of its path, and what errors look like', () => {
  const ids = operations().map(([, one]) => one.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [name, one] of operations()) {
    expect([name, one.summary, one.tags?.length]).toEqual([name, expect.stringMatching(/\S/), 1]);
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, found]) => found);
    expect([name, (one.parameters ?? []).filter((parameter) => parameter.in === 'path' && parameter.required).map((parameter) => parameter.name)]).toEqual([name, inPath]);
    if (name.includes('/v1/')) expect([name, Object.keys(one.responses)]).toEqual([name, expect.arrayContaining(['4XX', '5XX'])]);
    if (/ \/v1\//.test(name) && !name.startsWith('GET') && !name.endsWith('/check') && !name.endsWith('/find') && !/\/(hold|keys|away)$/.test(name)) expect([name, one.parameters?.map((parameter) => parameter.name)]).toEqual([name, expect.arrayContaining(['idempotency-key'])]);
  }
});

it('holds schemas that can be compiled, and that refuse unknown keys in bodies', () => {
  const ajv = new Ajv({ strict: false });
  for (const [name, one] of operations()) {
    for (const { content = {} } of [one.requestBody ?? {}, ...Object.values(one.responses)]) {
      for (const { schema } of Object.values(content)) expect([name, ajv.validateSchema(schema), typeof ajv.compile(schema)]).toEqual([name, true, 'function']);
    }
    const body = one.requestBody?.content['application/json']?.schema;
    if (body) expect([name, (body as { additionalProperties?: unknown }).additionalProperties]).toEqual([name, false]);
  }
});

it('is kept by what the routes answer', async () => {
  const number = await house.openCase({ risk: 'immediate', child_name: 'x', consent: { given: true, by: 'guardian', on: '2026-03-01' } });
  await house.ask('supervisor', 'POST', `/v1/alerts/${number}-a1/acknowledge`, { body: { reason: 'r' } });
  const asked: [string, string, Parameters<ApiHouse['ask']>[3]?][] = [
    ['GET /v1/cases', '/v1/cases'],
    ['GET /v1/cases/{case}', `/v1/cases/${number}`],
    ['GET /v1/cases/{case}/journal', `/v1/cases/${number}/journal`],
    ['GET /v1/cases/{case}/explain', `/v1/cases/${number}/explain?reason=resolved`],
    ['GET /v1/cases/{case}/report', `/v1/cases/${number}/report`, { headers: { accept: 'application/json' } }],
    ['GET /v1/alerts', '/v1/alerts'],
    ['GET /v1/me/tasks', '/v1/me/tasks'],
    ['GET /v1/processes', '/v1/processes'],
    ['GET /readyz', '/readyz'],
    ['POST /v1/cases', '/v1/cases', { body: { process: 'child_protection' } }],
    ['POST /v1/cases', '/v1/cases', { body: { process: 'child_protection', answers: { risk: 'x' } } }],
    ['PATCH /v1/cases/{case}/fields', `/v1/cases/${number}/fields`, { body: { answers: { risk: 'high' } } }],
    ['POST /v1/processes/check', '/v1/processes/check', { body: { process: 'x', source: 'a: [' } }],
    ['POST /v1/alerts/{alert}/acknowledge', `/v1/alerts/${number}-a1/acknowledge`, { body: { reason: 'r' } }],
  ];
  const ajv = new Ajv({ strict: false, allErrors: true });
  for (const [name, url, more] of asked) {
    const [method = '', path = ''] = name.split(' ');
    const who = name.includes('acknowledge') ? 'supervisor' : 'worker';
    const reply = await house.ask(who, method as 'GET', url, more);
    const { responses } = paths[path]?.[method.toLowerCase()] as Operation;
    const [schema] = Object.values((responses[String(reply.status)] ?? responses[`${String(reply.status)[0]}XX`])?.content ?? {});
    const validate = ajv.compile(schema?.schema ?? false);
    validate(reply.body);
    expect([name, reply.status, validate.errors]).toEqual([name, reply.status, null]);
  }
});

it('is shown at /docs', async () => {
  const { status, text, headers } = await house.ask(null, 'GET', '/docs/');
  expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
  expect(text).toContain('swagger-ui');
  expect((await house.ask(null, 'GET', '/docs/static/swagger-ui-bundle.js')).status).toBe(200);
});
