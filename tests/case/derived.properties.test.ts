// Whatever happens to a case, what is worked out is what a direct evaluation gives, unless somebody has put another value in its place.

import fc from 'fast-check';
import { derivedValue, placesOf } from '../../case/derived';
import type { Case } from '../../case/case';
import type { Act } from '../../case/event';
import { rulesIndex } from '../../case/rules-index';
import type { Instant } from '../../process/time';
import { rulesFromYaml } from './from-yaml';
import { rana, samir, story } from './story';

/** A run of all tests looks longer. */
const isSlow = process.env['CASEWAY_SLOW'] === '1';
if (isSlow) jest.setTimeout(240_000);

const RULES = rulesFromYaml(`
fields:
  birth_date:
    title: Date of birth
    type: date
    may_be: [year, month]
  heard_at:
    title: Heard at
    type: time
  points:
    title: Points
    type: integer
  safe:
    title: Safe?
    type: yes_no
  age_now:
    title: Age
    type: integer
    is: age(birth_date)
  of_age_on:
    title: Comes of age on
    type: date
    is: 18 years after birth_date
    override:
      who: [case_worker]
  answer_by:
    title: Answer by
    type: time
    is: 24 hours after heard_at
  band:
    title: Band
    type: one_of
    options:
      low: Low
      high: High
    is:
      - when: points + goals_open >= 5
        then: high
      - when: safe
        then: low
      - otherwise:
          depends_on: minor
          true: high
          false: low
    override:
      who: [supervisor]
  minor:
    title: Minor?
    type: yes_no
    is: age_now < 18
  goals_open:
    title: Open goals
    type: integer
    is: size(goal.filter(g, g.late))
  next_visit:
    title: Next visit
    type: date
    is:
      latest:
        - 2 weeks after visit
        - on first_goal
  first_goal:
    title: A month after the opening
    type: date
    is: 1 month
lists:
  goal:
    title: Goal
    fields:
      weight:
        title: Weight
        type: integer
      due_on:
        title: By when
        type: date
      late:
        title: Late?
        type: yes_no
        is: passed("on due_on") and weight > 0
      doubled:
        title: Twice the weight and the points
        type: number
        is: weight * 2 + points
        override:
          who: [supervisor]
    outcomes:
      reached: Reached
stages:
  work:
    title: Work
    tasks:
      visit:
        title: Visit
        who: case_worker
        on_demand: true
        opened_by: [case_worker]
        may_answer: [points]
        due: none
    next:
      - when: band is low and minor
        to: rest
  rest:
    title: Rest
    next:
      - when: band is high
        to: work
      - when: points is 8 and safe
        close: resolved
clocks:
  majority:
    title: Coming of age
    due: on of_age_on
    until: safe
closure:
  reasons:
    resolved: Resolved
`, { warnings: true });

const day = fc.constantFrom('2008-04-01', '2008-03-27', '2010', '2009-11', '2026-04-02', '2026-03-27', '2008-02-29');
const fields = fc.record({
  birth_date: day, heard_at: fc.constantFrom('2026-03-26T07:00:00.000Z', '2026-03-20T21:30:00.000Z'), points: fc.integer({ min: -3, max: 8 }), safe: fc.boolean(),
}, { requiredKeys: [] });
const ofGoal = fc.record({ weight: fc.integer({ min: -1, max: 3 }), due_on: fc.constantFrom('2026-03-26', '2026-03-28', '2026-04-20') }, { requiredKeys: [] });
const goal = fc.constantFrom('goal.1', 'goal.2');
const reason = 'somebody said so';

const act: fc.Arbitrary<Act> = fc.oneof(
  fields.map((answers): Act => ({ type: 'answer', by: rana, answers })),
  fields.map((answers): Act => ({ type: 'correct', by: rana, answers, reason })),
  ofGoal.map((answers): Act => ({ type: 'add_record', by: rana, list: 'goal', answers })),
  fc.tuple(goal, ofGoal).map(([record, answers]): Act => ({ type: 'change_record', by: rana, record, answers })),
  goal.map((record): Act => ({ type: 'end_record', by: rana, record, outcome: 'reached' })),
  goal.map((id): Act => ({ type: 'remove', by: rana, id, reason })),
  fc.constant<Act>({ type: 'open_task', by: rana, task: 'visit' }),
  fc.constant<Act>({ type: 'complete', by: rana, task: 'visit', answers: {} }),
  fc.constantFrom('low', 'high', null).map((value): Act => ({ type: 'override', by: samir, field: 'band', value, reason })),
  fc.constantFrom('2027-01-01', null).map((value): Act => ({ type: 'override', by: rana, field: 'of_age_on', value, reason })),
  fc.tuple(goal, fc.constantFrom(7, null)).map(([record, value]): Act => ({ type: 'override', by: samir, field: 'goal.doubled', record, value, reason })),
);
const step = fc.oneof({ weight: 4, arbitrary: act }, { weight: 1, arbitrary: fc.constantFrom('3 hours', '1 day', '4 days', '3 weeks') });

/** What a case says of its worked-out fields, and what a direct evaluation does. */
const bothOf = (state: Case, at: Instant): [string, unknown, unknown][] =>
  // A closed case is left as it is.
  (state.status === 'closed' ? [] : rulesIndex(RULES.process).derived).flatMap((one) =>
    placesOf(state, one).map(({ answers, record }): [string, unknown, unknown] => {
      const there = answers[one.id];
      return [`${one.name} ${record?.id ?? ''}`, there?.value, there?.overridden === undefined ? derivedValue(RULES, state, at, one, record).value : there.value];
    }),
  );

it('is always what a direct evaluation gives, and its overriding is undone by lifting', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const one = story(RULES).open();
      for (const next of steps) {
        if (typeof next === 'string') one.wait(next);
        else one.refusal(next);
        for (const [what, there, direct] of bothOf(one.state, one.world.now)) expect([what, there]).toEqual([what, direct]);
      }
      // Lifted, each is worked out again; nobody's value is left.
      for (const [field, by] of [['band', samir], ['of_age_on', rana]] as const) one.refusal({ type: 'override', by, field, value: null, reason });
      for (const { id } of one.state.records ?? []) one.refusal({ type: 'override', by: samir, field: 'goal.doubled', record: id, value: null, reason });
      if (one.state.status === 'open') expect(JSON.stringify(one.state)).not.toContain('"overridden"');
      for (const [what, there, direct] of bothOf(one.state, one.world.now)) expect([what, there]).toEqual([what, direct]);
    }),
    { numRuns: isSlow ? 600 : 60 },
  );
});

it('puts on record every change of a value, each from what was there before', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const one = story(RULES).open();
      for (const next of steps) {
        if (typeof next === 'string') one.wait(next);
        else one.refusal(next);
      }
      const told = new Map<string, unknown>();
      const kinds = ['derived', 'overridden', 'override_lifted'];
      for (const { what, about, details } of one.world.journal) {
        if (!kinds.includes(what)) continue;
        for (const [field, change] of Object.entries((details?.['answers'] ?? {}) as Record<string, { value?: unknown; was?: unknown }>)) {
          const key = `${field} ${about ?? ''}`;
          expect([key, change.was]).toEqual([key, told.get(key)]);
          told.set(key, change.value ?? undefined);
        }
      }
      for (const [what, there] of bothOf(one.state, one.world.now)) expect([what, told.get(what)]).toEqual([what, there]);
    }),
    { numRuns: isSlow ? 400 : 40 },
  );
});
