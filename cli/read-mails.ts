// What `caseway mail` does: lists the caught mails of a data folder and reads one.

import { EngineError } from '../engine/engine-error';
import { placesIn } from '../engine/data-folder';
import { listMails, readMail } from '../engine/mail-folder';
import { shortInstant, table } from './table';
import type { ExitCode, Terminal } from './terminal';
import { writeLine } from './terminal';

/** Latest last. */
export async function printMails(dataFolder: string, json: boolean, { stdout }: Terminal): Promise<ExitCode> {
  const { mailFolder } = placesIn(dataFolder);
  const mails = await Promise.all((await listMails(mailFolder)).map(async (mail) => ({ ...mail, subject: (await readMail(mailFolder, mail.id)).parsed.subject ?? '' })));
  if (json) writeLine(stdout, JSON.stringify(mails, null, 2));
  else if (mails.length === 0) writeLine(stdout, `No mail has been caught in ${dataFolder} yet; --data names another data folder.`);
  else for (const line of table(mails.map((mail) => [mail.id, shortInstant(mail.receivedAt), mail.to.join(', '), mail.subject]))) writeLine(stdout, line);
  return 0;
}

/** The number may be given without its leading zeros. Gives 1 when there is no such mail. */
export async function printMail(dataFolder: string, number: string, json: boolean, { stdout, stderr }: Terminal): Promise<ExitCode> {
  const { mailFolder } = placesIn(dataFolder);
  try {
    const { id, from, to, receivedAt, messageId, parsed } = await readMail(mailFolder, /^\d{1,6}$/.test(number) ? number.padStart(6, '0') : number);
    const { subject = '', text = '' } = parsed;
    if (json) writeLine(stdout, JSON.stringify({ id, messageId, from, to, receivedAt, subject, text, html: parsed.html || null }, null, 2));
    else for (const line of [`To:      ${to.join(', ')}`, `Date:    ${shortInstant(receivedAt)}`, `Subject: ${subject}`, '', text.trimEnd()]) writeLine(stdout, line);
    return 0;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    writeLine(stderr, `${error.message} ${error.fix}`);
    return 1;
  }
}
