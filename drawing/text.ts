// Texts as they take room in a drawing: how wide one is, where it is broken, and how it stands in XML.

/** Widths in parts of the font's size, those of DejaVu Sans, the widest of the common fonts, rounded up: a text may end short of its box, never outside. */
const NARROW = 0.33;
const MEDIUM = 0.6;
/** Digits, and Cyrillic letters. */
const BROAD = 0.66;
const CAPITAL = 0.76;
const WIDE = 1;
const FULL = 1.05;

function widthOfCharacter(character: string): number {
  if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) return 0;
  if (/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u.test(character)) return FULL;
  if (/[ ilj.,:;'|!()[\]\u060C\u061B\u0627\u0623\u0625\u0622]/.test(character)) return NARROW;
  if (/[mwMW@%—\u0416\u0428\u0429\u042E\u0436\u0448\u0449\u044E\u0633\u0634\u0635\u0636]/.test(character)) return WIDE;
  if (/\p{Lu}/u.test(character)) return CAPITAL;
  return /[0-9\u0400-\u04FF]/.test(character) ? BROAD : MEDIUM;
}

/** Estimated width of a text in pixels. */
export function widthOf(text: string, size: number, bold = false): number {
  let width = 0;
  for (const character of text) width += widthOfCharacter(character);
  return Math.ceil(width * size * (bold ? 1.08 : 1));
}

/** Broken between words so that no line is wider than `most`; a word that is wider is broken itself. */
export function wrap(text: string, most: number, size: number, bold = false): string[] {
  const lines: string[] = [];
  for (const word of plain(text).split(' ').flatMap((one) => pieces(one, most, size, bold))) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size, bold) <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.filter((line) => line !== '');
}

function pieces(word: string, most: number, size: number, bold: boolean): string[] {
  if (widthOf(word, size, bold) <= most) return [word];
  const parts = [''];
  for (const character of word) {
    const longer = `${parts.at(-1)}${character}`;
    if (widthOf(longer, size, bold) <= most || parts.at(-1) === '') parts[parts.length - 1] = longer;
    else parts.push(character);
  }
  return parts;
}

/** Without what XML cannot hold, and without marks that would turn the rest of a line round. */
function plain(text: string): string {
   
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF\s]+/g, ' ').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD').trim();
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as it stands in an XML element or attribute. */
export const escaped = (text: string): string => plain(text).replace(/[&<>"']/g, (found) => ESCAPES[found] ?? found);
