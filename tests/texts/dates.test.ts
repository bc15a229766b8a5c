// Instants in words, in the calendar's local time and the reader's language.

import { sayDate, sayDue, sayInstant } from '../../texts/dates';
import { AMMAN, plain } from './amman';

test('an instant is said in local time, with the day it is there', () => {
  expect(plain(sayInstant('en', AMMAN, '2026-03-26T21:30:00.000Z'))).toBe('Friday 27 March 2026, 00:30');
  expect(plain(sayInstant('en', AMMAN, '2022-01-01T21:30:00.000Z'))).toBe('Saturday 1 January 2022, 23:30');
});

test('the time zone of the machine has no say', () => {
  const before = process.env.TZ;
  try {
    for (const zone of ['Pacific/Auckland', 'America/Los_Angeles', 'UTC']) {
      process.env.TZ = zone;
      expect(plain(sayInstant('en', AMMAN, '2026-03-26T07:00:00.000Z'))).toBe('Thursday 26 March 2026, 10:00');
    }
  } finally {
    process.env.TZ = before;
  }
});

test('midnight as a due time is the end of the day before', () => {
  expect(plain(sayDue('en', AMMAN, '2026-03-30T21:00:00.000Z'))).toBe('Monday 30 March 2026, end of the day');
  expect(plain(sayDue('en', AMMAN, '2026-03-30T21:01:00.000Z'))).toBe('Tuesday 31 March 2026, 00:01');
});

test('dates are written as the reader writes them', () => {
  expect(sayDate('ar', '2026-03-26')).toBe('الخميس، 26 آذار 2026');
  expect(sayDate('ar-EG', '2026-03-26')).toContain('مارس');
  expect(sayDate('fa', '2026-03-26')).toContain('۱۴۰۵');
  expect(sayDate('ru', '2026-03-26')).toContain('26 марта 2026');
  expect(sayDate('fr', '2026-03-26')).toBe('jeudi 26 mars 2026');
  expect(sayDate(['tr', 'ar'], '2026-03-26')).toBe('الخميس، 26 آذار 2026');
  expect(sayDate('ar-<b>', '2026-03-26')).toBe('الخميس، 26 آذار 2026');
});
