// The keys of the language as the schemas have them, and docs/keys.md, which says of each which test proves it.

import type { Schema } from '../../language/schema';
import { resolveSchema, SCHEMAS } from '../../language/schema';
import type { Proof } from './key-proofs';
import { PROOFS } from './key-proofs';

export type FileKind = keyof typeof PROOFS;

/** One key of one group of keys: `who` of `a task`. */
export interface Key {
  kind: FileKind;
  /** As the reference in docs/language.md is headed. */
  group: string;
  key: string;
}

export const KINDS = Object.keys(PROOFS) as FileKind[];

/** Every key that can stand in a file of a kind, group by group in the order in which they are met. */
export function keysOf(kind: FileKind): Key[] {
  const root = SCHEMAS[kind];
  const groups = new Map<string, Set<string>>();
  const seen = new Set<Schema | string>();
  const visit = (written: Schema): void => {
    const schema = resolveSchema(written, root);
    // What a reference leads to may be put together anew each time.
    const id = written.$ref ?? schema;
    if (seen.has(id)) return;
    seen.add(id);
    if (schema.properties) {
      const name = schema['x-name'] ?? kind;
      groups.set(name, new Set([...(groups.get(name) ?? []), ...Object.keys(schema.properties)]));
    }
    const inside = [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
    for (const one of inside) visit(one);
    if (typeof schema.additionalProperties === 'object') visit(schema.additionalProperties);
  };
  visit(root);
  return [...groups].flatMap(([group, keys]) => [...keys].map((key) => ({ kind, group, key })));
}

/** The test that proves a key, of its own group or of any; undefined when none is named. */
export function proofOf({ kind, group, key }: Key): Proof | undefined {
  return PROOFS[kind][group]?.[key] ?? PROOFS[kind]['any']?.[key];
}

const TITLES: Record<FileKind, string> = { process: 'A process', texts: 'A file of texts', calendar: 'A calendar', agency: 'An agency', scenario: 'A scenario' };

/** docs/keys.md: keys that the same test proves in several groups stand in one line. */
export function keysPage(): string {
  return [
    '# Each key and the test that proves it',
    '',
    '<!-- This page is written by `npm run docs` from the schemas in definitions/ and from tests/language/key-proofs.ts: change those instead. -->',
    '',
    'A test stands as its file and its titles; a scenario is played with the little process beside it.',
    'What the keys mean stands in [language.md](language.md#reference), what an act of a scenario does in [trying.md](trying.md).',
    ...KINDS.flatMap((kind) => ['', `## ${TITLES[kind]}`, '', '| Key | Of | Proved by |', '|---|---|---|', ...rowsOf(kind)]),
    '',
  ].join('\n');
}

function rowsOf(kind: FileKind): string[] {
  const rows = new Map<string, { key: string; groups: string[]; proof: Proof }>();
  for (const one of keysOf(kind)) {
    const proof = proofOf(one) ?? '';
    const id = `${one.key} ${proof}`;
    const row = rows.get(id) ?? { key: one.key, groups: [], proof };
    rows.set(id, row);
    row.groups.push(one.group);
  }
  return [...rows.values()].map(({ key, groups, proof }) => `| \`${key}\` | ${groups.join(', ')} | ${proofText(proof)} |`);
}

function proofText(proof: Proof): string {
  const [file = '', ...titles] = proof.split(' › ');
  if (file.startsWith('constructs/')) return `[${file}](../tests/language/${scenarioPath(file)})`;
  return `[${file}](../tests/${file}.test.ts): ${titles.join(' › ').replaceAll('|', '\\|')}`;
}

/** `constructs/alerts/at_the_door` as the path of its scenario below tests/language. */
export function scenarioPath(proof: Proof): string {
  const [, construct = '', scenario = ''] = proof.split('/');
  return `constructs/${construct}/scenarios/${scenario}.yaml`;
}
