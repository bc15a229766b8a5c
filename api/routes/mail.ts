// The development page of caught mails: plain HTML in which a mail can do nothing, only there while the embedded catcher runs.

import type { FastifyReply } from 'fastify';
import { escapeHtml as escape } from '../../texts/escape-html';
import { directionOf } from '../../texts/say';
import type { ListedMail, ShownMail } from '../deps';
import { ApiError } from '../problem';
import type { Routes } from '../route';
import { MailParams } from '../schemas/requests';

/** Nothing runs, nothing is loaded; a mail's own HTML stands in a frame without any rights. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

export const mailRoutes: Routes = (app, { mails }) => {
  if (!mails) return;
  const options = { config: { open: true } };

  app.get('/dev/mail', { ...options, schema: { hide: true } }, async (_request, reply) => sendPage(reply, 'Caught mails', listPage(await mails.list())));

  app.get('/dev/mail/:mail', { ...options, schema: { hide: true, params: MailParams } }, async (request, reply) => {
    const mail = await mails.read(request.params.mail);
    if (!mail) throw new ApiError('mail-not-found');
    return sendPage(reply, mail.subject, mailPage(mail));
  });
};

function sendPage(reply: FastifyReply, title: string, body: string): FastifyReply {
  return reply
    .header('content-security-policy', POLICY)
    .serializer((page: unknown) => String(page))
    .type('text/html; charset=utf-8')
    .send(`<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(title)}</title><style>${STYLE}</style><body>${body}</body></html>`);
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}' +
  'td,th{text-align:start;padding:.3rem .6rem;border-bottom:1px solid #ddd}iframe{width:100%;height:30rem;border:1px solid #ccc}pre{white-space:pre-wrap;unicode-bidi:plaintext}';

function listPage(mails: ListedMail[]): string {
  const rows = mails.map(
    ({ id, to, receivedAt, subject }) =>
      `<tr><td><a href="/dev/mail/${id}">${id}</a></td><td>${escape(receivedAt)}</td><td>${escape(to.join(', '))}</td><td dir="auto">${escape(subject)}</td></tr>`,
  );
  const table = `<table><tr><th>No.</th><th>Received</th><th>To</th><th>Subject</th></tr>${rows.join('')}</table>`;
  return `<h1>Caught mails</h1>${mails.length === 0 ? '<p>No mail has been sent yet.</p>' : table}`;
}

function mailPage({ subject, to, receivedAt, text, html }: ShownMail): string {
  const head = `<p><a href="/dev/mail">All mails</a></p><h1 dir="auto">${escape(subject)}</h1><p>${escape(receivedAt)} · ${escape(to.join(', '))}</p>`;
  const body = `<pre dir="${directionOfText(text)}">${escape(text)}</pre>`;
  return `${head}${html === null ? '' : `<iframe sandbox="" title="The mail" srcdoc="${escape(html)}"></iframe>`}<h2>As text</h2>${body}`;
}

/** By the first letter that has a direction of its own. */
const directionOfText = (text: string): string => directionOf(/[\u0590-\u08ff]/.exec(/\p{L}/u.exec(text)?.[0] ?? '') ? 'ar' : 'en');
