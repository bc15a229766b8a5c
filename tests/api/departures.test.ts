// What should hold and is passed over, values that are worked out and overridden, and what guides who does a task, through the API.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiHouse } from './house';
import { startHouse } from './house';

const SHIPPED = readFileSync(join(__dirname, '..', '..', 'definitions', 'processes', 'child_protection.yaml'), 'utf8');

/** The shipped process with a field that is worked out, and with what should hold of a task, a way and the closure. */
const SOURCE = [
  ['fields:\n', 'fields:\n  urgent:\n    title: عاجل\n    type: yes_no\n    is: risk in [high, immediate]\n    override:\n      who: [supervisor]\n'],
  ['        must_answer: [eligible, risk]\n', `        must_answer: [eligible, risk]
        checklist:
          alone: تحدثت مع الطفل على انفراد
          home: رأيت المنزل
        should:
          - that: answered(birth_date)
            say: سجّل تاريخ الميلاد.
`],
  ['        close: not_eligible\n', '        close: not_eligible\n        should:\n          - that: answered(preferred_language)\n            say: سجّل لغة الأسرة.\n'],
].reduce((text, [from = '', to = '']) => text.replace(from, () => to), SHIPPED);

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
  const { status, body } = await house.ask('lead', 'POST', '/v1/processes', { body: { process: 'child_protection', source: SOURCE } });
  if (status !== 200) throw new Error(JSON.stringify(body));
});
afterAll(() => house.close());

const shown = async (number: string) => (await house.ask('worker', 'GET', `/v1/cases/${number}`)).body;
const explained = async (number: string) => (await house.ask('worker', 'GET', `/v1/cases/${number}/explain?reason=not_eligible`)).body;
const journal = async (number: string): Promise<{ what: string; text: string; details?: object; line?: number }[]> => (await house.ask('worker', 'GET', `/v1/cases/${number}/journal?limit=200`)).body.entries;

it('a task shows its help and checklist, and what was ticked stands in the journal', async () => {
  const number = await house.openCase();
  const screening = (await shown(number)).items.find((one: { id: string }) => one.id === 'screening.1');
  expect(screening).toMatchObject({ help: 'Decide whether the admission criteria hold, and record the first risk level.', checklist: [{ id: 'alone', text: 'تحدثت مع الطفل على انفراد' }, { id: 'home', text: 'رأيت المنزل' }] });
  const url = `/v1/cases/${number}/tasks/screening/complete`;
  const answers = { eligible: true, risk: 'low', birth_date: '2015' };
  expect(await house.ask('worker', 'POST', url, { body: { answers, ticked: ['attic'] } })).toMatchObject({ status: 422, body: { code: 'unknown-check', against: [{ id: 'attic', expected: 'alone, home' }] } });
  expect(await house.ask('worker', 'POST', url, { body: { answers, ticked: ['home', 'home'] } })).toMatchObject({ status: 400 });
  expect((await house.ask('worker', 'POST', url, { body: { answers, ticked: ['home'] } })).status).toBe(200);
  expect((await journal(number)).find((one) => one.what === 'ticked')).toMatchObject({ text: 'Checklist gone through', details: { ticked: ['home'], left: ['alone'] } });
});

it('what should hold of a task is named in the agency’s own words, and passed over with a reason', async () => {
  const number = await house.openCase();
  expect((await explained(number)).tasks).toEqual([{ id: 'screening.1', criteria: [expect.objectContaining({ text: 'سجّل تاريخ الميلاد.', condition: 'answered(birth_date)', holds: false, should: true, line: expect.any(Number) as number })] }]);
  const url = `/v1/cases/${number}/tasks/screening/complete`;
  const answers = { eligible: true, risk: 'low' };
  const refused = await house.ask('worker', 'POST', url, { body: { answers } });
  expect(refused).toMatchObject({ status: 409, body: { code: 'should-not-met', against: [{ text: 'سجّل تاريخ الميلاد.' }] } });
  expect(await house.ask('worker', 'POST', url, { body: { answers, despite: '  ' } })).toMatchObject({ status: 400 });
  expect((await house.ask('worker', 'POST', url, { body: { answers, despite: 'He does not know it' } })).status).toBe(200);
  expect((await journal(number)).find((one) => one.what === 'passed_over')).toMatchObject({ text: 'Passed over all the same', details: { reason: 'He does not know it' }, line: expect.any(Number) as number });
});

it('a way is passed by who answers for the case, and by nobody else', async () => {
  const number = await house.openCase();
  const answers = { eligible: false, risk: 'low', birth_date: '2015', not_eligible_why: 'Lives elsewhere' };
  expect((await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/screening/complete`, { body: { answers } })).status).toBe(200);
  expect((await explained(number)).stage.ways[0]).toMatchObject({ leadsTo: 'close: not_eligible', holds: true, criteria: [{ text: 'سجّل لغة الأسرة.', holds: false, should: true }] });
  const url = `/v1/cases/${number}/ways/not_eligible/pass`;
  expect(await house.ask('colleague', 'POST', url, { body: { reason: 'why' } })).toMatchObject({ status: 404 });
  expect(await house.ask('worker', 'POST', `/v1/cases/${number}/ways/planning/pass`, { body: { reason: 'why' } })).toMatchObject({ status: 422, body: { code: 'unknown-way' } });
  expect(await house.ask('worker', 'POST', `/v1/cases/${number}/ways/assessment/pass`, { body: { reason: 'why' } })).toMatchObject({ status: 409, body: { code: 'way-not-open' } });
  expect((await house.ask('worker', 'POST', url, { body: { reason: 'They left at once' } })).status).toBe(200);
  expect((await shown(number)).closure).toMatchObject({ reason: 'not_eligible' });
});

it('a value that is worked out is shown with its line, overridden and lifted', async () => {
  const number = await house.openCase({ risk: 'high' });
  expect((await shown(number)).answers.urgent).toMatchObject({ value: true, by: '', rule: 'fields.urgent.is' });
  expect((await explained(number)).derived).toEqual([expect.objectContaining({ field: 'urgent', title: 'عاجل', value: true, line: expect.any(Number) as number, inputs: [{ field: 'risk', value: 'high' }] })]);
  const url = `/v1/cases/${number}/fields/urgent/override`;
  expect(await house.ask('worker', 'PATCH', `/v1/cases/${number}/fields`, { body: { answers: { urgent: false } } })).toMatchObject({ status: 422, body: { code: 'answer-derived' } });
  expect(await house.ask('worker', 'POST', url, { body: { value: false, reason: 'why' } })).toMatchObject({ status: 403, body: { code: 'not-for-you' } });
  expect(await house.ask('supervisor', 'POST', url, { body: { value: null, reason: 'why' } })).toMatchObject({ status: 409, body: { code: 'not-overridden' } });
  expect(await house.ask('supervisor', 'POST', url, { body: { value: false } })).toMatchObject({ status: 400 });
  expect((await house.ask('supervisor', 'POST', url, { body: { value: false, reason: 'The aunt is there' } })).status).toBe(200);
  expect((await shown(number)).answers.urgent).toMatchObject({ value: false, by: 'huda', overridden: 'The aunt is there' });
  expect((await house.ask('supervisor', 'POST', url, { body: { value: null, reason: 'She has left' } })).status).toBe(200);
  expect((await shown(number)).answers.urgent).toMatchObject({ value: true, by: '' });
  expect((await journal(number)).map((one) => one.what).filter((what) => /^(derived|overrid)/.test(what))).toEqual(['derived', 'overridden', 'override_lifted', 'derived']);
});
