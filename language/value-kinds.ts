// Which kind of value a schema takes, whether one is of it, and what is said and suggested where it is not.

import { numberMeant } from './length-words';
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

/** One word where a list of words belongs, a list of one where the word belongs, or a number in words. */
export function suggestionForKind(schema: Schema, node: Node, root: Schema): [string | undefined, boolean] {
  if (schema.type === 'array' && resolveSchema(schema.items ?? {}, root).type === 'string') return isYesOrNo(node) ? [undefined, false] : listOf(node);
  if (isNumber(schema) && node.kind === 'scalar' && typeof node.value === 'string') return [numberMeant(node.value), true];
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
export function fixForKind(schema: Schema, node: Node, suggestion: string | undefined, root: Schema): string {
  if (suggestion !== undefined && isNumber(schema)) return `Write \`${suggestion}\`.`;
  if (suggestion !== undefined) return schema.type === 'array' ? `Write it as a list: \`${suggestion}\`.` : `Write \`${suggestion}\` without the brackets.`;
  if (schema.type === 'array' && isYesOrNo(node)) return `${isNo(node) ? 'Take it out where there is none; else' : 'Say which:'} write a list${exampleOf(schema)}.`;
  if (schema.type === 'array' && node.kind === 'scalar') return 'Write it as a list, each entry in a line of its own below the key, beginning with `- `.';
  if (schema.type === 'array') return 'Begin each entry with `- `.';
  if (schema.type === 'object') return fixForGroup(schema, node, root);
  if (schema.type === 'string' && node.kind === 'scalar') return `Put it in quotes if it is meant as a text: \`'${String(node.value)}'\`.`;
  return `Write ${wantedOf(schema)}.`;
}

const NAMED = 6;

/** Where a group of keys belongs: which they are, or that each id has a text. */
function fixForGroup(schema: Schema, node: Node, root: Schema): string {
  const keys = Object.keys(schema.properties ?? {});
  if (keys.length === 0 && isTextById(schema, root)) return `Write each in a line of its own, with what people read: \`${firstOf(node)}\`.`;
  if (keys.length === 0) return 'Write `key: value` lines, indented by two spaces.';
  const { required = [] } = schema;
  const named = [...required, ...keys.filter((key) => !required.includes(key))].slice(0, NAMED);
  const shown = `${named.map((key) => `\`${key}:\``).join(', ')}${keys.length > NAMED ? ', …' : ''}`;
  const needed = required.length === 0 ? '' : `; ${required.map((key) => `\`${key}\``).join(' and ')} must stand`;
  return `${isNo(node) ? 'Take it out where there is none; else write' : 'Write'} its keys below it, indented by two spaces: ${shown}${needed}.`;
}

/** Whether ids stand there, each with a text: as a list they are read as ids whose texts are missing. */
export const isTextById = (schema: Schema, root: Schema): boolean =>
  schema.type === 'object' && schema.propertyNames !== undefined && typeof schema.additionalProperties === 'object' && resolveSchema(schema.additionalProperties, root).type === 'string';

/** `low: Low` of a list that begins with `low`. */
function firstOf(node: Node): string {
  const [first] = node.kind === 'list' ? node.items : [];
  const id = first?.kind === 'scalar' && typeof first.value === 'string' ? first.value : 'some_id';
  return `${id}: ${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('_', ' ')}`;
}

const isNumber = ({ type }: Schema): boolean => type === 'integer' || type === 'number';
const wordOf = (node: Node): string => (node.kind === 'scalar' ? String(node.value).toLowerCase() : '');
const isNo = (node: Node): boolean => ['no', 'none', 'false', 'off', 'never', 'nobody', '0'].includes(wordOf(node));
const isYesOrNo = (node: Node): boolean => isNo(node) || ['yes', 'true', 'on', 'y', 'n', 'all'].includes(wordOf(node));

function exampleOf({ examples = [] }: Schema): string {
  const [first] = examples;
  return Array.isArray(first) ? `, such as \`[${first.join(', ')}]\`` : '';
}
