// How files are named, where they stand, how they open, and which of them read the environment.

import { filesBelow, sourceFiles, textOf } from './tree';

const ROOMS = [
  'process', 'case', 'texts', 'language', 'drawing', 'workflows', 'activities', 'codec', 'records', 'api', 'worker', 'engine', 'cli',
  'tests', 'bench', '.ci',
];

/** Names that say nothing of what is inside: such a file gathers what has no home. */
const EMPTY_NAMES = /^(data|common|shared|misc|stuff|(.+-)?(utils?|helpers?|managers?))$/;

/** The comment a file opens with, without its marks; empty when it opens with code. */
function openingComment(text: string): string {
  const [, comment = ''] = /^(?:#!.*\n)?\s*((?:(?:\/\/|--).*\n)+|\/\*[\s\S]*?\*\/)/.exec(text) ?? [];
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*(\/\/|--|\/\*\*?|\*\/|\*)/, '').replace(/\*\/\s*$/, '').trim())
    .join(' ')
    .trim();
}

/** Whether a text is prose that ends as a sentence does, and no list of switches (`@ts-nocheck`, `eslint-disable`). */
function isSentence(text: string): boolean {
  return /^[^@]/.test(text) && text.split(/\s+/).length >= 4 && /[.:!?](\s|$)/.test(text);
}

describe('the files of the house', () => {
  it('have kebab-case names', () => {
    const odd = sourceFiles().filter((path) => !path.split('/').every((part) => /^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(part)));
    expect(odd).toEqual([]);
  });

  it('have names that say what is inside', () => {
    const names = (path: string): string[] => path.replace(/\.[a-z.]+$/, '').split('/');
    expect(sourceFiles().filter((path) => names(path).some((name) => EMPTY_NAMES.test(name)))).toEqual([]);
  });

  it('do not differ by their ending alone, because imports have none', () => {
    const programs = sourceFiles().filter((path) => !path.endsWith('.sql')).map((path) => path.replace(/\.[a-z]+$/, ''));
    expect(programs.filter((path, index) => programs.indexOf(path) !== index)).toEqual([]);
  });

  it('stand in a room that the import rules know', () => {
    const homeless = sourceFiles().filter((path) => path.includes('/') && !ROOMS.includes(path.split('/')[0] ?? ''));
    expect(homeless).toEqual([]);
  });

  it('leave the top folder to configuration', () => {
    const loose = filesBelow().filter((path) => !path.includes('/') && path.endsWith('.ts') && path !== 'config.ts');
    expect(loose).toEqual([]);
  });

  it('open with a sentence that says what they know', () => {
    expect(sourceFiles().filter((path) => !isSentence(openingComment(textOf(path))))).toEqual([]);
  });

  it('read the environment in main.ts, config.ts and for-tests.ts alone', () => {
    const mayRead = (path: string): boolean => /^(tests|bench|\.ci)\/|^[a-z]+\/(main|for-tests)\.ts$|^config\.ts$|^[^/]+\.(cjs|mjs)$/.test(path);
    const readers = sourceFiles().filter((path) => !mayRead(path) && /\bprocess\s*(\.|\[['"])\s*env\b/.test(textOf(path)));
    expect(readers).toEqual([]);
  });

  it('are judged by rules that can fail', () => {
    expect(isSentence(openingComment('import x from "x";\n// Late words come too late here.\n'))).toBe(false);
    expect(isSentence(openingComment('// eslint-disable-next-line no-console\nconsole.log(1);\n'))).toBe(false);
    expect(isSentence(openingComment('#!/usr/bin/env node\n// Starts the program and gives its exit status.\n'))).toBe(true);
    expect(isSentence(openingComment('/**\n * What a case is made of.\n */\nexport {};\n'))).toBe(true);
    expect(isSentence(openingComment('-- The table of cases, one row each.\nselect 1;\n'))).toBe(true);
  });
});
