// Whatever is done to a file, the checker answers with problems inside the file and never throws, hangs or changes what it was given.

import * as fc from 'fast-check';
import { compileFolder } from '../../language/folder';
import { printProblems } from '../../language/print';
import type { Problem } from '../../language/problems';
import { PROBLEM_CODES } from '../../language/problems';
import { readFolder } from '../definitions';

const FILES = Object.fromEntries(
  Object.entries(readFolder())
    .filter(([path]) => /^(processes|texts|calendars|agencies)\/.*\.yaml$/.test(path))
    .map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]),
);
/** Pieces that YAML, conditions and our language react to. */
const PIECES = [
  '', ' ', '\n', '\t', '  ', ':', ': ', '-', '- ', '{', '}', '[', ']', ',', '#', '"', "'", '|', '>', '&a ', '*a', '!x ', '%', '@', '`', '\\', '\u202E', '\uFEFF', '\u0000', '😀', 'ع',
  'null', 'true', 'yes', '5', '-1', '1e999', '.nan', '~', '<<: ', '__proto__', 'constructor', 'toString', 'none', 'is', 'not', 'and', '(', ')', '===', 'after ', ' before x', 'depends_on', 'otherwise',
  '---\n', '...\n', '? ', 'when: ', 'due: ', 'risk', '99999999999 days', '3 working days after start of planning', 'case_plan',
];

const edit = fc.record({ path: fc.constantFrom(...Object.keys(FILES)), at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(40), piece: fc.constantFrom(...PIECES) });

function check(problem: Problem, files: Record<string, string>): void {
  const lines = (files[problem.file] ?? '').split('\n');
  expect(PROBLEM_CODES).toContain(problem.code);
  expect(problem.line).toBeGreaterThanOrEqual(1);
  expect(problem.line).toBeLessThanOrEqual(lines.length);
  expect(problem.column).toBeGreaterThanOrEqual(1);
  expect(problem.column).toBeLessThanOrEqual((lines[problem.line - 1]?.length ?? 0) + 1);
  expect([problem.endLine > problem.line || problem.endColumn >= problem.column, problem.message !== '', problem.fix !== '']).toEqual([true, true, true]);
}

function compileAndCheck(files: Record<string, string>): void {
  const folder = compileFolder(files);
  folder.problems.forEach((problem) => check(problem, files));
  for (const one of Object.values(folder.processes)) {
    const isFine = one.problems.every((problem) => problem.severity !== 'error');
    if ((one.process !== undefined) !== isFine) throw new Error('A process with errors was compiled, or one without was not.');
    if (one.process) expect(JSON.parse(JSON.stringify(one.process))).toEqual(one.process);
  }
  printProblems(folder.problems, (file) => files[file]);
}

const RUNS = Number(process.env.CASEWAY_RANDOM_EDITS ?? 80);

describe('a random edit of the shipped files', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const files = { ...FILES };
        for (const { path, at, remove, piece } of edits) {
          const text = files[path] ?? '';
          const offset = Math.floor(at * text.length);
          files[path] = text.slice(0, offset) + piece + text.slice(offset + remove);
        }
        compileAndCheck(files);
      }),
      { numRuns: RUNS },
    );
  });

  it('never throws where lines change places or go', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(FILES)), fc.nat(), fc.nat(), fc.nat(4), (path, from, to, indent) => {
        const lines = (FILES[path] ?? '').split('\n');
        const [moved = ''] = lines.splice(from % lines.length, 1);
        lines.splice(to % (lines.length + 1), 0, ' '.repeat(indent) + moved);
        compileAndCheck({ ...FILES, [path]: lines.join('\n') });
      }),
      { numRuns: RUNS },
    );
  });

  it('never throws where a value becomes something else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(FILES)), fc.nat(), fc.constantFrom(...PIECES), fc.constantFrom('value', 'key'), (path, index, piece, what) => {
        const lines = (FILES[path] ?? '').split('\n');
        const at = index % lines.length;
        const [, before = '', key = '', value = ''] = /^(\s*(?:- )?)([^:#]*):(.*)$/.exec(lines[at] ?? '') ?? [];
        lines[at] = what === 'value' ? `${before}${key}: ${piece}` : `${before}${piece}:${value}`;
        compileAndCheck({ ...FILES, [path]: lines.join('\n') });
      }),
      { numRuns: RUNS },
    );
  });

  it('never throws for what is no definition at all', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(FILES)), fc.string({ unit: 'binary', maxLength: 200 }), (path, text) => compileAndCheck({ ...FILES, [path]: text })),
      { numRuns: RUNS },
    );
  });

  it('is refused by bytes that are no text, without throwing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void compileFolder({ 'processes/p.yaml': bytes, 'agencies/a.yaml': bytes, 'calendars/c.yaml': bytes })), { numRuns: RUNS });
  });
});
