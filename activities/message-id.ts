// The Message-ID of a mail, fixed before it is sent: by it everybody knows a second delivery for what it is.

import { createHash } from 'node:crypto';
import type { Recipient } from '../case/staff';

/** How a recipient is named in keys: the person's id, or the fallback address as such, whatever it is at the time. */
export const recipientKey = ({ id }: Recipient): string => (id === undefined ? 'fallback' : `person:${id}`);

/**
 * From the mail's first notice and its recipient; it tells nothing of either.
 *
 * @param host domain that Message-IDs of this installation end in
 */
export function messageIdOf(firstNotice: string, recipient: Recipient, host: string): string {
  const hash = createHash('sha256').update(`${firstNotice}\n${recipientKey(recipient)}`).digest('hex');
  return `<${hash.slice(0, 32)}@${host}>`;
}
