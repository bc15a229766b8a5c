// Who works on what, through the API: absences and deputies, people on call, work given by name, and added tasks.

import type { ApiHouse, Who } from './house';
import { AGENCY, PEOPLE, startHouse } from './house';
import { compileShipped } from '../definitions';

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
  const { profile } = compileShipped();
  // From Friday noon to Saturday noon in Amman.
  const onCall = [{ who: 'sami', roles: ['supervisor'], days: [5], from: '12:00', to: '12:00' }];
  await house.records.publish({ agency: AGENCY, profile: { ...profile, id: AGENCY, onCall } });
});
afterAll(() => house.close());

/** Tokens are looked up anew some seconds later. */
let clock = Date.parse('2026-03-26T07:00:00.000Z');
const later = (seconds = 60): void => house.at(new Date((clock += seconds * 1000)).toISOString());
const at = (instant: string): void => house.at(new Date((clock = Date.parse(instant))).toISOString());
const tasksOf = async (who: Who) => (await house.ask(who, 'GET', '/v1/me/tasks')).body.tasks as { case: string; id: string; title: string; person?: string }[];
const complete = (who: Who, number: string, task: string, answers: object = {}) => house.ask(who, 'POST', `/v1/cases/${number}/tasks/${task}/complete`, { body: { answers } });

describe('absences', () => {
  it('are planned for oneself, by those above and by the lead, in days of the agency or in instants', async () => {
    const days = await house.ask('worker', 'PUT', '/v1/staff/rana/away', { body: { away: [{ from: '2026-05-03', to: '2026-05-05' }], deputy: 'sami' } });
    expect([days.status, days.body]).toEqual([200, { id: 'rana', name: 'Rana Test', roles: ['case_worker'], deputy: 'sami', away: [{ from: '2026-05-02T21:00:00.000Z', until: '2026-05-05T21:00:00.000Z' }], onCall: false }]);
    expect((await house.ask('colleague', 'PUT', '/v1/staff/rana/away', { body: { away: [] } })).body.code).toBe('not-for-you');
    expect((await house.ask('lead', 'PUT', '/v1/staff/rana/away', { body: { away: [{ from: '2026-05-03T07:00:00.000Z', to: '2026-05-03T12:00:00.000Z' }] } })).body).toMatchObject({ deputy: 'sami' });
    expect((await house.ask('lead', 'PUT', '/v1/staff/rana/away', { body: { away: [], deputy: null } })).body).not.toHaveProperty('deputy');
    await house.records.upsertStaff({ ...PEOPLE.worker, roles: ['case_worker'], email: 'rana@example.org', language: 'en', active: true, supervisor: 'huda' });
    expect((await house.ask('supervisor', 'PUT', '/v1/staff/rana/away', { body: { away: [] } })).status).toBe(200);
  });

  it.each([
    ['of somebody of another agency', '/v1/staff/omar/away', { away: [] }, 'person-not-found'],
    ['with a deputy that there is not', '/v1/staff/rana/away', { away: [], deputy: 'omar' }, 'person-not-found'],
    ['with oneself as the deputy', '/v1/staff/rana/away', { away: [], deputy: 'rana' }, 'person-not-found'],
    ['that end before they begin', '/v1/staff/rana/away', { away: [{ from: '2026-05-05', to: '2026-05-03' }] }, 'request-wrong'],
    ['on a day that there is not', '/v1/staff/rana/away', { away: [{ from: '2026-02-30', to: '2026-03-03' }] }, 'request-wrong'],
  ])('are refused %s', async (_, url, body, code) => {
    expect((await house.ask('lead', 'PUT', url, { body })).body.code).toBe(code);
  });

  it('let the deputy read, see on their list and do what is the other’s, with both on record, and nothing once they are over', async () => {
    const number = await house.openCase();
    expect((await house.ask('colleague', 'GET', `/v1/cases/${number}`)).status).toBe(404);
    await house.ask('worker', 'PUT', '/v1/staff/rana/away', { body: { away: [{ from: '2026-03-26', to: '2026-03-26' }], deputy: 'sami' } });
    later();
    expect((await tasksOf('colleague')).map((one) => `${one.case} ${one.id}`)).toContain(`${number} screening.1`);
    expect((await house.ask('colleague', 'GET', '/v1/cases')).body.cases.map((one: { number: string }) => one.number)).toContain(number);
    expect((await complete('colleague', number, 'screening', { eligible: true, risk: 'low' })).status).toBe(200);
    const { entries } = (await house.ask('worker', 'GET', `/v1/cases/${number}/journal?limit=200`)).body;
    expect(entries.find((one: { what: string }) => one.what === 'task_done').by).toEqual({ id: 'sami', name: 'Sami Test', for: { id: 'rana', name: 'Rana Test' } });
    await house.ask('worker', 'PUT', '/v1/staff/rana/away', { body: { away: [] } });
    later();
    expect((await house.ask('colleague', 'GET', `/v1/cases/${number}`)).status).toBe(404);
    expect(await tasksOf('colleague')).toEqual([]);
  });
});

describe('whoever is on call', () => {
  it('finds the alert on their lists, takes it and reads the case until it is resolved; at another time none of it', async () => {
    const number = await house.openCase({ risk: 'immediate' });
    const alert = `${number}-a1`;
    const shown = async (): Promise<boolean[]> => [
      (await tasksOf('colleague')).some((one) => one.id === alert),
      (await house.ask('colleague', 'GET', '/v1/alerts')).body.alerts.some((one: { id: string }) => one.id === alert),
      (await house.ask('colleague', 'GET', `/v1/cases/${number}`)).status === 200,
    ];
    const acknowledge = () => house.ask('colleague', 'POST', `/v1/alerts/${alert}/acknowledge`, { body: { reason: 'I drive there.' } });
    expect([await shown(), (await acknowledge()).status]).toEqual([[false, false, false], 404]);
    at('2026-03-27T20:00:00.000Z');
    expect(await shown()).toEqual([true, true, true]);
    expect((await house.ask('lead', 'GET', '/v1/staff')).body.staff.find((one: { id: string }) => one.id === 'sami').onCall).toBe(true);
    expect((await acknowledge()).status).toBe(200);
    expect((await house.ask('supervisor', 'GET', `/v1/cases/${number}`)).body.alerts[0].acknowledged.by).toEqual({ id: 'sami', name: 'Sami Test', onCall: true });
    at('2026-03-28T20:00:00.000Z');
    expect((await house.ask('colleague', 'GET', `/v1/cases/${number}`)).status).toBe(200);
    await house.ask('supervisor', 'POST', `/v1/alerts/${alert}/resolve`, { body: { answers: { risk: 'low' } } });
    expect((await house.ask('colleague', 'GET', `/v1/cases/${number}`)).status).toBe(404);
  });

  it('raises one on a case that they may not read, for which they are on call alone', async () => {
    const number = await house.openCase({ risk: 'low' });
    const raise = (alert = 'immediate_risk') => house.ask('colleague', 'POST', `/v1/cases/${number}/alerts`, { body: { alert, reason: 'A call at night.' } });
    at('2026-04-02T07:00:00.000Z');
    expect((await raise()).body.code).toBe('case-not-found');
    at('2026-04-03T20:00:00.000Z');
    expect((await raise('nothing')).body.code).toBe('case-not-found');
    expect((await raise()).body.opened).toContain(`${number}-a1`);
  });
});

describe('work given by name', () => {
  it('a task: on the list of the one named alone, who may read and do it', async () => {
    const number = await house.openCase();
    const given = await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/screening/assign`, { body: { to: 'sami' } });
    expect(given.status).toBe(200);
    expect((await tasksOf('colleague')).filter((one) => one.case === number)).toMatchObject([{ id: 'screening.1', person: 'sami' }]);
    expect((await tasksOf('worker')).filter((one) => one.case === number && one.id === 'screening.1')).toEqual([]);
    expect((await house.ask('colleague', 'GET', `/v1/cases/${number}`)).status).toBe(200);
    expect((await complete('colleague', number, 'screening', { eligible: true, risk: 'low' })).status).toBe(200);
    expect((await house.ask('colleague', 'GET', `/v1/cases/${number}`)).status).toBe(404);
  });

  it('a case: the new owner has it, the old one has not', async () => {
    const number = await house.openCase();
    expect((await house.ask('worker', 'POST', `/v1/cases/${number}/assign`, { body: { to: 'sami' } })).body.code).toBe('not-for-you');
    expect((await house.ask('supervisor', 'POST', `/v1/cases/${number}/assign`, { body: { to: 'sami' } })).status).toBe(200);
    expect((await house.ask('supervisor', 'GET', `/v1/cases/${number}`)).body.owner).toEqual({ id: 'sami', name: 'Sami Test' });
    expect((await house.ask('worker', 'GET', `/v1/cases/${number}`)).status).toBe(404);
    expect((await house.ask('colleague', 'GET', `/v1/cases/${number}`)).status).toBe(200);
  });

  it('not to somebody who is not there, is of another agency, or has not the role', async () => {
    const number = await house.openCase();
    const give = async (path: string, to: string): Promise<string> => (await house.ask('supervisor', 'POST', `/v1/cases/${number}/${path}`, { body: { to } })).body.code as string;
    expect(await Promise.all([give('assign', 'nobody'), give('assign', 'omar'), give('assign', 'nour')])).toEqual(['unknown-owner', 'unknown-owner', 'unknown-owner']);
    expect(await Promise.all([give('tasks/screening/assign', 'nobody'), give('tasks/screening/assign', 'omar'), give('tasks/screening/assign', 'nour')])).toEqual(['not-in-role', 'not-in-role', 'not-in-role']);
  });
});

describe('an added task', () => {
  const WORDS = 'Call Abu Karim Planted';
  const add = (number: string, body: object, who: Who = 'worker') => house.ask(who, 'POST', `/v1/cases/${number}/tasks`, { body: { title: WORDS, due: '2026-05-12', ...body } });

  it('is shown in its words in the case alone, on lists as what all are called, and is done or withdrawn', async () => {
    const number = await house.openCase();
    expect((await add(number, {})).body.opened).toEqual(['own_task.1']);
    const { items } = (await house.ask('supervisor', 'GET', `/v1/cases/${number}`)).body;
    expect(items.find((one: { id: string }) => one.id === 'own_task.1')).toMatchObject({ title: WORDS, person: 'rana', own: { by: { id: 'rana' } } });
    const listed = await house.ask('worker', 'GET', '/v1/me/tasks', { headers: { 'accept-language': 'en' } });
    expect(listed.text).not.toContain('Planted');
    expect(listed.body.tasks.find((one: { case: string; id: string }) => one.case === number && one.id === 'own_task.1').title).toBe('Added task');
    expect((await complete('worker', number, 'own_task.1')).body.ended).toEqual(['own_task.1']);
    await add(number, { who: 'supervisor' });
    expect((await tasksOf('supervisor')).some((one) => one.case === number && one.id === 'own_task.2')).toBe(true);
    expect((await house.ask('worker', 'POST', `/v1/cases/${number}/tasks/own_task.2/withdraw`, { body: {} })).body.ended).toEqual(['own_task.2']);
    expect(house.log()).not.toContain('Planted');
  });

  it('is refused in the past, for nobody of the agency, and by who does not answer for the case', async () => {
    const number = await house.openCase();
    expect((await add(number, { due: '2026-03-01' })).body.code).toBe('due-passed');
    expect((await add(number, { person: 'omar' })).body.code).toBe('not-in-role');
    expect((await add(number, { due: 'soon' })).body.code).toBe('request-wrong');
    expect((await add(number, {}, 'colleague')).body.code).toBe('case-not-found');
  });
});
