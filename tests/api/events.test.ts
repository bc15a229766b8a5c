// Events, and reviews with the date on which they were really done, through the API.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiHouse } from './house';
import { startHouse } from './house';

const EVENTS = `
events:
  missed_visit:
    title: زيارة فائتة
    recorded_by: [case_worker]
    may_answer: [risk]
`;

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
  const source = readFileSync(join(__dirname, '..', '..', 'definitions', 'processes', 'child_protection.yaml'), 'utf8') + EVENTS;
  const { status, body } = await house.ask('lead', 'POST', '/v1/processes', { body: { process: 'child_protection', source } });
  if (status !== 200) throw new Error(JSON.stringify(body));
});
afterAll(() => house.close());

const shown = async (number: string) => (await house.ask('worker', 'GET', `/v1/cases/${number}`)).body;

it('an event is recorded with its day, shown, and taken out again', async () => {
  const number = await house.openCase();
  const recorded = await house.ask('worker', 'POST', `/v1/cases/${number}/events/missed_visit`, { body: { on: '2026-03-20', answers: { risk: 'low' } } });
  expect([recorded.status, recorded.body.opened]).toEqual([200, ['missed_visit.1']]);
  expect((await shown(number)).events).toEqual([
    expect.objectContaining({ id: 'missed_visit.1', title: 'زيارة فائتة', happenedAt: '2026-03-19T21:00:00.000Z', state: 'counted', recordedBy: { id: 'rana', name: 'Rana Test' } }),
  ]);
  const url = `/v1/cases/${number}/events/missed_visit.1/remove`;
  expect(await house.ask('worker', 'POST', url, { body: {} })).toMatchObject({ status: 400 });
  expect(await house.ask('worker', 'POST', url, { body: { reason: 'another case' } })).toMatchObject({ status: 200, body: { ended: ['missed_visit.1'] } });
  expect(await house.ask('worker', 'POST', url, { body: { reason: 'another case' } })).toMatchObject({ status: 404, body: { code: 'unknown-event' } });
  expect((await shown(number)).events).toEqual([]);
  const { entries } = (await house.ask('worker', 'GET', `/v1/cases/${number}/journal?limit=200`)).body;
  expect(entries.filter((one: { what: string }) => one.what.startsWith('event_')).map((one: { text: string }) => one.text)).toEqual(['Event recorded', 'Event taken out']);
});

it.each([
  ['that is not in the process', 'party', {}, 404, 'unknown-event'],
  ['that lies ahead', 'missed_visit', { on: '2026-04-30' }, 422, 'date-not-possible'],
  ['about a record, where it is about none', 'missed_visit', { about: 'child.1' }, 422, 'about-wrong'],
  ['on what is no day', 'missed_visit', { on: '26.3.2026' }, 400, 'request-wrong'],
  ['on a day that does not exist', 'missed_visit', { on: '2026-02-30' }, 400, 'malformed-act'],
  ['with what is not asked', 'missed_visit', { answers: { outcome: 'x' } }, 422, 'answer-not-asked-here'],
])('an event is not recorded %s', async (_, event, body, status, code) => {
  const number = await house.openCase();
  expect(await house.ask('worker', 'POST', `/v1/cases/${number}/events/${event}`, { body })).toMatchObject({ status, body: { code } });
});

it('an event is not recorded by who may not', async () => {
  const number = await house.openCase();
  expect(await house.ask('supervisor', 'POST', `/v1/cases/${number}/events/missed_visit`, { body: {} })).toMatchObject({ status: 403, body: { code: 'not-for-you' } });
  expect(await house.ask('stranger', 'POST', `/v1/cases/${number}/events/missed_visit`, { body: {} })).toMatchObject({ status: 404, body: { code: 'case-not-found' } });
});

it('a review is recorded with the day on which it was done, and an extra one beside the series', async () => {
  const number = await house.openCase({ risk: 'low' });
  const answers = { risk: 'low', changes: 'Goes to school again' };
  const before = (await shown(number)).items.find((one: { kind: string }) => one.kind === 'review');
  const url = `/v1/cases/${number}/reviews/follow_up/record`;
  const extra = await house.ask('worker', 'POST', url, { body: { answers, extra: true } });
  expect([extra.status, extra.body.opened, extra.body.ended]).toEqual([200, [], []]);
  expect((await shown(number)).items.find((one: { kind: string }) => one.kind === 'review')).toEqual(before);
  expect(await house.ask('worker', 'POST', url, { body: { answers, on: '2026-03-25' } })).toMatchObject({ status: 422, body: { code: 'date-not-possible', against: [{ expected: '2026-03-26 … 2026-03-26' }] } });
  house.at('2026-03-28T07:00:00.000Z');
  expect(await house.ask('worker', 'POST', url, { body: { answers, on: '2026-03-27' } })).toMatchObject({ status: 200, body: { ended: ['follow_up.1'], opened: ['follow_up.2'] } });
  const { entries } = (await house.ask('worker', 'GET', `/v1/cases/${number}/journal?limit=200`)).body;
  expect(entries.filter((one: { what: string }) => one.what === 'review_recorded').map((one: { details: object }) => one.details)).toEqual([
    { extra: true }, expect.objectContaining({ on: '2026-03-26T21:00:00.000Z', late: false }),
  ]);
});
