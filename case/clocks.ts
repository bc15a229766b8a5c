// The one mechanism for everything that can be late: starting a clock, counting it anew, holding it, and doing its steps in time.

import { addLengthToDue, lateStepAt, reminderAt, repeatAt } from '../process/length';
import { resolveDue } from '../process/due';
import { addDays, daysBetween, isWorkingDay, localDate } from '../process/days';
import type { Clock, Due, LateStep, Part } from '../process/process';
import type { Instant, LengthUnit } from '../process/time';
import { isExact, toInstant, toMs } from '../process/time';
import type { Case, ClockState } from './case';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { addressee, notify, write } from './draft';
import type { NoticeKind } from './effect';
import type { RulesIndex } from './rules-index';
import { dueTurnsOn } from './rules-index';

/** The rule side of a running clock: what it is the clock of, and who is to be reminded. */
export interface ClockOwner {
  clock: Clock;
  due: Due;
  kind: 'task' | 'review' | 'approval' | 'stage';
  /** Id of the thing in the case: `case_plan.1`. */
  about: string;
  /** Path of its title in the texts. */
  title: string;
  /** Who is to do it. */
  who: Part;
}

/** What a clock's id stands for, or null when the rules no longer have it. */
export function clockOwner(index: RulesIndex, state: Case, clockId: string): ClockOwner | null {
  const about = clockId.slice(clockId.indexOf(':') + 1);
  if (clockId.startsWith('task:')) return taskClock(index, state, about);
  if (clockId.startsWith('review:')) return reviewClock(index, state, about);
  if (clockId.startsWith('approval:')) return approvalClock(index, state, about);
  const stage = index.stages.get(about.slice(0, about.lastIndexOf('.')));
  if (!stage?.clock) return null;
  return { clock: stage.clock, due: stage.clock.due, kind: 'stage', about, title: `${stage.rule}.title`, who: { owner: true } };
}

function taskClock(index: RulesIndex, state: Case, about: string): ClockOwner | null {
  const task = index.tasks.get(state.tasks.find((one) => one.id === about)?.task ?? '');
  return task ? { clock: task.clock, due: task.clock.due, kind: 'task', about, title: `${task.rule}.title`, who: { role: task.who } } : null;
}

function reviewClock(index: RulesIndex, state: Case, about: string): ClockOwner | null {
  const occurrence = state.reviews.find((one) => one.id === about);
  const review = occurrence && index.reviews.get(occurrence.review);
  if (!review) return null;
  const due = occurrence.occurrence === 1 ? review.first : review.every;
  return { clock: review.clock, due, kind: 'review', about, title: `${review.rule}.title`, who: { role: review.who } };
}

function approvalClock(index: RulesIndex, state: Case, about: string): ClockOwner | null {
  const approval = state.approvals.find((one) => one.id === about);
  if (!approval) return null;
  const task = 'task' in approval.of ? index.tasks.get(state.tasks.find((one) => one.id === (approval.of as { task: string }).task)?.task ?? '') : null;
  const level = (task ? task.approve : index.closure.approve)[approval.level];
  const title = task ? `${task.rule}.title` : 'closure.title';
  return level ? { clock: level.clock, due: level.clock.due, kind: 'approval', about, title, who: { role: level.who } } : null;
}

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

export function releaseClock(draft: Draft, id: string): void {
  const clock = draft.case.clocks[id];
  const last = clock?.held?.at(-1);
  if (!clock || !last || last.until !== undefined) return;
  last.until = draft.at;
  recountClock(draft, clock);
}

const isHeld = (clock: ClockState): boolean => clock.held !== undefined && clock.held.at(-1)?.until === undefined;

/** Counts anew the clocks that turn on what this event has touched, or all of them when the rules themselves are new. */
export function recountClocks(draft: Draft, all = false): void {
  for (const clock of Object.values(draft.case.clocks)) {
    const owner = clockOwner(draft.index, draft.case, clock.id);
    if (!owner) endClock(draft, clock.id);
    else if (owner.clock.until && ruleHolds(draft, owner.clock.until)) stopByRule(draft, clock, owner);
    else if (all || clock.dueAt === null || dueTurnsOn(owner.due, draft.touched, draft.anchored)) recountClock(draft, clock, owner);
  }
}

function stopByRule(draft: Draft, clock: ClockState, owner: ClockOwner): void {
  endClock(draft, clock.id);
  write(draft, 'clock_ended', { about: owner.about, ...(owner.clock.until && { rule: owner.clock.until.path }) });
}

/** The old date and what moved it stay in the journal. */
function recountClock(draft: Draft, clock: ClockState, owner = clockOwner(draft.index, draft.case, clock.id)): void {
  if (!owner) return;
  const was = clock.dueAt;
  count(draft, clock, owner);
  if (clock.dueAt !== was) {
    delete clock.lateFrom;
    if (clock.dueAt !== null && clock.dueAt < draft.at) clock.lateFrom = draft.at;
    write(draft, was === null ? 'clock_started' : 'clock_moved', {
      about: owner.about,
      rule: clock.rule,
      details: { clock: clock.id, was, dueAt: clock.dueAt, ...(clock.chosenBy && { chosenBy: { ...clock.chosenBy } }) },
    });
  }
  clock.nextAt = nextOf(draft, clock, owner);
}

function count(draft: Draft, clock: ClockState, owner: ClockOwner): void {
  const { calendar } = draft.rules;
  const found = resolveDue(owner.due, {
    calendar,
    startedAt: clock.startedAt,
    ...(clock.startedAtDue && { startedAtDue: true }),
    answer: (field) => {
      const value = draft.case.answers[field]?.value;
      return typeof value === 'object' && !Array.isArray(value) ? value.given : value;
    },
    anchorAt: (anchor) => draft.case.happened[`${anchor.kind}:${anchor.id}`]?.[anchor.edge],
  });
  clock.rule = found.rule;
  clock.dueAt = found.dueAt === null ? null : afterHolds(draft, clock, found.dueAt, found.length?.unit);
  setOrDelete(clock, 'chosenBy', found.chosenBy && { field: found.chosenBy.field, value: found.chosenBy.value });
  setOrDelete(clock, 'countedFrom', found.from === clock.startedAt ? undefined : found.from);
  setOrDelete(clock, 'provisional', found.provisional ? true : undefined);
  setOrDelete(clock, 'waitsFor', found.waitsFor && ('field' in found.waitsFor ? `fields.${found.waitsFor.field}` : anchorName(found.waitsFor.anchor)));
}

const anchorName = (anchor: { kind: string; id: string; edge: string }): string => `${anchor.kind}:${anchor.id}:${anchor.edge}`;

function setOrDelete<T, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value === undefined) delete target[key];
  else target[key] = value;
}

/** A held stretch pushes the due instant on by as many days, working days or milliseconds as passed in it. */
function afterHolds(draft: Draft, clock: ClockState, dueAt: Instant, unit: LengthUnit | undefined): Instant {
  const { calendar } = draft.rules;
  let at = dueAt;
  for (const { from, until } of clock.held ?? []) {
    if (until === undefined) continue;
    if (unit === undefined || isExact({ n: 1, unit })) at = toInstant(toMs(at) + toMs(until) - toMs(from));
    else at = addDaysHeld(draft, at, localDate(calendar, from), localDate(calendar, until), unit === 'working_day');
  }
  return at;
}

function addDaysHeld(draft: Draft, dueAt: Instant, from: string, until: string, working: boolean): Instant {
  const { calendar } = draft.rules;
  const n = working ? workingDaysBetween(draft, from, until) : daysBetween(from, until);
  return n === 0 ? dueAt : addLengthToDue(calendar, dueAt, { n, unit: working ? 'working_day' : 'day' }).at;
}

function workingDaysBetween(draft: Draft, from: string, until: string): number {
  let n = 0;
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) if (isWorkingDay(draft.rules.calendar, day)) n += 1;
  return n;
}

/** Something that a clock does at its time. */
type Step =
  | { at: Instant; kind: 'remind'; rule: string }
  | { at: Instant; kind: 'late' }
  | { at: Instant; kind: 'step'; rule: string; step: LateStep; times: number; missed: number };

/** Rule key under which a clock remembers that its due instant has passed. */
const DUE = 'due';

/** What the clock still has to do, in no order; late steps after an `until` or a hold do not come. */
function stepsOf(draft: Draft, clock: ClockState, owner: ClockOwner, upTo: Instant | null): Step[] {
  const { calendar } = draft.rules;
  const { dueAt } = clock;
  if (dueAt === null || isHeld(clock)) return [];
  const steps: Step[] = [];
  for (const { rule, before } of owner.clock.remind) {
    const at = reminderAt(calendar, dueAt, before);
    const begins = clock.countedFrom !== undefined && clock.countedFrom > clock.startedAt ? clock.countedFrom : clock.startedAt;
    if (at > begins && at < dueAt && clock.ran[rule]?.dueAt !== dueAt) steps.push({ at, kind: 'remind', rule });
  }
  if (clock.ran[DUE]?.dueAt !== dueAt) steps.push({ at: dueAt, kind: 'late' });
  const lateFrom = clock.lateFrom ?? dueAt;
  for (const step of owner.clock.late) {
    const next = nextLateStep(draft, clock, step, lateFrom, upTo);
    if (next) steps.push(next);
  }
  return steps;
}

/** A late step once, or the next of its repeats; of repeats that were all missed only the newest is left. */
function nextLateStep(draft: Draft, clock: ClockState, step: LateStep, lateFrom: Instant, upTo: Instant | null): Step | null {
  const { calendar } = draft.rules;
  const ran = clock.ran[step.rule];
  const times = ran && ran.dueAt === clock.dueAt ? ran.times : 0;
  const first = lateStepAt(calendar, lateFrom, step.after);
  if (times === 0 || !step.repeat) return times === 0 ? { at: first, kind: 'step', rule: step.rule, step, times: 1, missed: 0 } : null;
  let k = times;
  let at = repeatAt(calendar, first, step.repeat, k);
  let missed = 0;
  for (; upTo !== null && missed < MISSED_LIMIT; missed += 1) {
    const next = repeatAt(calendar, first, step.repeat, k + 1);
    if (next > upTo) break;
    [k, at] = [k + 1, next];
  }
  return { at, kind: 'step', rule: step.rule, step, times: k + 1, missed };
}

/** Bound on repeats looked through at one wake-up. */
const MISSED_LIMIT = 1000;

function nextOf(draft: Draft, clock: ClockState, owner: ClockOwner): Instant | null {
  let next: Instant | null = null;
  for (const { at } of stepsOf(draft, clock, owner, null)) if (next === null || at < next) next = at;
  return next;
}

/** Does, in order of their times, all steps whose time has come. Gives whether there was any. */
export function runDueSteps(draft: Draft): boolean {
  const due = Object.values(draft.case.clocks)
    .filter((clock) => clock.nextAt !== null && clock.nextAt <= draft.at)
    .flatMap((clock) => {
      const owner = clockOwner(draft.index, draft.case, clock.id);
      return owner ? stepsOf(draft, clock, owner, draft.at).flatMap((step) => (step.at <= draft.at ? [{ clock, owner, step }] : [])) : [];
    })
    .sort((a, b) => compare(a.step.at, b.step.at) || compare(a.clock.id, b.clock.id) || ORDER[a.step.kind] - ORDER[b.step.kind]);
  for (const { clock, owner, step } of due) runStep(draft, clock, owner, step);
  for (const { clock, owner } of due) clock.nextAt = nextOf(draft, clock, owner);
  return due.length > 0;
}

const ORDER = { remind: 0, late: 1, step: 2 };
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function runStep(draft: Draft, clock: ClockState, owner: ClockOwner, step: Step): void {
  const dueAt = clock.dueAt as Instant;
  const due = step.at < draft.at ? { due: step.at } : {};
  const about = { about: owner.about };
  if (step.kind === 'late') {
    clock.ran[DUE] = { dueAt, times: 1 };
    write(draft, 'became_late', { ...due, ...about, rule: clock.rule, details: { dueAt } });
    return;
  }
  const times = step.kind === 'step' ? step.times : 1;
  clock.ran[step.rule] = { dueAt, times };
  const missed = step.kind === 'step' && step.missed > 0 ? { missed: step.missed } : {};
  write(draft, step.kind === 'remind' ? 'reminded' : 'late_step', { ...due, ...about, rule: step.rule, details: { dueAt, times, ...missed } });
  // A reminder that comes too late would only say beside "late" that it is soon due.
  if (step.kind === 'remind' && dueAt <= draft.at) return;
  tell(draft, owner, step.kind === 'remind' ? owner.who : step.step.tell, `${owner.kind}_${step.kind === 'remind' ? 'due_soon' : 'late'}`, dueAt);
}

function tell(draft: Draft, owner: ClockOwner, part: Part, says: NoticeKind, dueAt: Instant): void {
  const to = addressee(draft, part, doerOf(draft, owner));
  notify(draft, { says, to, title: owner.title, about: owner.about, dueAt }, { spread: true });
}

/** The one doing it, whose line upwards counts first: who handed it in, or the owner for what is the owner's. */
const doerOf = (draft: Draft, owner: ClockOwner): string | undefined =>
  owner.kind === 'task' ? draft.case.tasks.find((task) => task.id === owner.about)?.submittedBy?.id : undefined;
