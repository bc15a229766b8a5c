// Where each character of a YAML value stands in its file, so that a problem inside a condition points at the very word.

import type { Range } from '../source';
import type { ScalarNode } from '../tree';

/** Escapes in double quotes with the characters that follow the backslash. */
const ESCAPE = /^\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n|[\s\S])/;

/**
 * Offsets in the file for each offset of the value, and one for its end. Folding and indentation change only white space, so the
 * other characters are matched one by one and white space takes the place of what follows it.
 */
export function offsetsOf(node: ScalarNode, source: string): number[] {
  const value = typeof node.value === 'string' ? node.value : '';
  const offsets: number[] = [];
  let at = contentStart(node, source);
  for (let index = 0; index < value.length; index += 1) {
    const character = value[index] ?? '';
    if (/\s/.test(character)) {
      offsets.push(Math.min(at, node.range.end));
      // A space is a space of the file where there is one; a folded line end has its place taken by the next word.
      if (/\s/.test(source[at] ?? '')) at += 1;
      continue;
    }
    at = skipSpace(node, source, at);
    offsets.push(Math.min(at, node.range.end));
    at += widthAt(node, source, at);
  }
  offsets.push(Math.min(at, node.range.end));
  return offsets;
}

/** A range of the value as a range of the file. */
export function rangeInFile(node: ScalarNode, source: string, range: Range): Range {
  const offsets = offsetsOf(node, source);
  const last = offsets.length - 1;
  const start = offsets[Math.max(0, Math.min(range.start, last))] ?? node.range.start;
  if (range.end <= range.start) return { start, end: start };
  // The end is behind the last character, which may stand in another line than the next one, and be written with two.
  const lastStart = offsets[Math.max(0, Math.min(range.end - 1, last))] ?? start;
  const width = /\s/.test(source[lastStart] ?? '') ? 1 : widthAt(node, source, lastStart);
  return { start, end: Math.max(start, Math.min(lastStart + width, Math.max(node.range.end, start))) };
}

/** A text as it is written inside a value: quotes that are those of the value itself are escaped. */
export function writtenIn(node: ScalarNode, text: string): string {
  if (node.style === 'single') return text.replaceAll("'", "''");
  return node.style === 'double' ? text.replace(/["\\]/g, '\\$&') : text;
}

function contentStart(node: ScalarNode, source: string): number {
  if (node.style === 'plain') return node.range.start;
  if (node.style !== 'block') return node.range.start + 1;
  const lineEnd = source.indexOf('\n', node.range.start);
  return lineEnd < 0 ? node.range.end : lineEnd + 1;
}

function skipSpace(node: ScalarNode, source: string, from: number): number {
  let at = from;
  while (at < node.range.end) {
    if (/\s/.test(source[at] ?? '')) at += 1;
    else if (node.style === 'double' && /^\\(?:\r?\n|[nrt0 ])/.test(source.slice(at, at + 3))) at += ESCAPE.exec(source.slice(at, at + 3))?.[0].length ?? 1;
    else break;
  }
  return at;
}

/** How many characters of the file make one of the value. */
function widthAt(node: ScalarNode, source: string, at: number): number {
  if (node.style === 'single' && source[at] === "'" && source[at + 1] === "'") return 2;
  if (node.style === 'double' && source[at] === '\\') return ESCAPE.exec(source.slice(at, at + 10))?.[0].length ?? 1;
  return 1;
}
