// Files made to harm: each is answered with a problem at a line, in time and memory that follow from its size, and none ends the program.

import { compileFolder } from '../../language/folder';
import { fixFiles } from '../../language/fix';
import { formatFile } from '../../language/format';
import type { Problem } from '../../language/problems';
import { readFolder } from '../definitions';

const PATHS = ['processes/x.yaml', 'texts/x.en.yaml', 'calendars/x.yaml', 'agencies/x.yaml'];
const MEBIBYTE = 1024 * 1024;
/** The large ones are as large as a file may be in the slow suite, and a small part of it else: what grows with the square shows in both. */
const SHARE = process.env['CASEWAY_SLOW'] === '1' ? 1 : 25;

function problemsOf(content: string | Uint8Array): Problem[] {
  // What is large is read once; what is small as each kind of file.
  const paths = content.length < 100_000 ? PATHS : PATHS.slice(0, 1);
  return compileFolder(Object.fromEntries(paths.map((path) => [path, content]))).problems;
}

/** Processor time in ms; what other programs do at the time does not count. */
function cost(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const nines = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000);
const SNAKES = Array.from({ length: 100_000 / SHARE }, (_, index) => `k${index}: 1`).join('\n');

const HOSTILE: [string, string | Uint8Array, Problem['code']][] = [
  ['an alias bomb', `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefghi'[index] ?? ''}, `.repeat(9)}x]`).join('\n')}\n`, 'alias'],
  ['many aliases of one anchor', `a: &a x\nb: [${'*a, '.repeat(5_000)}*a]\n`, 'alias'],
  ['ten thousand brackets', nines('[', ']'), 'too-deep'],
  ['ten thousand braces', nines('{a: ', '}'), 'too-deep'],
  ['brackets that are never closed', `a: ${'['.repeat(500_000 / SHARE)}`, 'too-deep'],
  ['a key that is nested', `? ${'? '.repeat(10_000 / SHARE)}`, 'too-deep'],
  ['a program', Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + index * index) % 256), 'not-utf-8'],
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d), 'not-utf-8'],
  ['text in UTF-16', Buffer.from('\uFEFFprocess: x\n', 'utf16le'), 'not-utf-8'],
  ['zeros', new Uint8Array(100_000 / SHARE), 'hidden-character'],
  ['a hundred megabytes', new Uint8Array(100 * MEBIBYTE).fill(0x61), 'file-too-large'],
  ['a hundred megabytes of text', 'a'.repeat(100 * MEBIBYTE), 'file-too-large'],
  ['a hundred thousand keys', SNAKES, 'too-many-problems'],
  ['a line of a megabyte', `title: ${'word '.repeat(200_000 / SHARE)}`, 'too-long'],
  ['a word of a megabyte', `process: ${'a'.repeat(1_000_000 / SHARE)}`, 'missing-key'],
  ['an id of a megabyte with a letter of another alphabet', `process: ${'a'.repeat(500_000 / SHARE)}о`, 'missing-key'],
  ['a megabyte of spaces', `process: x${' '.repeat(1_000_000 / SHARE)}y`, 'missing-key'],
  ['a megabyte of colons', ':'.repeat(1_000_000 / SHARE), 'yaml-syntax'],
  ['a megabyte of quotes', '"'.repeat(1_000_000 / SHARE), 'yaml-syntax'],
  ['a megabyte of line ends', `${'\n'.repeat(1_000_000 / SHARE)}a`, 'wrong-kind'],
  ['a megabyte of carriage returns', '\r'.repeat(1_000_000 / SHARE), 'hidden-character'],
  ['a megabyte of tabs', `a:\n${'\tb: c\n'.repeat(160_000 / SHARE)}`, 'tab'],
  ['a megabyte of broken lines', 'k: "x" y\n'.repeat(110_000 / SHARE), 'text-after-quote'],
  ['a megabyte of open quotes', "k: 'x\n".repeat(160_000 / SHARE), 'unclosed-quote'],
  ['a megabyte of open brackets, each in a line', 'k: [x\n'.repeat(160_000 / SHARE), 'unclosed-bracket'],
  ['a megabyte of missing spaces', `a: b\n${'k:x\n'.repeat(250_000 / SHARE)}`, 'missing-space'],
  ['a megabyte of direction marks', `a: ${'\u202E'.repeat(300_000 / SHARE)}`, 'hidden-character'],
  ['a megabyte of comments', `${'# x\n'.repeat(250_000 / SHARE)}a: b`, 'missing-key'],
  ['a long list in one line', `a: [${'x, '.repeat(300_000 / SHARE)}x]`, 'unknown-key'],
];

describe('a hostile file', () => {
  // What a plain file of a megabyte costs: many lines, each of them wrong.
  const plain = Array.from({ length: 80_000 / SHARE }, (_, index) => `key_${index}: x`).join('\n');
  const usual = cost(() => problemsOf(plain));

  it.each(HOSTILE)('is a problem at a line, in good time: %s', (_, content, code) => {
    let problems: Problem[] = [];
    const took = cost(() => (problems = problemsOf(content)));
    const text = typeof content === 'string' ? content : Buffer.from(content.subarray(0, MEBIBYTE)).toString('utf8');
    expect([...new Set(problems.map((problem) => problem.code))]).toContain(code);
    for (const { line, column, message } of problems) expect([line >= 1 && line <= text.split('\n').length, column >= 1, message.length < 3_000_000]).toEqual([true, true, true]);
    // Broken parts are read again, a bounded number of times; what took the square of a file would be far beyond.
    expect(took / usual).toBeLessThan(40);
  });

  it.each(HOSTILE.filter(([, content]) => content.length < (SHARE === 1 ? 60_000 : 6_000)))('is neither fixed nor put in order with harm: %s', (_, content) => {
    expect(() => formatFile('processes/x.yaml', content)).not.toThrow();
    const { left } = fixFiles({ 'processes/x.yaml': content }, (files) => compileFolder(files).problems, () => true);
    expect(left.length).toBeGreaterThan(0);
  });
});

const decoded = Object.fromEntries(Object.entries(readFolder()).map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]));
const PROCESS = 'processes/child_protection.yaml';
/** Every id that the shipped process declares. */
const IDS = [...new Set([...(decoded[PROCESS] ?? '').matchAll(/^ *([a-z][a-z0-9_]*):/gm)].map(([, id = '']) => id))];

describe('an id that programs know', () => {
  it.each(['__proto__', 'constructor', 'toString'])('does no harm wherever an id can stand: %s', (word) => {
    const untouched = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
    for (const id of IDS.filter((_, index) => SHARE === 1 || index % 8 === 0)) {
      const files = Object.fromEntries(Object.entries(decoded).map(([path, text]) => [path, text.replace(new RegExp(`\\b${id}\\b`, 'g'), word)]));
      const { problems } = compileFolder(files);
      expect(problems.filter(({ code }) => code === 'rule-crashed')).toEqual([]);
    }
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(untouched);
  });

  it('may be one where it is written as ids are: the process means the same', () => {
    for (const id of ['supervisor', 'risk', 'screening', 'planning', 'follow_up', 'immediate_risk', 'immediate', 'resolved', 'guardian']) {
      const renamed = { ...decoded };
      for (const path of [PROCESS, 'texts/child_protection.en.yaml']) renamed[path] = (decoded[path] ?? '').replace(new RegExp(`(?<![\\w.])${id}(?![\\w])|(?<=\\.)${id}(?=[.:])`, 'g'), 'constructor');
      const errors = compileFolder(renamed).problems.filter(({ file, severity }) => severity === 'error' && file === PROCESS);
      expect([id, errors.map(({ line, code, message }) => `${line} ${code} ${message}`)]).toEqual([id, []]);
    }
  });

  it('may be the name of a file', () => {
    const files = Object.fromEntries(['__proto__', 'constructor', 'toString'].flatMap((name) => PATHS.map((path) => [path.replace('x', name), decoded[PROCESS] ?? ''])));
    expect(compileFolder({ ...decoded, ...files }).problems.some(({ code }) => code === 'name-differs')).toBe(true);
  });
});
