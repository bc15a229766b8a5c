// The development page of caught mails: there only with the catcher, and a mail can do nothing in it.

import type { ShownMail } from '../../api/deps';
import type { ApiHouse } from './house';
import { startHouse } from './house';

const EVIL: ShownMail = {
  id: '000001', to: ['a@example.org'], receivedAt: '2026-03-26T07:00:00.000Z', subject: '<script>alert(1)</script> تذكير', text: 'مهمة <b>متأخرة</b>',
  html: '<p dir="rtl">مهمة</p><script>alert("x")</script>',
};

let house: ApiHouse;
beforeAll(async () => {
  house = await startHouse({ mails: { list: async () => [EVIL], read: async (id) => (Number(id) === 1 ? EVIL : null) } });
});
afterAll(() => house.close());

it('lists and shows mails without running anything of them', async () => {
  for (const url of ['/dev/mail', '/dev/mail/1']) {
    const { status, text, headers } = await house.ask(null, 'GET', url);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(text).not.toMatch(/<script/i);
  }
});

it('shows the HTML in a frame without any rights, and the text in its direction', async () => {
  const { text } = await house.ask(null, 'GET', '/dev/mail/1');
  expect(text).toContain('<iframe sandbox=""');
  expect(text).toContain('srcdoc="&lt;p dir=&quot;rtl&quot;&gt;');
  expect(text).toContain('<pre dir="rtl">');
});

it('knows no other mail, and no page at all without the catcher', async () => {
  expect((await house.ask(null, 'GET', '/dev/mail/7')).body.code).toBe('mail-not-found');
  expect((await house.ask(null, 'GET', '/dev/mail/../../etc')).status).toBe(404);
  const without = await startHouse();
  expect((await without.ask(null, 'GET', '/dev/mail')).status).toBe(404);
  await without.close();
});
