// Records of lists through the API: written with a task and beside it, shown without what is hidden, ended, taken out.

import type { ApiHouse } from './house';
import { startHouse } from './house';

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

const path = (number: string, rest = ''): string => `/v1/cases/${number}/records${rest}`;

it('a record is added, changed, shown with its list, and written in the journal', async () => {
  const number = await house.openCase();
  const added = await house.ask('worker', 'POST', path(number), { body: { list: 'goal', answers: { what: 'To sleep through', due_on: '2026-05-01' } } });
  expect([added.status, added.body.opened]).toEqual([200, ['goal.1']]);
  expect((await house.ask('supervisor', 'PATCH', path(number, '/goal.1'), { body: { answers: { result: 'dropped' }, seen: added.body.sequence } })).status).toBe(200);
  const { records, clocks } = (await house.ask('worker', 'GET', `/v1/cases/${number}`)).body;
  expect(records).toMatchObject([{ id: 'goal.1', list: 'goal', title: 'Goal', addedBy: { id: 'rana' }, answers: { due_on: { value: '2026-05-01' }, result: { value: 'dropped', by: 'huda' } }, hidden: [] }]);
  expect(clocks.filter((one: { record?: string }) => one.record === 'goal.1')).toEqual([]);
  const { entries } = (await house.ask('worker', 'GET', `/v1/cases/${number}/journal?limit=200`)).body;
  expect(entries.filter(({ about }: { about?: string }) => about === 'goal.1').map(({ what }: { what: string }) => what)).toEqual(['record_added', 'answered', 'answered']);
});

it('answers of records come with a task, and are corrected under their names', async () => {
  const number = await house.openCase();
  const records = [{ list: 'goal', answers: { due_on: '2026-05-01' } }];
  expect(await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/screening/complete`, { body: { answers: { eligible: true, risk: 'low' }, records } })).toMatchObject({ status: 422, body: { code: 'answer-not-asked-here', against: [{ id: 'goal' }] } });
  const given = await house.ask('worker', 'PATCH', `/v1/cases/${number}/fields`, { body: { answers: {}, records } });
  expect([given.status, given.body.opened]).toEqual([200, ['goal.1']]);
  const corrected = await house.ask('worker', 'POST', `/v1/cases/${number}/fields/correct`, { body: { answers: { 'goal.1.due_on': '2026-05-02' }, reason: 'Misheard' } });
  expect(corrected.status).toBe(200);
  const shown = (await house.ask('worker', 'GET', `/v1/cases/${number}`)).body;
  expect(shown.records[0].answers.due_on.value).toBe('2026-05-02');
  const explained = (await house.ask('worker', 'GET', `/v1/cases/${number}/explain`)).body;
  expect(explained.deadlines.find(({ about }: { about: string }) => about === 'goal_date.1')).toMatchObject({ record: 'goal.1', dueAt: '2026-05-02T21:00:00.000Z' });
});

it('a record that was added by mistake is taken out, and one that does not end says so', async () => {
  const number = await house.openCase();
  await house.ask('worker', 'POST', path(number), { body: { list: 'goal' } });
  expect(await house.ask('worker', 'POST', path(number, '/goal.1/end'), { body: { outcome: 'reached' } })).toMatchObject({ status: 422, body: { code: 'unknown-outcome' } });
  const removed = await house.ask('worker', 'POST', path(number, '/goal.1/remove'), { body: { reason: 'Twice' } });
  expect([removed.status, removed.body.ended]).toEqual([200, expect.arrayContaining(['goal.1'])]);
  expect(await house.ask('worker', 'PATCH', path(number, '/goal.1'), { body: { answers: { result: 'reached' } } })).toMatchObject({ status: 404, body: { code: 'unknown-record' } });
  expect((await house.ask('worker', 'GET', `/v1/cases/${number}`)).body.records).toEqual([]);
});

it('is refused to others, and to what is no record', async () => {
  const number = await house.openCase();
  expect((await house.ask('stranger', 'POST', path(number), { body: { list: 'goal' } })).status).toBe(404);
  expect(await house.ask('worker', 'POST', path(number), { body: { list: 'hope' } })).toMatchObject({ status: 404, body: { code: 'unknown-list' } });
  expect(await house.ask('worker', 'POST', path(number), { body: { list: 'goal', answers: { 'goal.what': 'x' } } })).toMatchObject({ status: 400, body: { code: 'request-wrong' } });
  expect((await house.ask('worker', 'PATCH', path(number, '/goal'), { body: { answers: {} } })).status).toBe(400);
});
