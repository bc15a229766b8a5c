// Problems as a person reads them in a terminal: the place, the line with a caret under it, what is wrong and what to do.

import type { Problem } from './problems';

/** How parts of the print are dressed; without it the print is plain. */
export type Dress = (part: 'error' | 'warning' | 'place' | 'caret' | 'fix', text: string) => string;

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
/** Control characters, direction marks and zero-width characters: they would move the cursor or turn the line round. */
 
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;
const ISOLATE = '\u2066';
const END_ISOLATE = '\u2069';

/** So much of a line is shown. */
const LINE_WIDTH = 100;

/** One problem, several lines, without a line end after the last. `text` is the file's, for the excerpt; without it there is none. */
export function printProblem(problem: Problem, text?: string, dress: Dress = (_, part) => part): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  const lines = [`${dress('place', place)} ${dress(problem.severity, problem.severity)} ${problem.code}`, `  ${isolated(problem.message)}`];
  const line = text?.split(/\r?\n/, problem.line)[problem.line - 1];
  if (line !== undefined && line.trim() !== '') lines.push(...excerpt(problem, line, dress));
  lines.push(`  ${dress('fix', isolated(problem.fix))}`, `  ${problem.doc}`);
  return lines.join('\n');
}

/** All of them with a count at the end; `textOf` gives the text of a file where it is at hand. */
export function printProblems(problems: readonly Problem[], textOf: (file: string) => string | undefined = () => undefined, dress?: Dress): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const count = `${plural(errors, 'error')}, ${plural(problems.length - errors, 'warning')}`;
  return [...problems.map((problem) => printProblem(problem, textOf(problem.file), dress)), count].join('\n\n');
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A text that may hold right-to-left words keeps to itself, so that what stands beside it stays where it is. */
const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? ISOLATE + printable(text) + END_ISOLATE : printable(text));

/** One character for one, so that columns hold. */
const printable = (text: string): string => text.replace(/\t/g, ' ').replace(UNPRINTABLE, '\uFFFD');

function excerpt(problem: Problem, line: string, dress: Dress): string[] {
  const end = problem.endLine === problem.line ? problem.endColumn - 1 : line.length;
  const from = Math.max(0, Math.min(problem.column - 1 - LINE_WIDTH / 2, line.length - LINE_WIDTH));
  const shown = printable(line.slice(from, from + LINE_WIDTH));
  const before = printable(line.slice(from, problem.column - 1));
  const marked = printable(line.slice(problem.column - 1, Math.min(Math.max(end, problem.column), from + LINE_WIDTH)));
  const number = String(problem.line);
  const caret = ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(marked)));
  // A terminal that turns right-to-left words round puts the caret under another letter: then the word itself is named.
  const named = RIGHT_TO_LEFT.test(before + marked) && marked.trim() !== '' ? ` ${ISOLATE}${marked.trim()}${END_ISOLATE}` : '';
  return [`  ${number} | ${isolated(shown)}`, `  ${' '.repeat(number.length)} | ${dress('caret', caret)}${named}`];
}

/** Columns that a text takes in a terminal: marks on letters none, wide East Asian letters two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}/u.test(character)) continue;
    width += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u.test(character) ? 2 : 1;
  }
  return width;
}
