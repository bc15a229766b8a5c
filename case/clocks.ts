// The one mechanism for everything that can be late: starting a clock, counting it anew, holding it for a while, ending it.

import type { ResolvedDue } from '../process/due';
import { resolveDue } from '../process/due';
import type { Instant } from '../process/time';
import { toInstant, toMs } from '../process/time';
import type { ClockState } from './case';
import { waitingName } from './clock-waiting';
import type { ClockOwner } from './clock-owner';
import { clockOwner } from './clock-owner';
import { forgetLateSteps, hasBecomeLate, moveReminders, nextOf } from './clock-steps';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { write } from './draft';
import { dueContext } from './due-context';
import type { JournalEntry } from './effect';
import { found } from './found';
import { afterHolds } from './held-clocks';

type Details = NonNullable<JournalEntry['details']>;

/** Starts a clock, `startedAtDue` from an instant that is itself an end (24:00); gives what the journal line of its thing says of the deadline. */
export function startClock(draft: Draft, id: string, startedAt: Instant, how: { startedAtDue?: boolean; pauses?: ClockState['pauses']; record?: string | undefined } = {}): Details {
  const { record } = how;
  const clock: ClockState = { id, ...(record !== undefined && { record }), startedAt, ...(how.startedAtDue && { startedAtDue: true }), dueAt: null, rule: '', ran: {}, nextAt: null };
  if (how.pauses) clock.pauses = how.pauses;
  draft.case.clocks[id] = clock;
  const owner = clockOwner(draft.index, draft.case, id);
  if (!owner || !isClock(owner)) return (endClock(draft, id), {});
  if (waitsForWhile(draft, owner)) clock.stopped = true;
  else begin(draft, clock, owner);
  return deadlineOf(clock);
}

/** Starts the clock of something that has waited for it till now: nothing of what it waited with is left. */
export function restartClock(draft: Draft, id: string): void {
  endClock(draft, id);
  const owner = clockOwner(draft.index, draft.case, id);
  if (owner && owner.due.form !== 'none') startClock(draft, id, draft.at, { record: owner.scope.record });
}

/** Whether there is anything to count: neither an end nor a window is nothing. */
const isClock = ({ kind, due, clock }: ClockOwner): boolean =>
  due.form !== 'none' || (kind === 'task' && clock.notBefore !== undefined && clock.notBefore.form !== 'none');

/** Of reviews and of the case's own clocks, `while` decides whether they are there at all. */
export const runsByWhile = ({ kind, clock }: ClockOwner): boolean => clock.while !== undefined && (kind === 'task' || kind === 'stage');
const waitsForWhile = (draft: Draft, owner: ClockOwner): boolean => runsByWhile(owner) && !ruleHolds(draft, owner.clock.while, owner.scope);

function deadlineOf({ stopped, opensAt, dueAt, rule }: ClockState): Details {
  if (stopped) return {};
  return { ...(opensAt != null && { opensAt }), ...(dueAt !== null && { dueAt }), rule };
}

function begin(draft: Draft, clock: ClockState, owner: ClockOwner): void {
  if (owner.clock.notBefore && isWindowAhead(draft, owner)) clock.opensAt = null;
  count(draft, clock, owner);
  if (clock.dueAt !== null && clock.dueAt < draft.at) clock.lateFrom = draft.at;
  clock.nextAt = nextOf(draft.rules.calendar, clock, owner);
}

/** A task opens once; when its clock starts afresh after that, there is no window any more. */
const isWindowAhead = (draft: Draft, { kind, about }: ClockOwner): boolean =>
  kind !== 'task' || found(draft.case.tasks, about)?.state === 'planned';

export function endClock(draft: Draft, id: string): void {
  delete draft.case.clocks[id];
}

/** The window of a task has opened; one that is past its end by then is late, and its late steps count from now. */
export function openWindow(draft: Draft, id: string): void {
  const clock = draft.case.clocks[id];
  const owner = clockOwner(draft.index, draft.case, id);
  if (!clock || !owner) return;
  delete clock.opensAt;
  const isStoppedForGood = clock.stopped && !owner.clock.while;
  if (owner.due.form === 'none' || isStoppedForGood) return endClock(draft, id);
  if (clock.dueAt !== null && clock.dueAt < draft.at) clock.lateFrom = draft.at;
  clock.nextAt = nextOf(draft.rules.calendar, clock, owner);
}

/** Stops a clock for a while, unless nothing holds it up; `release` lets it go on with what was left of it. */
export function holdClock(draft: Draft, id: string): void {
  const clock = draft.case.clocks[id];
  if (!clock || clock.stopped || clockOwner(draft.index, draft.case, id)?.clock.firm) return;
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
    writeMoved(draft, clock, owner, { was });
  }
  clock.nextAt = nextOf(draft.rules.calendar, clock, owner);
}

/**
 * Lets a clock go on that had ended with its thing by mistake, with all that was done to it; what it would have done meanwhile it does
 * from now on.
 */
export function resumeClock(draft: Draft, clock: ClockState): void {
  draft.case.clocks[clock.id] = clock;
  const owner = clockOwner(draft.index, draft.case, clock.id);
  if (!owner) return endClock(draft, clock.id);
  recount(draft, clock, owner);
  if (clock.dueAt === null || clock.dueAt >= draft.at || hasBecomeLate(clock)) return;
  clock.lateFrom = draft.at;
  clock.nextAt = nextOf(draft.rules.calendar, clock, owner);
}

/** A clock moved into the past is late now, and its late steps count from now. */
export function recount(draft: Draft, clock: ClockState, owner: ClockOwner): void {
  const { dueAt: was, opensAt: opened } = clock;
  count(draft, clock, owner);
  if (clock.dueAt !== was) {
    forgetLateSteps(clock);
    if (clock.dueAt !== null && clock.dueAt < draft.at) clock.lateFrom = draft.at;
  }
  if (clock.dueAt !== was || clock.opensAt !== opened) writeMoved(draft, clock, owner, { was, opened });
  clock.nextAt = nextOf(draft.rules.calendar, clock, owner);
}

/**
 * Counts a clock anew that somebody has stopped for some days or put off, and says why. One that is late still is so with all that it
 * has done, and what is left comes later; one that is late no more becomes late anew.
 */
export function countPutOff(draft: Draft, id: string, because: Details): void {
  const clock = draft.case.clocks[id];
  const owner = clockOwner(draft.index, draft.case, id);
  if (!clock || !owner) return;
  const was = clock.dueAt;
  count(draft, clock, owner);
  if (clock.dueAt !== was) {
    if (clock.dueAt === null || clock.dueAt > draft.at) forgetLateSteps(clock);
    writeMoved(draft, clock, owner, { was }, because);
  }
  clock.nextAt = nextOf(draft.rules.calendar, clock, owner);
}

/** Lets a clock begin to run whose `while` has begun to hold: afresh, as if there had been none before. */
export function startAfresh(draft: Draft, { id, record }: ClockState, owner: ClockOwner): void {
  const clock: ClockState = { id, ...(record !== undefined && { record }), startedAt: draft.at, dueAt: null, rule: '', ran: {}, nextAt: null };
  const isSubmitted = owner.kind === 'task' && found(draft.case.tasks, owner.about)?.state === 'submitted';
  if (isSubmitted && !owner.clock.firm) clock.held = [{ from: draft.at }];
  draft.case.clocks[id] = clock;
  begin(draft, clock, owner);
  writeMoved(draft, clock, owner, { was: null });
}

/** A clock whose `while` holds no more does nothing until it holds again; a task that waited for its window waits no longer. */
export function stopByWhile(draft: Draft, { id, record, startedAt, opensAt }: ClockState, owner: ClockOwner): void {
  const isPlanned = opensAt !== undefined;
  draft.case.clocks[id] = { id, ...(record !== undefined && { record }), startedAt, dueAt: null, rule: '', ...(isPlanned && { opensAt: draft.at }), stopped: true, ran: {}, nextAt: isPlanned ? draft.at : null };
  write(draft, 'clock_ended', { about: owner.about, ...(owner.clock.while && { rule: owner.clock.while.path }) });
}

export function stopByUntil(draft: Draft, clock: ClockState, owner: ClockOwner): void {
  // A task that is planned opens all the same; nothing says any more how soon it is due.
  if (owner.kind === 'task' && clock.opensAt !== undefined) draft.case.clocks[clock.id] = { ...clock, dueAt: null, rule: '', stopped: true, opensAt: draft.at, nextAt: draft.at };
  else endClock(draft, clock.id);
  write(draft, 'clock_ended', { about: owner.about, ...(owner.clock.until && { rule: owner.clock.until.path }) });
}

/** The old date and what moved it stay in the journal. */
function writeMoved(draft: Draft, clock: ClockState, owner: ClockOwner, old: { was: Instant | null; opened?: Instant | null | undefined }, because: Details = {}): void {
  const { dueAt, opensAt, chosenBy, rule } = clock;
  const window = opensAt === undefined || opensAt === old.opened ? {} : { opensAt, ...(old.opened !== undefined && { opened: old.opened }) };
  const isWindowAlone = old.opened !== undefined && dueAt === old.was;
  write(draft, old.was === null && !isWindowAlone ? 'clock_started' : 'clock_moved', {
    about: owner.about,
    rule,
    details: { clock: clock.id, was: old.was, dueAt, ...window, ...(chosenBy && { chosenBy: { ...chosenBy } }), ...because },
  });
}

function count(draft: Draft, clock: ClockState, owner: ClockOwner): void {
  const found = resolve(draft, clock, owner);
  clock.rule = found.rule;
  clock.dueAt = dueAtOf(draft, clock, found);
  setOrDelete(clock, 'chosenBy', found.chosenBy && 'field' in found.chosenBy ? { field: found.chosenBy.field, value: found.chosenBy.value } : undefined);
  setOrDelete(clock, 'countedFrom', found.from === clock.startedAt ? undefined : found.from);
  setOrDelete(clock, 'provisional', found.provisional ? true : undefined);
  const window = countWindow(draft, clock, owner);
  setOrDelete(clock, 'waitsFor', window ?? (found.waitsFor && waitingName(found.waitsFor)));
}

const resolve = (draft: Draft, clock: ClockState, owner: ClockOwner): ResolvedDue =>
  resolveDue(owner.due, dueContext(draft.rules, draft.index, draft.case, draft.at, clock, owner));

/** What hangs on a date is not put off by an approval: the date stays where it is. */
const dueAtOf = (draft: Draft, clock: ClockState, { dueAt, leadsTo, length }: ResolvedDue): Instant | null =>
  dueAt === null || leadsTo !== undefined ? dueAt : afterHolds(draft.rules.calendar, clock.held, dueAt, length?.unit);

/**
 * Sets when a window opens, of a task that has not been opened yet; gives what that waits for. Nothing that stops or puts off the
 * clock moves it. Where there is none after all, a task waits no longer.
 */
function countWindow(draft: Draft, clock: ClockState, owner: ClockOwner): string | undefined {
  const isTask = owner.kind === 'task';
  if (!owner.clock.notBefore || (isTask && clock.opensAt === undefined)) return undefined;
  const { pauses: _, extensions: __, ...context } = dueContext(draft.rules, draft.index, draft.case, draft.at, clock, owner);
  const found = resolveDue(owner.clock.notBefore, context);
  const opensAt = found.waitsFor ? null : (opensWith(found) ?? (isTask ? draft.at : undefined));
  setOrDelete(clock, 'opensAt', opensAt);
  return found.waitsFor && waitingName(found.waitsFor);
}

/** A window that opens on a date opens with the beginning of that day. */
const opensWith = ({ dueAt, leadsTo }: ResolvedDue): Instant | undefined => (leadsTo !== undefined && dueAt !== null && leadsTo < dueAt ? leadsTo : (dueAt ?? undefined));

function setOrDelete<T, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value === undefined) delete target[key];
  else target[key] = value;
}

/** When a clock would be due had nobody put it off; what comes by schedule goes on from there. */
export function scheduledAt(draft: Draft, id: string): Instant | null {
  const clock = draft.case.clocks[id];
  const owner = clock && clockOwner(draft.index, draft.case, id);
  if (!clock?.extensions || !owner) return clock?.dueAt ?? null;
  const { extensions: _, ...asPlanned } = clock;
  return dueAtOf(draft, asPlanned, resolve(draft, asPlanned, owner));
}

/** Whether a clock runs now; one that is held does so too. */
export const isRunning = (clock: ClockState | undefined): clock is ClockState => clock !== undefined && !clock.stopped;
