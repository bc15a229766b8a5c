// How many cases somebody may be in charge of, through the API: the warning, the limit, the reason that passes it, and who has how much.

import { compileShipped } from '../definitions';
import type { ApiHouse, Who } from './house';
import { AGENCY, PEOPLE, startHouse } from './house';

let house: ApiHouse;
beforeEach(async () => {
  house = await startHouse();
  const { profile } = compileShipped();
  await house.records.publish({ agency: AGENCY, profile: { ...profile, id: AGENCY, caseload: { case_worker: { warn: 2, atMost: 3 } } } });
});
afterEach(() => house.close());

const open = (who: Who = 'worker', more: object = {}, key?: string) => house.ask(who, 'POST', '/v1/cases', { body: { process: 'child_protection', ...more }, ...(key !== undefined && { key }) });
const assign = (number: string, body: object, who: Who = 'supervisor', key?: string) => house.ask(who, 'POST', `/v1/cases/${number}/assign`, { body, ...(key !== undefined && { key }) });
const journal = async (number: string): Promise<{ what: string; details?: Record<string, unknown> }[]> => (await house.ask('supervisor', 'GET', `/v1/cases/${number}/journal?limit=200`)).body.entries;
const fill = async (cases: number, who: Who = 'worker'): Promise<void> => {
  for (let n = 0; n < cases; n += 1) await house.openCase({}, who);
};
/** A case of somebody's that is closed again. */
const closed = async (who: Who): Promise<string> => {
  const number = await house.openCase({}, who);
  await house.ask(who, 'POST', `/v1/cases/${number}/tasks/screening/complete`, { body: { answers: { eligible: false, risk: 'low', not_eligible_why: 'Has moved' } } });
  expect((await house.ask('supervisor', 'POST', `/v1/cases/${number}/approvals/closure/approve`, { body: {} })).body.status).toBe('closed');
  return number;
};

describe('from the warning on', () => {
  it('the answer says how many the owner has, by whichever way they got it', async () => {
    const number = await closed('worker');
    expect((await open()).body).not.toHaveProperty('caseload');
    expect((await open()).body.caseload).toEqual({ open: 2, warn: 2, atMost: 3 });
    expect((await house.ask('supervisor', 'POST', `/v1/cases/${number}/reopen`, { body: { reason: 'They ask for help again' } })).body).toMatchObject({ status: 'open', caseload: { open: 3, warn: 2, atMost: 3 } });
    await fill(1, 'colleague');
    expect((await assign(number, { to: 'sami' })).body.caseload).toEqual({ open: 2, warn: 2, atMost: 3 });
    expect(await journal(number)).not.toContainEqual(expect.objectContaining({ details: expect.objectContaining({ despite: expect.anything() as unknown }) as unknown }));
  });

  it('a closed case counts no longer', async () => {
    await closed('worker');
    await closed('worker');
    expect((await open()).body).not.toHaveProperty('caseload');
  });
});

describe('at the limit', () => {
  it('one more is refused, and taken with a reason that stays in the journal', async () => {
    await fill(3);
    const refused = await open();
    expect(refused).toMatchObject({ status: 409, body: { code: 'caseload-full', against: [{ id: 'rana', expected: '3' }], title: expect.stringContaining('as many cases') as string } });
    expect((await open('worker', { despite: '  ' })).status).toBe(400);
    const taken = await open('worker', { despite: 'A sister of a child she knows' });
    expect([taken.status, taken.body.caseload]).toEqual([201, { open: 4, warn: 2, atMost: 3 }]);
    expect((await journal(taken.body.case as string)).find((one) => one.what === 'opened')?.details).toMatchObject({ despite: 'A sister of a child she knows' });
  });

  it('a case is given to them only with a reason, and a reason that was not needed is not kept', async () => {
    await fill(3);
    const number = await house.openCase({}, 'colleague');
    expect(await assign(number, { to: 'rana' })).toMatchObject({ status: 409, body: { code: 'caseload-full', against: [{ id: 'rana', expected: '3' }] } });
    expect((await assign(number, { to: 'rana', despite: 'She knows the family' })).body.caseload).toEqual({ open: 4, warn: 2, atMost: 3 });
    expect((await assign(number, { to: 'sami', despite: 'Just in case' })).status).toBe(200);
    expect((await journal(number)).filter((one) => one.what === 'case_assigned').map((one) => one.details?.['despite'])).toEqual(['She knows the family', undefined]);
  });

  it('a closed case is opened again only with a reason', async () => {
    const number = await closed('worker');
    await fill(3);
    const url = `/v1/cases/${number}/reopen`;
    const reason = 'They ask for help again';
    expect((await house.ask('supervisor', 'POST', url, { body: { reason } })).body.code).toBe('caseload-full');
    expect((await house.ask('supervisor', 'POST', url, { body: { reason, despite: 'Nobody else can' } })).body).toMatchObject({ status: 'open', caseload: { open: 4 } });
    expect((await journal(number)).find((one) => one.what === 'reopened')?.details).toMatchObject({ reason, despite: 'Nobody else can' });
  });

  it('the same call again gets its first answer, though the limit is reached by it', async () => {
    await fill(2);
    const first = await open('worker', {}, 'once');
    expect(await open('worker', {}, 'once')).toMatchObject({ status: 201, body: first.body });
    await open('worker', { despite: 'why' });
    expect(await open('worker', {}, 'once')).toMatchObject({ status: 201, body: { case: first.body.case as string } });
    const number = await house.openCase({}, 'colleague');
    await assign(number, { to: 'rana', despite: 'why' }, 'supervisor', 'twice');
    expect((await assign(number, { to: 'rana', despite: 'why' }, 'supervisor', 'twice')).body).toMatchObject({ case: number, caseload: { open: 5 } });
  });

  it('who may not give the case learns nothing of how much somebody has', async () => {
    await fill(3);
    const number = await house.openCase({}, 'colleague');
    expect((await assign(number, { to: 'rana' }, 'colleague')).body.code).toBe('not-for-you');
    expect((await open('colleague', { owner: 'rana' })).body.code).toBe('not-for-you');
  });

  it('is that of the agency’s latest file, in running cases too', async () => {
    await fill(3);
    const { profile } = compileShipped();
    await house.records.publish({ agency: AGENCY, profile: { ...profile, id: AGENCY } });
    expect((await open()).body).not.toHaveProperty('caseload');
  });
});

describe('the workload', () => {
  const workload = async (who: Who) => (await house.ask(who, 'GET', '/v1/workload')).body.workload as { id: string }[];

  it('counts the open cases of each case worker and what of theirs is overdue, with the limits and nothing of a case', async () => {
    await fill(2);
    await closed('colleague');
    house.at('2027-03-26T07:00:00.000Z');
    const limits = [{ role: 'case_worker', warn: 2, atMost: 3 }];
    const found = await workload('supervisor');
    expect(found).toEqual([
      { id: 'rana', name: 'Rana Test', active: true, open: 2, overdue: expect.any(Number) as number, limits },
      { id: 'sami', name: 'Sami Test', active: true, open: 0, overdue: 0, limits },
    ]);
    expect((found[0] as { overdue?: number }).overdue).toBeGreaterThanOrEqual(2);
    expect(await workload('lead')).toEqual(found);
  });

  it('does not forget who has left and is still in charge of a case', async () => {
    await fill(1, 'colleague');
    const away = (who: 'worker' | 'colleague') => house.records.upsertStaff({ ...PEOPLE[who], roles: ['case_worker'], email: 'x@example.org', language: 'en', active: false });
    await Promise.all([away('worker'), away('colleague')]);
    expect(await workload('supervisor')).toMatchObject([{ id: 'sami', active: false, open: 1 }]);
  });

  it('is for those above case workers, each of their own agency', async () => {
    expect(await house.ask('worker', 'GET', '/v1/workload')).toMatchObject({ status: 403, body: { code: 'not-for-you' } });
    expect((await workload('stranger')).map((one) => one.id)).toEqual(['omar']);
  });
});
