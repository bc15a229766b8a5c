// What the final report on a case answers with as JSON; the type stands in texts/report-words.ts.

import { Type } from 'typebox';
import { AlertId, AnswerValue, CaseNumber, Exactly, Instant, Nullable, Person } from './parts';

export const ShowReport = Exactly({
  format: Type.Optional(Type.Union([Type.Literal('html'), Type.Literal('json')], { description: 'Goes before the Accept header; HTML when neither asks for JSON' })),
});

const Answer = Type.Object({
  field: Type.String(),
  title: Type.String(),
  value: Type.Optional(AnswerValue),
  text: Type.Optional(Type.String({ description: 'The answer in words' })),
  hidden: Type.Optional(Type.Literal(true, { description: 'There is an answer, and your roles may not see it' })),
  at: Instant,
});

const Record = Type.Optional(Type.String({ description: 'Id of the record that it was about' }));
const Turn = Type.Object({ what: Type.String(), at: Instant, by: Nullable(Person), reason: Type.String(), reasonTitle: Type.Optional(Type.String()) });
const Step = Type.Optional(Type.Object({ by: Person, at: Instant, reason: Type.Optional(Type.String()) }));
/** Of tasks and reviews. */
const Timed = {
  id: Type.String(), title: Type.String(), record: Record, state: Type.String(), dueAt: Nullable(Instant), endedAt: Nullable(Instant), by: Nullable(Person),
  late: Type.Boolean({ description: 'Handed in or recorded after it was due' }),
};

export const Reported = Type.Object(
  {
    number: CaseNumber,
    agency: Type.String(),
    process: Type.String(),
    status: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
    title: Type.String(),
    at: Instant,
    openedAt: Instant,
    openedBy: Person,
    owner: Person,
    client: Type.Array(Answer),
    closed: Type.Optional(Type.Object({ at: Instant, by: Nullable(Person), reason: Type.String(), reasonTitle: Type.String(), approvedBy: Type.Array(Person) })),
    turns: Type.Array(Turn, { description: 'Closings and openings again' }),
    answers: Type.Array(Answer),
    records: Type.Array(
      Type.Object({ id: Type.String(), list: Type.String(), title: Type.String(), addedAt: Instant, addedBy: Person, answers: Type.Array(Answer), ended: Type.Optional(Type.Object({ at: Instant, outcome: Type.String(), outcomeTitle: Type.String() }, { additionalProperties: true })) }),
    ),
    stages: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), round: Type.Integer(), enteredAt: Instant, leftAt: Nullable(Instant) })),
    tasks: Type.Array(Type.Object({ ...Timed, openedAt: Instant, resultTitle: Type.Optional(Type.String()) })),
    reviews: Type.Array(Type.Object(Timed)),
    events: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), record: Record, happenedAt: Instant, by: Person, state: Type.String() })),
    alerts: Type.Array(
      Type.Object({
        id: AlertId, alert: Type.String(), title: Type.String(), raisedAt: Instant, raisedBy: Nullable(Person), reason: Type.Optional(Type.String()),
        joined: Type.Array(Type.Object({ at: Instant, by: Nullable(Person), reason: Type.Optional(Type.String()) })), acknowledged: Step, resolved: Step,
      }),
    ),
    agreements: Type.Array(
      Type.Object({
        id: Type.String(), title: Type.String(), version: Type.Integer(), who: Type.String(), whoTitle: Type.Optional(Type.String()), says: Nullable(Type.String()),
        at: Nullable(Instant), on: Type.Optional(Type.String()), by: Nullable(Person), reason: Type.Optional(Type.String()),
      }),
      { description: 'What was said to what tasks were handed in with, version by version' },
    ),
    approvals: Type.Array(
      Type.Object({ id: Type.String(), kind: Type.String(), title: Type.Optional(Type.String()), state: Type.String(), askedAt: Instant, decidedAt: Nullable(Instant), by: Nullable(Person), note: Type.Optional(Type.String()) }),
    ),
    departures: Type.Array(
      Type.Object({ what: Type.String(), about: Type.String(), title: Type.String(), at: Instant, by: Nullable(Person), reason: Type.String(), from: Type.Optional(Type.String()), to: Type.Optional(Type.String()), byLength: Type.Optional(Type.String()) }),
      { description: 'Due dates put off, clocks paused, duties waived' },
    ),
  },
  { description: 'What was planned, what was done and when, what came of it, and how the case was closed' },
);

/** The same as a page. */
export const ReportPage = Type.String({ description: 'A page that prints' });
