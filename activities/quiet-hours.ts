// Whether it is an hour in which an agency wants nothing sent but alerts.

import type { AgencyProfile } from '../process/agency';
import type { Calendar } from '../process/calendar';
import { localTime } from '../process/days';
import type { Instant } from '../process/time';

/** Quiet from `from` until just before `until`, by the calendar's local time, over midnight when `from` is the later one. */
export function isQuiet({ quietHours }: AgencyProfile, calendar: Calendar, at: Instant): boolean {
  if (!quietHours || quietHours.from === quietHours.until) return false;
  const time = localTime(calendar, at);
  const { from, until } = quietHours;
  return from < until ? from <= time && time < until : time >= from || time < until;
}
