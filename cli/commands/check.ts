// `caseway check`: every mistake of the definitions in one go, for people or as JSON for programs.

import type { Command } from 'commander';
import type * as CheckModule from '../check';
import type { CheckOptions } from '../check';
import type { Run } from '../terminal';

/** Adds the command. */
export function addCheckCommand(program: Command, run: Run): void {
  program.command('check')
    .description('check definitions: every mistake at its line, with the fix')
    .argument('[paths...]', 'definitions folders, or files in them (default: definitions)')
    .option('--json', 'print an array of problems: code, severity, file, line, column, endLine, endColumn, message, fix, suggestion, certain, doc')
    .option('--watch', 'check again whenever a file has changed, until Ctrl-C')
    .addHelpText('after', `
A definitions folder has processes/, texts/, calendars/, agencies/ and scenarios/. Nothing is changed.
A file that stands in such a folder is checked with all of it, and only its own problems are shown; any other file is checked alone.
Exit code 1 when there is an error; warnings alone give 0. Suggestions that are certain are applied by caseway fix.

Examples:
  $ caseway check
  $ caseway check --watch
  $ caseway check definitions/processes/child_protection.yaml
  $ caseway check --json definitions`)
    .action((paths: string[], options: CheckOptions) => run((terminal) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
      const { check } = require('../check') as typeof CheckModule;
      return check(paths, options, terminal);
    }));
}
