// Reads YAML into the tree, and names what an agency's YAML may not contain: the library's errors in our words, and bounds on depth.

import type { Document, ParsedNode } from 'yaml';
import { Composer, isAlias, isMap, isPair, isScalar, isSeq, Lexer, Parser, visit } from 'yaml';
import type { Report } from './report';
import type { Range } from './source';
import { checkTraps, syntaxProblem } from './traps';
import type { Entry, Node, ScalarNode } from './tree';
import { Place } from './tree';

/** Deeper than any definition needs; the library's composer is recursive, and a stack that overflows in it can end the program. */
const MAX_DEPTH = 40;

/**
 * The tree of a file, with what is wrong in it reported. Nothing when the YAML itself is broken, because everything after the
 * broken place would be a guess.
 */
export function parseYaml(report: Report): Place | undefined {
  const { text } = report.source;
  const document = compose(report);
  if (!document) return undefined;
  for (const error of [...document.errors, ...document.warnings]) {
    syntaxProblem(report, error, report.problems.length === 0 ? openQuoteBefore(document, error.pos[0]) : undefined);
  }
  if (document.errors.length > 0) return undefined;
  if (!document.contents || (isScalar(document.contents) && document.contents.value === null)) {
    report.add('empty-file', { start: 0, end: 0 }, 'The file is empty.', 'Write the definition, or delete the file.');
    return undefined;
  }
  const tree = nodeOf(document.contents, { start: 0, end: text.length }, report);
  checkTraps(tree, report);
  return new Place(tree, '');
}

function compose(report: Report): Document.Parsed | undefined {
  const { text } = report.source;
  const parser = new Parser();
  const tokens = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) {
      report.add('too-deep', { start: parser.offset, end: parser.offset + 1 }, `This is nested more than ${MAX_DEPTH} levels deep.`, 'Nothing in a definition is nested that deep: look for brackets that are not closed.');
      return undefined;
    }
  }
  tokens.push(...parser.end());
  // Duplicate keys are looked for below: the library's own search takes the square of the keys of a map.
  const composer = new Composer({ keepSourceTokens: false, prettyErrors: false, version: '1.2', merge: false, uniqueKeys: false });
  const documents = [...composer.compose(tokens, true, text.length)];
  const second = documents[1];
  if (second) {
    const start = second.range[0];
    report.add('several-documents', { start, end: start + 3 }, 'The file holds several YAML documents, parted by `---`.', 'Keep one definition in a file.');
    return undefined;
  }
  return documents[0];
}

/** A quoted text over several lines that ends where an error is: as a rule the quote was not closed in its own line. */
function openQuoteBefore(document: Document.Parsed, offset: number): Range | undefined {
  let found: Range | undefined;
  visit(document, {
    Scalar: (_, node) => {
      const [start, end] = node.range ?? [0, 0];
      const isQuoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE';
      if (isQuoted && node.source?.includes('\n') && start < offset && end >= offset - 2) found = { start, end: start + 1 };
    },
  });
  return found;
}

function nodeOf(node: unknown, missing: Range, report: Report): Node {
  if (isAlias(node)) {
    const range = rangeOf(node as ParsedNode, missing);
    report.add('alias', range, '`*` at the start of a value refers to an anchor in YAML.', 'Put the text in quotes; anchors and aliases are not used in definitions.');
    return { kind: 'scalar', value: null, style: 'plain', range };
  }
  if (isMap(node)) {
    const range = rangeOf(node as ParsedNode, missing);
    noMarks(node, range, report);
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
