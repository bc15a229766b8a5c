// The shipped calendars: the same hash on every machine, the days that laws and decrees give, and date-holidays as a second witness.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Holidays from 'date-holidays';
import { compileCalendar } from '../../language/calendar';
import type { Calendar } from '../../process/calendar';
import { addDays, isWorkingDay, notCounted } from '../../process/days';

const FOLDER = join(__dirname, '../../definitions/calendars');
const names = readdirSync(FOLDER).map((file) => file.replace('.yaml', '')).sort();
const textOf = (name: string): string => readFileSync(join(FOLDER, `${name}.yaml`), 'utf8');
const compiled = Object.fromEntries(names.map((name) => [name, compileCalendar(`calendars/${name}.yaml`, textOf(name))]));

function calendarOf(name: string): Calendar {
  const calendar = compiled[name]?.calendar;
  if (!calendar) throw new Error(`There is no calendar ${name} without errors.`);
  return calendar;
}

/** Changed only on purpose: cases of an agency take up a new calendar when its hash is another. */
const HASHES = {
  bulgaria: '6d8e807909fc89e2a285ba40393b35da0f74477395279232a2d57034cb56bab4',
  england_and_wales: '1e47c766b0879aacf98a083a398c2d3ae503c6d73df3ee126d61b221545bebba',
  france: '54b1978fe1d2eeb3444ce69dd3ab1d086ab1298a35eb6f1b5acb20afd8810c49',
  iran: 'e75c47b9f8ab259e6386d67b3bb9a4a6e92e503f91dad593b5d687dc9e6d0c7c',
  jordan: '76025e169d85b98055f80174c3db27db7ec169e096b31aa76f53f2d61005d0e6',
  northern_ireland: 'e8e87c72a2163b8e10d7ca7151dffaecc49d57e8c39a7b4dda5a07a4dee803da',
  russia: '1f49e972af1115cfbe571b5e72d46ce760d0f88dc60b80b58d123c428e996a9a',
  scotland: 'f47c1a61740fa4912fab9cd77731da130a0d8c0f98028cb2ba34469e58f9775e',
};

describe('the shipped calendars', () => {
  it('have no problem, cover 2024 to 2027 at least, and name where their days come from', () => {
    for (const name of names) {
      expect([name, compiled[name]?.problems]).toEqual([name, []]);
      const { covers } = calendarOf(name);
      expect([name, covers.from <= 2024 && covers.until >= 2027]).toEqual([name, true]);
      expect([name, /\b(Act|Code|law|Circular|Кодекс|кодекс)\b|Кодекс на труда/.test(textOf(name))]).toEqual([name, true]);
    }
  });

  it('compile to the hashes on record', () => {
    expect(Object.fromEntries(names.map((name) => [name, compiled[name]?.hash]))).toEqual(HASHES);
  });

  it.each(['Pacific/Apia', 'America/St_Johns'])('compile to the same hashes in the time zone %s and with no data of the runtime', (TZ) => {
    const run = spawnSync(process.execPath, ['--require', 'tsx/cjs', join(__dirname, 'calendar-hashes-process.ts')], { encoding: 'utf8', env: { ...process.env, TZ } });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual(HASHES);
  });

  it('expect no day of a year that the country has announced', () => {
    const firstExpected = (name: string): string | undefined => calendarOf(name).holidays.find((one) => one.expected)?.date;
    expect(Object.fromEntries(names.map((name) => [name, firstExpected(name)?.slice(0, 4)]))).toEqual({
      bulgaria: undefined, england_and_wales: undefined, france: undefined, iran: '2026', jordan: '2025', northern_ireland: undefined, russia: '2027', scotland: undefined,
    });
  });
});

describe('days by law and decree', () => {
  it.each([
    // Russia: article 112 and the decrees 1314 (2024) and 1335 (2025).
    ['russia', '2024-04-27', 'worked'], ['russia', '2024-04-29', 'holiday'], ['russia', '2024-11-02', 'worked'], ['russia', '2024-12-28', 'worked'],
    ['russia', '2024-12-30', 'holiday'], ['russia', '2025-11-01', 'worked'], ['russia', '2025-11-03', 'holiday'], ['russia', '2025-11-08', 'weekend'],
    ['russia', '2026-03-09', 'holiday'], ['russia', '2026-05-11', 'holiday'], ['russia', '2026-01-12', 'worked'],
    // Bulgaria: article 154; Easter gives no day off in its place, but 1 May on Holy Saturday does.
    ['bulgaria', '2024-03-04', 'holiday'], ['bulgaria', '2024-05-07', 'worked'], ['bulgaria', '2025-05-26', 'holiday'], ['bulgaria', '2026-01-02', 'holiday'],
    ['bulgaria', '2027-05-04', 'holiday'], ['bulgaria', '2027-12-27', 'holiday'], ['bulgaria', '2027-12-28', 'holiday'], ['bulgaria', '2027-12-29', 'worked'],
    // England and Wales, as gov.uk lists them: Christmas 2027 is made up for on two days.
    ['england_and_wales', '2026-12-28', 'holiday'], ['england_and_wales', '2027-12-27', 'holiday'], ['england_and_wales', '2027-12-28', 'holiday'], ['england_and_wales', '2027-12-29', 'worked'],
    ['scotland', '2027-01-04', 'holiday'], ['scotland', '2024-04-01', 'worked'], ['northern_ireland', '2025-07-14', 'holiday'],
    // France makes up for nothing: 8 May 2027 is a Saturday.
    ['france', '2027-05-10', 'worked'], ['france', '2026-05-25', 'holiday'],
    // Iran: Thursday is worked, Friday is not; the leap day of 1403.
    ['iran', '2026-10-29', 'worked'], ['iran', '2026-10-30', 'weekend'], ['iran', '2025-03-20', 'holiday'], ['iran', '2026-03-22', 'holiday'],
    ['jordan', '2024-06-20', 'holiday'], ['jordan', '2026-03-23', 'holiday'], ['jordan', '2026-03-24', 'worked'],
  ])('in %s: %s is %s', (name, date, what) => {
    expect(notCounted(calendarOf(name), date)?.why ?? 'worked').toBe(what);
  });

  it('keep Russia to the number of days off that its calendar of 2025 had: 118', () => {
    const days = Array.from({ length: 365 }, (_, n) => addDays('2025-01-01', n));
    expect(days.filter((date) => !isWorkingDay(calendarOf('russia'), date))).toHaveLength(118);
  });
});

/** Days of another calendar by `year-month-day`, as the runtime's own data have them. */
function daysIn(kind: 'persian' | 'islamic-umalqura'): Map<string, string> {
  const format = new Intl.DateTimeFormat(`en-u-ca-${kind}-nu-latn`, { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' });
  const days = new Map<string, string>();
  for (let date = '2023-12-01'; date < '2029-01-01'; date = addDays(date, 1)) {
    const part = Object.fromEntries(format.formatToParts(new Date(`${date}T00:00:00.000Z`)).map((one) => [one.type, one.value]));
    days.set(`${parseInt(part.year ?? '', 10)}-${part.month}-${part.day}`, date);
  }
  return days;
}

describe('days of other calendars', () => {
  it('of Iran stand on their Jalali days, each year', () => {
    const jalali = daysIn('persian');
    const { holidays } = calendarOf('iran');
    for (const year of [1403, 1404, 1405, 1406]) {
      for (const day of ['1-1', '1-2', '1-3', '1-4', '1-12', '1-13', '3-14', '3-15', '11-22', '12-29']) {
        const date = jalali.get(`${year}-${day}`) ?? '';
        if (date > '2027-12-31') continue;
        const found = holidays.find((one) => one.date === date);
        expect([year, day, found?.date, found?.expected]).toEqual([year, day, date, undefined]);
      }
    }
  });

  it('of Iran after the official calendars are those of Umm al-Qura, and expected', () => {
    const lunar = daysIn('islamic-umalqura');
    for (const day of ['1448-12-10', '1448-12-18', '1449-1-9', '1449-1-10', '1449-2-20', '1449-2-28', '1449-3-8', '1449-3-17', '1449-6-3', '1449-7-13', '1449-7-27']) {
      const date = lunar.get(day);
      expect([day, calendarOf('iran').holidays.find((one) => one.date === date)?.expected]).toEqual([day, true]);
    }
  });

  it('of Jordan that are expected are those of Umm al-Qura', () => {
    const lunar = daysIn('islamic-umalqura');
    for (const day of ['1447-1-1', '1447-12-9', '1447-12-10', '1448-1-1', '1448-3-12', '1448-10-1', '1448-12-9', '1449-1-1', '1449-3-12', '1449-10-1', '1449-12-10', '1450-3-12']) {
      const date = lunar.get(day);
      expect([day, date, calendarOf('jordan').holidays.find((one) => one.date === date)?.expected]).toEqual([day, date, true]);
    }
  });
});

const SATURDAY_DECREES = 'date-holidays has the law, and not the days that a yearly decree moves';
const COMPENSATION = 'date-holidays does not give the day off of article 154 (2)';
const SEEN = 'the official calendar, or the month as it was seen; date-holidays reckons by Umm al-Qura';

/** Days that differ from date-holidays 3.37.0 (CC BY-SA 3.0), and why ours stand. */
const DIFFERENT: Record<string, { country: [string, string?]; ours: [why: string, dates: string][]; theirs?: [why: string, dates: string][] }> = {
  france: { country: ['FR'], ours: [] },
  england_and_wales: { country: ['GB', 'ENG'], ours: [] },
  scotland: { country: ['GB', 'SCT'], ours: [['proclaimed in February 2026, after that data', '2026-06-15']] },
  northern_ireland: { country: ['GB', 'NIR'], ours: [] },
  russia: {
    country: ['RU'],
    ours: [
      ['article 112 has 1 to 6 January and the 8th', '2024-01-03 2024-01-04 2024-01-05 2024-01-06 2025-01-03 2025-01-04 2025-01-05 2025-01-06 2026-01-03 2026-01-04 2026-01-05 2026-01-06 2027-01-03 2027-01-04 2027-01-05 2027-01-06'],
      [SATURDAY_DECREES, '2024-04-29 2024-04-30 2024-05-10 2024-12-30 2024-12-31 2025-05-02 2025-05-08 2025-06-13 2025-11-03 2025-12-31 2026-01-09 2026-12-31'],
      ['article 112 (2): the next working day', '2026-05-11 2027-05-03 2027-05-10 2027-06-14'],
    ],
  },
  bulgaria: {
    country: ['BG'],
    ours: [
      ['article 154 has Holy Saturday', '2024-05-04 2025-04-19 2026-04-11 2028-04-15'],
      ['article 154 has 26 December', '2024-12-26 2025-12-26 2026-12-26 2027-12-26 2028-12-26'],
      [COMPENSATION, '2024-03-04 2024-09-23 2025-05-26 2025-09-08 2026-05-25 2026-09-07 2026-12-28 2027-05-04 2027-12-27 2027-12-28 2028-01-03 2028-05-08 2028-12-27'],
      ['decision of 19 November 2025', '2025-12-31 2026-01-02'],
    ],
  },
  iran: {
    country: ['IR'],
    ours: [
      [SEEN, '2024-06-17 2024-06-25 2024-08-25 2024-09-02 2024-09-04 2024-09-12 2024-09-21 2025-01-14 2025-01-28 2025-04-24 2025-07-06 2025-09-01 2025-09-10 2026-01-03 2026-01-17 2026-02-04 2026-03-11 2026-04-14 2026-08-04 2026-08-12 2026-12-23 2027-01-06 2027-01-24 2027-03-11 2027-04-03'],
      ['the leap day of 1403, between two holidays of the law', '2025-03-20'],
      ['the last day of a Safar of 29 days', '2027-08-02'],
    ],
    theirs: [
      [SEEN, '2024-06-16 2024-06-24 2024-08-24 2024-09-01 2024-09-03 2024-09-11 2024-09-20 2025-01-13 2025-01-27 2025-03-30 2025-04-23 2025-07-04 2025-08-31 2025-09-09 2026-01-02 2026-01-16 2026-02-03 2026-03-10 2026-04-13 2026-08-03 2026-08-11 2026-12-22 2027-01-05 2027-01-23 2027-03-09'],
      ['a 30 Safar that there is not', '2027-08-03'],
    ],
  },
};

describe('date-holidays as a second witness', () => {
  it('looks at every country that it has data of', () => {
    expect([...Object.keys(DIFFERENT), 'jordan'].sort()).toEqual(names);
  });

  it.each(Object.entries(DIFFERENT))('agrees on %s, but for days that are named here', (name, { country: [country, state], ours, theirs = [] }) => {
    const calendar = calendarOf(name);
    const until = Math.min(calendar.covers.until, 2028);
    const witness = state === undefined ? new Holidays(country) : new Holidays(country, state);
    const years = Array.from({ length: until - calendar.covers.from + 1 }, (_, n) => calendar.covers.from + n);
    const seen = new Set(years.flatMap((year) => witness.getHolidays(year).filter((one) => one.type === 'public').map((one) => one.date.slice(0, 10))));
    const own = new Set(calendar.holidays.map((one) => one.date).filter((date) => Number(date.slice(0, 4)) <= until));
    const dates = (lists: [string, string][]): string[] => lists.flatMap(([, list]) => list.split(' ')).sort();
    expect([...own].filter((date) => !seen.has(date))).toEqual(dates(ours));
    expect([...seen].filter((date) => !own.has(date)).sort()).toEqual(dates(theirs));
  });
});
