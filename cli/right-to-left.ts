// Texts of any script in the lines of a terminal: kept to themselves, measured in columns, and broken between words.

/** First strong isolate: the text goes in its own direction, and what stands beside it stays where it is. */
const ISOLATE = '\u2068';
const END_ISOLATE = '\u2069';
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
/** Control characters, and marks that would turn the line round or leave an isolate open. */
 
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;

/** A text as part of a line; right-to-left words in it do not move what stands beside them. */
export function isolated(text: string): string {
  const plain = text.replace(UNPRINTABLE, ' ').trim();
  return RIGHT_TO_LEFT.test(plain) ? `${ISOLATE}${plain}${END_ISOLATE}` : plain;
}

/** Columns that a text takes: marks on letters and isolates take none, wide East Asian letters two; colours are not counted. */
export function columnsOf(text: string): number {
  let columns = 0;
   
  for (const character of text.replace(/\u001b\[\d+m/g, '')) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    columns += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u.test(character) ? 2 : 1;
  }
  return columns;
}

/** Broken between words, so that no line is wider than asked; a single word that is wider stands alone. What is isolated stays so. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ +/)) {
    const last = lines.at(-1);
    if (last !== undefined && columnsOf(last) + 1 + columnsOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  let isOpen = false;
  return lines.map((line) => {
    const whole = isOpen ? ISOLATE + line : line;
    isOpen = whole.lastIndexOf(ISOLATE) > whole.lastIndexOf(END_ISOLATE);
    return isOpen ? whole + END_ISOLATE : whole;
  });
}
