// An agency with staff in real records, and a real mail server that keeps what it gets: what the tests of activities send with.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ParsedMail } from 'mailparser';
import { createBreaker } from '../../activities/breaker';
import { createFactsSource } from '../../activities/agency-facts';
import type { FactsRecords } from '../../activities/agency-facts';
import type { MailRecords } from '../../activities/deliver';
import type { Mailer } from '../../activities/mailer';
import { createMailer } from '../../activities/mailer';
import type { PostRecords } from '../../activities/post';
import { createPost } from '../../activities/post';
import { createTell } from '../../activities/tell';
import type { Notice } from '../../case/effect';
import type { StaffMember } from '../../case/staff';
import { startMailCatcher } from '../../engine/mail-catcher';
import type { MailCatcher } from '../../engine/mail-catcher';
import { listMails, readMail } from '../../engine/mail-folder';
import type { Records } from '../../records/database';
import { sampleAgency, samplePublication } from '../records/sample-agency';
import { sampleCall, sampleTransition } from '../records/sample-case';
import type { TestDatabase } from '../records/test-database';
import { createTestDatabase } from '../records/test-database';

export const BASE_URL = 'https://cases.agency.example';
export const HOST = 'cases.agency.example';

export interface PostOffice {
  database: TestDatabase;
  records: Records;
  catcher: MailCatcher;
  mailer: Mailer;
  /** For last good copies. */
  folder: string;
  /** What was logged, as text. */
  logged: string[];
  /** Every delivery in order, parsed, with the address that it went to. */
  mails(): Promise<{ to: string; messageId: string; raw: string; parsed: ParsedMail }[]>;
  /** `to: how many` deliveries. */
  counts(): Promise<Record<string, number>>;
  /** A worker of its own: it remembers nothing of what others did. */
  tell(more?: { facts?: FactsRecords; mails?: MailRecords; now?: () => Date }): ReturnType<typeof createTell>;
  post(more?: { records?: PostRecords; now?: () => Date }): ReturnType<typeof createPost>;
  /** Writes notices that are not urgent, as one transition of a case; what they are about is open unless it is said what is. */
  write(number: string, sequence: number, notices: Notice[], openTasks?: string[]): Promise<void>;
  close(): Promise<void>;
}

const member = (id: string, more: Partial<StaffMember>): StaffMember => ({
  id, name: `Name-of-${id}`, email: `${id}@agency.example`, language: 'en', agency: 'amal', roles: [], active: true, ...more,
});

/** Rana works cases and answers to Huda; Sami and Dana are managers, in nobody's line; the fallback is `office@example.org`. */
export const STAFF = {
  rana: member('rana', { roles: ['case_worker'], supervisor: 'huda', language: 'ar' }),
  huda: member('huda', { roles: ['supervisor'] }),
  sami: member('sami', { roles: ['manager'] }),
  dana: member('dana', { roles: ['manager'], language: 'ar' }),
};

export const NOW = '2026-03-26T07:00:00.000Z';

/** A notice of case `C-1` to the owner Rana unless said otherwise. */
export const notice = (n: number, more: Partial<Notice> = {}): Notice => ({
  id: `C-1-1-${n}`, says: 'task_late', urgent: false, to: { part: { owner: true }, owner: 'rana' }, title: 'stages.assessment.title',
  about: 'a.1', at: NOW, notBefore: NOW, dueAt: '2026-03-25T21:00:00.000Z', ...more,
});

export const alertTo = (role: string, n = 1): Notice =>
  notice(n, { says: 'alert_raised', urgent: true, to: { part: { role }, owner: 'rana' }, dueAt: '2026-03-26T08:00:00.000Z' });

export const tellCall = (...notices: Notice[]) => ({ case: 'C-1', agency: 'amal', process: 'child_protection', notices });

/** Everything set up; `agency` changes what is published. */
export async function openPostOffice(agency: Parameters<typeof sampleAgency>[0] = {}): Promise<PostOffice> {
  const [database, folder] = await Promise.all([createTestDatabase(), mkdtemp(path.join(tmpdir(), 'caseway-post-'))]);
  const records = database.open();
  await records.migrate();
  await records.publish(sampleAgency({ processes: [samplePublication()], ...agency }));
  for (const one of Object.values(STAFF)) await records.upsertStaff(one);
  const caught = path.join(folder, 'mail');
  const catcher = await startMailCatcher({ folder: caught, port: 0 });
  const mailer = createMailer({ url: catcher.url, from: 'Caseway <no-reply@cases.agency.example>' });
  const logged: string[] = [];
  const log = { info: (...said: unknown[]) => void logged.push(JSON.stringify(said)), warn: (...said: unknown[]) => void logged.push(JSON.stringify(said)) };
  const shared = { mailer, baseUrl: BASE_URL, host: HOST, log };
  const atNow = () => new Date(NOW);
  const mails: PostOffice['mails'] = async () =>
    Promise.all((await listMails(caught)).map(async ({ id, to, messageId }) => {
      const { parsed, raw } = await readMail(caught, id);
      return { to: to.join(), messageId, raw: raw.toString(), parsed };
    }));
  return {
    database, records, catcher, mailer, folder, logged, mails,
    async counts() {
      const counted: Record<string, number> = {};
      for (const { to } of await mails()) counted[to] = (counted[to] ?? 0) + 1;
      return counted;
    },
    tell({ facts = records, mails: mailRecords = records, now = atNow } = {}) {
      const breaker = createBreaker(() => Date.now());
      const source = createFactsSource({ records: facts, breaker, now: () => new Date(), folder: path.join(folder, 'copies') });
      return createTell({ ...shared, facts: source, mails: mailRecords, breaker, now });
    },
    post({ records: own = records, now = atNow } = {}) {
      const facts = createFactsSource({ records, breaker: createBreaker(() => Date.now()), now: () => new Date() });
      return createPost({ ...shared, records: own, facts, now });
    },
    async write(number, sequence, notices, openTasks = notices.map(({ about = '' }) => about)) {
      const call = sampleCall(number, sequence, { transitions: [{ ...sampleTransition(number, sequence), notices }] });
      const [task] = call.row.items;
      const items = task ? [...new Set(openTasks)].map((id) => ({ ...task, id })) : [];
      await records.record({ ...call, row: { ...call.row, items } });
    },
    async close() {
      mailer.close();
      await catcher.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
