// The shape of the files as one table: the JSON Schemas that stand beside them, with the few notes of ours that messages need.

import agency from '../definitions/agency.schema.json';
import calendar from '../definitions/calendar.schema.json';
import process from '../definitions/process.schema.json';
import scenario from '../definitions/scenario.schema.json';
import texts from '../definitions/texts.schema.json';

/** The part of JSON Schema (draft 7) that our schemas keep to. A test holds them to it, and compares the verdicts with ajv's. */
export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  enum?: string[];
  const?: boolean;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: false | Schema;
  propertyNames?: Schema;
  minProperties?: number;
  maxProperties?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  /** The branch is chosen by the kind of what stands there. */
  anyOf?: Schema[];
  /** Keys of which exactly one must stand. */
  oneOf?: { required: string[] }[];
  /** Of keys of which one must stand, where there are too many to name: what they are, some of them, and the page that has them all. */
  'x-ways'?: { are: string; as: string[]; page: string };
  description?: string;
  /** Each is accepted where the schema stands. */
  examples?: unknown[];
  /** What messages call it: `a task`. */
  'x-name'?: string;
  /** Keys or values of the language that this version does not have yet. */
  'x-not-yet'?: string[];
  /** What the text is: `text` is read by people, `condition`, `length`, `due` and `name` are read further by the checker. */
  'x-form'?: string;
}

export const SCHEMAS = { process, calendar, agency, texts, scenario } as unknown as Record<'process' | 'calendar' | 'agency' | 'texts' | 'scenario', Schema>;

/** A schema with its reference followed; what stands beside a reference counts too. */
export function resolveSchema(schema: Schema, root: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace('#/$defs/', '');
  const target = root.$defs?.[name];
  if (!target) throw new Error(`The schema refers to ${schema.$ref}, which is not there.`);
  return { ...resolveSchema(target, root), ...schema, $ref: undefined };
}
