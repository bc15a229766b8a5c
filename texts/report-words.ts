// The final report with the agency's words in place of paths, and each answer as text: the same for the page and for programs.

import type { Report, ReportedAnswer } from '../case/report';
import type { CaseWords } from './answer-text';
import { answerText } from './answer-text';
import { processText } from './process-texts';

export type SaidAnswer = ReportedAnswer & { text?: string };

/** A report whose titles are words; what has no title keeps its path. */
export type SaidReport = Omit<Report, 'client' | 'answers' | 'records'> & {
  client: SaidAnswer[];
  answers: SaidAnswer[];
  records: (Omit<Report['records'][number], 'answers'> & { answers: SaidAnswer[] })[];
};

export function sayReport(report: Report, words: CaseWords): SaidReport {
  const said = titled(report, (path) => processText(words.texts, path, words.reader) ?? path);
  const withText = (answer: ReportedAnswer): SaidAnswer => ({ ...answer, ...(answer.value !== undefined && { text: answerText(answer.field, answer.value, words) }) });
  return {
    ...said,
    client: said.client.map(withText),
    answers: said.answers.map(withText),
    records: said.records.map((record) => ({ ...record, answers: record.answers.map(withText) })),
  };
}

/** Everything called a title is one; an answer itself is left as it is. */
function titled<T>(node: T, title: (path: string) => string): T {
  if (Array.isArray(node)) return node.map((one) => titled<unknown>(one, title)) as T;
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, key === 'value' ? value : isTitle(key, value) ? title(value) : titled<unknown>(value, title)]);
  return Object.fromEntries(entries) as T;
}

const isTitle = (key: string, value: unknown): value is string => typeof value === 'string' && (key === 'title' || key.endsWith('Title'));
