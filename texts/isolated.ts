// Numbers and foreign words within a sentence of the other direction of writing.

import type { Reader } from './say';
import { directionOf, languageOf } from './say';

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/;
const LEFT_TO_RIGHT = /[A-Za-z0-9\u00c0-\u058f]/;

/** Keeps a number, a zone or a foreign word from turning the order of the sentence round it, by Unicode's isolates. */
export function isolated(text: string, reader: Reader): string {
  const foreign = directionOf(languageOf(reader)) === 'rtl' ? LEFT_TO_RIGHT : RIGHT_TO_LEFT;
  return foreign.test(text) ? `\u2068${text}\u2069` : text;
}
