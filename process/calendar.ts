// What a compiled calendar is: everything a deadline needs to know of a country, with no look at the runtime's own data.

import type { Instant, LocalDate } from './time';

/** A day on which nothing is counted beside the weekend. */
export interface Holiday {
  date: LocalDate;
  /** As the calendar's file names it, in the calendar's language. */
  title: string;
  /** Moon-sighted or otherwise not yet confirmed: counted as a holiday, and said to be provisional. */
  expected?: true;
}

/** From this instant on, local time is UTC plus so many minutes. */
export interface Offset {
  from: Instant;
  minutes: number;
}

/**
 * A calendar as it stands in a case's rules. The offsets come from a pinned time-zone package when the calendar is compiled,
 * because two runtimes may disagree about a zone and a replay must not.
 */
export interface Calendar {
  format: 1;
  id: string;
  timeZone: string;
  /** Name and version of the time-zone data that the offsets were read from. */
  zoneData: string;
  /** ISO weekdays (1 Monday to 7 Sunday) that are not worked. */
  weekend: number[];
  /** Days of the weekend that are worked all the same, sorted: a Saturday made up for by a day off elsewhere. */
  worked?: LocalDate[];
  /** Minutes after local midnight. */
  workingHours: { from: number; until: number };
  /** Sorted by date, no date twice. */
  holidays: Holiday[];
  /** First and last year for which the holidays are known; a date past them is provisional. */
  covers: { from: number; until: number };
  /** Sorted; the first one holds for everything before it. Covers `covers.from - 1` to `covers.until + 20` at least. */
  offsets: Offset[];
}
