// `caseway mail …`: the mails that the embedded catcher holds, read from the data folder.

import { resolve } from 'node:path';
import type { Command } from 'commander';
import type * as ReadMailsModule from '../read-mails';
import { dataFolderOf, withData } from '../data-option';
import type { Run, Terminal } from '../terminal';

interface MailOptions {
  data?: string;
  json?: boolean;
}

/** Adds the group of commands; `caseway mail` alone lists. */
export function addMailCommands(program: Command, run: Run): void {
  const group = program.command('mail').description('read the mails that were caught on this computer').helpCommand(false);

  withData(group.command('list', { isDefault: true }).description('list caught mails, latest last'))
    .option('--json', 'print them as JSON')
    .addHelpText('after', '\nExample:\n  $ caseway mail list')
    .action((options: MailOptions) => run((terminal) => mails().printMails(folderOf(options, terminal), options.json === true, terminal)));

  withData(group.command('read').description('read one mail').argument('<number>', 'its number in the list'))
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExample:\n  $ caseway mail read 1')
    .action((number: string, options: MailOptions) => run((terminal) => mails().printMail(folderOf(options, terminal), number, options.json === true, terminal)));
}

const folderOf = (options: MailOptions, terminal: Terminal): string => resolve(terminal.cwd, dataFolderOf(options, terminal));

// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
const mails = () => require('../read-mails') as typeof ReadMailsModule;
