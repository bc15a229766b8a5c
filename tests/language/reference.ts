// The reference part of docs/language.md, written from the schemas: for each place its keys, what they mean and what is written there.

import { stringify } from 'yaml';
import type { Schema } from '../../language/schema';
import { resolveSchema, SCHEMAS } from '../../language/schema';

const MARK = '<!-- From here on the page is written by `npm run docs` from the schemas in definitions/: change those instead. -->';

const FILES: Record<keyof typeof SCHEMAS, string> = {
  process: 'processes/<process>.yaml', texts: 'texts/<process>.<language>.yaml', calendar: 'calendars/<calendar>.yaml', agency: 'agencies/<agency>.yaml', scenario: 'scenarios/<process>/<scenario>.yaml',
};

/** What is written where a schema has this form. */
const FORMS: Record<string, string> = {
  text: 'a text', condition: '[a condition](#conditions)', length: '[a length of time](#how-soon)', due: 'a due time in words', name: 'an id', id: 'an id', language: 'the code of a language', date: 'a day',
  'day of the year': 'a rule', 'time of day': 'a time of day', email: 'an address',
};

/** Definitions whose examples say what such a thing looks like anywhere, and nothing of the key. */
const GENERAL = new Set(['text', 'condition', 'length', 'due', 'id', 'ids', 'some_ids', 'word', 'words', 'date', 'year', 'time_of_day', 'times']);

const MOST_EXAMPLES = 3;

/** The page with its reference part written anew; what stands above it is kept. */
export function withReference(page: string): string {
  const prose = page.split(MARK)[0] ?? '';
  const slugs = new Slugs(prose);
  const intro = ['## Reference', '', 'Every key that there is, file by file. **Bold** keys must stand; the others may be left out. Which test proves each of them stands in [keys.md](keys.md).', ''];
  // The mark stands below the heading, so that the heading belongs to the prose after the first time.
  const head = prose.includes('\n## Reference\n') ? '' : `${intro.join('\n')}\n`;
  const parts = (Object.keys(FILES) as (keyof typeof SCHEMAS)[]).map((kind) => new FilePart(kind, slugs).write());
  return `${prose}${head}${MARK}\n\n${parts.join('\n')}`;
}

/** Anchors as GitHub makes them of headings: the same heading a second time gets a number. */
class Slugs {
  private readonly taken = new Map<string, number>();

  constructor(prose: string) {
    for (const [, heading = ''] of prose.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)) this.of(heading);
    if (!this.taken.has('reference')) this.of('Reference');
  }

  of(heading: string): string {
    const slug = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const before = this.taken.get(slug) ?? 0;
    this.taken.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  }
}

interface Section {
  heading: string;
  slug: string;
  schema: Schema;
}

/** One kind of file: its own keys, then each group of keys in the order in which they are first met. */
class FilePart {
  private readonly root: Schema;
  /** By the name of the definition, or of a group that stands where it is used. */
  private readonly sections = new Map<string, Section>();

  constructor(private readonly kind: keyof typeof SCHEMAS, private readonly slugs: Slugs) {
    this.root = SCHEMAS[kind];
  }

  write(): string {
    const heading = capital(this.root['x-name'] ?? this.kind);
    this.slugs.of(heading);
    const own = [`### ${heading}`, '', `\`${FILES[this.kind]}\`. ${this.root.description ?? ''}`, '', ...this.keys(this.root)];
    const written: string[] = [];
    const done = new Set<string>();
    for (let next = this.nextOf(done); next; next = this.nextOf(done)) written.push(...this.section(next));
    return [...own, ...written].join('\n');
  }

  private nextOf(done: Set<string>): Section | undefined {
    const [name, section] = [...this.sections].find(([one]) => !done.has(one)) ?? [];
    if (name !== undefined) done.add(name);
    return section;
  }

  private section({ heading, schema }: Section): string[] {
    const forms = (schema.anyOf ?? []).map((one) => `- ${this.what(one)}${this.shown(resolveSchema(one, this.root).description)}`);
    const examples = (schema.examples ?? []).map(code);
    const lines = [`#### ${heading}`, '', schema.description ?? '', ''];
    if (forms.length > 0) lines.push('It is one of:', '', ...forms, '');
    if (forms.length > 0 && examples.length > 0) lines.push(`For instance ${examples.join(', ')}.`, '');
    return [...lines, ...this.keys(schema)];
  }

  private shown = (description: string | undefined): string => (description === undefined ? '' : `: ${description.charAt(0).toLowerCase()}${description.slice(1)}`);

  private keys(schema: Schema): string[] {
    const rows = Object.entries(schema.properties ?? {}).map(([key, property]) => {
      const resolved = resolveSchema(property, this.root);
      const isNeeded = schema.required?.includes(key) === true;
      const preset = (resolved as { default?: unknown }).default;
      const means = `${resolved.description ?? ''}${preset === undefined ? '' : ` Left out, it is \`${String(preset)}\`.`}`;
      return row(isNeeded ? `**\`${key}\`**` : `\`${key}\``, means, `${this.what(property)}${this.examples(property)}`);
    });
    if (schema.additionalProperties) {
      rows.push(row(`any ${schema.propertyNames ? 'id' : 'key'}`, resolveSchema(schema.additionalProperties, this.root).description ?? '', this.what(schema.additionalProperties)));
    }
    const ways = (schema.oneOf ?? []).map((one) => `\`${one.required[0] ?? ''}\``);
    const choice = ways.length === 0 ? [] : [`Exactly one of ${ways.join(', ')} stands.`, ''];
    return rows.length === 0 ? [] : ['| Key | Means | Write |', '|---|---|---|', ...rows, '', ...choice];
  }

  private examples(property: Schema): string {
    const isGeneral = property.examples === undefined && GENERAL.has(this.nameOf(property) ?? '');
    const examples = isGeneral ? [] : (resolveSchema(property, this.root).examples ?? []);
    return examples.length === 0 ? '' : `: ${examples.slice(0, MOST_EXAMPLES).map(code).join(', ')}`;
  }

  /** The definition that a schema refers to in the end. */
  private nameOf(written: Schema): string | undefined {
    const name = written.$ref?.replace('#/$defs/', '');
    const target = name === undefined ? undefined : this.root.$defs?.[name];
    return target?.$ref === undefined ? name : this.nameOf(target);
  }

  /** What is written where a schema stands, with links to the groups of keys. */
  private what(written: Schema): string {
    const schema = resolveSchema(written, this.root);
    const definition = this.nameOf(written);
    if (schema.enum) return listed(schema.enum.map((one) => `\`${one}\``));
    if (schema.const !== undefined) return `\`${String(schema.const)}\``;
    if (schema.anyOf) return schema['x-name'] === undefined ? listed(schema.anyOf.map((one) => this.what(one))) : this.link(definition ?? '', schema);
    if (schema.type === 'array') return this.listOf(schema.items ?? {});
    if (schema.type === 'object') return this.group(definition, schema);
    if (schema.type === 'boolean') return '`true` or `false`';
    if (schema.type === 'integer' || schema.type === 'number') return `a ${schema.type === 'integer' ? 'whole ' : ''}number`;
    return FORMS[schema['x-form'] ?? ''] ?? 'a text';
  }

  private listOf(items: Schema): string {
    const what = this.what(items);
    if (what === 'an id') return 'a list of ids';
    return `a list, each ${what}`;
  }

  private group(definition: string | undefined, schema: Schema): string {
    if (schema.properties) return this.link(definition ?? schema['x-name'] ?? '', schema);
    const each = schema.additionalProperties ? this.what(schema.additionalProperties) : 'what is answered';
    return `${schema.propertyNames ? 'ids' : 'keys'}, each with ${each}`;
  }

  private link(name: string, schema: Schema): string {
    const known = this.sections.get(name);
    if (known) return `[${schema['x-name'] ?? name}](#${known.slug})`;
    const heading = capital(schema['x-name'] ?? name);
    const section = { heading, slug: this.slugs.of(heading), schema: { ...schema, ...this.root.$defs?.[name] } };
    this.sections.set(name, section);
    return `[${schema['x-name'] ?? name}](#${section.slug})`;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replaceAll('_', ' ');

const listed = (parts: string[]): string => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1) ?? ''}`);

const row = (...cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

function code(example: unknown): string {
  const flow = { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: !Array.isArray(example) } as const;
  return `\`${typeof example === 'string' ? example : stringify(example, flow).trim()}\``;
}
