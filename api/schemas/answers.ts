// What routes answer with, as the OpenAPI description shows it. The types stand beside the code that owns them; these are compared with them.

import { Type } from 'typebox';
import { AlertId, AnswerValue, CaseNumber, Instant, Nullable, Person } from './parts';

const Against = Type.Object({ id: Type.Optional(Type.String()), rule: Type.Optional(Type.String()), expected: Type.Optional(Type.String()), text: Type.Optional(Type.String()) });

export const DefinitionProblem = Type.Object({
  code: Type.String(),
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  file: Type.String(),
  line: Type.Integer(),
  column: Type.Integer(),
  endLine: Type.Integer(),
  endColumn: Type.Integer(),
  message: Type.String(),
  fix: Type.String(),
  suggestion: Type.Optional(Type.String()),
  doc: Type.String(),
});

/** RFC 9457, with the code, what stands against the request, and the fix. */
export const Problem = Type.Object(
  {
    type: Type.String({ examples: ['urn:caseway:error:already-acknowledged'] }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    code: Type.String({ description: 'Stable: docs/errors.md and docs/refusals.md explain each' }),
    fix: Type.String(),
    against: Type.Array(Against),
    first: Type.Optional(Type.Object({ name: Type.String(), at: Instant, reason: Type.Optional(Type.String()) })),
    problems: Type.Optional(Type.Array(DefinitionProblem)),
    instance: Type.String(),
  },
  { description: 'What is wrong, and what to do' },
);

export const Kept = Type.Object(
  {
    case: CaseNumber,
    eraseAt: Nullable(Instant),
    held: Type.Boolean(),
    holds: Type.Array(Type.Object({ placedBy: Type.String(), placedAt: Instant, reason: Type.String(), liftedBy: Type.Optional(Type.String()), liftedAt: Type.Optional(Instant) })),
  },
  { description: 'Until when a closed case is kept; eraseAt is null while it is open, for ever, or as long as the date is not known' },
);

export const Erased = Type.Object({
  process: Type.String(), reason: Type.String(), openedIn: Type.String({ examples: ['2026-03'] }), closedIn: Type.String(), cases: Type.Integer(),
});

/** From how many open cases on it is said, and from how many on it takes a reason. */
const Limit = { warn: Type.Optional(Type.Integer()), atMost: Type.Optional(Type.Integer()) };

export const Acted = Type.Object(
  {
    case: CaseNumber,
    sequence: Type.Optional(Type.Integer()),
    stage: Type.Optional(Type.String()),
    status: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('closed')])),
    opened: Type.Optional(Type.Array(Type.String({ description: 'Task, review, alert or approval that the act opened' }))),
    ended: Type.Optional(Type.Array(Type.String())),
    caseload: Type.Optional(Type.Object({ open: Type.Integer({ description: 'With this case' }), ...Limit }, { description: 'Of who is in charge now, from the warning of the agency on' })),
    links: Type.Object({ case: Type.String(), journal: Type.String(), explain: Type.String() }),
    pending: Type.Optional(Type.Literal(true)),
  },
  { description: 'What the act changed' },
);

export const Taken = Type.Object(
  { case: CaseNumber, taken: Type.Boolean(), pending: Type.Optional(Type.Literal(true)) },
  { description: 'That the alert was taken; a partner is told nothing else of a case' },
);

export const PartnerKey = Type.Object({ partner: Type.String(), key: Type.String({ description: 'Shown this once' }) });
export const RevokedKeys = Type.Object({ partner: Type.String(), revoked: Type.Integer() });
export const ListedPartner = Type.Object({ id: Type.String(), title: Type.String(), kind: Type.String(), language: Type.String(), agency: Type.Optional(Type.String()) });

export const Colleague = Type.Object({
  id: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  deputy: Type.Optional(Type.String()),
  away: Type.Array(Type.Object({ from: Instant, until: Instant })),
  onCall: Type.Boolean({ description: 'On call for some role\'s alerts now' }),
});

export const WorkloadOf = Type.Object({
  id: Type.String(),
  name: Type.String(),
  active: Type.Boolean(),
  open: Type.Integer({ description: 'Open cases that they are in charge of' }),
  overdue: Type.Integer({ description: 'What they are to do and was due before now' }),
  limits: Type.Array(Type.Object({ role: Type.String(), ...Limit })),
});

export const Summary = Type.Object({
  number: CaseNumber,
  process: Type.String(),
  status: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
  stage: Type.Object({ id: Type.String(), title: Type.String() }),
  owner: Type.String({ description: 'Id of the person in charge' }),
  openedAt: Instant,
  closedAt: Nullable(Instant),
  nextDueAt: Nullable(Instant),
});

export const Item = Type.Object({
  help: Type.Optional(Type.String()),
  checklist: Type.Optional(Type.Array(Type.Object({ id: Type.String(), text: Type.String() }), { description: 'What is gone through with it' })),
  id: Type.String(),
  kind: Type.Union([Type.Literal('task'), Type.Literal('review'), Type.Literal('approval'), Type.Literal('agreement'), Type.Literal('decision'), Type.Literal('alert')]),
  title: Type.String(),
  who: Type.String({ description: 'Role that does it' }),
  person: Type.Optional(Type.String()),
  record: Type.Optional(Type.String({ description: 'Record of a list that it is about' })),
  event: Type.Optional(Type.String({ description: 'Event that the task is for' })),
  notBy: Type.Optional(Type.Array(Type.String())),
  own: Type.Optional(Type.Object({ title: Type.String(), by: Person }, { description: 'Of a task that somebody has added: in their words' })),
  state: Type.String(),
  openedAt: Instant,
  dueAt: Nullable(Instant),
  dueText: Type.Optional(Type.String({ description: 'The date in words, in the local time of the agency' })),
});

export const ItemOfCase = Type.Object({ case: CaseNumber, process: Type.String(), ...Item.properties });

export const ListedAlert = Type.Object({
  id: AlertId,
  case: CaseNumber,
  process: Type.String(),
  alert: Type.String(),
  title: Type.String(),
  raisedAt: Instant,
  state: Type.Union([Type.Literal('raised'), Type.Literal('acknowledged'), Type.Literal('resolved')]),
  step: Type.Integer({ description: 'Step of the chain that was told last, from 0' }),
  climbAt: Nullable(Instant),
});

/** Answers by field, each with who gave it and when. */
const GivenAnswers = Type.Record(Type.String(), Type.Object({
  value: AnswerValue, at: Instant, by: Type.String({ description: 'Id of the person; empty for what is worked out' }),
  rule: Type.Optional(Type.String({ description: 'The line by which it was worked out' })), overridden: Type.Optional(Type.String({ description: 'Why a person has put it in the place of what is worked out' })),
}));

export const CaseShown = Type.Object({
  number: CaseNumber,
  agency: Type.String(),
  process: Type.String(),
  status: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
  sequence: Type.Integer(),
  openedAt: Instant,
  openedBy: Person,
  owner: Person,
  stage: Type.Object({ id: Type.String(), title: Type.String(), round: Type.Integer(), since: Instant }),
  answers: GivenAnswers,
  hidden: Type.Array(Type.String({ description: 'Answered fields that the reader may not see' })),
  items: Type.Array(Item),
  alerts: Type.Array(Type.Object({ id: AlertId, alert: Type.String(), title: Type.String() }, { additionalProperties: true })),
  approvals: Type.Array(Type.Object({ id: Type.String(), level: Type.Integer(), who: Type.String(), state: Type.String() }, { additionalProperties: true })),
  agreements: Type.Array(
    Type.Object({
      id: Type.String({ description: 'Opening of the task, by which something is said to it' }), task: Type.String(), of: Type.Optional(Type.String()), title: Type.String(),
      version: Type.Integer(), frozenAt: Instant, inForce: Type.Boolean({ description: 'False while the task is done anew' }),
      answers: Type.Record(Type.String(), AnswerValue), hidden: Type.Array(Type.String()),
      parties: Type.Array(Type.Object({
        who: Type.String(), says: Type.Optional(Type.Union([Type.Literal('agreed'), Type.Literal('refused'), Type.Literal('not_asked')])),
        by: Type.Optional(Person), at: Type.Optional(Instant), on: Type.Optional(Type.String()), reason: Type.Optional(Type.String()),
      })),
    }),
    { description: 'What tasks were handed in with for others to agree to, the latest version of each' },
  ),
  decisions: Type.Array(
    Type.Object({ id: Type.String(), stage: Type.String(), record: Type.Optional(Type.String()), title: Type.String(), who: Type.String(), askedAt: Instant }),
    { description: 'Choices that wait for somebody; explain tells which ways hold' },
  ),
  prefilled: Type.Record(Type.String(), Type.Array(Type.String()), { description: 'Answers of an earlier round, by the open task that asks for them again' }),
  rounds: Type.Record(Type.String(), Type.Integer(), { description: 'How often each stage has been entered' }),
  clocks: Type.Array(
    Type.Object({ id: Type.String(), title: Type.String(), startedAt: Instant, dueAt: Nullable(Instant), dueText: Type.Optional(Type.String()) }, { additionalProperties: true }),
    { description: 'Clocks of the case itself' },
  ),
  records: Type.Array(
    Type.Object({
      id: Type.String(), list: Type.String(), title: Type.String(), addedAt: Instant, addedBy: Person, answers: GivenAnswers, hidden: Type.Array(Type.String()),
      stage: Type.Optional(Type.Object({ id: Type.String(), title: Type.String(), round: Type.Integer(), since: Instant })),
      ended: Type.Optional(Type.Object({ at: Instant, by: Nullable(Person), outcome: Type.String(), reason: Type.Optional(Type.String()) })),
    }),
    { description: 'Records of lists, in the order of their adding' },
  ),
  events: Type.Array(
    Type.Object({
      id: Type.String(), event: Type.String(), title: Type.String(), happenedAt: Instant, recordedAt: Instant, recordedBy: Person, about: Type.Optional(Type.String()),
      state: Type.Union([Type.Literal('provisional'), Type.Literal('counted'), Type.Literal('dismissed')], { description: 'Only those that are counted count' }),
    }),
    { description: 'What has happened and may still matter to counts and clocks, the latest first' },
  ),
  requests: Type.Array(
    Type.Object({ id: Type.String(), kind: Type.Union([Type.Literal('extension'), Type.Literal('waiver')]), clock: Type.String(), askedAt: Instant, askedBy: Person, reason: Type.String() }, { additionalProperties: true }),
    { description: 'Extensions and waivers that wait for approval' },
  ),
  closure: Type.Optional(Type.Object({ n: Type.Integer(), reason: Type.String() }, { additionalProperties: true })),
  closed: Type.Optional(Type.Object({ at: Instant, reason: Type.String(), by: Nullable(Person) })),
  links: Acted.properties.links,
});

export const JournalPage = Type.Object({
  entries: Type.Array(
    Type.Object({ n: Type.Integer(), sequence: Type.Integer(), at: Instant, what: Type.String(), text: Type.String(), line: Type.Optional(Type.Integer()) }, { additionalProperties: true }),
  ),
  next: Nullable(Type.Integer({ description: '`after` of the next page' })),
});

/** Where a rule stands in the agency's file. */
const Ruled = { rule: Type.String(), line: Type.Optional(Type.Integer()) };
/** What must hold, or should. */
const Criterion = Type.Object({ ...Ruled, text: Type.String(), holds: Type.Boolean(), should: Type.Optional(Type.Literal(true)) }, { additionalProperties: true });

/** The ways out of a stage, and the tasks that hold it up. */
const StageExplained = { id: Type.String(), round: Type.Optional(Type.Integer()), decides: Type.Optional(Type.String({ description: 'Role that chooses among the ways that hold' })), waitsForTasks: Type.Array(Type.String()), ways: Type.Array(Type.Object({ ...Ruled, holds: Nullable(Type.Boolean({ description: 'Null where it would tell an answer that your roles may not see' })), leadsTo: Type.String(), criteria: Type.Optional(Type.Array(Criterion)) }, { additionalProperties: true })) };

export const Explained = Type.Object({
  at: Instant,
  deadlines: Type.Array(Type.Object({ about: Type.String(), kind: Type.String(), title: Type.String(), dueAt: Nullable(Instant), dueText: Type.Optional(Type.String()), ...Ruled }, { additionalProperties: true })),
  stage: Type.Object(StageExplained),
  agreements: Type.Array(Type.Object({ id: Type.String(), version: Type.Integer(), waitsFor: Type.Array(Type.String()) }), { description: 'Who has still to say something to what was handed in' }),
  records: Type.Array(Type.Object({ record: Type.String(), ...StageExplained }), { description: 'The same of each open record that goes through stages of its own' }),
  tasks: Type.Array(Type.Object({ id: Type.String(), criteria: Type.Array(Criterion) }), { description: 'What the open tasks must and should have' }),
  closure: Type.Object({ reason: Nullable(Type.String()), criteria: Type.Array(Criterion) }),
  derived: Type.Array(
    Type.Object({
      field: Type.String(), record: Type.Optional(Type.String()), title: Type.String(), value: Nullable(AnswerValue), ...Ruled,
      inputs: Type.Array(Type.Object({ field: Type.String(), value: Type.Optional(Nullable(AnswerValue)) })), others: Type.Array(Type.String()), missing: Type.Array(Type.String()),
      overridden: Type.Optional(Type.Object({ by: Type.String(), at: Instant, reason: Type.String() })), hidden: Type.Optional(Type.Literal(true)),
    }),
    { description: 'Fields that are worked out' },
  ),
});

export const ProcessListed = Type.Object({
  process: Type.String(),
  title: Type.String(),
  hash: Type.String(),
  inForce: Type.Boolean(),
  /** Whether the agency's file names the process, so that cases can be opened with it. */
  inUse: Type.Boolean(),
  publishedAt: Instant,
});

export const Checked = Type.Object({ problems: Type.Array(DefinitionProblem) });
export const PublishedProcess = Type.Object({
  process: Type.String(),
  hash: Type.String(),
  changed: Type.Boolean(),
  inUse: Type.Boolean(),
  problems: Type.Array(DefinitionProblem),
});


const webhook = {
  id: Type.String(), url: Type.String(), kinds: Nullable(Type.Array(Type.String())), createdBy: Type.String(), createdAt: Instant,
  pausedBecause: Nullable(Type.Union([Type.Literal('gone'), Type.Literal('no-success'), Type.Literal('address-not-allowed')])),
  behind: Type.Integer({ description: 'Cases of which it has not been told everything yet' }),
  lastFailure: Nullable(Type.String({ description: 'Status of the last attempt that failed, or no-answer' })),
};
export const ListedWebhook = Type.Object(webhook);
export const AddedWebhook = Type.Object({ ...webhook, secret: Type.String({ description: 'Signs the messages; shown this once' }) });

export const SentMail = Type.Object({
  messageId: Type.String(), to: Type.String({ description: 'Id of the person, or fallback for the agency\'s fallback address' }), cases: Type.Array(Type.String()), begunAt: Instant, completedAt: Nullable(Instant),
  state: Type.Union([Type.Literal('underway'), Type.Literal('given-up'), Type.Literal('sent'), Type.Literal('refused')]),
  maybeTwice: Type.Boolean({ description: 'It may have been delivered twice' }),
});

export const DocumentListed = Type.Object({
  id: Type.String(), case: CaseNumber, name: Type.String(), type: Type.String({ description: 'Media type, by the content' }), size: Type.Integer({ description: 'Bytes' }), addedBy: Type.String(), addedAt: Instant,
});
export const DocumentContent = Type.Unsafe<unknown>({ type: 'string', format: 'binary', description: 'The document as it was added' });

export const Similar = Type.Object({
  cases: Type.Array(Type.Object({
    case: CaseNumber, process: Type.String(), status: Type.Union([Type.Literal('open'), Type.Literal('closed')]), openedAt: Instant, owner: Person,
    same: Type.Array(Type.Union([Type.Literal('name'), Type.Literal('birth_date'), Type.Literal('household')]), { description: 'What is as in the case that you ask for' }),
  })),
  others: Type.Integer({ description: 'How many more there are in your agency that you may not read: ask a supervisor' }),
});

/** An opening is answered with what else there is of the client, where that could be looked for. */
export const Opened = Type.Object({ ...Acted.properties, similar: Type.Optional(Similar) });
