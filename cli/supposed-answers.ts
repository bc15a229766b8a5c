// Answers that are supposed on a command line, `--set risk=high`, checked against the fields of the process.

import type { AnswerValue } from '../case/case';
import type { Answers } from '../case/event';
import { localInstant } from '../language/local-instant';
import { earliestDay, isLocalDate } from '../process/dates';
import type { Field, Process } from '../process/process';
import type { Rules } from '../process/rules';
import { notOneOf } from './process-argument';
import { WrongUse } from './terminal';

/** @throws WrongUse for a field that the process does not have, and for a value that is none of it */
export function supposedAnswers(pairs: readonly string[], rules: Rules): Answers {
  return Object.fromEntries(pairs.map((pair) => supposed(pair, rules)));
}

function supposed(pair: string, rules: Rules): [string, AnswerValue] {
  const { process } = rules;
  const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(pair) ?? [];
  if (name === undefined || value === undefined) throw new WrongUse(`--set ${pair} is no answer.`, 'Write field=value, as in --set risk=high.');
  const field = Object.hasOwn(process.fields, name) ? process.fields[name] : undefined;
  if (!field) throw notOneOf('field', name, Object.keys(process.fields));
  return [name, read(name, field, value.trim(), rules)];
}

function read(name: string, field: Field, text: string, rules: Rules): AnswerValue {
  switch (field.type) {
    case 'yes_no': return yesOrNo(name, text);
    case 'consent': return consent(name, text, rules.process);
    case 'number':
    case 'integer': return number(name, field, text);
    case 'date': return date(name, field, text);
    case 'time': return localInstant(rules.calendar, text) ?? wrong(name, text, 'a time, such as 2026-03-26T09:00');
    case 'one_of': return option(name, field, text);
    case 'several_of': return text === '' ? [] : text.split(',').map((one) => option(name, field, one.trim()));
    default: return text;
  }
}

function wrong(name: string, text: string, what: string): never {
  throw new WrongUse(`--set ${name}=${text}: ${name} takes ${what}.`, `Write --set ${name}=… with ${what}.`);
}

function yesOrNo(name: string, text: string): boolean {
  if (text === 'yes' || text === 'true') return true;
  return text === 'no' || text === 'false' ? false : wrong(name, text, 'yes or no');
}

function consent(name: string, text: string, { people }: Process): AnswerValue {
  if (text === 'given' || text === 'yes') return { given: true, ...(people[0] !== undefined && { by: people[0] }) };
  return text === 'refused' || text === 'no' ? { given: false, ...(people[0] !== undefined && { by: people[0] }) } : wrong(name, text, 'given or refused');
}

function number(name: string, { type, min, max }: Field, text: string): number {
  const value = text === '' ? NaN : Number(text);
  const fits = Number.isFinite(value) && (type === 'number' || Number.isInteger(value)) && value >= (min ?? -Infinity) && value <= (max ?? Infinity);
  const bounds = [...(min === undefined ? [] : [`from ${min}`]), ...(max === undefined ? [] : [`up to ${max}`])].join(' ');
  return fits ? value : wrong(name, text, `${type === 'integer' ? 'a whole number' : 'a number'}${bounds && ` ${bounds}`}`);
}

function date(name: string, { mayBe = [] }: Field, text: string): string {
  const partial = earliestDay(text) !== null && ((text.length === 4 && mayBe.includes('year')) || (text.length === 7 && mayBe.includes('month')));
  return isLocalDate(text) || partial ? text : wrong(name, text, 'a date, such as 2015-04-30');
}

function option(name: string, { options = [] }: Field, text: string): string {
  if (options.includes(text)) return text;
  throw notOneOf(`option of ${name}`, text, options);
}
