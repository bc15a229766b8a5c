// Sends notices as mails, each recorded before and after, so that nobody who has one gets it again.

import type { Records } from '../records/database';
import type { MailState } from '../records/mails';
import type { RenderedMail } from '../texts/mail';
import type { Log } from './log';
import { MailFailure } from './mail-failure';
import type { MailGroup, Saying } from './mail-groups';
import { groupMails } from './mail-groups';
import type { Mailer } from './mailer';

/** What the records keep of mails. */
export type MailRecords = Pick<Records, 'mailsWith' | 'beginMail' | 'completeMail' | 'giveUpMail'>;

/** How it ended for one notice and one recipient; see `MailFailureKind` for the two that are to be tried again. */
export interface Ending {
  as: 'sent' | 'refused' | 'deferred-there' | 'deferred';
  messageId: string;
  /** Nobody knows how an attempt before ended: the mail may have come a second time, with the same Message-ID. */
  maybeTwice?: true;
}

export interface Delivery {
  agency: string;
  sayings: readonly Saying[];
  mails: MailRecords;
  mailer: Mailer;
  render(group: MailGroup): RenderedMail;
  /** Domain of the Message-IDs. */
  host: string;
  now: () => Date;
  log: Log;
  /** Mails known to hold any of these notices; asked from the records when absent. */
  known?: readonly MailState[];
  /** No mail is begun after this instant, in milliseconds: what is left ends as deferred. */
  until?: number;
}

/** Mails under way at once, no more than the mailer has connections. */
const AT_ONCE = 5;

/** Delivers each saying, one mail a person, and tells how each ended. Rejects only when the records do. */
export async function deliver(delivery: Delivery): Promise<Map<Saying, Ending>> {
  const { sayings, host } = delivery;
  const known = delivery.known ?? (await delivery.mails.mailsWith([...new Set(sayings.map(({ key }) => key))]));
  const { ended, groups } = groupMails(sayings, known, host);
  const endings = new Map<Saying, Ending>(ended.map(({ saying, as, messageId }) => [saying, { as, messageId }]));
  const waiting = groups.values();
  const sendSome = async (): Promise<void> => {
    for (const group of waiting) {
      const ending = await sendOne(delivery, group);
      for (const saying of group.sayings) endings.set(saying, { ...ending, messageId: group.messageId });
    }
  };
  // All of them end before any failure of the records is passed on: a mail under way must not be left to itself.
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, groups.length) }, sendSome));
  const failed = lanes.find((lane) => lane.status === 'rejected');
  if (failed) throw failed.reason;
  return endings;
}

async function sendOne(delivery: Delivery, group: MailGroup): Promise<Omit<Ending, 'messageId'>> {
  const { mails, mailer, agency, now, log, until = Infinity } = delivery;
  if (now().getTime() > until) return { as: 'deferred' };
  const { messageId, recipient, sayings } = group;
  const { subject, text, html, language } = delivery.render(group);
  const begun = await mails.beginMail({
    messageId, agency, person: recipient.id ?? null, at: now().toISOString(),
    cases: [...new Set(sayings.map((saying) => saying.case))], notices: sayings.map(({ key }) => key),
  });
  if (begun.state === 'sent' || begun.state === 'refused') return { as: begun.state };
  try {
    await mailer.send({ messageId, to: recipient.email, subject, text, html, language });
  } catch (error) {
    if (!(error instanceof MailFailure)) throw error;
    log.warn({ code: `mail-${error.kind}`, messageId, agency, why: error.why }, 'A mail did not leave.');
    if (error.kind === 'refused') await mails.completeMail(messageId, 'refused', now().toISOString());
    else if (error.surelyNothing) await mails.giveUpMail(messageId);
    return { as: error.kind };
  }
  await mails.completeMail(messageId, 'sent', now().toISOString());
  return { as: 'sent', ...(begun.maybeTwice && { maybeTwice: true }) };
}
