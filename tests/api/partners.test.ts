// Partners through the API: a key of their own that raises alerts and does nothing else, and that tells them nothing of a case.

import { compileShipped } from '../definitions';
import type { ApiHouse, Reply } from './house';
import { AGENCY, startHouse } from './house';

let house: ApiHouse;
let key: string;
beforeAll(async () => {
  house = await startHouse();
  const { rules, texts, sourceMap, profile } = compileShipped();
  const alerts = rules.process.alerts.map((alert) => ({ ...alert, raisedBy: [...alert.raisedBy, 'partner'] }));
  const partners = [{ id: 'clinic', title: 'The clinic', kind: 'health', language: 'fr', email: 'intake@clinic.example' }, { id: 'rana', title: 'A partner called as somebody is', kind: 'health', language: 'en', agency: 'x' }];
  await house.records.publish({ agency: AGENCY, profile: { ...profile, id: AGENCY, partners }, processes: [{ compiled: { ...rules.process, alerts }, source: 'process: child_protection', sourceMap, texts }] });
  key = (await house.ask('lead', 'POST', '/v1/partners/clinic/keys')).body.key as string;
});
afterAll(() => house.close());

const asPartner = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown, token = key, idempotencyKey?: string): Promise<Reply> =>
  house.ask(null, method, url, { ...(body !== undefined && { body }), headers: { authorization: `Bearer ${token}`, ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }) } });
const raise = (number: string, more: object = {}, idempotencyKey?: string) => asPartner('POST', '/v1/partner/alerts', { case: number, alert: 'immediate_risk', reason: 'Bruises on both arms.', ...more }, key, idempotencyKey);

it('a partner raises an alert and is told that it was taken, and nothing of the case', async () => {
  const number = await house.openCase({ risk: 'low', child_name: 'Karim Planted' });
  const { status, body, text } = await raise(number);
  expect([status, body]).toEqual([200, { case: number, taken: true }]);
  expect(text).not.toContain('Planted');
  const shown = (await house.ask('worker', 'GET', `/v1/cases/${number}`)).body;
  expect(shown.alerts[0]).toMatchObject({ raisedBy: { id: 'clinic', name: 'The clinic', partner: true }, reason: 'Bruises on both arms.' });
  const journal = (await house.ask('worker', 'GET', `/v1/cases/${number}/journal?limit=200`)).body.entries;
  expect(journal.find((one: { what: string }) => one.what === 'alert_raised').by).toEqual({ id: 'clinic', name: 'The clinic', partner: true });
});

it('a second raise joins; the same key again gives the first answer, and with another body is refused', async () => {
  const number = await house.openCase({ risk: 'immediate' });
  expect((await raise(number, {}, 'once')).body).toEqual({ case: number, taken: true });
  expect((await raise(number, {}, 'once')).body).toEqual({ case: number, taken: true });
  expect((await raise(number, { reason: 'Something else.' }, 'once')).body.code).toBe('idempotency-key-reused');
  const { alerts } = (await house.ask('worker', 'GET', `/v1/cases/${number}`)).body;
  expect(alerts).toHaveLength(1);
  expect(alerts[0].joined).toHaveLength(1);
});

it('whatever keeps it from being taken, the partner is told the very same', async () => {
  const number = await house.openCase({ risk: 'low' });
  const closed = await house.openCase();
  await house.ask('worker', 'POST', `/v1/cases/${closed}/tasks/screening/complete`, { body: { answers: { eligible: false, risk: 'low', not_eligible_why: 'Has moved' } } });
  expect((await house.ask('supervisor', 'POST', `/v1/cases/${closed}/approvals/closure/approve`, { body: {} })).body.status).toBe('closed');
  const elsewhere = (await house.ask('stranger', 'POST', '/v1/cases', { body: { process: 'child_protection' } })).body.case as string;
  const answers = await Promise.all([raise('0000-000000'), raise(closed), raise(elsewhere), raise(number, { alert: 'no_such_alert' })]);
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array.from({ length: 4 }, () => [404, 'alert-not-taken']));
  const [first, ...others] = answers.map(({ body }) => ({ ...body, instance: '' }));
  for (const other of others) expect(other).toEqual(first);
  expect(await raise(number, { reason: ' ' })).toMatchObject({ status: 400, body: { code: 'request-wrong' } });
});

it('every other route refuses a partner before it looks at anything, in the partner’s language', async () => {
  const number = await house.openCase({ risk: 'immediate' });
  const { paths } = (await house.ask(null, 'GET', '/openapi.json')).body as { paths: Record<string, Record<string, { security?: unknown[] }>> };
  const asked: string[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) {
      if (!path.startsWith('/v1/') || path === '/v1/partner/alerts') continue;
      const url = path.replace('{case}', number).replace('{alert}', `${number}-a1`).replace(/\{\w+\}/g, 'screening');
      const { status, body, text } = await asPartner(method.toUpperCase() as 'GET', url, method === 'get' || method === 'delete' ? undefined : {});
      asked.push(`${method} ${path}`);
      expect([method, path, status, body.code]).toEqual([method, path, 403, 'not-for-partners']);
      expect(text).not.toContain('rana');
    }
  }
  expect(asked.length).toBeGreaterThan(30);
  expect((await asPartner('GET', '/v1/cases')).body.title).toContain('partenaires');
});

it('a partner whose id is that of somebody of the staff is still none of them', async () => {
  const number = await house.openCase({ risk: 'low' });
  const like = (await house.ask('lead', 'POST', '/v1/partners/rana/keys')).body.key as string;
  expect((await asPartner('GET', `/v1/cases/${number}`, undefined, like)).body.code).toBe('not-for-partners');
  expect((await asPartner('POST', '/v1/partner/alerts', { case: number, alert: 'immediate_risk', reason: 'x' }, like)).status).toBe(200);
});

it('the staff do not raise by the partners’ route', async () => {
  const number = await house.openCase({ risk: 'low' });
  const { status, body } = await house.ask('worker', 'POST', '/v1/partner/alerts', { body: { case: number, alert: 'immediate_risk', reason: 'x' } });
  expect([status, body.code]).toEqual([403, 'not-for-you']);
});

it('keys are made and taken back by the lead alone, for partners that there are, and shown once', async () => {
  for (const who of ['worker', 'supervisor'] as const) expect((await house.ask(who, 'POST', '/v1/partners/clinic/keys')).body.code).toBe('not-for-you');
  expect((await house.ask('lead', 'POST', '/v1/partners/nobody/keys')).body.code).toBe('partner-not-found');
  expect((await house.ask('lead', 'GET', '/v1/partners')).body.partners).toEqual([
    { id: 'clinic', title: 'The clinic', kind: 'health', language: 'fr' }, { id: 'rana', title: 'A partner called as somebody is', kind: 'health', language: 'en', agency: 'x' },
  ]);
  const made = await house.ask('lead', 'POST', '/v1/partners/clinic/keys');
  expect([made.status, made.body.key]).toEqual([201, expect.stringMatching(/^cwp_[\w-]{43}$/)]);
  expect((await house.ask('lead', 'DELETE', '/v1/partners/clinic/keys')).body).toEqual({ partner: 'clinic', revoked: 2 });
  expect((await asPartner('POST', '/v1/partner/alerts', {}, made.body.key as string)).body.code).toBe('sign-in-needed');
});

it('a key of a partner that the agency has no more is nobody’s, and keys stand in no log', async () => {
  const { profile } = compileShipped();
  const fresh = (await house.ask('lead', 'POST', '/v1/partners/clinic/keys')).body.key as string;
  await house.records.publish({ agency: AGENCY, profile: { ...profile, id: AGENCY } });
  expect((await asPartner('POST', '/v1/partner/alerts', {}, fresh)).body.code).toBe('sign-in-needed');
  expect(house.log()).not.toContain('cwp_');
  expect(house.log()).not.toContain('Bruises');
});
