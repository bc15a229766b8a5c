// Which notices go into which mail: one a person, except that a mail already begun is begun again as it was.

import type { Notice } from '../case/effect';
import type { Recipient } from '../case/staff';
import type { MailState } from '../records/mails';
import { messageIdOf, recipientKey } from './message-id';

/** One notice for one recipient. */
export interface Saying {
  /** By which the notice is known; its id, or with a version. */
  key: string;
  notice: Notice;
  case: string;
  process: string;
  recipient: Recipient;
}

/** A mail to be sent. */
export interface MailGroup {
  messageId: string;
  recipient: Recipient;
  /** At least one, in the order in which they came. */
  sayings: Saying[];
}

export interface Grouped {
  /** What has been dealt with by a mail that has ended. */
  ended: { saying: Saying; as: 'sent' | 'refused'; messageId: string }[];
  groups: MailGroup[];
}

/**
 * Sorts sayings into mails. `known` are the mails begun before with any of these notices in them: those that ended are not sent
 * again; one of which nobody knows how it ended keeps its Message-ID and what was in it; one that was given up counts as never begun.
 */
export function groupMails(sayings: readonly Saying[], known: readonly MailState[], host: string): Grouped {
  const before = new Map<string, MailState>();
  for (const mail of known) {
    if (mail.state === 'given-up') continue;
    for (const notice of mail.notices) {
      const id = pair(notice, mail.person === null ? 'fallback' : `person:${mail.person}`);
      // What has ended counts for more than what is unknown.
      if (before.get(id)?.state !== 'sent') before.set(id, mail);
    }
  }
  const ended: Grouped['ended'] = [];
  const groups = new Map<string, MailGroup>();
  for (const saying of sayings) {
    const person = recipientKey(saying.recipient);
    const mail = before.get(pair(saying.key, person));
    if (mail && (mail.state === 'sent' || mail.state === 'refused')) {
      ended.push({ saying, as: mail.state, messageId: mail.messageId });
      continue;
    }
    const group = mail ? mail.messageId : person;
    const found = groups.get(group);
    if (found) found.sayings.push(saying);
    else groups.set(group, { messageId: mail?.messageId ?? messageIdOf(saying.key, saying.recipient, host), recipient: saying.recipient, sayings: [saying] });
  }
  return { ended, groups: [...groups.values()] };
}

const pair = (notice: string, person: string): string => `${notice}\n${person}`;
