// Urgent notices: whom they reach, once, with and without the database.

import { NOT_ALL_TOLD } from '../../activities/tell';
import { openRecords } from '../../records/database';
import { TEST_KEY } from '../records/test-database';
import type { PostOffice } from './post-office';
import { NOW, STAFF, alertTo, notice, openPostOffice, tellCall } from './post-office';

let office: PostOffice;
beforeEach(async () => void (office = await openPostOffice()));
afterEach(() => office.close());

const never = () => new Promise<never>(() => undefined);

test('an urgent notice reaches its person, and the answer says whom', async () => {
  const outcomes = await office.tell()(tellCall(alertTo('supervisor')));
  expect(outcomes).toEqual([{ notice: 'C-1-1-1', at: NOW, reached: [{ id: 'huda', name: 'Name-of-huda' }], refused: [] }]);
  const [mail] = await office.mails();
  expect(mail).toMatchObject({ to: 'huda@agency.example', parsed: { subject: 'URGENT: Alert: Assessment – case C-1' } });
  expect(mail!.parsed.text).toContain('https://cases.agency.example/cases/C-1');
  expect(await office.records.mailState(mail!.messageId)).toMatchObject({ state: 'sent', person: 'huda', cases: ['C-1'], notices: ['C-1-1-1'], maybeTwice: false });
});

test('each is written to in their own language, everyone of a role where the line has nobody', async () => {
  await office.tell()(tellCall(alertTo('manager')));
  const mails = await office.mails();
  const inArabic = mails.find(({ to }) => to === 'dana@agency.example')!.parsed;
  expect(mails).toHaveLength(2);
  expect(inArabic.subject).toContain('عاجل');
  expect(inArabic.subject).toContain('التقييم');
  expect(inArabic.html).toContain('dir="rtl"');
});

test('several notices of one call are one mail a person', async () => {
  const outcomes = await office.tell()(tellCall(alertTo('supervisor', 1), alertTo('supervisor', 2), alertTo('manager', 3)));
  expect(await office.counts()).toEqual({ 'huda@agency.example': 1, 'sami@agency.example': 1, 'dana@agency.example': 1 });
  expect(outcomes.map(({ reached }) => reached.map(({ id }) => id).sort())).toEqual([['huda'], ['huda'], ['dana', 'sami']]);
});

test('nobody in the role, in the line or out of it: the fallback address is told, and the answer says so', async () => {
  expect(await office.tell()(tellCall(alertTo('director')))).toMatchObject([{ reached: [], refused: [], fallback: true }]);
  expect(await office.counts()).toEqual({ 'office@example.org': 1 });
});

test('when some cannot be reached for now the call is to be repeated, and those who were reached get nothing again', async () => {
  office.catcher.fail({ refuseForNow: ['sami@agency.example'] });
  const tell = office.tell();
  for (let attempt = 1; attempt <= 3; attempt++) {
    await expect(tell(tellCall(alertTo('manager')), attempt)).rejects.toMatchObject({ type: NOT_ALL_TOLD, nonRetryable: false });
  }
  expect(await office.counts()).toEqual({ 'dana@agency.example': 1 });
  office.catcher.fail({});
  const [outcome] = await tell(tellCall(alertTo('manager')), 4);
  expect(outcome!.reached.map(({ id }) => id).sort()).toEqual(['dana', 'sami']);
  expect(await office.counts()).toEqual({ 'dana@agency.example': 1, 'sami@agency.example': 1 });
});

test('another worker that repeats the call asks the records who was reached, also for what was merged with other notices', async () => {
  office.catcher.fail({ refuseForNow: ['sami@agency.example'] });
  const call = tellCall(alertTo('supervisor', 1), alertTo('manager', 2), alertTo('manager', 3));
  await expect(office.tell()(call)).rejects.toMatchObject({ type: NOT_ALL_TOLD });
  office.catcher.fail({});
  const outcomes = await office.tell()(call);
  expect(outcomes.map(({ reached }) => reached.length)).toEqual([1, 2, 2]);
  expect(await office.counts()).toEqual({ 'huda@agency.example': 1, 'dana@agency.example': 1, 'sami@agency.example': 1 });
});

test('what a person has got within a mail of several notices is not sent again when a worker is asked for one of them', async () => {
  await office.tell()(tellCall(alertTo('manager', 1), alertTo('manager', 2)));
  const [outcome] = await office.tell()(tellCall(alertTo('manager', 2)));
  expect(outcome!.reached).toHaveLength(2);
  expect(await office.counts()).toEqual({ 'dana@agency.example': 1, 'sami@agency.example': 1 });
});

test('an address that is refused for now again and again counts as refused in the end, so that the alert goes on', async () => {
  office.catcher.fail({ refuseForNow: ['huda@agency.example'] });
  const tell = office.tell();
  await expect(tell(tellCall(alertTo('supervisor')), 5)).rejects.toMatchObject({ type: NOT_ALL_TOLD });
  expect(await tell(tellCall(alertTo('supervisor')), 6)).toMatchObject([{ reached: [], refused: [{ id: 'huda' }] }]);
  expect(await office.counts()).toEqual({ 'office@example.org': 1 });
});

test('a mail server that is away is never given up', async () => {
  await office.catcher.stop();
  await expect(office.tell()(tellCall(alertTo('supervisor')), 1000)).rejects.toMatchObject({ type: NOT_ALL_TOLD });
});

test('an address refused for good is named as refused, and the fallback address is told as well', async () => {
  office.catcher.fail({ refuseForGood: ['huda@agency.example'] });
  const tell = office.tell();
  const [outcome] = await tell(tellCall(alertTo('supervisor')));
  expect(outcome).toEqual({ notice: 'C-1-1-1', at: NOW, reached: [], refused: [{ id: 'huda', name: 'Name-of-huda' }] });
  expect(await office.counts()).toEqual({ 'office@example.org': 1 });
  expect(await office.tell()(tellCall(alertTo('supervisor')))).toEqual([outcome]);
  expect(await office.counts()).toEqual({ 'office@example.org': 1 });
});

test('an attempt still under way when the call is repeated is not made twice', async () => {
  office.catcher.fail({ delayMs: 300 });
  const tell = office.tell();
  const outcomes = await Promise.all([tell(tellCall(alertTo('supervisor'))), tell(tellCall(alertTo('supervisor')), 2)]);
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(await office.counts()).toEqual({ 'huda@agency.example': 1 });
});

test('a mail of which nobody knows whether it arrived is sent again with its Message-ID, and the records and the case are told so', async () => {
  office.catcher.fail({ dropAfterData: 'kept' });
  await expect(office.tell()(tellCall(alertTo('supervisor')))).rejects.toMatchObject({ type: NOT_ALL_TOLD });
  office.catcher.fail({});
  expect(await office.tell()(tellCall(alertTo('supervisor')))).toMatchObject([{ reached: [{ id: 'huda' }], maybeTwice: true }]);
  const [first, second] = await office.mails();
  expect(second!.messageId).toBe(first!.messageId);
  expect(await office.records.mailState(first!.messageId)).toMatchObject({ state: 'sent', maybeTwice: true });
});

describe('without the database', () => {
  const away = () => openRecords({ url: 'postgres://nobody@127.0.0.1:1/none', key: TEST_KEY });

  test('a worker that has seen the agency tells at once, and does not send again in a repetition', async () => {
    const records = away();
    const tell = office.tell({ mails: records });
    const began = Date.now();
    expect(await tell(tellCall(alertTo('supervisor')))).toMatchObject([{ reached: [{ id: 'huda' }] }]);
    expect(await tell(tellCall(alertTo('supervisor')), 2)).toMatchObject([{ reached: [{ id: 'huda' }] }]);
    expect(Date.now() - began).toBeLessThan(1_500);
    expect(await office.counts()).toEqual({ 'huda@agency.example': 1 });
    await records.close();
  });

  test('a worker started anew takes the last good copy from the disk', async () => {
    await office.tell()(tellCall(alertTo('supervisor', 1)));
    const records = away();
    const tell = office.tell({ facts: records, mails: records });
    // The copy is written beside the sending, and may come a moment later.
    await expect(tell(tellCall(alertTo('manager', 2)))).resolves.toMatchObject([{ reached: [{ id: 'dana' }, { id: 'sami' }] }]);
    const subjects = (await office.mails()).map(({ parsed }) => parsed.subject);
    expect(subjects).toContain('URGENT: Alert: Assessment – case C-1');
    await records.close();
  });

  test('a database that takes questions and never answers delays a mail by no more than a moment', async () => {
    await office.tell()(tellCall(alertTo('supervisor', 1)));
    const hanging = { mailsWith: never, beginMail: never, completeMail: never, giveUpMail: never };
    const silent = { profile: never, listProcesses: never, rulesForRunning: never, directory: never, textsFor: never };
    const tell = office.tell({ facts: silent, mails: hanging });
    const began = Date.now();
    expect(await tell(tellCall(alertTo('supervisor', 2)))).toMatchObject([{ reached: [{ id: 'huda' }] }]);
    expect(Date.now() - began).toBeLessThan(1_500);
  });

  test('without any copy it is not known whom to tell: the call is to be repeated', async () => {
    const records = away();
    await expect(office.tell({ facts: records, mails: records })(tellCall(alertTo('supervisor')))).rejects.toMatchObject({ code: 'records-unreachable' });
    await records.close();
  });
});

test('who is away now is replaced by the deputy, by the time of the case where it runs ahead', async () => {
  const away = [{ from: '2026-03-26T08:00:00.000Z', until: '2026-03-30T00:00:00.000Z' }];
  await office.records.upsertStaff({ ...STAFF.huda, away, deputy: 'sami' });
  const tell = office.tell();
  expect(await tell(tellCall(alertTo('supervisor', 1)))).toMatchObject([{ reached: [{ id: 'huda' }] }]);
  const later = { ...alertTo('supervisor', 2), at: '2026-03-26T09:00:00.000Z' };
  expect(await tell(tellCall(later))).toMatchObject([{ at: '2026-03-26T09:00:00.000Z', reached: [{ id: 'sami' }] }]);
});

test('no mail, log line or failure names anybody', async () => {
  const names = ['Name-of-rana', 'Name-of-huda', 'Name-of-sami', 'Name-of-dana'];
  office.catcher.fail({ refuseForGood: ['huda@agency.example'], refuseForNow: ['sami@agency.example'] });
  const failure = await office.tell()(tellCall(alertTo('supervisor', 1), alertTo('manager', 2))).catch((error: unknown) => error);
  office.catcher.fail({});
  await office.tell()(tellCall(alertTo('manager', 2)));
  const said = (await office.mails()).flatMap(({ raw, parsed }) => [raw, parsed.subject, parsed.text, String(parsed.html)]).join('\n');
  const rest = `${office.logged.join('\n')} ${String(failure)} ${JSON.stringify(failure)}`;
  for (const name of names) expect(`${said}\n${rest}`).not.toContain(name);
  expect(office.logged.length).toBeGreaterThan(0);
  expect(rest).not.toContain('@agency.example');
});

describe('whoever is on call', () => {
  const onCall = [{ who: 'dana', roles: ['supervisor'], from: '2026-03-26T00:00', to: '2026-03-27T00:00' }];
  const publish = async (lines = onCall): Promise<void> => {
    const profile = await office.records.profile('amal');
    await office.records.publish({ agency: 'amal', profile: { ...profile!, onCall: lines } });
  };
  const alert = () => ({ ...alertTo('supervisor'), to: { part: { role: 'supervisor' }, owner: 'rana', onCall: 'supervisor' } });

  test('is told of an alert beside the holder of the role, and the answer names both', async () => {
    await publish();
    const [outcome] = await office.tell()(tellCall(alert()));
    expect(outcome!.reached.map(({ id }) => id).sort()).toEqual(['dana', 'huda']);
    expect(await office.counts()).toEqual({ 'huda@agency.example': 1, 'dana@agency.example': 1 });
  });

  test('is told also when the holder’s address is refused for good: nobody falls back while somebody is reached', async () => {
    await publish();
    office.catcher.fail({ refuseForGood: ['huda@agency.example'] });
    expect(await office.tell()(tellCall(alert()))).toMatchObject([{ reached: [{ id: 'dana' }], refused: [{ id: 'huda' }] }]);
    expect(await office.counts()).toEqual({ 'dana@agency.example': 1 });
  });

  test('is told of no alert when their time is over', async () => {
    await publish([{ ...onCall[0]!, to: '2026-03-26T09:00' }]);
    await office.tell()(tellCall(alert()));
    expect(await office.counts()).toEqual({ 'huda@agency.example': 1 });
  });
});

test('the mail about an added task calls it what all of them are called', async () => {
  await office.tell()(tellCall(notice(1, { urgent: true, title: 'own_task.title', about: 'own_task.1' })));
  const [mail] = await office.mails();
  expect(mail!.parsed.subject).toMatch(/: .+ – .+C-1/);
  expect(mail!.raw).not.toContain('own_task');
});
