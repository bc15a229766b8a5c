// Every code a person can meet is explained in the documentation, and nothing is explained that does not exist.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { declaredCodes, documentedCodes } from './codes';
import { ROOT, textOf } from './tree';

/** Where codes are declared, under which name, and the page that explains them. Compared as soon as the source file exists. */
const PAGES = [
  { source: 'case/refusals.ts', name: 'REFUSAL_CODES', page: 'docs/refusals.md' },
  { source: 'language/problems.ts', name: 'PROBLEM_CODES', page: 'docs/problems.md' },
  { source: 'api/errors.ts', name: 'API_ERROR_CODES', page: 'docs/errors.md' },
  { source: 'engine/engine-error.ts', name: 'EngineErrorCode', page: 'docs/engine-errors.md' },
];

describe('the documentation of codes', () => {
  const present = PAGES.filter(({ source }) => existsSync(join(ROOT, source)));

  it.each(present)('$page explains every code of $source, each once, and no other', ({ source, name, page }) => {
    const declared = declaredCodes(textOf(source), name);
    const documented = existsSync(join(ROOT, page)) ? documentedCodes(textOf(page)) : [];
    expect({ page, codes: [...documented].sort() }).toEqual({ page, codes: [...declared].sort() });
  });

  it.each(present)('the codes of $source are kebab-case and declared once', ({ source, name }) => {
    const declared = declaredCodes(textOf(source), name);
    expect(declared.filter((code) => !/^[a-z]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
    expect(declared).toHaveLength(new Set(declared).size);
  });
});

describe('reading codes', () => {
  it('finds them in an array, a union and the keys of an object', () => {
    expect(declaredCodes("export const CODES = ['a', /* why */ 'b-c'] as const;", 'CODES')).toEqual(['a', 'b-c']);
    expect(declaredCodes("export type Code = 'a' | 'b-c';\ntype Other = 'd';", 'Code')).toEqual(['a', 'b-c']);
    expect(declaredCodes("const TEXTS = { a: 'A text', 'b-c': { fix: 'Do it' } };", 'TEXTS')).toEqual(['a', 'b-c']);
  });

  it('says so when there are none', () => {
    expect(() => declaredCodes('export const CODES = [] as const;', 'CODES')).toThrow('No codes are declared as CODES');
  });

  it('takes headings and first cells of a page, and no mention within a sentence', () => {
    const page = '# Codes\n\n## `a-b`\n\nSee `c`, or:\n\n| Code | Fix |\n|---|---|\n| `d` | `e` |\n';
    expect(documentedCodes(page)).toEqual(['a-b', 'd']);
  });
});
