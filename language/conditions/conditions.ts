// Reads a condition: words to operators, parsed by cel-js, typed and turned into the tree that cases run on.

import { Environment, ParseError } from '@marcbachmann/cel-js';
import type { Rule } from '../../process/condition';
import type { Report } from '../report';
import type { Range } from '../source';
import type { Place, ScalarNode } from '../tree';
import type { Scope } from './facts';
import { rangeInFile } from './positions';
import { Walker } from './walk';
import { wordsToOperators } from './words';

/** Longer conditions are refused by shape; deeper ones cannot be written in so many characters by anybody who wants to be understood. */
const LIMITS = { maxAstNodes: 500, maxDepth: 30, maxListElements: 200, maxCallArguments: 4, maxMapEntries: 1 };

const parser = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false, limits: LIMITS });

/** The rule that stands at a place; what is wrong with it is reported at its very word, and then there is none. */
export function compileCondition(place: Place | undefined, scope: Scope, report: Report): Rule | undefined {
  const node = place?.node;
  if (!place || node?.kind !== 'scalar' || typeof node.value !== 'string' || node.value.trim() === '' || node.value.length > 2000) return undefined;
  const before = report.problems.length;
  const written = node.value;
  const complain: ConstructorParameters<typeof Walker>[1] = (code, range, message, fix, suggestion) =>
    report.add(code, rangeInFile(node, report.source.text, range), message, fix, suggestion);
  const ast = parse(written, node, report);
  if (!ast) return undefined;
  const tree = new Walker(scope, complain, written).condition(ast);
  return report.problems.slice(before).some((problem) => problem.severity === 'error') ? undefined : { path: place.path, text: written.trim(), tree };
}

function parse(written: string, node: ScalarNode, report: Report): ReturnType<Environment['parse']>['ast'] | undefined {
  const at = (range: Range, message: string, fix: string, suggestion?: string): undefined =>
    void report.add('condition-syntax', rangeInFile(node, report.source.text, range), message, fix, suggestion);
  const slip = findSlip(written);
  if (slip) return at(slip.range, slip.message, slip.fix, slip.suggestion);
  try {
    return parser.parse(wordsToOperators(written)).ast;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return at(...explain(error, written));
  }
}

/** Slips that would be read as something else, or of which the parser could only say that it did not expect them. */
const SLIPS: { pattern: RegExp; message: string; fix: string; suggestion?: string }[] = [
  { pattern: /[“”„«»‘’]/, message: 'These are not the quotes that a condition uses.', fix: "Use straight quotes: '…'." },
  { pattern: /"""|'''|\\/, message: 'A text in a condition stands in one pair of quotes and has no backslash.', fix: "Write '…'." },
  { pattern: /\/\//, message: '`//` is not possible in a condition.', fix: 'Write a comment after `#`, in a line of its own.' },
  { pattern: /\bis\s+in\b/, message: '`is in` is one word too many.', fix: 'Write `in`: `risk in [high, immediate]`.', suggestion: 'in' },
  { pattern: /\bis\s+not\s+in\b|\bnot\s+in\b/, message: '`not` cannot stand before `in`.', fix: 'Write `not (risk in [high, immediate])`.' },
  { pattern: /(?<![=!<>])=(?!=)/, message: '`=` is not an operator.', fix: 'Write `is`.', suggestion: 'is' },
  { pattern: /<>/, message: '`<>` is not an operator.', fix: 'Write `is not`.', suggestion: 'is not' },
  { pattern: /≥/, message: '`≥` is not an operator.', fix: 'Write `>=`.', suggestion: '>=' },
  { pattern: /≤/, message: '`≤` is not an operator.', fix: 'Write `<=`.', suggestion: '<=' },
  { pattern: /≠/, message: '`≠` is not an operator.', fix: 'Write `is not`.', suggestion: 'is not' },
  { pattern: /(?<!&)&(?!&)/, message: '`&` is not an operator.', fix: 'Write `and`.', suggestion: 'and' },
  { pattern: /(?<!\|)\|(?!\|)/, message: '`|` is not an operator.', fix: 'Write `or`.', suggestion: 'or' },
  { pattern: /\b(?:AND|OR|NOT|IS|IN|And|Or|Not|Is|In)\b/, message: 'The words of a condition are written in small letters.', fix: 'Write `is`, `and`, `or`, `not`, `in`.' },
];

function findSlip(written: string): { range: Range; message: string; fix: string; suggestion?: string } | undefined {
  // Texts in quotes are blanked: what stands in them is no slip.
  const bare = written.replace(/(["'])((?:(?!\1)[^\\])*)\1/g, (_, quote: string, inner: string) => quote + inner.replace(/\S/g, '_') + quote);
  for (const { pattern, ...slip } of SLIPS) {
    const found = pattern.exec(bare);
    if (found) return { ...slip, range: { start: found.index, end: found.index + found[0].length } };
  }
  return undefined;
}

function explain(error: ParseError, written: string): [Range, string, string] {
  const end = written.trimEnd().length;
  const range = error.range ?? { start: 0, end };
  if (range.start >= end) return [{ start: Math.max(0, end - 1), end }, 'The condition ends too early.', 'Write what should follow, or close the bracket.'];
  if (error.code === 'unterminated_string') return [{ start: range.start, end }, 'A quote is opened and not closed.', 'Close it with the same quote.'];
  if (error.code === 'limit_exceeded') return [{ start: 0, end }, 'This condition is too long or too deeply nested.', 'Split it: ask for part of it in a field of its own.'];
  const word = /^[\p{L}\p{N}_]+|^\S/u.exec(written.slice(range.start))?.[0] ?? '';
  const found = { start: range.start, end: range.start + Math.max(1, word.length) };
  if (/^[^\p{ASCII}]/u.test(word)) {
    return [found, `\`${word}\` cannot stand in a condition: ids are written in small Latin letters.`, "Use the id of the field or option; put a text in quotes: '…'."];
  }
  return [found, `\`${word}\` is not expected here.`, 'Look at what stands before it: `and`, `or` or an operator may be missing, or a bracket.'];
}
