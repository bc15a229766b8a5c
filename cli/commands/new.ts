// `caseway new`: a guided start, from a shipped process to a definitions folder of one's own.

import type { Command } from 'commander';
import type * as NewProcessModule from '../new-process';
import type { NewOptions } from '../new-choices';
import type { Run } from '../terminal';

/** Adds the command. */
export function addNewCommand(program: Command, run: Run): void {
  program.command('new')
    .description('begin a process of your own from one that is shipped: process, texts, agency, calendar, a first scenario')
    .argument('[folder]', 'definitions folder to write into (default: definitions)')
    .option('--from <process>', 'shipped process to begin with')
    .option('--language <language>', 'language the process is written in')
    .option('--id <id>', 'id of the new process')
    .option('--title <title>', 'its title')
    .option('--agency <id>', 'id of your agency')
    .option('--agency-title <title>', 'its title')
    .option('--calendar <id>', 'calendar that deadlines count by')
    .option('--email <address>', 'address that is told when nobody else can be reached')
    .option('--yes', 'ask nothing: take what is usual for all that is not given')
    .addHelpText('after', `
Asks for what is not given. Nothing that is there is overwritten.

Examples:
  $ caseway new
  $ caseway new --from child_protection --id home_visits --language en --calendar france --yes`)
    .action((folder: string | undefined, options: NewOptions) => run((terminal) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
      const { newProcess } = require('../new-process') as typeof NewProcessModule;
      return newProcess(folder, options, terminal);
    }));
}
