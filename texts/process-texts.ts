// Titles and other texts of a process in the reader's language: an agency's own words, found by the path of their rule.

import type { Texts } from '../process/process';
import type { Reader } from './say';
import { baseOf } from './say';

/** The latest texts of one process by language. */
export type TextsByLanguage = Record<string, Texts>;

/**
 * The text at a path: in the first of the reader's languages that has it, else in the agency's and then in any other, because a
 * title in another language says more than none. Null when no language has it.
 */
export function processText(texts: TextsByLanguage, path: string, reader: Reader): string | null {
  const wanted = typeof reader === 'string' ? [reader] : reader;
  const languages = [...wanted, ...wanted.map(baseOf), ...Object.keys(texts)];
  for (const language of languages) {
    if (!Object.hasOwn(texts, language)) continue;
    const found = texts[language];
    if (found && Object.hasOwn(found, path)) return found[path] ?? null;
  }
  return null;
}
