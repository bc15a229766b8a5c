// What a due comes to, reckoned a second time: one day after another on Temporal and the runtime's zones, with no code of process/.

import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../process/calendar';
import type { Due, Start } from '../../process/condition';
import type { Length } from '../../process/time';

type Day = Temporal.PlainDate;

/** What is known of the case: answers as texts, what happened as instants (`task:a:end`), and how each condition is judged. */
export interface Known {
  calendar: Calendar;
  startedAt: string;
  startedAtDue?: boolean;
  answers: Record<string, string>;
  happened: Record<string, string>;
  verdicts: Record<string, 'holds' | 'fails' | 'unknown'>;
  occurrence?: number;
  betweenUntil?: string;
  pauses: { from: string; to: string }[];
  extensions: Length[];
}

export interface Reckoned {
  at: string | null;
  /** `2026-03-20 weekend`, in the order they were passed. */
  skipped: string[];
  provisional: boolean;
}

/** What is due, or waits: the two kinds of having no date. */
type Outcome = Reckoned & { waits?: true };

const NOTHING: Outcome = { at: null, skipped: [], provisional: false };
const WAITS: Outcome = { ...NOTHING, waits: true };
const EXACT = { second: 1000, minute: 60_000, hour: 3_600_000 } as const;
const isExact = (length: Length): length is Length & { unit: keyof typeof EXACT } => length.unit in EXACT;

const written = (at: Temporal.Instant): string => new Date(at.epochMilliseconds).toISOString();
const zoned = (calendar: Calendar, at: string): Temporal.ZonedDateTime => Temporal.Instant.from(at).toZonedDateTimeISO(calendar.timeZone);
const begins = (calendar: Calendar, day: Day): Temporal.Instant => day.toZonedDateTime(calendar.timeZone).toInstant();
const ends = (calendar: Calendar, day: Day): string => written(begins(calendar, day.add({ days: 1 })));
const dayBefore = (calendar: Calendar, at: string): Day => zoned(calendar, written(Temporal.Instant.from(at).subtract({ milliseconds: 1 }))).toPlainDate();

/** The due of a case, day by day. */
export function reckon(due: Due, known: Known): Reckoned {
  const { at, skipped, provisional } = outcomeOf(due, known);
  return { at, skipped, provisional };
}

function outcomeOf(due: Due, known: Known): Outcome {
  switch (due.form) {
    case 'none': return NOTHING;
    case 'depends_on': {
      const chosen = due.cases[known.answers[due.field] ?? ''] ?? due.otherwise;
      return chosen ? outcomeOf(chosen, known) : WAITS;
    }
    case 'when': {
      const first = due.lines.find(({ when }) => !when || known.verdicts[when.path] !== 'fails');
      if (!first) return NOTHING;
      return !first.when || known.verdicts[first.when.path] === 'holds' ? outcomeOf(first.then, known) : WAITS;
    }
    case 'earliest':
    case 'latest': return best(due, known);
    case 'times': return contact(due, known);
    case 'between': return known.betweenUntil === undefined ? WAITS : finish(instant(known.betweenUntil), { ...known, pauses: [] }, false);
    case 'on': {
      const start = startOf(due.of, known);
      return start ? finish(start.isDay ? endOn(known, start.day) : instant(start.at), { ...known, pauses: [] }, due.roll !== undefined && start.isDay) : WAITS;
    }
    case 'before': {
      const start = startOf(due.of, known);
      return start ? finish(back(start, due.length, known), { ...known, pauses: [] }, due.roll !== undefined && !isExact(due.length)) : WAITS;
    }
    case 'length': {
      const start = startOf(due.after, known);
      return start ? finish(ahead(start, due.length, known), known, due.roll !== undefined && !isExact(due.length)) : WAITS;
    }
  }
}

const instant = (at: string): Reckoned => ({ at, skipped: [], provisional: false });

function best(due: Due & { form: 'earliest' | 'latest' }, known: Known): Outcome {
  const all = due.of.map((one) => outcomeOf(one, known));
  const dated = all.filter(({ at }) => at !== null);
  const waits = all.some((one) => one.waits);
  if (due.form === 'latest' && waits) return WAITS;
  if (dated.length === 0) return waits ? WAITS : NOTHING;
  return dated.reduce((a, b) => ((due.form === 'earliest' ? (b.at as string) < (a.at as string) : (b.at as string) > (a.at as string)) ? b : a));
}

interface Begin {
  at: string;
  day: Day;
  isDay: boolean;
}

function startOf(start: Start | undefined, known: Known): Begin | null {
  const { calendar } = known;
  const from = (at: string, day = zoned(calendar, at).toPlainDate()): Begin => ({ at, day, isDay: false });
  if (!start) return known.startedAtDue ? from(known.startedAt, dayBefore(calendar, known.startedAt)) : from(known.startedAt);
  if (start.kind === 'field') {
    const value = known.answers[start.field];
    if (value === undefined) return null;
    if (value.includes('T')) return from(value);
    const [year, month = '01', date = '01'] = value.split('-');
    const day = Temporal.PlainDate.from(`${year}-${month}-${date}`);
    return { at: written(begins(calendar, day)), day, isDay: true };
  }
  const ats = (start.kind === 'all' ? start.of : [start]).map(({ kind, id, edge }) => known.happened[`${kind}:${id}:${edge}`]);
  return ats.includes(undefined) ? null : from((ats as string[]).sort().at(-1) as string);
}

function isPaused({ pauses }: Known, day: Day): boolean {
  if (pauses.length === 0) return false;
  const date = day.toString();
  return pauses.some(({ from, to }) => from <= date && date <= to);
}

function holiday(calendar: Calendar, day: Day): { expected?: true } | undefined {
  const date = day.toString();
  return calendar.holidays.find((one) => one.date === date);
}

function whyNotWorked(calendar: Calendar, day: Day): string | null {
  if (calendar.weekend.includes(day.dayOfWeek) && !calendar.worked?.includes(day.toString())) return 'weekend';
  return holiday(calendar, day) ? 'holiday' : null;
}

const endOn = ({ calendar }: Known, day: Day, skipped: string[] = [], provisional = false): Reckoned => ({
  at: ends(calendar, day), skipped, provisional: provisional || day.year > calendar.covers.until,
});

/** The n-th working day after (or before) another, looking at each day. */
function workingDays(known: Known, start: Day, n: number, step: 1 | -1): Reckoned {
  const { calendar } = known;
  const skipped: string[] = [];
  let provisional = start.year < calendar.covers.from;
  let day = start;
  for (let left = n; left > 0; ) {
    day = day.add({ days: step });
    if (holiday(calendar, day)?.expected) provisional = true;
    const why = whyNotWorked(calendar, day) ?? (step > 0 && isPaused(known, day) ? 'pause' : null);
    if (why === null) left -= 1;
    else skipped.push(`${day} ${why}`);
  }
  return endOn(known, day, skipped, provisional || day.year < calendar.covers.from);
}

/** Days that are not paused, one after another. */
function plainDays(known: Known, start: Day, n: number): Reckoned {
  const skipped: string[] = [];
  let day = start;
  for (let left = n; left > 0; ) {
    day = day.add({ days: 1 });
    if (isPaused(known, day)) skipped.push(`${day} pause`);
    else left -= 1;
  }
  return endOn(known, day, skipped);
}

/** A day put off by as many days as were paused since another, until no more are. */
function putOff(known: Known, start: Day, end: Day): Reckoned {
  let [day, skipped]: [Day, string[]] = [end, []];
  if (known.pauses.length === 0) return endOn(known, end);
  for (;;) {
    const paused: string[] = [];
    for (let one = start.add({ days: 1 }); Temporal.PlainDate.compare(one, day) <= 0; one = one.add({ days: 1 })) {
      if (isPaused(known, one)) paused.push(`${one} pause`);
    }
    const next = end.add({ days: paused.length });
    skipped = paused;
    if (next.equals(day)) return endOn(known, day, skipped);
    day = next;
  }
}

/** Runs the clock from midnight to midnight, standing still on days that are paused. */
function exact(known: Known, from: string, ms: number): Reckoned {
  const { calendar } = known;
  const passed: string[] = [];
  let at = Temporal.Instant.from(from);
  for (let left = ms; left > 0; ) {
    const day = at.toZonedDateTimeISO(calendar.timeZone).toPlainDate();
    const midnight = begins(calendar, day.add({ days: 1 }));
    if (isPaused(known, day)) passed.push(`${day} pause`);
    else {
      const part = Math.min(left, midnight.epochMilliseconds - at.epochMilliseconds);
      left -= part;
      if (left === 0) return { at: written(at.add({ milliseconds: part })), skipped: passed, provisional: false };
    }
    at = midnight;
  }
  return { at: from, skipped: passed, provisional: false };
}

function ahead({ at, day }: Begin, length: Length, known: Known): Reckoned {
  const { n, unit } = length;
  if (isExact(length)) return exact(known, at, n * EXACT[length.unit]);
  if (unit === 'working_day') return workingDays(known, day, n, 1);
  return unit === 'day' ? plainDays(known, day, n) : putOff(known, day, day.add({ [`${unit}s`]: n }));
}

function back({ at, day }: Begin, length: Length, known: Known): Reckoned {
  const { n, unit } = length;
  if (isExact(length)) return { at: written(Temporal.Instant.from(at).subtract({ milliseconds: n * EXACT[length.unit] })), skipped: [], provisional: false };
  if (unit === 'working_day') return workingDays(known, day, n, -1);
  return endOn(known, day.subtract({ [`${unit}s`]: n }));
}

/** Extensions, and the way to the next working day. */
function finish(first: Reckoned, known: Known, rolls: boolean): Reckoned {
  let end = first;
  for (const extension of known.extensions) {
    const begin = { at: end.at as string, day: dayBefore(known.calendar, end.at as string), isDay: false };
    end = joined(end, ahead(begin, extension, known));
  }
  const last = dayBefore(known.calendar, end.at as string);
  if (!rolls || (whyNotWorked(known.calendar, last) === null && !isPaused(known, last))) return end;
  return joined(end, workingDays(known, last.subtract({ days: 1 }), 1, 1));
}

const joined = (a: Reckoned, b: Reckoned): Reckoned => ({ at: b.at, skipped: [...a.skipped, ...b.skipped], provisional: a.provisional || b.provisional });

/** Windows laid end to end until the one that the contact falls into. */
function contact(due: Due & { form: 'times' }, known: Known): Reckoned {
  let at = known.startedAt;
  for (let [index, done] = [0, 0]; ; index += 1) {
    const line = due.series[Math.min(index, due.series.length - 1)];
    if (!line) return NOTHING;
    const end = window(at, line.within, known);
    done += line.times;
    if (done >= (known.occurrence ?? 1)) return finish(end, known, false);
    at = end.at as string;
  }
}

/** A window has its first day in it. */
function window(at: string, length: Length, known: Known): Reckoned {
  const first = zoned(known.calendar, at).toPlainDate();
  const before = { at, day: first.subtract({ days: 1 }), isDay: false };
  if (length.unit !== 'month' && length.unit !== 'year') return ahead(before, length, known);
  const after = first.add({ [`${length.unit}s`]: length.n });
  return putOff(known, before.day, after.day === first.day ? after.subtract({ days: 1 }) : after);
}
