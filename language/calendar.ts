// From the YAML of a calendar to the one that cases count with: holidays day by day, and offsets from pinned data.

import type { Calendar, Holiday } from '../process/calendar';
import { deepFreeze, hashOf } from '../process/hash';
import { isDate } from './dates';
import { openFile } from './open-file';
import type { Problem } from './problems';
import { inOrder } from './problems';
import type { Report } from './report';
import { SCHEMAS } from './schema';
import { checkShape } from './shape';
import type { Place } from './tree';
import { parseYaml } from './yaml';
import { isZone, nearestZone, offsetsOfZone, ZONE_DATA } from './zone';

export interface CompiledCalendar {
  problems: Problem[];
  /** Frozen; there is none as long as one problem is an error. */
  calendar?: Calendar;
  hash?: string;
  title?: string;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Deadlines may lie this many years past the last one whose holidays are known. */
const OFFSET_YEARS_AFTER = 20;

/** Days from one to another are at most this many: a longer holiday is a slip of the pen. */
const LONGEST_HOLIDAY_DAYS = 31;

const DAY_MS = 86_400_000;

/** Compiles a calendar. Never throws for anything that may stand in a file. */
export function compileCalendar(path: string, text: string | Uint8Array): CompiledCalendar {
  const report = openFile(path, text);
  if ('problem' in report) return { problems: [report.problem] };
  const root = parseYaml(report);
  if (!root) return { problems: report.problems };
  checkShape(root, SCHEMAS.calendar, report);
  const calendar = readCalendar(root, report);
  const problems = inOrder(report.problems);
  const title = root.at('title')?.text;
  const result = { problems, ...(title !== undefined && { title }) };
  return report.hasErrors || !calendar ? result : { ...result, calendar: deepFreeze(calendar), hash: hashOf(calendar) };
}

function readCalendar(root: Place, report: Report): Calendar | undefined {
  const covers = readCovers(root.at('covers'), report);
  const workingHours = readHours(root.at('working_hours'), report);
  const timeZone = readZone(root.at('time_zone'), report);
  const holidays = covers && readHolidays(root.at('holidays'), covers, report);
  if (!covers || !workingHours || timeZone === undefined || !holidays || report.hasErrors) return undefined;
  return {
    format: 1,
    id: root.at('calendar')?.text ?? '',
    timeZone,
    zoneData: ZONE_DATA,
    weekend: (root.at('weekend')?.items() ?? []).map((day) => WEEKDAYS.indexOf(day.text ?? '') + 1).sort((a, b) => a - b),
    workingHours,
    holidays,
    covers,
    offsets: offsetsOfZone(timeZone, Date.UTC(covers.from - 1, 0, 1), Date.UTC(covers.until + OFFSET_YEARS_AFTER + 1, 0, 1)),
  };
}

function readCovers(place: Place | undefined, report: Report): Calendar['covers'] | undefined {
  const [from, until] = [place?.at('from')?.number, place?.at('until')?.number];
  if (!place || from === undefined || until === undefined || !Number.isInteger(from) || !Number.isInteger(until)) return undefined;
  if (from > 2100 || until > 2100 || from < 1970) return undefined;
  if (from <= until) return { from, until };
  report.add('wrong-value', place.at('until')?.range ?? place.range, 'The last year lies before the first.', 'Exchange the two.');
  return undefined;
}

function readHours(place: Place | undefined, report: Report): Calendar['workingHours'] | undefined {
  const [from, until] = [minutesOf(place?.at('from')?.text), minutesOf(place?.at('until')?.text)];
  if (!place || from === undefined || until === undefined) return undefined;
  if (from < until) return { from, until };
  report.add('bad-hours', place.at('until')?.range ?? place.range, 'Work ends before it begins.', 'Write the later time under `until`.');
  return undefined;
}

/** Minutes after midnight of `HH:MM`. */
function minutesOf(text: string | undefined): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text ?? '') ?? [];
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

function readZone(place: Place | undefined, report: Report): string | undefined {
  const name = place?.text;
  if (!place || name === undefined) return undefined;
  if (isZone(name)) return name;
  const suggestion = nearestZone(name);
  report.add('unknown-time-zone', place.range, `There is no time zone \`${name}\`.`, suggestion === undefined ? 'Write its name in the IANA data, as `Asia/Amman`.' : `Did you mean \`${suggestion}\`?`, suggestion);
  return undefined;
}

function readHolidays(list: Place | undefined, covers: Calendar['covers'], report: Report): Holiday[] {
  const byDate = new Map<string, Holiday>();
  for (const place of list?.items() ?? []) {
    for (const date of datesOf(place, covers, report)) {
      const year = Number(date.slice(0, 4));
      const at = place.at('date') ?? place.at('from') ?? place;
      if (year < covers.from || year > covers.until) {
        report.add('holiday-outside', at.range, `${date} lies outside the years that the calendar covers.`, `Change \`covers\`, which is ${covers.from} to ${covers.until}, or take the holiday out.`);
      } else if (byDate.has(date)) {
        report.add('holiday-twice', place.head, `${date} is a holiday already: ${byDate.get(date)?.title ?? ''}.`, 'Keep one of the two.');
      } else {
        byDate.set(date, { date, title: place.at('title')?.text ?? '', ...(place.at('expected')?.flag === true && { expected: true }) });
      }
    }
  }
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function datesOf(place: Place, covers: Calendar['covers'], report: Report): string[] {
  const yearly = place.at('every_year');
  if (yearly) return everyYear(yearly, covers, report);
  const from = readDate(place.at('date') ?? place.at('from'), report);
  const to = place.at('to');
  if (to && !place.at('from')) report.add('missing-key', to.head, '`from` is missing: `to` alone says no days.', 'Add `from:`.');
  const last = to ? readDate(to, report) : from;
  if (from === undefined || last === undefined) return [];
  const days = (Date.parse(last) - Date.parse(from)) / DAY_MS;
  if (days < 0 || days >= LONGEST_HOLIDAY_DAYS) {
    report.add('bad-date', to?.range ?? place.range, days < 0 ? 'The last day lies before the first.' : `A holiday of ${days + 1} days is longer than any.`, 'Look at the two dates.');
    return [];
  }
  return Array.from({ length: days + 1 }, (_, index) => new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10));
}

/** The same day in each year covered; 29 February only in the years that have it. */
function everyYear(place: Place, covers: Calendar['covers'], report: Report): string[] {
  const day = place.text ?? '';
  if (!/^\d{2}-\d{2}$/.test(day)) return [];
  if (!isDate(`2024-${day}`)) {
    report.add('bad-date', place.range, `There is no day \`${day}\`.`, 'Write it as MM-DD: `05-25`.');
    return [];
  }
  return Array.from({ length: covers.until - covers.from + 1 }, (_, index) => `${covers.from + index}-${day}`).filter(isDate);
}

function readDate(place: Place | undefined, report: Report): string | undefined {
  const text = place?.text;
  if (!place || text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  if (isDate(text)) return text;
  report.add('bad-date', place.range, `There is no day \`${text}\`.`, 'Write it as YYYY-MM-DD: `2026-03-20`.');
  return undefined;
}
