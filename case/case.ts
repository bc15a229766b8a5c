// What a case is: its whole state as plain JSON, of which everything else about it can be reckoned.

import type { Instant, Length, LocalDate } from '../process/time';
import type { RuleHashes } from '../process/rules';
import type { Value } from '../process/condition';

/** Somebody of the staff as the case remembers them: the name stays on record when the person has left. */
export interface Person {
  id: string;
  name: string;
  /** Who was away, and in whose stead this one acted. */
  for?: { id: string; name: string };
  /** Acted as the one who was on call. */
  onCall?: true;
  /** A partner of the agency and none of its staff, by the id and title that the agency's file has for it. */
  partner?: true;
}

/** Who acts, as the API has established it. */
export interface Actor extends Person {
  agency: string;
  roles: string[];
  /** Those who are away now and for whom this one stands in, with their roles. */
  standsInFor?: { id: string; name: string; roles: string[] }[];
  /** Roles for whose alerts this one is on call now; true for all. */
  duty?: true | string[];
}

/** A consent in its simple form: asked and given, or asked and refused. */
export interface ConsentAnswer {
  given: boolean;
  /** `client` or one of the people of the process. */
  by?: string;
  on?: LocalDate;
}

export type AnswerValue = Value | ConsentAnswer;

export interface Answer {
  value: AnswerValue;
  at: Instant;
  /** Id of the person. */
  by: string;
  /** Sequence of the transition that gave it. */
  sequence: number;
  /** Sequence of the last transition that gave the same value again. */
  again?: number;
  /** Path of the rule by which it was worked out; nobody has given it, and `by` is empty. */
  rule?: string;
  /** Why it stands in the place of what would be worked out. */
  overridden?: string;
}

/**
 * What a task opened with: the round of a stage, an alert, or a record of a list. `record` is the record that it is about (of a stage: of
 * the record's own stage, or one of those that the task is for each of), `event` the event.
 */
export type TaskPlace = ({ stage: string; round: number } | { alert: string } | { list: string } | { case: true }) & { record?: string; event?: string };

/** One opening of a task; a new round of its stage or a new alert opens it anew. */
export interface TaskState {
  /** `case_plan.1`: the task's id and how many times it has opened. */
  id: string;
  task: string;
  /** What it opened with. */
  of: TaskPlace;
  /** Whose it is by name; others of its role may still do it. */
  assigned?: Person;
  /** A dated task that somebody has added beside those of the process, in their own words. */
  own?: { title: string; by: Person; role?: string; due: LocalDate | Instant };
  /**
   * `planned` until its window opens; `agreeing` when it was handed in and waits for those who have to agree, `submitted` for its approval;
   * `waived` when it need not be done.
   */
  state: 'planned' | 'open' | 'agreeing' | 'submitted' | 'done' | 'waived' | 'withdrawn';
  /** Of one that is planned, when it was found to be needed. */
  openedAt: Instant;
  /** Of a later round than the first, the sequence of the transition that opened it: what was answered up to then is to be confirmed. */
  openedIn?: number;
  submittedBy?: Person;
  endedAt?: Instant;
  /** The end that it has, or was handed in with, other than done. */
  result?: string;
  /** Rule of the end after which it is offered again; it holds up nothing. */
  offeredAgain?: string;
  /** Its clock as it was when it was done, for one that is taken back; null where none ran, absent once it cannot be taken back. */
  clock?: ClockState | null;
  /** Rules by which handing it in has met other duties: handed in again, it meets none twice, and it cannot be taken back. */
  satisfied?: string[];
}

/** One occurrence of a review. */
export interface ReviewState {
  /** `follow_up.3`. */
  id: string;
  review: string;
  /** Of one for each record: which one. */
  record?: string;
  /** How many of it that record has had, this one included. */
  nth?: number;
  occurrence: number;
  state: 'open' | 'recorded' | 'waived' | 'ended';
  /** From when its clock counts: of a series its beginning. */
  from: Instant;
  /** When it opened, where that is not `from`. */
  openedAt?: Instant;
  recordedAt?: Instant;
  /** When it was really done, where that is earlier. */
  doneAt?: Instant;
  recordedBy?: Person;
  /** Of contacts between two of another review: the number of the occurrence with which the stretch ends, and which contact in it this is. */
  stretch?: { of: number; nth: number };
  /** When a stretch of contacts ended with this occurrence: when it was due or recorded, whichever came first. */
  endedStretchAt?: Instant;
}

/** A running clock. Everything that can be late has one, whatever it belongs to. */
export interface ClockState {
  /** `task:case_plan.1`, `review:follow_up.3`, `approval:closure.1`, `agreement:case_plan.1`, `decision:planning.2.1`, `stage:planning.2`, `clock:first_contact.1`. */
  id: string;
  /** Of what is one for each record: which one. */
  record?: string;
  startedAt: Instant;
  /** `startedAt` is itself a due instant, as of a review by schedule. */
  startedAtDue?: boolean;
  /** Null while something that it depends on is not known. */
  dueAt: Instant | null;
  /** Rule path of the branch that gave `dueAt`. */
  rule: string;
  chosenBy?: { field: string; value: string };
  /** The instant that the length was counted from, when it is not `startedAt`. */
  countedFrom?: Instant;
  provisional?: true;
  waitsFor?: string;
  /** Late steps count from here when the clock was moved into the past, or began there. */
  lateFrom?: Instant;
  /** Stretches that do not count, such as the time a task's approval took; the last one is open while it lasts. */
  held?: { from: Instant; until?: Instant }[];
  /** Days on which it stood still, both ends included. */
  pauses?: { from: LocalDate; to: LocalDate }[];
  /** By how much it was put off, in order. */
  extensions?: Length[];
  /** When its window opens; null while that is not known, absent where there is none or once its task has opened. */
  opensAt?: Instant | null;
  /** Does not run, because its `while` does not hold. */
  stopped?: true;
  /** How often its steps have run: late steps by rule path, reminders by rule path and date, `due` when it has become late. */
  ran: Record<string, number>;
  /** When this clock next has something to do; null when nothing is left. */
  nextAt: Instant | null;
  /** Late steps, by rule path, that could not be done when their time came, as a closing that its criteria forbid: tried again after every event. */
  owes?: string[];
}

/** An extension or a waiver that somebody has to agree to. */
export interface RequestState {
  /** `extension.1`, `waiver.2`. */
  id: string;
  kind: 'extension' | 'waiver';
  /** Id of the clock. */
  clock: string;
  /** By how much, of an extension. */
  length?: Length;
  askedAt: Instant;
  askedBy: Person;
  /** The role in which it was asked. */
  role: string;
  reason: string;
}

export interface ApprovalState {
  /** `case_plan.1.1` (task opening, level), `closure.1.1` or `extension.1.1`. */
  id: string;
  of: { task: string } | { closure: number } | { request: string };
  level: number;
  who: string;
  state: 'asked' | 'approved' | 'sent_back' | 'withdrawn';
  askedAt: Instant;
  /** Ids of those who did the work: none of them may decide. */
  notBy: string[];
  decidedBy?: Person;
  decidedAt?: Instant;
  note?: string;
}

/** What one of those who have to agree has said, or that they were not asked. */
export interface AgreementParty {
  /** `client`, one of the people of the process, or a role. */
  who: string;
  /** Absent until they have said it. */
  says?: 'agreed' | 'refused' | 'not_asked';
  /** Who has recorded it; of a role who has said it. */
  by?: Person;
  at?: Instant;
  /** The day on which they said it, where that is another. */
  on?: LocalDate;
  reason?: string;
}

/** What a task was handed in with, frozen for those who have to agree to it; the latest version alone, the journal has all. */
export interface AgreementState {
  task: string;
  /** Of a task for each record or event: which one. */
  of?: string;
  /** Id of the opening that was handed in with it. */
  opening: string;
  /** From 1; every change makes another. */
  version: number;
  frozenAt: Instant;
  /** Values as they were, by field; of records `goal.2.due_on`. */
  answers: Record<string, AnswerValue>;
  /** Ids of the records that were there, of the lists that it is about. */
  records?: string[];
  parties: AgreementParty[];
}

/** A choice among the ways out of a stage, asked for once all else in it is done. */
export interface DecisionState {
  /** `planning.2.1`: the stage's round and a count. */
  id: string;
  stage: string;
  round: number;
  /** Of a record's stage: which one. */
  record?: string;
  who: string;
  state: 'asked' | 'decided' | 'withdrawn';
  askedAt: Instant;
  decidedBy?: Person;
  decidedAt?: Instant;
}

export interface AlertState {
  /** `<case number>-a1`: known in the whole installation. */
  id: string;
  alert: string;
  raisedAt: Instant;
  /** Null when a rule raised it. */
  raisedBy: Person | null;
  reason?: string;
  joined: { at: Instant; by: Person | null; reason?: string }[];
  /** Step of the chain that was told last, from 0. */
  step: number;
  /** How often the last step has been repeated. */
  repeats: number;
  stepAt: Instant;
  /** Id of the notice that tells the present step's people. */
  notice: string;
  /** When the people of the present step were really told; null until that has come back. */
  toldAt: Instant | null;
  /** Ids of those whom the present step has reached, less those whose mail has come back since. */
  reached?: string[];
  /** When it climbs or repeats next; null once acknowledged. */
  climbAt: Instant | null;
  acknowledged?: { by: Person; at: Instant; reason: string };
  resolved?: { by: Person; at: Instant; reason?: string };
}

export interface ClosureState {
  /** How many closures have been proposed, from 1. */
  n: number;
  reason: string;
  proposedAt: Instant;
  /** Null when a rule proposed it. */
  proposedBy: Person | null;
  /** Rules of what should have held and was passed over with a reason. */
  passed?: string[];
}

/** One record of a list. */
export interface RecordState {
  /** `goal.2`: the list's id and how many it has had. */
  id: string;
  list: string;
  /** By the field's id without the list's. */
  answers: Record<string, Answer>;
  addedAt: Instant;
  addedBy: Person;
  /** Where its list has stages. */
  stage?: { id: string; round: number; since: Instant };
  /** Its outcome; nothing about it is open any more. */
  ended?: { at: Instant; by: Person | null; outcome: string; reason?: string };
}

/** Something that has happened, as it was recorded. */
export interface EventState {
  /** `visit.3`. */
  id: string;
  event: string;
  happenedAt: Instant;
  recordedAt: Instant;
  recordedBy: Person;
  /** Id of the record that it concerns. */
  about?: string;
  /** A provisional one does not count yet, a dismissed one not at all. */
  state: 'provisional' | 'counted' | 'dismissed';
  /** Tasks for it that come after something which has not ended yet. */
  awaits?: string[];
}

/**
 * The whole state of a case. It survives JSON unchanged, and holds what is needed to go on: the journal itself is kept in the
 * records, of which the case carries the count.
 */
export interface Case {
  format: 1;
  /** Version of the core's behaviour that this run was started with. */
  behaviour: number;
  /** Opaque: tells nothing of a person. */
  number: string;
  agency: string;
  process: string;
  rules: RuleHashes;
  status: 'open' | 'closed';
  /** Counts the transitions, from 1 for the opening. */
  sequence: number;
  openedAt: Instant;
  openedBy: Person;
  owner: Person;
  stage: { id: string; round: number; since: Instant };
  /** How often each stage, task, review and approval has been opened: numbers are never given twice. */
  counts: Record<string, number>;
  answers: Record<string, Answer>;
  tasks: TaskState[];
  reviews: ReviewState[];
  alerts: AlertState[];
  approvals: ApprovalState[];
  /** What was or is to be agreed to, and choices that were or are to be made; absent when there are none. */
  agreements?: AgreementState[];
  decisions?: DecisionState[];
  /** Records of its lists, in the order of their adding; one taken out again is not among them. Absent when there are none, as are events. */
  records?: RecordState[];
  events?: EventState[];
  /** Running clocks by id. */
  clocks: Record<string, ClockState>;
  /** What waits for somebody's agreement beside tasks and the closure; absent when nothing does. */
  requests?: RequestState[];
  /** Last start and last end of each stage, task and review, for clocks that count from them; `first` where that is another. */
  happened: Record<string, { start?: Instant; end?: Instant; first?: { start?: Instant; end?: Instant } }>;
  /** Rules that act when they begin to hold (`raise_when`, `at_any_time`, `close`, `while` of the case's clocks) and hold now, by rule path. */
  holding: string[];
  /** Closures proposed so far. */
  closures: number;
  closure?: ClosureState;
  closed?: { at: Instant; reason: string; by: Person | null };
  /** When rules that turn on the date are to be judged again. */
  judgeAt: Instant | null;
  /** Number of journal entries written so far. */
  journal: number;
}
