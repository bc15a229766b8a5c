// Mails as they arrive at a real mail server, and what its refusals mean.

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MailFailure } from '../../activities/mail-failure';
import type { Mail, Mailer } from '../../activities/mailer';
import { createMailer } from '../../activities/mailer';
import { startMailCatcher } from '../../engine/mail-catcher';
import type { MailCatcher } from '../../engine/mail-catcher';
import { listMails, readMail } from '../../engine/mail-folder';
import { renderMail } from '../../texts/mail';
import { AMMAN } from '../texts/amman';

const rendered = renderMail({
  reader: 'ar',
  baseUrl: 'https://cases.agency.example',
  calendar: AMMAN,
  agency: 'أمل',
  lines: [{ notice: { says: 'review_due_soon', urgent: false, at: '2026-03-26T07:00:00.000Z', dueAt: '2026-03-30T21:00:00.000Z' }, case: 'JO-1', title: 'المتابعة والمراجعة' }],
});
const mail = (more: Partial<Mail> = {}): Mail => ({ messageId: '<abc@cases.agency.example>', to: 'rana@agency.example', ...rendered, ...more });

let folder: string;
let catcher: MailCatcher;
let mailer: Mailer;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'caseway-mailer-'));
  catcher = await startMailCatcher({ folder, port: 0 });
  mailer = createMailer({ url: catcher.url, from: 'Caseway <no-reply@cases.agency.example>' });
});
afterEach(async () => {
  mailer.close();
  await catcher.stop();
  await rm(folder, { recursive: true, force: true });
});

const failureOf = async (sending: Promise<void>): Promise<MailFailure> => {
  const failure = await sending.then(() => null, (error: unknown) => error);
  expect(failure).toBeInstanceOf(MailFailure);
  return failure as MailFailure;
};
const only = async () => {
  const [first, ...rest] = await listMails(folder);
  expect(rest).toEqual([]);
  return readMail(folder, first!.id);
};

test('an Arabic mail arrives whole: subject, text and HTML from right to left, with the headers of an automatic mail', async () => {
  await mailer.send(mail());
  const { parsed, raw, messageId } = await only();
  expect(messageId).toBe('<abc@cases.agency.example>');
  expect(parsed.subject).toBe(rendered.subject);
  expect(parsed.subject).toContain('المتابعة والمراجعة');
  expect(parsed.text!.trim()).toBe(rendered.text.trim());
  expect(parsed.html).toContain('<html lang="ar" dir="rtl">');
  expect(parsed.html).toContain('<body lang="ar" dir="rtl"');
  expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
  expect(parsed.headers.get('content-language')).toBe('ar');
  for (const header of ['precedence', 'references', 'in-reply-to', 'x-mailer']) expect(parsed.headers.has(header)).toBe(false);
  expect(raw.toString().split('\r\n').every((each) => Buffer.byteLength(each) <= 998)).toBe(true);
  expect(parsed.from!.text).toContain('no-reply@cases.agency.example');
  expect(parsed.to).toMatchObject({ value: [{ address: 'rana@agency.example', name: '' }] });
});

test('an address refused for good is told from one refused for now, and neither is named in the failure', async () => {
  catcher.fail({ refuseForGood: ['gone@agency.example'], refuseForNow: ['full@agency.example'] });
  const gone = await failureOf(mailer.send(mail({ to: 'gone@agency.example' })));
  const full = await failureOf(mailer.send(mail({ to: 'full@agency.example' })));
  expect([gone.kind, gone.surelyNothing, gone.why]).toEqual(['refused', true, '550 to RCPT TO']);
  expect([full.kind, full.surelyNothing, full.why]).toEqual(['deferred-there', true, '451 to RCPT TO']);
  for (const { message, stack } of [gone, full]) expect(`${message} ${stack}`).not.toContain('agency.example');
  await mailer.send(mail());
  await only();
});

test('with no server there the mail is deferred, and surely nothing was delivered', async () => {
  await catcher.stop();
  const failure = await failureOf(mailer.send(mail()));
  expect([failure.kind, failure.surelyNothing]).toEqual(['deferred', true]);
  catcher = await startMailCatcher({ folder, port: catcher.port });
  await mailer.send(mail());
  await only();
});

test('a connection lost after the end of the mail leaves open whether it arrived, and it is not sent again by itself', async () => {
  for (const dropAfterData of ['kept', 'lost'] as const) {
    catcher.fail({ dropAfterData });
    const failure = await failureOf(mailer.send(mail()));
    expect([failure.kind, failure.surelyNothing]).toEqual(['deferred', false]);
  }
  await only();
});

test('what is no address is refused without asking the server, and cannot add a header or a second recipient', async () => {
  for (const to of ['', 'rana', 'a@b, c@d', 'a@b>\r\nBcc: x@y', 'a@b c', `${'a'.repeat(260)}@b`]) {
    expect((await failureOf(mailer.send(mail({ to })))).kind).toBe('refused');
  }
  expect(await listMails(folder)).toEqual([]);
});

test('a server that refuses us as a whole defers every mail: no address is to blame', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('554 go away\r\n');
    socket.on('data', () => socket.end('554 go away\r\n'));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const refused = createMailer({ url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, from: 'a@b.example' });
  expect((await failureOf(refused.send(mail()))).kind).toBe('deferred');
  refused.close();
  await new Promise((resolve) => server.close(resolve));
});
