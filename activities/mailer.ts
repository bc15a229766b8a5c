// Hands one mail to the mail server over a pooled connection, and tells a refused address from a server that is away.

import { createTransport } from 'nodemailer';
import { MailFailure, mailFailure } from './mail-failure';

/** A mail for one person. */
export interface Mail {
  /** With its angle brackets; the same in every attempt. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  language: string;
}

export interface Mailer {
  /** Resolves when the server has taken the mail. Rejects with `MailFailure`. */
  send(mail: Mail): Promise<void>;
  /** Ends idle connections; mails under way are finished. */
  close(): void;
}

export interface MailerOptions {
  /** `smtp://user:password@host:587`, `smtps://host`; further settings of nodemailer as its query. */
  url: string;
  /** `Caseway <no-reply@agency.example>` */
  from: string;
  /** Most connections at once. @default 5 */
  connections?: number;
}

/** Short: an alert waits for them. A mail server that needs longer is asked again. */
const TIMEOUTS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000, dnsTimeout: 5_000 };

export function createMailer({ url, from, connections = 5 }: MailerOptions): Mailer {
  const transport = createTransport(withSettings(url, {
    pool: true,
    maxConnections: connections,
    maxMessages: 10_000,
    // Whether to send again is decided where it is known what may have arrived already.
    maxRequeues: 0,
    ...TIMEOUTS,
    disableFileAccess: true,
    disableUrlAccess: true,
  }));
  return {
    async send({ messageId, to, subject, text, html, language }) {
      if (!isAddress(to)) throw new MailFailure('refused', true, 'not an address');
      try {
        await transport.sendMail({
          // The bare address: whoever reads over a shoulder learns no name.
          from, to: { name: '', address: to }, subject, text, html, messageId, xMailer: false,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        });
      } catch (error) {
        throw mailFailure(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Enough to keep a typing error or a second address in a directory from becoming something else in a header. */
const isAddress = (text: string): boolean => /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(text) && text.length <= 254;

/** Settings go into the URL, because nodemailer takes either a URL or settings. What the operator wrote there stands. */
function withSettings(url: string, settings: Record<string, string | number | boolean>): string {
  const full = new URL(url);
  for (const [name, value] of Object.entries(settings)) {
    if (!full.searchParams.has(name)) full.searchParams.set(name, String(value));
  }
  return full.href;
}
