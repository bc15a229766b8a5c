// What a running clock does in time: reminders, becoming late, late steps and their repeats, each once and in order.

import { lateStepAt, reminderAt, repeatAt } from '../process/length';
import type { Calendar } from '../process/calendar';
import type { LateStep, Part } from '../process/process';
import type { Instant, Length } from '../process/time';
import type { ClockState } from './case';
import type { ClockOwner } from './clock-owner';
import { clockOwner } from './clock-owner';
import type { Draft } from './draft';
import { addressee, notify, write } from './draft';
import type { NoticeKind } from './effect';

/** Something that a clock does at its time. */
type Step =
  | { at: Instant; kind: 'remind'; rule: string }
  | { at: Instant; kind: 'late' }
  | { at: Instant; kind: 'step'; rule: string; step: LateStep; times: number; missed: number };

/** Key under which a clock remembers that its due instant has passed. */
const DUE = 'due';

/** A reminder is remembered with its date: for the same date it is not sent again, even after the date was another meanwhile. */
const reminderKey = (rule: string, dueAt: Instant): string => `${rule}@${dueAt}`;

export const isHeld = (clock: ClockState): boolean => clock.held !== undefined && clock.held.at(-1)?.until === undefined;

export const hasBecomeLate = (clock: ClockState): boolean => clock.ran[DUE] !== undefined;

/** A clock with another date becomes late anew, and its late steps come again. */
export function forgetLateSteps(clock: ClockState): void {
  clock.ran = Object.fromEntries(Object.entries(clock.ran).filter(([key]) => key.includes('@')));
}

/** A clock that goes on after it was held has the same before it and behind it as when it stopped. */
export function moveReminders(clock: ClockState, was: Instant, is: Instant): void {
  clock.ran = Object.fromEntries(
    Object.entries(clock.ran).map(([key, times]) => [key.endsWith(`@${was}`) ? reminderKey(key.slice(0, key.lastIndexOf('@')), is) : key, times]),
  );
}

/** What the clock still has to do, in no order; while held nothing. `upTo` passes over repeats that are missed by then. */
function stepsOf(draft: Draft, clock: ClockState, owner: ClockOwner, upTo: Instant | null): Step[] {
  const { calendar } = draft.rules;
  const { dueAt } = clock;
  if (dueAt === null || isHeld(clock)) return [];
  const steps: Step[] = [];
  const begins = clock.countedFrom !== undefined && clock.countedFrom > clock.startedAt ? clock.countedFrom : clock.startedAt;
  for (const { rule, before } of owner.clock.remind) {
    if (clock.ran[reminderKey(rule, dueAt)] !== undefined) continue;
    const at = reminderAt(calendar, dueAt, before);
    if (at > begins && at < dueAt) steps.push({ at, kind: 'remind', rule });
  }
  if (!hasBecomeLate(clock)) steps.push({ at: dueAt, kind: 'late' });
  for (const step of owner.clock.late) {
    const next = nextLateStep(calendar, clock, step, clock.lateFrom ?? dueAt, upTo);
    if (next) steps.push(next);
  }
  return steps;
}

/** A late step once, or the next of its repeats with how many more have been missed since. */
function nextLateStep(calendar: Calendar, clock: ClockState, step: LateStep, lateFrom: Instant, upTo: Instant | null): Step | null {
  const { rule, repeat } = step;
  const ran = clock.ran[rule] ?? 0;
  if (ran > 0 && !repeat) return null;
  const first = lateStepAt(calendar, lateFrom, step.after);
  const at = repeat ? repeatAt(calendar, first, repeat, ran) : first;
  const last = repeat && upTo !== null ? lastRepeat(calendar, first, repeat, ran, upTo) : ran;
  return { at, kind: 'step', rule, step, times: last + 1, missed: last - ran };
}

/** The last repeat, from number `from` on, that comes up to an instant; in so few looks that years of hourly repeats take no time. */
function lastRepeat(calendar: Calendar, first: Instant, repeat: Length, from: number, upTo: Instant): number {
  const hasCome = (k: number): boolean => repeatAt(calendar, first, repeat, k) <= upTo;
  let width = 1;
  while (hasCome(from + width)) width *= 2;
  let come = from;
  for (let open = from + width; open - come > 1; ) {
    const middle = (come + open) >> 1;
    if (hasCome(middle)) come = middle;
    else open = middle;
  }
  return come;
}

/** When the clock next has something to do; null when nothing is left. */
export function nextOf(draft: Draft, clock: ClockState, owner: ClockOwner): Instant | null {
  let next: Instant | null = null;
  for (const { at } of stepsOf(draft, clock, owner, null)) if (next === null || at < next) next = at;
  return next;
}

interface DueStep {
  clock: ClockState;
  owner: ClockOwner;
  step: Step;
}

/** Does, in order of their times, all steps whose time has come. */
export function runDueSteps(draft: Draft): void {
  const due: DueStep[] = [];
  for (const id in draft.case.clocks) {
    const clock = draft.case.clocks[id] as ClockState;
    if (clock.nextAt === null || clock.nextAt > draft.at) continue;
    const owner = clockOwner(draft.index, draft.case, id);
    if (!owner) continue;
    for (const step of stepsOf(draft, clock, owner, draft.at)) if (step.at <= draft.at) due.push({ clock, owner, step });
  }
  due.sort((a, b) => compare(a.step.at, b.step.at) || compare(a.clock.id, b.clock.id) || ORDER[a.step.kind] - ORDER[b.step.kind]);
  for (const one of due) runStep(draft, one);
  for (const { clock, owner } of due) clock.nextAt = nextOf(draft, clock, owner);
}

const ORDER = { remind: 0, late: 1, step: 2 };
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function runStep(draft: Draft, { clock, owner, step }: DueStep): void {
  const dueAt = clock.dueAt as Instant;
  const when = { ...(step.at < draft.at && { due: step.at }), about: owner.about };
  if (step.kind === 'late') {
    clock.ran[DUE] = 1;
    write(draft, 'became_late', { ...when, rule: clock.rule, details: { dueAt } });
  } else if (step.kind === 'remind') {
    clock.ran[reminderKey(step.rule, dueAt)] = 1;
    write(draft, 'reminded', { ...when, rule: step.rule, details: { dueAt } });
    // A reminder that comes too late would only say beside "late" that it is soon due.
    if (dueAt > draft.at) tell(draft, owner, owner.who, `${owner.kind}_due_soon`, dueAt);
  } else {
    clock.ran[step.rule] = step.times;
    write(draft, 'late_step', { ...when, rule: step.rule, details: { dueAt, times: step.times, ...(step.missed > 0 && { missed: step.missed }) } });
    tell(draft, owner, step.step.tell, `${owner.kind}_late`, dueAt);
  }
}

function tell(draft: Draft, owner: ClockOwner, part: Part, says: NoticeKind, dueAt: Instant): void {
  const to = addressee(draft, part, doerOf(draft, owner));
  notify(draft, { says, to, title: owner.title, about: owner.about, dueAt }, { spread: true });
}

/** The one doing it, whose line upwards counts first: who handed it in, or the owner for what is the owner's. */
const doerOf = (draft: Draft, owner: ClockOwner): string | undefined =>
  owner.kind === 'task' ? draft.case.tasks.find((task) => task.id === owner.about)?.submittedBy?.id : undefined;
