// Whether an event has the shape that its type promises: outside of this program nobody is held to TypeScript's types.

import { isLocalDate } from '../process/dates';
import { MOST_ITEMS } from '../process/environment';
import { parseLength } from '../process/length';
import { TEXT_LIMIT } from './answer-values';
import type { CaseEvent } from './event';
import type { Against, Refusal } from './refusals';

/** Ids, numbers and names are no longer than this; refusals repeat them. */
const NAME_LIMIT = 200;
/** More answers than this at once are no answers to a process. */
const ANSWERS_LIMIT = 1000;
/** Bound of the language. */
const CHECKS_LIMIT = 50;

/** What a part of an event should be, or null when it is that. */
type Check = (value: unknown) => string | null;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= NAME_LIMIT;
const isPerson = (value: unknown): value is Record<string, unknown> => isObject(value) && isName(value['id']) && isName(value['name']);
/** Looks at holes too, which `every` passes over. */
const isListOf = (value: unknown, is: (one: unknown) => boolean): boolean => Array.isArray(value) && Array.from(value as unknown[]).every(is);

/** An instant as this program writes it, within the years that lengths can be added to. */
const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));

const isOutcome = (value: unknown): boolean =>
  isObject(value) && isName(value['notice']) && isInstant(value['at']) && isListOf(value['reached'], isPerson) && isListOf(value['refused'], isPerson);

const name: Check = (value) => (isName(value) ? null : `a text of at most ${NAME_LIMIT} characters`);
const maybeName: Check = (value) => (value === undefined ? null : name(value));
const person: Check = (value) => (isPerson(value) ? null : 'a person with id and name');
const text: Check = (value) => (typeof value === 'string' ? null : 'a text');
const maybeText: Check = (value) => (value === undefined ? null : text(value));
/** In whose stead somebody may act, and for what they are on call. */
const isCapacity = ({ for: principal, standsInFor = [], duty = [], partner, onCall }: Record<string, unknown>): boolean =>
  principal === undefined && onCall === undefined && (partner === undefined || partner === true) && (duty === true || isListOf(duty, isName)) &&
  isListOf(standsInFor, (one) => isPerson(one) && isListOf(one['roles'], isName));
const maybeActor: Check = (value) => (value === undefined ? null : actor(value));
const actor: Check = (value) =>
  isPerson(value) && isName(value['agency']) && isListOf(value['roles'], isName) && isCapacity(value) ? null : 'a person with id, name, agency and roles';
const isAnswers = (value: unknown): boolean => {
  const fields = isObject(value) ? Object.keys(value) : null;
  return fields !== null && fields.length <= ANSWERS_LIMIT && fields.every((field) => field.length <= NAME_LIMIT);
};
const answers: Check = (value) => (isAnswers(value) ? null : `at most ${ANSWERS_LIMIT} answers by field`);
const day: Check = (value) => (typeof value === 'string' && /^[12]\d{3}-/.test(value) && isLocalDate(value) ? null : 'a date such as 2026-03-26');
const dueDate: Check = (value) => (isInstant(value) || day(value) === null ? null : 'a date such as 2026-03-26, or an instant such as 2026-03-26T07:00:00.000Z');
const length: Check = (value) => (typeof value === 'string' && value.length <= NAME_LIMIT && parseLength(value) ? null : 'a length such as 5 working days');
/** Answers of a record that is there, or of a new one of a list. */
const isOfRecord = (value: unknown): boolean =>
  isObject(value) && (isName(value['list']) ? value['record'] === undefined : isName(value['record']) && value['list'] === undefined) && isAnswers(value['answers']);
const records: Check = (value) =>
  value === undefined || (isListOf(value, isOfRecord) && (value as unknown[]).length <= MOST_ITEMS) ? null : `at most ${MOST_ITEMS} with list or record, and answers`;
const maybeDay: Check = (value) => (value === undefined ? null : day(value));
const AGREEING = ['agreed', 'refused', 'not_asked'];
const agreeing: Check = (value) => (AGREEING.includes(value as string) ? null : AGREEING.join(', '));
const maybeNumber: Check = (value) => (value === undefined || (Number.isSafeInteger(value) && (value as number) > 0) ? null : 'a number from 1');
const outcomes: Check = (value) => (isListOf(value, isOutcome) ? null : 'a list of what came of notices');

/** Ids of a checklist, each once; a checklist has no more. */
const maybeNames: Check = (value) =>
  value === undefined || (isListOf(value, isName) && (value as string[]).length <= CHECKS_LIMIT && new Set(value as string[]).size === (value as string[]).length) ? null : `at most ${CHECKS_LIMIT} ids, each once`;
const anything: Check = () => null;

/** A day, or an instant as answers are written. */
const isTrueDate = (value: unknown): boolean =>
  typeof value === 'string' && (day(value) === null || (/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value) && isLocalDate(value.slice(0, 10)) && !Number.isNaN(Date.parse(value))));
const maybeTrueDate: Check = (value) => (value === undefined || isTrueDate(value) ? null : 'a date such as 2026-03-26, or an instant such as 2026-03-26T07:00:00Z');
const maybeYes: Check = (value) => (value === undefined || typeof value === 'boolean' ? null : 'true or false');

const seen: Check = (value) => (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 0) ? null : 'the sequence of the case that was seen');

const SHAPES: { [Type in CaseEvent['type']]: Record<string, Check> } = {
  open: { by: actor, number: name, owner: person, answers, despite: maybeText },
  complete: { by: actor, task: name, answers, end: maybeName, ticked: maybeNames, despite: maybeText, records, seen },
  open_task: { by: actor, task: name, record: maybeName },
  note: { by: actor, text, about: maybeName },
  answer: { by: actor, answers, records, seen },
  record_event: { by: actor, event: name, answers, on: maybeTrueDate, about: maybeName, records, seen },
  add_record: { by: actor, list: name, answers },
  change_record: { by: actor, record: name, answers, seen },
  end_record: { by: actor, record: name, outcome: name, reason: maybeText },
  remove: { by: actor, id: name, reason: text },
  record: { by: actor, review: name, answers, on: maybeTrueDate, extra: maybeYes, ticked: maybeNames, records, seen },
  assign: { by: actor, task: maybeName, to: actor, despite: maybeText },
  add_task: { by: actor, title: text, who: maybeName, person: maybeActor, due: dueDate },
  withdraw_task: { by: actor, task: name, reason: maybeText },
  correct: { by: actor, answers, reason: text, seen },
  take_back: { by: actor, task: name, reason: text },
  raise: { by: actor, alert: name, reason: maybeText },
  acknowledge: { by: actor, alert: name, reason: text },
  resolve: { by: actor, alert: name, answers, reason: maybeText, seen },
  approve: { by: actor, approval: name, note: maybeText, despite: maybeText },
  send_back: { by: actor, approval: name, reason: text },
  agree: { by: actor, task: name, who: name, answer: agreeing, version: maybeNumber, on: maybeDay, reason: maybeText },
  decide: { by: actor, decision: name, way: name, reason: maybeText },
  close: { by: actor, reason: name, despite: maybeText },
  pass: { by: actor, way: name, record: maybeName, reason: text },
  override: { by: actor, field: name, record: maybeName, value: anything, reason: text, seen },
  reopen: { by: actor, reason: text, despite: maybeText },
  pause: { by: actor, clock: name, from: day, to: day, answers, reason: text, seen },
  extend: { by: actor, clock: name, by_length: length, answers, reason: text, seen },
  waive: { by: actor, clock: name, answers, reason: text, seen },
  time: {},
  told: { outcomes },
  rules: {},
};

/** Why nothing can be made of an event or of its instant, or null when everything in it is what it should be. */
export function refuseShape(event: unknown, at: unknown): Refusal | null {
  if (!isInstant(at)) return malformed([{ id: 'at', expected: 'an instant such as 2026-03-26T07:00:00.000Z' }]);
  const type = isObject(event) ? event['type'] : undefined;
  if (!isObject(event) || typeof type !== 'string' || !Object.hasOwn(SHAPES, type)) {
    return malformed([{ id: 'type', expected: Object.keys(SHAPES).join(', ') }]);
  }
  const shape = SHAPES[type as CaseEvent['type']];
  const against: Against[] = [];
  for (const id in shape) {
    const expected = shape[id]?.(event[id]) ?? null;
    if (expected !== null) against.push({ id, expected });
  }
  return against.length > 0 ? malformed(against) : refuseLongText(event);
}

const malformed = (against: Against[]): Refusal => ({ code: 'malformed-act', against });

/** Reasons and notes are bound as answers are. */
function refuseLongText(event: Record<string, unknown>): Refusal | null {
  const long = ['reason', 'note', 'title', 'text', 'despite'].filter((id) => String(event[id] ?? '').length > TEXT_LIMIT);
  return long.length > 0 ? { code: 'text-too-long', against: long.map((id) => ({ id, expected: `${TEXT_LIMIT}` })) } : null;
}
