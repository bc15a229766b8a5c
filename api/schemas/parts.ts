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
/** Of what each record of a list has of its own: which record. */
const OF_RECORD = '(@[a-z][a-z0-9_]{0,99}\\.[1-9][0-9]{0,5})?';

/** A field of the case, or of the records of a list with its id before it. */
export const FieldName = Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}(\\.[a-z][a-z0-9_]{0,99})?$', examples: ['risk', 'goal.score'] });
/** The id of something in a case: `case_plan.1`, or `case_plan` for the one that is open; `visit@child.1` for that of a record. */
export const OpeningId = Type.String({ pattern: `^[a-z][a-z0-9_]{0,99}(\\.[1-9][0-9]{0,5}){0,2}${OF_RECORD}$`, examples: ['case_plan.1', 'case_plan', 'visit@child.1'] });
/** The id of a record of a list. */
export const RecordId = Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}\\.[1-9][0-9]{0,5}$', examples: ['goal.2'] });
/** A clock by its own id, or by that of the task, review, stage or clock of the case that it belongs to. */
export const ClockId = Type.String({
  pattern: `^((task|review|approval|agreement|decision|stage|clock):)?[a-z][a-z0-9_]{0,99}(\\.[1-9][0-9]{0,5}){0,2}${OF_RECORD}$`, examples: ['case_plan', 'follow_up.3', 'task:case_plan.1'],
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

const answersBy = (pattern: string, description: string) => Type.Record(Type.String({ pattern }), AnswerValue, { additionalProperties: false, maxProperties: 500, description });

/** Answers by field; the rules of the case decide what each may be. */
export const Answers = answersBy('^[a-z][a-z0-9_]{0,99}(\\.[a-z][a-z0-9_]{0,99})?$', 'Answers by field id; where something is about one record of a list, those of the record as goal.due_on');
export const AnswersOfRecord = answersBy('^[a-z][a-z0-9_]{0,99}$', 'Answers by the field\'s id without the list\'s');
/** Answers that are there, each by its own name. */
export const AnswersGiven = answersBy('^[a-z][a-z0-9_]{0,99}(\\.[1-9][0-9]{0,5}\\.[a-z][a-z0-9_]{0,99})?$', 'Answers by field id, of records as goal.2.due_on');

/** Answers of records beside those of the case. */
export const RecordsAnswered = Type.Array(
  Type.Union([Exactly({ list: DefinedId, answers: AnswersOfRecord }, 'A new record'), Exactly({ record: RecordId, answers: AnswersOfRecord }, 'A record that is there')]),
  { maxItems: 500, description: 'Answers of records of lists: new ones where records are written, and those that are there' },
);

export const Reason = Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S', description: 'Why, in words' });

/** Type of what a schema describes. */
export type Of<T extends TSchema> = Static<T>;
