// A mail from notices: subject, text and HTML in the reader's language and direction. It can name nothing but case numbers, texts of the process and instants.

import type { Notice } from '../case/effect';
import type { Calendar } from '../process/calendar';
import { sayDue } from './dates';
import { isolated } from './isolated';
import type { MailPart } from './mail-layout';
import { asHtml, asText } from './mail-layout';
import type { Reader } from './say';
import { directionOf, languageOf, say } from './say';

/** One notice to be said, with the number of its case and the title of the thing in the reader's language. */
export interface MailLine {
  notice: Pick<Notice, 'says' | 'urgent' | 'dueAt' | 'at'>;
  case: string;
  title: string | null;
}

export interface MailOptions {
  /** The reader's languages, the preferred first. */
  reader: Reader;
  /** At least one; said in this order. */
  lines: readonly MailLine[];
  /** Where the pages are, without a slash at its end. */
  baseUrl: string;
  /** Local times are its. */
  calendar: Calendar;
  /** The agency's title in the reader's language. */
  agency: string;
}

/** A mail's content. `language` is the one it is written in. */
export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
  language: string;
}

/** The mail that says these notices, several of them as one. */
export function renderMail({ reader, lines, baseUrl, calendar, agency }: MailOptions): RenderedMail {
  const language = languageOf(reader);
  const parts = lines.map((line) => partOf(line, reader, calendar, baseUrl));
  const layout = {
    language,
    direction: directionOf(language),
    subject: subjectOf(lines, reader),
    parts,
    footer: [say(reader, 'mail.times', { zone: isolated(calendar.timeZone, reader) }), say(reader, 'mail.sent_by', { agency: isolated(agency, reader) })],
  };
  return { subject: layout.subject, text: asText(layout), html: asHtml(layout), language };
}

/** Where a case is shown. */
export const caseUrl = (baseUrl: string, number: string): string => `${baseUrl}/cases/${encodeURIComponent(number)}`;

function partOf({ notice, case: number, title }: MailLine, reader: Reader, calendar: Calendar, baseUrl: string): MailPart {
  const facts: [string, string][] = [[say(reader, 'mail.case'), isolated(number, reader)]];
  if (notice.dueAt !== undefined) facts.push([say(reader, dueLabel(notice)), isolated(sayDue(reader, calendar, notice.dueAt), reader)]);
  return {
    heading: say(reader, `notice.${notice.says}.heading`),
    title: title === null ? null : isolated(oneLine(title), reader),
    text: say(reader, `notice.${notice.says}.text`),
    facts,
    link: { label: say(reader, 'mail.open_case'), url: caseUrl(baseUrl, number) },
  };
}

function dueLabel({ says, dueAt, at }: MailLine['notice']): 'mail.acknowledge_by' | 'mail.was_due' | 'mail.due' {
  if (says === 'alert_raised' || says === 'alert_repeated') return 'mail.acknowledge_by';
  return dueAt !== undefined && dueAt <= at ? 'mail.was_due' : 'mail.due';
}

function subjectOf(lines: readonly MailLine[], reader: Reader): string {
  const [first] = lines;
  if (!first) return '';
  const subject = lines.length > 1 ? subjectOfMany(lines, first, reader) : subjectOfOne(first, reader);
  return lines.some((line) => line.notice.urgent) ? say(reader, 'mail.urgent', { subject }) : subject;
}

function subjectOfOne({ notice, title, case: number }: MailLine, reader: Reader): string {
  const heading = say(reader, `notice.${notice.says}.heading`);
  return title === null
    ? say(reader, 'mail.subject_untitled', { heading, case: isolated(number, reader) })
    : say(reader, 'mail.subject', { heading, title: isolated(oneLine(title), reader), case: isolated(number, reader) });
}

const subjectOfMany = (lines: readonly MailLine[], first: MailLine, reader: Reader): string =>
  say(reader, 'mail.subject_many', { count: lines.length, cases: new Set(lines.map((line) => line.case)).size, case: isolated(first.case, reader) });

const oneLine = (title: string): string => title.replace(/\s+/gu, ' ').trim().slice(0, 200);
