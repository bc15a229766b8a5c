// Who is on call at an instant, by the wall time of the calendar.

import fc from 'fast-check';
import type { RotaLine } from '../../process/agency';
import { dutyOf, onCallFor } from '../../process/rota';
import { localInstant } from '../../language/local-instant';
import { jordan } from './calendars';

const JORDAN = jordan();
const at = (local: string): string => localInstant(JORDAN, local) ?? local;
const rota = (...lines: RotaLine[]) => ({ lines, calendar: JORDAN });

const once: RotaLine = { who: 'rana', from: '2026-03-01T18:00', to: '2026-03-02T08:00' };
const nights: RotaLine = { who: 'omar', roles: ['supervisor'], days: [5, 6], from: '18:00', to: '08:00' };
const noon: RotaLine = { who: 'huda', days: [1], from: '12:00', to: '13:00' };
const wholeDay: RotaLine = { who: 'dana', days: [5], from: '00:00', to: '00:00' };

test.each<[string, RotaLine, string, boolean]>([
  ['a minute before it begins', once, '2026-03-01T17:59', false],
  ['when it begins', once, '2026-03-01T18:00', true],
  ['its last minute', once, '2026-03-02T07:59', true],
  ['when it ends', once, '2026-03-02T08:00', false],
  ['a Friday evening', nights, '2026-03-06T18:00', true],
  ['the morning after Saturday', nights, '2026-03-08T07:59', true],
  ['the morning after Saturday when it ends', nights, '2026-03-08T08:00', false],
  ['the morning of Friday, which is Thursday’s night', nights, '2026-03-06T07:00', false],
  ['a Friday afternoon', nights, '2026-03-06T12:00', false],
  ['Monday at noon', noon, '2026-03-02T12:59', true],
  ['Monday at one', noon, '2026-03-02T13:00', false],
  ['all of a Friday', wholeDay, '2026-03-06T00:00', true],
  ['to its end', wholeDay, '2026-03-06T23:59', true],
  ['and no longer', wholeDay, '2026-03-07T00:00', false],
])('%s', (_, line, local, isOnCall) => {
  expect(onCallFor(rota(line), 'supervisor', at(local))).toEqual(isOnCall ? [line.who] : []);
  expect(dutyOf(rota(line), line.who, at(local)) !== undefined).toBe(isOnCall);
});

test('somebody is on call for the roles of their lines, or for all of them', () => {
  const friday = at('2026-03-06T19:00');
  expect(dutyOf(rota(nights), 'omar', friday)).toEqual(['supervisor']);
  expect(onCallFor(rota(nights), 'manager', friday)).toEqual([]);
  const second: RotaLine = { who: 'omar', roles: ['manager', 'supervisor'], days: [5], from: '00:00', to: '00:00' };
  expect(dutyOf(rota(nights, second), 'omar', friday)).toEqual(['supervisor', 'manager']);
  expect(dutyOf(rota(nights, { ...wholeDay, who: 'omar' }), 'omar', friday)).toBe(true);
  expect(dutyOf(rota(nights), 'rana', friday)).toBeUndefined();
  expect(dutyOf(rota(), 'omar', friday)).toBeUndefined();
});

test('whoever stands in several lines is named once, in the order of the rota', () => {
  expect(onCallFor(rota(wholeDay, { ...nights, who: 'dana' }, { ...nights, who: 'omar' }), 'supervisor', at('2026-03-06T19:00'))).toEqual(['dana', 'omar']);
});

test('with every weekday and a whole day, nobody is ever missing, also when the clocks change', () => {
  const always: RotaLine = { who: 'a', days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '08:00' };
  const instant = fc.integer({ min: Date.parse('2025-06-01'), max: Date.parse('2026-12-01') }).map((ms) => new Date(ms).toISOString());
  fc.assert(fc.property(instant, (now) => expect(onCallFor(rota(always), 'supervisor', now)).toEqual(['a'])));
});
