// The agency's own words for what a case shows: titles by the paths of their rules, in the reader's language.

import { OWN_TITLE } from '../case/own-clock';
import type { TextsByLanguage } from '../texts/process-texts';
import { processText } from '../texts/process-texts';
import { say } from '../texts/say';
import type { ApiRecords } from './deps';

/** Gives the text at a path, or the path itself where there is none. */
export type Titles = (path: string) => string;

/** The words of one process for a reader. */
export async function titlesOf(records: ApiRecords, agency: string, process: string, reader: string): Promise<Titles> {
  const texts: TextsByLanguage = await records.textsFor(agency, process);
  return (path) => {
    if (path === OWN_TITLE) return say(reader, 'own_task');
    return processText(texts, path, reader) ?? (path === 'closure.title' ? say(reader, 'report.closure') : path);
  };
}

/** The words of several processes, each read once. */
export async function titlesOfAll(records: ApiRecords, agency: string, processes: Iterable<string>, reader: string): Promise<Map<string, Titles>> {
  const ids = [...new Set(processes)];
  const titles = await Promise.all(ids.map((process) => titlesOf(records, agency, process, reader)));
  return new Map(ids.map((id, i) => [id, titles[i] as Titles]));
}

