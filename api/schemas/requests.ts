// What each route takes: one schema a request, from which checks, types and the OpenAPI description follow.

import { Type } from 'typebox';
import { DOCUMENT_ID } from '../../case/documents';
import { AlertId, AnswerValue, Answers, AnswersGiven, AnswersOfRecord, CaseNumber, ClockId, Day, DefinedId, Exactly, FieldName, LanguageTag, LengthText, Nullable, OpeningId, PersonId, Reason, RecordId, RecordsAnswered, TrueDate } from './parts';

/** Header of every call that changes something: the same key again gives the first call's answer. */
export const WritingHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$', description: 'Repeat a call with the same key to get the first one\'s answer' }),
  ),
});

export const CaseParams = Exactly({ case: CaseNumber });
export const TaskParams = Exactly({ case: CaseNumber, task: OpeningId });
export const ReviewParams = Exactly({ case: CaseNumber, review: OpeningId });
export const EventKindParams = Exactly({ case: CaseNumber, event: DefinedId });
export const EventParams = Exactly({ case: CaseNumber, event: OpeningId });
export const ApprovalParams = Exactly({ case: CaseNumber, approval: OpeningId });
export const ClockParams = Exactly({ case: CaseNumber, clock: ClockId });
export const AlertParams = Exactly({ alert: AlertId });

/** Why what should hold is passed over. */
const Despite = Type.Optional(Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S', description: 'Why something that should hold and does not is passed over' }));

export const OpenCase = Exactly({
  process: DefinedId,
  owner: Type.Optional(PersonId),
  answers: Type.Optional(Answers),
  despite: Despite,
}, 'Opens a case; without an owner it is the caller\'s own');

/** Sequence of the case as the caller has seen it. */
const Seen = Type.Optional(Type.Integer({ minimum: 0, description: 'Sequence of the case as you have seen it: answers that somebody else has given otherwise since are not overwritten' }));

/** Answers of records beside those of the case. */
const Records = Type.Optional(RecordsAnswered);

export const SetFields = Exactly({ answers: Answers, records: Records, seen: Seen }, 'Answers outside of a task');
export const CorrectFields = Exactly({ answers: AnswersGiven, reason: Reason, seen: Seen }, 'Puts wrong answers right; the old ones stay in the journal');
export const TakeBackTask = Exactly({ reason: Reason }, 'Opens a task again that was handed in by mistake');
export const Note = Exactly({ text: Reason, about: Type.Optional(OpeningId) }, 'Words for the journal alone');
/** Lines of a checklist. */
const Ticked = Type.Optional(Type.Array(DefinedId, { maxItems: 50, uniqueItems: true, description: 'Lines of the checklist that were gone through' }));

export const CompleteTask = Exactly({ answers: Type.Optional(Answers), end: Type.Optional(DefinedId), records: Records, ticked: Ticked, despite: Despite, seen: Seen }, 'Hands a task in');
export const RecordReview = Exactly({ answers: Type.Optional(Answers), records: Records, ticked: Ticked, on: Type.Optional(TrueDate), extra: Type.Optional(Type.Boolean({ description: 'Beside the series, which it leaves as it is' })), seen: Seen }, 'Records the review that is due');
export const RecordEvent = Exactly({ answers: Type.Optional(Answers), on: Type.Optional(TrueDate), about: Type.Optional(RecordId), records: Records, seen: Seen }, 'Records something that happened');
export const RecordParams = Exactly({ case: CaseNumber, record: RecordId });
export const AddRecord = Exactly({ list: DefinedId, answers: Type.Optional(AnswersOfRecord) }, 'Adds a record to a list');
export const ChangeRecord = Exactly({ answers: AnswersOfRecord, seen: Seen }, 'Answers of a record');
export const EndRecord = Exactly({ outcome: DefinedId, reason: Type.Optional(Reason) }, 'Ends a record: nothing more is done about it');
export const TakeOut = Exactly({ reason: Reason }, 'Takes out what was recorded by mistake; the journal keeps it');
export const RaiseAsPartner = Exactly({ case: CaseNumber, alert: DefinedId, reason: Reason }, 'Raises an alert on a case of the agency');
export const PartnerParams = Exactly({ partner: DefinedId });
export const StaffParams = Exactly({ person: PersonId });

const Time = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)?$', description: 'A day, or an instant', examples: ['2026-03-26', '2026-03-26T07:00:00.000Z'] });

export const SetAway = Exactly({
  away: Type.Array(Exactly({ from: Time, to: Time }), { maxItems: 50, description: 'When they are away; of days, the last one belongs to it' }),
  deputy: Type.Optional(Type.Union([PersonId, Type.Null()], { description: 'Who acts in their stead meanwhile' })),
}, 'Replaces what was there');
export const Assign = Exactly({ to: PersonId }, 'Gives it to somebody by name');
export const AssignCase = Exactly({ to: PersonId, despite: Despite }, 'Gives the case to another owner');
export const AddTask = Exactly({
  title: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S', description: 'In your own words; it never leaves by mail' }),
  due: Time,
  who: Type.Optional(DefinedId),
  person: Type.Optional(PersonId),
}, 'A dated task beside those of the process; your own without a role or a person');
export const WithdrawTask = Exactly({ reason: Type.Optional(Reason) }, 'Takes back an added task that need not be done');
export const RaiseAlert = Exactly({ alert: DefinedId, reason: Type.Optional(Reason) }, 'Raises an alert, or joins the open one');
export const AcknowledgeAlert = Exactly({ reason: Reason }, 'Takes the alert: what will be done, and why');
export const ResolveAlert = Exactly({ answers: Type.Optional(Answers), reason: Type.Optional(Reason), seen: Seen }, 'Ends an alert');
export const DecisionParams = Exactly({ case: CaseNumber, decision: OpeningId });
export const Agree = Exactly({
  who: DefinedId,
  answer: Type.Union([Type.Literal('agreed'), Type.Literal('refused'), Type.Literal('not_asked')]),
  version: Type.Optional(Type.Integer({ minimum: 1, description: 'The version that they have seen: said to another one it is refused' })),
  on: Type.Optional(Day),
  reason: Type.Optional(Reason),
}, 'What one of those who have to agree says; why not, where they do not');
export const Decide = Exactly({ way: DefinedId, reason: Type.Optional(Reason) }, 'The stage, or the reason to close, that the way leads to; a reason passes over what should hold');
export const Approve = Exactly({ note: Type.Optional(Reason), despite: Despite });
export const SendBack = Exactly({ reason: Reason });
export const PauseClock = Exactly({ from: Day, to: Day, answers: Type.Optional(Answers), reason: Reason, seen: Seen }, 'Days on which the clock stands still, both ends included');
export const ExtendClock = Exactly({ by_length: LengthText, answers: Type.Optional(Answers), reason: Reason, seen: Seen }, 'Puts the due date off by a length');
export const WaiveClock = Exactly({ answers: Type.Optional(Answers), reason: Reason, seen: Seen }, 'What is due need not be done this time');
export const CloseCase = Exactly({ reason: DefinedId, despite: Despite }, 'Proposes the closure for a reason of the process');

export const WayParams = Exactly({ case: CaseNumber, way: DefinedId });
export const PassWay = Exactly({ reason: Reason, record: Type.Optional(OpeningId) }, 'Passes over what should hold for a way, which is named by where it leads; of the stage of a record, with its id');
export const FieldParams = Exactly({ case: CaseNumber, field: FieldName });
export const OverrideField = Exactly({ value: Nullable(AnswerValue), reason: Reason, record: Type.Optional(OpeningId), seen: Seen }, 'A value in the place of what is worked out; null lets it be worked out again');

export const PlaceHold = Exactly({ reason: Reason }, 'Why the case must not be erased');
export const ReopenCase = Exactly({ reason: Reason, despite: Despite });

/** Query strings arrive as text; these numbers are read from it. */
const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 });

export const ListCases = Exactly({
  status: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('closed')])),
  process: Type.Optional(DefinedId),
  stage: Type.Optional(DefinedId),
  owner: Type.Optional(PersonId),
  after: Type.Optional(CaseNumber),
  limit: Type.Optional(Limit),
});

export const ListJournal = Exactly({
  after: Type.Optional(Type.Integer({ minimum: 0, description: 'Number of the last line already read' })),
  limit: Type.Optional(Limit),
});

/** The closure criteria are judged for `reason`. */
export const ExplainCase = Exactly({
  reason: Type.Optional(DefinedId),
});

export const ListAlerts = Exactly({
  state: Type.Optional(Type.Union([Type.Literal('raised'), Type.Literal('acknowledged'), Type.Literal('resolved'), Type.Literal('open')])),
  limit: Type.Optional(Limit),
});

/** A process as its agency writes it, with its texts in further languages. */
const Definition = Exactly({
  process: DefinedId,
  source: Type.String({ minLength: 1, maxLength: 1_048_576, description: 'The YAML of processes/<process>.yaml' }),
  texts: Type.Optional(
    Type.Record(LanguageTag, Type.String({ maxLength: 1_048_576 }), {
      additionalProperties: false, maxProperties: 30, description: 'The YAML of texts/<process>.<language>.yaml by language',
    }),
  ),
});

export const CheckProcess = Definition;
export const PublishProcess = Definition;

export const MailParams = Exactly({ mail: Type.String({ pattern: '^[0-9]{1,12}$' }) });

export const WebhookParams = Exactly({ webhook: Type.String({ pattern: '^wh_[A-Za-z0-9_-]{1,40}$' }) });
export const AddWebhook = Exactly({
  url: Type.String({ minLength: 1, maxLength: 2_000, description: 'Where messages are sent', examples: ['https://reports.example.org/caseway'] }),
  kinds: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z_]{1,40}$' }), { minItems: 1, maxItems: 100, uniqueItems: true, description: 'Kinds of journal lines; all when left out', examples: [['closed', 'alert_raised']] })),
}, 'Has another system told what happens');
export const ReplayWebhook = Exactly({
  case: Type.Optional(CaseNumber),
  after: Type.Optional(Type.Integer({ minimum: 0, description: 'Number of the journal line after which to begin; from the first when left out' })),
}, 'Tells it again; without a case, of all cases');

export const ListSentMails = Exactly({
  state: Type.Optional(Type.Union([Type.Literal('underway'), Type.Literal('given-up'), Type.Literal('sent'), Type.Literal('refused')])),
  limit: Type.Optional(Limit),
});
export const BouncedMail = Exactly({ messageId: Type.String({ minLength: 3, maxLength: 500, description: 'Message-ID of the mail, with or without its brackets' }) }, 'A mail that has come back');

export const DocumentParams = Exactly({ case: CaseNumber, document: Type.String({ pattern: DOCUMENT_ID }) });
export const DocumentHeaders = Type.Object({
  ...WritingHeaders.properties,
  'content-disposition': Type.Optional(Type.String({ maxLength: 2_000, description: 'Names the document', examples: ["attachment; filename*=UTF-8''report.pdf"] })),
});

export const FindClient = Exactly({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'Whole words, in any order and any way of writing' })),
  birthDate: Type.Optional(Type.String({ pattern: '^\\d{4}(-\\d\\d(-\\d\\d)?)?$', examples: ['2014-05-26', '2014'] })),
  household: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
}, 'What is known of the person');
