// Where a count begins, or what it leads up to: an act, a date that was answered, or the last of several acts.

import type { Start } from './condition';
import { earliestDay } from './dates';
import { dayOf, dayStart, localDate } from './days';
import type { Moment } from './length';
import type { DueContext, Waiting } from './resolved-due';
import type { Instant } from './time';
import { toInstant, toMs } from './time';

/** A moment, and whether it is known to the day only. */
export type Begin = Moment & { isDay: boolean };

/** The start of a count, or what it waits for. */
export function beginOf(start: Start | undefined, context: DueContext): Begin | { waitsFor: Waiting } {
  const { calendar, startedAt, startedAtDue } = context;
  if (!start) return { at: startedAt, day: startedAtDue ? dayOf(calendar, startedAt) : localDate(calendar, startedAt), isDay: false };
  if (start.kind === 'field') return fieldBegin(start.field, context) ?? { waitsFor: { field: start.field } };
  let last: Instant | undefined;
  for (const anchor of start.kind === 'all' ? start.of : [start]) {
    const at = context.anchorAt(anchor);
    if (at === undefined) return { waitsFor: { anchor } };
    if (last === undefined || at > last) last = at;
  }
  return instantBegin(context, last ?? startedAt);
}

const instantBegin = ({ calendar }: DueContext, at: Instant): Begin => ({ at, day: localDate(calendar, at), isDay: false });

/** A date from its earliest day when it is known in part; null for what is neither a date nor an instant. */
function fieldBegin(field: string, context: DueContext): Begin | null {
  const value = context.answer(field);
  if (typeof value !== 'string') return null;
  const day = context.fieldType?.(field) === 'time' ? null : earliestDay(value);
  if (day !== null) return { at: dayStart(context.calendar, day), day, isDay: true };
  // Written anew, since instants are compared as texts.
  return INSTANT.test(value) && !Number.isNaN(toMs(value)) ? instantBegin(context, toInstant(toMs(value))) : null;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;
