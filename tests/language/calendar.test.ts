// Calendars: holidays day by day, offsets from pinned data, and what is wrong about a calendar.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Holidays from 'date-holidays';
import { compileCalendar } from '../../language/calendar';
import { readYearlyRule } from '../../language/calendar/yearly';
import { isZone, nearestZone, offsetsOfZone, ZONE_DATA, ZONE_LIBRARY } from '../../language/zone';
import { notCounted } from '../../process/days';
import { addLength } from '../../process/length';

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

/** Compiles a calendar of Saturdays and Sundays with these lines of holidays; gives its days, or its problems. */
function daysOf(lines: string, { covers = '{ from: 2024, until: 2028 }', more = '' } = {}): string[] {
  const text = `calendar: test\ntitle: Test\ntime_zone: UTC\nweekend: [saturday, sunday]\nworking_hours: { from: '09:00', until: '17:00' }\ncovers: ${covers}\nholidays:\n${lines}\n${more}`;
  const { calendar, problems } = compileCalendar('calendars/test.yaml', text);
  return calendar ? calendar.holidays.map((one) => `${one.date} ${one.title}${one.expected ? '?' : ''}`) : problems.map((one) => `${one.line}:${one.column} ${one.code}`);
}
const yearly = (rule: string, more = ''): string => `  - { title: A, every_year: ${rule}${more} }`;

describe('a holiday by rule', () => {
  it.each([
    ['first monday of may', ['2024-05-06', '2025-05-05', '2026-05-04', '2027-05-03', '2028-05-01']],
    ['last monday of august', ['2024-08-26', '2025-08-25', '2026-08-31', '2027-08-30', '2028-08-28']],
    ['fourth thursday of november', ['2024-11-28', '2025-11-27', '2026-11-26', '2027-11-25', '2028-11-23']],
    ['last friday of december', ['2024-12-27', '2025-12-26', '2026-12-25', '2027-12-31', '2028-12-29']],
    ['last sunday of february', ['2024-02-25', '2025-02-23', '2026-02-22', '2027-02-28', '2028-02-27']],
    ['easter', ['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16']],
    ['2 days before easter', ['2024-03-29', '2025-04-18', '2026-04-03', '2027-03-26', '2028-04-14']],
    ['1 day after orthodox easter', ['2024-05-06', '2025-04-21', '2026-04-13', '2027-05-03', '2028-04-17']],
  ])('comes on %s', (rule, dates) => {
    expect(daysOf(yearly(rule))).toEqual(dates.map((date) => `${date} A`));
  });

  it('knows Easter of both kinds from 1970 to 2100 as date-holidays does', () => {
    const western = new Holidays('FR');
    const orthodox = new Holidays('BG');
    for (let year = 1970; year <= 2100; year += 1) {
      const named = (witness: Holidays, rule: string): string | undefined => witness.getHolidays(year).find((one) => one.rule === rule)?.date.slice(0, 10);
      expect([year, readYearlyRule('1 day after easter')?.dayIn(year)]).toEqual([year, named(western, 'easter 1')]);
      expect([year, readYearlyRule('orthodox easter')?.dayIn(year)]).toEqual([year, named(orthodox, 'orthodox')]);
    }
  });

  it.each(['fifth monday of may', 'first mondays of may', 'last monday of agust', 'day after easter', '1 day past easter', 'monday', '5-1', '13-01'])('is not %s', (rule) => {
    expect(daysOf(yearly(`'${rule}'`))).toEqual(['8:29 bad-date']);
  });

  it('may meet another, and the day has both names; two by date may not', () => {
    expect(daysOf(`${yearly('easter')}\n  - { title: B, date: 2024-03-31 }`, { covers: '{ from: 2024, until: 2024 }' })).toEqual(['2024-03-31 A / B']);
    expect(daysOf(`  - { title: A, every_year: easter, expected: true }\n  - { title: B, every_year: 03-31 }`, { covers: '{ from: 2024, until: 2024 }' })).toEqual(['2024-03-31 A / B']);
    expect(daysOf(`${yearly('03-31')}\n  - { title: B, date: 2024-03-31 }`)).toEqual(['9:5 holiday-twice']);
    expect(daysOf(Array.from({ length: 5 }, () => yearly('easter')).join('\n'))).toEqual(['12:5 holiday-twice', '12:5 holiday-twice', '12:5 holiday-twice', '12:5 holiday-twice', '12:5 holiday-twice']);
  });
});

describe('a day off in place of a weekend', () => {
  const IF = ', if_weekend: next working day';

  it('is the next day that is worked and no holiday, in the order of the days', () => {
    expect(daysOf(`${yearly('12-25', IF)}\n  - { title: B, every_year: 12-26${IF} }`)).toEqual([
      '2024-12-25 A', '2024-12-26 B', '2025-12-25 A', '2025-12-26 B', '2026-12-25 A', '2026-12-26 B', '2026-12-28 B',
      '2027-12-25 A', '2027-12-26 B', '2027-12-27 A', '2027-12-28 B', '2028-12-25 A', '2028-12-26 B',
    ]);
  });

  it('has the name of the holiday that it stands for, and is expected as long as that one is', () => {
    expect(daysOf(`  - { title: A, every_year: 05-01, expected: true${IF} }\n  - { title: B, every_year: 1 day before orthodox easter, expected: true }`, { covers: '{ from: 2027, until: 2027 }' }))
      .toEqual(['2027-05-01 A / B?', '2027-05-03 A?']);
  });

  it('is no day of the weekend, though that one be worked, nor a day after the years covered', () => {
    expect(daysOf(yearly('12-31', IF), { covers: '{ from: 2022, until: 2022 }' })).toEqual(['2022-12-31 A']);
    expect(daysOf(yearly('05-01', IF), { covers: '{ from: 2027, until: 2027 }', more: 'worked: [2027-05-02]' })).toEqual(['2027-05-01 A', '2027-05-03 A']);
  });
});

describe('worked days of the weekend', () => {
  const worked = (date: string): string[] => daysOf('  - { title: A, date: 2025-11-03 }\n  - { title: B, date: 2025-12-07 }', { more: `worked: [${date}]` });

  it('count as other days do', () => {
    const text = CALENDAR.replace('[friday, saturday]', '[saturday, sunday]');
    const { calendar, problems } = compileCalendar('calendars/test.yaml', `${text}worked: [2025-11-08, 2025-11-01]\n`);
    expect(problems).toEqual([]);
    if (!calendar) throw new Error('none');
    expect(calendar.worked).toEqual(['2025-11-01', '2025-11-08']);
    expect(['2025-11-01', '2025-11-02', '2025-11-08', '2025-11-15'].map((date) => notCounted(calendar, date)?.why)).toEqual([undefined, 'weekend', undefined, 'weekend']);
    // Friday evening, three working days: Saturday the 1st, Monday, Tuesday.
    expect(addLength(calendar, '2025-10-31T15:00:00.000Z', { n: 3, unit: 'working_day' }).at).toBe('2025-11-04T21:00:00.000Z');
  });

  it('are days of the weekend, no holidays, and in the years covered', () => {
    expect(worked('2025-11-04')).toEqual(['10:10 bad-date']);
    expect(worked('2025-12-07')).toEqual(['10:10 holiday-twice']);
    expect(worked('2031-11-01')).toEqual(['10:10 holiday-outside']);
    expect(worked('2025-11-31')).toEqual(['10:10 bad-date']);
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

  it.each([['Asia/Aman', 'Asia/Amman'], ['Europe/Pariss', 'Europe/Paris'], ['asia/tehran', 'Asia/Tehran'], ['Moscow', 'Europe/Moscow'], ['St Johns', 'America/St_Johns'], ['Jerash', undefined], ['', undefined]])('have a name that is suggested for %s', (written, meant) => {
    expect(nearestZone(written)).toBe(meant);
  });

  it('are not known for a zone that there is not', () => {
    expect(isZone('Asia/Jerash')).toBe(false);
    expect(() => offsetsOfZone('Asia/Jerash', 0, 1)).toThrow(RangeError);
  });
});
