// The mail catcher keeps what it answers for, and fails on purpose as real servers do.

import { appendFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { makeTestFolder } from '../../engine/for-tests';
import { type MailCatcher, type MailFaults, startMailCatcher } from '../../engine/mail-catcher';
import { countDeliveries, listMails, readMail } from '../../engine/mail-folder';

let folder: string;
let catcher: MailCatcher;
beforeEach(async () => {
  folder = join(await makeTestFolder(), 'mails');
  catcher = await startMailCatcher({ folder, port: 0 });
});
afterEach(async () => {
  await catcher.stop();
  await rm(join(folder, '..'), { recursive: true, force: true });
});

async function send(messageId: string, to = 'salma@agency.example', text = 'A task is due.'): Promise<void> {
  const transport = createTransport({ url: catcher.url } as never);
  try {
    await transport.sendMail({ from: 'caseway@agency.example', to, messageId, subject: 'تذكير', text });
  } finally {
    transport.close();
  }
}

async function restart(): Promise<void> {
  await catcher.stop();
  catcher = await startMailCatcher({ folder, port: 0 });
}

test('a mail is listed with its Message-ID and envelope, and reads as it was sent', async () => {
  await send('<a@caseway>');
  const [mail] = await listMails(folder);
  expect(mail).toMatchObject({ id: '000001', messageId: '<a@caseway>', from: 'caseway@agency.example', to: ['salma@agency.example'] });
  const read = await readMail(folder, '000001');
  expect(read.parsed.subject).toBe('تذكير');
  expect(read.parsed.text?.trim()).toBe('A task is due.');
  expect(read.raw.toString()).toContain('Message-ID: <a@caseway>');
});

test('only the owner can read what was caught', async () => {
  await send('<a@caseway>');
  expect((await stat(join(folder, '000001.eml'))).mode & 0o077).toBe(0);
  expect((await stat(folder)).mode & 0o077).toBe(0);
});

test('mails survive a restart and the numbers go on', async () => {
  await send('<a@caseway>');
  await restart();
  await send('<b@caseway>');
  expect((await listMails(folder)).map(({ id, messageId }) => [id, messageId])).toEqual([
    ['000001', '<a@caseway>'],
    ['000002', '<b@caseway>'],
  ]);
});

test('a line of the index that was cut short by a crash is left out and the next mail is whole', async () => {
  await send('<a@caseway>');
  await catcher.stop();
  await appendFile(join(folder, 'index.jsonl'), '{"id":"000002","messa');
  expect(await listMails(folder)).toHaveLength(1);
  catcher = await startMailCatcher({ folder, port: 0 });
  await send('<b@caseway>');
  expect((await listMails(folder)).map(({ messageId }) => messageId)).toEqual(['<a@caseway>', '<b@caseway>']);
});

test('fifty mails at once are each kept once', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, n) => send(`<${n}@caseway>`)));
  expect((await countDeliveries(folder)).size).toBe(50);
  expect(new Set((await listMails(folder)).map(({ id }) => id)).size).toBe(50);
});

test('every delivery counts, also of the same Message-ID', async () => {
  await send('<a@caseway>');
  await send('<a@caseway>');
  expect(await countDeliveries(folder)).toEqual(new Map([['<a@caseway>', 2]]));
});

test.each<[MailFaults, number]>([
  [{ refuseForGood: ['Gone@agency.example'] }, 550],
  [{ refuseForNow: ['gone@agency.example'] }, 451],
])('with %j the address is refused with %i and other addresses are not', async (faults, responseCode) => {
  catcher.fail(faults);
  await expect(send('<a@caseway>', 'gone@agency.example')).rejects.toMatchObject({ responseCode });
  await send('<b@caseway>');
  expect((await listMails(folder)).map(({ messageId }) => messageId)).toEqual(['<b@caseway>']);
  catcher.fail({});
  await send('<c@caseway>', 'gone@agency.example');
});

test.each([
  ['kept', 1],
  ['lost', 0],
] as const)('a connection cut at the end of the mail leaves the sender without an answer and the mail %s', async (dropAfterData, kept) => {
  catcher.fail({ dropAfterData });
  await expect(send('<a@caseway>')).rejects.toThrow();
  expect(await listMails(folder)).toHaveLength(kept);
  catcher.fail({});
  await send('<a@caseway>');
  expect((await countDeliveries(folder)).get('<a@caseway>')).toBe(kept + 1);
});

test('an answer can be delayed', async () => {
  catcher.fail({ delayMs: 300 });
  const before = performance.now();
  await send('<a@caseway>');
  expect(performance.now() - before).toBeGreaterThanOrEqual(290);
});

test('a mail larger than ten million bytes is refused and not kept', async () => {
  await expect(send('<a@caseway>', undefined, 'x'.repeat(10_500_000))).rejects.toMatchObject({ responseCode: 552 });
  expect(await listMails(folder)).toEqual([]);
});

test('a number that is not in the list, or is a way out of the folder, is one clear error', async () => {
  for (const id of ['000009', '../secret', '']) await expect(readMail(folder, id)).rejects.toMatchObject({ code: 'mail-not-found' });
});

test('a taken port is one clear error', async () => {
  await expect(startMailCatcher({ folder: join(folder, '..', 'other'), port: catcher.port })).rejects.toMatchObject({ code: 'port-in-use' });
});

test('a folder where nothing was ever caught has no mails', async () => {
  expect(await listMails(join(folder, 'none'))).toEqual([]);
});
