// How near a date or an instant lies to now: `within(incident_on, "30 days")`, back or ahead, and when that changes.

import type { Calendar } from './calendar';
import { dayEnd, dayOf, dayStart, localDate } from './days';
import { addLength, reminderAt } from './length';
import type { Instant, Length, LocalDate } from './time';
import { isExact, toInstant, toMs } from './time';

/** The stretch of time in which something counts as near; `until` is the first instant after it. */
export interface Stretch {
  from: Instant;
  until: Instant;
}

/**
 * The stretch that lies no further than a length from an instant. Hours, minutes and seconds are exact, both ends included; all
 * others count local days from the instant's own day, the first and the last one included.
 */
export function nearTo(calendar: Calendar, at: Instant, length: Length): Stretch {
  if (!isExact(length)) return nearToDay(calendar, localDate(calendar, at), length);
  const until = addLength(calendar, at, length).at;
  return { from: toInstant(2 * toMs(at) - toMs(until)), until: toInstant(toMs(until) + 1) };
}

/** The same of a day; a length that is not counted in days has no meaning for it and gives null. */
export function nearToDate(calendar: Calendar, date: LocalDate, length: Length): Stretch | null {
  return isExact(length) ? null : nearToDay(calendar, date, length);
}

function nearToDay(calendar: Calendar, date: LocalDate, length: Length): Stretch {
  const last = dayOf(calendar, addLength(calendar, dayStart(calendar, date), length).at);
  const first = localDate(calendar, reminderAt(calendar, dayEnd(calendar, date), length));
  return { from: dayStart(calendar, first), until: dayEnd(calendar, last) };
}
