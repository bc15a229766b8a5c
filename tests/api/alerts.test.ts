// Alerts through the API: raised, listed, acknowledged once, resolved, and what the second one to acknowledge is told.

import type { ApiHouse } from './house';
import { startHouse } from './house';

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

const acknowledge = (who: 'worker' | 'supervisor' | 'secondSupervisor' | 'stranger', alert: string, reason = 'I drive there now.', key?: string) =>
  house.ask(who, 'POST', `/v1/alerts/${alert}/acknowledge`, { body: { reason }, ...(key !== undefined && { key }) });

it('an alert that a rule raised is on the list of those who may read the case', async () => {
  const number = await house.openCase({ risk: 'immediate' });
  for (const who of ['worker', 'supervisor'] as const) {
    const { body } = await house.ask(who, 'GET', '/v1/alerts', { headers: { 'accept-language': 'en' } });
    expect(body.alerts).toEqual(expect.arrayContaining([expect.objectContaining({ id: `${number}-a1`, case: number, state: 'raised', title: 'Immediate risk' })]));
  }
  for (const who of ['colleague', 'stranger'] as const) {
    const { body } = await house.ask(who, 'GET', '/v1/alerts');
    expect(body.alerts.filter((one: { case: string }) => one.case === number)).toEqual([]);
  }
});

it('the second acknowledgement is told who was first and when; the same key again gets the first answer', async () => {
  const number = await house.openCase({ risk: 'immediate' });
  const first = await acknowledge('supervisor', `${number}-a1`, 'I drive there now.', 'mine');
  expect([first.status, first.body.ended]).toEqual([200, [`${number}-a1`]]);
  house.at('2026-03-26T08:00:00.000Z');
  const second = await acknowledge('secondSupervisor', `${number}-a1`);
  expect([second.status, second.body.code]).toEqual([409, 'already-acknowledged']);
  expect(second.body.first).toEqual({ name: 'Huda Test', at: '2026-03-26T07:00:00.000Z', reason: 'I drive there now.' });
  expect(second.body.detail).toContain('Huda Test');
  const again = await acknowledge('supervisor', `${number}-a1`, 'I drive there now.', 'mine');
  expect([again.status, again.body]).toEqual([200, first.body]);
  const other = await acknowledge('supervisor', `${number}-a1`, 'Something else.', 'mine');
  expect([other.status, other.body.code]).toEqual([409, 'idempotency-key-reused']);
});

it('is raised by hand, joined by a second raise, and resolved only once acknowledged, with its answers', async () => {
  const number = await house.openCase({ risk: 'low' });
  const raised = await house.ask('worker', 'POST', `/v1/cases/${number}/alerts`, { body: { alert: 'immediate_risk', reason: 'Bruises.' } });
  expect(raised.body.opened).toContain(`${number}-a1`);
  const joined = await house.ask('supervisor', 'POST', `/v1/cases/${number}/alerts`, { body: { alert: 'immediate_risk' } });
  expect(joined.body.opened).not.toContain(`${number}-a2`);
  const resolve = (body: unknown) => house.ask('supervisor', 'POST', `/v1/alerts/${number}-a1/resolve`, { body });
  expect((await resolve({ answers: { risk: 'low' } })).body.code).toBe('not-acknowledged');
  expect((await acknowledge('worker', `${number}-a1`)).body.code).toBe('not-for-you');
  expect((await acknowledge('stranger', `${number}-a1`)).body.code).toBe('case-not-found');
  expect((await acknowledge('supervisor', `${number}-a1`)).status).toBe(200);
  expect((await resolve({})).body.code).toBe('answer-missing');
  expect((await resolve({ answers: { risk: 'medium' }, reason: 'Safe with an aunt.' })).status).toBe(200);
  expect((await house.ask('supervisor', 'GET', '/v1/alerts?state=resolved')).body.alerts.map((one: { id: string }) => one.id)).toContain(`${number}-a1`);
  expect((await house.ask('supervisor', 'GET', '/v1/alerts')).body.alerts.map((one: { id: string }) => one.id)).not.toContain(`${number}-a1`);
});

it('an alert that the case does not have is unknown', async () => {
  const number = await house.openCase({ risk: 'low' });
  const { status, body } = await acknowledge('supervisor', `${number}-a7`);
  expect([status, body.code]).toEqual([404, 'unknown-alert']);
});
