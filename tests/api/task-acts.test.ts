// Tasks on demand, other ends, and notes through the API.

import type { ApiHouse } from './house';
import { startHouse } from './house';

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

it('a task that opens on demand is opened, ends in another way, and is planned to be offered again', async () => {
  const number = await house.openCase();
  const opened = await house.ask('supervisor', 'POST', `/v1/cases/${number}/tasks/home_visit/open`);
  expect([opened.status, opened.body.opened]).toEqual([200, ['home_visit.1']]);
  expect(await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/home_visit/open`)).toMatchObject({ status: 409, body: { code: 'task-not-needed' } });
  expect(await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/home_visit/complete`, { body: { end: 'refused' } })).toMatchObject({ status: 422, body: { code: 'unknown-end', against: [{ expected: 'done, not_reached' }] } });
  expect((await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/home_visit/complete`, { body: { end: 'not_reached' } })).status).toBe(200);
  const { items } = (await house.ask('worker', 'GET', `/v1/cases/${number}`)).body;
  expect(items.find((item: { id: string }) => item.id === 'home_visit.2')).toMatchObject({ state: 'planned' });
});

it('a note stands in the journal', async () => {
  const number = await house.openCase();
  expect((await house.ask('supervisor', 'POST', `/v1/cases/${number}/notes`, { body: { text: 'The school called', about: 'screening.1' } })).status).toBe(200);
  const { entries } = (await house.ask('worker', 'GET', `/v1/cases/${number}/journal?limit=200`)).body;
  expect(entries.find((entry: { what: string }) => entry.what === 'noted')).toMatchObject({ about: 'screening.1', by: { id: 'huda' }, details: { text: 'The school called' } });
  expect((await house.ask('stranger', 'POST', `/v1/cases/${number}/notes`, { body: { text: 'x' } })).status).toBe(404);
});
