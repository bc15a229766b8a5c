// Cases that have missed their own time are said to the agency's fallback address, each time once.

import { createBreaker } from '../../activities/breaker';
import { createFactsSource } from '../../activities/agency-facts';
import { createWatchdog } from '../../activities/watchdog';
import { PLANTED_NAME } from '../records/sample-case';
import type { PostOffice } from './post-office';
import { BASE_URL, HOST, openPostOffice } from './post-office';

let office: PostOffice;
beforeEach(async () => void (office = await openPostOffice()));
afterEach(() => office.close());

const watchdog = (at: string) => {
  const { records, mailer } = office;
  const facts = createFactsSource({ records, breaker: createBreaker(() => Date.now()), now: () => new Date() });
  const log = { info: () => undefined, warn: () => undefined };
  return createWatchdog({ records, facts, mailer, baseUrl: BASE_URL, host: HOST, now: () => new Date(at), log });
};

test('nothing is said as long as no case is more than five minutes behind', async () => {
  await office.write('C-1', 1, []);
  expect(await watchdog('2026-03-26T08:04:59.000Z')()).toBe(0);
  expect(await office.mails()).toEqual([]);
});

test('all cases that are behind come in one mail, in the language of the fallback address, and not again for the same time', async () => {
  await office.write('C-1', 1, []);
  await office.write('C-2', 1, []);
  const look = watchdog('2026-03-26T08:06:00.000Z');
  expect(await look()).toBe(2);
  expect(await look()).toBe(2);
  const mails = await office.mails();
  expect(mails.map(({ to }) => to)).toEqual(['office@example.org']);
  expect(mails[0]?.parsed.text).toContain('C-1');
  expect(mails[0]?.parsed.text).toContain('C-2');
  expect(mails[0]?.raw).not.toContain(PLANTED_NAME);
});

test('a case that stands still anew is said anew', async () => {
  await office.write('C-1', 1, []);
  await watchdog('2026-03-26T08:06:00.000Z')();
  await office.write('C-1', 2, []);
  await watchdog('2026-03-26T10:06:00.000Z')();
  expect(await office.mails()).toHaveLength(2);
});
