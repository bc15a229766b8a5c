// What a condition can ask of a case, and what it comes to: a value, or an unknown with what is missing.

import type { Calendar } from './calendar';
import type { Due, Value } from './condition';
import type { FieldType } from './process';
import type { Instant, LocalDate } from './time';

/** A record of a list of the case, as conditions read it. */
export interface ListRecord {
  id: string;
  answer(field: string): Value | undefined;
  fieldType(field: string): FieldType | undefined;
}

/** When a due falls (null: never), or what has to be answered or to happen before that can be told. */
export type DueMoment = { at: Instant | null } | { waitsFor: string[] };

/**
 * What a condition can ask of a case. A consent counts as answered by a refusal too. What is left out is not known, and whatever
 * asks for it is unknown.
 */
export interface Environment {
  today: LocalDate;
  /** The present instant. */
  at?: Instant;
  /** Puts instants on days and counts working days. */
  calendar?: Calendar;
  answer(field: string): Value | undefined;
  /** Every fact but `today`; undefined while it is not known. */
  fact(name: string): Value | undefined;
  fieldType(field: string): FieldType | undefined;
  /** Of a field of a list's records: `goal.what`. */
  isPrivate(field: string): boolean;
  /** Judged as of an instant, where lines with conditions of their own stand in the due. */
  dueAt?(due: Due, at: Instant): DueMoment;
  /** When an event has happened, as far as it counts; the earliest first. */
  occurrences?(event: string): Instant[] | undefined;
  /** As of when events are counted, where that is not now. */
  countsAt?: Instant;
  /** The records of a list; at most so many as `MOST_ITEMS`. */
  records?(list: string): ListRecord[] | undefined;
  /** Set by the evaluator: what the macros around a part look at. */
  within?: Within;
}

/** One of a list, as a macro looks at it: a chosen option, or a record of a list of the case. */
export type Item = { word: string } | { record: ListRecord; list: string };

/** How deep inside macros a part stands, and what is left of the work that one condition may make. */
export interface Within {
  depth: number;
  items: Record<string, Item>;
  work: { left: number };
}

/** Lists are gone through up to this length: bound of the language. */
export const MOST_ITEMS = 500;
/** Macros inside macros: bound of the language. */
export const MOST_MACROS = 2;
/** Parts of a condition that may be evaluated to judge it once: a short test in two macros over full lists, with room to spare. */
export const MOST_WORK = 1_500_000;

/** Why a known value could not be worked with. The checker lets none of these through where it can see it. */
export type Clash = 'type-clash' | 'not-a-date' | 'division-by-zero' | 'number-too-large' | 'list-too-long' | 'too-deep' | 'too-much';

export type Outcome =
  | { known: true; value: Value }
  /** `missing` are the fields and facts without which it cannot be told, each once, in the order they are met. */
  | { known: false; missing: string[]; clash?: Clash };

export type Known = Outcome & { known: true };
export type Unknown = Outcome & { known: false };

export const known = (value: Value): Known => ({ known: true, value });
export const clash = (reason: Clash): Unknown => ({ known: false, missing: [], clash: reason });
export const missing = (...names: string[]): Unknown => ({ known: false, missing: names });

/** Puts what is unknown together: all that is missing, and the first clash; null when nothing is. */
export function unknownFrom(outcomes: Outcome[]): Unknown | null {
  const unknowns = outcomes.filter((outcome): outcome is Unknown => !outcome.known);
  if (unknowns.length === 0) return null;
  const reason = unknowns.find((outcome) => outcome.clash !== undefined)?.clash;
  return { known: false, missing: [...new Set(unknowns.flatMap((outcome) => outcome.missing))], ...(reason && { clash: reason }) };
}
