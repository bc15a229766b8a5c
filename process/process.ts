// What a compiled process is: behaviour only, as frozen JSON known by its hash; titles and translations are artefacts of their own.

import type { Derivation, Due, Rule } from './condition';
import type { Length } from './time';

export type { Anchor, Contacts, Derivation, Due, Start } from './condition';

export type FieldType =
  | 'text' | 'number' | 'integer' | 'yes_no' | 'date' | 'time' | 'one_of' | 'several_of' | 'consent' | 'staff' | 'partner' | 'person' | 'record' | 'document';

export interface Field {
  type: FieldType;
  /** Never leaves in mail, webhooks, search attributes, logs or reports. */
  private?: true;
  /** Roles that may read it; all who may read the case when absent. */
  visibleTo?: string[];
  /** Option ids of `one_of` and `several_of`, in the order of the file. */
  options?: string[];
  /** `may_be` of a date: `2014` or `2014-03` are accepted and reckoned from their earliest day. */
  mayBe?: ('year' | 'month')[];
  /** Bounds of a number or an integer; both count. */
  min?: number;
  max?: number;
  /** Of a `record`: the list that it is one of. */
  list?: string;
  /** Worked out and never answered. */
  is?: Derivation;
  /** Roles that may put a value of their own in the place of what is worked out. */
  override?: string[];
}

/** Who is told or asked: the person in charge of the case, or a role. */
export type Part = { owner: true } | { role: string };

export interface Role {
  /** The holder answers for the case. Exactly one role of a process has it. */
  ownsCase?: true;
  /** The role above, for the line upwards. */
  supervisedBy?: string;
}

export interface LateStep {
  rule: string;
  /** After the due instant. */
  after: Length | 'at_once';
  /** At least one of the following. */
  tell?: Part;
  /** Id of a task that is opened on demand. */
  open?: string;
  /** Id of an alert. */
  raise?: string;
  /** Id of a stage to which the case moves. */
  to?: string;
  /** Reason with which a closure is proposed. */
  close?: string;
  /** Told again so often until the clock ends. */
  repeat?: Length;
}

/** Who may stop a clock for some days, and what they must give as evidence. Both the first and the last day of a pause count to it. */
export interface PauseRule {
  rule: string;
  who: string[];
  mustAnswer: string[];
  /** Longest that all pauses of a clock together may be. */
  atMost?: Length;
}

/** Who may put a due date off, by how much at a time at most, how often, and who has to agree. */
export interface ExtendRule {
  rule: string;
  who: string[];
  mustAnswer: string[];
  atMost: Length;
  times: number;
  approve: ApprovalLevel[];
}

/** Who may say that a duty need not be done this time, and who has to agree. */
export interface WaiveRule {
  rule: string;
  who: string[];
  mustAnswer: string[];
  approve: ApprovalLevel[];
}

/** The keys that are the same wherever something can be late. */
export interface Clock {
  /** Path of the thing the clock belongs to. */
  rule: string;
  due: Due;
  /** Not to be begun before: a window that ends with `due`. What the clock belongs to opens then. */
  notBefore?: Due;
  /** How long before the due instant, longest first. */
  remind: { rule: string; before: Length }[];
  late: LateStep[];
  /** Stops the clock besides the end of its thing. */
  until?: Rule;
  /** The clock runs only as long as this holds, and starts afresh each time that it begins to hold. */
  while?: Rule;
  pauses?: PauseRule;
  extend?: ExtendRule;
  waive?: WaiveRule;
  /** Cannot be paused, extended or waived, nor held up by an approval. */
  firm?: true;
}

/** An act that also meets another duty: the open occurrence of a review, or a clock of its own. */
export interface Satisfies {
  rule: string;
  kind: 'review' | 'clock';
  id: string;
  when?: Rule;
}

/** A clock that belongs to the case itself, under `clocks:`. */
export interface NamedClock {
  id: string;
  rule: string;
  /** Who is reminded. */
  who: Part;
  clock: Clock;
  /** List of whose open records each has a clock of its own. */
  forEach?: string;
}

export interface ApprovalLevel {
  who: string;
  clock: Clock;
  when?: Rule;
  /** Tasks whose doer may not decide on this level either. */
  notBy?: string[];
}

/** A way for a task to end other than done. */
export interface TaskEnd {
  rule: string;
  mayAnswer: string[];
  mustAnswer: string[];
  /** It is offered again so long after. */
  againAfter?: Length;
}

/** What there is one of each for: every open record of a list, or every time that an event was recorded. */
export type ForEach = { list: string } | { event: string };

export interface Task {
  id: string;
  rule: string;
  /** Role that does it. */
  who: string;
  when?: Rule;
  /** Tasks of the process that must have ended before this one opens. */
  after: string[];
  mayAnswer: string[];
  mustAnswer: string[];
  clock: Clock;
  approve: ApprovalLevel[];
  satisfies: Satisfies[];
  /** Not opened by its stage or alert but by a late step or a person; once open it holds up its stage as the others do. */
  onDemand?: true;
  /** Roles that may open it on demand. */
  openedBy?: string[];
  /** Of a task of the case itself: stages in which it can be open; all when absent. */
  during?: string[];
  /** Tasks whose doer may not do this one. */
  notBy?: string[];
  /** Who has to agree to what it is handed in with: `client`, people of the process, roles. */
  agree?: string[];
  /** Does not hold up its stage, and goes on when the stage is left. */
  alongside?: true;
  /** Other ends than done, by id. */
  mayEnd?: Record<string, TaskEnd>;
  forEach?: ForEach;
  /** The list whose records are written here, and how many of them there must be at the end. */
  records?: { list: string; atLeast: number };
  /** What must and should hold when it is handed in as done, the answers given with it counted. */
  must?: Criterion[];
  should?: Criterion[];
  /** Ids of what is gone through with it. */
  checklist?: string[];
}

/**
 * A way out of a stage; the first whose condition holds is taken, unless what it must or should have stands against it. Of a record's
 * stage, `close` names an outcome of its list.
 */
export type Way = { rule: string; when?: Rule; must?: Criterion[]; should?: Criterion[] } & ({ to: string } | { close: string });

/** A role that chooses how it goes on, and how soon. */
export interface Decide {
  rule: string;
  who: string;
  clock: Clock;
}

export interface Stage {
  id: string;
  rule: string;
  tasks: Task[];
  next: Way[];
  /** How long the stage itself may take. */
  clock?: Clock;
  /** Who chooses among the ways out that hold; without it the first that holds is taken. */
  decide?: Decide;
}

export interface Review {
  id: string;
  rule: string;
  who: string;
  mayAnswer: string[];
  mustAnswer: string[];
  /** The first one, counted from the opening of the case or the start of the first stage of `during`. */
  first: Due;
  every: Due;
  countFrom: 'last' | 'schedule';
  /** Stages in which it runs; all when absent. */
  during?: string[];
  /** Its `due` is `every`. */
  clock: Clock;
  satisfies: Satisfies[];
  /** List of whose open records each has a series of its own. */
  forEach?: string;
  /** Ids of what is gone through with it. */
  checklist?: string[];
}

/** Records of a case that have a life of their own: children of one family, goals, needs. */
export interface List {
  id: string;
  rule: string;
  /** By id; elsewhere they are named with the list: `goal.due_on`. */
  fields: Record<string, Field>;
  /** Roles that may add a record at any time, change or end it; the owner's role may. */
  addedBy: string[];
  /** Ids of the ways in which a record can end, in the order of the file. */
  outcomes: string[];
  /** Opened with each record. */
  tasks: Task[];
  /** A record enters the first one when it is added; none when they are empty. */
  stages: Stage[];
  /** Judged for each open record. */
  atAnyTime: Way[];
}

/** Something that happens in the course of a case: a visit, an absence. */
export interface EventKind {
  id: string;
  rule: string;
  /** Roles that may record it. */
  recordedBy: string[];
  /** List of which it concerns a record. */
  about?: string;
  mayAnswer: string[];
  mustAnswer: string[];
  /** Task, one for each event, that judges it: done lets it count, another end does not. Until then it does not count. */
  provisionalUntil?: string;
}

export interface AcknowledgeStep {
  rule: string;
  who: string;
  within: Length;
}

export interface Alert {
  id: string;
  rule: string;
  raiseWhen?: Rule;
  /** Roles that may raise it by hand. */
  raisedBy: string[];
  /** The chain; the last step repeats until somebody acknowledges. */
  acknowledge: AcknowledgeStep[];
  /** Urgent tasks that open with the alert. */
  tasks: Task[];
  resolve: { who: string; mustAnswer: string[]; mayAnswer: string[] };
}

/** What must hold, or should: what should and does not is passed over by a person with a reason. */
export interface Criterion {
  rule: string;
  that: Rule;
}

/** How long a closed case may be opened again, by whom, and in which stage it goes on. */
export interface Reopening {
  rule: string;
  within: Length;
  to: string;
  who: string;
}

export interface Closure {
  rule: string;
  reasons: string[];
  must: Criterion[];
  should?: Criterion[];
  approve: ApprovalLevel[];
  /** A closed case stays closed when absent. */
  reopen?: Reopening;
  /** When a closed case is to be erased, counted from its closing; it is kept for ever when absent. */
  retention?: Due;
}

/** A process, compiled, frozen and known by the hash of its JSON. Stages, tasks and rules keep the order of the file. */
export interface Process {
  format: 1;
  id: string;
  /** Language the file is written in. */
  language: string;
  /** Which fields hold the client's name, date of birth and language, and by what those who live together are known. */
  client: { name?: string; birthDate?: string; language?: string; household?: string };
  roles: Record<string, Role>;
  people: string[];
  fields: Record<string, Field>;
  stages: Stage[];
  reviews: Review[];
  alerts: Alert[];
  /** Clocks of the case itself. */
  clocks: NamedClock[];
  atAnyTime: Way[];
  /** Absent where a process has none, as in the following. */
  lists?: List[];
  events?: EventKind[];
  /** Tasks of the case itself, which hold up no stage: opened on demand, or one for each event. */
  tasks?: Task[];
  closure: Closure;
}

/** Texts of one language: `id.path: text`, the path being the rule's path plus the key, e.g. `stages.planning.title`. */
export type Texts = Record<string, string>;

/** Where each rule of a compiled process stands in its file; lines and columns count from 1. */
export type SourceMap = Record<string, { line: number; column: number }>;
