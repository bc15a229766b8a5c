// Comparisons and `in`: options without quotes, dates in quotes, and sides of different kinds.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { CompareOp, Condition } from '../../process/condition';
import { isDate } from '../dates';
import { fixFor, nearest } from '../suggest';
import type { Type, Words } from './facts';
import { dottedFact, plainFact, TYPE_WORDS, typeOfField } from './facts';
import { recordPart } from './records';
import type { Typed, Walk } from './typed';
import { isWrong, WRONG, yesNo } from './typed';

const COMPARISONS: Record<string, CompareOp> = { '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };

export function isSameType(left: Type, right: Type): boolean {
  if (left.kind === 'word' && right.kind === 'word') return left.words.words.some((word) => right.words.words.includes(word));
  if (left.kind === 'who' && right.kind === 'who') return left.of === right.of;
  if (left.kind === 'record' && right.kind === 'record') return left.list === right.list;
  return left.kind === right.kind;
}

/** Whether what stands beside a part may be an option of it. */
export const asksForWords = (walk: Walk, node: ASTNode): boolean => wordsOf(walk, node) !== undefined;

/** The words that a part is one of, if it is. Looks without complaining. */
function wordsOf(walk: Walk, node: ASTNode): Words | undefined {
  const { scope, items } = walk;
  let type: Type | undefined;
  if (node.op === 'rcall' && node.args[0] === 'filter') return wordsOf(walk, node.args[1]);
  if (node.op === 'id') {
    const field = scope.fields.get(node.args);
    type = items.get(node.args) ?? (field ? typeOfField(scope.names.fullName(node.args, scope.list), field, scope.names) : plainFact(node.args, scope));
  } else if (node.op === '.' && node.args[0].op === 'id') {
    type = recordPart(walk, node)?.type ?? dottedFact(node.args[0].args, node.args[1], scope);
  }
  return type?.kind === 'word' || type?.kind === 'list' ? type.words : undefined;
}

/** A part that stands beside something with options: a word there is an option, with or without quotes. */
function beside(walk: Walk, node: ASTNode, words: Words | undefined): Typed {
  if (!words) return walk.read(node);
  const word = node.op === 'id' ? node.args : node.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
  if (word === undefined || (node.op === 'id' && wordsOf(walk, node) && !words.words.includes(word))) return walk.read(node);
  if (words.words.includes(word)) return { tree: { op: 'value', value: word }, type: { kind: 'word', words } };
  const suggestion = nearest(word, words.words);
  walk.complain('unknown-option', node, `\`${word}\` is no option of ${words.of}.`, fixFor(suggestion, words.words, 'option'), suggestion);
  return WRONG;
}

export function readComparison(walk: Walk, node: ASTNode, operator: string, [left, right]: [ASTNode, ASTNode]): Typed {
  const op = COMPARISONS[operator] ?? 'eq';
  const answer = comparedWithYes(walk, right, left) ?? comparedWithYes(walk, left, right);
  if (answer) return answer;
  const wordsLeft = wordsOf(walk, left);
  const wordsRight = wordsOf(walk, right);
  // A name on the left is what is asked about; a word on the right is its option even where a field has the same name.
  const one = wordsLeft ? walk.read(left) : beside(walk, left, wordsRight);
  // A word beside a name that was wrong cannot be judged: it may well be an option of what was meant.
  if (isWrong(one) && right.op === 'id') return WRONG;
  const other = wordsLeft ? beside(walk, right, wordsLeft) : walk.read(right);
  const [a, b] = [asDate(walk, left, one, other), asDate(walk, right, other, one)];
  if (isWrong(a) || isWrong(b) || !areComparable(walk, node, op, a.type, b.type)) return WRONG;
  return yesNo({ op, left: a.tree, right: b.tree });
}

/** `eligible is yes`: a yes or no is not compared with a word. */
function comparedWithYes(walk: Walk, word: ASTNode, field: ASTNode): Typed | undefined {
  const isYesNo = field.op === 'id' ? walk.scope.fields.get(field.args) === 'yes_no' : recordPart(walk, field)?.type.kind === 'yes_no';
  if (word.op !== 'id' || !isYesNo) return undefined;
  const yes = ['yes', 'Yes', 'YES', 'True'].includes(word.args);
  if (!yes && !['no', 'No', 'NO', 'False'].includes(word.args)) return undefined;
  const written = walk.quote(field);
  const write = yes ? written : `not ${written}`;
  walk.complain('yes-or-no', { start: Math.min(word.start, field.start), end: Math.max(word.end, field.end) }, `\`${written}\` is itself a yes or no and is not compared with \`${word.args}\`.`, `Write \`${write}\`.`, write);
  return WRONG;
}

/** A text beside a date is a date, if it is written as one. */
function asDate(walk: Walk, node: ASTNode, typed: Typed, other: Typed): Typed {
  if (other.type.kind !== 'date' || typed.type.kind !== 'text' || node.op !== 'value') return typed;
  const text = String(node.args);
  if (isDate(text)) return { tree: typed.tree, type: { kind: 'date' } };
  const meant = dateMeant(text);
  walk.complain('bad-date', node, `${walk.quote(node)} is not a date.`, meant === undefined ? "Write it as YYYY-MM-DD: '2026-03-20'." : `Did you mean \`'${meant}'\`?`, meant === undefined ? undefined : `'${meant}'`);
  return WRONG;
}

/** `2026/3/20` or `20.3.2026`; not `3/20/2026`, of which the country would have to be known. */
function dateMeant(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$/.exec(text.trim()) ?? [];
  const [, lastDay, lastMonth, lastYear] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text.trim()) ?? [];
  const parts = year !== undefined ? [year, month, day] : [lastYear, lastMonth, lastDay];
  const date = parts.map((part) => (part ?? '').padStart(2, '0')).join('-');
  return isDate(date) ? date : undefined;
}

function areComparable({ complain }: Walk, node: ASTNode, op: CompareOp, left: Type, right: Type): boolean {
  const isEqual = op === 'eq' || op === 'ne';
  if (left.kind === 'records' || right.kind === 'records') {
    complain('condition-type', node, 'A whole list is not compared with anything.', 'Ask of each: `goal.all(g, …)`, `goal.exists(g, …)`; or count with `size(…)`.');
  } else if (left.kind === 'consent' || right.kind === 'consent' || left.kind === 'list' || right.kind === 'list') {
    const fix = left.kind === 'list' || right.kind === 'list' ? 'Ask with `in`: `school in needs`; or count with `size(…)`.' : 'Ask for `.given`, or `answered(…)`.';
    complain('condition-type', node, `${TYPE_WORDS[left.kind]} and ${TYPE_WORDS[right.kind]} cannot be compared.`, fix);
  } else if (!isSameType(left, right)) {
    complain('condition-type', node, `${TYPE_WORDS[left.kind]} is compared with ${TYPE_WORDS[right.kind]}, which never holds.`, 'Compare things of the same kind.');
  } else if (!isEqual && !['number', 'date', 'time'].includes(left.kind)) {
    complain('condition-type', node, `${TYPE_WORDS[left.kind]} has no greater or less.`, 'Use `is`, `is not` or `in [ … ]`.');
  } else {
    return true;
  }
  return false;
}

export function readMembership(walk: Walk, [item, list]: [ASTNode, ASTNode]): Typed {
  if (list.op !== 'list') {
    const asked = beside(walk, item, wordsOf(walk, list));
    const of = walk.ofKind(list, 'list', 'records');
    if (of.type.kind === 'records' && !isWrong(asked) && !(asked.type.kind === 'record' && asked.type.list === of.type.list)) {
      walk.complain('condition-type', item, `\`${walk.quote(item)}\` is ${TYPE_WORDS[asked.type.kind]} and is never one of the records of \`${of.type.list}\`.`, 'Put in a field of type record, or what a macro looks at.');
      return WRONG;
    }
    return isWrong(asked) || isWrong(of) ? WRONG : yesNo({ op: 'in', item: asked.tree, list: of.tree });
  }
  const words = wordsOf(walk, item);
  const asked = walk.read(item);
  if (asked.type.kind === 'number' || asked.type.kind === 'yes_no' || asked.type.kind === 'list' || asked.type.kind === 'consent') {
    walk.complain('condition-type', item, `\`${walk.quote(item)}\` is ${TYPE_WORDS[asked.type.kind]}; \`in\` asks for one of several words.`, 'Compare it with `is`, `<` or `>`.');
    return WRONG;
  }
  if (isWrong(asked)) return WRONG;
  const of = list.args.map((one) => member(walk, one, words, asked));
  return of.includes(undefined) ? WRONG : yesNo({ op: 'in', item: asked.tree, list: { op: 'list', of: of as Condition[] } });
}

function member(walk: Walk, node: ASTNode, words: Words | undefined, asked: Typed): Condition | undefined {
  const typed = asDate(walk, node, beside(walk, node, words), asked);
  if (isWrong(typed)) return undefined;
  if (isSameType(asked.type, typed.type)) return typed.tree;
  walk.complain('condition-type', node, `\`${walk.quote(node)}\` is ${TYPE_WORDS[typed.type.kind]} and can never be ${TYPE_WORDS[asked.type.kind]}.`, 'Put in what fits.');
  return undefined;
}
