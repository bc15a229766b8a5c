// `caseway mail …`: the mails that the embedded catcher holds, read from the data folder.

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { EngineError } from '../../engine/engine-error';
import { placesIn } from '../../engine/data-folder';
import { listMails, readMail } from '../../engine/mail-folder';
import { dataFolderOf, withData } from '../data-option';
import type { Run } from '../program';
import { shortInstant, table } from '../table';
import { writeLine } from '../terminal';

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
    .action((options: MailOptions) => run(async (terminal) => {
      const { mailFolder } = placesIn(resolve(terminal.cwd, dataFolderOf(options, terminal)));
      const mails = await Promise.all((await listMails(mailFolder)).map(async (mail) => ({ ...mail, subject: (await readMail(mailFolder, mail.id)).parsed.subject ?? '' })));
      if (options.json) writeLine(terminal.stdout, JSON.stringify(mails, null, 2));
      else if (mails.length === 0) writeLine(terminal.stdout, 'No mail has been caught here yet.');
      else for (const line of table(mails.map((mail) => [mail.id, shortInstant(mail.receivedAt), mail.to.join(', '), mail.subject]))) writeLine(terminal.stdout, line);
      return 0;
    }));

  withData(group.command('read').description('read one mail').argument('<number>', 'its number in the list'))
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExample:\n  $ caseway mail read 1')
    .action((number: string, options: MailOptions) => run(async (terminal) => {
      const { mailFolder } = placesIn(resolve(terminal.cwd, dataFolderOf(options, terminal)));
      try {
        const { id, from, to, receivedAt, messageId, parsed } = await readMail(mailFolder, /^\d{1,6}$/.test(number) ? number.padStart(6, '0') : number);
        const { subject = '', text = '' } = parsed;
        if (options.json) writeLine(terminal.stdout, JSON.stringify({ id, messageId, from, to, receivedAt, subject, text, html: parsed.html || null }, null, 2));
        else for (const line of [`To:      ${to.join(', ')}`, `Date:    ${shortInstant(receivedAt)}`, `Subject: ${subject}`, '', text.trimEnd()]) writeLine(terminal.stdout, line);
        return 0;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        writeLine(terminal.stderr, `${error.message} ${error.fix}`);
        return 1;
      }
    }));
}
