// The agency's post on real records and a real mail server: merged, quiet, retried, killed.

import type { PostRecords } from '../../activities/post';
import { openRecords } from '../../records/database';
import { TEST_KEY } from '../records/test-database';
import type { PostOffice } from './post-office';
import { notice, openPostOffice } from './post-office';

let office: PostOffice;
beforeEach(async () => void (office = await openPostOffice()));
afterEach(() => office.close());

const AMAL = { agency: 'amal' };
const toManagers = { to: { part: { role: 'manager' }, owner: 'rana' } };
const states = async () =>
  Object.fromEntries((await office.database.query<{ id: string; state: string }>('select id, state from notices order by id')).map(({ id, state }) => [id, state]));

test('what waits for one person is one mail, in the order in which it was decided, and is sent once', async () => {
  await office.write('C-1', 1, [notice(1), notice(2, { says: 'review_late', title: 'reviews.x.title' }), notice(3, toManagers)]);
  expect(await office.post()(AMAL)).toEqual({ sent: 3, left: 0 });
  expect(await office.counts()).toEqual({ 'rana@agency.example': 1, 'dana@agency.example': 1, 'sami@agency.example': 1 });
  const toRana = (await office.mails()).find(({ to }) => to === 'rana@agency.example')!;
  expect(toRana.parsed.html).toContain('dir="rtl"');
  expect(toRana.parsed.text!.indexOf('مهمة متأخرة')).toBeLessThan(toRana.parsed.text!.indexOf('مراجعة متأخرة'));
  expect(await states()).toEqual({ 'C-1-1-1': 'sent', 'C-1-1-2': 'sent', 'C-1-1-3': 'sent' });
  expect(await office.post()(AMAL)).toEqual({ sent: 0, left: 0 });
  expect(await office.mails()).toHaveLength(3);
});

test('what may not be sent yet waits, by the time that the call names', async () => {
  await office.write('C-1', 1, [notice(1, { notBefore: '2026-03-26T07:05:00.000Z' })]);
  expect(await office.post()(AMAL)).toEqual({ sent: 0, left: 1 });
  expect(await office.post()({ ...AMAL, now: '2026-03-26T07:05:00.000Z' })).toEqual({ sent: 1, left: 0 });
});

test('what was done before the post left is not asked for any more, and what only tells is told', async () => {
  const says = (kind: 'task_due_soon' | 'approval_asked' | 'task_late') => ({ about: 'a.1', says: kind });
  await office.write('C-1', 1, [notice(1, says('task_due_soon')), notice(2, says('approval_asked')), notice(3, says('task_late')), notice(4, { about: 'b.1', says: 'task_due_soon' })]);
  await office.write('C-1', 2, [], ['b.1']);
  expect(await office.post()(AMAL)).toEqual({ sent: 1, left: 0 });
  expect(await states()).toEqual({ 'C-1-1-1': 'settled', 'C-1-1-2': 'settled', 'C-1-1-3': 'sent', 'C-1-1-4': 'sent' });
});

test('in quiet hours nothing leaves, and afterwards all of it does', async () => {
  await office.close();
  office = await openPostOffice({
    profile: { id: 'amal', title: { en: 'Amal' }, fallback: { email: 'office@example.org', language: 'en' }, quietHours: { from: '20:00', until: '07:30' } },
  });
  await office.write('C-1', 1, [notice(1)]);
  expect(await office.post()({ ...AMAL, now: '2026-03-27T04:29:00.000Z' })).toEqual({ sent: 0, left: 1 });
  expect(await office.post()({ ...AMAL, now: '2026-03-27T04:30:00.000Z' })).toEqual({ sent: 1, left: 0 });
});

test('a row for several waits until all have it, and nobody who has it gets it again, whatever else has come since', async () => {
  await office.write('C-1', 1, [notice(1, { to: { part: { role: 'manager' }, owner: 'rana' } }), notice(2, toManagers)]);
  office.catcher.fail({ refuseForNow: ['sami@agency.example'] });
  expect(await office.post()(AMAL)).toEqual({ sent: 1, left: 2 });
  await office.write('C-2', 1, [{ ...notice(1, toManagers), id: 'C-2-1-1', notBefore: '2026-03-26T06:00:00.000Z' }]);
  office.catcher.fail({});
  expect(await office.post()(AMAL)).toEqual({ sent: 2, left: 0 });
  const mails = await office.mails();
  const told = mails.map(({ to, parsed }) => [to, parsed.text!.match(/C-\d/g)!.length]);
  // Each case number stands twice in a mail: as such and in its address.
  expect(told.filter(([to]) => to === 'dana@agency.example').map(([, n]) => n)).toEqual([4, 2]);
  expect(told.filter(([to]) => to === 'sami@agency.example').map(([, n]) => n)).toEqual([6]);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(3);
});

test('killed after the mails and before the rows were ended, the repetition sends nothing again', async () => {
  await office.write('C-1', 1, [notice(1), notice(2, toManagers)]);
  const killed: PostRecords = { ...office.records, markSent: () => Promise.reject(new Error('killed')) };
  await expect(office.post({ records: killed })(AMAL, 'run:1')).rejects.toThrow('killed');
  await office.write('C-2', 1, [{ ...notice(1), id: 'C-2-1-1' }]);
  expect(await office.post()(AMAL, 'run:1')).toEqual({ sent: 1, left: 0 });
  expect(await office.counts()).toEqual({ 'rana@agency.example': 2, 'dana@agency.example': 1, 'sami@agency.example': 1 });
  expect((await office.mails()).at(-1)!.parsed.text).not.toContain('C-1');
});

test('killed between the end of a mail and its record, the mail is sent again as it was, with its Message-ID', async () => {
  await office.write('C-1', 1, [notice(1), notice(2)]);
  const killed: PostRecords = { ...office.records, completeMail: () => Promise.reject(new Error('killed')) };
  await expect(office.post({ records: killed })(AMAL, 'run:1')).rejects.toThrow('killed');
  await office.write('C-2', 1, [{ ...notice(1), id: 'C-2-1-1', notBefore: '2026-03-26T06:00:00.000Z' }]);
  expect(await office.post()(AMAL, 'run:1')).toEqual({ sent: 2, left: 0 });
  const [first, ...rest] = await office.mails();
  const again = rest.find(({ messageId }) => messageId === first!.messageId)!;
  expect(again.parsed.text).toBe(first!.parsed.text);
  expect(rest).toHaveLength(2);
  expect(await office.records.mailState(first!.messageId)).toMatchObject({ state: 'sent', maybeTwice: true });
});

test('a mail server that is away keeps everything waiting, and the Message-ID stays the same', async () => {
  await office.write('C-1', 1, [notice(1)]);
  office.catcher.fail({ dropAfterData: 'lost' });
  expect(await office.post()(AMAL)).toEqual({ sent: 0, left: 1 });
  const begun = await office.records.mailsWith(['C-1-1-1']);
  office.catcher.fail({});
  expect(await office.post()(AMAL)).toEqual({ sent: 1, left: 0 });
  expect((await office.mails()).map(({ messageId }) => messageId)).toEqual(begun.map(({ messageId }) => messageId));
});

test('where every address is refused for good the fallback address is told; if that is refused too the row ends as refused', async () => {
  await office.write('C-1', 1, [notice(1)]);
  office.catcher.fail({ refuseForGood: ['rana@agency.example'] });
  expect(await office.post()(AMAL)).toEqual({ sent: 1, left: 0 });
  expect(await office.counts()).toEqual({ 'office@example.org': 1 });
  office.catcher.fail({ refuseForGood: ['rana@agency.example', 'office@example.org'] });
  await office.write('C-2', 1, [{ ...notice(1), id: 'C-2-1-1' }]);
  expect(await office.post()(AMAL)).toEqual({ sent: 0, left: 0 });
  expect(await states()).toEqual({ 'C-1-1-1': 'sent', 'C-2-1-1': 'refused' });
});

test('two posts at once send everything once', async () => {
  await office.write('C-1', 1, Array.from({ length: 20 }, (_, n) => notice(n + 1, toManagers)));
  await Promise.all([office.post()(AMAL), office.post()(AMAL)]);
  const mails = await office.mails();
  const said = mails.flatMap(({ to, parsed }) => parsed.text!.match(/cases\/C-1/g)!.map(() => to));
  expect(said.filter((to) => to === 'sami@agency.example')).toHaveLength(20);
});

test('another agency is not touched', async () => {
  await office.write('C-1', 1, [notice(1)]);
  await expect(office.post()({ agency: 'other' })).rejects.toMatchObject({ code: 'agency-unknown' });
  expect(await office.mails()).toEqual([]);
});

test('with the database away the post fails, to be repeated, and nothing leaves', async () => {
  await office.write('C-1', 1, [notice(1)]);
  const away = openRecords({ url: 'postgres://nobody@127.0.0.1:1/none', key: TEST_KEY });
  await expect(office.post({ records: away })(AMAL)).rejects.toMatchObject({ code: 'records-unreachable' });
  expect(await office.mails()).toEqual([]);
  await away.close();
});

test('names of the staff and answers of the case stand in no mail and no log line', async () => {
  await office.write('C-1', 1, [notice(1), notice(2, toManagers)]);
  await office.post()(AMAL);
  const said = (await office.mails()).flatMap(({ raw, parsed }) => [raw, parsed.subject, parsed.text, String(parsed.html)]).join('\n');
  for (const name of ['Name-of-', 'Zaynab', 'Haddad']) expect(`${said}${office.logged.join('\n')}`).not.toContain(name);
  expect(said).toContain('C-1');
});

test('what was in a mail that has come back goes to those who do not have it, in the end to the fallback address', async () => {
  await office.write('C-1', 1, [notice(1), notice(2, toManagers)]);
  expect(await office.post()(AMAL)).toEqual({ sent: 3, left: 0 });
  const idOf = async (to: string) => (await office.mails()).find((mail) => mail.to === to)?.messageId ?? '';
  // One of two managers has it still: nobody else needs to be told.
  expect(await office.records.bounceMail(await idOf('sami@agency.example'))).toBe(true);
  expect(await office.post()(AMAL)).toEqual({ sent: 0, left: 0 });
  expect(await office.records.bounceMail(await idOf('rana@agency.example'))).toBe(true);
  expect(await office.records.bounceMail(await idOf('rana@agency.example'))).toBe(false);
  expect(await office.post()(AMAL)).toEqual({ sent: 1, left: 0 });
  expect(await office.counts()).toEqual({ 'rana@agency.example': 1, 'dana@agency.example': 1, 'sami@agency.example': 1, 'office@example.org': 1 });
});
