// Counts of contacts: so many within each window of a series, and so many between two occurrences of a review.

import type { Contacts, Due } from './condition';
import { localDate } from './days';
import { ended, noDue, putOff, waiting } from './due-form';
import { windowEnd } from './length';
import type { Pauses } from './pauses';
import { NO_PAUSES, orderedPauses } from './pauses';
import type { Choice, DueContext, ResolvedDue } from './resolved-due';
import type { Calendar } from './calendar';
import type { Instant, Length } from './time';
import { isExact } from './time';

type Chosen = { chosenBy?: Choice };

/** The contact with the number at hand is due with the end of the window it falls into; early ones fill the present window. */
export function resolveTimes({ rule, series }: Due & { form: 'times' }, context: DueContext, chosen: Chosen): ResolvedDue {
  const pauses = orderedPauses(context.pauses);
  let left = Math.min(Math.max(context.occurrence ?? 1, 1), MOST_CONTACTS);
  let from = context.startedAt;
  for (const [index, line] of series.entries()) {
    const times = timesOf(line);
    const isLast = index === series.length - 1;
    if (left <= times || isLast) {
      const before = Math.ceil(left / times) - 1;
      from = windowsEnd(context.calendar, from, line.within, before, pauses);
      const end = windowEnd(context.calendar, from, line.within, pauses);
      return ended({ rule: line.rule, length: line.within, ...chosen, from }, putOff(end, context, pauses, false));
    }
    left -= times;
    from = windowEnd(context.calendar, from, line.within, pauses).at;
  }
  return noDue({ rule, ...chosen });
}

/** Which contact of how many in its window the one with a number is. */
export function contactOf({ series }: Pick<Due & { form: 'times' }, 'series'>, occurrence: number): { nth: number; of: number } | undefined {
  let left = Math.min(Math.max(occurrence, 1), MOST_CONTACTS);
  for (const [index, line] of series.entries()) {
    const of = timesOf(line);
    if (left <= of || index === series.length - 1) return { nth: ((left - 1) % of) + 1, of };
    left -= of;
  }
  return undefined;
}

/** More than anybody makes in a century of days; keeps a made-up number from counting for ever. */
const MOST_CONTACTS = 36_525;

const timesOf = ({ times }: Contacts): number => Math.max(1, Math.floor(times) || 1);

/** Where the last of so many windows ends, laid end to end; the instant itself for none. */
function windowsEnd(calendar: Calendar, from: Instant, within: Length, windows: number, pauses: Pauses): Instant {
  if (windows > 0 && areAlike(calendar, from, within, pauses)) return windowEnd(calendar, from, { ...within, n: within.n * windows }, pauses).at;
  let at = from;
  for (let n = 0; n < windows; n += 1) {
    const end = windowEnd(calendar, at, within, pauses).at;
    // Where the years end, windows end as well.
    if (end <= at) break;
    at = end;
  }
  return at;
}

/** Whether many windows end where one that is so many times as long does: not where a short month may cut one off. */
function areAlike(calendar: Calendar, from: Instant, within: Length, pauses: Pauses): boolean {
  if (isExact(within) || within.unit === 'day' || within.unit === 'week' || within.unit === 'working_day') return true;
  return pauses.length === 0 && Number(localDate(calendar, from).slice(8)) <= 28;
}

/** Due when the present stretch between two occurrences of a review ends, which no pause of this clock moves. */
export function resolveBetween({ rule, review }: Due & { form: 'between' }, context: DueContext, chosen: Chosen): ResolvedDue {
  const known = { rule, ...chosen };
  const until = context.betweenUntil?.(review);
  if (until === undefined) return waiting(known, { review });
  return ended({ ...known, leadsTo: until }, putOff({ at: until, notCounted: [], provisional: false }, context, NO_PAUSES, false));
}
