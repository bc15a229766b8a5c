// Puts the suggestions that are known to be right into their places, and takes back each that does not make a file better.

import type { FileContent } from './bytes';
import { BYTE_ORDER_MARK } from './bytes';
import type { FolderFiles } from './folder';
import { openFile } from './open-file';
import type { Problem } from './problems';

export interface Fixed {
  /** The files that were changed, as they are now. */
  changed: Record<string, string>;
  /** What was mended, each problem as it stood when it was mended. */
  applied: Problem[];
  /** What is left of the files that were looked at. */
  left: Problem[];
}

/** So often a folder is checked at most; whoever has more mistakes calls it again. */
const MOST_TRIALS = 60;

/**
 * Applies the certain suggestions of those files that `isAsked` says.
 *
 * A change stays only when the problem is gone and its file has no more problems than before. Mending what could not be read brings
 * to light what it hid; then each line that was changed has fewer than it had.
 */
export function fixFiles(files: FolderFiles, check: (files: FolderFiles) => Problem[], isAsked: (path: string) => boolean): Fixed {
  const now = { ...files };
  const applied: Problem[] = [];
  const refused = new Set<string>();
  let problems = check(now);
  let trials = 0;
  for (;;) {
    // A path in a file of texts is judged by its process: while that has mistakes of its own, the path may be the one that is right.
    const isAstray = problems.some(({ file, severity }) => severity === 'error' && file.startsWith('processes/'));
    const open = problems.filter((problem) => problem.certain && isAsked(problem.file) && !refused.has(keyOf(problem)) && !(isAstray && problem.code === 'unknown-path'));
    if (open.length === 0) break;
    for (const [path, own] of byFile(open)) {
      const before = now[path] as FileContent;
      const good = thoseThatHelp(own, (some) => {
        trials += 1;
        now[path] = trials > MOST_TRIALS ? before : withFixes(path, before, some);
        const after = now[path] === before ? problems : check(now);
        const helps = isBetter(path, problems, after, some);
        if (helps) problems = after;
        else now[path] = before;
        if (!helps && some.length === 1) for (const one of some) refused.add(keyOf(one));
        return helps;
      });
      applied.push(...good);
    }
    if (trials > MOST_TRIALS) break;
  }
  const changed = Object.fromEntries(Object.entries(now).filter(([path, content]) => content !== files[path]).map(([path, content]) => [path, String(content)]));
  return { changed, applied, left: problems.filter((problem) => isAsked(problem.file)) };
}

/** All of them together as a rule; where that does not help, a half of them: the others have their turn in the next round. */
function thoseThatHelp(own: readonly Problem[], tryOut: (some: readonly Problem[]) => boolean): readonly Problem[] {
  if (tryOut(own)) return own;
  if (own.length === 1) return [];
  const half = own.length >> 1;
  const first = thoseThatHelp(own.slice(0, half), tryOut);
  return first.length > 0 ? first : thoseThatHelp(own.slice(half), tryOut);
}

const keyOf = ({ file, code, line, column, message }: Problem): string => [file, code, line, column, message].join(' ');

function byFile(problems: readonly Problem[]): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>();
  for (const problem of problems) found.set(problem.file, [...(found.get(problem.file) ?? []), problem]);
  return found;
}

/** The text with each suggestion in the place of what was marked; every other character stays. */
function withFixes(path: string, content: FileContent, problems: readonly Problem[]): FileContent {
  const opened = openFile(path, content);
  if ('problem' in opened) return content;
  const { source } = opened;
  const hasMark = typeof content === 'string' ? BYTE_ORDER_MARK.test(content) : content instanceof Uint8Array && content[0] === 0xef;
  const keepsMark = hasMark && !problems.some(({ code }) => code === 'byte-order-mark');
  const splices = problems
    .map(({ line, column, endLine, endColumn, suggestion = '' }) => ({ start: source.offset(line, column), end: source.offset(endLine, endColumn), suggestion }))
    .sort((a, b) => b.start - a.start || b.end - a.end);
  let { text } = source;
  let limit = Infinity;
  for (const { start, end, suggestion } of splices) {
    if (end > limit) continue;
    text = text.slice(0, start) + suggestion + text.slice(end);
    limit = start;
  }
  return keepsMark ? `\uFEFF${text}` : text;
}

function isBetter(path: string, before: readonly Problem[], after: readonly Problem[], fixed: readonly Problem[]): boolean {
  const elsewhere = (problems: readonly Problem[]): number => problems.filter(({ file, severity }) => file !== path && severity === 'error').length;
  const here = (problems: readonly Problem[]): Problem[] => problems.filter(({ file }) => file === path);
  const isLeft = fixed.some((problem) => after.some((one) => keyOf(one) === keyOf(problem)));
  if (isLeft || elsewhere(after) > elsewhere(before)) return false;
  const fewer = here(before).length - here(after).length;
  // A tab says nothing of how deep a line is: where the file is as wrong as before in another way, it was not meant so.
  if (fewer <= 0 && fixed.some(({ code }) => code === 'tab')) return false;
  if (fewer >= 0) return true;
  const inLines = (problems: readonly Problem[], from: number, to: number): number => here(problems).filter(({ line }) => line >= from && line <= to).length;
  return fixed.every(({ code, line, endLine }) => HIDING.has(code) && inLines(after, line, endLine) < inLines(before, line, endLine));
}

/** What keeps a part of a file from being read, and so hides what is wrong in it. */
const HIDING: ReadonlySet<Problem['code']> = new Set(['missing-space', 'missing-colon', 'unclosed-quote', 'text-after-quote', 'bad-escape', 'reserved-character', 'double-braces', 'colon-in-text', 'hidden-character']);
