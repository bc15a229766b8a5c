// Quiet hours by the calendar's local time.

import { isQuiet } from '../../activities/quiet-hours';
import { AMMAN } from '../texts/amman';

const quiet = (from: string, until: string, at: string) =>
  isQuiet({ id: 'a', title: {}, fallback: { email: 'x@y', language: 'en' }, quietHours: { from, until } }, AMMAN, at);

test.each([
  ['20:00', '07:00', '2026-03-26T17:00:00.000Z', true],
  ['20:00', '07:00', '2026-03-26T16:59:59.000Z', false],
  ['20:00', '07:00', '2026-03-26T03:59:00.000Z', true],
  ['20:00', '07:00', '2026-03-26T04:00:00.000Z', false],
  ['12:00', '13:00', '2026-03-26T09:30:00.000Z', true],
  ['12:00', '13:00', '2026-03-26T12:30:00.000Z', false],
  ['12:00', '12:00', '2026-03-26T09:00:00.000Z', false],
])('from %s until %s, at %s: %s', (from, until, at, expected) => expect(quiet(from, until, at)).toBe(expected));

test('without quiet hours it is never quiet', () => {
  expect(isQuiet({ id: 'a', title: {}, fallback: { email: 'x@y', language: 'en' } }, AMMAN, '2026-03-26T00:00:00.000Z')).toBe(false);
});
