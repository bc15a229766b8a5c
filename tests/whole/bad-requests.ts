// The routes as the OpenAPI description has them, and bodies that none of them takes.

import type { CallOptions, Method } from './calls';

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  examples?: unknown[];
}

export interface Operation {
  method: Method;
  /** As described: `/v1/cases/{case}`. */
  path: string;
  /** What stands in braces in the path. */
  names: string[];
  /** Whether it answers people who are not signed in. */
  isOpen: boolean;
  /** Schema of the body it takes. */
  body?: Schema;
  /** A body of the right shape. */
  good: unknown;
}

const METHODS: Method[] = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

/** Every operation of a description. */
export function operationsOf(description: Record<string, unknown>): Operation[] {
  const paths = description['paths'] as Record<string, Record<string, { security?: unknown[]; requestBody?: { content: Record<string, { schema: Schema }> } }>>;
  return Object.entries(paths).flatMap(([path, methods]) => METHODS.flatMap((method): Operation[] => {
    const described = methods[method.toLowerCase()];
    if (!described) return [];
    const body = described.requestBody?.content['application/json']?.schema;
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
    return [{ method, path, names, isOpen: described.security?.length === 0, good: body && goodBody(path, body), ...(body && { body }) }];
  }));
}

export const fillPath = ({ path }: Operation, values: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'x');

function goodBody(path: string, { required = [] }: Schema): Record<string, unknown> {
  const reason = path.endsWith('/close') ? 'resolved' : 'a reason';
  const all: Record<string, unknown> = { process: 'child_protection', source: 'process: x', answers: {}, alert: 'immediate_risk', reason, text: 'a note' };
  return Object.fromEntries(required.map((name) => [name, all[name]]));
}

const WRONG_VALUES: [string, unknown][] = [
  ['null', null], ['a number', 42], ['a list', [[]]], ['an object', { a: { b: 1 } }], ['yes', true], ['an empty text', ''], ['a long text', 'PLANTED'.repeat(3_000)],
];

/** Bodies that this operation does not take, each with what is wrong with it. */
export function wrongBodies({ body = {}, good }: Operation): ({ what: string } & CallOptions)[] {
  const { properties = {}, required = [] } = body;
  const wholes: [string, unknown][] = [
    ['null', 'null'], ['a number', '42'], ['a text', '"PLANTED"'], ['a list', '[]'], ['broken JSON', '{"answers": '], ['two values', '{}{}'], ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['nothing', ''], ['a comment', '{/* PLANTED */}'], ['deep lists', `${'['.repeat(50_000)}${']'.repeat(50_000)}`], ['a deep key', `{"answers":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`],
    ['__proto__', `{"__proto__": {"isAdmin": true}, ${JSON.stringify(good).slice(1)}`.replace(', }', '}')],
    ['constructor', JSON.stringify({ ...(good as object), constructor: { prototype: { isAdmin: true } } })],
    ['a key nobody knows', JSON.stringify({ ...(good as object), no_such_key: 'PLANTED' })],
  ];
  const missing = required.map((name) => [`without ${name}`, JSON.stringify({ ...(good as object), [name]: undefined })] as const);
  const replaced = Object.keys(properties).flatMap((name) => WRONG_VALUES
    .filter(([what]) => !(name === 'source' && what === 'a long text') && !(properties[name]?.type === 'integer' && what === 'a number'))
    .map(([what, value]) => [`${name}: ${what}`, JSON.stringify({ ...(good as object), [name]: value })] as const));
  return [...wholes, ...missing, ...replaced].map(([what, content]) => ({ what, body: content }));
}
