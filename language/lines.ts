// A line of a file as block YAML sees it: its indentation, its dashes, its key and its value. For what reads around a broken place.

import type { Range } from './source';

export interface Line {
  /** Offset of its first character. */
  start: number;
  /** Offset after its last character; the line end is not part of it. */
  end: number;
  text: string;
}

/** The line that an offset stands in; of the line end, the line before it. */
export function lineAt(text: string, offset: number): Line {
  const start = offset <= 0 ? 0 : text.lastIndexOf('\n', Math.min(offset, text.length) - 1) + 1;
  const next = text.indexOf('\n', start);
  const to = next < 0 ? text.length : next;
  const end = text[to - 1] === '\r' && to > start ? to - 1 : to;
  return { start, end, text: text.slice(start, end) };
}

/** The line below; nothing after the last. */
export function lineBelow(text: string, { end }: Line): Line | undefined {
  const next = text.indexOf('\n', end);
  return next < 0 || next + 1 >= text.length ? undefined : lineAt(text, next + 1);
}

/** Lines of spaces and comments alone. */
export const isBlank = (line: Line): boolean => /^\s*(?:#|$)/.test(line.text);

/** How many spaces stand at its beginning. */
export const indentOf = (line: Line): number => /^ */.exec(line.text)?.[0].length ?? 0;

/** Where its key or text begins: behind the spaces and the dashes. */
export const columnOf = (line: Line): number => /^ *(?:- +)*/.exec(line.text)?.[0].length ?? 0;

/** The end of the last line below that is indented deeper than this column; the end of the line itself when there is none. */
export function endOfBlock(text: string, line: Line, column: number): number {
  let end = line.end;
  for (let below = lineBelow(text, line); below && (isBlank(below) || indentOf(below) > column); below = lineBelow(text, below)) {
    if (!isBlank(below)) end = below.end;
  }
  return end;
}

export interface EntryLine {
  key: Range;
  /** What stands behind the colon, without a comment; empty at the end of the line where there is nothing. */
  value: Range;
}

/** The key and the value of a line `key: value`; nothing where it has no colon with a space after it. */
export function entryOf(line: Line): EntryLine | undefined {
  const from = columnOf(line);
  const colon = colonAfter(line.text, from);
  if (colon === undefined) return undefined;
  const key = line.text.slice(from, colon).trimEnd();
  if (key === '' || /^[#[{]/.test(key)) return undefined;
  const behind = line.text.slice(colon + 1);
  const gap = /^\s*/.exec(behind)?.[0].length ?? 0;
  const start = line.start + colon + 1 + gap;
  const value = withoutComment(behind.slice(gap));
  return { key: { start: line.start + from, end: line.start + from + key.length }, value: { start, end: start + value.length } };
}

function colonAfter(text: string, from: number): number | undefined {
  const quote = text[from];
  const begin = quote === '"' || quote === "'" ? text.indexOf(quote, from + 1) + 1 : from;
  for (let at = text.indexOf(':', Math.max(begin, from)); at >= 0; at = text.indexOf(':', at + 1)) {
    const next = text[at + 1];
    if (next === undefined || next === ' ' || next === '\t') return at;
  }
  return undefined;
}

/** A value without the comment behind it: ` #`, outside of quotes. */
function withoutComment(value: string): string {
  const quote = value[0] === '"' || value[0] === "'" ? value[0] : undefined;
  const closed = quote === undefined ? 0 : value.indexOf(quote, 1) + 1;
  const comment = value.startsWith('#') ? 0 : value.slice(closed).search(/\s#/);
  return (comment < 0 ? value : value.slice(0, value.startsWith('#') ? 0 : closed + comment)).trimEnd();
}
