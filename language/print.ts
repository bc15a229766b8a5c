// Problems as a person reads them in a terminal: the place, the line with a caret under it, what is wrong and what to do.

import type { Problem } from './problems';

/** How parts of the print are dressed; without it the print is plain. */
export type Dress = (part: 'error' | 'warning' | 'place' | 'caret' | 'fix', text: string) => string;

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
/** Control characters, direction marks and zero-width characters: they would move the cursor or turn the line round. */
 
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;
const ISOLATE = '\u2066';
const END_ISOLATE = '\u2069';

/** How problems are shown. */
export interface PrintOptions {
  /** @default plain */
  dress?: Dress;
  /** Columns of the terminal; words are broken to it and lines are cut to it. @default 100 for lines, and words are not broken */
  width?: number;
}

const LINE_WIDTH = 100;
/** Narrower than this nothing can be shown. */
const LEAST_WIDTH = 40;

/** One problem, several lines, without a line end after the last. `text` is the file's, or its lines, for the excerpt; without it there is none. */
export function printProblem(problem: Problem, text?: string | readonly string[], { dress = (_, part) => part, width }: PrintOptions = {}): string {
  const place = `${printable(problem.file)}:${problem.line}:${problem.column}`;
  const wide = width === undefined ? Infinity : Math.max(LEAST_WIDTH, width);
  const lines = [`${dress('place', place)} ${dress(problem.severity, problem.severity)} ${problem.code}`, ...broken(problem.message, wide).map((line) => `  ${isolated(line)}`)];
  const line = (typeof text === 'string' ? linesOf(text) : text)?.[problem.line - 1];
  if (line !== undefined && line.trim() !== '') lines.push(...excerpt(problem, line, dress, Math.min(wide, LINE_WIDTH + 10)));
  lines.push(...broken(problem.fix, wide).map((words) => `  ${dress('fix', isolated(words))}`), `  ${problem.doc}`);
  return lines.join('\n');
}

/** All of them with a count at the end; `textOf` gives the text of a file where it is at hand. */
export function printProblems(problems: readonly Problem[], textOf: (file: string) => string | undefined = () => undefined, options?: PrintOptions): string {
  const lines = new Map<string, readonly string[] | undefined>();
  const linesIn = (file: string): readonly string[] | undefined => {
    if (!lines.has(file)) lines.set(file, linesOf(textOf(file)));
    return lines.get(file);
  };
  return [...problems.map((problem) => printProblem(problem, linesIn(problem.file), options)), countOf(problems)].join('\n\n');
}

/** `2 errors, 1 warning`. */
export function countOf(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  return `${plural(errors, 'error')}, ${plural(problems.length - errors, 'warning')}`;
}

const linesOf = (text: string | undefined): readonly string[] | undefined => text?.replace(/^\uFEFF/, '').split(/\r?\n/);

/** A text broken between words, so that with its margin it is no wider than asked. */
function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width - 2) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A text that may hold right-to-left words keeps to itself, so that what stands beside it stays where it is. */
const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? ISOLATE + printable(text) + END_ISOLATE : printable(text));

/** One character for one, so that columns hold. */
const printable = (text: string): string => text.replace(/\t/g, ' ').replace(UNPRINTABLE, '\uFFFD');

function excerpt(problem: Problem, line: string, dress: Dress, width: number): string[] {
  const number = String(problem.line);
  const [from, to] = windowOf(line, problem.column - 1, width - number.length - 5);
  const end = problem.endLine === problem.line ? problem.endColumn - 1 : line.length;
  const before = printable(line.slice(from, problem.column - 1));
  const marked = printable(line.slice(problem.column - 1, Math.min(Math.max(end, problem.column), to)));
  const caret = ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(marked)));
  // A terminal that turns right-to-left words round puts the caret under another letter: then the word itself is named.
  const named = RIGHT_TO_LEFT.test(before + marked) && marked.trim() !== '' ? ` ${ISOLATE}${marked.trim()}${END_ISOLATE}` : '';
  return [`  ${number} | ${isolated(printable(line.slice(from, to)))}`, `  ${' '.repeat(number.length)} | ${dress('caret', caret)}${named}`];
}

/** The part of a line that is shown: all of it where it fits, else what stands around a column; no character is cut in half. */
function windowOf(line: string, column: number, width: number): [number, number] {
  if (line.length <= width && widthOf(printable(line)) <= width) return [0, line.length];
  const columns = (from: number, to: number): number => widthOf(printable(line.slice(from, to)));
  let [from, used] = [Math.min(column, line.length), 0];
  const back = (limit: number): void => {
    for (let next = from; next > 0; from = next) {
      next -= isSecondHalf(line, next - 1) ? 2 : 1;
      if (used + columns(next, from) > limit) break;
      used += columns(next, from);
    }
  };
  back(width / 2);
  let to = Math.min(column, line.length);
  for (let next = to; next < line.length; to = next) {
    next += isSecondHalf(line, next + 1) ? 2 : 1;
    if (used + columns(to, next) > width) break;
    used += columns(to, next);
  }
  // Near the end of a line there is room on the left.
  if (to >= line.length) back(width - 1);
  return [from, to];
}

const isSecondHalf = (line: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(line[at] ?? '') && /[\uD800-\uDBFF]/.test(line[at - 1] ?? '');

/** Columns that a text takes in a terminal: marks on letters none, wide East Asian letters two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    width += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u.test(character) ? 2 : 1;
  }
  return width;
}
