// What `caseway calendar new` does: writes the first draft of a calendar, and says what in it has to be checked by a person.

import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import pc from 'picocolors';
import { stringify } from 'yaml';
import { compileCalendar } from '../language/calendar';
import { WEEKDAYS } from '../language/calendar/yearly';
import { nearest } from '../language/suggest';
import { isZone } from '../language/zone';
import type { CountryDraft, DraftHoliday } from './country-holidays';
import { draftOf, knownCountries } from './country-holidays';
import type { ExitCode, Terminal } from './terminal';
import { WrongUse, writeLine } from './terminal';

export interface NewCalendarOptions {
  /** ISO 3166: `FR`, `GB-SCT`. */
  country?: string;
  /** `2026` or `2026-2028`. @default this year and the two after it */
  years?: string;
  /** Path of the file to write; standard output when absent. */
  output?: string;
}

/** Calendars that are shipped, compared with law and decrees; better than any draft. */
export const SHIPPED: Readonly<Record<string, string>> = {
  BG: 'bulgaria', FR: 'france', 'GB-ENG': 'england_and_wales', 'GB-NIR': 'northern_ireland', 'GB-SCT': 'scotland', 'GB-WLS': 'england_and_wales', IR: 'iran', JO: 'jordan', RU: 'russia',
};

const SOURCE = 'date-holidays 3.37.0 (https://github.com/commenthol/date-holidays), whose data are licensed CC BY-SA 3.0';

/** @throws WrongUse for a country or years that there are not, and for a file that is there already */
export async function newCalendar({ country, years: span, output }: NewCalendarOptions, { stdout, stderr, cwd }: Terminal): Promise<ExitCode> {
  const years = yearsOf(span);
  const code = country?.toUpperCase();
  if (code !== undefined) assertKnown(code);
  const draft = code === undefined ? emptyDraft() : draftOf(code, years);
  const id = idOf(output, code);
  const text = write(draft, id, years, code);
  const wrong = compileCalendar(`calendars/${id}.yaml`, text).problems[0];
  if (wrong) throw new Error(`The calendar of ${code ?? 'no country'} has a mistake at line ${wrong.line}: ${wrong.message}`);
  if (output === undefined) stdout.write(text);
  else await writeNew(resolve(cwd, output), output, text);
  if (output !== undefined) writeLine(stdout, `${output} is written: ${draft.holidays.length} holidays, ${years.from} to ${years.until}.`);
  for (const line of toCheck(draft, code)) writeLine(stderr, `${pc.yellow('!')} ${line}`);
  return 0;
}

function yearsOf(span: string | undefined): { from: number; until: number } {
  const now = new Date().getUTCFullYear();
  const [, first, last] = /^(\d{4})(?:-(\d{4}))?$/.exec(span ?? `${now}-${now + 2}`) ?? [];
  const [from, until] = [Number(first), Number(last ?? first)];
  if (first === undefined || from > until || until - from > 30 || from < 1970 || until > 2100) {
    throw new WrongUse(`${span} are no years of a calendar.`, 'Write one year, or the first and the last: 2026-2028; at most 30 of them.');
  }
  return { from, until };
}

function assertKnown(code: string): void {
  const [country = '', part] = code.split('-');
  const countries = knownCountries();
  const known = Object.hasOwn(countries, country);
  const parts = known && part !== undefined ? knownCountries(country) : {};
  if (known && (part === undefined || Object.hasOwn(parts, part))) return;
  const shipped = SHIPPED[code];
  const fix = shipped !== undefined
    ? `A calendar of it is shipped: definitions/calendars/${shipped}.yaml.`
    : known
      ? `Parts of ${country} are: ${Object.entries(parts).map(([id, name]) => `${country}-${id} (${name})`).join(', ') || 'none, leave the part out'}.`
      : didYouMean(country, countries);
  throw new WrongUse(`There is no list of holidays of ${code}.`, fix);
}

function didYouMean(written: string, countries: Record<string, string>): string {
  const name = nearest(written, Object.values(countries));
  const code = Object.entries(countries).find(([, one]) => one === name)?.[0];
  const means = code === undefined ? '' : `Did you mean ${code} (${name})? `;
  return `${means}Write the two letters of a country, as FR; or leave --country out for a calendar to fill in yourself.`;
}

function emptyDraft(): CountryDraft {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { title: 'A calendar', timeZone: isZone(here) ? here : 'UTC', zones: 1, weekend: [6, 7], holidays: [] };
}

/** A calendar is found by the name of its file, so the two are the same. */
function idOf(output: string | undefined, code: string | undefined): string {
  const [country = '', part] = code?.split('-') ?? [];
  const name = code === undefined ? 'my_country' : part === undefined ? knownCountries()[country] : knownCountries(country)[part];
  const id = (output === undefined ? (name ?? 'my_country') : basename(output).replace(/\.ya?ml$/, '')).normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  if (output !== undefined && basename(output) !== `${id}.yaml`) {
    throw new WrongUse(`${basename(output)} cannot be the name of a calendar's file.`, `Small Latin letters, digits and _, with the ending .yaml: ${id === '' ? 'my_country' : id}.yaml`);
  }
  return id.replace(/^(\d)/, 'c$1');
}

async function writeNew(path: string, shown: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') throw new WrongUse(`${shown} is there already, and is left as it is.`, 'Give another name, or take the file away first.');
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'ENOTDIR') throw new WrongUse(`${shown} cannot be written.`, 'Check the folder and who may write there.');
    throw error;
  }
}

function write(draft: CountryDraft, id: string, years: { from: number; until: number }, code: string | undefined): string {
  const source = code === undefined ? ['# A calendar to be filled in.'] : [`# A first draft from the package ${SOURCE}.`];
  const checks = toCheck(draft, code).map((line) => `# - ${line}`);
  const head = ['# yaml-language-server: $schema=../calendar.schema.json', '#', ...source, '# Before deadlines are counted by it:', ...checks, ''];
  const weekend = draft.weekend.map((day) => WEEKDAYS[day - 1]).join(', ');
  const body = [
    `calendar: ${id}`, `title: ${quoted(draft.title)}`, `time_zone: ${draft.timeZone}`, `weekend: [${weekend}]`, 'working_hours:', "  from: '09:00'", "  until: '17:00'",
    'covers:', `  from: ${years.from}`, `  until: ${years.until}`, '', draft.holidays.length === 0 ? 'holidays: []' : 'holidays:', ...draft.holidays.flatMap(entry), '',
  ];
  return [...head, ...body].join('\n');
}

function entry(holiday: DraftHoliday): string[] {
  const when = 'everyYear' in holiday
    ? [`    every_year: ${holiday.everyYear}`]
    : holiday.from === holiday.to ? [`    date: ${holiday.from}`] : [`    from: ${holiday.from}`, `    to: ${holiday.to}`];
  return [`  - title: ${quoted(holiday.title)}`, ...when, ...(holiday.expected ? ['    expected: true'] : [])];
}

const quoted = (text: string): string => stringify(text, { lineWidth: 0 }).trim();

/** What the draft cannot know. */
function toCheck(draft: CountryDraft, code: string | undefined): string[] {
  const expected = draft.holidays.filter((one) => one.expected).length;
  const shipped = SHIPPED[code ?? ''];
  return [
    ...(shipped === undefined ? [] : [`A calendar that was compared with law and decrees is shipped: definitions/calendars/${shipped}.yaml. Take that one.`]),
    ...(code === undefined ? ['Write in the holidays, and name the law or decree that they come from.'] : ['Compare the holidays with the law, and name it: the list is not official, and days that a government moves each year are not in it.']),
    'Set the weekend and the working hours as they are at your agency.',
    ...(draft.zones > 1 ? [`The country has ${draft.zones} time zones: ${draft.timeZone} may not be yours.`] : []),
    ...(expected === 0 ? [] : [`${expected} holidays depend on the moon and are marked \`expected: true\`: put in the days as they are announced, or confirm them in the agency's file.`]),
  ];
}
