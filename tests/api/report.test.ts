// The final report through the API: a page that prints or JSON, for those who may read the case and for nobody else.

import { createHash } from 'node:crypto';
import { prefersJson } from '../../api/prefers-json';
import type { ApiHouse } from './house';
import { startHouse } from './house';

let house: ApiHouse;
let number: string;
beforeAll(async () => {
  house = await startHouse();
  number = await house.openCase({ eligible: true, risk: 'immediate', child_name: 'Zaynab Planted <script>alert(1)</script>' });
  await house.ask('supervisor', 'POST', `/v1/alerts/${number}-a1/acknowledge`, { body: { reason: 'Zaynab <b>is</b> safe' } });
});
afterAll(() => house.close());

const report = (who: Parameters<ApiHouse['ask']>[0], query = '', headers: Record<string, string> = {}) => house.ask(who, 'GET', `/v1/cases/${number}/report${query}`, { headers });

it('is a page in the language of its reader, with nothing in it that runs or is loaded', async () => {
  const { status, headers, text } = await report('worker', '', { 'accept-language': 'ar-JO' });
  expect([status, headers['content-type'], headers['content-language'], headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'ar', 'no-store']);
  expect(text).toContain('<html lang="ar" dir="rtl">');
  expect(text).toContain('Zaynab Planted &lt;script&gt;');
  expect(text).not.toMatch(/<script|<b>/);
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(text) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers['content-security-policy']).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`);
});

it('is JSON for a program that asks for it, with titles in words and answers as value and text', async () => {
  const { status, body } = await report('supervisor', '', { accept: 'application/json', 'accept-language': 'en' });
  expect([status, body.number, body.title]).toEqual([200, number, 'Child protection']);
  expect(body.client).toMatchObject([{ field: 'child_name', title: "Child's name" }]);
  expect(body.answers).toEqual(expect.arrayContaining([expect.objectContaining({ field: 'risk', title: 'Risk level', value: 'immediate', text: 'Immediate' })]));
  expect(body.alerts).toMatchObject([{ title: 'Immediate risk', acknowledged: { by: { id: 'huda' }, reason: 'Zaynab <b>is</b> safe' } }]);
});

it('goes by the query before the header, and is a page for who asks for nothing', async () => {
  const types = await Promise.all([
    report('worker', '?format=json'), report('worker', '?format=html', { accept: 'application/json' }), report('worker'), report('worker', '', { accept: '*/*' }),
  ]);
  expect(types.map(({ headers }) => String(headers['content-type']).split(';')[0])).toEqual(['application/json', 'text/html', 'text/html', 'text/html']);
  expect(await report('worker', '?format=pdf')).toMatchObject({ status: 400, body: { code: 'request-wrong' } });
});

it.each(['colleague', 'stranger', 'lead'] as const)('is for %s as if there were no such case, and leaks nothing of it', async (who) => {
  const missing = await house.ask('worker', 'GET', '/v1/cases/0000-000000/report');
  for (const query of ['', '?format=json']) {
    const { status, body, text } = await report(who, query);
    expect([status, { ...body, instance: '' }]).toEqual([404, { ...missing.body, instance: '' }]);
    expect(text).not.toContain('Zaynab');
  }
});

it('is for nobody who is not signed in, and is not logged beyond its route', async () => {
  expect((await report(null)).status).toBe(401);
  expect(house.log()).toContain('/v1/cases/:case/report');
  expect(house.log()).not.toMatch(/Zaynab|report\?|format=/);
});

it('tells of a closed case why it was closed and who approved it, though nothing of it runs any more', async () => {
  const closed = await house.openCase({ eligible: false, risk: 'low', not_eligible_why: 'x' });
  await house.ask('worker', 'POST', `/v1/cases/${closed}/tasks/screening/complete`, { body: { answers: { eligible: false, risk: 'low' } } });
  await house.ask('supervisor', 'POST', `/v1/cases/${closed}/approvals/closure/approve`, { body: {} });
  const { body } = await house.ask('worker', 'GET', `/v1/cases/${closed}/report?format=json`, { headers: { 'accept-language': 'en' } });
  expect(body).toMatchObject({ status: 'closed', closed: { reason: 'not_eligible', reasonTitle: expect.stringMatching(/\w+ \w+/), by: { id: 'huda' }, approvedBy: [{ id: 'huda' }] } });
});

it.each([
  [undefined, false], ['*/*', false], ['application/json', true], ['text/html,application/json;q=0.9', false], ['text/html;q=0.5, application/json', true],
  ['application/*', true], ['application/json;q=0', false], ['text/html, */*;q=0.8', false],
])('of the header %s it is known whether JSON is preferred: %s', (header, prefers) => {
  expect(prefersJson(header)).toBe(prefers);
});
