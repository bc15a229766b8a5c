// Texts in the quotes of YAML: how a text is written so that it is read as exactly that text, by this and by every other reader.

/** The text in quotes: single ones, or double where it holds what only an escape can write. */
export function quoted(text: string): string {
   
  return /[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF]/.test(text) ? JSON.stringify(text) : `'${text.replace(/'/g, "''")}'`;
}

/** A quoted text with the quotes that it needs, which may be none; nothing where it should stay as it is. */
export function withoutQuotes(source: string, isKey: boolean): string | undefined {
  const inner = source.slice(1, -1);
  const isDouble = source.startsWith('"');
  if (source.includes('\n') || (isDouble && /[\\']/.test(inner))) return undefined;
  const text = isDouble ? inner : inner.replace(/''/g, "'");
  if (isKey ? /^[a-z][a-z0-9_]*$/.test(text) && !OTHERWISE.test(text) : canBePlain(text)) return text;
  return isDouble && text !== '' ? `'${text}'` : undefined;
}

/** Words that one or the other reader of YAML takes for a yes, a no or nothing. */
const OTHERWISE = /^(?:y|yes|n|no|on|off|true|false|null|~)$/i;
/** What begins with a letter, and holds nothing that ends a plain text. Numbers, times and dates keep their quotes. */
const PLAIN = /^[\p{L}_(]|^\d+ [a-z]/u;

function canBePlain(text: string): boolean {
  return PLAIN.test(text) && text === text.trim() && !OTHERWISE.test(text) && !/: |:$| #|[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF\t]/.test(text);
}
