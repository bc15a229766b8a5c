// What `caseway format` does: puts the files that were asked for in order, each as a whole or not at all.

import { formatFile } from '../language/format';
import { printProblems } from '../language/print';
import type { Problem } from '../language/problems';
import { coloursOf } from './colours';
import { textOf } from './definitions-folder';
import { diskPath, findDefinitions, isAskedFor, shownPath } from './definitions-option';
import { replaceFile } from './replace-file';
import type { ExitCode, Terminal } from './terminal';
import { writeLine } from './terminal';

export interface FormatOptions {
  check?: boolean;
}

/** Gives 1 when a file could not be read as YAML, and with `check` when one is not in order. @throws WrongUse for a path that is not there */
export async function format(paths: string[], { check = false }: FormatOptions, terminal: Terminal): Promise<ExitCode> {
  const { stdout, cwd } = terminal;
  const problems: Problem[] = [];
  let changed = 0;
  let seen = 0;
  for (const at of await findDefinitions(paths, cwd)) {
    for (const [file, content] of Object.entries(at.files).filter(([path]) => isAskedFor(at, path))) {
      seen += 1;
      const shown = shownPath(at, file, cwd);
      const result = formatFile(shown, content);
      if ('problems' in result) problems.push(...result.problems);
      else if (result.text !== textOf(content)) {
        changed += 1;
        if (!check) await replaceFile(diskPath(at, file), result.text);
        writeLine(stdout, `${shown} ${check ? 'is not in order' : 'put in order'}`);
      }
    }
  }
  if (problems.length > 0) writeLine(stdout, `${printProblems(problems)}\nNot put in order, because what they say cannot be told.`);
  writeLine(stdout, coloursOf(terminal).dim(`${seen - changed} of ${seen} file${seen === 1 ? '' : 's'} ${check ? 'in order' : 'unchanged'}.`));
  return problems.length > 0 || (check && changed > 0) ? 1 : 0;
}
