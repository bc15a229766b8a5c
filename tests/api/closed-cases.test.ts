// Closed cases through the API: opened again by whom the process names, held back from erasure, counted when they are gone.

import type { ApiHouse } from './house';
import { startHouse } from './house';

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

/** A case that was not eligible: closed by its screening and an approval. */
async function closedCase(): Promise<string> {
  const number = await house.openCase();
  const screening = { eligible: false, risk: 'low', not_eligible_why: 'Planted Name moved away' };
  expect((await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/screening/complete`, { body: { answers: screening } })).status).toBe(200);
  const { status, body } = await house.ask('supervisor', 'POST', `/v1/cases/${number}/approvals/closure/approve`, { body: {} });
  expect([status, body.status]).toEqual([200, 'closed']);
  return number;
}

const reopen = (number: string, who: 'worker' | 'supervisor' = 'supervisor', key?: string) =>
  house.ask(who, 'POST', `/v1/cases/${number}/reopen`, { body: { reason: 'They came back' }, ...(key !== undefined && { key }) });

describe('opening a closed case again', () => {
  it('is for the role that the process names, goes on in its stage, and stands in the journal', async () => {
    const number = await closedCase();
    expect(await reopen(number, 'worker')).toMatchObject({ status: 403, body: { code: 'not-for-you' } });
    const { status, body } = await reopen(number);
    expect([status, body]).toEqual([200, expect.objectContaining({ status: 'open', stage: 'assessment', opened: expect.arrayContaining(['initial_assessment.1']) })]);
    expect((await house.ask('worker', 'GET', `/v1/cases/${number}`)).body).toMatchObject({ status: 'open', stage: { id: 'assessment' } });
    const { entries } = (await house.ask('worker', 'GET', `/v1/cases/${number}/journal?limit=200`)).body;
    expect(entries.find((entry: { what: string }) => entry.what === 'reopened')).toMatchObject({ line: expect.any(Number), text: expect.any(String) });
  });

  it('answers a repetition with its key as the first time, and refuses a case that is open', async () => {
    const number = await closedCase();
    const first = await reopen(number, 'supervisor', 'again');
    expect((await reopen(number, 'supervisor', 'again')).body).toEqual(first.body);
    expect(await reopen(number)).toMatchObject({ status: 409, body: { code: 'case-not-closed' } });
  });

  it('starts nothing when the rules refuse it', async () => {
    const number = await closedCase();
    const before = house.gateway.calls.length;
    house.at('2028-03-26T07:00:00.000Z');
    expect(await reopen(number)).toMatchObject({ status: 409, body: { code: 'reopening-too-late' } });
    house.at('2026-03-26T07:00:00.000Z');
    expect(house.gateway.calls).toHaveLength(before);
  });

  it('tells a stranger nothing', async () => {
    const number = await closedCase();
    const { status } = await house.ask('stranger', 'POST', `/v1/cases/${number}/reopen`, { body: { reason: 'x' } });
    expect(status).toBe(404);
  });
});

describe('what holds a closed case back from erasure', () => {
  const hold = (number: string, who: 'worker' | 'supervisor' | 'stranger', method: 'PUT' | 'DELETE') =>
    house.ask(who, method, `/v1/cases/${number}/hold`, method === 'PUT' ? { body: { reason: 'A court asks for it' } } : {});

  it('is placed and lifted by those above the owner, and both stay on record', async () => {
    const number = await closedCase();
    expect((await hold(number, 'worker', 'PUT')).status).toBe(403);
    expect((await hold(number, 'stranger', 'PUT')).status).toBe(404);
    expect((await hold(number, 'supervisor', 'PUT')).body).toMatchObject({ held: true, holds: [{ placedBy: 'huda', reason: 'A court asks for it' }] });
    expect((await hold(number, 'supervisor', 'PUT')).body.holds).toHaveLength(1);
    expect((await hold(number, 'supervisor', 'DELETE')).body).toMatchObject({ held: false, holds: [{ placedBy: 'huda', liftedBy: 'huda' }] });
    expect((await house.ask('worker', 'GET', `/v1/cases/${number}/retention`)).body).toMatchObject({ case: number, eraseAt: null, held: false });
  });
});

it('counts what has been erased, without any case', async () => {
  const number = await closedCase();
  const row = (await house.records.unreckoned(100)).find((one) => one.case === number);
  if (!row) throw new Error('It has been reckoned.');
  await house.records.keepUntil(row, '2033-03-26T21:00:00.000Z');
  expect((await house.ask('worker', 'GET', `/v1/cases/${number}/retention`)).body.eraseAt).toBe('2033-03-26T21:00:00.000Z');
  expect(await house.records.erase(row, { at: '2026-03-26T07:00:00.000Z', reason: 'not_eligible', by: null })).toBe(true);
  const { text, body } = await house.ask('lead', 'GET', '/v1/erased');
  expect(body.erased).toEqual([{ process: 'child_protection', reason: 'not_eligible', openedIn: '2026-03', closedIn: '2026-03', cases: 1 }]);
  expect(text).not.toContain(number);
  expect((await house.ask('worker', 'GET', `/v1/cases/${number}`)).status).toBe(404);
});
