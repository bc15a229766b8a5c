// Which conditions a process has, which fields are read, and which are asked for, wherever in it that stands.

import type { Rule } from '../../process/condition';
import { readsIn } from '../../process/condition-parts';
import { derivedFields } from '../../process/derive';
import type { Process } from '../../process/process';

/** Every condition of a process, or of a part of it, in the order of its keys. */
export function rulesOf(part: unknown): Rule[] {
  const rules: Rule[] = [];
  visit(part, (node) => {
    if (typeof node.path === 'string' && typeof node.text === 'string' && typeof node.tree === 'object') rules.push(node as unknown as Rule);
  });
  return rules;
}

/** Fields that a condition, a due or any part of a process turns on; asking whether there is an answer is reading too. */
export function fieldsRead(part: unknown): Set<string> {
  const fields = new Set<string>();
  visit(part, (node) => {
    const field = fieldOf(node);
    if (field !== undefined) fields.add(field);
  });
  return fields;
}

/** Fields of records that conditions look at in going through a list: `goal.result`. */
export const recordFieldsRead = (part: unknown): string[] =>
  rulesOf(part).flatMap(({ tree }) => readsIn(tree).flatMap(({ kind, name }) => (kind === 'record_field' ? [name] : [])));

/** The field that a node itself reads. An `answered` with `as` asks a record, not the case. */
function fieldOf(node: Node): string | undefined {
  const { op, form, kind, field, name, as } = node;
  if (op === 'fact' && typeof name === 'string' && name.endsWith('.given')) return name.slice(0, -'.given'.length);
  const reads = op === 'field' || (op === 'answered' && as === undefined) || form === 'depends_on' || form === 'by_field' || kind === 'field';
  return reads && typeof field === 'string' ? field : undefined;
}

/** Fields of which a condition asks whether there is an answer. */
export function fieldsTestedForAnswer(part: unknown): Set<string> {
  const fields = new Set<string>();
  visit(part, ({ op, field, as }) => {
    if (op === 'answered' && as === undefined && typeof field === 'string') fields.add(field);
  });
  return fields;
}

/** Fields that somebody is asked for: by a task, a review, an alert, or whoever stops or puts off a clock; or that are worked out. */
export function fieldsAsked(process: Process): Set<string> {
  const fields = new Set(derivedFields(process).map(({ name }) => name));
  visit({ ...process, fields: {} }, ({ mustAnswer, mayAnswer }) => {
    for (const list of [mustAnswer, mayAnswer]) if (Array.isArray(list)) for (const field of list) fields.add(String(field));
  });
  return fields;
}

/** A part of a compiled process, whatever it is. */
export type Node = Record<string, unknown>;

/** Goes through all of a part, since a condition may stand anywhere; conditions are at most 30 deep, dues three. */
export function visit(part: unknown, see: (node: Node) => void): void {
  if (typeof part !== 'object' || part === null) return;
  if (!Array.isArray(part)) see(part as Node);
  for (const inner of Object.values(part)) visit(inner, see);
}
