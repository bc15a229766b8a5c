// What `due` means at a given moment: which of its lines decides, when that is, and what it still waits for.

import type { Calendar } from './calendar';
import type { Rule, Value } from './condition';
import { addDays, dayEnd, dayOf, holidayOn, notCounted, workingDayFrom } from './days';
import type { Counted, SkippedDay } from './length';
import { addLength, addLengthToDue } from './length';
import type { Verdict } from './explain-condition';
import type { Anchor, Due, FieldType } from './process';
import type { Instant, Length, LocalDate } from './time';

/** What is known of the case when a clock is counted. */
export interface DueContext {
  calendar: Calendar;
  /** When the thing that the clock belongs to began. */
  startedAt: Instant;
  /** `startedAt` is itself a due instant (a review by schedule): 24:00 of Monday is then Monday and not Tuesday. */
  startedAtDue?: boolean;
  answer(field: string): Value | undefined;
  /** When an anchor began or ended, or is planned for; undefined while that is not known. */
  anchorAt(anchor: Anchor): Instant | undefined;
  fieldType?(field: string): FieldType | undefined;
  /** What the condition of a line comes to. */
  verdict?(rule: Rule): Verdict;
  /** Number of the contact in its series, from 1, for what recurs; `startedAt` is then the beginning of the series. */
  occurrence?: number;
  /** When the open occurrence of a review is due, or ended: the end of the present stretch between two of them. */
  betweenUntil?(review: string): Instant | undefined;
  /** Days on which the clock stood still, both ends included; they may overlap. */
  pauses?: { from: LocalDate; to: LocalDate }[];
  /** By how much the due date was put off, in order. */
  extensions?: Length[];
}

/** An answer that chose among lines: the line it chose, `otherwise` included. */
export interface Choice {
  field: string;
  /** The key of the chosen line: an option's id, `yes`, `no` or `otherwise`. */
  value: string;
  /** The choice that this one stands inside of. */
  within?: Choice;
}

export interface ResolvedDue {
  /** Null when it waits, or when there is no due. */
  dueAt: Instant | null;
  /** Path of the line that decided; of the nearest one around it for `none`, and empty when there is none. */
  rule: string;
  chosenBy?: Choice;
  /** The length that was counted. */
  length?: Length;
  /** Where the count began. */
  from?: Instant;
  notCounted: SkippedDay[];
  /** May still move: see `Counted`. */
  provisional: boolean;
  /** What has to be known, or to happen, before the clock can be counted. */
  waitsFor?: { field: string } | { anchor: Anchor };
}

/** Counts a `due`; throws nothing. */
export const resolveDue = (due: Due, context: DueContext): ResolvedDue => resolveWithin(due, context, '', undefined);

function resolveWithin(due: Due, context: DueContext, rule: string, choice: Choice | undefined): ResolvedDue {
  const known = { ...(choice && { chosenBy: choice }), notCounted: [], provisional: false };
  if (due.form === 'none') return { dueAt: null, rule, ...known };
  if (due.form === 'length') return resolveLength(due, context, choice);
  const line = chosenLine(due, context.answer(due.field));
  if (!line) return { dueAt: null, rule: due.rule, ...known, waitsFor: { field: due.field } };
  return resolveWithin(line.due, context, due.rule, { field: due.field, value: line.key, ...(choice && { within: choice }) });
}

function chosenLine(due: Due & { form: 'depends_on' }, value: Value | undefined): { key: string; due: Due } | null {
  const key = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  const found = value !== undefined && Object.hasOwn(due.cases, key) ? due.cases[key] : undefined;
  if (found) return { key, due: found };
  return due.otherwise ? { key: 'otherwise', due: due.otherwise } : null;
}

function resolveLength(due: Due & { form: 'length' }, context: DueContext, choice: Choice | undefined): ResolvedDue {
  const { calendar } = context;
  const { rule, length } = due;
  const known = { rule, length, ...(choice && { chosenBy: choice }) };
  const from = due.after ? context.anchorAt(due.after) : context.startedAt;
  if (from === undefined) return { dueAt: null, ...known, notCounted: [], provisional: false, waitsFor: { anchor: due.after as Anchor } };
  const add = context.startedAtDue && !due.after ? addLengthToDue : addLength;
  const counted = add(calendar, from, length);
  const { at, notCounted: skipped, provisional } = due.roll ? rolled(calendar, counted) : counted;
  return { dueAt: at, ...known, from, notCounted: skipped, provisional };
}

/** An end on a day that is not worked moves to 24:00 of the next working day. */
function rolled(calendar: Calendar, counted: Counted): Counted {
  const day = dayOf(calendar, counted.at);
  const until = workingDayFrom(calendar, day);
  if (until === day) return counted;
  const skipped = [...counted.notCounted];
  let { provisional } = counted;
  for (let date = day; date < until; date = addDays(date, 1)) {
    const why = notCounted(calendar, date);
    if (why) skipped.push({ date, ...why });
    if (holidayOn(calendar, date)?.expected) provisional = true;
  }
  if (Number(until.slice(0, 4)) > calendar.covers.until) provisional = true;
  return { at: dayEnd(calendar, until), notCounted: skipped, provisional };
}
