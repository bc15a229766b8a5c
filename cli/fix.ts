// What `caseway fix` does: applies the certain suggestions to the files that were asked for, says which, and checks again.

import { fixFiles } from '../language/fix';
import { countOf, printProblems } from '../language/print';
import { hasErrors } from '../language/problems';
import { FolderChecker, shownWith, todayOf } from './check';
import { coloursOf } from './colours';
import { diskPath, findDefinitions, isAskedFor, shownPath } from './definitions-option';
import { replaceFile } from './replace-file';
import type { ExitCode, Terminal } from './terminal';
import { writeLine } from './terminal';

export interface FixOptions {
  dryRun?: boolean;
}

/** Gives 1 when an error is left. @throws WrongUse for a path that is not there */
export async function fix(paths: string[], { dryRun = false }: FixOptions, terminal: Terminal): Promise<ExitCode> {
  const { stdout, cwd } = terminal;
  const { green, bold } = coloursOf(terminal);
  let isFine = true;
  for (const at of await findDefinitions(paths, cwd)) {
    const checker = new FolderChecker(at, cwd);
    const { changed, applied, left } = fixFiles(at.files, (files) => checker.problemsOf({ ...at, files }, todayOf(terminal)), (file) => isAskedFor(at, file));
    for (const { file, line, column, code, suggestion = '' } of applied) {
      writeLine(stdout, `${bold(`${shownPath(at, file, cwd)}:${line}:${column}`)} ${code} ${green(suggestion === '' ? 'taken out' : `→ ${suggestion}`)}`);
    }
    for (const [file, text] of Object.entries(changed)) if (!dryRun) await replaceFile(diskPath(at, file), text);
    writeLine(stdout, `${applied.length} mended${dryRun ? ' if this were no dry run' : ''}, left: ${countOf(left)}.`);
    const shown = left.map((problem) => ({ ...problem, file: shownPath(at, problem.file, cwd) }));
    if (shown.length > 0) writeLine(stdout, `\n${printProblems(shown, shownWith([{ at: { ...at, files: { ...at.files, ...changed } } }], cwd))}`);
    isFine &&= !hasErrors(left);
  }
  return isFine ? 0 : 1;
}
