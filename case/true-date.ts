// When something really happened, where an act says so with `on`: a day stands for its beginning, as days do elsewhere.

import { isLocalDate } from '../process/dates';
import { dayStart, localDate } from '../process/days';
import type { Instant, LocalDate } from '../process/time';
import { toInstant, toMs } from '../process/time';
import type { Draft } from './draft';
import type { Refusal } from './refusals';

/** What was said, and what it is an instant of. */
export type TrueDate = { at: Instant } | { refused: Refusal };

/**
 * The instant that `on` stands for; now when it is not said. Refused where it lies ahead, or before an instant; the day of that instant
 * as a whole is not before it.
 */
export function trueDate(draft: Draft, on: LocalDate | Instant | undefined, notBefore: Instant, rule: string): TrueDate {
  if (on === undefined) return { at: draft.at };
  const { calendar } = draft.rules;
  const isDay = isLocalDate(on);
  const said = isDay ? dayStart(calendar, on) : toInstant(toMs(on));
  const first = isDay ? dayStart(calendar, localDate(calendar, notBefore)) : notBefore;
  if (said >= first && said <= draft.at) return { at: said < notBefore ? notBefore : said };
  const [from, to] = isDay ? [localDate(calendar, notBefore), localDate(calendar, draft.at)] : [notBefore, draft.at];
  return { refused: { code: 'date-not-possible', against: [{ id: 'on', rule, expected: `${from} … ${to}` }] } };
}
