// Reading YAML: positions, traps with names of their own, and bounds that keep a file from hanging or ending the program.

import { compileProcess } from '../../language/compile';
import { readSource } from '../../language/bytes';
import { Report } from '../../language/report';
import { Source } from '../../language/source';
import { parseYaml } from '../../language/yaml';

const codesOf = (text: string | Uint8Array): string[] => compileProcess({ path: 'p.yaml', text }).problems.map((problem) => problem.code);
const read = (text: string): Report => {
  const report = new Report(new Source('p.yaml', text));
  parseYaml(report);
  return report;
};

describe('a file that is not read at all', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'empty-file'],
    ['of comments alone', '# nothing\n', 'empty-file'],
    ['not UTF-8', Uint8Array.of(0x61, 0x3a, 0x20, 0xc3, 0x28), 'not-utf-8'],
    ['with a byte order mark', '\uFEFFprocess: x\n', 'byte-order-mark'],
    ['with a byte order mark in its bytes', Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), 'byte-order-mark'],
    ['over a mebibyte', `# ${'x'.repeat(1024 * 1024)}`, 'file-too-large'],
    ['of two documents', 'process: x\n---\nprocess: y\n', 'several-documents'],
  ])('says why: %s', (_, text, code) => {
    expect(codesOf(text)).toEqual([code]);
  });

  it('counts the bytes of a text, not its letters', () => {
    expect(readSource('p.yaml', 'ع'.repeat(600_000))).toMatchObject({ problem: { code: 'file-too-large' } });
  });
});

describe('what is nested too deep', () => {
  it.each([
    ['brackets', '['.repeat(200_000)],
    ['braces', '{a: '.repeat(50_000)],
    ['dashes', '- '.repeat(100_000)],
    ['indentation', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['question marks', '? '.repeat(100_000)],
  ])('is refused at once: %s', (_, text) => {
    const before = performance.now();
    expect(read(text).problems.map((problem) => problem.code)).toEqual(['too-deep']);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('a trap of YAML', () => {
  it.each([
    ['a tab', 'a:\n\tb: c\n', 'tab', 2, 1],
    ['an alias', 'a: *b\n', 'alias', 1, 4],
    ['an anchor', 'a: &b c\n', 'alias', 1, 4],
    ['a tag', 'a: !b c\n', 'tag', 1, 4],
    ['a tag of YAML itself', 'a: !!str 5\n', 'tag', 1, 4],
    ['a percent sign', 'a: %b\n', 'yaml-syntax', 1, 4],
    ['a backtick', 'a: `b`\n', 'yaml-syntax', 1, 4],
    ['an at sign', 'a: @b\n', 'yaml-syntax', 1, 4],
    ['a colon in a text', 'a: b: c\n', 'colon-in-text', 1, 4],
    ['text after a quoted text', 'a: "b" c\n', 'yaml-syntax', 1, 8],
    ['a backslash in double quotes', 'a: "C:\\dir"\n', 'yaml-syntax', 1, 7],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', 'duplicate-key', 3, 1],
    ['a key twice, once in quotes', 'a: 1\n"a": 3\n', 'duplicate-key', 2, 1],
    ['a key that is a list', '? [a]\n: b\n', 'yaml-syntax', 1, 3],
    ['a comma in braces', 'a: { b: c, d }\n', 'comma-in-braces', 1, 12],
    ['a direction mark in a key', 'a\u200Fb: c\n', 'hidden-character', 1, 1],
    ['an override in a word', 'a: x\u202Ey\n', 'hidden-character', 1, 4],
    ['a missing space after the colon', 'a:b\nc: d\n', 'yaml-syntax', 1, 1],
    ['a line indented too little', 'a:\n    b: c\n  d: e\n', 'yaml-syntax', 3, 3],
    ['an open bracket', 'a: [b, c\nd: e\n', 'yaml-syntax', 2, 1],
    ['an unknown directive', '%FOO\n---\na: b\n', 'yaml-syntax', 1, 1],
  ])('is named at its place: %s', (_, text, code, line, column) => {
    const [problem, ...others] = read(text).problems;
    expect(problem).toMatchObject({ code, line, column });
    expect(others).toEqual([]);
  });

  it('is left alone where it is none', () => {
    const text = "a: 'C:\\dir: x'\nb: \"*x* & !y\"\nc: >-\n  x: y, {z}\nd: x\u200Fy ع\ne: yes\nf: 05-25\ng: { h: 1 day, i: j }\nk: [l, m]\nn: x#y\n";
    expect(read(text).problems).toEqual([]);
  });
});

describe('problems', () => {
  it('stop at five hundred of a file', () => {
    const text = `process: x\n${Array.from({ length: 2000 }, (_, index) => `k${index}: 1`).join('\n')}\n`;
    const { problems } = compileProcess({ path: 'p.yaml', text });
    expect(problems).toHaveLength(501);
    expect(problems.map((problem) => problem.code)).toContain('too-many-problems');
  });

  it('of a file with a great many keys are found in good time', () => {
    const text = Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`).join('\n');
    const before = performance.now();
    expect(codesOf(text)).toContain('unknown-key');
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it('count columns as editors do', () => {
    expect(read("a: 'ع😀' x\n").problems[0]).toMatchObject({ line: 1, column: 10 });
  });
});
