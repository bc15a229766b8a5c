// Problems in a terminal: the line with its caret, also where the line is written from right to left, and nothing that moves the cursor.

import { compileProcess } from '../../language/compile';
import { columnsOf } from '../../cli/right-to-left';
import { printProblem, printProblems } from '../../language/print';
import type { Problem } from '../../language/problems';

const PROBLEM: Problem = {
  code: 'unknown-key', severity: 'error', file: 'processes/p.yaml', line: 2, column: 5, endLine: 2, endColumn: 11, message: '`remnid` is not a key.', fix: 'Did you mean `remind`?',
  suggestion: 'remind', doc: 'docs/problems.md#unknown-key',
};

describe('a printed problem', () => {
  it('shows place, code, line, caret, fix and page', () => {
    expect(printProblem(PROBLEM, 'tasks:\n    remnid: [1 day]\n')).toBe(
      [
        'processes/p.yaml:2:5 error unknown-key',
        '  `remnid` is not a key.',
        '  2 |     remnid: [1 day]',
        '    |     ^^^^^^',
        '  Did you mean `remind`?',
        '  docs/problems.md#unknown-key',
      ].join('\n'),
    );
  });

  it('does without the line where the text is not at hand', () => {
    expect(printProblem(PROBLEM).split('\n')).toHaveLength(4);
    expect(printProblem({ ...PROBLEM, line: 99 }, 'one line\n').split('\n')).toHaveLength(4);
  });

  it('keeps a right-to-left line to itself and names what is marked', () => {
    const printed = printProblem({ ...PROBLEM, line: 1, endLine: 1, column: 15, endColumn: 19 }, 'say: متابعة، فوري هنا');
    const [, , line, caret] = printed.split('\n');
    expect(line).toBe('  1 | \u2066say: متابعة، فوري هنا\u2069');
    expect(caret).toBe('    |               ^^^^ \u2066وري\u2069');
  });

  it('does not count marks on letters as columns', () => {
    const text = 'مُدَّة: x';
    const printed = printProblem({ ...PROBLEM, line: 1, endLine: 1, column: text.indexOf('x') + 1, endColumn: text.indexOf('x') + 2 }, text);
    expect(printed.split('\n')[3]?.startsWith('    |      ^')).toBe(true);
  });

  it('shows a part of a long line', () => {
    const text = `a: ${'x'.repeat(5000)}!`;
    const printed = printProblem({ ...PROBLEM, line: 1, endLine: 1, column: text.length, endColumn: text.length + 1 }, text);
    expect(Math.max(...printed.split('\n').map((line) => line.length))).toBeLessThan(120);
    expect(printed.split('\n')[3]?.endsWith('^')).toBe(true);
  });

  it.each([40, 60, 80, 120])('is no wider than a terminal of %s columns, and the caret stands under what is marked', (width) => {
    for (const [line, mark] of [[`say: ${'many words '.repeat(40)}here${' and more'.repeat(40)}`, 'here'], [`say: ${'名前'.repeat(200)}!`, '!'], [`${'👩‍👧'.repeat(60)}x${'é'.repeat(90)}`, 'x'], ['short: x', 'x']] as const) {
      const column = line.indexOf(mark) + 1;
      const printed = printProblem({ ...PROBLEM, message: `This ${'is a long sentence '.repeat(12)}.`, line: 1, endLine: 1, column, endColumn: column + mark.length }, line, { width });
      const [shown = '', caret = ''] = printed.split('\n').filter((one) => /^ +\d* \|/.test(one));
      expect(Math.max(...printed.split('\n').map(columnsOf))).toBeLessThanOrEqual(Math.max(width, 40));
      expect(shown).not.toMatch(/\p{Cs}/u);
      expect(columnsOf(caret.slice(0, caret.indexOf('^')))).toBe(columnsOf(shown.slice(0, shown.indexOf(mark, 6))));
    }
  });

  it('finds the line among many in good time', () => {
    const text = 'a: b\n'.repeat(100_000);
    const problems = Array.from({ length: 500 }, (_, index) => ({ ...PROBLEM, line: 99_000 + index, column: 1, endLine: 99_000 + index, endColumn: 2 }));
    const before = process.cpuUsage().user;
    expect(printProblems(problems, () => text)).toContain('99499 | a: b');
    expect(process.cpuUsage(undefined).user - before).toBeLessThan(10_000_000);
  });

  it('lets nothing through that would turn the line round or colour the terminal', () => {
    const printed = printProblem({ ...PROBLEM, line: 1, endLine: 1, column: 1, endColumn: 40, message: 'a\u001B[31m' }, 'a: \u001B[31m\u202Eevil\u0007\n');
     
    expect(printed.replace(/\n/g, '')).not.toMatch(/[\u0000-\u001F\u202E]/);
  });

  it('is counted with the others', () => {
    const text = 'process: p\n';
    const { problems } = compileProcess({ path: 'processes/p.yaml', text });
    expect(printProblems(problems, () => text)).toMatch(/\n\n6 errors, 0 warnings$/);
    expect(printProblems([])).toBe('0 errors, 0 warnings');
    expect(printProblems([PROBLEM], undefined, { dress: (part, words) => (part === 'error' ? `<${words}>` : words) })).toContain('<error> unknown-key');
  });
});
