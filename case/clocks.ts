// The one mechanism for everything that can be late: starting a clock, counting it anew, holding it for a while, ending it.

import { addDays, dayEnd, dayOf, daysBetween, isWorkingDay, localDate, workingDayFrom } from '../process/days';
import type { Waiting } from '../process/due';
import { resolveDue } from '../process/due';
import { addLengthToDue } from '../process/length';
import type { Instant, LengthUnit, LocalDate } from '../process/time';
import { isExact, toInstant, toMs } from '../process/time';
import type { ClockState } from './case';
import type { ClockOwner } from './clock-owner';
import { clockOwner, dueContext } from './clock-owner';
import { forgetLateSteps, hasBecomeLate, moveReminders, nextOf } from './clock-steps';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { write } from './draft';
import { dueTurnsOn } from './rules-index';

/** Starts a clock, `startedAtDue` from an instant that is itself an end (24:00); gives what the journal line of its thing says of the deadline. */
export function startClock(draft: Draft, id: string, startedAt: Instant, startedAtDue = false): { dueAt?: Instant; rule?: string } {
  const clock: ClockState = { id, startedAt, ...(startedAtDue && { startedAtDue }), dueAt: null, rule: '', ran: {}, nextAt: null };
  const owner = clockOwner(draft.index, draft.case, id);
  if (!owner || owner.due.form === 'none') return {};
  draft.case.clocks[id] = clock;
  count(draft, clock, owner);
  if (clock.dueAt !== null && clock.dueAt < draft.at) clock.lateFrom = draft.at;
  clock.nextAt = nextOf(draft, clock, owner);
  return clock.dueAt === null ? { rule: clock.rule } : { dueAt: clock.dueAt, rule: clock.rule };
}

export function endClock(draft: Draft, id: string): void {
  delete draft.case.clocks[id];
}

/** Stops a clock for a while; `release` lets it go on with what was left of it. */
export function holdClock(draft: Draft, id: string): void {
  const clock = draft.case.clocks[id];
  if (!clock) return;
  clock.held = [...(clock.held ?? []), { from: draft.at }];
  clock.nextAt = null;
}

/** Lets a held clock go on; what it has done is not done again, and had it been late, it is as late as it was. */
export function releaseClock(draft: Draft, id: string): void {
  const clock = draft.case.clocks[id];
  const owner = clockOwner(draft.index, draft.case, id);
  const last = clock?.held?.at(-1);
  if (!clock || !owner || !last || last.until !== undefined) return;
  last.until = draft.at;
  const was = clock.dueAt;
  count(draft, clock, owner);
  if (was !== null && clock.dueAt !== null && clock.dueAt !== was) {
    moveReminders(clock, was, clock.dueAt);
    if (clock.lateFrom !== undefined) clock.lateFrom = toInstant(toMs(clock.lateFrom) + toMs(draft.at) - toMs(last.from));
    else if (!hasBecomeLate(clock) && clock.dueAt < draft.at) clock.lateFrom = draft.at;
    writeMoved(draft, clock, owner, was);
  }
  clock.nextAt = nextOf(draft, clock, owner);
}

/** Counts anew the clocks that turn on what this event has touched, or all of them when the rules themselves are new. */
export function recountClocks(draft: Draft, all = false): void {
  const { clocks } = draft.case;
  // In an order that does not turn on how the state was stored.
  for (const id of Object.keys(clocks).sort()) {
    const clock = clocks[id] as ClockState;
    const owner = clockOwner(draft.index, draft.case, id);
    if (!owner) endClock(draft, id);
    else if (owner.clock.until && ruleHolds(draft, owner.clock.until)) stopByRule(draft, clock, owner);
    else if (all || clock.dueAt === null || dueTurnsOn(owner.due, draft.touched, draft.anchored)) recount(draft, clock, owner);
  }
}

function stopByRule(draft: Draft, clock: ClockState, owner: ClockOwner): void {
  endClock(draft, clock.id);
  write(draft, 'clock_ended', { about: owner.about, ...(owner.clock.until && { rule: owner.clock.until.path }) });
}

/** A clock moved into the past is late now, and its late steps count from now. */
function recount(draft: Draft, clock: ClockState, owner: ClockOwner): void {
  const was = clock.dueAt;
  count(draft, clock, owner);
  if (clock.dueAt !== was) {
    delete clock.lateFrom;
    forgetLateSteps(clock);
    if (clock.dueAt !== null && clock.dueAt < draft.at) clock.lateFrom = draft.at;
    writeMoved(draft, clock, owner, was);
  }
  clock.nextAt = nextOf(draft, clock, owner);
}

/** The old date and what moved it stay in the journal. */
function writeMoved(draft: Draft, clock: ClockState, owner: ClockOwner, was: Instant | null): void {
  write(draft, was === null ? 'clock_started' : 'clock_moved', {
    about: owner.about,
    rule: clock.rule,
    details: { clock: clock.id, was, dueAt: clock.dueAt, ...(clock.chosenBy && { chosenBy: { ...clock.chosenBy } }) },
  });
}

function count(draft: Draft, clock: ClockState, owner: ClockOwner): void {
  const found = resolveDue(owner.due, dueContext(draft.rules, draft.index, draft.case, clock, owner));
  clock.rule = found.rule;
  // What hangs on a date is not put off by an approval: the date stays where it is.
  const hangs = found.dueAt === null || found.leadsTo !== undefined;
  clock.dueAt = hangs ? found.dueAt : afterHolds(draft, clock, found.dueAt as Instant, found.length?.unit);
  setOrDelete(clock, 'chosenBy', found.chosenBy && 'field' in found.chosenBy ? { field: found.chosenBy.field, value: found.chosenBy.value } : undefined);
  setOrDelete(clock, 'countedFrom', found.from === clock.startedAt ? undefined : found.from);
  setOrDelete(clock, 'provisional', found.provisional ? true : undefined);
  setOrDelete(clock, 'waitsFor', found.waitsFor && waitingName(found.waitsFor));
}

function waitingName(waitsFor: Waiting): string {
  if ('field' in waitsFor) return `fields.${waitsFor.field}`;
  if ('anchor' in waitsFor) return `${waitsFor.anchor.kind}:${waitsFor.anchor.id}:${waitsFor.anchor.edge}`;
  return 'review' in waitsFor ? `review:${waitsFor.review}` : waitsFor.line;
}

function setOrDelete<T, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value === undefined) delete target[key];
  else target[key] = value;
}

/** A held stretch pushes the due instant on: what was left of the clock when it began is left when it ends. */
function afterHolds(draft: Draft, clock: ClockState, dueAt: Instant, unit: LengthUnit | undefined): Instant {
  const { calendar } = draft.rules;
  let at = dueAt;
  for (const { from, until } of clock.held ?? []) {
    if (until === undefined) continue;
    if (unit === undefined || isExact({ n: 1, unit })) at = toInstant(toMs(at) + toMs(until) - toMs(from));
    else at = afterDaysHeld(draft, at, localDate(calendar, from), localDate(calendar, until), unit === 'working_day');
  }
  return at;
}

/** Counted in days as the clock is. A working day that was left in part is the next one that is worked. */
function afterDaysHeld(draft: Draft, dueAt: Instant, from: LocalDate, until: LocalDate, working: boolean): Instant {
  const { calendar } = draft.rules;
  if (from === until) return dueAt;
  if (!working) return addLengthToDue(calendar, dueAt, { n: daysBetween(from, until), unit: 'day' }).at;
  const dueOn = dayOf(calendar, dueAt);
  if (dueOn < from) return afterWorkingDays(draft, dueAt, workingDaysIn(draft, from, until));
  const left = workingDaysIn(draft, from, dueOn);
  // 24:00 of `until` is an end that belongs to it: the count goes on with the day after.
  return left === 0 ? dayEnd(calendar, workingDayFrom(calendar, until)) : afterWorkingDays(draft, dayEnd(calendar, until), left);
}

const afterWorkingDays = (draft: Draft, dueAt: Instant, n: number): Instant =>
  n === 0 ? dueAt : addLengthToDue(draft.rules.calendar, dueAt, { n, unit: 'working_day' }).at;

/** Working days after the first day, up to and with the last. */
function workingDaysIn(draft: Draft, first: LocalDate, last: LocalDate): number {
  let n = 0;
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) if (isWorkingDay(draft.rules.calendar, day)) n += 1;
  return n;
}
