// Local times as people write them, taken as instants of a calendar's time zone.

import type { Calendar } from '../process/calendar';
import { isLocalDate } from '../process/dates';
import { dayStart, localDate, localTime } from '../process/days';
import type { Instant } from '../process/time';
import { toInstant, toMs } from '../process/time';

/** The instant of `2026-03-26T09:00` or `2026-03-26` (its start) by the calendar's clocks; undefined when it is no such time. */
export function localInstant(calendar: Calendar, text: string): Instant | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d))?$/.exec(text);
  const [, date, hours, minutes] = match ?? [];
  if (date === undefined || !isLocalDate(date)) return undefined;
  if (hours === undefined || minutes === undefined) return dayStart(calendar, date);
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return toInstant(offsetSafe(calendar, `${date}T${hours}:${minutes}:00.000Z`));
}

/** An instant as people write it, to the minute, by the calendar's clocks: `2026-03-26T09:00`. */
export const localText = (calendar: Calendar, instant: Instant): string => `${localDate(calendar, instant)}T${localTime(calendar, instant)}`;

/** Local wall time as if it were UTC, less the offset that holds then; where clocks go forward, the later reading. */
function offsetSafe(calendar: Calendar, wall: string): number {
  const offsets = calendar.offsets;
  const at = (ms: number): number => (offsets.findLast((one) => toMs(one.from) <= ms) ?? offsets[0])?.minutes ?? 0;
  const guess = toMs(wall) - at(toMs(wall)) * 60_000;
  return toMs(wall) - at(guess) * 60_000;
}
