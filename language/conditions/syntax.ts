// The syntax of a condition: slips that have a name of their own, and the parser's errors in our words.

import { Environment, ParseError } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { ProblemCode } from '../problems';
import { latinDigits } from '../length-words';
import type { Range } from '../source';
import type { Complain } from './typed';
import { wordsToOperators } from './words';

/** Deeper or longer ones cannot be written in so many characters by anybody who wants to be understood. */
const LIMITS = { maxAstNodes: 500, maxDepth: 30, maxListElements: 200, maxCallArguments: 4, maxMapEntries: 1 };

const parser = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false, limits: LIMITS });

/** The parser's tree of a condition as written; a problem and nothing where it cannot be read. */
export function parseCondition(written: string, complain: Complain): ASTNode | undefined {
  const slip = findSlip(written);
  if (slip) return void complain(slip.code ?? 'condition-syntax', slip.range, slip.message, slip.fix, slip.suggestion);
  try {
    return parser.parse(wordsToOperators(written)).ast;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return void explain(error, written, complain);
  }
}

interface Slip {
  pattern: RegExp;
  code?: ProblemCode;
  message: string;
  fix: string;
  /** What probably was meant, with `$&` for what was written. */
  suggestion?: string | ((found: RegExpExecArray) => string);
}

/** Slips that would be read as something else, or of which the parser could only say that it did not expect them. */
const SLIPS: Slip[] = [
  { pattern: /\b(?:is|are)n['’][t_]/, message: 'A condition has no short forms.', fix: 'Write `is not`.', suggestion: 'is not' },
  { pattern: /[\u00A0\u2000-\u200A\u202F\u3000]+/, code: 'hidden-character', message: 'Here stands a space that is not the ordinary one.', fix: 'Delete it and type it anew.', suggestion: ' ' },
  { pattern: /[٠-٩۰-۹]+/, message: 'Numbers are written with the digits 0 to 9.', fix: 'Write them with a Latin keyboard.', suggestion: ([found]) => latinDigits(found) },
  { pattern: /،/, message: '`،` is not the comma of a condition.', fix: 'Write `,`.', suggestion: ',' },
  { pattern: /[“”„«»‘’]([^“”„«»‘’'"]*)[“”«»‘’]/, message: 'These are not the quotes that a condition uses.', fix: "Use straight quotes: '…'.", suggestion: ([, inner = '']) => (/^[a-z][a-z0-9_]*$/.test(inner) ? inner : `'${inner}'`) },
  { pattern: /[“”„«»‘’]/, message: 'These are not the quotes that a condition uses.', fix: "Use straight quotes: '…'." },
  { pattern: /"""|'''|\\/, message: 'A text in a condition stands in one pair of quotes and has no backslash.', fix: "Write '…'." },
  { pattern: /\/\//, message: '`//` is not possible in a condition.', fix: 'Write a comment after `#`, in a line of its own.' },
  { pattern: /(?<![\w'"-])\d{4}-\d{1,2}-\d{1,2}(?![\w-])/, code: 'bad-date', message: 'A date in a condition stands in quotes.', fix: "Write '2026-03-20'.", suggestion: "'$&'" },
  { pattern: /\bis\s+in\b/, message: '`is in` is one word too many.', fix: 'Write `in`: `risk in [high, immediate]`.', suggestion: 'in' },
  { pattern: /\bis\s+not\s+in\b|\bnot\s+in\b/, message: '`not` cannot stand before `in`.', fix: 'Write `not (risk in [high, immediate])`.' },
  { pattern: /=>/, message: '`=>` is not an operator.', fix: 'Write `>=`.', suggestion: '>=' },
  { pattern: /=</, message: '`=<` is not an operator.', fix: 'Write `<=`.', suggestion: '<=' },
  { pattern: /\bis\s+equal\s+to\b/, message: '`is` alone is enough.', fix: 'Write `is`.', suggestion: 'is' },
  { pattern: /(?<![=!<>])=(?!=)/, message: '`=` is not an operator.', fix: 'Write `is`.', suggestion: 'is' },
  { pattern: /<>/, message: '`<>` is not an operator.', fix: 'Write `is not`.', suggestion: 'is not' },
  { pattern: /≥/, message: '`≥` is not an operator.', fix: 'Write `>=`.', suggestion: '>=' },
  { pattern: /≤/, message: '`≤` is not an operator.', fix: 'Write `<=`.', suggestion: '<=' },
  { pattern: /≠/, message: '`≠` is not an operator.', fix: 'Write `is not`.', suggestion: 'is not' },
  { pattern: /(?<!&)&(?!&)/, message: '`&` is not an operator.', fix: 'Write `and`.', suggestion: 'and' },
  { pattern: /(?<!\|)\|(?!\|)/, message: '`|` is not an operator.', fix: 'Write `or`.', suggestion: 'or' },
  { pattern: /\b(?:AND|OR|NOT|IS|IN|And|Or|Not|Is|In)\b/, message: 'The words of a condition are written in small letters.', fix: 'Write `is`, `and`, `or`, `not`, `in`.', suggestion: ([found]) => found.toLowerCase() },
  { pattern: /(?<=\bpassed\(\s*)[\w ]*\b(?:after|before|on)\b[\w ]*/, message: 'What has passed stands in quotes.', fix: 'Write `passed("30 days after start of assessment")`.', suggestion: '"$&"' },
  { pattern: /(?<=\b(?:within|count)\([\w. ]*,\s*)\d+ +[a-z]+(?: [a-z]+)?/, message: 'A length of time stands in quotes here.', fix: 'Write `within(incident_on, "30 days")`.', suggestion: '"$&"' },
];

type Found = Omit<Slip, 'pattern' | 'suggestion'> & { range: Range; suggestion?: string };

function findSlip(written: string): Found | undefined {
  // Texts in quotes are blanked: what stands in them is no slip.
  const bare = written.replace(/(["'])((?:(?!\1)[^\\])*)\1/g, (_, quote: string, inner: string) => quote + inner.replace(/\S/g, '_') + quote);
  for (const { pattern, suggestion, ...slip } of SLIPS) {
    const found = pattern.exec(bare);
    if (!found) continue;
    const range = { start: found.index, end: found.index + found[0].length };
    return { ...slip, range, ...(suggestion !== undefined && { suggestion: typeof suggestion === 'string' ? suggestion.replace('$&', () => found[0]) : suggestion(found) }) };
  }
  return undefined;
}

function explain(error: ParseError, written: string, complain: Complain): void {
  const end = written.trimEnd().length;
  const range = error.range ?? { start: 0, end };
  if (error.code === 'limit_exceeded') {
    return complain('condition-too-deep', { start: 0, end }, 'This condition has too many parts or is too deeply nested.', 'Split it: ask for part of it in a field of its own.');
  }
  const open = /\b(?:answered|age)\(\s*[a-z_][\w.]*(?![\w.])(?=\s*(?:[<>=!]|is\b|and\b|or\b|$))/.exec(written);
  if (range.start >= end && open) {
    return complain('condition-syntax', { start: open.index, end: open.index + open[0].length }, 'The bracket that is opened here is not closed.', 'Close it with `)`.', `${open[0]})`);
  }
  if (range.start >= end) return complain('condition-syntax', { start: Math.max(0, end - 1), end }, 'The condition ends too early.', 'Write what should follow, or close the bracket.');
  if (error.code === 'unterminated_string') return complain('condition-syntax', { start: range.start, end }, 'A quote is opened and not closed.', 'Close it with the same quote.');
  const word = /^[\p{L}\p{N}_]+|^\S/u.exec(written.slice(range.start))?.[0] ?? '';
  const found = { start: range.start, end: range.start + Math.max(1, word.length) };
  const slip = slipAt(written, found, word);
  if (slip) return complain('condition-syntax', slip, slip.message, slip.fix, slip.suggestion);
  if (/^[^\p{ASCII}]/u.test(word)) {
    return complain('condition-syntax', found, `\`${word}\` cannot stand in a condition: ids are written in small Latin letters.`, "Use the id of the field or option; put a text in quotes: '…'.");
  }
  complain('condition-syntax', found, `\`${word}\` is not expected here.`, 'Look at what stands before it: `and`, `or` or an operator may be missing, or a bracket.');
}

/** Other words for those of a condition: they are only looked for where the parser did not expect a word. */
const OTHER_WORDS: Record<string, string> = {
  equals: 'is', equal: 'is', contains: 'is', ist: 'is', est: 'is', und: 'and', et: 'and', y: 'and', oder: 'or', ou: 'or', و: 'and', أو: 'or', и: 'and', или: 'or', plus: 'and',
};
const UNITS = /^(?:years?|months?|weeks?|days?|hours?)$/;

/** What was meant by a word that the parser did not expect. */
function slipAt(written: string, { start, end }: Range, word: string): (Range & { message: string; fix: string; suggestion: string }) | undefined {
  const other = Object.hasOwn(OTHER_WORDS, word) ? OTHER_WORDS[word] : undefined;
  if (other !== undefined) return { start, end, message: `\`${word}\` is not a word of conditions.`, fix: `Write \`${other}\`.`, suggestion: other };
  const before = written.slice(0, start);
  const gap = /(?<=\d)\s+$/.exec(before);
  if (gap && UNITS.test(word)) return { start: gap.index, end, message: `A number stands alone here, without \`${word}\`.`, fix: `Take \`${word}\` out: \`age\` counts in years.`, suggestion: '' };
  const [call, name] = /\b(answered|age)\s+$/.exec(before) ?? [];
  if (call !== undefined && name !== undefined) return { start: start - call.length, end, message: `What \`${name}\` looks at stands in brackets.`, fix: `Write \`${name}(${word})\`.`, suggestion: `${name}(${word})` };
  return undefined;
}
