// What became of the mails about cases, and what follows when one comes back: nobody is taken for told who was not.

import type { Case } from '../../case/case';
import type { ApiHouse, Who } from './house';
import { AGENCY, PEOPLE, startHouse } from './house';

let house: ApiHouse;
beforeEach(async () => void (house = await startHouse()));
afterEach(() => house.close());

const AT = '2026-03-26T07:00:10.000Z';
const bounce = (messageId: string, who: Who = 'lead') => house.ask(who, 'POST', '/v1/mail/bounces', { body: { messageId } });
const stateOf = async (number: string): Promise<Case> => (await house.records.getState(number)) as Case;

/** A mail that left, and, where it was about the alert of a case, that the case has heard of. */
async function sent(messageId: string, number: string, to: 'supervisor' | 'secondSupervisor', notice: string): Promise<void> {
  const { id, name } = PEOPLE[to];
  await house.records.beginMail({ messageId, agency: AGENCY, person: id, cases: [number], notices: [notice], at: AT });
  await house.records.completeMail(messageId, 'sent', AT);
  await house.gateway.bounced(AGENCY, number, [{ notice, at: AT, reached: [{ id, name }], refused: [] }]);
}

test('an alert climbs at once when the last mail that had seemed to arrive has come back', async () => {
  const number = await house.openCase({ risk: 'immediate' });
  const notice = (await stateOf(number)).alerts[0]?.notice ?? '';
  await sent('<one@cases>', number, 'supervisor', notice);
  await sent('<two@cases>', number, 'secondSupervisor', notice);
  expect(await bounce('one@cases')).toMatchObject({ status: 200 });
  expect((await stateOf(number)).alerts[0]).toMatchObject({ step: 0 });
  expect(await bounce('<two@cases>')).toMatchObject({ status: 200 });
  expect((await stateOf(number)).alerts[0]).toMatchObject({ step: 1 });
  const before = (await stateOf(number)).journal;
  expect(await bounce('two@cases')).toMatchObject({ status: 200 });
  expect((await stateOf(number)).journal).toBe(before);
});

test('whoever reads a case sees its mails, and the agency’s lead those that did not arrive', async () => {
  const number = await house.openCase({ risk: 'immediate' });
  const notice = (await stateOf(number)).alerts[0]?.notice ?? '';
  await sent('<one@cases>', number, 'supervisor', notice);
  await sent('<two@cases>', number, 'secondSupervisor', notice);
  await bounce('two@cases');
  const { body } = await house.ask('worker', 'GET', `/v1/cases/${number}/mails`);
  expect(body.mails).toEqual(expect.arrayContaining([
    expect.objectContaining({ messageId: '<one@cases>', to: 'huda', state: 'sent' }), expect.objectContaining({ messageId: '<two@cases>', to: 'nour', state: 'refused' }),
  ]));
  expect((await house.ask('lead', 'GET', '/v1/mails?state=refused')).body.mails).toMatchObject([{ messageId: '<two@cases>', cases: [number] }]);
  expect(await house.ask('colleague', 'GET', `/v1/cases/${number}/mails`)).toMatchObject({ status: 404 });
  expect(await house.ask('worker', 'GET', '/v1/mails')).toMatchObject({ status: 403 });
});

test('a mail of another agency, or none, is not found; nobody but the lead says that one came back', async () => {
  const number = await house.openCase({ risk: 'immediate' });
  await sent('<one@cases>', number, 'supervisor', (await stateOf(number)).alerts[0]?.notice ?? '');
  expect(await bounce('one@cases', 'stranger')).toMatchObject({ status: 404, body: { code: 'mail-not-found' } });
  expect(await bounce('nobody@cases')).toMatchObject({ status: 404 });
  expect(await bounce('one@cases', 'supervisor')).toMatchObject({ status: 403 });
  expect((await house.records.mailState('<one@cases>'))?.state).toBe('sent');
});
