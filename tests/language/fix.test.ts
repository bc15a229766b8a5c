// Mending what is certain: the very characters that were marked, nothing else, and never to a file's harm.

import * as fc from 'fast-check';
import type { FolderFiles } from '../../language/folder';
import { compileFolder, FolderCompiler } from '../../language/folder';
import type { Fixed } from '../../language/fix';
import { fixFiles } from '../../language/fix';
import type { Problem } from '../../language/problems';
import { readFolder } from '../definitions';

const FILES = Object.fromEntries(Object.entries(readFolder()).filter(([path]) => /^(processes|texts|calendars|agencies)\/.*\.yaml$/.test(path)).map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]));
const PROCESS = 'processes/child_protection.yaml';
const TEXT = FILES[PROCESS] ?? '';

const fix = (files: FolderFiles, isAsked: (path: string) => boolean = () => true): Fixed => fixFiles(files, (some) => compileFolder(some).problems, isAsked);

describe('a certain mistake', () => {
  it.each<[string, string | RegExp, string]>([
    ['a key misspelt by one letter', 'remind:', 'remnd:'],
    ['a key with two letters exchanged', 'remind:', 'remnid:'],
    ['a role misspelt', 'supervised_by: supervisor', 'supervised_by: superviser'],
    ['an option misspelt in a condition', 'raise_when: risk is immediate', 'raise_when: risk is imediate'],
    ['yes for true', 'owns_case: true', 'owns_case: yes'],
    ['a tab', /^ {4}owns_case/m, '  \towns_case'],
    ['a missing space', 'owns_case: true', 'owns_case:true'],
    ['a word where a list belongs', 'must_answer: [consent]', 'must_answer: consent'],
    ['a Cyrillic letter', 'who: case_worker', 'who: case_wоrker'],
    ['a direction mark in a key', 'owns_case:', 'owns_case\u200F:'],
    ['a control character', 'process: child_protection', 'process: child_protection\u0000'],
    ['a byte order mark', /^/, '\uFEFF'],
    ['a unit misspelt', 'due: 3 working days', 'due: 3 workin days'],
    ['a wide colon', 'owns_case: true', 'owns_case：true'],
  ])('is mended, and nothing else is touched: %s', (_, from, to) => {
    const wrong = TEXT.replace(from, to);
    expect(wrong).not.toBe(TEXT);
    const { changed, applied, left } = fix({ ...FILES, [PROCESS]: wrong });
    expect(changed).toEqual({ [PROCESS]: TEXT });
    expect(applied.length).toBeGreaterThan(0);
    expect(left).toEqual([]);
  });

  it('may be one of many, with comments and line ends as they were', () => {
    const windows = TEXT.replace(/\n/g, '\r\n').replace('owns_case: true', 'owns_case:   yes  # she answers').replace('remind:', 'remnid:').replace(/who: case_worker\r/g, 'who: case_worke\r');
    const { changed, left } = fix({ ...FILES, [PROCESS]: windows });
    expect(changed[PROCESS]).toBe(TEXT.replace(/\n/g, '\r\n').replace('owns_case: true', 'owns_case:   true  # she answers'));
    expect(left).toEqual([]);
  });

  it('is left in files that were not asked for', () => {
    const files = { ...FILES, [PROCESS]: TEXT.replace('owns_case: true', 'owns_case: yes') };
    expect(fix(files, (path) => path.startsWith('agencies/'))).toEqual({ changed: {}, applied: [], left: [] });
  });
});

describe('what is not certain', () => {
  it('is a tab in the place of more than one level', () => {
    const files = { ...FILES, [PROCESS]: TEXT.replace(/^ {10}- \{ at_once: true, tell: supervisor \}/m, '\t\t- { at_once: true, tell: supervisor }') };
    const { changed, left } = fix(files);
    expect(changed).toEqual({});
    expect(left.map(({ code }) => code)).toContain('tab');
  });

  it('is a path of texts while the process itself is wrong', () => {
    const wrong = TEXT.replace('      psychosocial: ', '      psychosocia_l: ');
    expect(wrong).not.toBe(TEXT);
    const { changed } = fix({ ...FILES, [PROCESS]: `${wrong}nonsense: true\n` });
    expect(Object.keys(changed)).not.toContain('texts/child_protection.en.yaml');
  });

  it.each([
    ['two words are as near', 'who: case_worker\n', 'who: case_worke2\n', "roles:\n  case_worke1:\n    title: A\n"],
    ['it is far from what is known', 'remind:', 'rememberings:', 'roles:\n'],
  ])('is left as it is where %s', (_, from, to, roles) => {
    const files = { ...FILES, [PROCESS]: TEXT.replace(from, to).replace('roles:\n', roles) };
    const { changed, left } = fix(files);
    expect(changed).toEqual({});
    expect(left.length).toBeGreaterThan(0);
  });

  it('is taken back where the file would have more problems than before', () => {
    const problem = (line: number, message: string, certain?: true): Problem => ({ code: 'unknown-key', severity: 'error', file: 'a', line, column: 1, endLine: line, endColumn: 2, message, fix: '', doc: '', ...(certain && { certain, suggestion: 'y' }) });
    const check = ({ a }: FolderFiles): Problem[] => {
      const lines = String(a).split('\n');
      const wrong = lines.flatMap((word, index) => (word === 'x' ? [problem(index + 1, 'x', true)] : []));
      // Two of them mended together are worse than one.
      return lines.filter((word) => word === 'y').length > 1 ? [...wrong, ...['a', 'b', 'c', 'd'].map((message) => problem(9, message))] : wrong;
    };
    expect(fixFiles({ a: 'x\nx\nx' }, check, () => true).changed).toEqual({ a: 'y\nx\nx' });
  });
});

/** One letter less, other, twice, or two exchanged, anywhere in the shipped files. */
const slip = fc.record({ path: fc.constantFrom(...Object.keys(FILES)), at: fc.nat(12_000), kind: fc.constantFrom('drop', 'double', 'swap', 'tab', 'space') });

describe('slips anywhere', () => {
  const compiler = new FolderCompiler();
  const check = (files: FolderFiles): Problem[] => compiler.compile(files).problems;

  it('leave no file with more problems than before, and mending twice is mending once', () => {
    let mended = 0;
    fc.assert(fc.property(fc.array(slip, { minLength: 1, maxLength: 3 }), (slips) => {
      const files = { ...FILES };
      for (const { path, at, kind } of slips) files[path] = slipped(files[path] ?? '', at, kind);
      const before = check(files);
      const { changed, applied, left } = fixFiles(files, check, () => true);
      mended += applied.length;
      expect(check({ ...files, ...changed })).toEqual(left);
      expect(fixFiles({ ...files, ...changed }, check, () => true).changed).toEqual({});
      if (applied.every(({ code }) => code === 'unknown-key' || code === 'unknown-name')) expect(left.length).toBeLessThanOrEqual(before.length);
      if (applied.length === 0) expect(changed).toEqual({});
    }), { numRuns: process.env['CASEWAY_SLOW'] === '1' ? 300 : 40, seed: 20260326 });
    expect(mended).toBeGreaterThan(10);
  });
});

function slipped(text: string, position: number, kind: string): string {
  const at = position % Math.max(1, text.length - 2);
  const [one = '', two = ''] = text.slice(at, at + 2);
  const put = { drop: '', double: one + one, swap: two + one, tab: `\t${one}`, space: one === ' ' ? '' : one }[kind] ?? one;
  return text.slice(0, at) + put + text.slice(at + (kind === 'swap' ? 2 : 1));
}
