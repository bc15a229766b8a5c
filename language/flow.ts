// Flow collections, `[ … ]` and `{ … }`: written in one line, or spread over lines of their own.

import type { CST } from 'yaml';

type Item = CST.FlowCollection['items'][number];

/** `[a, b]` and `{ a: b, c: d }` with one space where one belongs; nothing where it holds comments, anchors or texts over several lines. */
export function flowText(token: CST.Token): string | undefined {
  if (token.type === 'scalar' || token.type === 'single-quoted-scalar' || token.type === 'double-quoted-scalar') {
    return token.source.includes('\n') || hasMore(token.end) ? undefined : token.source;
  }
  if (token.type !== 'flow-collection' || hasMore(token.end.slice(1, -1))) return undefined;
  const parts: string[] = [];
  for (const item of token.items.filter(isWritten)) {
    const part = itemText(item);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const isMap = token.start.type === 'flow-map-start';
  if (parts.length === 0) return isMap ? '{}' : '[]';
  return isMap ? `{ ${parts.join(', ')} }` : `[${parts.join(', ')}]`;
}

/** After the last comma an item may be left that says nothing. */
const isWritten = ({ key, value, sep }: Item): boolean => Boolean(key ?? value ?? sep);

function itemText({ start, key, sep, value }: Item): string | undefined {
  if (hasMore(start) || hasMore(sep)) return undefined;
  const [before, after] = [key ? flowText(key) : undefined, value ? flowText(value) : undefined];
  if (!sep) return key ? before : after;
  if (before === undefined || after === undefined) return undefined;
  return `${before}: ${after}`;
}

/** Tokens that a line of its own would lose or tear from their place. */
const hasMore = (tokens: readonly CST.SourceToken[] | undefined): boolean =>
  (tokens ?? []).some(({ type }) => !['space', 'newline', 'comma', 'map-value-ind', 'flow-map-end', 'flow-seq-end'].includes(type));

/** Whether a map in braces holds a map in braces. */
export const isNested = (token: CST.FlowCollection): boolean =>
  token.start.type === 'flow-map-start' && token.items.some(({ value }) => value?.type === 'flow-collection' && value.start.type === 'flow-map-start' && value.items.length > 0);

/** A flow collection in lines of its own, each beginning at the column. `flowText` gives nothing for what this cannot spread. */
export function spreadFlow(token: CST.FlowCollection, column: number): string {
  const margin = ' '.repeat(column);
  const isMap = token.start.type === 'flow-map-start';
  const lines = token.items.filter(isWritten).map((item) => {
    const { key, value, sep } = item;
    if (!isMap) return `${margin}- ${itemText(item) ?? ''}`;
    if (!sep) return `${margin}${itemText(item) ?? ''}:`;
    const isSpread = value?.type === 'flow-collection' && value.start.type === 'flow-map-start' && value.items.length > 0;
    return isSpread ? `${margin}${key ? (flowText(key) ?? '') : ''}:\n${spreadFlow(value, column + 2)}` : `${margin}${itemText(item) ?? ''}`;
  });
  return lines.join('\n');
}
