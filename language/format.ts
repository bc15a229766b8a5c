// Puts a file in order: indentation, spacing, quotes where they are needed, blank lines between its parts. Comments and meaning stay.

import { Parser } from 'yaml';
import type { FileContent } from './bytes';
import { Layout } from './layout';
import type { LaidLine } from './layout';
import { openFile } from './open-file';
import type { Problem } from './problems';
import { Report } from './report';
import { Source } from './source';
import type { Node } from './tree';
import { parseYaml } from './yaml';

/** The file in order; or, where it cannot be read as YAML, what is wrong with it. */
export type Formatted = { text: string } | { problems: Problem[] };

/**
 * Puts a file in order. Twice gives the same as once. What the file says and each of its comments are compared before and after;
 * a file that would not be the same afterwards is left as it is, character by character.
 */
export function formatFile(path: string, content: FileContent): Formatted {
  const opened = openFile(path, content);
  if ('problem' in opened) return { problems: [opened.problem] };
  const text = opened.source.text.replace(/\r\n/g, '\n');
  const before = readTree(path, text);
  if ('problems' in before) return before.problems.every(({ code }) => code === 'empty-file') ? { text } : before;
  const ordered = inOrder(text);
  const after = readTree(path, ordered);
  const isSame = 'node' in after && isEqual(before.node, after.node) && isSameList(commentsOf(text), commentsOf(ordered));
  return { text: isSame ? ordered : text };
}

/** What is read otherwise than it was meant: it has to be mended before it is put in order. */
const UNREADABLE: ReadonlySet<Problem['code']> = new Set(['duplicate-key', 'tag', 'alias', 'merge-key', 'double-braces', 'yaml-syntax', 'hidden-character']);

function readTree(path: string, text: string): { node: Node } | { problems: Problem[] } {
  const report = new Report(new Source(path, text));
  const root = parseYaml(report);
  const problems = report.problems.filter(({ code }) => UNREADABLE.has(code));
  if (!root || report.broken) return { problems: report.problems };
  return problems.length > 0 ? { problems } : { node: root.node };
}

function inOrder(text: string): string {
  const layout = new Layout(text);
  for (const token of new Parser().parse(text)) if (token.type === 'document') layout.add(token);
  return spaced(layout.lines()).join('\n').concat('\n');
}

/** One blank line at most, none at the ends, and one between top-level parts that have two levels below them. */
function spaced(lines: readonly LaidLine[]): string[] {
  const tops = topsOf(lines);
  const out: string[] = [];
  lines.forEach((line, index) => {
    const isLastBlank = out.length === 0 || out.at(-1) === '';
    if (tops.has(index) && !isLastBlank) out.push('');
    if (line.text !== '' || line.isText || (out.length > 0 && out.at(-1) !== '')) out.push(line.text);
  });
  while (out.at(-1) === '') out.pop();
  return out;
}

/** The lines before which a blank one belongs: the beginnings of parts, with the comments that stand right above them. */
function topsOf(lines: readonly LaidLine[]): ReadonlySet<number> {
  const keys = lines.flatMap((line, index) => (/^[^\s#-]/.test(line.text) && !line.isText ? [index] : []));
  const hasBlock = (from: number, to: number): boolean => lines.slice(from + 1, to).some((line) => !line.isText && /^ {4,}[^\s#]|^ *- /.test(line.text));
  const blocks = keys.map((key, index) => hasBlock(key, keys[index + 1] ?? lines.length));
  return new Set(keys.flatMap((key, index) => {
    if (index === 0 || !(blocks[index] || blocks[index - 1])) return [];
    let top = key;
    while (/^#/.test(lines[top - 1]?.text ?? '') && !lines[top - 1]?.isText) top -= 1;
    return [top];
  }));
}

/** Comments in the order of the file, without the spaces around them. */
function commentsOf(text: string): string[] {
  const found: string[] = [];
  const gather = (piece: unknown): void => {
    if (Array.isArray(piece)) piece.forEach(gather);
    else if (typeof piece === 'object' && piece !== null) {
      if ('type' in piece && piece.type === 'comment' && 'source' in piece) found.push(String(piece.source).trim());
      else Object.values(piece).forEach(gather);
    }
  };
  for (const token of new Parser().parse(text)) gather(token);
  return found;
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one, index) => one === b[index]);

function isEqual(a: Node, b: Node): boolean {
  if (a.kind === 'map' && b.kind === 'map') {
    return a.entries.length === b.entries.length && a.entries.every((one, index) => one.key === b.entries[index]?.key && isEqual(one.value, b.entries[index].value));
  }
  if (a.kind === 'list' && b.kind === 'list') return a.items.length === b.items.length && a.items.every((one, index) => isEqual(one, b.items[index] as Node));
  return a.kind === 'scalar' && b.kind === 'scalar' && a.value === b.value;
}
