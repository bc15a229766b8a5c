// An answer in words: options by their titles, dates and yes or no in the reader's language.

import type { AnswerValue, ConsentAnswer } from '../case/case';
import type { Calendar } from '../process/calendar';
import { fieldOf, pathOfField } from '../process/parts';
import type { Process } from '../process/process';
import { sayDate, sayInstant } from './dates';
import { isolated } from './isolated';
import type { TextsByLanguage } from './process-texts';
import { processText } from './process-texts';
import type { Reader } from './say';
import { say } from './say';

/** What an answer, or another thing of a case, is put into words with. */
export interface CaseWords {
  reader: Reader;
  process: Process;
  texts: TextsByLanguage;
  /** Local times are its. */
  calendar: Calendar;
}

/** The words for an answer to a field, named as in `fieldOf`; ids stand for what has no title. */
export function answerText(field: string, value: AnswerValue, words: CaseWords): string {
  const { reader, process, calendar } = words;
  if (typeof value === 'boolean') return say(reader, value ? 'report.yes' : 'report.no');
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((one) => optionText(field, one, words)).join(' · ');
  if (typeof value === 'object') return consentText(value, words);
  switch (fieldOf(process, field)?.type) {
    case 'date': return value.length === 10 ? sayDate(reader, value) : value;
    case 'time': return sayInstant(reader, calendar, value);
    case 'one_of': return optionText(field, value, words);
    case 'person': return personText(value, words);
    case 'record': return recordText(value, words);
    default: return value;
  }
}

const optionText = (field: string, option: string, { texts, reader }: CaseWords): string =>
  processText(texts, `${pathOfField(field)}.options.${option}`, reader) ?? option;

const personText = (person: string, { texts, reader }: CaseWords): string =>
  person === 'client' ? say(reader, 'report.the_client') : (processText(texts, `people.${person}.title`, reader) ?? person);

/** `Goal 2` of `goal.2`: never a record's own words, which may be private. */
export function recordText(record: string, { texts, reader }: CaseWords): string {
  const [list = '', n = ''] = record.split('.');
  return say(reader, 'report.record', { title: isolated(processText(texts, `lists.${list}.title`, reader) ?? list, reader), n });
}

function consentText({ given, by, on }: ConsentAnswer, words: CaseWords): string {
  const parts = [say(words.reader, given ? 'report.given' : 'report.refused')];
  if (by !== undefined) parts.push(personText(by, words));
  if (on !== undefined) parts.push(sayDate(words.reader, on));
  return parts.join(' · ');
}
