// Instants in words, in the reader's language and the calendar's local time; the runtime's time-zone data is not asked.

import type { Calendar } from '../process/calendar';
import { dayOf, localDate, localTime } from '../process/days';
import type { Instant, LocalDate } from '../process/time';
import type { Reader } from './say';
import { baseOf, languageOf, say } from './say';

/**
 * How dates are written where a language is given without a country. The Levant's names of months, with the digits that case
 * numbers have; day before month in English; the Persian calendar in Persian.
 */
const LOCALES: Record<string, string> = { ar: 'ar-JO-u-nu-latn', en: 'en-GB', fa: 'fa-IR', fr: 'fr-FR', ru: 'ru-RU' };

const formats = new Map<string, Intl.DateTimeFormat>();

/** The first language of the reader's that we speak, with its country where the reader names one. */
function localeOf(reader: Reader): string {
  const language = languageOf(reader);
  const tag = (typeof reader === 'string' ? [reader] : reader).find((one) => baseOf(one) === language);
  return tag !== undefined && /^[a-z]{2}-[A-Z]{2}$/.test(tag) ? tag : (LOCALES[language] ?? language);
}

/** `Thursday, 26 March 2026`. */
export const sayDate = (reader: Reader, date: LocalDate): string => formatted(reader, date, 'long');

/** `26 Mar 2026`, as it fits into a table. */
export const sayShortDate = (reader: Reader, date: LocalDate): string => formatted(reader, date, 'short');

const PARTS: Record<'long' | 'short', Intl.DateTimeFormatOptions> = {
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
};

function formatted(reader: Reader, date: LocalDate, length: 'long' | 'short'): string {
  const locale = localeOf(reader);
  const id = `${locale} ${length}`;
  let format = formats.get(id);
  if (!format) {
    // The day is formatted as a day of UTC, so that no zone of this machine comes in.
    format = new Intl.DateTimeFormat(locale, { ...PARTS[length], timeZone: 'UTC' });
    formats.set(id, format);
  }
  return format.format(Date.parse(`${date}T00:00:00Z`));
}

/** `Thursday, 26 March 2026, 10:00`, in the calendar's local time. */
export const sayInstant = (reader: Reader, calendar: Calendar, at: Instant): string =>
  say(reader, 'date.at', { date: sayDate(reader, localDate(calendar, at)), time: localTime(calendar, at) });

/** As `sayInstant`, but midnight is the end of the day before it, as day counts are meant: `Monday, 30 March 2026, end of the day`. */
export const sayDue = (reader: Reader, calendar: Calendar, dueAt: Instant): string =>
  localTime(calendar, dueAt) === '00:00'
    ? say(reader, 'date.end_of_day', { date: sayDate(reader, dayOf(calendar, dueAt)) })
    : sayInstant(reader, calendar, dueAt);

/** As `sayDue`, as it fits into a table: `30 Mar 2026` for the end of that day, `26 Mar 2026, 10:00` for any other instant. */
export const sayShortDue = (reader: Reader, calendar: Calendar, dueAt: Instant): string =>
  localTime(calendar, dueAt) === '00:00' ? sayShortDate(reader, dayOf(calendar, dueAt)) : sayShortInstant(reader, calendar, dueAt);

/** `26 Mar 2026, 10:00`, in the calendar's local time. */
export const sayShortInstant = (reader: Reader, calendar: Calendar, at: Instant): string =>
  say(reader, 'date.at', { date: sayShortDate(reader, localDate(calendar, at)), time: localTime(calendar, at) });
