// What a running clock does in time, and when: its window opens, it reminds, becomes late and takes its late steps, each once and in order.

import { lateStepAt, reminderAt, repeatAt } from '../process/length';
import type { Calendar } from '../process/calendar';
import type { LateStep } from '../process/process';
import type { Instant, Length } from '../process/time';
import type { ClockState } from './case';
import type { ClockOwner } from './clock-owner';

/** Something that a clock does at its time. */
export type Step =
  | { at: Instant; kind: 'open' }
  | { at: Instant; kind: 'remind'; rule: string }
  | { at: Instant; kind: 'late' }
  | { at: Instant; kind: 'step'; rule: string; step: LateStep; times: number; missed: number };

/** Key under which a clock remembers that its due instant has passed. */
const DUE = 'due';

/** A reminder is remembered with its date: for the same date it is not sent again, even after the date was another meanwhile. */
const reminderKey = (rule: string, dueAt: Instant): string => `${rule}@${dueAt}`;

/** Under what a clock remembers that it has done a step. */
export function keyOf(step: Step, dueAt: Instant): string {
  if (step.kind === 'remind') return reminderKey(step.rule, dueAt);
  return step.kind === 'step' ? step.rule : DUE;
}

/** Whether a clock stands still while what it is the clock of waits for an approval. */
export const isHeld = (clock: ClockState): boolean => clock.held !== undefined && clock.held.at(-1)?.until === undefined;

/** Whether its due date has passed while it ran. */
export const hasBecomeLate = (clock: ClockState): boolean => clock.ran[DUE] !== undefined;

/** A clock with another date becomes late anew, and its late steps come again. */
export function forgetLateSteps(clock: ClockState): void {
  clock.ran = Object.fromEntries(Object.entries(clock.ran).filter(([key]) => key.includes('@')));
  delete clock.owes;
  delete clock.lateFrom;
}

/** A clock that goes on after it was held has the same before it and behind it as when it stopped. */
export function moveReminders(clock: ClockState, was: Instant, is: Instant): void {
  clock.ran = Object.fromEntries(
    Object.entries(clock.ran).map(([key, times]) => [key.endsWith(`@${was}`) ? reminderKey(key.slice(0, key.lastIndexOf('@')), is) : key, times]),
  );
}

/** When the clock is late: when it is due, and not before its window opens. */
const lateAt = (clock: ClockState, dueAt: Instant): Instant => (clock.opensAt != null && clock.opensAt > dueAt ? clock.opensAt : dueAt);

/**
 * What the clock still has to do, in no order; nothing while it is held, or before it is known when its window opens. `upTo` passes
 * over repeats that are missed by then.
 */
export function stepsOf(calendar: Calendar, clock: ClockState, owner: ClockOwner, upTo: Instant | null): Step[] {
  const { dueAt, opensAt } = clock;
  if (opensAt === null || isHeld(clock)) return [];
  // A task that is planned does nothing but open.
  if (opensAt !== undefined && owner.kind === 'task') return [{ at: opensAt, kind: 'open' }];
  if (dueAt === null || clock.stopped) return [];
  const steps = remindersOf(calendar, clock, owner, dueAt);
  const late = lateAt(clock, dueAt);
  if (!hasBecomeLate(clock)) steps.push({ at: late, kind: 'late' });
  for (const step of owner.clock.late) {
    const next = nextLateStep(calendar, clock, step, clock.lateFrom ?? late, upTo);
    if (next) steps.push(next);
  }
  return steps;
}

/** Reminders that lie behind the beginning: one that is longer than its clock or its window is passed over. */
function remindersOf(calendar: Calendar, clock: ClockState, owner: ClockOwner, dueAt: Instant): Step[] {
  const begins = [clock.startedAt, clock.countedFrom, clock.opensAt, owner.openedAt].reduce<Instant>((last, at) => (at != null && at > last ? at : last), '');
  return owner.clock.remind.flatMap(({ rule, before }): Step[] => {
    const at = reminderAt(calendar, dueAt, before);
    const isDone = clock.ran[reminderKey(rule, dueAt)] !== undefined;
    return !isDone && at > begins && at < dueAt ? [{ at, kind: 'remind', rule }] : [];
  });
}

/** A late step once, or the next of its repeats with how many more have been missed since. */
function nextLateStep(calendar: Calendar, clock: ClockState, step: LateStep, lateFrom: Instant, upTo: Instant | null): Step | null {
  const { rule } = step;
  const ran = clock.ran[rule] ?? 0;
  if (ran > 0 && !step.repeat) return null;
  const first = lateStepAt(calendar, lateFrom, step.after);
  const repeat = step.repeat && comesAgain(calendar, first, step.repeat) ? step.repeat : undefined;
  if (ran > 0 && !repeat) return null;
  const at = repeat ? repeatAt(calendar, first, repeat, ran) : first;
  const last = repeat && upTo !== null ? lastRepeat(calendar, first, repeat, ran, upTo) : ran;
  return { at, kind: 'step', rule, step, times: last + 1, missed: last - ran };
}

/** In a calendar in which no day is worked the next working day never comes, and all repeats would fall on one instant. */
const comesAgain = (calendar: Calendar, first: Instant, repeat: Length): boolean =>
  repeat.unit !== 'working_day' || repeatAt(calendar, first, repeat, 2) > repeatAt(calendar, first, repeat, 1);

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
export function nextOf(calendar: Calendar, clock: ClockState, owner: ClockOwner): Instant | null {
  let next: Instant | null = null;
  for (const { at } of stepsOf(calendar, clock, owner, null)) if (next === null || at < next) next = at;
  return next;
}
