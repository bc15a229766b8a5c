// Which notices an agency with a daily digest sends now: those of the last digest, and those that cannot wait for the next.

import type { AgencyProfile } from '../process/agency';
import type { Calendar } from '../process/calendar';
import { addDays, instantAt, localDate } from '../process/days';
import type { Instant } from '../process/time';

/** Notices decided by `decidedUntil` are sent, and of the later ones those about something that is due by `dueUntil`. */
export interface Ready {
  decidedUntil: Instant;
  dueUntil?: Instant;
}

/** What is ready at an instant; everything where the agency has no digest. */
export function readyAt({ digest }: Pick<AgencyProfile, 'digest'>, calendar: Calendar, at: Instant): Ready {
  if (digest === undefined) return { decidedUntil: at };
  const today = localDate(calendar, at);
  const todays = instantAt(calendar, today, digest);
  return todays <= at
    ? { decidedUntil: todays, dueUntil: instantAt(calendar, addDays(today, 1), digest) }
    : { decidedUntil: instantAt(calendar, addDays(today, -1), digest), dueUntil: todays };
}
