// Calendars: holidays day by day, offsets from pinned data, and what is wrong about a calendar.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCalendar } from '../../language/calendar';
import { isZone, offsetsOfZone, ZONE_DATA, ZONE_LIBRARY } from '../../language/zone';

const CALENDAR = `calendar: test
title: Test
time_zone: Asia/Amman
weekend: [friday, saturday]
working_hours: { from: '08:00', until: '16:00' }
covers: { from: 2025, until: 2026 }
holidays:
  - { title: Eid, from: 2026-03-20, to: 2026-03-22, expected: true }
  - { title: Fixed, every_year: 05-25 }
  - { title: Once, date: 2025-09-04 }
`;
const compile = (replace = '', by = ''): ReturnType<typeof compileCalendar> => compileCalendar('calendars/test.yaml', CALENDAR.replace(replace, by));

/** What the runtime's own data say, for an instant that has passed. */
function offsetByIntl(zone: string, instant: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(new Date(instant)).find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

describe('a calendar', () => {
  it('is compiled day by day, sorted, frozen and hashed', () => {
    const { calendar, hash, problems, title } = compile();
    expect(problems).toEqual([]);
    expect(title).toBe('Test');
    expect(calendar).toEqual({
      format: 1, id: 'test', timeZone: 'Asia/Amman', zoneData: ZONE_DATA, weekend: [5, 6], workingHours: { from: 480, until: 960 }, covers: { from: 2025, until: 2026 },
      holidays: [
        { date: '2025-05-25', title: 'Fixed' },
        { date: '2025-09-04', title: 'Once' },
        { date: '2026-03-20', title: 'Eid', expected: true },
        { date: '2026-03-21', title: 'Eid', expected: true },
        { date: '2026-03-22', title: 'Eid', expected: true },
        { date: '2026-05-25', title: 'Fixed' },
      ],
      offsets: [{ from: '2024-01-01T00:00:00.000Z', minutes: 180 }],
    });
    expect(Object.isFrozen(calendar?.holidays[0])).toBe(true);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(compile('Eid', 'Eid ').hash).toBe(hash);
    expect(compile('Once', 'One day').hash).not.toBe(hash);
  });

  it.each([
    ["time_zone: Asia/Amman", 'time_zone: Asia/Aman', 'unknown-time-zone', 3, 12],
    ['[friday, saturday]', '[friday, saturdy]', 'wrong-value', 4, 19],
    ["from: '08:00'", "from: '17:00'", 'bad-hours', 5, 40],
    ["from: '08:00'", "from: '8 am'", 'bad-hours', 5, 24],
    ['{ from: 2025', '{ from: 2027', 'wrong-value', 6, 30],
    ['to: 2026-03-22', 'to: 2026-03-12', 'bad-date', 8, 41],
    ['to: 2026-03-22', 'to: 2026-06-22', 'bad-date', 8, 41],
    ['from: 2026-03-20', 'from: 2026-02-30', 'bad-date', 8, 25],
    ['from: 2026-03-20', 'from: 20.03.2026', 'bad-date', 8, 25],
    ['from: 2026-03-20, ', '', 'missing-key', 8, 7],
    ['every_year: 05-25', 'every_year: 02-30', 'bad-date', 9, 33],
    ['every_year: 05-25', 'every_year: 09-04', 'holiday-twice', 10, 5],
    ['date: 2025-09-04', 'date: 2024-09-04', 'holiday-outside', 10, 26],
    ['date: 2025-09-04', 'date: 2026-03-21', 'holiday-twice', 10, 5],
    ['date: 2025-09-04', 'date: 2025-09-04, every_year: 01-01', 'keys-exclude', 10, 38],
    ['title: Test', 'titel: Test', 'unknown-key', 2, 1],
  ])('says what is wrong about %s → %s', (replace, by, code, line, column) => {
    const { problems, calendar } = compile(replace, by);
    expect(calendar).toBeUndefined();
    expect(problems.find((problem) => problem.code === code)).toMatchObject({ code, line, column });
  });

  it('has 29 February every year that has it', () => {
    const { calendar } = compile('every_year: 05-25', 'every_year: 02-29');
    expect(calendar?.holidays.filter((one) => one.title === 'Fixed')).toEqual([]);
    expect(compileCalendar('c.yaml', CALENDAR.replace('05-25', '02-29').replace('2025, until: 2026', '2023, until: 2026')).calendar?.holidays[0]).toEqual({ date: '2024-02-29', title: 'Fixed' });
  });
});

describe('the offsets of a time zone', () => {
  it('come from the library and version that package.json pins', () => {
    const pinned = (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { dependencies: Record<string, string> }).dependencies['moment-timezone'];
    expect(ZONE_LIBRARY).toBe(`moment-timezone ${pinned ?? ''}`);
    expect(ZONE_DATA).toMatch(/ \/ 20\d\d[a-z]$/);
  });

  it.each(['Asia/Amman', 'Europe/Berlin', 'America/New_York', 'Asia/Tehran', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Baghdad', 'UTC', 'Asia/Beirut'])(
    'are those of the runtime in the past: %s',
    (zone) => {
      const offsets = offsetsOfZone(zone, Date.UTC(2010, 0, 1), Date.UTC(2025, 0, 1));
      for (let at = Date.UTC(2010, 0, 1); at < Date.UTC(2025, 0, 1); at += 29 * 3_600_000 * 7) {
        const instant = new Date(at).toISOString();
        expect([instant, offsets.findLast((one) => one.from <= instant)?.minutes]).toEqual([instant, offsetByIntl(zone, instant)]);
      }
    },
  );

  it('change at the very instant', () => {
    expect(offsetsOfZone('Europe/Berlin', Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31))).toEqual([
      { from: '2026-01-01T00:00:00.000Z', minutes: 60 },
      { from: '2026-03-29T01:00:00.000Z', minutes: 120 },
      { from: '2026-10-25T01:00:00.000Z', minutes: 60 },
    ]);
  });

  it('are not known for a zone that there is not', () => {
    expect(isZone('Asia/Jerash')).toBe(false);
    expect(() => offsetsOfZone('Asia/Jerash', 0, 1)).toThrow(RangeError);
  });
});
