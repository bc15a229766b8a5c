// Quotes and brackets that are opened and not closed: which one is to blame for an error that shows further down.

import type { Document, YAMLError } from 'yaml';
import { visit } from 'yaml';
import type { Line } from './lines';
import { columnOf, entryOf, indentOf, isBlank, lineAt } from './lines';
import type { Range } from './source';

/** The quote of a text over several lines that ends where the error is: as a rule it was not closed in its own line. */
export function openQuoteOf(text: string, document: Document.Parsed, error: YAMLError): Range | undefined {
  const offset = error.pos[0];
  // It ends with its line; or, over several lines and before a colon, it was taken for a key.
  let found = error.code === 'MULTILINE_IMPLICIT_KEY' || /closing .quote/.test(error.message) ? openQuoteIn(lineAt(text, offset)) : undefined;
  visit(document, {
    Scalar: (_, node) => {
      const [start, end] = node.range ?? [0, 0];
      const isQuoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE';
      if (isQuoted && start < offset + 1 && end >= offset - 2 && text.slice(start, end).includes('\n')) found = openQuoteIn(lineAt(text, start)) ?? found;
    },
  });
  return found;
}

function openQuoteIn(line: Line): Range | undefined {
  const entry = entryOf(line);
  const start = entry ? entry.value.start : line.start + columnOf(line);
  const value = line.text.slice(start - line.start);
  const quote = value[0];
  if (quote !== '"' && quote !== "'") return undefined;
  const rest = quote === '"' ? value.slice(1).replace(/\\./g, '') : value.slice(1).replace(/''/g, '');
  return rest.includes(quote) ? undefined : { start, end: line.start + line.text.trimEnd().length };
}

/** Closing the quote at the end of its line is right where no comment follows. */
export function closing(text: string, { start, end }: Range): { range: Range; suggestion: string; certain: true } | undefined {
  const value = text.slice(start, end);
  return /\s#/.test(value) ? undefined : { range: { start, end }, suggestion: value + (value[0] ?? ''), certain: true };
}

/** The offset of a bracket or brace that is opened before an error and not closed in its own line. */
export function unclosedBefore(text: string, line: Line, offset: number): number | undefined {
  let above: Line | undefined = line;
  for (let count = 0; above && count < 200; count += 1) {
    const open = openersIn(above.start === line.start ? { ...above, text: above.text.slice(0, Math.max(0, offset - above.start)) } : above);
    if (open.length > 0) return above.start === line.start && closesBehind(line, offset) ? undefined : above.start + (open.at(-1) as number);
    above = above.start > 0 ? lineAt(text, above.start - 1) : undefined;
    if (above && above.start < line.start && isEntryAbove(above, line)) {
      const last = openersIn(above);
      return last.length > 0 ? above.start + (last.at(-1) as number) : undefined;
    }
  }
  return undefined;
}

/** A whole entry above that closes what it opens: what is broken below has not begun before it. */
const isEntryAbove = (above: Line, line: Line): boolean => !isBlank(above) && indentOf(above) <= indentOf(line) && openersIn(above).length === 0;

const closesBehind = (line: Line, offset: number): boolean => /[\]}]/.test(line.text.slice(offset - line.start));

/** Columns of the brackets that a line opens at the start of a value and does not close. */
function openersIn(line: Line): number[] {
  const entry = entryOf(line);
  const from = Math.min(entry ? entry.value.start - line.start : columnOf(line), line.text.length);
  if (!/[[{]/.test(line.text[from] ?? '')) return [];
  const open: number[] = [];
  let quote = '';
  for (let at = from; at < line.text.length; at += 1) {
    const character = line.text[at] as string;
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (/["']/.test(character) && /[\s,[{:]/.test(line.text[at - 1] ?? ' ')) quote = character;
    else if (character === '#' && /\s/.test(line.text[at - 1] ?? '')) break;
    else if (character === '[' || character === '{') open.push(at);
    else if (character === ']' || character === '}') open.pop();
  }
  return open;
}
