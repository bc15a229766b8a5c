// The functions of a condition: how many values each takes, of which kinds, and the lengths and dues that stand in their quotes.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { ConditionFunction } from '../../process/condition';
import { isExact } from '../../process/time';
import { readDueText } from '../due-text';
import { lengthOf } from '../lengths';
import { fixFor, nearest } from '../suggest';
import type { Type } from './facts';
import { MACROS } from './facts';
import { complainOfName } from './names';
import { recordPart } from './records';
import type { Args, Typed, Walk } from './typed';
import { isWrong, WRONG, yesNo } from './typed';

/** Functions that CEL has and the language does not, because they could run for ever or hide what is asked. */
const FORBIDDEN = new Set(['matches', 'split', 'join', 'bind', 'json']);

const EXAMPLES: Record<string, string> = {
  answered: 'answered(outcome)', age: 'age(birth_date)', days: 'days(opened_on, today)', size: 'size(needs)',
  passed: 'passed("30 days after start of assessment")', within: 'within(incident_on, "30 days")',
  count: 'count(missed_visit, "12 months")',
};

const CALLS: Record<ConditionFunction, Type['kind'][][]> = {
  age: [['date']],
  days: [['date', 'time'], ['date', 'time']],
  size: [['list', 'records']],
};

type Reader = (walk: Walk, args: ASTNode[]) => Typed;

const READERS: Record<string, { args: number; read: Reader }> = {
  answered: { args: 1, read: answered },
  passed: { args: 1, read: passed },
  within: { args: 2, read: within },
  count: { args: 2, read: count },
  age: { args: 1, read: (walk, args) => number(walk, 'age', args) },
  days: { args: 2, read: (walk, args) => number(walk, 'days', args) },
  size: { args: 1, read: (walk, args) => number(walk, 'size', args) },
};

const NUMBERS = ['no value', 'one value', 'two values'];

export function readFunction(walk: Walk, node: ASTNode, [name, args]: Args<'call'>): Typed {
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (!reader) return unknownFunction(walk, node, name);
  if (args.length === reader.args) return reader.read(walk, args);
  walk.complain('wrong-arguments', node, `\`${name}\` needs ${NUMBERS[reader.args]} in its brackets and has ${NUMBERS[args.length] ?? `${args.length} values`}.`, `Write \`${EXAMPLES[name]}\`.`);
  return WRONG;
}

function number(walk: Walk, name: ConditionFunction, args: ASTNode[]): Typed {
  const parts = args.map((arg, index) => walk.ofKind(arg, ...(CALLS[name][index] ?? [])));
  return parts.some(isWrong) ? WRONG : { tree: { op: 'call', name, args: parts.map((part) => part.tree) }, type: { kind: 'number' } };
}

function answered(walk: Walk, [field]: ASTNode[]): Typed {
  const { names, fields, list } = walk.scope;
  if (field?.op === 'id' && fields.has(field.args)) return yesNo({ op: 'answered', field: names.fullName(field.args, list) });
  const part = field && recordPart(walk, field)?.tree;
  if (part?.op === 'field') return yesNo({ op: 'answered', field: part.field });
  if (part?.op === 'item' && part.field !== undefined && part.field !== 'open') return yesNo({ op: 'answered', field: part.field, as: part.as });
  if (field && !part && isPartOfRecord(walk, field)) return isWrong(walk.read(field)) ? WRONG : refuseAnswered(walk, field);
  if (field?.op === 'id' && !walk.items.has(field.args) && names.kindOf(field.args) !== 'list') complainOfName(walk, field, field.args);
  else if (field) return refuseAnswered(walk, field);
  return WRONG;
}

const isPartOfRecord = (walk: Walk, node: ASTNode): boolean =>
  node.op === '.' && node.args[0].op === 'id' && (walk.items.get(node.args[0].args)?.kind === 'record' || walk.scope.names.kindOf(node.args[0].args) === 'list');

function refuseAnswered(walk: Walk, field: ASTNode): Typed {
  walk.complain('condition-type', field, `\`${walk.quote(field)}\` is not a field.`, 'Only a field can be answered: `answered(outcome)`.');
  return WRONG;
}

/** What stands between the quotes of a value, with its place; a problem and nothing where there are none. */
function quoted(walk: Walk, node: ASTNode | undefined, what: string, example: string): { text: string; at: { start: number; end: number } } | undefined {
  if (node?.op === 'value' && typeof node.args === 'string') return { text: node.args, at: { start: node.start + 1, end: node.end - 1 } };
  if (node) walk.complain('condition-type', node, `${what} stands in quotes here.`, `Write \`${example}\`.`);
  return undefined;
}

function passed(walk: Walk, [due]: ASTNode[]): Typed {
  const text = quoted(walk, due, 'What has passed', EXAMPLES.passed ?? '');
  const read = text && readDueText(text.text, text.at, { report: { add: walk.complain }, names: walk.scope.names, fields: walk.scope.fields, ...(walk.scope.list !== undefined && { list: walk.scope.list }) }, walk.path);
  return read ? yesNo({ op: 'passed', due: read }) : WRONG;
}

function within(walk: Walk, [of, length]: ASTNode[]): Typed {
  const date = of && walk.ofKind(of, 'date', 'time');
  const text = quoted(walk, length, 'How long', EXAMPLES.within ?? '');
  const read = text && lengthOf(text.text, text.at, { add: walk.complain });
  if (!of || !date || !text || !read || isWrong(date)) return WRONG;
  if (date.type.kind !== 'date' || !isExact(read)) return yesNo({ op: 'within', of: date.tree, length: read });
  walk.complain('bad-length', text.at, `\`${walk.quote(of)}\` is a date without a time of day, from which \`${text.text}\` cannot be counted.`, 'Count in days, or let the field be of type time.');
  return WRONG;
}

function count(walk: Walk, [of, length]: ASTNode[]): Typed {
  const text = quoted(walk, length, 'How long', EXAMPLES.count ?? '');
  const window = text && lengthOf(text.text, text.at, { add: walk.complain });
  const { names } = walk.scope;
  const event = of?.op === 'id' ? of.args : undefined;
  if (event !== undefined && names.kindOf(event) === 'event') return window ? { tree: { op: 'count', event, window }, type: { kind: 'number' } } : WRONG;
  const known = names.all('event');
  const kind = event === undefined ? undefined : names.kindOf(event);
  const suggestion = event === undefined ? undefined : names.meant(event, known);
  const what = of ? walk.quote(of) : '';
  if (of && (kind || event === undefined)) walk.complain('wrong-name', of, `\`${what}\` is no event, and \`count\` counts how often an event has happened.`, fixFor(suggestion, known, 'event'), suggestion);
  else if (of) walk.complain('unknown-name', of, `There is no event \`${what}\`.`, fixFor(suggestion, known, 'event'), suggestion);
  return WRONG;
}

function unknownFunction(walk: Walk, node: ASTNode, name: string): Typed {
  const at = { start: node.start, end: node.start + name.length };
  const known = Object.keys(READERS);
  const suggestion = nearest(name, known);
  if (FORBIDDEN.has(name)) complainOfForbidden(walk, at, `${name}(…)`);
  else if (MACROS.has(name)) walk.complain('unknown-function', at, `\`${name}\` stands behind the list that it goes through.`, `Write \`needs.${name}(n, n is …)\`.`);
  else walk.complain('unknown-function', at, `There is no function \`${name}\` in conditions.`, fixFor(suggestion, known, 'function'), suggestion);
  return WRONG;
}

/** A method that is none of the macros: `outcome.matches('a')`, `needs.size()`. */
export function unknownMethod(walk: Walk, node: ASTNode, name: string, of: ASTNode): Typed {
  const at = { start: of.end + 1, end: of.end + 1 + name.length };
  const suggestion = nearest(name, MACROS);
  if (FORBIDDEN.has(name)) complainOfForbidden(walk, node, `.${name}(…)`);
  else if (Object.hasOwn(READERS, name)) walk.complain('unknown-function', at, `\`${name}\` stands before its brackets, not behind a dot.`, `Write \`${EXAMPLES[name]}\`.`);
  else walk.complain('unknown-function', at, `There is no \`.${name}(…)\` in conditions.`, fixFor(suggestion, [...MACROS], 'function'), suggestion);
  return WRONG;
}

function complainOfForbidden(walk: Walk, at: { start: number; end: number }, what: string): void {
  walk.complain('forbidden-function', at, `\`${what}\` is not allowed in a condition: what it does cannot be bounded or shown.`, `Use ${Object.keys(READERS).map((name) => `\`${name}\``).join(', ')}; ask for the rest in a field of its own.`);
}
