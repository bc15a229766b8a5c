// Why something was refused, in the reader's language: what is wrong, what it is about, and what to do.

import type { Against, Refusal } from '../case/refusals';
import type { Calendar } from '../process/calendar';
import { sayInstant } from './dates';
import type { TextsByLanguage } from './process-texts';
import { processText } from './process-texts';
import type { Reader } from './say';
import { say } from './say';

export interface RefusalText {
  /** One sentence, the same for every refusal of its code. */
  title: string;
  /** The title, and what stands against it this time. */
  detail: string;
  fix: string;
}

/**
 * The words for a refusal. `texts` are those of the case's process: without them ids stand for titles. `calendar` gives the local
 * time of what was first done.
 */
export function refusalText(
  refusal: Refusal,
  reader: Reader,
  { texts = {}, calendar }: { texts?: TextsByLanguage; calendar?: Calendar } = {},
): RefusalText {
  const title = say(reader, `refusal.${refusal.code}.message`);
  const named = refusal.against.map((one) => againstText(one, reader, texts)).filter((name) => name !== '');
  const sentences = [title];
  if (named.length > 0) sentences.push(say(reader, 'against.about', { names: named.map(withoutStop).join(' · ') }));
  if (refusal.first) sentences.push(firstText(refusal.first, reader, calendar));
  return { title, detail: sentences.join(' '), fix: say(reader, `refusal.${refusal.code}.fix`) };
}

/** An agency may write its own words as a sentence; in ours they stand as a name. */
const withoutStop = (name: string): string => name.replace(/[.。۔]+$/u, '');

/** One thing that stands against an event: the agency's own words for it (`say` of a criterion, a title), else its id. */
export function againstText({ id, rule, expected }: Against, reader: Reader, texts: TextsByLanguage): string {
  const own = rule === undefined ? null : (processText(texts, `${rule}.say`, reader) ?? processText(texts, `${rule}.title`, reader));
  const name = own ?? id ?? rule ?? '';
  return expected === undefined ? name : say(reader, 'against.expected', { name, expected });
}

function firstText({ name, at, reason }: NonNullable<Refusal['first']>, reader: Reader, calendar?: Calendar): string {
  const when = calendar ? sayInstant(reader, calendar, at) : at;
  return reason === undefined
    ? say(reader, 'against.first', { name, at: when })
    : say(reader, 'against.first_because', { name, at: when, reason });
}
