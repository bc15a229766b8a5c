// Agreement and decisions through the API: who has to say something has it on the list, says it, and chooses how it goes on.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiHouse } from './house';
import { startHouse } from './house';

const SHIPPED = readFileSync(join(__dirname, '..', '..', 'definitions', 'processes', 'child_protection.yaml'), 'utf8');
const SOURCE = SHIPPED.replace('        must_answer: [eligible, risk]\n', '        must_answer: [eligible, risk]\n        agree: [client, supervisor]\n')
  .replace('        close: no_consent\n', '        close: no_consent\n    decide: { who: supervisor, due: 1 day }\n');

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
  const { status, body } = await house.ask('lead', 'POST', '/v1/processes', { body: { process: 'child_protection', source: SOURCE } });
  if (status !== 200) throw new Error(JSON.stringify(body));
});
afterAll(() => house.close());

const shown = async (number: string) => (await house.ask('worker', 'GET', `/v1/cases/${number}`)).body;
const listed = async (who: 'worker' | 'supervisor', number: string) =>
  (await house.ask(who, 'GET', '/v1/me/tasks')).body.tasks.filter((one: { case: string }) => one.case === number).map(({ id, kind, state }: Record<string, string>) => `${kind} ${id} ${state}`);

async function screened(answers: object = { eligible: false, risk: 'low' }): Promise<string> {
  const number = await house.openCase();
  const { status } = await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/screening/complete`, { body: { answers } });
  expect(status).toBe(200);
  return number;
}
const says = (number: string, who: 'worker' | 'supervisor', body: object) => house.ask(who, 'POST', `/v1/cases/${number}/tasks/screening/agree`, { body });
const decides = (number: string, who: 'worker' | 'supervisor', body: object) => house.ask(who, 'POST', `/v1/cases/${number}/decisions/registration`, { body });

it('what was handed in is shown with its version and those who have to agree, and stands on their lists', async () => {
  const number = await screened();
  const { agreements } = await shown(number);
  expect(agreements).toEqual([expect.objectContaining({
    id: 'screening.1', title: 'Screening and registration', version: 1, answers: { eligible: false, risk: 'low' }, parties: [{ who: 'client' }, { who: 'supervisor' }], inForce: true,
  })]);
  expect(await listed('worker', number)).toEqual(expect.arrayContaining(['task screening.1 agreeing']));
  expect(await listed('supervisor', number)).toEqual(expect.arrayContaining(['agreement screening.1 open']));
  const { body } = await house.ask('worker', 'GET', `/v1/cases/${number}/explain`);
  expect(body.agreements).toEqual([{ id: 'screening.1', version: 1, waitsFor: ['client', 'supervisor'] }]);
});

it('everybody says something to the version that they have seen', async () => {
  const number = await screened();
  expect(await says(number, 'worker', { who: 'client', answer: 'agreed', version: 2 })).toMatchObject({ status: 409, body: { code: 'other-version' } });
  expect(await says(number, 'worker', { who: 'client', answer: 'refused' })).toMatchObject({ status: 422, body: { code: 'reason-missing' } });
  expect(await says(number, 'worker', { who: 'supervisor', answer: 'agreed' })).toMatchObject({ status: 403, body: { code: 'not-for-you' } });
  expect(await says(number, 'worker', { who: 'teacher', answer: 'agreed' })).toMatchObject({ status: 422, body: { code: 'unknown-party' } });
  expect(await says(number, 'worker', { who: 'client', answer: 'perhaps' })).toMatchObject({ status: 400 });
  expect(await says(number, 'worker', { who: 'client', answer: 'refused', reason: 'afraid', on: '2026-03-25', version: 1 })).toMatchObject({ status: 200 });
  expect(await says(number, 'worker', { who: 'client', answer: 'refused', reason: 'afraid' })).toMatchObject({ status: 409, body: { code: 'said-already', first: { name: 'Rana Test' } } });
  expect(await says(number, 'supervisor', { who: 'supervisor', answer: 'agreed' })).toMatchObject({ status: 200, body: { ended: ['screening.1'] } });
  const { agreements } = await shown(number);
  expect(agreements[0].parties).toEqual([
    { who: 'client', says: 'refused', by: { id: 'rana', name: 'Rana Test' }, at: '2026-03-26T07:00:00.000Z', on: '2026-03-25', reason: 'afraid' },
    { who: 'supervisor', says: 'agreed', by: { id: 'huda', name: 'Huda Test' }, at: '2026-03-26T07:00:00.000Z' },
  ]);
});

it('a choice is on the list of whoever makes it, and names the ways that are open', async () => {
  const number = await screened({ eligible: false, risk: 'low', not_eligible_why: 'lives elsewhere' });
  expect(await decides(number, 'supervisor', { way: 'not_eligible' })).toMatchObject({ status: 404, body: { code: 'unknown-decision' } });
  await says(number, 'worker', { who: 'client', answer: 'agreed' });
  await says(number, 'supervisor', { who: 'supervisor', answer: 'agreed' });
  expect((await shown(number)).decisions).toEqual([{ id: 'registration.1.1', stage: 'registration', title: 'Identification and registration', who: 'supervisor', askedAt: '2026-03-26T07:00:00.000Z' }]);
  expect(await listed('supervisor', number)).toEqual(expect.arrayContaining(['decision registration.1.1 open']));
  const { body } = await house.ask('worker', 'GET', `/v1/cases/${number}/explain`);
  expect([body.stage.decides, body.stage.round, body.stage.ways.map((way: { holds: boolean }) => way.holds)]).toEqual(['supervisor', 1, [true, false, false]]);
  expect(await decides(number, 'worker', { way: 'not_eligible' })).toMatchObject({ status: 403, body: { code: 'not-for-you' } });
  expect(await decides(number, 'supervisor', { way: 'assessment' })).toMatchObject({ status: 409, body: { code: 'way-not-open', against: [{ id: 'assessment', expected: 'not_eligible' }] } });
  expect(await decides(number, 'supervisor', { way: 'nowhere' })).toMatchObject({ status: 422, body: { code: 'unknown-way' } });
  const { status } = await decides(number, 'supervisor', { way: 'not_eligible', reason: 'helped elsewhere' });
  expect(status).toBe(200);
  expect(await decides(number, 'supervisor', { way: 'not_eligible' })).toMatchObject({ status: 409, body: { code: 'already-decided', first: { name: 'Huda Test' } } });
});
