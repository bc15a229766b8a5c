// Characters that deceive: those that cannot be seen, those that turn a line round, and letters that look like those of another alphabet.

import type { Report } from './report';

/** Direction marks and overrides, zero-width and control characters, and what Unicode says is no character. */
 
const HIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFDD0-\uFDEF\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]/gu;
/** Spaces other than the ordinary one. */
const ODD_SPACE = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/gu;
/** What belongs in no file at all, not even in a text or a comment: control characters, halves of characters, no characters. */
 
const NOWHERE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Cs}/gu;
const OPENS = /[\u202A\u202B\u202D\u202E\u2066-\u2068]/gu;
const CLOSES = /[\u202C\u2069]/gu;

/** Reports what may stand nowhere in a file, and lines that turn round what follows them. */
export function checkCharacters(report: Report): void {
  const { text } = report.source;
  for (const { index, 0: found } of text.matchAll(NOWHERE)) {
    report.add('hidden-character', { start: index, end: index + found.length }, `Here stands a character that cannot be seen and belongs in no text (${nameOf(found)}).`, 'Delete it.', '', true);
  }
  for (const { index } of text.matchAll(/\r(?!\n)/g)) {
    report.add('hidden-character', { start: index, end: index + 1 }, 'Here stands a carriage return without a line feed: to YAML this is no end of a line.', 'Save the file with the line ends of Unix or Windows.', '\n', true);
  }
  if (!/[\u202A-\u202E\u2066-\u2069]/.test(text)) return;
  for (const { index, 0: line } of text.matchAll(/[^\r\n]*[\u202A-\u202E\u2066-\u2069][^\r\n]*/g)) {
    const [opens, closes] = [line.match(OPENS) ?? [], line.match(CLOSES) ?? []];
    if (opens.length === closes.length) continue;
    const at = index + line.search(/[\u202A-\u202E\u2066-\u2069]/);
    report.add('hidden-character', { start: at, end: at + 1 }, `This line contains a character that turns round the order in which it is shown (${nameOf(text[at] ?? '')}), and that is not closed.`, 'Delete it.', '', opens.length === 1 && closes.length === 0);
  }
}

const nameOf = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The invisible character or odd space in a word, and the word without it; nothing where there is none. */
export function hiddenIn(word: string): { what: string; without: string } | undefined {
  const isHidden = word.search(HIDDEN) >= 0;
  if (!isHidden && word.search(ODD_SPACE) < 0) return undefined;
  return { what: isHidden ? 'an invisible character' : 'a space that is not the ordinary one', without: word.replace(HIDDEN, '').replace(ODD_SPACE, ' ') };
}

/** Letters of other alphabets that cannot be told from Latin ones: Cyrillic, Greek, Armenian, and the dotless i. */
const LATIN: Record<string, string> = {
  а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ј: 'j', ѕ: 's', һ: 'h', ԁ: 'd', ԛ: 'q', ԝ: 'w', ԍ: 'g', ӏ: 'l', к: 'k', ѵ: 'v', ѡ: 'w',
  А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X', Ѕ: 'S', І: 'I', Ј: 'J',
  α: 'a', ε: 'e', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', γ: 'y', Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X',
  օ: 'o', ո: 'n', ս: 'u', ı: 'i', ɑ: 'a', ɡ: 'g', '＿': '_',
};

/** The Latin word that a word with letters of another alphabet seems to be; nothing where it is what it seems, or seems no such word. */
export function lookAlike(word: string): string | undefined {
   
  if (/^[\u0000-\u007F]*$/.test(word)) return undefined;
  const latin = [...word].map((letter) => LATIN[letter] ?? letter.normalize('NFKC')).join('');
  return /^[A-Za-z][A-Za-z0-9_. -]*$/.test(latin) ? latin : undefined;
}

/** The words of a text that mix alphabets to look like Latin ones, with their offsets in it. */
export function lookAlikesIn(text: string): { start: number; end: number; seen: string }[] {
   
  if (/^[\u0000-\u007F]*$/.test(text)) return [];
  return [...text.matchAll(/[\p{L}\p{N}_]+/gu)].flatMap(({ index, 0: word }) => {
    const seen = /[a-z_]/i.test(word) || [...word].every((letter) => Object.hasOwn(LATIN, letter)) ? lookAlike(word) : undefined;
    return seen === undefined ? [] : [{ start: index, end: index + word.length, seen }];
  });
}
