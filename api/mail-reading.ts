// The mails of the embedded catcher as the development page shows them.

import { EngineError } from '../engine/engine-error';
import type { CaughtMail } from '../engine/mail-folder';
import { listMails, readMail } from '../engine/mail-folder';
import type { MailReading, ShownMail } from './deps';

/** So many are listed; older ones stay in the folder. */
const LISTED = 200;

/** Reads the catcher's folder while the catcher writes into it. */
export function createMailReading(folder: string): MailReading {
  const show = async ({ id, to, receivedAt }: CaughtMail): Promise<ShownMail> => {
    const { parsed } = await readMail(folder, id);
    return { id, to, receivedAt, subject: parsed.subject ?? '', text: parsed.text ?? '', html: parsed.html || null };
  };
  return {
    async list() {
      const mails = (await listMails(folder)).slice(-LISTED).reverse();
      return Promise.all(mails.map(async (mail) => {
        const { id, to, receivedAt, subject } = await show(mail);
        return { id, to, receivedAt, subject };
      }));
    },
    async read(id) {
      try {
        return await show(await readMail(folder, id.padStart(6, '0')));
      } catch (error) {
        if (error instanceof EngineError && error.code === 'mail-not-found') return null;
        throw error;
      }
    },
  };
}
