// What holds whatever happens to a case: nothing is thrown or half changed, nothing is lost in JSON, and nothing falls silent.

import fc from 'fast-check';
import { advance, isRefused, nextWake } from '../../case/advance';
import type { Case } from '../../case/case';
import type { CaseEvent } from '../../case/event';
import { explain } from '../../case/explain';
import { project } from '../../case/project';
import { REFUSAL_CODES } from '../../case/refusals';
import { view } from '../../case/view';
import { canonicalJson, deepFreeze } from '../../process/hash';
import { toInstant, toMs } from '../../process/time';
import { prove } from './story';
import { ACTORS, anything, eventFor, opening, pauses, WILD } from './wild';

/** A run of all tests looks longer. */
const isSlow = process.env['CASEWAY_SLOW'] === '1';
if (isSlow) jest.setTimeout(120_000);

const START = '2026-03-26T07:00:00.000Z';

interface Step {
  before: Case | null;
  event: CaseEvent;
  at: string;
  after: Case | null;
  /** Journal lines written before. */
  journal: number;
}

/** Plays random events, made for the state that they meet, and shows every step. */
function play(numRuns: number, check: (step: Step) => void): void {
  const made = fc.oneof({ weight: 30, arbitrary: anything }, { weight: 1, arbitrary: opening });
  const events = fc.array(fc.tuple(pauses, made), { minLength: 5, maxLength: 25 });
  fc.assert(
    fc.property(opening, events, (first, others) => {
      let state: Case | null = null;
      let at = START;
      let journal = 0;
      for (const [pause, sent] of [[0, first] as const, ...others]) {
        at = toInstant(toMs(at) + pause);
        const event = deepFreeze(eventFor(state, sent));
        const result = advance(WILD, deepFreeze(state), event, at);
        const after: Case | null = isRefused(result) ? state : result.case;
        check({ before: state, event, at, after, journal });
        if (!isRefused(result)) journal += result.effects.filter((one) => one.kind === 'journal').length;
        state = after;
      }
    }),
    { numRuns: isSlow ? 20 * numRuns : numRuns, interruptAfterTimeLimit: isSlow ? 30_000 : 2_500 },
  );
}

test('nothing is thrown, nothing handed in is changed, refusals have known codes and stay small', () => {
  play(300, ({ before, event, at }) => {
    const text = JSON.stringify(before);
    const result = advance(WILD, before, event, at);
    expect(JSON.stringify(before)).toBe(text);
    if (!isRefused(result)) return;
    expect(REFUSAL_CODES).toContain(result.refusal.code);
    expect(JSON.stringify(result).length).toBeLessThan(20_000);
  });
});

test('a state survives JSON and then behaves the same, the journal has no gap, and no wake-up leaves another at its instant', () => {
  play(300, ({ before, event, at, journal }) => {
    let isPlain = true;
    try {
      isPlain = canonicalJson(event) === canonicalJson(JSON.parse(JSON.stringify(event)));
    } catch {
      isPlain = false;
    }
    if (isPlain) prove(WILD, before, event, at, journal);
  });
});

test('an open case has an owner, and something to do or to wait for; each of its clocks has an end or says what it waits for', () => {
  play(300, ({ after }) => {
    if (after?.status !== 'open') return;
    expect(after.owner).toEqual({ id: expect.any(String), name: expect.any(String) });
    expect(project(WILD, after).items.length > 0 || nextWake(after) !== null).toBe(true);
    for (const clock of Object.values(after.clocks)) {
      expect(clock.dueAt !== null || clock.waitsFor !== undefined).toBe(true);
      const isHeld = clock.held !== undefined && clock.held.at(-1)?.until === undefined;
      if (isHeld) expect(clock.nextAt).toBeNull();
    }
    for (const alert of after.alerts) expect(alert.climbAt !== null).toBe(!alert.acknowledged);
  });
});

test('explaining, showing and listing a case never throw, and every clock is explained', () => {
  play(300, ({ after, at }) => {
    if (!after) return;
    for (const reason of [null, 'resolved', 'no reason of the process']) {
      expect(explain(WILD, after, at, reason).deadlines).toHaveLength(Object.keys(after.clocks).length);
    }
    for (const actor of ACTORS) view(WILD, after, actor);
  });
});

test('the order in which clocks are stored makes no difference', () => {
  play(300, ({ before, event, at }) => {
    if (!before) return;
    const turned: Case = { ...before, clocks: Object.fromEntries(Object.entries(before.clocks).reverse()) };
    const [one, other] = [advance(WILD, before, event, at), advance(WILD, turned, event, at)];
    if (isRefused(one) || isRefused(other)) return void expect(one).toEqual(other);
    expect(other.effects).toEqual(one.effects);
    expect(canonicalJson(other.case)).toBe(canonicalJson(one.case));
  });
});

test('waking a case as often as it asks comes to rest', () => {
  play(300, ({ after, at }) => {
    if (!after) return;
    let state = after;
    let now = at;
    for (let i = 0; i < 20; i += 1) {
      const next = nextWake(state);
      if (next === null) return;
      const wakeAt = next > now ? next : now;
      const result = advance(WILD, state, { type: 'time' }, wakeAt);
      if (isRefused(result)) throw new Error(result.refusal.code);
      expect((nextWake(result.case) ?? '~') > wakeAt).toBe(true);
      [state, now] = [result.case, wakeAt];
    }
  });
});

test('events for a case that is not there, or at no time, are refused', () => {
  fc.assert(
    fc.property(anything, fc.oneof(fc.constantFrom('', 'now', '2026-03-26', '2026-13-26T07:00:00.000Z', '9999-12-31T23:59:59.999Z', START), fc.string()), (event, at) => {
      const result = advance(WILD, null, event as CaseEvent, at);
      if (at !== START) expect(isRefused(result) && result.refusal.code).toBe('malformed-act');
    }),
  );
});
