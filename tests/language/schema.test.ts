// The schemas say what the compiler does: the same keys, the same options, a description of each, and examples that are accepted.

import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { stringify } from 'yaml';
import { WEEKDAYS } from '../../language/calendar/yearly';
import type { Schema } from '../../language/schema';
import { resolveSchema, SCHEMAS } from '../../language/schema';
import { Place } from '../../language/tree';
import { readFolder } from '../definitions';
import type { Kind } from './every-key';
import { EVERY_KEY, groupsIn, problemsIn } from './every-key';

const ROOT = join(__dirname, '../..');
const KINDS = Object.keys(EVERY_KEY) as Kind[];

/** Every schema below one, references not followed, with its path. */
function each(schema: Schema, visit: (one: Schema, path: string) => void, path = ''): void {
  visit(schema, path);
  for (const [key, inner] of [...Object.entries(schema.properties ?? {}), ...Object.entries(schema.$defs ?? {})]) each(inner, visit, `${path}/${key}`);
  if (schema.items) each(schema.items, visit, `${path}/items`);
  if (schema.additionalProperties) each(schema.additionalProperties, visit, `${path}/*`);
  schema.anyOf?.forEach((inner, index) => each(inner, visit, `${path}/anyOf/${index}`));
}

describe('the schemas for editors', () => {
  it.each(Object.entries(SCHEMAS))('are draft 7 and strict for ajv, but for our own words: %s', (_, schema) => {
    // Of the strict rules one is off: a group that has one of several keys names them a level above.
    const ajv = new Ajv({ strict: true, strictRequired: false, validateFormats: true });
    for (const word of ['x-name', 'x-not-yet', 'x-form', 'x-ways']) ajv.addKeyword(word);
    expect((schema as { $schema?: string }).$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(() => ajv.compile(schema)).not.toThrow();
    expect(JSON.stringify(schema)).not.toContain('"format":');
  });

  it.each(Object.entries(SCHEMAS))('say of each key, and of each group of keys, what it is: %s', (_, schema) => {
    const silent: string[] = [];
    each(schema, (one, path) => {
      for (const [key, property] of Object.entries(one.properties ?? {})) if (!resolveSchema(property, schema).description) silent.push(`${path}/${key}`);
    });
    for (const [name, one] of Object.entries(schema.$defs ?? {})) if (!one.description) silent.push(name);
    expect(silent).toEqual([]);
  });

  it.each(Object.entries(SCHEMAS))('show an example of everything that is written freely: %s', (_, schema) => {
    const bare: string[] = [];
    const isFree = (one: Schema): boolean => !one.enum && (one.type === 'string' || (one.type === 'array' && one.items?.type === 'string') || one.type === 'integer');
    each(schema, (one, path) => {
      for (const [key, property] of Object.entries(one.properties ?? {})) {
        const resolved = resolveSchema(property, schema);
        const branches = (resolved.anyOf ?? []).map((branch) => resolveSchema(branch, schema));
        if ((isFree(resolved) || branches.some(isFree)) && !resolved.examples?.length) bare.push(`${path}/${key}`);
      }
    });
    expect(bare).toEqual([]);
  });

  it('are named at the head of each shipped file', () => {
    const SCHEMA_OF: Record<string, string> = { processes: 'process', calendars: 'calendar', agencies: 'agency', texts: 'texts', scenarios: 'scenario' };
    for (const [path, bytes] of Object.entries(readFolder()).filter(([name]) => name.endsWith('.yaml'))) {
      const [folder = '', ...rest] = path.split('/');
      const line = `# yaml-language-server: $schema=${'../'.repeat(rest.length)}${SCHEMA_OF[folder] ?? ''}.schema.json`;
      expect([path, Buffer.from(bytes).toString('utf8').split('\n')[0]]).toEqual([path, line]);
    }
  });
});

describe('the keys of the schemas and those that the compiler reads', () => {
  it.each(KINDS)('all stand in a file that is right: %s', (kind) => {
    expect(problemsIn(kind, EVERY_KEY[kind]).filter(({ severity }) => severity === 'error')).toEqual([]);
    const missing = groupsIn(kind, EVERY_KEY[kind]).reduce((keys, { place, schema }) => {
      const name = schema['x-name'] ?? '';
      const left = keys.get(name) ?? new Set(Object.keys(schema.properties ?? {}));
      for (const [key] of place.entries()) left.delete(key);
      return keys.set(name, left);
    }, new Map<string, Set<string>>());
    expect([...missing].filter(([, left]) => left.size > 0).map(([name, left]) => `${name}: ${[...left].join(', ')}`)).toEqual([]);
    const named = new Set<string>();
    each(SCHEMAS[kind], (one) => one.properties && named.add(one['x-name'] ?? ''));
    expect([...named].filter((name) => !missing.has(name))).toEqual([]);
  });

  /** Which keys the compiler asks for, by the path of the group that it asks. */
  function askedIn(kind: Kind): Map<string, Set<string>> {
    const asked = new Map<string, Set<string>>();
    const { at } = Place.prototype;
    const spy = jest.spyOn(Place.prototype, 'at').mockImplementation(function (this: Place, key) {
      asked.set(this.path, (asked.get(this.path) ?? new Set()).add(key));
      return at.call(this, key);
    });
    problemsIn(kind, EVERY_KEY[kind]);
    spy.mockRestore();
    return asked;
  }

  it.each(KINDS)('are the same, but for texts, which are gathered by their form: %s', (kind) => {
    const asked = askedIn(kind);
    const unread = new Map<string, Set<string>>();
    const unknown = new Set<string>();
    const anywhere = new Set<string>();
    each(SCHEMAS[kind], (one) => [...Object.keys(one.properties ?? {}), ...(one['x-not-yet'] ?? [])].forEach((key) => anywhere.add(key)));
    for (const { place, schema } of groupsIn(kind, EVERY_KEY[kind])) {
      const name = schema['x-name'] ?? '';
      const isText = (key: string): boolean => resolveSchema(schema.properties?.[key] ?? {}, SCHEMAS[kind])['x-form'] === 'text';
      const left = unread.get(name) ?? new Set(Object.keys(schema.properties ?? {}).filter((key) => kind !== 'process' || !isText(key)));
      for (const key of asked.get(place.path) ?? []) {
        left.delete(key);
        if (!anywhere.has(key)) unknown.add(`${name}: ${key}`);
      }
      unread.set(name, left);
    }
    expect([...unread].filter(([, left]) => left.size > 0).map(([name, left]) => `${name}: ${[...left].join(', ')}`)).toEqual([]);
    expect([...unknown]).toEqual([]);
  });
});

describe('the examples of the schemas', () => {
  /** The file with another value in a place. */
  function withValue(text: string, place: Place, value: unknown): string {
    const { start, end } = place.range;
    const flow = stringify(value, { collectionStyle: 'flow', lineWidth: 0, defaultStringType: 'QUOTE_SINGLE' }).trim();
    return `${text.slice(0, start)}${flow}${text.slice(start, end).endsWith('\n') ? '\n' : ''}${text.slice(end)}`;
  }

  const errorsIn = (kind: Kind, text: string): string[] => problemsIn(kind, text).filter((one) => one.severity === 'error').map(({ code, line, message }) => `${code} ${line} ${message}`);

  it.each(KINDS)('are accepted where they stand: %s', (kind) => {
    const text = EVERY_KEY[kind];
    const before = new Set(errorsIn(kind, text));
    const wrong = new Map<string, string[]>();
    let tried = 0;
    for (const { place, schema } of groupsIn(kind, text)) {
      for (const [key, inner] of place.entries()) {
        const property = schema.properties?.[key];
        if (!property) continue;
        for (const example of resolveSchema(property, SCHEMAS[kind]).examples ?? []) {
          const own = property.examples || property.$ref === undefined;
          const name = `${own ? `${schema['x-name'] ?? ''} ${key}` : property.$ref}: ${JSON.stringify(example)}`;
          // Somewhere in the file it must be right; in another place the ids of the example may be the wrong ones.
          if (wrong.get(name)?.length === 0) continue;
          tried += 1;
          wrong.set(name, errorsIn(kind, withValue(text, inner, example)).filter((one) => !before.has(one)));
        }
      }
    }
    expect(tried).toBeGreaterThan(10);
    expect([...wrong].filter(([, errors]) => errors.length > 0)).toEqual([]);
  });
});

/** The texts that a type, or a member of an interface, can be; and the members of an interface. */
function typesOf(file: string): { literals(type: string, member?: string): string[]; members(name: string): string[] } {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2022, true);
  const find = (name: string): ts.TypeAliasDeclaration | ts.InterfaceDeclaration => {
    const found = source.statements.find((one) => (ts.isTypeAliasDeclaration(one) || ts.isInterfaceDeclaration(one)) && one.name.text === name);
    if (!found) throw new Error(`${file} has no type ${name}`);
    return found as ts.TypeAliasDeclaration | ts.InterfaceDeclaration;
  };
  const literalsIn = (node: ts.Node): string[] => (ts.isStringLiteral(node) ? [node.text] : node.getChildren(source).flatMap(literalsIn));
  const membersOf = (name: string): ts.TypeElement[] => {
    const found = find(name);
    return ts.isInterfaceDeclaration(found) ? [...found.members] : [];
  };
  return {
    literals: (type, member) => literalsIn(member === undefined ? find(type) : (membersOf(type).find((one) => one.name?.getText(source) === member) ?? find(type))),
    members: (name) => membersOf(name).map((one) => one.name?.getText(source) ?? ''),
  };
}

const enumOf = (kind: keyof typeof SCHEMAS, path: string): string[] | undefined =>
  path.split('/').reduce<Record<string, unknown> | undefined>((at, key) => at?.[key] as Record<string, unknown> | undefined, SCHEMAS[kind] as Record<string, unknown>) as string[] | undefined;

describe('the options of the schemas', () => {
  const process = typesOf('process/process.ts');
  const scenario = typesOf('language/scenario.ts');

  it.each([
    ['process', '$defs/field/properties/type/enum', process.literals('FieldType')],
    ['process', '$defs/field/properties/may_be/items/enum', process.literals('Field', 'mayBe')],
    ['process', '$defs/review/properties/count_from/enum', process.literals('Review', 'countFrom')],
    ['calendar', 'properties/weekend/items/enum', WEEKDAYS],
  ] as const)('are those of the types: %s %s', (kind, path, options) => {
    expect(enumOf(kind, path)).toEqual(options);
  });

  it('of an expectation are those of its type', () => {
    const expectation = SCHEMAS.scenario.$defs?.expectation?.properties;
    expect(scenario.literals('Expectation', 'status')).toEqual(expectation?.status?.enum);
    expect(scenario.literals('Expectation', 'alerts')).toEqual(expectation?.alerts?.additionalProperties && expectation.alerts.additionalProperties.properties?.state?.enum);
  });

  const CLOCK = ['due', 'not_before', 'remind', 'late', 'until', 'while', 'pauses', 'extend', 'waive', 'firm'];
  const CALENDAR = typesOf('process/calendar.ts');

  /** Keys that stand in a file and nowhere in the compiled form, and the other way round, with the reason. */
  it.each<[string, typeof process, keyof typeof SCHEMAS, string, { file?: string[]; compiled?: string[]; is?: Record<string, string> }]>([
    ['Role', process, 'process', 'role', { file: ['title', 'help'] }],
    ['Field', process, 'process', 'field', { file: ['title', 'help'] }],
    ['LateStep', process, 'process', 'late_step', { file: ['at_once'] }],
    ['PauseRule', process, 'process', 'pauses', {}],
    ['ExtendRule', process, 'process', 'extend', {}],
    ['WaiveRule', process, 'process', 'waive', {}],
    ['NamedClock', process, 'process', 'clock', { file: ['title', 'help', 'roll'] }],
    // What an approval belongs to is waived or opened; `while` is the thing's own.
    ['ApprovalLevel', process, 'process', 'approval', { file: ['roll'], compiled: ['while', 'waive', 'not_before'] }],
    // `at_least` stands in `records` once it is compiled.
    ['Task', process, 'process', 'task', { file: ['title', 'help', 'roll', 'at_least'] }],
    ['Stage', process, 'process', 'stage', { file: ['title', 'help', 'roll'], compiled: ['not_before'] }],
    // The due of a review's clock is `every`.
    ['Review', process, 'process', 'review', { file: ['title', 'help', 'roll'], compiled: ['due', 'not_before'] }],
    // The reviews and clocks of a list stand among those of the process, with what they are for each of.
    ['List', process, 'process', 'list', { file: ['title', 'help', 'reviews', 'clocks'] }],
    ['EventKind', process, 'process', 'event', { file: ['title', 'help'] }],
    ['Alert', process, 'process', 'alert', { file: ['title', 'help'] }],
    ['AcknowledgeStep', process, 'process', 'acknowledge_step', {}],
    ['Criterion', process, 'process', 'criterion', { file: ['say'] }],
    ['Reopening', process, 'process', 'reopen', {}],
    ['Closure', process, 'process', 'closure', {}],
    ['Calendar', CALENDAR, 'calendar', '', { file: ['calendar', 'title'], compiled: ['format', 'zone_data', 'offsets'] }],
  ])('%s has the keys of its schema', (name, types, kind, group, { file = [], compiled = [] }) => {
    const schema = group === '' ? SCHEMAS[kind] : SCHEMAS[kind].$defs?.[group];
    const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const members = types.members(name).map(snake).flatMap((key) => (key === 'clock' ? CLOCK : [key])).filter((key) => key !== 'id' && key !== 'rule');
    expect(Object.keys(schema?.properties ?? {}).filter((key) => !file.includes(key)).sort()).toEqual(members.filter((key) => !compiled.includes(key)).sort());
  });
});
