// Which notices go into which mail, whatever was begun before.

import fc from 'fast-check';
import type { Saying } from '../../activities/mail-groups';
import { groupMails } from '../../activities/mail-groups';
import { messageIdOf } from '../../activities/message-id';
import type { Recipient } from '../../case/staff';
import type { MailState } from '../../records/mails';
import { notice } from './post-office';

const HOST = 'cases.example';
const to = (id?: string): Recipient => ({ ...(id !== undefined && { id }), name: 'N', email: `${id}@x.example`, language: 'en' });
const saying = (n: number, id?: string): Saying => ({ key: `C-1-1-${n}`, notice: notice(n), case: 'C-1', process: 'p', recipient: to(id) });
const mail = (state: MailState['state'], person: string | null, ...notices: number[]): MailState => ({
  messageId: `<${state}-${notices.join('-')}@x>`, agency: 'a', person, cases: ['C-1'], notices: notices.map((n) => `C-1-1-${n}`),
  begunAt: '', completedAt: null, state, maybeTwice: false,
});
const keys = (sayings: Saying[]) => sayings.map(({ key, recipient }) => `${key} ${recipient.id}`);

test('a mail is named by its first notice and its recipient, and the name tells neither', () => {
  const { groups } = groupMails([saying(1, 'rana'), saying(2, 'rana'), saying(1)], [], HOST);
  expect(groups.map(({ messageId }) => messageId)).toEqual([messageIdOf('C-1-1-1', to('rana'), HOST), messageIdOf('C-1-1-1', to(), HOST)]);
  expect(groups[0]!.messageId).toMatch(/^<[0-9a-f]{32}@cases\.example>$/);
  expect(messageIdOf('C-1-1-1', to('fallback'), HOST)).not.toBe(messageIdOf('C-1-1-1', to(), HOST));
});

test('the name stays when the address, the name or the language of the person changes', () => {
  expect(messageIdOf('C', { id: 'rana', name: 'A', email: 'a@b', language: 'ar' }, HOST)).toBe(messageIdOf('C', to('rana'), HOST));
});

test('what a mail that has ended carried is not sent again; one that was given up counts for nothing', () => {
  const known = [mail('sent', 'rana', 1), mail('refused', 'rana', 2), mail('given-up', 'rana', 3), mail('sent', 'huda', 4)];
  const { ended, groups } = groupMails([1, 2, 3, 4].map((n) => saying(n, 'rana')), known, HOST);
  expect(ended.map(({ saying: { key }, as }) => `${key} ${as}`)).toEqual(['C-1-1-1 sent', 'C-1-1-2 refused']);
  expect(groups.map(({ sayings }) => keys(sayings))).toEqual([['C-1-1-3 rana', 'C-1-1-4 rana']]);
});

test('a mail of which nobody knows how it ended is made again as it was, beside a new one for the rest', () => {
  const { groups } = groupMails([1, 2, 3].map((n) => saying(n, 'rana')), [mail('underway', 'rana', 2, 3)], HOST);
  expect(groups.map(({ messageId, sayings }) => [messageId, keys(sayings)])).toEqual([
    [messageIdOf('C-1-1-1', to('rana'), HOST), ['C-1-1-1 rana']],
    ['<underway-2-3@x>', ['C-1-1-2 rana', 'C-1-1-3 rana']],
  ]);
});

test('whatever was begun before, each saying is either ended or in exactly one mail, and no two mails have one name', () => {
  const people = fc.constantFrom('a', 'b', undefined);
  const sayings = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 6 }), people), { selector: ([n, id]) => `${n} ${id}` });
  const known = fc.array(fc.tuple(fc.constantFrom('underway', 'given-up', 'sent', 'refused'), people, fc.uniqueArray(fc.integer({ min: 1, max: 6 }))));
  fc.assert(
    fc.property(sayings, known, (said, before) => {
      const all = said.map(([n, id]) => saying(n, id));
      const mails = before.map(([state, id, ns]) => mail(state, id ?? null, ...ns));
      const { ended, groups } = groupMails(all, mails, HOST);
      const found = [...ended.map((one) => one.saying), ...groups.flatMap((group) => group.sayings)];
      expect(keys(found).sort()).toEqual(keys(all).sort());
      expect(new Set(groups.map(({ messageId, recipient }) => `${messageId} ${recipient.id}`)).size).toBe(groups.length);
      for (const group of groups) expect(new Set(group.sayings.map((one) => one.recipient.id)).size).toBe(1);
    }),
  );
});
