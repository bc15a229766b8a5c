// Clocks through the API: paused, put off and waived by whom the process names, shown with the case, and repeated without effect.

import type { Process } from '../../process/process';
import { compileShipped } from '../definitions';
import type { ApiHouse, Who } from './house';
import { AGENCY, startHouse } from './house';

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse();
  const { rules, texts, sourceMap, profile } = compileShipped();
  await house.records.publish({
    agency: AGENCY, rules: rules.agency, profile, calendar: rules.calendar, processes: [{ compiled: withClocks(rules.process), source: 'process: child_protection', sourceMap, texts }],
  });
});
afterAll(() => house.close());

/** The shipped process, in which screening can be paused, extended and waived, and the case has a clock of its own. */
function withClocks(process: Process): Process {
  const [first, ...others] = process.stages;
  const [screening, ...tasks] = first?.tasks ?? [];
  if (!first || !screening) throw new Error('the shipped process has changed');
  const at = 'stages.registration.tasks.screening';
  const clock: typeof screening.clock = {
    ...screening.clock,
    due: { form: 'length', rule: `${at}.due`, length: { n: 5, unit: 'day' } },
    pauses: { rule: `${at}.pauses`, who: ['case_worker'], mustAnswer: [], atMost: { n: 10, unit: 'day' } },
    extend: {
      rule: `${at}.extend`, who: ['case_worker'], mustAnswer: [], atMost: { n: 1, unit: 'week' }, times: 1,
      approve: [{ who: 'supervisor', clock: { rule: `${at}.extend.approve.0`, due: { form: 'none' }, remind: [], late: [] } }],
    },
    waive: { rule: `${at}.waive`, who: ['supervisor'], mustAnswer: [], approve: [] },
  };
  const contact = { rule: 'clocks.first_contact', due: { form: 'length' as const, rule: 'clocks.first_contact.due', length: { n: 2, unit: 'day' as const } }, remind: [], late: [], firm: true as const };
  return {
    ...process,
    stages: [{ ...first, tasks: [{ ...screening, clock }, ...tasks] }, ...others],
    clocks: [{ id: 'first_contact', rule: 'clocks.first_contact', who: { owner: true }, clock: contact }],
  };
}

const act = async (number: string, who: Who, path: string, body: object, key?: string) =>
  house.ask(who, 'POST', `/v1/cases/${number}/clocks/${path}`, { body, ...(key !== undefined && { key }) });
const dueOf = async (number: string): Promise<unknown> =>
  (await house.ask('worker', 'GET', `/v1/cases/${number}`)).body.items.find((item: { id: string }) => item.id === 'screening.1')?.dueAt;

it('pauses a clock for some days, once however often the call is repeated', async () => {
  const number = await house.openCase();
  expect(await dueOf(number)).toBe('2026-03-31T21:00:00.000Z');
  const body = { from: '2026-03-28', to: '2026-03-30', reason: 'in hospital' };
  const first = await act(number, 'worker', 'screening/pause', body, 'pause-1');
  const again = await act(number, 'worker', 'screening/pause', body, 'pause-1');
  expect([first.status, again.body]).toEqual([200, first.body]);
  expect(await dueOf(number)).toBe('2026-04-03T21:00:00.000Z');
  const { body: journal } = await house.ask('worker', 'GET', `/v1/cases/${number}/journal?limit=200`);
  expect(journal.entries.filter((entry: { what: string }) => entry.what === 'clock_paused')).toMatchObject([{ text: 'Clock paused for some days', details: { reason: 'in hospital' } }]);
  const { body: why } = await house.ask('worker', 'GET', `/v1/cases/${number}/explain`);
  expect(why.deadlines.find((one: { about: string }) => one.about === 'screening.1')).toMatchObject({ pauses: [{ from: '2026-03-28', to: '2026-03-30' }] });
});

it('asks for an extension, shows it, and puts the date off when it is approved', async () => {
  const number = await house.openCase();
  const asked = await act(number, 'worker', 'task:screening.1/extend', { by_length: '3 days', reason: 'no interpreter' });
  expect([asked.status, asked.body.opened]).toEqual([200, ['extension.1.1']]);
  const { body: shown } = await house.ask('supervisor', 'GET', `/v1/cases/${number}`);
  expect(shown.requests).toMatchObject([{ id: 'extension.1', kind: 'extension', clock: 'task:screening.1', askedBy: { id: 'rana' }, reason: 'no interpreter' }]);
  expect(shown.items.find((item: { id: string }) => item.id === 'extension.1.1')).toMatchObject({ kind: 'approval', who: 'supervisor', title: expect.not.stringContaining('stages.') });
  const approved = await house.ask('supervisor', 'POST', `/v1/cases/${number}/approvals/extension.1/approve`, { body: {} });
  expect(approved.status).toBe(200);
  expect(await dueOf(number)).toBe('2026-04-03T21:00:00.000Z');
});

it('waives what is due, by whom the process names alone', async () => {
  const number = await house.openCase();
  const refused = await act(number, 'worker', 'screening/waive', { reason: 'moved away' });
  expect([refused.status, refused.body.code]).toEqual([403, 'not-for-you']);
  const done = await act(number, 'supervisor', 'screening/waive', { reason: 'moved away' });
  expect([done.status, done.body.ended]).toEqual([200, ['screening.1']]);
  expect(await dueOf(number)).toBeUndefined();
});

it('shows the clocks of the case itself with their dates in words', async () => {
  const { body } = await house.ask('worker', 'GET', `/v1/cases/${await house.openCase()}`, { headers: { 'accept-language': 'en' } });
  expect(body.clocks).toMatchObject([{ id: 'first_contact.1', dueAt: '2026-03-28T21:00:00.000Z', dueText: expect.stringContaining('28 March 2026') }]);
});

it.each<[string, Who, string, object, number, string]>([
  ['a firm clock', 'worker', 'first_contact/extend', { by_length: '1 day', reason: 'r' }, 409, 'clock-firm'],
  ['a clock that is not there', 'worker', 'party/pause', { from: '2026-03-28', to: '2026-03-30', reason: 'r' }, 404, 'unknown-clock'],
  ['a pause that is too long', 'worker', 'screening/pause', { from: '2026-03-28', to: '2026-04-28', reason: 'r' }, 422, 'pause-too-long'],
  ['a pause on days out of order', 'worker', 'screening/pause', { from: '2026-03-30', to: '2026-03-28', reason: 'r' }, 422, 'pause-wrong-dates'],
  ['an extension that is too long', 'worker', 'screening/extend', { by_length: '2 weeks', reason: 'r' }, 422, 'extension-too-long'],
  ['an extension by no length', 'worker', 'screening/extend', { by_length: '2 fortnights', reason: 'r' }, 400, 'malformed-act'],
  ['an act without a reason', 'worker', 'screening/extend', { by_length: '1 day' }, 400, 'request-wrong'],
  ['an act with a key that it does not have', 'worker', 'screening/waive', { reason: 'r', note: 'x' }, 400, 'request-wrong'],
  ['somebody of another agency', 'stranger', 'screening/pause', { from: '2026-03-28', to: '2026-03-30', reason: 'r' }, 404, 'case-not-found'],
])('refuses %s', async (_what, who, path, body, status, code) => {
  const reply = await act(await house.openCase(), who, path, body);
  expect([reply.status, reply.body.code]).toEqual([status, code]);
});
