// The final report on a case: what was planned, what was done and when, what came of it, and how it was closed; for somebody who may read the case.

import { fieldOf, pathOfField } from '../process/parts';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { seesField } from './access';
import type { Actor, AlertState, Answer, AnswerValue, ApprovalState, Case, Person, RecordState, TaskState } from './case';
import { numbered } from './clock-owner';
import { OWN_TASK, OWN_TITLE } from './own-clock';
import type { JournalEntry } from './effect';
import type { Course, Departure, PassedReview, PassedStage, Turn } from './report-course';
import { courseOf } from './report-course';
import type { RulesIndex } from './rules-index';
import type { ReportedAgreement } from './report-agreements';
import { reportAgreements } from './report-agreements';
import { rulesIndex } from './rules-index';

/** One answer; without a value where the reader's roles may not see it. */
export interface ReportedAnswer {
  /** `risk`, of a list's records `goal.due_on`. */
  field: string;
  title: string;
  value?: AnswerValue;
  hidden?: true;
  at: Instant;
}

export interface ReportedTask {
  id: string;
  title: string;
  /** Id of the record that it was about. */
  record?: string;
  state: TaskState['state'];
  openedAt: Instant;
  dueAt: Instant | null;
  endedAt: Instant | null;
  by: Person | null;
  /** Handed in after it was due. */
  late: boolean;
  /** Its end, where that is another than done. */
  resultTitle?: string;
}

export interface ReportedReview {
  id: string;
  title: string;
  record?: string;
  state: PassedReview['state'];
  dueAt: Instant | null;
  endedAt: Instant | null;
  by: Person | null;
  late: boolean;
}

export interface ReportedRecord {
  id: string;
  list: string;
  title: string;
  addedAt: Instant;
  addedBy: Person;
  answers: ReportedAnswer[];
  ended?: { at: Instant; by: Person | null; outcome: string; outcomeTitle: string; reason?: string };
}

export interface ReportedEvent {
  id: string;
  title: string;
  record?: string;
  happenedAt: Instant;
  by: Person;
  state: 'provisional' | 'counted' | 'dismissed';
}

export interface ReportedApproval {
  id: string;
  kind: 'task' | 'closure' | 'extension' | 'waiver';
  /** Of the thing; of the closure itself there is none. */
  title?: string;
  state: ApprovalState['state'];
  askedAt: Instant;
  decidedAt: Instant | null;
  by: Person | null;
  note?: string;
}

/** States of what is reported, each with its word in every language. */
export type ReportedState = (ReportedTask | ReportedReview | ReportedEvent | ReportedApproval)['state'];

/** Titles are paths in the texts of the process. */
export interface Report {
  number: string;
  agency: string;
  process: string;
  status: Case['status'];
  title: string;
  /** When it was made. */
  at: Instant;
  openedAt: Instant;
  openedBy: Person;
  owner: Person;
  /** Answers that say who the client is. */
  client: ReportedAnswer[];
  closed?: { at: Instant; by: Person | null; reason: string; reasonTitle: string; approvedBy: Person[] };
  /** Closings and openings again, in order; of a closing the reason is the process's, of an opening again somebody's words. */
  turns: (Turn & { reasonTitle?: string })[];
  /** All other answers as they stand, in the order of the process. */
  answers: ReportedAnswer[];
  records: ReportedRecord[];
  stages: (PassedStage & { title: string })[];
  tasks: ReportedTask[];
  reviews: ReportedReview[];
  events: ReportedEvent[];
  alerts: (Pick<AlertState, 'id' | 'alert' | 'raisedAt' | 'raisedBy' | 'reason' | 'joined' | 'acknowledged' | 'resolved'> & { title: string })[];
  agreements: ReportedAgreement[];
  approvals: ReportedApproval[];
  departures: (Departure & { title: string })[];
}

/** @param journal the whole of it, oldest first; entries after the state's sequence are left out */
export function report(rules: Rules, state: Case, journal: readonly JournalEntry[], actor: Actor, at: Instant): Report {
  const index = rulesIndex(rules.process);
  const known = journal.filter((entry) => entry.sequence <= state.sequence);
  const course = courseOf(known);
  const { number, agency, process, status, openedAt, openedBy, owner } = state;
  const answers = caseAnswers(rules, state, actor);
  const { name, birthDate } = rules.process.client;
  const isOfClient = ({ field }: ReportedAnswer): boolean => field === name || field === birthDate;
  return {
    number, agency, process, status, title: 'title', at, openedAt, openedBy, owner,
    client: answers.filter(isOfClient),
    ...(state.closed && { closed: closing(state, state.closed) }),
    turns: course.turns.map((turn) => ({ ...turn, ...(turn.what === 'closed' && { reasonTitle: reasonTitle(turn.reason) }) })),
    answers: answers.filter((one) => !isOfClient(one)),
    records: (state.records ?? []).map((record) => reportRecord(rules, record, actor)),
    stages: course.stages.flatMap((one) => (index.stages.has(one.id) ? [{ ...one, title: `stages.${one.id}.title` }] : [])),
    tasks: [...forgottenTasks(index, state, course), ...state.tasks].map((task) => reportTask(index, task, course)),
    reviews: course.reviews.map((review) => reportReview(index, state, review, course)),
    events: [...course.events.values()].map(({ id, by, ...one }) => ({ id, title: titleOf(index, id), ...one, by: by ?? state.owner })),
    alerts: state.alerts.map(({ id, alert, raisedAt, raisedBy, reason, joined, acknowledged, resolved }) => ({
      id, alert, title: `${index.alerts.get(alert)?.rule ?? `alerts.${alert}`}.title`, raisedAt, raisedBy, joined,
      ...(reason !== undefined && { reason }), ...(acknowledged && { acknowledged }), ...(resolved && { resolved }),
    })),
    agreements: reportAgreements(index, rules.process, state, known),
    approvals: state.approvals.map((approval) => reportApproval(index, approval, course)),
    departures: course.departures.map((one) => ({ ...one, title: titleOf(index, one.about) })),
  };
}

const reasonTitle = (reason: string): string => `closure.reasons.${reason}`;

function caseAnswers(rules: Rules, state: Case, actor: Actor): ReportedAnswer[] {
  const known = Object.keys(rules.process.fields);
  return Object.entries(state.answers)
    .sort(([a], [b]) => known.indexOf(a) - known.indexOf(b))
    .map(([field, answer]) => reportAnswer(rules, field, answer, actor));
}

function reportAnswer(rules: Rules, field: string, { value, at }: Answer, actor: Actor): ReportedAnswer {
  const shown = seesField(rules, actor, field);
  return { field, title: `${pathOfField(field)}.title`, at, ...(shown ? { value } : { hidden: true as const }) };
}

function reportRecord(rules: Rules, { id, list, addedAt, addedBy, answers, ended }: RecordState, actor: Actor): ReportedRecord {
  const given = Object.entries(answers).filter(([field]) => fieldOf(rules.process, `${list}.${field}`));
  return {
    id, list, title: `lists.${list}.title`, addedAt, addedBy,
    answers: given.map(([field, answer]) => reportAnswer(rules, `${list}.${field}`, answer, actor)),
    ...(ended && { ended: { ...ended, outcomeTitle: `lists.${list}.outcomes.${ended.outcome}` } }),
  };
}

function closing(state: Case, { at, by, reason }: NonNullable<Case['closed']>): NonNullable<Report['closed']> {
  const approvedBy = state.approvals.flatMap((one) =>
    'closure' in one.of && one.of.closure === state.closures && one.state === 'approved' && one.decidedBy ? [one.decidedBy] : [],
  );
  return { at, by, reason, reasonTitle: reasonTitle(reason), approvedBy };
}

/** Late is what was handed in after it was due, however long its approval took; what is open is late once its time has come. */
function isLate(dueAt: Instant | null, endedAt: Instant | null): boolean {
  return dueAt !== null && endedAt !== null && endedAt > dueAt;
}

/** Tasks that are over and that the state has forgotten, as the journal tells of them. */
function forgottenTasks(index: RulesIndex, state: Case, { tasks }: Course): TaskState[] {
  const there = new Set(state.tasks.map(({ id }) => id));
  return [...tasks.values()].flatMap(({ id, state: how, openedAt, endedAt, by, result, record }) => {
    const task = index.tasks.get(numbered(id).id);
    if (there.has(id) || !task) return [];
    const of = { case: true as const, ...(record !== undefined && { record }) };
    return [{ id, task: task.id, of, state: how, openedAt, ...(endedAt !== undefined && { endedAt }), ...(by && { submittedBy: by }), ...(result !== undefined && { result }) }];
  });
}

function reportTask(index: RulesIndex, opening: TaskState, course: Course): ReportedTask {
  const { id, task, of, state, openedAt, endedAt = null, submittedBy = null, result } = opening;
  const dueAt = course.dues.get(id) ?? null;
  const isDone = state === 'done' || state === 'submitted';
  return {
    id, title: opening.own?.title ?? titleOf(index, id), ...(of.record !== undefined && { record: of.record }), state, openedAt, dueAt, endedAt, by: submittedBy,
    late: isDone && isLate(dueAt, course.handedIn.get(id) ?? endedAt),
    ...(result !== undefined && { resultTitle: `${index.tasks.get(task)?.rule ?? task}.may_end.${result}.title` }),
  };
}

function reportReview(index: RulesIndex, { reviews }: Case, passed: PassedReview, { dues }: Course): ReportedReview {
  const { id, state } = passed;
  const endedAt = passed.endedAt ?? null;
  const record = reviews.find((one) => one.id === id)?.record;
  const dueAt = dues.get(id) ?? null;
  return {
    id, title: titleOf(index, id), ...(record !== undefined && { record }), state, dueAt, endedAt, by: passed.by ?? null,
    late: state === 'recorded' && (passed.late ?? isLate(dueAt, endedAt)),
  };
}

function reportApproval(index: RulesIndex, approval: ApprovalState, course: Course): ReportedApproval {
  const { id, askedAt, decidedAt = null, decidedBy = null, note } = approval;
  return { id, ...approved(index, approval, course), state: approval.state, askedAt, decidedAt, by: decidedBy, ...(note !== undefined && { note }) };
}

function approved(index: RulesIndex, { of }: ApprovalState, { requests }: Course): Pick<ReportedApproval, 'kind' | 'title'> {
  if ('closure' in of) return { kind: 'closure' };
  if ('task' in of) return { kind: 'task', title: titleOf(index, of.task) };
  const request = requests.get(of.request);
  return request ? { kind: request.kind, title: titleOf(index, request.about) } : { kind: 'extension' };
}

/** Path of the title of a task opening, an occurrence of a review, a round of a stage or a clock of the case. */
function titleOf(index: RulesIndex, about: string): string {
  const id = /\.\d/.test(about) ? numbered(about).id : about;
  if (id === OWN_TASK) return OWN_TITLE;
  const thing = index.tasks.get(id) ?? index.reviews.get(id) ?? index.clocks.get(id) ?? index.stages.get(id) ?? index.events.get(id);
  return `${thing?.rule ?? about}.title`;
}
