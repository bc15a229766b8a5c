// Calendars of countries whose clocks behave in every way that clocks do, for the years in which the pinned data and the runtime agree.

import { Temporal } from 'temporal-polyfill';
import { ZONE_DATA, offsetsOfZone } from '../../language/zone';
import type { Calendar, Holiday } from '../../process/calendar';
import { deepFreeze } from '../../process/hash';
import { toInstant } from '../../process/time';

/** Years of the cases: what lies ahead of 2025 is decided anew by governments, and then two sets of data part. */
export const FIRST_YEAR = 2006;
export const LAST_YEAR = 2024;
/** The offsets of the zones are compared up to here, where the pinned data end; no due of the tests lies further. */
export const FURTHEST_YEAR = 2036;

interface Country {
  zone: string;
  weekend: number[];
  /** Fixed holidays as `MM-DD`, and runs of them as a first day and a number of days. */
  holidays: string[];
  runs: [string, number][];
  workFrom: number;
}

/**
 * Amman skipped midnight until 2022; Beirut still does and has its last hour twice; Tehran is half an hour off and skipped midnight
 * until 2022; Kathmandu is a quarter off; Lord Howe changes by half an hour; Asuncion and Santiago skip midnight in the south;
 * Apia left a whole day out in 2011; Cairo began and ended summer time often, at midnight; Moscow changed for good in 2011 and 2014.
 */
const COUNTRIES: Country[] = [
  { zone: 'Asia/Amman', weekend: [5, 6], holidays: ['01-01', '05-01', '05-25'], runs: [['04-10', 4], ['06-16', 5]], workFrom: 480 },
  { zone: 'Asia/Beirut', weekend: [6, 7], holidays: ['01-06', '05-01', '11-22'], runs: [['04-09', 3]], workFrom: 480 },
  { zone: 'Asia/Tehran', weekend: [4, 5], holidays: ['02-11', '06-04'], runs: [['03-20', 13]], workFrom: 450 },
  { zone: 'Asia/Kathmandu', weekend: [6], holidays: ['05-29'], runs: [['10-10', 6]], workFrom: 600 },
  { zone: 'Europe/Paris', weekend: [6, 7], holidays: ['01-01', '05-01', '05-08', '07-14', '11-01', '12-25'], runs: [], workFrom: 540 },
  { zone: 'Europe/Sofia', weekend: [6, 7], holidays: ['03-03', '09-06'], runs: [['12-24', 3]], workFrom: 510 },
  { zone: 'Europe/Moscow', weekend: [6, 7], holidays: ['05-09'], runs: [['01-01', 8]], workFrom: 540 },
  { zone: 'Africa/Cairo', weekend: [5, 6], holidays: ['07-23'], runs: [['06-15', 4]], workFrom: 540 },
  { zone: 'America/Asuncion', weekend: [7], holidays: ['05-15'], runs: [['03-27', 4]], workFrom: 420 },
  { zone: 'America/Santiago', weekend: [6, 7], holidays: ['09-18', '09-19'], runs: [], workFrom: 510 },
  { zone: 'Australia/Lord_Howe', weekend: [6, 7], holidays: ['01-26', '04-25'], runs: [['12-25', 2]], workFrom: 540 },
  { zone: 'Pacific/Apia', weekend: [7], holidays: ['06-01'], runs: [], workFrom: 480 },
];

const yearMs = (year: number): number => Date.UTC(year, 0, 1);

function calendarOf({ zone, weekend, holidays, runs, workFrom }: Country): Calendar {
  const known = new Map<string, Holiday>();
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    for (const day of holidays) known.set(`${year}-${day}`, { date: `${year}-${day}`, title: day });
    for (const [day, length] of runs) {
      for (let n = 0; n < length; n += 1) {
        const date = Temporal.PlainDate.from(`${year}-${day}`).add({ days: n }).toString();
        // In every third year the moon has not been sighted yet.
        known.set(date, { date, title: `run of ${day}`, ...(year % 3 === 0 && { expected: true as const }) });
      }
    }
  }
  return deepFreeze({
    format: 1, id: zone.replace(/\W/g, '_').toLowerCase(), timeZone: zone, zoneData: ZONE_DATA, weekend,
    // Every other country works on one Saturday or Sunday of a year, to make up for a day off.
    ...(weekend.includes(6) && { worked: ['2012-05-05', '2018-04-28', '2023-06-17'] }),
    workingHours: { from: workFrom, until: 960 },
    holidays: [...known.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
    covers: { from: FIRST_YEAR, until: LAST_YEAR },
    offsets: offsetsOfZone(zone, yearMs(FIRST_YEAR - 2), yearMs(FURTHEST_YEAR + 1)),
  });
}

/** Whether the runtime changes the clocks of a calendar at the same instants to the same offsets. */
function agrees(calendar: Calendar): boolean {
  const until = Temporal.Instant.fromEpochMilliseconds(yearMs(FURTHEST_YEAR + 1));
  let at = Temporal.Instant.fromEpochMilliseconds(yearMs(FIRST_YEAR - 2)).toZonedDateTimeISO(calendar.timeZone);
  const runtime = [at.offsetNanoseconds / 6e10];
  const changes = [toInstant(at.epochMilliseconds)];
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || Temporal.Instant.compare(next.toInstant(), until) >= 0) break;
    runtime.push(next.offsetNanoseconds / 6e10);
    changes.push(toInstant(next.epochMilliseconds));
    at = next;
  }
  return JSON.stringify(calendar.offsets) === JSON.stringify(changes.map((from, index) => ({ from, minutes: runtime[index] })));
}

const ALL = COUNTRIES.map(calendarOf);

/** The calendars whose zones the runtime knows as the pinned data do; `DISAGREEING` are the zones of the others. */
export const CALENDARS = ALL.filter(agrees);
export const DISAGREEING = ALL.filter((calendar) => !CALENDARS.includes(calendar)).map(({ timeZone }) => timeZone);
