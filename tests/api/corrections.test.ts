// Corrections through the API, and two people who write at once.

import type { ApiHouse } from './house';
import { startHouse } from './house';

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

it('an answer is corrected with a reason, and both stand in the journal', async () => {
  const number = await house.openCase({ risk: 'low' });
  const { status } = await house.ask('worker', 'POST', `/v1/cases/${number}/fields/correct`, { body: { answers: { risk: 'high' }, reason: 'Misread' } });
  expect(status).toBe(200);
  const { entries } = (await house.ask('worker', 'GET', `/v1/cases/${number}/journal?limit=200`)).body;
  expect(entries.find((entry: { what: string }) => entry.what === 'corrected').details).toEqual({ reason: 'Misread', answers: { risk: { value: 'high', was: 'low' } } });
  expect(await house.ask('worker', 'POST', `/v1/cases/${number}/fields/correct`, { body: { answers: { outcome: 'x' }, reason: 'r' } })).toMatchObject({ status: 409, body: { code: 'nothing-to-correct' } });
});

it('a task is taken back as long as nothing stands on it', async () => {
  const number = await house.openCase();
  const answers = { eligible: true, risk: 'low' };
  await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/screening/complete`, { body: { answers } });
  const { status, body } = await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/screening/take-back`, { body: { reason: 'Wrong case' } });
  expect([status, body.opened]).toEqual([200, expect.arrayContaining(['screening.1'])]);
  expect(await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/screening/take-back`, { body: { reason: 'Wrong case' } })).toMatchObject({ status: 409, body: { code: 'task-not-done' } });
});

it('a writing call says what it has seen: only what both touched is refused', async () => {
  const number = await house.openCase({ risk: 'low' });
  const { sequence: seen } = (await house.ask('worker', 'GET', `/v1/cases/${number}`)).body;
  await house.ask('supervisor', 'PATCH', `/v1/cases/${number}/fields`, { body: { answers: { risk: 'high' }, seen } });
  const second = await house.ask('worker', 'PATCH', `/v1/cases/${number}/fields`, { body: { answers: { risk: 'medium', outcome: 'o' }, seen } });
  expect(second).toMatchObject({ status: 409, body: { code: 'changed-meanwhile', against: [{ id: 'risk' }] } });
  expect((await house.ask('worker', 'PATCH', `/v1/cases/${number}/fields`, { body: { answers: { outcome: 'o' }, seen } })).status).toBe(200);
});
