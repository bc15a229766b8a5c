// By what a case is found again when the same person, or somebody of the same household, comes: words, put into one form in every script.

import { earliestDay } from '../process/dates';
import type { Process } from '../process/process';
import type { AnswerValue, Case } from './case';

/** What is known of a client, as it was asked or answered. */
export interface ClientFacts {
  name?: string;
  /** A day, a month or a year. */
  birthDate?: string;
  household?: string;
}

/** A name has no more words than these that count. */
const MOST_WORDS = 12;

/** Letters that are written in several ways and mean the same; the last of them are dropped, as they are said and often not written. */
const SAME: readonly [RegExp, string][] = [[/[آأإٱ]/g, 'ا'], [/[يئى]/g, 'ی'], [/ك/g, 'ک'], [/[ةۀ]/g, 'ه'], [/ؤ/g, 'و'], [/ё/g, 'е'], [/[\u0640\u200c\u200d]/g, '']];

/** The words of a text in one form: without accents, vowel signs and capitals. */
export function wordsOf(text: string): string[] {
  const plain = SAME.reduce((so, [signs, one]) => so.replace(signs, one), text.toLowerCase()).normalize('NFKD').replace(/\p{M}/gu, '');
  return [...new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, MOST_WORDS);
}

/** What the client's fields of a case hold. */
export function clientFacts({ client }: Process, { answers }: Pick<Case, 'answers'>): ClientFacts {
  const textAt = (field: string | undefined): string | undefined => {
    const value: AnswerValue | undefined = field === undefined ? undefined : answers[field]?.value;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const [name, birthDate, household] = [textAt(client.name), textAt(client.birthDate), textAt(client.household)];
  return { ...(name !== undefined && { name }), ...(birthDate !== undefined && { birthDate }), ...(household !== undefined && { household }) };
}

/** What a client is looked for by; each says of what kind it is. A date is found by its year and month too, since not all know more. */
export function clientWords({ name = '', birthDate, household = '' }: ClientFacts): string[] {
  const dates = birthDate === undefined || earliestDay(birthDate) === null ? [] : [4, 7, 10].filter((length) => length <= birthDate.length).map((length) => birthDate.slice(0, length));
  const of = wordsOf(household).join(' ');
  return [...wordsOf(name).map((word) => `name ${word}`), ...dates.map((date) => `born ${date}`), ...(of === '' ? [] : [`household ${of}`])];
}

/** What of a client is as of another: the same person probably, or somebody of their household. */
export interface Likeness {
  same: ('name' | 'birth_date' | 'household')[];
}

/**
 * How a client resembles another, or null when nothing tells that they could be the same or live together. Two words of a name count as the
 * name, or the only one that is known where the dates of birth agree; dates that exclude each other exclude the person.
 */
export function likeness(one: ClientFacts, other: ClientFacts): Likeness | null {
  const [mine, theirs] = [wordsOf(one.name ?? ''), wordsOf(other.name ?? '')];
  const shared = mine.filter((word) => theirs.includes(word)).length;
  const dates = sameDate(one.birthDate, other.birthDate);
  const isNamed = shared >= 2 || (shared === 1 && (dates === true || (mine.length === 1 && theirs.length === 1)));
  const isPerson = isNamed && dates !== false;
  const of = wordsOf(one.household ?? '').join(' ');
  const isHousehold = of !== '' && of === wordsOf(other.household ?? '').join(' ');
  const same: Likeness['same'] = [...(isPerson ? (['name'] as const) : []), ...(isPerson && dates === true ? (['birth_date'] as const) : []), ...(isHousehold ? (['household'] as const) : [])];
  return same.length > 0 ? { same } : null;
}

/** Whether two dates of birth may be one; undefined where one is not known. */
function sameDate(one: string | undefined, other: string | undefined): boolean | undefined {
  if (one === undefined || other === undefined || earliestDay(one) === null || earliestDay(other) === null) return undefined;
  const length = Math.min(one.length, other.length);
  return one.slice(0, length) === other.slice(0, length);
}
