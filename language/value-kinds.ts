// Which kind of value a schema takes, whether one is of it, and what is said and suggested where it is not.

import type { Schema } from './schema';
import { resolveSchema } from './schema';
import { nearest } from './suggest';
import type { MapNode, Node, ScalarNode } from './tree';

/** Of several groups of keys the one whose needed keys stand there, or else the one that most of them were probably meant for. */
export function groupFor(node: MapNode, groups: Schema[]): Schema | undefined {
  const keys = node.entries.map((entry) => entry.key);
  const score = ({ required = [] }: Schema): number =>
    required.reduce((sum, key) => sum + (keys.includes(key) ? 2 : keys.some((one) => nearest(one, [key]) !== undefined) ? 1 : 0), 0);
  const whole = groups.find(({ required = [] }) => required.every((key) => keys.includes(key)));
  return whole ?? groups.reduce<Schema | undefined>((best, one) => (best && score(best) >= score(one) ? best : one), undefined);
}

/** The kind of node that a schema takes. */
export function kindOf(schema: Schema): Node['kind'] {
  if (schema.type === 'object') return 'map';
  return schema.type === 'array' ? 'list' : 'scalar';
}

/** Whether a scalar is of the type that a schema takes; which word of several it is, is looked at later. */
export function fits(node: ScalarNode, schema: Schema): boolean {
  if (schema.const !== undefined) return node.value === schema.const;
  if (schema.enum) return node.value !== null && typeof node.value === 'string';
  if (schema.type === 'integer') return Number.isSafeInteger(node.value);
  if (schema.type === 'number') return typeof node.value === 'number' && Number.isFinite(node.value);
  return typeof node.value === schema.type;
}

const WANTED: Record<string, string> = {
  text: 'a text', condition: 'a condition', length: 'a length of time', due: 'a length of time', value: 'an expression or a value', name: 'one id', id: 'an id',
};

/** What a schema takes, in words. */
export function wantedOf(schema: Schema): string {
  if (schema.type === 'object') return 'keys with values, indented below it';
  if (schema.type === 'array') return 'a list';
  if (schema.type === 'number' || schema.type === 'integer') return 'a number';
  if (schema.type === 'boolean' || schema.const !== undefined) return '`true` or `false`';
  return WANTED[schema['x-form'] ?? ''] ?? 'one word or text';
}

/** What stands there instead, in words. */
export function foundOf(node: Node): string {
  if (node.kind === 'map') return 'a group of keys';
  if (node.kind === 'list') return 'a list';
  if (typeof node.value === 'string') return 'a text';
  return typeof node.value === 'number' ? `the number ${String(node.value)}` : `\`${String(node.value)}\``;
}

/** One word where a list of words belongs, or a list of one where the word belongs. */
export function suggestionForKind(schema: Schema, node: Node, root: Schema): [string | undefined, boolean] {
  if (schema.type === 'array' && resolveSchema(schema.items ?? {}, root).type === 'string') return listOf(node);
  const [only] = node.kind === 'list' && node.flow && node.items.length === 1 ? node.items : [];
  if (schema.type === 'string' && only?.kind === 'scalar' && typeof only.value === 'string') return [only.value, true];
  return [undefined, false];
}

/** A text as the list that it was meant as: one word or length, or several with commas or other brackets. */
function listOf(node: Node): [string | undefined, boolean] {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return [undefined, false];
  const items = node.value.replace(/^[([{]|[)\]}]$/g, '').split(/\s*[,،;؛、]\s*|\s+and\s+/);
  return items.every((item) => /^(?:[a-z][a-z0-9_]*|\d+ [a-z]+(?: [a-z]+)?)$/.test(item)) ? [`[${items.join(', ')}]`, true] : [undefined, false];
}

/** What to do about a value of the wrong kind. */
export function fixForKind(schema: Schema, node: Node, suggestion: string | undefined): string {
  if (suggestion !== undefined) return schema.type === 'array' ? `Write it as a list: \`${suggestion}\`.` : `Write \`${suggestion}\` without the brackets.`;
  if (schema.type === 'array' && node.kind === 'scalar') return 'Write it as a list, each entry in a line of its own below the key, beginning with `- `.';
  if (schema.type === 'array') return 'Begin each entry with `- `.';
  if (schema.type === 'object') return 'Write `key: value` lines, indented by two spaces.';
  if (schema.type === 'string' && node.kind === 'scalar') return `Put it in quotes if it is meant as a text: \`'${String(node.value)}'\`.`;
  return `Write ${wantedOf(schema)}.`;
}
