// From the YAML of a calendar to the one that cases count with: holidays day by day, and offsets from pinned data.

import type { Calendar } from '../process/calendar';
import { deepFreeze, hashOf } from '../process/hash';
import type { LocalDate } from '../process/time';
import type { FileContent } from './bytes';
import { readHolidays, readWorked } from './calendar/holidays';
import { WEEKDAYS } from './calendar/yearly';
import { openFile } from './open-file';
import { rangeAt } from './paths';
import type { Problem } from './problems';
import { inOrder } from './problems';
import type { Report } from './report';
import { lintCalendar } from './rules';
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

/** Deadlines may lie this many years past the last one whose holidays are known. */
const OFFSET_YEARS_AFTER = 20;

/** Compiles a calendar. Never throws for anything that may stand in a file. With `today` what turns on the date is looked at too. */
export function compileCalendar(path: string, text: FileContent, today?: LocalDate): CompiledCalendar {
  const report = openFile(path, text);
  if ('problem' in report) return { problems: [report.problem] };
  const root = parseYaml(report);
  if (!root) return { problems: report.problems };
  checkShape(root, SCHEMAS.calendar, report);
  const calendar = readCalendar(root, report);
  if (calendar && today !== undefined) lintCalendar(calendar, today, report, (at) => rangeAt(root, at));
  const problems = inOrder(report.problems);
  const title = root.at('title')?.text;
  const result = { problems, ...(title !== undefined && { title }) };
  return report.hasErrors || !calendar ? result : { ...result, calendar: deepFreeze(calendar), hash: hashOf(calendar) };
}

function readCalendar(root: Place, report: Report): Calendar | undefined {
  const covers = readCovers(root.at('covers'), report);
  const workingHours = readHours(root.at('working_hours'), report);
  const timeZone = readZone(root.at('time_zone'), report);
  const weekend = (root.at('weekend')?.items() ?? []).map((day) => WEEKDAYS.indexOf(day.text ?? '') + 1).sort((a, b) => a - b);
  const days = covers && readDays(root, { covers, weekend }, report);
  if (!covers || !workingHours || timeZone === undefined || !days || report.hasErrors) return undefined;
  return {
    format: 1,
    id: root.at('calendar')?.text ?? '',
    timeZone,
    zoneData: ZONE_DATA,
    weekend,
    workingHours,
    ...days,
    covers,
    offsets: offsetsOfZone(timeZone, Date.UTC(covers.from - 1, 0, 1), Date.UTC(covers.until + OFFSET_YEARS_AFTER + 1, 0, 1)),
  };
}

/** The days that differ from the others of their weekday. */
function readDays(root: Place, week: Pick<Calendar, 'covers' | 'weekend'>, report: Report): Pick<Calendar, 'holidays' | 'worked'> {
  const holidays = readHolidays(root.at('holidays'), week, report);
  const worked = readWorked(root.at('worked'), { ...week, holidays }, report);
  return { holidays, ...(worked.length > 0 && { worked }) };
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
