// What an agency with a daily digest sends when.

import { readyAt } from '../../activities/digest';
import { compileShipped } from '../definitions';
import type { PostOffice } from './post-office';
import { notice, openPostOffice } from './post-office';

const { calendar } = compileShipped().rules;

test('without a digest everything is ready that has been decided', () => {
  expect(readyAt({}, calendar, '2026-03-26T07:00:00.000Z')).toEqual({ decidedUntil: '2026-03-26T07:00:00.000Z' });
});

test.each([
  ['before the hour, what was decided by yesterday’s', '2026-03-26T04:59:00.000Z', '2026-03-25T05:00:00.000Z', '2026-03-26T05:00:00.000Z'],
  ['from the hour on, what was decided by today’s', '2026-03-26T05:00:00.000Z', '2026-03-26T05:00:00.000Z', '2026-03-27T05:00:00.000Z'],
])('%s', (_what, at, decidedUntil, dueUntil) => {
  expect(readyAt({ digest: '08:00' }, calendar, at)).toEqual({ decidedUntil, dueUntil });
});

describe('the post of an agency with a digest', () => {
  let office: PostOffice;
  beforeEach(async () => {
    office = await openPostOffice({ profile: { id: 'amal', title: { en: 'Amal' }, fallback: { email: 'office@example.org', language: 'en' }, digest: '08:00' } });
  });
  afterEach(() => office.close());

  const asked = (n: number, dueAt: string) => notice(n, { says: 'approval_asked', dueAt, about: `a.${n}` });

  test('gathers what is not pressing into one mail a day, and sends at once what is late or due before the next', async () => {
    await office.write('C-1', 1, [asked(1, '2026-04-02T20:00:00.000Z'), asked(2, '2026-04-03T20:00:00.000Z'), notice(3, { about: 'late.1' }), asked(4, '2026-03-26T20:00:00.000Z')]);
    expect(await office.post()({ agency: 'amal' })).toEqual({ sent: 1, left: 2 });
    expect(await office.post()({ agency: 'amal', now: '2026-03-27T04:59:00.000Z' })).toEqual({ sent: 0, left: 2 });
    expect(await office.post()({ agency: 'amal', now: '2026-03-27T05:00:00.000Z' })).toEqual({ sent: 1, left: 0 });
    expect(await office.counts()).toEqual({ 'rana@agency.example': 2 });
  });
});
