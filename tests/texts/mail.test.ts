// Mails as they are written: what they say, in which direction, and that nothing in them becomes markup.

import fc from 'fast-check';
import { NOTICE_KINDS } from '../../case/effect';
import type { MailLine } from '../../texts/mail';
import { renderMail } from '../../texts/mail';
import { CATALOGUES } from '../../texts/say';
import { AMMAN, plain } from './amman';

const AT = '2026-03-26T07:00:00.000Z';
const line = (more: Partial<MailLine['notice']> = {}, number = 'JO-7F3K-92QD', title: string | null = 'Initial assessment'): MailLine => ({
  notice: { says: 'task_due_soon', urgent: false, at: AT, dueAt: '2026-03-30T21:00:00.000Z', ...more }, case: number, title,
});
const render = (reader: string | string[], ...lines: MailLine[]) =>
  renderMail({ reader, lines, baseUrl: 'https://cases.agency.example', calendar: AMMAN, agency: 'Amal' });

test('one notice says what is due, in which case, by when and where to go', () => {
  const mail = render('en', line());
  expect(mail.subject).toBe('Task due soon: Initial assessment – case JO-7F3K-92QD');
  expect(plain(mail.text)).toBe(`Task due soon: Initial assessment
This task is to be completed soon.
Case: JO-7F3K-92QD
Due: Monday 30 March 2026, end of the day
Open the case:
https://cases.agency.example/cases/JO-7F3K-92QD

Times are local (Asia/Amman).
Sent automatically by Amal. This mail holds no personal data; please do not reply to it.
`);
  expect(mail.html).toContain('<html lang="en" dir="ltr">');
  expect(mail.html).toContain('<a href="https://cases.agency.example/cases/JO-7F3K-92QD"');
});

test('in Arabic the page runs from right to left, and numbers and foreign words are kept in order', () => {
  const mail = render('ar', line());
  expect(mail.language).toBe('ar');
  expect(mail.html).toContain('<html lang="ar" dir="rtl">');
  expect(mail.html).toContain('<body lang="ar" dir="rtl"');
  expect(mail.text).toContain('الحالة: \u2068JO-7F3K-92QD\u2069');
  expect(mail.text).toContain('الاثنين، 30 آذار 2026، نهاية اليوم');
  expect(mail.text.split('\n')).toContain('https://cases.agency.example/cases/JO-7F3K-92QD');
});

test('a thing past its time was due; an alert is to be acknowledged by then, and is marked as urgent', () => {
  expect(plain(render('en', line({ says: 'task_late', dueAt: '2026-03-25T07:00:00.000Z' })).text)).toContain('Was due: Wednesday 25 March 2026, 10:00');
  const alert = render('en', line({ says: 'alert_raised', urgent: true, dueAt: '2026-03-26T08:00:00.000Z' }));
  expect(alert.subject).toBe('URGENT: Alert: Initial assessment – case JO-7F3K-92QD');
  expect(plain(alert.text)).toContain('Acknowledge by: Thursday 26 March 2026, 11:00');
});

test('several notices are one mail that says each of them', () => {
  const mail = render('en', line(), line({ says: 'review_late' }, 'JO-2', 'Follow-up'), line({ says: 'review_late' }, 'JO-2', 'Visit'));
  expect(mail.subject).toBe('3 notices – 2 cases');
  for (const said of ['Initial assessment', 'Follow-up', 'Visit', '/cases/JO-2']) expect(mail.text).toContain(said);
  expect(mail.html.match(/<h1/g)).toHaveLength(3);
  expect(render('en', line(), line()).subject).toBe('2 notices – case JO-7F3K-92QD');
});

test('without a title the heading and the case are said', () => {
  const mail = render('en', line({}, 'JO-1', null));
  expect(mail.subject).toBe('Task due soon – case JO-1');
  expect(mail.html).not.toContain('<h1');
});

test('whatever a title holds, it ends no header line and becomes no markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('en', 'ar'), (title, reader) => {
      const { subject, html } = render(reader, line({}, 'JO-1', `${title}\r\nBcc: x@y.example <script>alert(1)</script> "'&`));
      expect(subject).not.toMatch(/[\r\n]/);
      expect(html).not.toContain('<script');
      expect(html.match(/<(?!\/?(html|head|meta|title|body|div|p|h1|b|a)\b)(?!!doctype)/gi)).toBeNull();
    }),
  );
});

test('every kind of notice can be said in every language', () => {
  for (const says of NOTICE_KINDS) {
    for (const language of Object.keys(CATALOGUES)) {
      const mail = render(language, line({ says }));
      expect([mail.subject.length > 10, mail.text.length > 100]).toEqual([true, true]);
    }
  }
});

test('the same notices give the same mail, byte for byte', () => {
  expect(render(['tr', 'ar-JO'], line())).toEqual(render(['tr', 'ar-JO'], line()));
});
