// Each key of the language has a test that proves it, each of those tests is there, and docs/keys.md says so.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { groupsIn } from './every-key';
import type { Kind } from './every-key';
import { PROOFS } from './key-proofs';
import type { FileKind, Key } from './keys';
import { KINDS, keysOf, keysPage, proofOf, scenarioPath } from './keys';

const TESTS = join(__dirname, '..');
const keys = KINDS.flatMap(keysOf);
const said = ({ kind, group, key }: Key): string => `${kind}: ${key} of ${group}`;

test('each key of the schemas has a test', () => {
  // A line here means: add the key to tests/language/key-proofs.ts, with the test that would fail if it did nothing, and run `npm run docs`.
  expect(keys.filter((one) => proofOf(one) === undefined).map(said)).toEqual([]);
});

test('no test is named for a key that there is not', () => {
  const unused = Object.entries(PROOFS).flatMap(([kind, groups]) =>
    Object.entries(groups).flatMap(([group, proofs]) =>
      Object.keys(proofs).filter((key) => !keys.some((one) => one.kind === kind && one.key === key && (one.group === group || (group === 'any' && PROOFS[one.kind][one.group]?.[key] === undefined)))).map((key) => said({ kind: kind as FileKind, group, key })),
    ),
  );
  expect(unused).toEqual([]);
});

const files = new Map<string, string[]>();

/** Titles of all tests of a file, each with those of its describes: `a task › opens with its stage`. */
function titlesIn(file: string): string[] {
  const known = files.get(file);
  if (known) return known;
  const titles: string[] = [];
  const visit = (node: ts.Node, around: string[]): void => {
    const call = ts.isCallExpression(node) ? /^(?:describe|test|it)\b/.exec(node.expression.getText()) : null;
    const [title] = ts.isCallExpression(node) ? node.arguments : [];
    if (!call || !title || !ts.isStringLiteralLike(title)) return ts.forEachChild(node, (part) => visit(part, around));
    const path = [...around, title.text];
    if (call[0] !== 'describe') titles.push(path.join(' › '));
    ts.forEachChild(node, (part) => visit(part, path));
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true), []);
  files.set(file, titles);
  return titles;
}

/** What is wrong with a proof; undefined when its test is there, or its scenario with the key in what it plays. */
function faultOf(one: Key): string | undefined {
  const proof = proofOf(one) ?? '';
  if (proof.startsWith('constructs/')) return faultOfScenario(one, proof);
  const [file = '', ...titles] = proof.split(' › ');
  const path = ['.test.ts', '.slow.test.ts'].map((ending) => join(TESTS, `${file}${ending}`)).find(existsSync);
  if (path === undefined) return `${said(one)}: there is no file tests/${file}.test.ts`;
  return titlesIn(path).includes(titles.join(' › ')) ? undefined : `${said(one)}: ${file} has no test ${titles.join(' › ')}`;
}

const groups = new Map<string, ReturnType<typeof groupsIn>>();

function groupsOf(kind: Kind, file: string): ReturnType<typeof groupsIn> {
  const known = groups.get(file) ?? groupsIn(kind, readFileSync(file, 'utf8'));
  groups.set(file, known);
  return known;
}

function faultOfScenario(one: Key, proof: string): string | undefined {
  const scenario = join(__dirname, scenarioPath(proof));
  if (!existsSync(scenario)) return `${said(one)}: there is no scenario ${proof}`;
  const played = one.kind === 'scenario' ? scenario : join(scenario, '..', '..', `${one.kind}.yaml`);
  const stands = groupsOf(one.kind as Kind, played).some(({ place, schema }) => schema['x-name'] === one.group && place.at(one.key));
  return stands ? undefined : `${said(one)}: it does not stand in what ${proof} plays`;
}

test('each of the tests is there', () => {
  expect(keys.filter((one) => proofOf(one) !== undefined).flatMap((one) => faultOf(one) ?? [])).toEqual([]);
});

test('a proof that is not there is found', () => {
  const titles = titlesIn(__filename);
  expect(titles).toContain('a proof that is not there is found');
  expect(titles).not.toContain('a proof that is there is found');
  const key = { kind: 'process' as const, group: 'a role', key: 'owns_case' };
  expect(faultOfScenario(key, 'constructs/alerts/at_the_door')).toBeUndefined();
  expect(faultOfScenario({ ...key, key: 'owns_cases' }, 'constructs/alerts/at_the_door')).toContain('does not stand');
  expect(faultOfScenario(key, 'constructs/alerts/at_no_door')).toContain('no scenario');
});

test('docs/keys.md is what `npm run docs` writes', () => {
  expect(readFileSync(join(TESTS, '..', 'docs', 'keys.md'), 'utf8')).toBe(keysPage());
});
