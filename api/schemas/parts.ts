// The shapes that requests and answers are put together from: ids, instants, people, answers. Unknown keys are refused everywhere.

import type { Static, TProperties, TSchema } from 'typebox';
import { Type } from 'typebox';
import { ALERT_ID, CASE_NUMBER } from '../case-number';

/** An object that takes these keys and no other. */
export const Exactly = <P extends TProperties>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description !== undefined && { description }) });

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const CaseNumber = Type.String({ pattern: CASE_NUMBER, description: 'Number of a case', examples: ['K7Q2-M4XW9T'] });
export const AlertId = Type.String({ pattern: ALERT_ID, description: 'Id of an alert: its case and a count', examples: ['K7Q2-M4XW9T-a1'] });
/** An id from a process file. */
export const DefinedId = Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}$', examples: ['child_protection'] });
/** A field of the case, or of the records of a list with its id before it. */
export const FieldName = Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}(\\.[a-z][a-z0-9_]{0,99})?$', examples: ['risk', 'goal.score'] });
/** The id of something in a case: `case_plan.1`, or `case_plan` for the one that is open. */
export const OpeningId = Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}(\\.[1-9][0-9]{0,5}){0,2}$', examples: ['case_plan.1', 'case_plan'] });
/** A clock by its own id, or by that of the task, review, stage or clock of the case that it belongs to. */
export const ClockId = Type.String({
  pattern: '^((task|review|approval|stage|clock):)?[a-z][a-z0-9_]{0,99}(\\.[1-9][0-9]{0,5}){0,2}$', examples: ['case_plan', 'follow_up.3', 'task:case_plan.1'],
});
export const PersonId = Type.String({ pattern: '^[A-Za-z0-9_.-]{1,100}$', examples: ['rana'] });
export const LanguageTag = Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', examples: ['ar', 'en'] });
export const Instant = Type.String({ description: 'ISO 8601 in UTC', examples: ['2026-03-26T07:00:00.000Z'] });
export const Day = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', examples: ['2026-03-26'] });
/** A day, or the very time. */
export const TrueDate = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z)?$', examples: ['2026-03-26', '2026-03-26T07:00:00Z'],
  description: 'When it really happened, where that is earlier than now: a day, or an instant in UTC where hours count',
});
/** As processes write it; the rules of the case decide how long it may be. */
export const LengthText = Type.String({ maxLength: 40, pattern: '^[0-9]{1,10} +[a-z ]+$', examples: ['5 working days'] });

export const Person = Exactly({
  id: Type.String(),
  name: Type.String(),
  for: Type.Optional(Exactly({ id: Type.String(), name: Type.String() }, 'Who was away, and in whose stead this one acted')),
  onCall: Type.Optional(Type.Literal(true)),
  partner: Type.Optional(Type.Literal(true)),
});

const Consent = Exactly({
  given: Type.Boolean(),
  by: Type.Optional(Type.String({ maxLength: 100, description: 'client, or one of the people of the process' })),
  on: Type.Optional(Day),
});

export const AnswerValue = Type.Union(
  [Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String({ maxLength: 100 }), { maxItems: 500 }), Consent],
  { description: 'Text, number, yes or no, options, or a consent, by the type of the field' },
);

/** Answers by field; the rules of the case decide what each may be. */
export const Answers = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}$' }), AnswerValue, {
  additionalProperties: false,
  maxProperties: 500,
  description: 'Answers by field id',
});

export const Reason = Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S', description: 'Why, in words' });

/** Type of what a schema describes. */
export type Of<T extends TSchema> = Static<T>;
