// Who is on call at an instant, by an agency's rota: all of it in the wall time of its calendar.

import type { RotaLine } from './agency';
import type { Calendar } from './calendar';
import { addDays, weekdayOf } from './dates';
import { localDate, localTime } from './days';
import type { Instant } from './time';

/** A rota with the calendar whose local time it is written in. */
export interface Rota {
  lines: readonly RotaLine[];
  calendar: Calendar;
}

/** Ids of those on call for a role's alerts, in the order of the rota; nobody twice. */
export const onCallFor = (rota: Rota, role: string, at: Instant): string[] =>
  [...new Set(runningAt(rota, at).flatMap(({ who, roles }) => (roles === undefined || roles.includes(role) ? [who] : [])))];

/** The roles for whose alerts somebody is on call, true for those of all; undefined when they are not. */
export function dutyOf(rota: Rota, who: string, at: Instant): true | string[] | undefined {
  const lines = runningAt(rota, at).filter((line) => line.who === who);
  if (lines.length === 0) return undefined;
  return lines.some(({ roles }) => roles === undefined) || [...new Set(lines.flatMap(({ roles = [] }) => roles))];
}

function runningAt({ lines, calendar }: Rota, at: Instant): readonly RotaLine[] {
  if (lines.length === 0) return lines;
  const [date, time] = [localDate(calendar, at), localTime(calendar, at)];
  return lines.filter((line) => ('days' in line ? isWeekly(line, date, time) : line.from <= `${date}T${time}` && `${date}T${time}` < line.to));
}

function isWeekly({ days, from, to }: RotaLine & { days: number[] }, date: string, time: string): boolean {
  const begins = (day: string): boolean => days.includes(weekdayOf(day));
  if (from < to) return begins(date) && from <= time && time < to;
  return (begins(date) && from <= time) || (begins(addDays(date, -1)) && time < to);
}
