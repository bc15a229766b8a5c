// What the package date-holidays knows of a country's holidays, as the first draft of a calendar; its data are CC BY-SA 3.0.

import Holidays from 'date-holidays';
import { addDays } from '../process/dates';
import type { LocalDate } from '../process/time';

/** A holiday as a calendar's file will have it: a day of every year, or days by date. */
export type DraftHoliday = { title: string; expected: boolean } & ({ everyYear: string } | { from: LocalDate; to: LocalDate });

export interface CountryDraft {
  /** In the country's own language. */
  title: string;
  /** IANA name; the country's first, if it has several. */
  timeZone: string;
  /** How many time zones it has. */
  zones: number;
  /** ISO weekdays. */
  weekend: number[];
  holidays: DraftHoliday[];
}

/** Months of the Islamic calendar, as rules of that package name them: they begin when the moon is seen. */
const MOON = /\b(Muharram|Safar|Rabi al-(awwal|thani)|Jumada al-(awwal|thani)|Rajab|Sha'?ban|Ramadan|Shawwal|Dhu al-(Qi'dah|Hijjah))\b/i;
const DAY_MS = 86_400_000;

/** Codes and English names of the countries that there are data of; with a country, of its parts. */
export function knownCountries(country?: string): Record<string, string> {
  return (country === undefined ? new Holidays().getCountries('en') : new Holidays().getStates(country, 'en')) ?? {};
}

/**
 * The public holidays of a country, or of a part of it, in some years. Days that are the same every year are one entry.
 *
 * @param code ISO 3166: `FR`, or `GB-SCT` for a part
 */
export function draftOf(code: string, years: { from: number; until: number }): CountryDraft {
  const [country = '', part] = code.split('-');
  const known = part === undefined ? new Holidays(country) : new Holidays(country, part);
  const language = known.getLanguages()[0] ?? 'en';
  const zones = known.getTimezones();
  const title = (part === undefined ? known.getCountries(language)[country] : known.getStates(country, language)?.[part]) ?? code;
  return { title, timeZone: zones[0] ?? 'UTC', zones: zones.length, weekend: weekendOf(country), holidays: holidaysIn(known, years) };
}

/** Node 20 has the property, later ones the method. */
type WithWeek = Intl.Locale & { weekInfo?: { weekend: number[] }; getWeekInfo?(): { weekend: number[] } };

/** The weekend of a country by the Unicode data of the runtime: a first guess, written into the file for people to check. */
export function weekendOf(country: string): number[] {
  const locale = new Intl.Locale(`und-${country}`) as WithWeek;
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.weekend ?? [6, 7];
}

function holidaysIn(known: Holidays, { from, until }: { from: number; until: number }): DraftHoliday[] {
  const years = Array.from({ length: until - from + 1 }, (_, n) => from + n);
  const found = years.flatMap((year) => known.getHolidays(year).filter((one) => one.type === 'public').map((one) => ({ year, ...dated(one) })));
  const drafts: DraftHoliday[] = [];
  const taken = new Set<LocalDate>();
  for (const { monthDay, titles } of sameEveryYear(found, years)) {
    for (const year of years) taken.add(`${year}-${monthDay}`);
    drafts.push({ title: titles.join(' / '), everyYear: monthDay, expected: false });
  }
  for (const one of found.sort((a, b) => (a.days[0] ?? '') < (b.days[0] ?? '') ? -1 : 1)) {
    for (const run of runs(one.days.filter((day) => !taken.has(day) && Number(day.slice(0, 4)) >= from && Number(day.slice(0, 4)) <= until))) {
      run.forEach((day) => taken.add(day));
      drafts.push({ title: one.title, from: run[0] ?? '', to: run.at(-1) ?? '', expected: one.expected });
    }
  }
  return drafts;
}

interface Dated {
  title: string;
  expected: boolean;
  /** `05-25`, where the rule is no more than that. */
  fixed?: string;
  days: LocalDate[];
}

/** Names come with presentation forms of letters and with line breaks in some languages. */
function dated({ name, rule, date, start, end, substitute }: { name: string; rule: string; date: string; start: Date; end: Date; substitute?: boolean }): Dated {
  const first = date.slice(0, 10);
  const days = Math.max(1, Math.floor((end.getTime() - start.getTime()) / DAY_MS + 0.1));
  return {
    title: name.normalize('NFKC').replace(/\s+/g, ' ').trim(),
    expected: MOON.test(rule),
    ...(/^\d{2}-\d{2}$/.test(rule) && substitute !== true && { fixed: rule }),
    days: Array.from({ length: days }, (_, n) => addDays(first, n)),
  };
}

function sameEveryYear(found: ({ year: number } & Dated)[], years: readonly number[]): { monthDay: string; titles: string[] }[] {
  const byDay = new Map<string, { titles: Set<string>; years: Set<number> }>();
  for (const { year, fixed, title } of found) {
    if (fixed === undefined) continue;
    const entry = byDay.get(fixed) ?? { titles: new Set(), years: new Set() };
    entry.titles.add(title);
    entry.years.add(year);
    byDay.set(fixed, entry);
  }
  const always = [...byDay].filter(([, entry]) => entry.years.size === years.length);
  return always.map(([monthDay, entry]) => ({ monthDay, titles: [...entry.titles] })).sort((a, b) => (a.monthDay < b.monthDay ? -1 : 1));
}

/** Days in order, in runs without a gap. */
function runs(days: readonly LocalDate[]): LocalDate[][] {
  const found: LocalDate[][] = [];
  for (const day of days) {
    const last = found.at(-1);
    if (last && addDays(last.at(-1) ?? '', 1) === day) last.push(day);
    else found.push([day]);
  }
  return found;
}
