// Reads YAML into the tree, and names what an agency's YAML may not contain: the library's errors in our words, and bounds on depth.

import type { ParsedNode } from 'yaml';
import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import { Broken } from './broken';
import { checkCharacters } from './characters';
import { DOUBLE_BRACES } from './faults';
import { quoted } from './quoting';
import { HOLE, MAX_DEPTH, recover } from './recover';
import type { Report } from './report';
import type { Range } from './source';
import { checkTraps } from './traps';
import type { Entry, Node, ScalarNode } from './tree';
import { Place } from './tree';

/**
 * The tree of a file, with what is wrong in it reported. What is broken is left out of the tree, and the report drops what may
 * only follow from that. Nothing when too much is broken to tell anything of the rest.
 */
export function parseYaml(report: Report): Place | undefined {
  const { text } = report.source;
  checkCharacters(report);
  const { contents, faults, holes, tooDeepAt, secondAt } = recover(text);
  for (const { code, range, message, fix, suggestion, certain } of faults) report.add(code, range, message, fix, suggestion, certain);
  if (tooDeepAt !== undefined) {
    report.add('too-deep', { start: tooDeepAt, end: tooDeepAt + 1 }, `This is nested more than ${MAX_DEPTH} levels deep.`, 'Nothing in a definition is nested that deep: look for brackets that are not closed.');
  } else if (secondAt !== undefined) {
    report.add('several-documents', { start: secondAt, end: secondAt + 3 }, 'The file holds several YAML documents, parted by `---`.', 'Keep one definition in a file.');
  } else if (faults.length === 0 && !contents) {
    report.add('empty-file', { start: 0, end: 0 }, 'The file is empty.', 'Write the definition, or delete the file.');
  }
  if (!contents) return undefined;
  const tree = nodeOf(contents, { start: 0, end: text.length }, report);
  if (holes.length > 0) {
    report.broken = new Broken(holes, text);
    report.broken.noteDoubts(tree);
  }
  checkTraps(tree, report);
  return new Place(tree, '');
}

const isHole = (value: unknown): boolean => typeof value === 'string' && value.includes(HOLE);

function nodeOf(node: unknown, missing: Range, report: Report): Node {
  if (isAlias(node)) {
    const range = rangeOf(node as ParsedNode, missing);
    report.add('alias', range, '`*` at the start of a value refers to an anchor in YAML.', 'Put the text in quotes; anchors and aliases are not used in definitions.');
    return { kind: 'scalar', value: null, style: 'plain', isBroken: true, range };
  }
  if (isMap(node)) {
    const range = rangeOf(node as ParsedNode, missing);
    noMarks(node, range, report);
    if (node.flow && node.items.some((item) => isPair(item) && isMap(item.key))) {
      const { code, message, fix } = DOUBLE_BRACES;
      report.add(code, range, message, fix, quoted(report.source.text.slice(range.start, range.end)), true);
      return { kind: 'scalar', value: null, style: 'plain', isBroken: true, range };
    }
    return { kind: 'map', flow: node.flow === true, range, entries: entriesOf(node.items, range, report) };
  }
  if (isSeq(node)) {
    const range = rangeOf(node as ParsedNode, missing);
    noMarks(node, range, report);
    return { kind: 'list', flow: node.flow === true, range, items: node.items.map((item) => nodeOf(item, range, report)) };
  }
  return scalarOf(node, missing, report);
}

function scalarOf(node: unknown, missing: Range, report: Report): ScalarNode {
  if (!isScalar(node)) return { kind: 'scalar', value: null, style: 'plain', range: missing };
  const range = rangeOf(node as ParsedNode, missing);
  noMarks(node, range, report);
  const { value, type } = node;
  if (isHole(value) || node.tag !== undefined) return { kind: 'scalar', value: null, style: 'plain', isBroken: true, range };
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
  return { kind: 'scalar', value: known ? value : String(value), style: STYLES[type ?? 'PLAIN'] ?? 'plain', range };
}

const STYLES: Record<string, ScalarNode['style']> = {
  PLAIN: 'plain', QUOTE_SINGLE: 'single', QUOTE_DOUBLE: 'double', BLOCK_FOLDED: 'block', BLOCK_LITERAL: 'block',
};

function entriesOf(items: readonly unknown[], around: Range, report: Report): Entry[] {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const item of items) {
    if (!isPair(item)) continue;
    const keyNode = keyOf(item.key, around, report);
    if (!keyNode) continue;
    const key = keyNode.style === 'plain' ? report.source.text.slice(keyNode.range.start, keyNode.range.end) : String(keyNode.value);
    if (seen.has(key)) {
      report.add('duplicate-key', keyNode.range, `\`${key}\` stands here a second time.`, 'Keep one of the two.');
      continue;
    }
    seen.add(key);
    if (key === '<<' && keyNode.style === 'plain') {
      report.add('merge-key', keyNode.range, '`<<` would merge the keys of another group into this one, which definitions do not do.', 'Write the keys out where they are needed.');
      continue;
    }
    entries.push({ key, keyNode, value: nodeOf(item.value, { start: keyNode.range.end, end: keyNode.range.end }, report) });
  }
  return entries;
}

function keyOf(key: unknown, around: Range, report: Report): ScalarNode | undefined {
  if (isScalar(key)) return scalarOf(key, around, report);
  const range = rangeOf(key as ParsedNode | null, around);
  report.add('yaml-syntax', range, 'A key must be one plain word.', 'Write `key: value`.');
  return undefined;
}

function noMarks(node: { tag?: string; anchor?: string }, range: Range, report: Report): void {
  if (node.anchor !== undefined) {
    report.add('alias', { start: markBefore('&', range.start, report), end: range.end }, '`&` at the start of a value is an anchor in YAML.', 'Put the text in quotes; anchors and aliases are not used in definitions.');
  }
  if (node.tag !== undefined) {
    report.add('tag', { start: markBefore('!', range.start, report), end: range.end }, '`!` at the start of a value is read as a YAML tag, not as text.', 'Put the text in quotes; for a condition write `not`.');
  }
}

/** Where the mark before a value begins; a tag may have two exclamation marks. */
function markBefore(mark: string, offset: number, report: Report): number {
  const { text } = report.source;
  const start = Math.max(text.lastIndexOf(mark, offset), 0);
  return text[start - 1] === mark ? start - 1 : start;
}

function rangeOf(node: ParsedNode | null | undefined, missing: Range): Range {
  const range = node?.range;
  return range ? { start: range[0], end: Math.max(range[0], range[1]) } : missing;
}
