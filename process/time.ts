// The words for time that rules and cases share; no clock is read here or anywhere in process/ and case/.

/** An instant as an ISO 8601 string in UTC with milliseconds: `2026-03-26T07:00:00.000Z`. Such strings sort in time order. */
export type Instant = string;

/** A calendar day as `YYYY-MM-DD`, in the time zone of the calendar at hand. */
export type LocalDate = string;

export type LengthUnit = 'second' | 'minute' | 'hour' | 'day' | 'working_day' | 'week' | 'month' | 'year';

/** A length of time as an agency writes it: `3 working days`. Seconds, minutes and hours are exact; all others count days. */
export interface Length {
  n: number;
  unit: LengthUnit;
}

/** Whether a length is counted on the clock (`24 hours`) and not in days of the calendar (`1 day`). */
export const isExact = (length: Length): boolean =>
  length.unit === 'second' || length.unit === 'minute' || length.unit === 'hour';

export const toMs = (instant: Instant): number => Date.parse(instant);

/** The years 0000 to 9999, in which instants sort as texts. */
const FIRST_MS = -62_167_219_200_000;
const LAST_MS = 253_402_300_799_999;

/** The instant so many milliseconds after 1970 began; the first or last of all where it would lie beyond the years 0000 to 9999. */
export const toInstant = (ms: number): Instant => new Date(Math.min(Math.max(ms, FIRST_MS), LAST_MS)).toISOString();
