// What only the journal still knows of a case's course: stages gone through, reviews that the state has forgotten, due dates of what has ended.

import type { Instant, LocalDate } from '../process/time';
import type { Person } from './case';
import type { JournalEntry } from './effect';

/** One round of a stage. */
export interface PassedStage {
  id: string;
  round: number;
  enteredAt: Instant;
  /** When the next one was entered; null of the last. */
  leftAt: Instant | null;
}

/** One occurrence of a review, from its opening to its end. */
export interface PassedReview {
  id: string;
  openedAt: Instant;
  state: 'open' | 'recorded' | 'waived' | 'ended';
  endedAt?: Instant;
  by?: Person;
  /** Where it was done earlier than recorded: whether it was late then. */
  late?: boolean;
}

/** A task that is over: of those that may come again and again the state forgets the oldest. */
export interface PassedTask {
  id: string;
  openedAt: Instant;
  state: 'open' | 'done' | 'waived' | 'withdrawn';
  endedAt?: Instant;
  by?: Person;
  result?: string;
  record?: string;
}

/** An event that was recorded and not taken out again. */
export interface PassedEvent {
  id: string;
  happenedAt: Instant;
  by: Person | null;
  state: 'provisional' | 'counted' | 'dismissed';
  record?: string;
}

/** A closing, or an opening again after one. */
export interface Turn {
  what: 'closed' | 'reopened';
  at: Instant;
  by: Person | null;
  reason: string;
}

/** A due date that was put off, a clock that stood still for some days, or a duty that was let go. */
export interface Departure {
  what: 'paused' | 'extended' | 'waived';
  /** Id of the task opening, review, stage or clock. */
  about: string;
  at: Instant;
  by: Person | null;
  reason: string;
  /** Days of a pause, both included. */
  from?: LocalDate;
  to?: LocalDate;
  /** As processes write it: `5 working days`. */
  byLength?: string;
}

export interface Course {
  stages: PassedStage[];
  reviews: PassedReview[];
  tasks: Map<string, PassedTask>;
  events: Map<string, PassedEvent>;
  turns: Turn[];
  departures: Departure[];
  /** What an extension or a waiver was asked for, by the request's id. */
  requests: Map<string, { kind: 'extension' | 'waiver'; about: string }>;
  /** Last known due instant by the id of a task opening, review, approval. */
  dues: Map<string, Instant>;
  /** When a task opening was handed in last. */
  handedIn: Map<string, Instant>;
}

/** Reads a whole journal, oldest first. */
export function courseOf(journal: readonly JournalEntry[]): Course {
  const course: Course = { stages: [], reviews: [], tasks: new Map(), events: new Map(), turns: [], departures: [], requests: new Map(), dues: new Map(), handedIn: new Map() };
  const reviews = new Map<string, PassedReview>();
  for (const entry of journal) {
    takeDue(course, entry);
    READ[entry.what]?.(course, entry, reviews);
  }
  course.reviews = [...reviews.values()];
  return course;
}

/** Of one that waits for something since, no due is known any more. */
function takeDue({ dues }: Course, { about, details }: JournalEntry): void {
  if (about === undefined || !details || !('dueAt' in details)) return;
  if (typeof details['dueAt'] === 'string') dues.set(about, details['dueAt']);
  else if (details['was'] !== undefined) dues.delete(about);
}

type Read = (course: Course, entry: JournalEntry, reviews: Map<string, PassedReview>) => void;

const READ: Partial<Record<JournalEntry['what'], Read>> = {
  stage_entered({ stages }, { about: id = '', at, details }) {
    // A record goes through stages of its own.
    if (details?.['record'] !== undefined) return;
    const last = stages.at(-1);
    if (last) last.leftAt = at;
    stages.push({ id, round: Number(details?.['round'] ?? 1), enteredAt: at, leftAt: null });
  },
  task_opened: openTask,
  task_planned: openTask,
  task_submitted({ handedIn, tasks }, { about = '', at, by }) {
    handedIn.set(about, at);
    const task = tasks.get(about);
    if (task && by) task.by = by;
  },
  task_done: (course, entry) => endTask(course, entry, 'done'),
  task_withdrawn: (course, entry) => endTask(course, entry, 'withdrawn'),
  event_recorded({ events }, { about: id = '', at, by, details }) {
    const record = textOf(details, 'record');
    events.set(id, { id, happenedAt: textOf(details, 'happenedAt') ?? at, by: by ?? null, state: details?.['provisional'] === true ? 'provisional' : 'counted', ...(record !== undefined && { record }) });
  },
  event_counted: (course, entry) => judge(course, entry, 'counted'),
  event_dismissed: (course, entry) => judge(course, entry, 'dismissed'),
  event_unjudged: (course, entry) => judge(course, entry, 'provisional'),
  event_removed: ({ events }, { about = '' }) => void events.delete(about),
  review_opened: (_course, { about = '', at }, reviews) => void reviews.set(about, { id: about, openedAt: at, state: 'open' }),
  review_recorded(_course, entry, reviews) {
    const { about = '', at, by, details, n } = entry;
    const endedAt = textOf(details, 'on') ?? at;
    // Beside the series, there may be several of one day.
    if (details?.['extra'] === true) reviews.set(`${about} ${n}`, { id: about, openedAt: endedAt, state: 'recorded', endedAt, ...(by && { by }) });
    else endReview({ ...entry, at: endedAt }, reviews, 'recorded');
    const review = reviews.get(about);
    if (review && typeof details?.['late'] === 'boolean') review.late = details['late'];
  },
  review_ended: (_course, entry, reviews) => endReview(entry, reviews, 'ended'),
  clock_waived(course, entry, reviews) {
    endReview(entry, reviews, 'waived');
    endTask(course, entry, 'waived');
    depart(course, entry, 'waived');
  },
  clock_paused: (course, entry) => depart(course, entry, 'paused'),
  clock_extended: (course, entry) => depart(course, entry, 'extended'),
  extension_asked: (course, entry) => asked(course, entry, 'extension'),
  waiver_asked: (course, entry) => asked(course, entry, 'waiver'),
  closed({ stages, turns }, { at, by, details }) {
    const last = stages.at(-1);
    if (last) last.leftAt = at;
    turns.push({ what: 'closed', at, by: by ?? null, reason: textOf(details, 'reason') ?? '' });
  },
  reopened: ({ turns }, { at, by, details }) => void turns.push({ what: 'reopened', at, by: by ?? null, reason: textOf(details, 'reason') ?? '' }),
};

function openTask({ tasks }: Course, { about: id = '', at, details }: JournalEntry): void {
  const record = textOf(details, 'record');
  if (!tasks.has(id)) tasks.set(id, { id, openedAt: at, state: 'open', ...(record !== undefined && { record }) });
}

function endTask({ tasks }: Course, { about = '', at, by, details }: JournalEntry, state: PassedTask['state']): void {
  const task = tasks.get(about);
  const result = textOf(details, 'result');
  if (task) Object.assign(task, { state, endedAt: at, ...(!task.by && by && { by }), ...(result !== undefined && { result }) });
}

function judge({ events }: Course, { about = '' }: JournalEntry, state: PassedEvent['state']): void {
  const event = events.get(about);
  if (event) event.state = state;
}

/** A waiver may be of something else than a review. */
function endReview({ about = '', at, by }: JournalEntry, reviews: Map<string, PassedReview>, state: PassedReview['state']): void {
  const review = reviews.get(about);
  if (review) Object.assign(review, { state, endedAt: at, ...(by && { by }) });
}

function depart({ departures }: Course, { about = '', at, by, details }: JournalEntry, what: Departure['what']): void {
  const [from, to, byLength] = ['from', 'to', 'by_length'].map((key) => textOf(details, key));
  departures.push({ what, about, at, by: by ?? null, reason: textOf(details, 'reason') ?? '', ...(from && { from }), ...(to && { to }), ...(byLength && { byLength }) });
}

function asked({ requests }: Course, { about = '', details }: JournalEntry, kind: 'extension' | 'waiver'): void {
  const id = textOf(details, 'request');
  if (id !== undefined) requests.set(id, { kind, about });
}

function textOf(details: JournalEntry['details'], key: string): string | undefined {
  const value = details?.[key];
  return typeof value === 'string' ? value : undefined;
}
