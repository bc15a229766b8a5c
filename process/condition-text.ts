// A compiled condition written out again in the words of the process language, so that a part of one can be quoted.

import type { ArithmeticOp, CompareOp, Condition, Value } from './condition';
import { dueText } from './due-text';
import { formatLength } from './length';

const INFIX: Record<CompareOp | ArithmeticOp, string> = {
  eq: 'is', ne: 'is not', lt: '<', le: '<=', gt: '>', ge: '>=', add: '+', sub: '-', mul: '*', div: '/',
};

/** How tightly a node holds its parts together; one that holds looser than its place asks for stands in brackets. */
const BINDING: Partial<Record<Condition['op'], number>> = {
  if: 1, or: 2, and: 3, eq: 4, ne: 4, lt: 4, le: 4, gt: 4, ge: 4, in: 4, add: 5, sub: 5, mul: 6, div: 6, not: 7, neg: 7,
};
const TIGHTEST = 8;

/** The condition in words: `risk is immediate and not answered(outcome)`. `isText` tells the fields whose texts stand in quotes. */
export const conditionText = (tree: Condition, isText: (field: string) => boolean = () => false): string => written(tree, 0, isText);

type IsText = (field: string) => boolean;

function written(node: Condition, asked: number, isText: IsText): string {
  const binding = BINDING[node.op] ?? TIGHTEST;
  const text = withoutBrackets(node, binding, isText);
  return binding < asked ? `(${text})` : text;
}

function withoutBrackets(node: Condition, binding: number, isText: IsText): string {
  const part = (of: Condition, asked: number): string => written(of, asked, isText);
  switch (node.op) {
    case 'value':
      return literal(node.value);
    case 'field':
      return node.field;
    case 'fact':
      return node.name;
    case 'item':
      return node.field === undefined ? node.as : `${node.as}.${node.field}`;
    case 'records':
      return node.list;
    case 'answered':
      return `answered(${node.as === undefined ? '' : `${node.as}.`}${node.field})`;
    case 'not':
      return `not ${part(node.of, binding)}`;
    case 'neg':
      return `-${part(node.of, binding)}`;
    case 'and':
    case 'or':
      return node.of.map((one) => part(one, binding + 1)).join(` ${node.op} `);
    case 'if':
      return `${part(node.test, 2)} ? ${part(node.then, 2)} : ${part(node.else, 1)}`;
    case 'in':
      return `${beside(node.item, node.list, binding + 1, isText)} in ${beside(node.list, node.item, binding + 1, isText)}`;
    case 'list':
      return `[${node.of.map((one) => part(one, 0)).join(', ')}]`;
    case 'call':
      return `${node.name}(${node.args.map((one) => part(one, 0)).join(', ')})`;
    case 'passed':
      return `passed("${dueText(node.due)}")`;
    case 'within':
      return `within(${part(node.of, 0)}, "${formatLength(node.length)}")`;
    case 'count':
      return `count(${node.event}, "${formatLength(node.window)}")`;
    case 'each':
      return `${part(node.list, TIGHTEST)}.${node.macro}(${node.as}, ${part(node.test, 0)})`;
    default:
      return `${beside(node.left, node.right, binding, isText)} ${INFIX[node.op]} ${beside(node.right, node.left, binding + 1, isText)}`;
  }
}

/** A text that stands beside a text, and not beside something with options, is quoted. */
function beside(node: Condition, other: Condition, asked: number, isText: IsText): string {
  const isPlain = other.op === 'field' && isText(other.field);
  if (isPlain && node.op === 'value' && typeof node.value === 'string') return quoted(node.value);
  if (isPlain && node.op === 'list') return `[${node.of.map((one) => beside(one, other, 0, isText)).join(', ')}]`;
  // `is not` is one operator: what is negated behind `is` stands in brackets.
  return written(node, node.op === 'not' ? TIGHTEST : asked, isText);
}

/** An option stands without quotes, as it is written in a process file; other texts have them. */
function literal(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'string') return String(value);
  return /^[a-z][a-z0-9_]*$/.test(value) ? value : quoted(value);
}

/** The language has no backslash in texts, so the quote is the one that does not stand in the text. */
const quoted = (text: string): string => (text.includes('"') ? `'${text}'` : `"${text}"`);
