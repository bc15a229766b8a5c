// The timetable of a hypothetical case: what opens when, is due when, and who is told when if nobody, or only somebody, does something.

import type { Answers } from '../case/event';
import type { JournalKind } from '../case/effect';
import { clockOwner } from '../case/clock-owner';
import type { Refusal } from '../case/refusals';
import { rulesIndex } from '../case/rules-index';
import { addDays, dayOf, localDate, localTime } from '../process/days';
import type { SkippedDay } from '../process/length';
import type { Rules } from '../process/rules';
import type { SourceMap } from '../process/process';
import type { Instant, LocalDate } from '../process/time';
import { toInstant, toMs } from '../process/time';
import { actFor, peopleOf } from './timetable-acts';
import type { TracedStep } from './timetable-case';
import { TracedCase } from './timetable-case';

/** What is supposed. */
export interface Hypothesis {
  startsAt: Instant;
  /** Given when the case is opened, and again by every act that must answer them. */
  answers: Answers;
  /** Somebody does something then; all else is left undone. */
  done: { what: string; at: Instant }[];
  /** Up to when; absent: until nothing new comes for a good while. */
  until?: Instant;
}

/** A due date with what it was reckoned from. */
export interface TimetableDue {
  at: Instant;
  day: LocalDate;
  /** `24:00` for the end of a day. */
  time: string;
  /** `3 working days`, where it is a length that was counted. */
  length?: string;
  chosenBy?: { field: string; value: string };
  notCounted: SkippedDay[];
  provisional: boolean;
  line?: number;
}

/** Something that happens to the case. */
export interface TimetableEntry {
  at: Instant;
  day: LocalDate;
  time: string;
  what: JournalKind;
  /** Id in the process of the stage, task, review, alert or clock; `closure`. */
  about?: string;
  titlePath?: string;
  /** Role that is to do it. */
  who?: string;
  due?: TimetableDue;
  /** When its window opens, where it has one. */
  opensAt?: { at: Instant; day: LocalDate; time: string };
  /** What has to be known before it can have a due date. */
  waitsFor?: string;
  /** Roles that are told, or `fallback`. */
  told: string[];
  /** `again`: how often it comes again up to the end; only the first time stands in the timetable. */
  repeats?: { every?: string; again: number };
  /** Path of the rule that decided, and its line in the process file. */
  rule?: string;
  line?: number;
}

export interface Timetable {
  entries: TimetableEntry[];
  /** Up to where it was looked. */
  until: Instant;
  /** No `until` was given, and up to there nothing new came any more. */
  endsQuietly: boolean;
  /** Answers that had to be given and were not supposed: what was put in their place. */
  assumed: { field: string; value: string; by: string }[];
  /** Acts that the case refused. */
  refused: { what: string; at: Instant; refusal: Refusal }[];
}

const DAY_MS = 86_400_000;
/** So long nothing but repeats, and then no more is looked for. */
const QUIET_MS = 14 * DAY_MS;
/** The same while a clock still has something to do: some are due in years. */
const QUIET_WHILE_PENDING_MS = 3 * 366 * DAY_MS;
const LONGEST_MS = QUIET_WHILE_PENDING_MS;

/**
 * Plays the case on the core and writes down what comes. An opening that is refused gives no entry and one refusal. The people are
 * one to each role, in the line that the process gives.
 */
export function timetableOf(rules: Rules, sourceMap: SourceMap, hypothesis: Hypothesis): Timetable {
  const people = peopleOf(rules);
  const traced = new TracedCase(rules, people.directory, hypothesis.startsAt);
  const assumed: Timetable['assumed'] = [];
  const refused: Timetable['refused'] = [];
  const opening = traced.happen({ type: 'open', by: people.owner, number: 'K7Q2-TRIAL', owner: people.owner, answers: hypothesis.answers });
  if (opening) refused.push({ what: 'open', at: hypothesis.startsAt, refusal: opening });
  for (const { what, at } of [...hypothesis.done].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    if (!traced.case || (hypothesis.until !== undefined && at > hypothesis.until)) continue;
    traced.passTime(at);
    const act = actFor(rules, traced.case, what, hypothesis.answers);
    const refusal = traced.happen(act.event);
    if (refusal) refused.push({ what, at, refusal });
    else assumed.push(...act.assumed.map((one) => ({ ...one, by: what })));
  }
  const endsQuietly = hypothesis.until === undefined;
  if (traced.case) {
    if (hypothesis.until !== undefined) traced.passTime(hypothesis.until);
    else passUntilQuiet(traced);
  }
  return { entries: traced.steps.map((step) => entryOf(rules, sourceMap, step)), until: traced.now, endsQuietly, assumed, refused };
}

/** Goes on until nothing new has come for a good while; for a shorter one where no clock has anything new to do. */
function passUntilQuiet(traced: TracedCase): void {
  const latest = toMs(traced.now) + LONGEST_MS;
  while (toMs(traced.now) < latest) {
    if (!traced.passTime(toInstant(toMs(traced.now) + QUIET_MS))) return;
    const quiet = toMs(traced.now) - toMs(traced.steps.at(-1)?.entry.at ?? traced.now);
    if (quiet >= (hasMoreToCome(traced) ? QUIET_WHILE_PENDING_MS : QUIET_MS)) return;
  }
}

/** Whether some clock will do what it has not done before: come due, or take a late step for the first time. */
function hasMoreToCome({ case: state, now, rules }: TracedCase): boolean {
  if (!state || state.status === 'closed') return false;
  const index = rulesIndex(rules.process);
  const climbs = state.alerts.some((alert) => alert.climbAt !== null && alert.repeats === 0);
  return climbs || Object.values(state.clocks).some((clock) => {
    if (clock.nextAt === null || clock.dueAt === null) return false;
    const late = clockOwner(index, state, clock.id)?.clock.late ?? [];
    return clock.dueAt > now || late.some((step) => clock.ran[step.rule] === undefined);
  });
}

function entryOf(rules: Rules, sourceMap: SourceMap, step: TracedStep): TimetableEntry {
  const { entry, about, titlePath, who, told, repeats, deadline } = step;
  const { calendar } = rules;
  const { rule } = entry;
  const due = deadline && deadline.dueAt !== null ? dueOf(rules, sourceMap, { ...deadline, dueAt: deadline.dueAt }) : undefined;
  return {
    at: entry.at, day: localDate(calendar, entry.at), time: localTime(calendar, entry.at), what: entry.what, told,
    ...(about !== undefined && { about }), ...(titlePath !== undefined && { titlePath }), ...(who !== undefined && { who }),
    ...(due && { due }), ...(deadline?.opensAt != null && { opensAt: { at: deadline.opensAt, day: localDate(calendar, deadline.opensAt), time: localTime(calendar, deadline.opensAt) } }),
    ...(deadline?.waitsFor !== undefined && { waitsFor: deadline.waitsFor }), ...(repeats && { repeats }),
    ...(rule !== undefined && { rule, ...lineOf(sourceMap, rule) }),
  };
}

function dueOf({ calendar }: Rules, sourceMap: SourceMap, deadline: NonNullable<TracedStep['deadline']> & { dueAt: Instant }): TimetableDue {
  const { dueAt, chosenBy, notCounted, provisional, rule, length } = deadline;
  return { at: dueAt, ...endOf(calendar, dueAt), notCounted, provisional, ...(chosenBy && { chosenBy }), ...(length !== undefined && { length }), ...lineOf(sourceMap, rule) };
}

/** The day and the time of an end: midnight is 24:00 of the day before. */
function endOf(calendar: Rules['calendar'], at: Instant): { day: LocalDate; time: string } {
  const time = localTime(calendar, at);
  const day = dayOf(calendar, at);
  return time === '00:00' && addDays(day, 1) === localDate(calendar, at) ? { day, time: '24:00' } : { day: localDate(calendar, at), time };
}

/** The line of a rule, or of the nearest one around it that has a line. */
function lineOf(sourceMap: SourceMap, path: string): { line?: number } {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const line = sourceMap[at]?.line;
    if (line !== undefined) return { line };
  }
  return {};
}
