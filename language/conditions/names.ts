// Words in a condition that stand for something: fields, facts, what a macro looks at; and what was meant by those that do not.

import type { ASTNode } from '@marcbachmann/cel-js';
import { fixFor, nearest } from '../suggest';
import { dottedFact, NOT_YET_NAMES, partsOf, plainFact, typeOfField } from './facts';
import { complainOfNoRecord, complainOfPart, lostField, partsOfRecord, recordPart } from './records';
import type { Args, Typed, Walk } from './typed';
import { WRONG } from './typed';

/** A word that stands alone. */
export function readName(walk: Walk, node: ASTNode, id: string): Typed {
  const { scope } = walk;
  const item = walk.items.get(id);
  if (item) return { tree: { op: 'item', as: id }, type: item };
  const type = scope.fields.get(id);
  const name = scope.names.fullName(id, scope.list);
  if (type) return { tree: { op: 'field', field: name }, type: typeOfField(name, type, scope.names) };
  if (scope.names.kindOf(id) === 'list') return { tree: { op: 'records', list: id }, type: { kind: 'records', list: id } };
  const fact = plainFact(id, scope);
  if (fact) return { tree: { op: 'fact', name: id }, type: fact };
  complainOfName(walk, node, id);
  return WRONG;
}

/** Says what is wrong about a word that is no field and no fact. */
export function complainOfName(walk: Walk, node: ASTNode, id: string): void {
  const { scope, complain } = walk;
  const kind = scope.names.kindOf(id);
  const known = [...walk.items.keys(), ...scope.fields.keys(), 'today', 'stage', ...(scope.inClosure ? ['reason'] : [])];
  const suggestion = nearest(id, known);
  const lost = lostField(walk, id);
  if (id === 'reason') complain('fact-not-here', node, '`reason` is known only where a case is closed.', 'Use it under `closure`.');
  else if (NOT_YET_NAMES.has(id)) complain('not-yet', node, `\`${id}\` belongs to the language, but this version does not have it yet.`, 'Take it out for now.');
  else if (kind === 'stage') complain('wrong-name', node, `\`${id}\` is a stage, not a field.`, `Write \`stage is ${id}\`.`, `stage is ${id}`);
  else if (kind === 'task') complain('wrong-name', node, `\`${id}\` is a task, not a field.`, `Write \`${id}.done\`.`, `${id}.done`);
  else if (id === 'alerts') complain('wrong-name', node, '`alerts` alone is nothing that can be compared.', 'Write `alerts.open`, the number of open alerts.', 'alerts.open');
  else if (kind === 'event') complain('wrong-name', node, `\`${id}\` is an event, not a field.`, `Count it: \`count(${id}, "12 months") > 0\`.`, `count(${id}, "12 months") > 0`);
  else if (kind) complain('wrong-name', node, `\`${id}\` is ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}, not a field.`, fixFor(suggestion, known, 'field'), suggestion);
  else if (lost !== undefined && walk.items.has(lost.split('.')[0] ?? '')) complain('unknown-name', node, `\`${id}\` is a field of the record that is looked at.`, `Write \`${lost}\`.`, lost);
  else if (lost !== undefined) complain('unknown-name', node, `\`${id}\` is a field of the records of \`${lost.split('.')[0]}\`.`, `Ask it of all of them, or of one: \`${lost.split('.')[0]}.exists(r, … r.${id} …)\`.`);
  else if (isOption(walk, id)) {
    const whole = optionMeant(walk, node, id);
    complain('unknown-name', node, `\`${id}\` is an option and can only stand beside its field.`, `Write the field before it: \`… is ${id}\`; several options are asked with \`… in [${id}, …]\`.`, whole);
  } else if (id === 'answered') {
    const [all = '', field = '', not = ''] = /([a-z_][\w.]*)\s+is\s+(not\s+)?answered$/.exec(walk.before(node.end)) ?? [];
    const write = field === '' ? undefined : `${not === '' ? '' : 'not '}answered(${field})`;
    complain('unknown-name', { start: node.end - Math.max(all.length, id.length), end: node.end }, '`answered` asks of the field that stands in its brackets.', `Write \`${write ?? 'answered(…)'}\`.`, write);
  }
  else complain('unknown-name', node, `There is no field \`${id}\`.`, fixFor(suggestion, known, 'field'), suggestion);
}

const isOption = ({ scope }: Walk, id: string): boolean => [...scope.names.options.values()].some((options) => options.includes(id));

/** `risk is high or immediate`: the second option lacks its field. */
function optionMeant(walk: Walk, node: ASTNode, id: string): string | undefined {
  const [, field = '', first = ''] = /([a-z_]\w*)\s+is\s+([a-z_]\w*)\s+or\s+$/.exec(walk.before(node.start)) ?? [];
  const options = walk.scope.names.options.get(field) ?? [];
  return options.includes(first) && options.includes(id) ? `${field} is ${id}` : undefined;
}

/** `alerts.open`, `consent.given`, `case_plan.done`. */
export function readDotted(walk: Walk, node: ASTNode, [left, part]: Args<'.'>): Typed {
  const { scope, complain } = walk;
  const of = left.op === 'id' ? left.args : undefined;
  const ofRecord = recordPart(walk, node);
  if (ofRecord) return ofRecord;
  const item = of === undefined ? undefined : walk.items.get(of);
  if (item?.kind === 'record') return complainOfPart(walk, [left, part], item.list, node.end);
  if (of !== undefined && !item && scope.names.kindOf(of) === 'list') {
    return of === scope.list || !partsOfRecord(of, scope.names).includes(part) ? complainOfPart(walk, [left, part], of, node.end) : complainOfNoRecord(walk, node, of);
  }
  const fact = of === undefined || walk.items.has(of) ? undefined : dottedFact(of, part, scope);
  if (of !== undefined && fact) return { tree: { op: 'fact', name: `${scope.names.fullName(of, scope.list)}.${part}` }, type: fact };
  const consent = part === 'given' ? recordPart(walk, left) : undefined;
  if (consent?.type.kind === 'consent') return givenOf(consent);
  if (of !== undefined && NOT_YET_NAMES.has(of)) {
    complain('not-yet', node, `\`${of}.${part}\` belongs to the language, but this version does not have it yet.`, 'Take it out for now.');
    return WRONG;
  }
  const parts = of === undefined ? [] : partsOf(of, scope);
  const partRange = { start: node.end - part.length, end: node.end };
  const suggestion = nearest(part, parts);
  if (parts.length > 0) complain('unknown-name', partRange, `\`${of}\` has no \`${part}\`.`, fixFor(suggestion, parts, 'part'), suggestion);
  else if (of !== undefined && walk.items.has(of)) complain('condition-type', partRange, `\`${of}\` is one option and has no parts: \`.${part}\` cannot follow it.`, `Write \`${of}\`.`);
  else if (of !== undefined && scope.fields.has(of)) complain('condition-type', partRange, `The field \`${of}\` has no parts: \`.${part}\` cannot follow it.`, `Write \`${of}\`.`);
  else if (left.op === 'id') complainOfDotted(walk, left, left.args);
  else complain('condition-syntax', node, `\`${walk.quote(node)}\` is not possible in a condition.`, 'Write a field, or a fact such as `alerts.open`.');
  return WRONG;
}

/** Of a consent rules read whether it was given. */
const givenOf = ({ tree }: Typed): Typed => ({ tree: tree.op === 'field' ? { op: 'fact', name: `${tree.field}.given` } : tree, type: { kind: 'yes_no' } });

function complainOfDotted({ scope, complain }: Walk, node: ASTNode, id: string): void {
  const consents = [...scope.fields].filter(([, type]) => type === 'consent').map(([field]) => field);
  const known = [...consents, ...scope.names.all('task'), 'alerts'];
  const suggestion = nearest(id, known);
  complain('unknown-name', node, `There is no task or consent \`${id}\`.`, fixFor(suggestion, known, 'task'), suggestion);
}
