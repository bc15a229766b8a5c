// Whether a value fits the field that it is given to.

import { earliestDay, isLocalDate } from '../process/dates';
import type { Field, Process } from '../process/process';
import type { Case, ConsentAnswer } from './case';
import { DOCUMENT_ID } from './documents';
import type { RefusalCode } from './refusals';
import { recordOf } from './scope';

/** Bound of the language: a text has at most so many characters. */
export const TEXT_LIMIT = 20_000;

/** What is wrong with it, and what was expected. */
type Wrong = { code: RefusalCode; expected?: string };
const WRONG_TYPE = (expected: string): Wrong => ({ code: 'answer-wrong-type', expected });

/** Why a value is none that a field takes, or null; of a `record` the case says which there are. */
export function wrongValue(process: Process, state: Case, field: Field, value: unknown): Wrong | null {
  switch (field.type) {
    case 'text':
      if (typeof value !== 'string') return WRONG_TYPE('text');
      if (value.length > TEXT_LIMIT) return { code: 'text-too-long', expected: `${TEXT_LIMIT}` };
      return value.trim() === '' ? { code: 'answer-missing' } : null;
    case 'number':
    case 'integer':
      return wrongNumber(field, value);
    case 'yes_no':
      return typeof value === 'boolean' ? null : WRONG_TYPE('yes or no');
    case 'date':
      return typeof value === 'string' && isDate(value, field) ? null : WRONG_TYPE(`a date such as ${dateExample(field)}`);
    case 'time':
      return typeof value === 'string' && isInstant(value) ? null : WRONG_TYPE('an instant such as 2026-03-26T07:00:00.000Z');
    case 'one_of':
      return wrongOption(field, value);
    case 'several_of':
      return wrongOptions(field, value);
    case 'consent':
      return wrongConsent(process, value);
    case 'person':
      return value === 'client' || (typeof value === 'string' && process.people.includes(value))
        ? null
        : { code: 'unknown-person', expected: ['client', ...process.people].join(', ') };
    case 'staff':
    case 'partner':
      return typeof value === 'string' && /^[\w.-]{1,100}$/.test(value) ? null : WRONG_TYPE('an id');
    case 'document':
      return typeof value === 'string' && new RegExp(DOCUMENT_ID).test(value) ? null : WRONG_TYPE('the id of a document');
    case 'record':
      return wrongRecord(state, field, value);
  }
}

/** One of the records of a list that are there, ended or not. */
const wrongRecord = (state: Case, { list = '' }: Field, value: unknown): Wrong | null =>
  typeof value === 'string' && recordOf(state, value)?.list === list ? null : { code: 'answer-not-an-option', expected: `a record of ${list}` };

function wrongNumber(field: Field, value: unknown): Wrong | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return WRONG_TYPE('a number');
  if (field.type === 'integer' && !Number.isSafeInteger(value)) return WRONG_TYPE('a whole number');
  const { min = -Infinity, max = Infinity } = field;
  return value < min || value > max ? { code: 'answer-out-of-range', expected: `${min} … ${max}` } : null;
}

function wrongOption(field: Field, value: unknown): Wrong | null {
  if (typeof value !== 'string') return WRONG_TYPE(`one of ${(field.options ?? []).join(', ')}`);
  return field.options?.includes(value) ? null : { code: 'answer-not-an-option', expected: (field.options ?? []).join(', ') };
}

function wrongOptions(field: Field, value: unknown): Wrong | null {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return WRONG_TYPE(`several of ${(field.options ?? []).join(', ')}`);
  for (const one of value) {
    const wrong = wrongOption(field, one);
    if (wrong) return wrong;
  }
  return null;
}

function wrongConsent(process: Process, value: unknown): Wrong | null {
  const expected = WRONG_TYPE('given: true or false, and by whom and on which date if known');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return expected;
  const { given, by, on, ...rest } = value as ConsentAnswer & Record<string, unknown>;
  if (typeof given !== 'boolean' || Object.keys(rest).length > 0) return expected;
  if (on !== undefined && (typeof on !== 'string' || !isLocalDate(on))) return expected;
  if (by !== undefined && by !== 'client' && !process.people.includes(by)) {
    return { code: 'unknown-person', expected: ['client', ...process.people].join(', ') };
  }
  return null;
}

/** A day, or where the field allows it a month or a year. */
function isDate(text: string, field: Field): boolean {
  if (isLocalDate(text)) return true;
  if (earliestDay(text) === null) return false;
  return (text.length === 7 && field.mayBe?.includes('month') === true) || (text.length === 4 && field.mayBe?.includes('year') === true);
}

const dateExample = (field: Field): string =>
  ['2014-05-26', ...(field.mayBe?.includes('month') ? ['2014-05'] : []), ...(field.mayBe?.includes('year') ? ['2014'] : [])].join(', ');

const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text) && isLocalDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
