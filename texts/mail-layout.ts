// The one layout of every mail, as text and as HTML, in both directions of writing; what is said in it is not known here.

import { escapeHtml as escape } from './escape-html';

/** One notice in a mail. */
export interface MailPart {
  heading: string;
  title: string | null;
  text: string;
  /** Labels and what they name. */
  facts: [label: string, value: string][];
  link: { label: string; url: string };
}

export interface MailLayout {
  language: string;
  direction: 'rtl' | 'ltr';
  subject: string;
  parts: MailPart[];
  footer: string[];
}

/** Plain text; an address stands on a line of its own, so that it can be followed in either direction of writing. */
export function asText({ parts, footer }: MailLayout): string {
  const blocks = parts.map(({ heading, title, text, facts, link }) =>
    [heading + (title === null ? '' : `: ${title}`), text, ...facts.map(([label, value]) => `${label}: ${value}`), `${link.label}:`, link.url].join('\n'),
  );
  return `${[...blocks, footer.join('\n')].join('\n\n')}\n`;
}

const STYLE = {
  page: 'margin:0;padding:16px;background:#f4f5f7;color:#1c2430;font-family:system-ui,-apple-system,"Segoe UI",Tahoma,Arial,sans-serif;font-size:16px;line-height:1.6',
  part: 'max-width:36em;margin:0 auto 12px;padding:16px 20px;background:#ffffff;border:1px solid #d9dde3;border-radius:6px',
  heading: 'margin:0;font-size:14px;font-weight:600;color:#55606e',
  title: 'margin:0 0 8px;font-size:19px;font-weight:600',
  text: 'margin:0 0 8px',
  fact: 'margin:0',
  link: 'display:inline-block;margin-top:12px;color:#0b57a4',
  footer: 'max-width:36em;margin:0 auto;font-size:13px;color:#55606e',
};

/** A whole HTML document with its language and direction; nothing is loaded from anywhere. */
export function asHtml({ language, direction, subject, parts, footer }: MailLayout): string {
  // Set on the body too: several mail programs drop the html element with its attributes.
  const reading = `lang="${language}" dir="${direction}"`;
  const align = direction === 'rtl' ? 'right' : 'left';
  return [
    `<!doctype html><html ${reading}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(subject)}</title></head>`,
    `<body ${reading} style="${escape(STYLE.page)};text-align:${align}">`,
    ...parts.map(partHtml),
    `<div style="${STYLE.footer}">${footer.map((line) => `<p style="margin:0">${escape(line)}</p>`).join('')}</div>`,
    '</body></html>',
  ].join('\n');
}

function partHtml({ heading, title, text, facts, link }: MailPart): string {
  return [
    `<div style="${STYLE.part}">`,
    `<p style="${STYLE.heading}">${escape(heading)}</p>`,
    ...(title === null ? [] : [`<h1 style="${STYLE.title}">${escape(title)}</h1>`]),
    `<p style="${STYLE.text}">${escape(text)}</p>`,
    ...facts.map(([label, value]) => `<p style="${STYLE.fact}">${escape(label)}: <b>${escape(value)}</b></p>`),
    `<a href="${escape(link.url)}" style="${STYLE.link}">${escape(link.label)}</a>`,
    '</div>',
  ].join('');
}
