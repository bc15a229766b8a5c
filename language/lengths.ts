// Lengths of time as agencies write them, with what is wrong about a text that is none.

import { parseLength } from '../process/length';
import type { Length, LengthUnit } from '../process/time';
import type { Report } from './report';
import type { Range } from './source';
import { nearest } from './suggest';
import type { Place } from './tree';

const UNITS = ['second', 'minute', 'hour', 'day', 'working day', 'week', 'month', 'year'];

/** The length at a place; a problem and nothing where it is none. */
export function readLength(place: Place | undefined, report: Report): Length | undefined {
  if (place?.text === undefined) return undefined;
  return lengthOf(place.text, place.range, report);
}

/** The length that a text says, with a problem at the range where it says none. */
export function lengthOf(text: string, range: Range, report: Report): Length | undefined {
  const length = parseLength(text);
  if (length) return length;
  const [, count, unit] = /^([0-9]+)\s*(.*)$/.exec(text) ?? [];
  const suggestion = count === undefined || unit === undefined ? undefined : withUnit(count, unit);
  report.add('bad-length', range, `\`${text}\` is not a length of time.`, `${suggestion === undefined ? '' : `Did you mean \`${suggestion}\`? `}Write a whole number and a unit: \`24 hours\`, \`3 working days\`, \`2 weeks\`, \`6 months\`.`, suggestion);
  return undefined;
}

/** Other words that agencies use for the units. */
const OTHER_WORDS: Record<string, string> = {
  h: 'hour', hr: 'hour', hrs: 'hour', d: 'day', w: 'week', wk: 'week', m: 'month', min: 'minute', mins: 'minute', y: 'year',
  'business day': 'working day', 'business days': 'working day', 'work day': 'working day', 'work days': 'working day', workday: 'working day', workdays: 'working day', 'calendar days': 'day', 'calendar day': 'day',
};

function withUnit(count: string, written: string): string | undefined {
  const word = written.trim().toLowerCase().replace(/\s+/g, ' ');
  const unit = OTHER_WORDS[word] ?? nearest(word, UNITS) ?? nearest(word.replace(/s$/, ''), UNITS) ?? (UNITS.includes(word.replace(/s$/, '')) ? word.replace(/s$/, '') : undefined);
  const text = unit && `${count} ${unit}${count === '1' ? '' : 's'}`;
  return text !== undefined && parseLength(text) ? text : undefined;
}

const DAY = 24;
/** Fewest and most hours that one of a unit can take; a working day may have a long holiday before it. */
const HOURS: Record<LengthUnit, [number, number]> = {
  second: [1 / 3600, 1 / 3600], minute: [1 / 60, 1 / 60], hour: [1, 1], day: [DAY, DAY], working_day: [DAY, 4 * DAY],
  week: [7 * DAY, 7 * DAY], month: [28 * DAY, 31 * DAY], year: [365 * DAY, 366 * DAY],
};

/** Whether one length is as long as the other or longer, whatever the days are that it meets. */
export function isNeverShorter(length: Length, than: Length): boolean {
  if (length.unit === than.unit) return length.n >= than.n;
  return length.n * HOURS[length.unit][0] >= than.n * HOURS[than.unit][1];
}

/** Longest first, as far as lengths of different units can be compared. */
export const longestFirst = (a: Length, b: Length): number => b.n * HOURS[b.unit][0] - a.n * HOURS[a.unit][0];
