// Lengths of time as agencies write them, with what is wrong about a text that is none.

import { parseLength } from '../process/length';
import type { Length, LengthUnit } from '../process/time';
import { lengthMeant } from './length-words';
import type { Report } from './report';
import type { Range } from './source';
import type { Place } from './tree';

/** Where problems go: the report of a file, or what puts a piece of a text at its place in one. */
export type Complaints = Pick<Report, 'add'>;

/** The length at a place; a problem and nothing where it is none. */
export function readLength(place: Place | undefined, report: Complaints): Length | undefined {
  if (place?.text === undefined) return undefined;
  return lengthOf(place.text, place.range, report);
}

/** The length that a text says, with a problem at the range where it says none. */
export function lengthOf(text: string, range: Range, report: Complaints): Length | undefined {
  const length = parseLength(text);
  if (length) return length;
  const suggestion = lengthMeant(text);
  report.add('bad-length', range, `\`${text}\` is not a length of time.`, `${suggestion === undefined ? '' : `Did you mean \`${suggestion}\`? `}Write a whole number and a unit: \`24 hours\`, \`3 working days\`, \`2 weeks\`, \`6 months\`.`, suggestion);
  return undefined;
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
