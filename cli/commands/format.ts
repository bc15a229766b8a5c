// `caseway format` and `caseway fix`: what changes definition files, the one their layout, the other their certain mistakes.

import type { Command } from 'commander';
import type * as FixModule from '../fix';
import type { FixOptions } from '../fix';
import type * as FormatModule from '../format';
import type { FormatOptions } from '../format';
import type { Run } from '../terminal';

/** Adds `caseway format`. */
export function addFormatCommand(program: Command, run: Run): void {
  program.command('format')
    .description('put definition files in order: indentation, spacing, quotes, blank lines')
    .argument('[paths...]', 'definitions folders, or files in them (default: definitions)')
    .option('--check', 'change nothing; exit code 1 when a file is not in order')
    .addHelpText('after', `
Comments, the order of keys and what the file says stay as they are. A file that cannot be read as YAML is left alone; exit code 1.

Examples:
  $ caseway format
  $ caseway format --check definitions
  $ caseway format definitions/processes/child_protection.yaml`)
    .action((paths: string[], options: FormatOptions) => run((terminal) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
      const { format } = require('../format') as typeof FormatModule;
      return format(paths, options, terminal);
    }));
}

/** Adds `caseway fix`. */
export function addFixCommand(program: Command, run: Run): void {
  program.command('fix')
    .description('mend the mistakes whose suggestion is certain')
    .argument('[paths...]', 'definitions folders, or files in them (default: definitions)')
    .option('--dry-run', 'change nothing; say what would be changed')
    .addHelpText('after', `
A key misspelt by one letter, yes for true, a tab, a missing space or quote: what caseway check marks as certain. Everything else in the
file stays, character by character. What is left is printed as caseway check does; exit code 1 when an error is left.

Examples:
  $ caseway fix --dry-run
  $ caseway fix definitions/processes/child_protection.yaml`)
    .action((paths: string[], options: FixOptions) => run((terminal) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
      const { fix } = require('../fix') as typeof FixModule;
      return fix(paths, options, terminal);
    }));
}
