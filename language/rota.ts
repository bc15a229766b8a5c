// Who is on call, as an agency or a scenario writes it: lines for one time, and lines that come every week.

import type { RotaLine } from '../process/agency';
import { isLocalDate } from '../process/dates';
import { WEEKDAYS } from './calendar/yearly';
import type { Report } from './report';
import { fixFor, nearest } from './suggest';
import type { Place } from './tree';

/** What the lines may name; what is left out is not looked at. */
export interface RotaNames {
  roles?: readonly string[] | undefined;
  people?: readonly string[];
}

/** The lines of a rota; those with a mistake are reported and left out. */
export const readRota = (place: Place | undefined, names: RotaNames, report: Report): RotaLine[] =>
  (place?.items() ?? []).flatMap((line) => readLine(line, names, report) ?? []);

function readLine(line: Place, { roles, people }: RotaNames, report: Report): RotaLine | undefined {
  const named = (place: Place | undefined, known: readonly string[] | undefined, kind: string): string | undefined => {
    const id = place?.text;
    if (!place || id === undefined || !known || known.includes(id)) return id;
    const suggestion = nearest(id, known);
    report.add('unknown-name', place.range, `There is no ${kind} \`${id}\`.`, fixFor(suggestion, known, kind), suggestion);
    return undefined;
  };
  const who = named(line.at('who'), people, 'person');
  const forRoles = line.at('roles')?.items().flatMap((one) => named(one, roles, 'role') ?? []);
  const days = line.at('days');
  const [from, to] = ['from', 'to'].map((key) => (days ? timeOfDay(line.at(key), report) : localTime(line.at(key), report)));
  if (who === undefined || from === undefined || to === undefined) return undefined;
  const base = { who, ...(forRoles && { roles: forRoles }) };
  if (days) return { ...base, days: days.items().flatMap((day) => WEEKDAYS.indexOf(day.text ?? '') + 1 || []), from, to };
  if (to > from) return { ...base, from, to };
  report.add('wrong-value', (line.at('to') ?? line).range, 'This ends before it begins.', 'Write a later time, or `days:` for what comes every week.');
  return undefined;
}

function timeOfDay(place: Place | undefined, report: Report): string | undefined {
  const text = place?.text;
  if (!place || text === undefined) return undefined;
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  report.add('bad-hours', place.range, `\`${text}\` is no time of day.`, 'Beside `days`, write it as `18:00`.');
  return undefined;
}

/** `2026-03-01T18:00`, also with a space between. */
function localTime(place: Place | undefined, report: Report): string | undefined {
  const text = place?.text;
  if (!place || text === undefined) return undefined;
  const [, day = '', hours = ''] = /^(\d{4}-\d\d-\d\d)[T ](([01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? [];
  if (isLocalDate(day)) return `${day}T${hours}`;
  report.add('bad-date', place.range, `\`${text}\` is no time.`, 'Write it as 2026-03-01T18:00, in the local time of the calendar.');
  return undefined;
}
