// Random edits of the shipped files, each told by a number, and what must be true of the checker's answer to any of them.

import { FolderCompiler } from '../../language/folder';
import { printProblems } from '../../language/print';
import type { Problem } from '../../language/problems';
import { PROBLEM_CODES } from '../../language/problems';
import { readFolder } from '../definitions';

/** The files of one agency that people edit: the other agencies' would make each edit cost three times as much. */
export const FILES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(readFolder())
    .filter(([path]) => /^(processes|texts|agencies)\/.*child_protection.*\.yaml$|^calendars\/jordan\.yaml$/.test(path))
    .map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]),
);
const PATHS = Object.keys(FILES);
const TOKENS = /[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]|\n *| +/gu;

/** Pieces that YAML, conditions and our language react to. */
const PIECES = [
  '', ' ', '\n', '\t', '  ', ':', ': ', '-', '- ', '{', '}', '[', ']', ',', '#', '"', "'", '|', '>', '&a ', '*a', '!x ', '%', '@', '`', '\\', '\u202E', '\uFEFF', '\u0000', '😀', 'ع', '\uD800', '\uFDD0', '\r', '：', 'о',
  'null', 'true', 'yes', '5', '-1', '1e999', '.nan', '~', '<<: ', '__proto__', 'constructor', 'toString', 'none', 'is', 'not', 'and', '(', ')', '===', 'after ', ' before x', 'depends_on', 'otherwise', '{{ ', ' }}',
  '---\n', '...\n', '? ', 'when: ', 'due: ', 'risk', '99999999999 days', '3 working days after start of planning', 'case_plan',
];

/** Numbers that follow from a seed, the same on every machine (mulberry32). */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Next = (below: number) => number;

const EDITS: Record<string, (text: string, next: Next, other: string) => string> = {
  character: (text, next) => splice(text, next(text.length), next(3), PIECES[next(PIECES.length)] ?? ''),
  piece: (text, next) => splice(text, next(text.length), next(40), PIECES[next(PIECES.length)] ?? ''),
  swapped: (text, next) => inTokens(text, (tokens) => exchange(tokens, next(tokens.length), next(tokens.length))),
  line: (text, next) => inLines(text, (lines) => exchange(lines, next(lines.length), next(lines.length))),
  doubled: (text, next) => inLines(text, (lines) => void lines.splice(next(lines.length), 0, lines[next(lines.length)] ?? '')),
  deleted: (text, next) => inLines(text, (lines) => void lines.splice(next(lines.length), 1 + next(5))),
  indented: (text, next) => inLines(text, (lines) => {
    const at = next(lines.length);
    lines[at] = ' '.repeat(next(7)) + (lines[at] ?? '').trimStart();
  }),
  copied: (text, next, other) => {
    const lines = other.split('\n');
    const from = next(lines.length);
    return inLines(text, (own) => void own.splice(next(own.length), 0, ...lines.slice(from, from + 1 + next(6))));
  },
  token: (text, next, other) => inTokens(text, (tokens) => {
    const others = other.match(TOKENS) ?? [''];
    tokens[next(tokens.length)] = others[next(others.length)] ?? '';
  }),
};

const splice = (text: string, at: number, remove: number, piece: string): string => text.slice(0, at) + piece + text.slice(at + remove);

function inLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

function inTokens(text: string, change: (tokens: string[]) => void): string {
  const tokens = text.match(TOKENS) ?? [''];
  change(tokens);
  return tokens.join('');
}

function exchange(list: string[], a: number, b: number): void {
  [list[a], list[b]] = [list[b] ?? '', list[a] ?? ''];
}

/** The shipped files with the edits of a number: one as a rule, sometimes three, in one file. */
export function edited(seed: number): { path: string; files: Record<string, string> } {
  const next = numbersFrom(seed);
  const path = PATHS[next(PATHS.length)] ?? '';
  const kinds = Object.keys(EDITS);
  let text = FILES[path] ?? '';
  for (let count = next(4) === 0 ? 3 : 1; count > 0; count -= 1) {
    const edit = EDITS[kinds[next(kinds.length)] ?? ''];
    text = edit?.(text === '' ? ' ' : text, next, FILES[PATHS[next(PATHS.length)] ?? ''] ?? '') ?? text;
  }
  return { path, files: { ...FILES, [path]: text } };
}

/** One for each file: the others stay as they are, and need not be compiled again. */
const compilers = new Map(PATHS.map((path) => [path, new FolderCompiler()]));

/** Checks the files of a number. @throws where the checker broke a promise: a place outside the file, a process in spite of errors, a rule that crashed */
export function checkEdited(seed: number): Problem[] {
  const { path, files } = edited(seed);
  const { problems, processes } = (compilers.get(path) as FolderCompiler).compile(files);
  const lines = new Map<string, string[]>();
  for (const problem of problems) {
    if (!lines.has(problem.file)) lines.set(problem.file, (files[problem.file] ?? '').replace(/^\uFEFF/, '').split('\n'));
    assertPlace(problem, lines.get(problem.file) ?? [], seed);
  }
  for (const one of Object.values(processes)) {
    const isFine = one.problems.every((problem) => problem.severity !== 'error');
    if ((one.process !== undefined) !== isFine) throw new Error(`${seed}: a process with errors was compiled, or one without was not.`);
  }
  if (!/\d errors?, \d+ warnings?$/.test(printProblems(problems.slice(0, 20), (file) => files[file]))) throw new Error(`${seed}: the print has no count.`);
  return problems;
}

function assertPlace(problem: Problem, lines: readonly string[], seed: number): void {
  const { code, line, column, endLine, endColumn, message, fix } = problem;
  const isInside = line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1;
  const isRange = endLine > line || (endLine === line && endColumn >= column);
  const isTold = (PROBLEM_CODES as readonly string[]).includes(code) && code !== 'rule-crashed' && message !== '' && fix !== '';
  if (!isInside || !isRange || !isTold) throw new Error(`${seed}: ${JSON.stringify(problem)}`);
}
