// The forms of a due that count from one point or up to it: a length, so long before a date, and on a date.

import type { Due } from './condition';
import { dayEnd } from './days';
import { beginOf } from './due-start';
import type { Counted } from './length';
import { addLengthTo, addLengthToDue, rolled } from './length';
import type { Pauses } from './pauses';
import { NO_PAUSES, orderedPauses } from './pauses';
import type { Choice, DueContext, ResolvedDue, Waiting } from './resolved-due';
import { isExact } from './time';

type Chosen = { chosenBy?: Choice };

/** So long after something. */
export function resolveLength({ rule, length, after, roll }: Due & { form: 'length' }, context: DueContext, chosen: Chosen): ResolvedDue {
  const known = { rule, length, ...chosen };
  const begin = beginOf(after, context);
  if ('waitsFor' in begin) return waiting(known, begin.waitsFor);
  const pauses = orderedPauses(context.pauses);
  const counted = addLengthTo(context.calendar, begin, length, pauses);
  const rolls = roll !== undefined && !isExact(length);
  return ended({ ...known, from: begin.at }, putOff(counted, context, pauses, rolls));
}

/** So long before something; hangs on its date, which no pause moves. */
export function resolveBefore({ rule, length, of, roll }: Due & { form: 'before' }, context: DueContext, chosen: Chosen): ResolvedDue {
  const known = { rule, length, ...chosen };
  const begin = beginOf(of, context);
  if ('waitsFor' in begin) return waiting(known, begin.waitsFor);
  const counted = addLengthTo(context.calendar, begin, { ...length, n: -length.n });
  const rolls = roll !== undefined && !isExact(length);
  return ended({ ...known, leadsTo: begin.at }, putOff(counted, context, NO_PAUSES, rolls));
}

/** At 24:00 of a day, or at an instant. */
export function resolveOn({ rule, of, roll }: Due & { form: 'on' }, context: DueContext, chosen: Chosen): ResolvedDue {
  const known = { rule, ...chosen };
  const begin = beginOf(of, context);
  if ('waitsFor' in begin) return waiting(known, begin.waitsFor);
  const { calendar } = context;
  const counted = begin.isDay
    ? { at: dayEnd(calendar, begin.day), notCounted: [], provisional: Number(begin.day.slice(0, 4)) > calendar.covers.until }
    : { at: begin.at, notCounted: [], provisional: false };
  return ended({ ...known, leadsTo: begin.at }, putOff(counted, context, NO_PAUSES, roll !== undefined && begin.isDay));
}

/** Puts an end off by each extension in turn, and then to a working day where the due rolls. */
export function putOff(counted: Counted, { calendar, extensions = [] }: DueContext, pauses: Pauses, rolls: boolean): Counted {
  let end = counted;
  for (const extension of extensions) {
    const next = addLengthToDue(calendar, end.at, extension, pauses);
    end = { at: next.at, notCounted: [...end.notCounted, ...next.notCounted], provisional: end.provisional || next.provisional };
  }
  return rolls ? rolled(calendar, end, pauses) : end;
}

type Known = Omit<ResolvedDue, 'dueAt' | 'notCounted' | 'provisional' | 'waitsFor'>;

export const ended = (known: Known, { at, notCounted, provisional }: Counted): ResolvedDue => ({ dueAt: at, ...known, notCounted, provisional });

export const waiting = (known: Known, waitsFor: Waiting): ResolvedDue => ({ dueAt: null, ...known, notCounted: [], provisional: false, waitsFor });

/** There is no due. */
export const noDue = (known: Known): ResolvedDue => ({ dueAt: null, ...known, notCounted: [], provisional: false });
