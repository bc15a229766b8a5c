// Reading YAML: positions, and every trap with a name of its own, its fix, and a suggestion where one is certain.

import { compileProcess } from '../../language/compile';
import { readSource } from '../../language/bytes';
import type { Problem } from '../../language/problems';
import { Report } from '../../language/report';
import { Source } from '../../language/source';
import type { Node } from '../../language/tree';
import { parseYaml } from '../../language/yaml';

const codesOf = (text: string | Uint8Array): string[] => compileProcess({ path: 'p.yaml', text }).problems.map((problem) => problem.code);
const read = (text: string): Report => {
  const report = new Report(new Source('p.yaml', text));
  parseYaml(report);
  return report;
};

/** What was read, as plain values; `⛔` where a part is broken. */
function readValues(text: string): unknown {
  const values = (node: Node): unknown => {
    if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key, values(value)]));
    if (node.kind === 'list') return node.items.map(values);
    return node.isBroken ? '⛔' : node.value;
  };
  const root = parseYaml(new Report(new Source('p.yaml', text)));
  return root && values(root.node);
}

describe('a file that is not read at all', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'empty-file'],
    ['of comments alone', '# nothing\n', 'empty-file'],
    ['not UTF-8', Uint8Array.of(0x61, 0x3a, 0x20, 0xc3, 0x28), 'not-utf-8'],
    ['over a mebibyte', `# ${'x'.repeat(1024 * 1024)}`, 'file-too-large'],
    ['of two documents', 'process: x\n---\nprocess: y\n', 'several-documents'],
  ])('says why: %s', (_, text, code) => {
    expect(codesOf(text)).toEqual([code]);
  });

  it('counts the bytes of a text, not its letters', () => {
    expect(readSource('p.yaml', 'ع'.repeat(600_000))).toMatchObject({ problem: { code: 'file-too-large' } });
  });

  it('says at which line and column the bytes are no text', () => {
    const bytes = Buffer.concat([Buffer.from('title: عنوان\nsay: a'), Buffer.from([0xff, 0xfe]), Buffer.from('\nb: c\n'.repeat(500))]);
    expect(readSource('p.yaml', bytes)).toMatchObject({ problem: { code: 'not-utf-8', line: 2, column: 7 } });
    expect(readSource('p.yaml', Buffer.from('title: ع').subarray(0, 8))).toMatchObject({ problem: { code: 'not-utf-8', line: 1 } });
  });
});

describe('a byte order mark', () => {
  it.each<[string, string | Uint8Array]>([['in a text', '\uFEFFprocess: x\ntitel: y\n'], ['in bytes', Buffer.from('\uFEFFprocess: x\ntitel: y\n')]])('is a problem, and the file is read on: %s', (_, text) => {
    const { problems } = compileProcess({ path: 'p.yaml', text });
    expect(problems[0]).toMatchObject({ code: 'byte-order-mark', line: 1, column: 1, suggestion: '', certain: true });
    expect(problems.find(({ code }) => code === 'unknown-key')).toMatchObject({ line: 2, column: 1 });
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
    expect(read(text).problems.map((problem) => problem.code)).toEqual(['too-deep']);
  });
});

/** Name, text, code, line, column, suggestion (`!` behind it: certain). */
const TRAPS: [string, string, Problem['code'], number, number, string?][] = [
  ['a tab', 'a:\n\tb: c\n', 'tab', 2, 1, '  !'],
  ['a tab behind spaces', 'a:\n  b: c\n  \td: e\n', 'tab', 3, 3, '  !'],
  ['an alias', 'a: *b\n', 'alias', 1, 4],
  ['an anchor', 'a: &b c\n', 'alias', 1, 4],
  ['a tag', 'a: !b c\n', 'tag', 1, 4],
  ['a tag of YAML itself', 'a: !!str 5\n', 'tag', 1, 4],
  ['a merge key', 'a:\n  <<: { b: c }\n', 'merge-key', 2, 3],
  ['a percent sign', 'a: %b\n', 'reserved-character', 1, 4, "'%b'!"],
  ['a backtick', 'a: `b`\n', 'reserved-character', 1, 4, "'`b`'!"],
  ['an at sign', 'a: @b\n', 'reserved-character', 1, 4, "'@b'!"],
  ['a comma', 'a: , b\n', 'reserved-character', 1, 4, "', b'!"],
  ['a greater than', 'a: > 5 days\nb: c\n', 'reserved-character', 1, 4, "'> 5 days'!"],
  ['a bar', 'a: |b\nb: c\n', 'reserved-character', 1, 4, "'|b'!"],
  ['a colon in a text', 'a: b: c\n', 'colon-in-text', 1, 4],
  ['a colon in a sentence', 'a: Note well: c d # e\n', 'colon-in-text', 1, 4, "'Note well: c d'!"],
  ['text after a quoted text', 'a: "b" c\n', 'text-after-quote', 1, 8],
  ['a quote inside single quotes', "a: 'it's'\n", 'text-after-quote', 1, 8],
  ['a backslash in double quotes', 'a: "C:\\dir"\n', 'bad-escape', 1, 7, '\\\\d!'],
  ['a key twice', 'a: 1\nb: 2\na: 3\n', 'duplicate-key', 3, 1],
  ['a key twice, once in quotes', 'a: 1\n"a": 3\n', 'duplicate-key', 2, 1],
  ['a key that is a list', '? [a]\n: b\n', 'yaml-syntax', 1, 3],
  ['a comma in braces', 'a: { b: c, d }\n', 'comma-in-braces', 1, 12],
  ['a bracket in braces', 'a: { when: risk is [b, c], to: d }\n', 'comma-in-braces', 1, 20],
  ['double braces', 'a: {{ b }}\nc: d\n', 'double-braces', 1, 4, "'{{ b }}'!"],
  ['double braces and a text', 'a: {{ b }} c\n', 'double-braces', 1, 4, "'{{ b }} c'!"],
  ['a direction mark in a key', 'a\u200Fb: c\n', 'hidden-character', 1, 1, 'ab!'],
  ['an override in a word', 'a: x\u202Ey\n', 'hidden-character', 1, 5, '!'],
  ['an override in a comment', 'a: b # \u202Ec\n', 'hidden-character', 1, 8, '!'],
  ['a space that is none', 'a:\n\u00A0\u00A0b: c\n', 'hidden-character', 2, 1, '  b!'],
  ['a control character', 'a: b\u0000c d\n', 'hidden-character', 1, 5, '!'],
  ['half of a character', 'a: \uD800 b\n', 'hidden-character', 1, 4, '!'],
  ['what is no character', 'a: \uFDD0 b\n', 'hidden-character', 1, 4, '!'],
  ['a carriage return alone', 'a: b\rc\n', 'hidden-character', 1, 5, '\n!'],
  ['a Cyrillic letter in a key', 'rоle: b\n', 'look-alike', 1, 1, 'role!'],
  ['a Cyrillic letter in a word', 'a: case_wоrker\n', 'look-alike', 1, 4, 'case_worker!'],
  ['letters of full width', 'ｒole: b\n', 'look-alike', 1, 1, 'role!'],
  ['a missing space after the colon', 'a:b\nc: d\n', 'missing-space', 1, 1, 'a: b!'],
  ['a missing space after the last colon', 'x:\n  c: d\n  a:b\n', 'missing-space', 3, 3, 'a: b!'],
  ['a missing space after a colon in braces', 'x: { a:b, c: d }\n', 'missing-space', 1, 6, 'a: b!'],
  ['a missing space after the dash', 'x:\n  -a\n', 'missing-space', 2, 3, '- a!'],
  ['missing spaces after dashes', 'x:\n  -a\n  -b\ny: z\n', 'missing-space', 2, 3, '- a\n  - b!'],
  ['a missing colon', 'a:\n  b c\n  d: e\n', 'missing-colon', 2, 3, 'b: c'],
  ['a wide colon', 'a： b\nc: d\n', 'missing-colon', 1, 1, 'a: b!'],
  ['a line indented too little', 'a:\n    b: c\n  d: e\n', 'bad-indentation', 3, 3],
  ['a line indented too much', 'a:\n  b: c\n    d: e\n  f: g\n', 'bad-indentation', 3, 5],
  ['a key among entries', 'a:\n  - b: c\n  d: e\n', 'bad-indentation', 3, 3],
  ['an entry among keys', 'a:\n  b: c\n  - d\n', 'list-among-keys', 3, 3],
  ['an entry in the line of its key', 'a: - b\nc: d\n', 'list-in-line', 1, 4],
  ['an open bracket', 'a: [b, c\nd: e\n', 'unclosed-bracket', 1, 4],
  ['an open brace in a list', 'a:\n  - { b: c\n  - { d: e }\nf: g\n', 'unclosed-bracket', 2, 5],
  ['a bracket too many', 'a: [b]]\nc: d\n', 'yaml-syntax', 1, 7],
  ['a quote that is not closed', "a: 'b c\nd: e\n", 'unclosed-quote', 1, 4, "'b c'!"],
  ['a quote that a later one closes', "x:\n  a: 'b\n  c: 'd'\n", 'unclosed-quote', 2, 6, "'b'!"],
  ['a double quote that is not closed', 'x:\n  a: "b\ny: "d"\n', 'unclosed-quote', 2, 6, '"b"!'],
  ['a value that is a comment', 'a: #b c\nd: e\n', 'hash-in-text', 1, 4, "'#b c'"],
  ['an unknown directive', '%FOO\n---\na: b\n', 'yaml-syntax', 1, 1],
];

describe('a trap of YAML', () => {
  it.each(TRAPS.map((trap): [string, typeof trap] => [trap[0], trap]))('is named at its place: %s', (_, [, text, code, line, column, suggestion]) => {
    const [problem, ...others] = read(text).problems;
    expect(problem).toMatchObject({ code, line, column });
    expect(others).toEqual([]);
    const isCertain = suggestion?.endsWith('!') === true;
    expect([problem?.suggestion, problem?.certain]).toEqual([isCertain ? suggestion.slice(0, -1) : suggestion, isCertain ? true : undefined]);
  });

  it('has a code of its own for most of them', () => {
    expect(new Set(TRAPS.map(([, , code]) => code)).size).toBeGreaterThanOrEqual(22);
  });

  it.each([
    ['quotes, brackets and words of other YAML', "a: 'C:\\dir: x'\nb: \"*x* & !y\"\nc: >-\n  x: y, {z}\nd: x\u200Fy ع\ne: yes\nf: 05-25\ng: { h: 1 day, i: j }\nk: [l, m]\nn: x#y\n"],
    ['keys that older readers take for something else', 'on: a\nyes: b\nno: c\n08:00: d\n1e3: e\n'],
    ['dates and times', 'a: 2026-03-20\nb: 08:00\nc: 2026-03-20T09:00\n'],
    ['Windows line ends', 'a:\r\n  b: c\r\n  d: [e,\r\n    f]\r\n'],
    ['texts over several lines', "a: 'b\n  c'\nd: \"e\n  f\"\ng: h\n  i\nj: |\n  k: l: m\n   'n\n  \to\n"],
    ['a closed isolate and other alphabets', "a: \u2067ابج\u2069 d\nb: Ёлка и iPhone\nc: Ελλάδα\n'имя': x\n"],
    ['negative numbers and dashes', 'a: -5\nb: -c\nd:\n  -5\n'],
    ['a document start and comments', '# a\n---\nb: c # d\n# e\n'],
  ])('is left alone where it is none: %s', (_, text) => {
    expect(read(text).problems).toEqual([]);
  });
});

describe('a broken part', () => {
  it('leaves the rest to be read, and each broken place is told', () => {
    const text = "a: 'it's'\nb:\n  c: [d\n  e: f\ng: \"x\" y\nh:k\nl: m: n\n\to: p\nq: @r\ns: t\n";
    expect(read(text).problems.map(({ line, code }) => `${line} ${code}`).sort()).toEqual(['1 text-after-quote', '3 unclosed-bracket', '5 text-after-quote', '6 missing-space', '7 colon-in-text', '8 tab', '9 reserved-character']);
    expect(readValues(text)).toEqual({ a: '⛔', b: { c: '⛔', e: 'f' }, g: '⛔', l: '⛔', q: '⛔', s: 't' });
  });

  it('is bounded: a file that is broken everywhere is given up', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `k${index}: "x" y`).join('\n');
    const codes = read(`${lines}\nlast: fine\n`).problems.map(({ code }) => code);
    expect(codes.length).toBeLessThanOrEqual(41);
    expect(codes).toContain('too-many-problems');
  });
});

describe('problems', () => {
  it('stop at five hundred of a file', () => {
    const text = `process: x\n${Array.from({ length: 2000 }, (_, index) => `k${index}: 1`).join('\n')}\n`;
    const { problems } = compileProcess({ path: 'p.yaml', text });
    expect(problems).toHaveLength(501);
    expect(problems.map((problem) => problem.code)).toContain('too-many-problems');
  });

  it('count columns as editors do', () => {
    expect(read("a: 'ع😀' x\n").problems[0]).toMatchObject({ line: 1, column: 10 });
  });
});
