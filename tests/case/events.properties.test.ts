// Counts of events and the clocks that count from them, against a straightforward reckoning on days, whatever happens in which order.

import fc from 'fast-check';
import type { Condition } from '../../process/condition';
import type { Length } from '../../process/time';
import { compare, value } from '../process/conditions';
import { rulesOf } from './processes';
import { rana, story } from './story';

/** A run of all tests looks longer. */
const isSlow = process.env['CASEWAY_SLOW'] === '1';
if (isSlow) jest.setTimeout(120_000);

const HOUR = 3_600_000;
/** Jordan is three hours ahead of UTC all year round. */
const AHEAD = 3 * HOUR;
const START = Date.parse('2026-03-26T07:00:00.000Z');

const dayOf = (ms: number): number => Math.floor((ms + AHEAD) / (24 * HOUR));

/** The last day on which an event counts that happened on a day; both ends are days since 1970. */
function lastDay(day: number, { n, unit }: Length): number {
  if (unit === 'day' || unit === 'week') return day + n * (unit === 'week' ? 7 : 1) - 1;
  const date = new Date(day * 24 * HOUR);
  const same = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n, date.getUTCDate()));
  const isThere = same.getUTCDate() === date.getUTCDate();
  // Where the month is too short for that day, it ends with the month.
  return same.getTime() / (24 * HOUR) - (isThere ? 1 : same.getUTCDate());
}

const counts = (times: number[], window: Length, now: number): number => times.filter((at) => at <= now && dayOf(now) <= lastDay(dayOf(at), window)).length;

type Move = { do: 'record'; hoursAgo: number; asDay: boolean } | { do: 'remove'; nth: number } | { do: 'wait'; hours: number };

const record = fc.record({ do: fc.constant('record' as const), hoursAgo: fc.oneof(fc.nat(100), fc.nat(3000)), asDay: fc.boolean() });
const remove = fc.record({ do: fc.constant('remove' as const), nth: fc.nat(2) });
const wait = fc.record({ do: fc.constant('wait' as const), hours: fc.oneof(fc.nat(60), fc.integer({ min: 1, max: 1500 })) });
/** Many at once, as when what stood on paper is written down: more than a case keeps for the sake of mistakes. */
const paper = fc.array(record, { minLength: 60, maxLength: 60 });
const moves = fc.array(fc.oneof({ weight: 5, arbitrary: record }, { weight: 3, arbitrary: wait }, { weight: 1, arbitrary: remove }), { minLength: 1, maxLength: 25 });

const WINDOWS: Length[] = [{ n: 5, unit: 'day' }, { n: 2, unit: 'week' }, { n: 1, unit: 'month' }, { n: 3, unit: 'month' }];

function rulesFor(window: Length, least: number) {
  const count: Condition = { op: 'count', event: 'absence', window };
  const due = (which: 'first' | 'last') => ({ due: { length: '1 hour', after: { kind: 'event' as const, id: 'absence', edge: 'end' as const, which } } });
  return rulesOf({
    stages: { work: { tasks: { talk: { when: compare(count, 'ge', value(least)) }, since_first: due('first'), since_last: due('last') } } },
    events: { absence: {} },
  });
}

/** What a case of these moves does, beside what was reckoned for it at every step. */
function play(window: Length, least: number, all: Move[]): void {
  const case_ = story(rulesFor(window, least)).open();
  let times: { id: string; at: number }[] = [];
  let now = START;
  let removals = 0;
  for (const move of all) {
    if (move.do === 'wait') case_.until(new Date((now += move.hours * HOUR) + AHEAD).toISOString().slice(0, 16));
    if (move.do === 'record') {
      const at = move.asDay ? dayOf(now - move.hoursAgo * HOUR) * 24 * HOUR - AHEAD : now - move.hoursAgo * HOUR;
      const on = move.asDay ? new Date(at + AHEAD).toISOString().slice(0, 10) : new Date(at).toISOString();
      case_.does({ type: 'record_event', by: rana, event: 'absence', answers: {}, on });
      times.push({ id: `absence.${case_.state.counts['absence']}`, at });
    }
    // The case keeps some of the first and of the last for the sake of mistakes.
    const mistake = move.do === 'remove' && removals < 2 ? times.at(-1 - move.nth) : undefined;
    if (mistake) {
      removals += 1;
      case_.does({ type: 'remove', by: rana, id: mistake.id, reason: 'a mistake' });
      times = times.filter((one) => one !== mistake);
    }
    const inOrder = times.map(({ at }) => at).sort((a, b) => a - b);
    const dueAt = (task: string): number | null => Date.parse(case_.clock(`task:${task}.1`).dueAt ?? '') || null;
    expect(case_.openIds.some((id) => id.startsWith('talk'))).toBe(counts(inOrder, window, now) >= least);
    expect([dueAt('since_first'), dueAt('since_last')]).toEqual([inOrder[0], inOrder.at(-1)].map((at) => (at === undefined ? null : at + HOUR)));
  }
}

test('are what a reckoning on days says, at every moment, however much the case has forgotten', () => {
  fc.assert(
    fc.property(fc.constantFrom(...WINDOWS), fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 22, max: 40 })), fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: paper }), moves,
      (window, least, before, all) => play(window, least, [...before, ...all])),
    { numRuns: isSlow ? 2000 : 100, interruptAfterTimeLimit: isSlow ? 40_000 : 4_000 },
  );
});
