// What can be asked of a record of a list: its fields, whether it is open, and how it ended.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Names } from '../names';
import { OF_EVERY_RECORD } from '../names';
import { fixFor, nearest } from '../suggest';
import type { Type } from './facts';
import { typeOfField } from './facts';
import type { Args, Typed, Walk } from './typed';
import { WRONG } from './typed';

/** `due_on`, `outcome`, `open`: what stands behind the dot of a record of a list. */
function typeOfPart(list: string, part: string, { scope }: Walk): Type | undefined {
  const name = `${list}.${part}`;
  const type = scope.types.get(name);
  if (type !== undefined && scope.names.isOfRecords(name)) return typeOfField(name, type, scope.names);
  if (part === 'open') return { kind: 'yes_no' };
  const outcomes = scope.names.outcomesOf(list);
  return part === 'outcome' && outcomes.length > 0 ? { kind: 'word', words: { of: `\`${name}\``, words: outcomes } } : undefined;
}

/** `g.due_on` in a macro, `goal.due_on` where a record of the list is looked at; looks without complaining. */
export function recordPart(walk: Walk, node: ASTNode): Typed | undefined {
  if (node.op !== '.' || node.args[0].op !== 'id') return undefined;
  const [{ args: of }, part] = [node.args[0], node.args[1]];
  const item = walk.items.get(of);
  if (item) {
    const type = item.kind === 'record' ? typeOfPart(item.list, part, walk) : undefined;
    return type && { tree: { op: 'item', as: of, field: part }, type };
  }
  const type = of === walk.scope.list ? typeOfPart(of, part, walk) : undefined;
  if (!type) return undefined;
  const name = `${of}.${part}`;
  return { tree: walk.scope.names.isOfRecords(name) ? { op: 'field', field: name } : { op: 'fact', name }, type };
}

/** What can be written after the dot of a record. */
export function partsOfRecord(list: string, names: Names): string[] {
  return [...names.fieldsOfRecords(list), ...OF_EVERY_RECORD.filter((part) => part !== 'outcome' || names.outcomesOf(list).length > 0)];
}

/** A part that the records of a list do not have. */
export function complainOfPart(walk: Walk, [left, part]: Args<'.'>, list: string, end: number): Typed {
  const { names } = walk.scope;
  const known = partsOfRecord(list, names);
  const suggestion = nearest(part, known);
  const fix = part === 'outcome' ? `Add \`outcomes:\` to \`${list}\`.` : fixFor(suggestion, known, 'part');
  walk.complain('unknown-name', { start: end - part.length, end }, `\`${walk.quote(left)}\` has no \`${part}\`.`, fix, suggestion);
  return WRONG;
}

/** `goal.due_on` where no record is looked at: of which one is not said. The whole test is shown as it would be asked of all. */
export function complainOfNoRecord(walk: Walk, node: ASTNode, list: string): Typed {
  const taken = new Set([...walk.items.keys(), ...walk.scope.fields.keys(), ...walk.scope.names.outcomesOf(list)]);
  const as = [list[0] ?? 'r', 'r', 'n', 'x'].find((one) => !taken.has(one) && walk.scope.names.kindOf(one) === undefined) ?? `${list}_1`;
  const test = walk.test ?? node;
  const written = walk.written(test);
  const suggestion = `${list}.all(${as}, ${written.replace(new RegExp(`\\b${list}\\.(?!all\\(|exists\\(|filter\\()`, 'g'), `${as}.`)})`;
  walk.complain('wrong-name', test, `\`${walk.quote(node)}\` is an answer of each record of \`${list}\`, and it is not said of which.`, `Ask it of all of them, or of one: \`${suggestion}\`, \`${list}.exists(…)\`.`, suggestion);
  return WRONG;
}

/** A field of records written alone where no record is looked at, or inside a macro without the name of the one that it looks at. */
export function lostField(walk: Walk, id: string): string | undefined {
  const { names, list } = walk.scope;
  const inMacro = [...walk.items].reverse().find(([, type]) => type.kind === 'record' && names.isOfRecords(`${type.list}.${id}`));
  if (inMacro) return `${inMacro[0]}.${id}`;
  const lists = names.listsWith(id).filter((one) => one !== list);
  return lists.length === 1 ? `${lists[0]}.${id}` : undefined;
}
