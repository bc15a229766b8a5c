// The shape of the files: the schemas are sound, our reading of them agrees with ajv's, and every piece of them is told to people.

import Ajv from 'ajv';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Report } from '../../language/report';
import type { Schema } from '../../language/schema';
import { SCHEMAS } from '../../language/schema';
import { checkShape } from '../../language/shape';
import { Source } from '../../language/source';
import { parseYaml } from '../../language/yaml';
import { readFolder } from '../definitions';
import { clockFile, EVERY_KEY } from './fixtures/clock-process';

const OURS = ['x-name', 'x-not-yet', 'x-form', 'x-ways'];
const KEYWORDS = new Set([
  ...OURS, '$schema', '$id', '$ref', '$defs', 'title', 'description', 'examples', 'default', 'type', 'enum', 'const', 'pattern', 'minLength', 'maxLength',
  'minimum', 'maximum', 'properties', 'required', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties', 'items', 'minItems', 'maxItems',
  'uniqueItems', 'anyOf', 'oneOf',
]);

const ajv = new Ajv({ strict: false, allErrors: false });
for (const word of OURS) ajv.addKeyword(word);
const validators = Object.fromEntries(Object.entries(SCHEMAS).map(([name, schema]) => [name, ajv.compile(schema)]));

function isFine(kind: keyof typeof SCHEMAS, text: string): { ours: boolean; read: boolean; problems: string[] } {
  const report = new Report(new Source('f.yaml', text));
  const root = parseYaml(report);
  if (!root || report.hasErrors) return { ours: false, read: false, problems: [] };
  checkShape(root, SCHEMAS[kind], report);
  return { ours: !report.hasErrors, read: true, problems: report.problems.map((one) => `${one.code} ${one.line}:${one.column} ${one.message}`) };
}

function eachSchema(schema: Schema, visit: (one: Schema, path: string) => void, path = '#'): void {
  visit(schema, path);
  for (const group of ['properties', '$defs'] as const) {
    for (const [key, inner] of Object.entries(schema[group] ?? {})) eachSchema(inner, visit, `${path}/${group}/${key}`);
  }
  for (const key of ['items', 'propertyNames'] as const) if (schema[key]) eachSchema(schema[key], visit, `${path}/${key}`);
  if (schema.additionalProperties) eachSchema(schema.additionalProperties, visit, `${path}/additionalProperties`);
  schema.anyOf?.forEach((inner, index) => eachSchema(inner, visit, `${path}/anyOf/${index}`));
}

describe('the schemas', () => {
  it.each(Object.entries(SCHEMAS))('keep to the keywords that our reading knows: %s', (_, schema) => {
    const odd: string[] = [];
    eachSchema(schema, (one, path) => odd.push(...Object.keys(one).filter((key) => !KEYWORDS.has(key)).map((key) => `${path} ${key}`)));
    expect(odd).toEqual([]);
  });

  it('name every group of keys, so that a problem can say whose key it is not', () => {
    const nameless: string[] = [];
    for (const [name, schema] of Object.entries(SCHEMAS)) {
      eachSchema(schema, (one, path) => one.type === 'object' && one['x-name'] === undefined && nameless.push(`${name} ${path}`));
    }
    expect(nameless).toEqual([]);
  });

  it('do not have a key that they call not yet there', () => {
    const both: string[] = [];
    for (const schema of Object.values(SCHEMAS)) {
      eachSchema(schema, (one, path) => both.push(...(one['x-not-yet'] ?? []).filter((key) => Object.hasOwn(one.properties ?? {}, key)).map((key) => `${path} ${key}`)));
    }
    expect(both).toEqual([]);
  });

  it('are read as ajv reads them, in the shipped files', () => {
    const kinds = { processes: 'process', texts: 'texts', calendars: 'calendar', agencies: 'agency' } as const;
    for (const [path, bytes] of Object.entries(readFolder())) {
      const kind = kinds[path.split('/')[0] as keyof typeof kinds];
      if (!kind || !path.endsWith('.yaml')) continue;
      const text = Buffer.from(bytes).toString('utf8');
      expect([path, validators[kind]?.(parse(text))]).toEqual([path, true]);
      expect([path, isFine(kind, text)]).toEqual([path, { ours: true, read: true, problems: [] }]);
    }
  });

  it('are read as ajv reads them, in files with a value changed', () => {
    const texts = [readFileSync(join(__dirname, 'fixtures', 'worked-example.yaml'), 'utf8'), clockFile(EVERY_KEY)];
    const candidates = texts.flatMap((text) => {
      const lines = text.split('\n');
      return lines.map((line, index) => ({ lines, line, index })).filter(({ line }) => /^\s*(- )?[a-z_]+:/.test(line));
    });
    const values = ['', ' 5', ' true', ' yes', ' [a, b]', ' []', ' { a: b }', " ''", ' "x"', ' none', ' Not An Id', ' yes_no', ' last', ' 2.5'];
    fc.assert(
      fc.property(fc.constantFrom(...candidates), fc.constantFrom(...values), fc.constantFrom('value', 'key', 'drop'), (at, value, how) => {
        const key = /^(\s*(?:- )?)([a-z_]+):(.*)$/.exec(at.line);
        const changed = [...at.lines];
        if (how === 'drop') changed.splice(at.index, 1);
        else changed[at.index] = how === 'key' ? `${key?.[1] ?? ''}x${key?.[2] ?? ''}:${key?.[3] ?? ''}` : `${key?.[1] ?? ''}${key?.[2] ?? ''}:${value}`;
        const mutant = changed.join('\n');
        const { ours, read, problems } = isFine('process', mutant);
        if (!read) return;
        // Of white space alone ajv says that it is a text; we say that it is empty. No value is none for us where ajv sees null.
        const theirs = validators.process?.(parse(mutant)) === true;
        if (ours !== theirs) throw new Error(`ours ${String(ours)} theirs ${String(theirs)}: ${changed[at.index] ?? ''} ${problems.join('; ')} ${JSON.stringify(validators.process?.errors)}`);
      }),
      { numRuns: 500 },
    );
  });
});
