// Putting a file in order: comments and meaning stay, twice is the same as once, and what cannot be read is left alone.

import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { compileFolder } from '../../language/folder';
import { formatFile } from '../../language/format';
import { hasErrors } from '../../language/problems';
import { readFolder } from '../definitions';

const FILES = Object.fromEntries(Object.entries(readFolder()).filter(([path]) => path.endsWith('.yaml')).map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]));
const PROCESS = 'processes/child_protection.yaml';

function formatted(text: string, path = 'processes/p.yaml'): string {
  const result = formatFile(path, text);
  if ('problems' in result) throw new Error(result.problems.map(({ line, code }) => `${line} ${code}`).join(', '));
  return result.text;
}

const commentsOf = (text: string): string[] => text.split(/\r?\n/).flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1]?.trim() ?? []);

describe('a file put in order', () => {
  it.each(Object.keys(FILES))('is the shipped one as it stands: %s', (path) => {
    expect(formatted(FILES[path] ?? '', path)).toBe(FILES[path]);
  });

  it.each([
    ['indentation', 'a:\n    b: c\n    d:\n          - e\n          -   f\n', 'a:\n  b: c\n  d:\n    - e\n    - f\n'],
    ['entries at the column of their key', 'a:\n- b: c\n  d: e\n- f: g\n', 'a:\n  - b: c\n    d: e\n  - f: g\n'],
    ['spaces after colons', 'a:   b\nc :  d\n', 'a: b\nc: d\n'],
    ['spaces in brackets and braces', 'a: [b,c ,d ]\ne: {f: g,h:  i}\n', 'a: [b, c, d]\ne: { f: g, h: i }\n'],
    ['a short list over several lines', 'a: [b,\n  c,\n  d,\n]\n', 'a: [b, c, d]\n'],
    ['braces inside braces', 'a: { b: { c: d }, e: f }\n', 'a:\n  b:\n    c: d\n  e: f\n'],
    ['a long list', `a: [${'a_rather_long_id, '.repeat(8)}end]\n`, `a:\n${'  - a_rather_long_id\n'.repeat(8)}  - end\n`],
    ['a long map in a list', `a:\n  - { ${[1, 2, 3, 4].map((one) => `key${one}_of_some_length: value_of_it, `).join('')}z: x }\n`, 'a:\n  - key1_of_some_length: value_of_it\n    key2_of_some_length: value_of_it\n    key3_of_some_length: value_of_it\n    key4_of_some_length: value_of_it\n    z: x\n'],
    ['quotes', 'a: "b c"\nd: \'e\'\n\'f\': "24 hours"\ng: "it\'s"\n', "a: b c\nd: e\nf: 24 hours\ng: \"it's\"\n"],
    ['quotes that are needed', "a: '08:00'\nb: 'yes'\nc: '5'\nd: 'e: f'\ng: ' h'\ni: '#j'\nk: '!l'\nm: ''\n", "a: '08:00'\nb: 'yes'\nc: '5'\nd: 'e: f'\ng: ' h'\ni: '#j'\nk: '!l'\nm: ''\n"],
    ['line ends and spaces behind', '\uFEFFa: b  \r\nc: d\t\r\n\r\n\r\n', 'a: b\nc: d\n'],
    ['blank lines', '\n\na: b\n\n\n\nc:\n  d:\n    e: f\ng: h', 'a: b\n\nc:\n  d:\n    e: f\n\ng: h\n'],
    ['comments with what they belong to', '# top\na:\n    # one\n    b: c   # two\n    # end\n# three\nd:\n  e:\n   # four\n   f: g\n', '# top\na:\n  # one\n  b: c   # two\n  # end\n\n# three\nd:\n  e:\n    # four\n    f: g\n'],
    ['comments that stand below each other', 'a: "b"       # one\nc: "d e"     # two\n', 'a: b         # one\nc: d e       # two\n'],
    ['texts over several lines', 'a:\n    b: |\n        one\n          two\n\n        three\n    c: >-\n      four\n    d: five\n      six\n    e: "seven\n      eight"\n', 'a:\n  b: |\n    one\n      two\n\n    three\n  c: >-\n    four\n  d: five\n    six\n  e: "seven\n    eight"\n'],
  ])('has its %s in order', (_, before, after) => {
    expect(formatted(before)).toBe(after);
    expect(formatted(after)).toBe(after);
  });

  it.each([['a syntax error', 'a: [b\nc: d\n', 'unclosed-bracket'], ['a key twice', 'a: b\na: c\n', 'duplicate-key'], ['a tag', 'a: !b c\n', 'tag'], ['two documents', 'a: b\n---\nc: d\n', 'several-documents']])('is refused with %s', (_, text, code) => {
    expect(formatFile('p.yaml', text)).toMatchObject({ problems: [{ code }] });
  });

  it('may be empty or of comments alone', () => {
    expect(formatted('')).toBe('');
    expect(formatted('# nothing yet\n')).toBe('# nothing yet\n');
  });
});

/** What a person might do to the layout of a file without changing what it says. */
const UNTIDY: ((text: string, at: number) => string)[] = [
  (text, at) => onLine(text, at, (line) => (/^ *[a-z_]+: *\S/.test(line) && !/#/.test(line) ? `${line}    # note ${at}` : line)),
  (text, at) => onLine(text, at, (line) => `${line.startsWith(' ') ? (/^ */.exec(line)?.[0] ?? '') : ''}# a comment of its own ${at}\n${line}`),
  (text, at) => onLine(text, at, (line) => `\n\n${line}`),
  (text, at) => onLine(text, at, (line) => line.replace(/^( *(?:- )?[a-z_]+):(?= \S)/, '$1:   ')),
  (text, at) => onLine(text, at, (line) => line.replace(/^( *[a-z_]+: )(?!true|false)([a-z][a-z_]*)$/, '$1"$2"')),
  (text, at) => onLine(text, at, (line) => line.replace(/\[(.*)\]$/, (_, inner: string) => `[ ${inner.split(', ').join(' , ')} ]`)),
  (text) => text.replace(/^( +)/gm, '$1$1'),
  (text) => text.replace(/\r?\n/g, '\r\n'),
  (text) => text.replace(/^( *)([a-z_]+): \[([a-z_, ]+)\]$/gm, (_, margin: string, key: string, items: string) => `${margin}${key}:\n${items.split(', ').map((item) => `${margin}- ${item}`).join('\n')}`),
];

function onLine(text: string, at: number, change: (line: string) => string): string {
  const lines = text.split('\n');
  const index = at % Math.max(1, lines.length - 1);
  // A comment line there, or a text over several lines, would make another text of it.
  if (/[>|]-?$/.test(lines[index - 1] ?? '')) return text;
  lines[index] = change(lines[index] ?? '');
  return lines.join('\n');
}

const RUNS = process.env['CASEWAY_SLOW'] === '1' ? 300 : 30;

describe('any file of the shipped ones, made untidy', () => {
  const untidy = fc.tuple(fc.constantFrom(...Object.keys(FILES)), fc.array(fc.tuple(fc.nat(UNTIDY.length - 1), fc.nat(400)), { maxLength: 6 }))
    .map(([path, edits]): [string, string] => [path, edits.reduce((text, [kind, at]) => (UNTIDY[kind] ?? String)(text, at), FILES[path] ?? '')]);
  const hashes = (files: Record<string, string>): unknown => {
    const { processes, calendars, agencies, problems } = compileFolder(files);
    return [Object.values({ ...processes, ...calendars, ...agencies }).map((one) => ('hash' in one ? one.hash : undefined)), Object.values(processes).map((one) => one.texts), hasErrors(problems)];
  };

  it('keeps each comment and its compiled form, and is in order at once', () => {
    fc.assert(fc.property(untidy, ([path, text]) => {
      const result = formatFile(path, text);
      // An edit may have broken the file: then nothing is done.
      if ('problems' in result) return;
      expect(commentsOf(result.text)).toEqual(commentsOf(text));
      expect(formatted(result.text, path)).toBe(result.text);
      expect(result.text).not.toMatch(/[ \t]$|\r|\n\n$/);
      expect(hashes({ ...FILES, [path]: result.text })).toEqual(hashes({ ...FILES, [path]: text }));
    }), { numRuns: RUNS, seed: 20260326 });
  });

  it('is put back as it was where only its layout was changed', () => {
    for (const [kind, at] of [[3, 41], [4, 25], [5, 44], [7, 0]] as const) {
      const text = FILES[PROCESS] ?? '';
      expect(formatted((UNTIDY[kind] ?? String)(text, at))).toBe(text);
    }
  });
});

/** Small YAML of any layout. */
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3, depthSize: 'small' },
    fc.constantFrom('x', 'two words', 'a: b', "it's", '#no', '5', '-1', 'yes', ' lead', 'multi\nline', 'ع ر', '', '[a', '24 hours', true, 7, null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'bee', 'c_d', 'Some key', '5', 'é'), tie('tree'), { maxKeys: 4 })),
}));

describe('generated YAML', () => {
  it('means the same in order, and is in order at once', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), tree, { minKeys: 1 }), fc.constantFrom(2, 3, 4, 7), fc.boolean(), fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL'), (value, indent, indentSeq, defaultStringType) => {
      const text = stringify(value, { indent, indentSeq, defaultStringType: defaultStringType as 'PLAIN', lineWidth: 40 });
      const result = formatFile('p.yaml', text);
      if ('problems' in result) return;
      expect(parse(result.text, { uniqueKeys: false })).toEqual(parse(text, { uniqueKeys: false }));
      expect(formatted(result.text)).toBe(result.text);
    }), { numRuns: RUNS * 10, seed: 20260326 });
  });
});
