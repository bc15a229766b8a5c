// Every form of due in twelve time zones, compared with a slow count of one day after another on Temporal that shares no code with it.

import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../process/calendar';
import type { Anchor, Contacts, Due, Start } from '../../process/condition';
import type { DueContext } from '../../process/due';
import { resolveDue } from '../../process/due';
import type { Length, LengthUnit } from '../../process/time';
import { isExact, toInstant, toMs } from '../../process/time';
import type { Known } from './day-by-day';
import { reckon } from './day-by-day';
import { CALENDARS, DISAGREEING, FIRST_YEAR, FURTHEST_YEAR, LAST_YEAR } from './zones';

const DAYS: LengthUnit[] = ['day', 'working_day', 'week', 'month', 'year'];
const UNITS: LengthUnit[] = ['second', 'minute', 'hour', ...DAYS];
const MOST: Record<LengthUnit, number> = { second: 200_000, minute: 20_000, hour: 500, day: 70, working_day: 45, week: 10, month: 14, year: 2 };

const calendars = fc.constantFrom(...CALENDARS);
const lengthOf = (...units: LengthUnit[]): fc.Arbitrary<Length> =>
  fc.constantFrom(...units).chain((unit) => fc.integer({ min: 1, max: MOST[unit] }).map((n) => ({ n, unit })));
const lengths = lengthOf(...UNITS);

const FIRST_DAY = Temporal.PlainDate.from(`${FIRST_YEAR}-01-01`);
const DAYS_IN_ALL = FIRST_DAY.until(`${LAST_YEAR}-12-31`, { largestUnit: 'day' }).days;
const anyDay = fc.integer({ min: 0, max: DAYS_IN_ALL }).map((days) => FIRST_DAY.add({ days }).toString());
/** Days where mistakes live: ends of months and years, leap days, the days about a run of holidays. */
const oddDay = fc
  .tuple(fc.integer({ min: FIRST_YEAR, max: LAST_YEAR }), fc.constantFrom('01-30', '01-31', '02-28', '03-31', '12-31', '01-01', '03-19', '04-09', '06-15', '08-31'), fc.boolean())
  .map(([year, day, leap]) => (leap && year % 4 === 0 ? `${year}-02-29` : `${year}-${day}`));
const days = fc.oneof(anyDay, oddDay);

/** Instants at any second, and within some hours of the changes of the clocks. */
const instantIn = (calendar: Calendar): fc.Arbitrary<string> => {
  const from = Date.UTC(FIRST_YEAR, 0, 1);
  const until = Date.UTC(LAST_YEAR + 1, 0, 1);
  const changes = calendar.offsets.map((offset) => toMs(offset.from)).filter((ms) => ms > from && ms < until);
  const anywhere = fc.integer({ min: from / 1000, max: until / 1000 }).map((s) => s * 1000);
  const about = (ms: number): fc.Arbitrary<number> => fc.integer({ min: -30 * 60, max: 30 * 60 }).map((minutes) => ms + minutes * 60_000);
  return fc.oneof(anywhere, ...(changes.length ? [fc.constantFrom(...changes).chain(about)] : [])).map(toInstant);
};

const ANCHORS: Anchor[] = [
  { kind: 'task', id: 'a', edge: 'end' },
  { kind: 'stage', id: 'b', edge: 'start' },
  { kind: 'meeting', id: 'c', edge: 'planned', which: 'last' },
];
const anchors = fc.constantFrom(...ANCHORS);
const starts: fc.Arbitrary<Start> = fc.oneof(
  anchors,
  fc.constantFrom('court_date', 'birth_date', 'incident_at').map((field) => ({ kind: 'field' as const, field })),
  fc.uniqueArray(anchors, { minLength: 1 }).map((of) => ({ kind: 'all' as const, of })),
);
const rolls = fc.option(fc.constant('next_working_day' as const), { nil: undefined }).map((roll) => (roll ? { roll } : {}));

const plain: fc.Arbitrary<Due> = fc.oneof(
  fc.tuple(lengths, fc.option(starts, { nil: undefined }), rolls).map(([length, after, roll]): Due => ({ form: 'length', rule: 'length', length, ...(after && { after }), ...roll })),
  fc.tuple(lengths, starts, rolls).map(([length, of, roll]): Due => ({ form: 'before', rule: 'before', length, of, ...roll })),
  fc.tuple(starts, rolls).map(([of, roll]): Due => ({ form: 'on', rule: 'on', of, ...roll })),
);
const series: fc.Arbitrary<Due> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.oneof(lengthOf('hour', 'day', 'working_day', 'week'), fc.constantFrom<Length>({ n: 1, unit: 'month' }, { n: 3, unit: 'month' }, { n: 1, unit: 'year' }))), { minLength: 1, maxLength: 3 })
  .map((pairs): Due => ({ form: 'times', rule: 'every', series: pairs.map(([times, within], index): Contacts => ({ rule: `every.${index}`, times, within })) }));

/** Dues inside dues, up to three deep. */
const nested = (inner: fc.Arbitrary<Due>): fc.Arbitrary<Due> =>
  fc.oneof(
    fc.tuple(inner, inner, fc.option(inner, { nil: undefined })).map(([high, low, otherwise]): Due => ({ form: 'depends_on', rule: 'by', field: 'risk', cases: { high, low }, ...(otherwise && { otherwise }) })),
    fc.tuple(inner, inner, inner).map((lines): Due => ({
      form: 'when', rule: 'lines',
      lines: lines.map((then, n) => ({ rule: `lines.${n}`, then, ...(n < 2 && { when: { path: `when.${n}`, text: '', tree: { op: 'value', value: true } } }) })),
    })),
    fc.tuple(fc.constantFrom('earliest' as const, 'latest' as const), fc.array(inner, { minLength: 1, maxLength: 3 })).map(([form, of]): Due => ({ form, rule: form, of })),
  );
const leaves = fc.oneof({ weight: 1, arbitrary: fc.constant<Due>({ form: 'none' }) }, { weight: 12, arbitrary: plain });
const dues = fc.oneof(plain, nested(leaves), nested(nested(leaves)));

const verdicts = fc.constantFrom('holds' as const, 'fails' as const, 'unknown' as const);
const pausesFrom = (start: fc.Arbitrary<string>): fc.Arbitrary<{ from: string; to: string }[]> =>
  fc.array(fc.tuple(start, fc.integer({ min: 0, max: 40 }), fc.integer({ min: -5, max: 60 })).map(([day, length, later]) => {
    const from = Temporal.PlainDate.from(day).add({ days: later });
    return { from: from.toString(), to: from.add({ days: length }).toString() };
  }), { maxLength: 3 });

const knownIn = (calendar: Calendar, with_: { putOff: boolean }): fc.Arbitrary<Known> =>
  instantIn(calendar).chain((startedAt) => {
    const day = Temporal.Instant.from(startedAt).toZonedDateTimeISO(calendar.timeZone).toPlainDate().toString();
    return fc.record({
      calendar: fc.constant(calendar),
      startedAt: fc.constant(startedAt),
      startedAtDue: fc.boolean(),
      answers: fc.record(
        { risk: fc.constantFrom('high', 'low', 'medium'), court_date: days, birth_date: fc.oneof(days, days.map((one) => one.slice(0, 7)), days.map((one) => one.slice(0, 4))), incident_at: instantIn(calendar) },
        { requiredKeys: [] },
      ),
      happened: fc.record({ 'task:a:end': instantIn(calendar), 'stage:b:start': instantIn(calendar), 'meeting:c:planned': instantIn(calendar) }, { requiredKeys: [] }),
      verdicts: fc.record({ 'when.0': verdicts, 'when.1': verdicts }),
      pauses: with_.putOff ? pausesFrom(fc.constant(day)) : fc.constant([]),
      extensions: with_.putOff ? fc.array(lengthOf('hour', 'day', 'working_day', 'week', 'month'), { maxLength: 2 }) : fc.constant([]),
    });
  });

const contextOf = (known: Known): DueContext => ({
  calendar: known.calendar,
  startedAt: known.startedAt,
  ...(known.startedAtDue && { startedAtDue: true }),
  answer: (field) => known.answers[field],
  anchorAt: ({ kind, id, edge }) => known.happened[`${kind}:${id}:${edge}`],
  fieldType: (field) => (field === 'incident_at' ? 'time' : field === 'risk' ? 'one_of' : 'date'),
  judge: ({ path }) => ({ verdict: known.verdicts[path] ?? 'unknown', missing: [] }),
  ...(known.occurrence !== undefined && { occurrence: known.occurrence }),
  ...(known.betweenUntil !== undefined && { betweenUntil: () => known.betweenUntil }),
  pauses: known.pauses,
  extensions: known.extensions,
});

function expectSame(due: Due, known: Known): void {
  const found = resolveDue(due, contextOf(known));
  const skipped = found.notCounted.map(({ date, why }) => `${date} ${why}`);
  expect({ at: found.dueAt, skipped, provisional: found.provisional }).toEqual(reckon(due, known));
}

const RUNS = { numRuns: 300 };

describe('the zones of these tests', () => {
  it('change their clocks in the pinned data as in the runtime', () => {
    expect(DISAGREEING).toEqual([]);
    expect(CALENDARS.length).toBeGreaterThanOrEqual(12);
  });
});

describe('a due, compared with a count of one day after another', () => {
  const known = calendars.chain((calendar) => knownIn(calendar, { putOff: false }));
  const putOff = calendars.chain((calendar) => knownIn(calendar, { putOff: true }));

  it('is the same in every form, and so are the days that did not count and what is provisional', () => {
    fc.assert(fc.property(plain, known, expectSame), { numRuns: 600 });
  });

  it('is the same through pauses and extensions', () => {
    fc.assert(fc.property(plain, putOff, expectSame), { numRuns: 600 });
  });

  it('is the same when it is chosen from others, three deep', () => {
    fc.assert(fc.property(dues, putOff, expectSame), RUNS);
  });

  it('is the same for the contacts of a series, pauses and extensions included', () => {
    fc.assert(
      fc.property(series, putOff, fc.integer({ min: 1, max: 24 }), (due, one, occurrence) => {
        fc.pre(reckon(due, { ...one, occurrence }).at! < `${FURTHEST_YEAR}-12`);
        expectSame(due, { ...one, occurrence });
      }),
      { numRuns: 60 },
    );
  });

  it('is the same between two occurrences of a review', () => {
    const between: Due = { form: 'between', rule: 'every', times: 1, review: 'follow_up' };
    fc.assert(
      fc.property(putOff, fc.boolean(), (one, isKnown) => expectSame(between, { ...one, ...(isKnown && { betweenUntil: one.startedAt }) })),
      { numRuns: 100 },
    );
  });

  it.each(CALENDARS.map((calendar) => [calendar.timeZone, calendar] as const))('is the same on the days about every change of the clocks in %s', (_, calendar) => {
    const changes = calendar.offsets.slice(1).map(({ from }) => toMs(from));
    for (const change of changes) {
      for (const hours of [-49, -25, -24, -23, -1, 0, 1, 23]) {
        for (const [n, unit] of [[1, 'day'], [2, 'working_day'], [24, 'hour'], [1, 'month']] as const) {
          const length = { form: 'length', rule: 'length', length: { n, unit } } as const;
          expectSame(length, { calendar, startedAt: toInstant(change + hours * 3_600_000), answers: {}, happened: {}, verdicts: {}, pauses: [], extensions: [] });
        }
      }
    }
  });
});

describe('a due, whatever is counted', () => {
  const at = (due: Due, known: Known): string => resolveDue(due, contextOf(known)).dueAt as string;
  const length = (of: Length, rest: Partial<Due & { form: 'length' }> = {}): Due => ({ form: 'length', rule: 'length', length: of, ...rest });
  const some = calendars.chain((calendar) => knownIn(calendar, { putOff: true }));

  // Months with pauses keep no order: a month from 28 January with the 29th to the 31st paused ends with 3 March, one from 1 February before.
  const keepsOrder = ({ unit }: Length): boolean => unit !== 'month' && unit !== 'year';

  it('is never the sooner for one more of its unit, a later start, one more pause or one more extension', () => {
    fc.assert(
      fc.property(some, lengths, anyDay, fc.integer({ min: 0, max: 30 }), (from, of, day, paused) => {
        const inOrder = keepsOrder(of) && from.extensions.every(keepsOrder);
        const known = inOrder ? from : { ...from, pauses: [] };
        const due = length(of);
        const is = at(due, known);
        const more = at(length({ ...of, n: of.n + 1 }), known);
        expect(known.extensions.length > 0 ? more >= is : more > is).toBe(true);
        expect(at(due, { ...known, startedAt: toInstant(toMs(known.startedAt) + 36 * 3_600_000) }) >= is).toBe(true);
        expect(at(due, { ...known, extensions: [...known.extensions, of] }) > is).toBe(true);
        const pause = { from: day, to: Temporal.PlainDate.from(day).add({ days: paused }).toString() };
        if (inOrder) expect(at(due, { ...known, pauses: [...known.pauses, pause] }) >= is).toBe(true);
      }),
      RUNS,
    );
  });

  it('counted so many working days before a day and as many after is that day, when it is worked', () => {
    fc.assert(
      fc.property(calendars, days, fc.integer({ min: 1, max: 60 }), (calendar, day, n) => {
        const known: Known = { calendar, startedAt: '2015-01-01T00:00:00.000Z', answers: { court_date: day }, happened: {}, verdicts: {}, pauses: [], extensions: [] };
        const of = { n, unit: 'working_day' as const };
        const court = { kind: 'field', field: 'court_date' } as const;
        const on: Due = { form: 'on', rule: 'on', of: court, roll: 'next_working_day' };
        const before = at({ form: 'before', rule: 'before', length: of, of: court }, known);
        expect(at(length(of), { ...known, startedAt: before, startedAtDue: true })).toBe(at(on, known));
      }),
      RUNS,
    );
  });

  it('comes to the same as its parts: n days and then m are n + m days, of working days, days and weeks', () => {
    fc.assert(
      fc.property(calendars.chain((calendar) => knownIn(calendar, { putOff: false })), lengthOf('hour', 'day', 'working_day', 'week'), fc.integer({ min: 1, max: 20 }), (known, of, m) => {
        const whole = at(length({ ...of, n: of.n + m }), known);
        expect(at(length(of), { ...known, extensions: [{ n: m, unit: of.unit }] })).toBe(whole);
      }),
      RUNS,
    );
  });

  it('in hours and minutes never turns on the calendar', () => {
    fc.assert(
      fc.property(calendars, some, lengths.filter(isExact), (calendar, known, of) => {
        const bare = { ...known, pauses: [], extensions: [] };
        expect(at(length(of, { roll: 'next_working_day' }), { ...bare, calendar })).toBe(at(length(of), bare));
      }),
      RUNS,
    );
  });

  it('the earliest is one of its dues and none is earlier, the latest one and none is later', () => {
    fc.assert(
      fc.property(some, fc.array(lengths, { minLength: 1, maxLength: 4 }), (known, all) => {
        const of = all.map((one) => length(one));
        const each = of.map((due) => at(due, known)).sort();
        expect(at({ form: 'earliest', rule: 'e', of }, known)).toBe(each[0]);
        expect(at({ form: 'latest', rule: 'l', of }, known)).toBe(each.at(-1));
      }),
      RUNS,
    );
  });

  it('contacts of a series come in order, so many in each window', () => {
    fc.assert(
      fc.property(calendars.chain((calendar) => knownIn(calendar, { putOff: false })), fc.integer({ min: 1, max: 8 }), lengthOf('day', 'working_day', 'week', 'month'), (known, times, within) => {
        const due: Due = { form: 'times', rule: 'every', series: [{ rule: 'every', times, within }] };
        const ends = Array.from({ length: times * 3 }, (_, n) => at(due, { ...known, occurrence: n + 1 }));
        expect(ends).toEqual([...ends].sort());
        expect(new Set(ends).size).toBe(3);
        expect(ends.filter((one) => one === ends[0])).toHaveLength(times);
      }),
      { numRuns: 100 },
    );
  });
});
