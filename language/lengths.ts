// Lengths of time as agencies write them, with what is wrong about a text that is none.

import { parseLength } from '../process/length';
import type { Length } from '../process/time';
import { lengthMeant } from './length-words';
import { fewestHours } from './meaning/spans';
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
  const suggestion = lengthMeant(text) ?? lengthMeant(text.replace(AROUND, ''));
  report.add('bad-length', range, `\`${text}\` is not a length of time.`, `${suggestion === undefined ? '' : `Did you mean \`${suggestion}\`? `}Write a whole number and a unit: \`24 hours\`, \`3 working days\`, \`2 weeks\`, \`6 months\`.`, suggestion);
  return undefined;
}

/** Words around a length that say what its place says already, and a comment without a space before it. */
const AROUND = /^(?:every|each|in|within|after|before|for)\s+|\s+(?:before|after|ago|later|early|earlier)$|\s*#.*$/gi;

/** Longest first, as far as lengths of different units can be compared. */
export const longestFirst = (a: Length, b: Length): number => fewestHours(b) - fewestHours(a);
