// One way to say anything to people: the text of a key in the reader's language, with its values put in.

import { IntlMessageFormat } from 'intl-messageformat';
import { ar } from './catalogue/ar';
import type { Catalogue } from './catalogue/catalogue';
import { en } from './catalogue/en';
import { fa } from './catalogue/fa';
import { fr } from './catalogue/fr';
import { ru } from './catalogue/ru';

/** Every catalogue by its language. */
export const CATALOGUES = { en, ar, fa, fr, ru } as const satisfies Record<string, Catalogue>;

export type Language = keyof typeof CATALOGUES;

/** Read from right to left. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa']);

/** `refusal.case-closed.fix`, `notice.task_late.heading`, `mail.due`: the way to a text through a catalogue. */
export type TextKey = Path<Catalogue>;
type Path<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}` }[keyof T & string];

/** Languages in order of preference: `ar-JO`, `fr`. */
export type Reader = string | readonly string[];

/** The first language of the reader's that there is a catalogue of; English when there is none. `ar-JO` is read as `ar`. */
export function languageOf(reader: Reader): Language {
  for (const tag of typeof reader === 'string' ? [reader] : reader) {
    const base = baseOf(tag);
    if (Object.hasOwn(CATALOGUES, base)) return base as Language;
  }
  return 'en';
}

/** `ar-JO` → `ar`. */
export const baseOf = (tag: string): string => tag.toLowerCase().split(/[-_]/, 1)[0] ?? '';

export const directionOf = (language: string): 'rtl' | 'ltr' => (RIGHT_TO_LEFT.has(baseOf(language)) ? 'rtl' : 'ltr');

const formats = new Map<string, IntlMessageFormat>();

/** The text of a key for a reader. Throws only when a text names a value that is not given, which a test of every text rules out. */
export function say(reader: Reader, key: TextKey, values: Record<string, string | number> = {}): string {
  const language = languageOf(reader);
  const id = `${language}.${key}`;
  let format = formats.get(id);
  if (!format) {
    // Without tags: `<` in a text is just that, and nothing in a text becomes markup.
    format = new IntlMessageFormat(textOf(CATALOGUES[language], key), language, undefined, { ignoreTag: true });
    formats.set(id, format);
  }
  return String(format.format(values));
}

function textOf(catalogue: Catalogue, key: TextKey): string {
  let at: unknown = catalogue;
  for (const step of key.split('.')) at = (at as Record<string, unknown>)[step];
  return at as string;
}
