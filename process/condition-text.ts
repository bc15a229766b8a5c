// A compiled condition written out again in the words of the process language, so that a part of one can be quoted.

import type { ArithmeticOp, CompareOp, Condition, Value } from './condition';

const INFIX: Record<CompareOp | ArithmeticOp, string> = {
  eq: 'is', ne: 'is not', lt: '<', le: '<=', gt: '>', ge: '>=', add: '+', sub: '-', mul: '*', div: '/',
};

/** How tightly a node holds its parts together; one that holds looser than its place asks for stands in brackets. */
const BINDING: Partial<Record<Condition['op'], number>> = {
  if: 1, or: 2, and: 3, eq: 4, ne: 4, lt: 4, le: 4, gt: 4, ge: 4, in: 4, add: 5, sub: 5, mul: 6, div: 6, not: 7, neg: 7,
};

/** The condition in words: `risk is immediate and not answered(outcome)`. */
export const conditionText = (tree: Condition): string => written(tree, 0);

function written(node: Condition, asked: number): string {
  const binding = BINDING[node.op] ?? 8;
  const text = withoutBrackets(node, binding);
  return binding < asked ? `(${text})` : text;
}

function withoutBrackets(node: Condition, binding: number): string {
  switch (node.op) {
    case 'value':
      return literal(node.value);
    case 'field':
      return node.field;
    case 'fact':
      return node.name;
    case 'answered':
      return `answered(${node.field})`;
    case 'not':
      return `not ${written(node.of, binding)}`;
    case 'neg':
      return `-${written(node.of, binding)}`;
    case 'and':
    case 'or':
      return node.of.map((part) => written(part, binding + 1)).join(` ${node.op} `);
    case 'if':
      return `${written(node.test, 2)} ? ${written(node.then, 2)} : ${written(node.else, 1)}`;
    case 'in':
      return `${written(node.item, binding + 1)} in ${written(node.list, binding + 1)}`;
    case 'list':
      return `[${node.of.map((part) => written(part, 0)).join(', ')}]`;
    case 'call':
      return `${node.name}(${node.args.map((part) => written(part, 0)).join(', ')})`;
    default:
      return `${written(node.left, binding)} ${INFIX[node.op]} ${written(node.right, binding + 1)}`;
  }
}

/** An option stands without quotes, as it is written in a process file; other texts have them. */
function literal(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'string') return String(value);
  return /^[a-z][a-z0-9_]*$/.test(value) ? value : JSON.stringify(value);
}
