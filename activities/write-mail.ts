// The mail for a group of notices, in the words of the process and of the agency that the recipient can read.

import { OWN_TITLE } from '../case/own-clock';
import type { RenderedMail } from '../texts/mail';
import { renderMail } from '../texts/mail';
import type { TextsByLanguage } from '../texts/process-texts';
import { processText } from '../texts/process-texts';
import type { Reader } from '../texts/say';
import { say } from '../texts/say';
import type { AgencyFacts, FactsSource } from './agency-facts';
import type { MailGroup } from './mail-groups';

/** The texts of each of these processes. Those that cannot be had are left out: a mail without titles is better than none. */
export async function textsOf(source: FactsSource, agency: string, processes: Iterable<string>): Promise<Map<string, TextsByLanguage>> {
  const wanted = [...new Set(processes)];
  const found = await Promise.all(wanted.map((process) => source.texts(agency, process).catch(() => ({}))));
  return new Map(wanted.map((process, i) => [process, found[i] ?? {}]));
}

/** Gives what renders mails of an agency; pure from here on. */
export function mailWriter({ profile, languages, calendar }: AgencyFacts, texts: Map<string, TextsByLanguage>, baseUrl: string) {
  return ({ recipient, sayings }: MailGroup): RenderedMail => {
    const reader = [recipient.language, ...languages];
    return renderMail({
      reader,
      baseUrl,
      calendar,
      agency: reader.map((language) => profile.title[language]).find((title) => title !== undefined) ?? Object.values(profile.title)[0] ?? profile.id,
      lines: sayings.map(({ notice, case: number, process }) => ({
        notice,
        case: number,
        title: titleOf(notice.title, texts.get(process) ?? {}, reader),
      })),
    });
  };
}

/** An added task has its words in the case alone; mails call it what all of them are called. */
function titleOf(path: string | undefined, texts: TextsByLanguage, reader: Reader): string | null {
  if (path === undefined) return null;
  return path === OWN_TITLE ? say(reader, 'own_task') : processText(texts, path, reader);
}
