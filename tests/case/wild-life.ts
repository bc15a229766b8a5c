// Random processes with everything that a case can have a life in: lists, events, agreements, choices, criteria, worked-out values; for properties.

import fc from 'fast-check';
import type { AnswerValue, Case } from '../../case/case';
import type { Condition, Derivation } from '../../process/condition';
import { conditionText } from '../../process/condition-text';
import { stagesOf, tasksOf } from '../../process/parts';
import type { Criterion, Field, Process } from '../../process/process';
import type { Rules } from '../../process/rules';
import { answered, call, compare, fact, field, is, not, value } from '../process/conditions';
import type { ProcessSource } from './processes';
import { compile, FIELDS, rulesBy } from './processes';
import { maha, rana, samir } from './story';
import { actFor, by, clock, length, maybe, n, pick, reason, source, task, together, wildAct } from './wild-process';

const GOAL: Record<string, Field> = {
  what: { type: 'text', private: true },
  due_on: { type: 'date' },
  result: { type: 'one_of', options: ['reached', 'dropped'] },
  steps: { type: 'integer', min: 0, max: 9 },
  nearly: { type: 'yes_no', is: { form: 'value', rule: { path: 'lists.goal.fields.nearly.is', text: 'steps > 5', tree: compare(field('goal.steps'), 'gt', value(5)) } } },
};

const of = (list: string): Condition => ({ op: 'records', list });
const each = (macro: 'all' | 'exists', list: string, test: Condition): Condition => ({ op: 'each', macro, list: of(list), as: 'g', test });
/** Of the case, about its records and events. */
const aboutLists = pick<Condition>(
  each('all', 'goal', { op: 'answered', field: 'result', as: 'g' }), each('exists', 'goal', compare({ op: 'item', as: 'g', field: 'result' }, 'eq', value('reached'))),
  each('exists', 'child', not({ op: 'item', as: 'g', field: 'safe' })), compare(call('size', of('goal')), 'ge', value(2)),
  compare({ op: 'count', event: 'absence', window: { n: 3, unit: 'month' } }, 'ge', value(2)), is('level', 'heavy'), compare(field('grown_up'), 'le', fact('today')), fact('one.agreed'), fact('one.refused'),
);
/** In the scope of a goal. */
const aboutGoal = pick<Condition>(
  is('goal.result', 'reached'), answered('goal.due_on'), fact('goal.open'), field('goal.nearly'), field('complex'), compare({ op: 'count', event: 'visit', window: { n: 1, unit: 'month' } }, 'ge', value(1)),
  compare(call('days', field('goal.due_on'), fact('today')), 'ge', value(0)),
);

const LEVEL: Derivation = {
  form: 'lines', rule: 'fields.level.is',
  lines: [
    { rule: 'fields.level.is.0', when: { path: 'fields.level.is.0.when', text: 'risk is high', tree: is('risk', 'high') }, then: { form: 'value', rule: { path: 'fields.level.is.0.then', text: 'heavy', tree: value('heavy') } } },
    { rule: 'fields.level.is.1', then: { form: 'value', rule: { path: 'fields.level.is.1.then', text: 'light', tree: value('light') } } },
  ],
};
const WORKED_OUT: Record<string, Field> = {
  level: { type: 'one_of', options: ['light', 'heavy'], is: LEVEL, override: ['supervisor'] },
  grown_up: { type: 'date', private: true, is: { form: 'date', due: { form: 'length', rule: 'fields.grown_up.is', length: { n: 18, unit: 'year' }, after: { kind: 'field', field: 'birth_date' } } } },
};

const goalDue = fc.oneof(length, fc.constant({ on: { kind: 'field' as const, field: 'goal.due_on' } }), length.map((one) => ({ length: one, after: { kind: 'event' as const, id: 'visit', edge: 'end' as const, which: 'last' as const } })));
const ofGoal = together<object>(clock, fc.record({ due: goalDue }), maybe('when', aboutGoal), maybe('must', fc.constant(['goal.result']), 3));
const goalWays = fc.array(together<object>(maybe('when', aboutGoal, 1), fc.oneof(fc.record({ to: pick('begun', 'nearing') }), fc.record({ close: pick('reached', 'dropped') }))), { maxLength: 2 });

const lists = fc.record({
  goal: together<object>(
    fc.record({ fields: fc.constant(GOAL), outcomes: fc.constant(['reached', 'dropped']), addedBy: pick(['case_worker'], ['supervisor']), tasks: fc.record({ first_step: ofGoal }) }),
    maybe('stages', fc.record({ begun: fc.record({ tasks: fc.record({ begin: ofGoal }), next: goalWays }), nearing: fc.record({ tasks: fc.record({ near: ofGoal }), next: goalWays }) }), 1),
    maybe('reviews', fc.record({ look: together<object>(clock, fc.record({ first: length, every: length, countFrom: pick('last', 'schedule') })) }), 1),
    maybe('clocks', fc.record({ goal_date: together<object>(clock, fc.record({ due: goalDue }), maybe('while', aboutGoal), maybe('until', aboutGoal)) }), 1),
    maybe('atAnyTime', fc.array(together<object>(fc.record({ when: aboutGoal }), fc.record({ close: pick('reached', 'dropped') })), { minLength: 1, maxLength: 1 }), 1),
  ),
  child: fc.constant({ fields: { safe: { type: 'yes_no' } }, outcomes: ['home'] }),
});

const events = fc.record({
  visit: maybe('about', fc.constant('goal'), 1),
  absence: together<object>(maybe('provisionalUntil', fc.constant('judge'), 1), maybe('must', fc.constant(['outcome']), 3)),
});

/** Tasks of the first stage beside those that it has anyway; of the second where a case begins with a choice. */
const more = fc.record({
  judge: together<object>(task([]), fc.constant({ forEach: { event: 'absence' }, mayEnd: { excused: {} } })),
  for_goal: together<object>(ofGoal, fc.constant({ forEach: { list: 'goal' } })),
  write_goals: together<object>(task([]), fc.record({ records: fc.record({ list: fc.constant('goal'), atLeast: pick(0, 1, 2) }) })),
  of_children: together<object>(task([]), fc.constant({ must: ['child.safe'] })),
  agreed: together<object>(clock, fc.record({ agree: fc.subarray(['client', 'guardian', 'case_worker', 'supervisor'], { minLength: 1 }), must: fc.constant(['outcome']) })),
});

/** A stage that is soon done, after which somebody chooses. */
const CHOICE = {
  tasks: { one: {}, two: { onDemand: true }, search: { onDemand: true } }, next: [{ to: 'rest' }, { when: field('complex'), to: 'care' }, { close: 'resolved' }],
  decide: { who: 'case_worker', due: '2 days', remind: ['1 day'], late: [{ tell: 'supervisor', repeat: '1 day' }] },
};
type Parts = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

/** Criteria on every so many tasks and ways, with what they ask. */
const criteria = fc.record({ every: fc.integer({ min: 2, max: 9 }), kind: pick<'must' | 'should'>('must', 'should'), that: fc.oneof(aboutLists, pick<Condition>(field('complex'), answered('outcome'), not(is('risk', 'low')))) });

function withCriteria(process: Process, { every, kind, that }: { every: number; kind: 'must' | 'should'; that: Condition }): Process {
  const criterion = (at: string): Criterion => ({ rule: `${at}.${kind}.0`, that: { path: `${at}.${kind}.0.that`, text: conditionText(that), tree: that } });
  const things = [...tasksOf(process), ...stagesOf(process).flatMap((stage) => stage.next)];
  for (const [i, one] of things.entries()) if (i % every === 1) one[kind] = [criterion(one.rule)];
  for (const [i, one] of tasksOf(process).entries()) if (i % 3 === 0) one.checklist = ['alone', 'papers'];
  return process;
}

/** The rules of a process in which everything can happen at once. */
export const wildLife: fc.Arbitrary<Rules> = fc.tuple(source, lists, events, more, aboutLists, criteria, fc.boolean()).map(([base, withLists, withEvents, beside, also, extra, chooses]) => {
  const { stages, atAnyTime = [] } = base as unknown as { stages: Parts; atAnyTime: object[] };
  const { intake = {}, care = {}, rest = {} } = stages;
  const wild = {
    ...base, lists: withLists, events: withEvents, fields: { ...FIELDS, ...WORKED_OUT },
    stages: chooses ? { intake: CHOICE, care: { ...care, tasks: { ...care['tasks'], ...beside } }, rest } : { intake: { ...intake, tasks: { ...intake['tasks'], ...beside } }, care, rest },
    atAnyTime: [...atAnyTime, { when: also, to: 'care' }],
  };
  return rulesBy(withCriteria(compile(wild as unknown as ProcessSource), extra));
});

const goal = fc.record({ what: pick('A school', 'A flat'), due_on: pick('2026-04-02', '2026-06-01', '2025-01-01'), result: pick('reached', 'dropped'), steps: fc.nat(9) }, { requiredKeys: [] });
const child = fc.record({ safe: fc.boolean() });
const written = fc.array(fc.oneof(fc.record({ list: fc.constant('goal'), answers: goal }), fc.record({ record: n, answers: fc.oneof(goal, child) }), fc.record({ list: fc.constant('child'), answers: child })), { maxLength: 3 });
const answersHere = pick<Record<string, AnswerValue>>({}, {}, {}, {}, {}, {}, { outcome: 'well' }, { outcome: 'gone' }, { 'goal.result': 'reached' }, { risk: 'high' });
/** Rana is in charge, and most is done by her. */
const who = fc.oneof({ weight: 8, arbitrary: fc.constant(rana) }, { weight: 2, arbitrary: pick(samir, maha) }, { weight: 1, arbitrary: by });
const day = pick('2026-03-20', '2026-03-26', '2026-04-01', '2027-01-01');

/** An act on what `wildAct` knows nothing of; numbers stand for ids, as there. */
const lively: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('add_record'), by: who, list: fc.constant('goal'), answers: goal }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('add_record'), by: who, list: pick('child', 'child', 'dog'), answers: child }) },
  { weight: 4, arbitrary: together<Record<string, unknown>>(fc.record({ type: fc.constant('change_record'), by: who, record: n, answers: fc.oneof(goal, child) }), maybe('seen', n, 2)) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('end_record'), by: who, record: n, outcome: pick('reached', 'dropped', 'home') }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('remove'), by: who, id: n, reason }) },
  { weight: 5, arbitrary: together<Record<string, unknown>>(fc.record({ type: fc.constant('record_event'), by: who, event: pick('visit', 'visit', 'absence', 'absence', 'absence', 'party'), answers: answersHere }), maybe('on', day, 1), maybe('about', n, 1)) },
  { weight: 6, arbitrary: together<Record<string, unknown>>(fc.record({ type: fc.constant('complete'), by: who, task: n, answers: answersHere, records: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: written }) }), maybe('despite', reason, 1), maybe('ticked', pick(['alone'], ['garden']), 3), maybe('end', pick('excused', 'refused'), 6)) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('answer'), by: who, answers: fc.constant({}), records: written }) },
  { weight: 2, arbitrary: together<Record<string, unknown>>(fc.record({ type: fc.constant('record'), by: who, review: pick('look', 'interval', 'series'), answers: fc.constant({}) }), maybe('on', day, 1), maybe('extra', fc.boolean(), 1)) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('complete'), by: fc.constant(rana), task: pick('one', 'one', 'one', 'judge', 'for_goal'), answers: fc.constant({}) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('complete'), by: fc.constant(rana), task: fc.constant('agreed'), answers: pick({ outcome: 'well' }, { outcome: 'gone' }) }) },
  { weight: 5, arbitrary: together<Record<string, unknown>>(fc.record({ type: fc.constant('agree'), by: who, task: n, who: pick('client', 'guardian', 'case_worker', 'supervisor'), answer: pick('agreed', 'agreed', 'agreed', 'refused', 'not_asked') }), maybe('reason', reason, 1)) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('decide'), by: fc.constant(rana), decision: n, way: pick('intake', 'care', 'rest', 'resolved', 'lost_contact') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('pass'), by: who, way: pick('intake', 'care', 'rest', 'resolved', 'reached'), reason }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('override'), by: pick(samir, samir, rana), field: pick('level', 'level', 'level', 'risk'), value: pick<unknown>('heavy', 'light', 'none', null), reason }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('assign'), by: who, task: n, to: pick(rana, samir, maha) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('assign'), by: who, to: pick(rana, samir) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('add_task'), by: who, title: pick('Ring the school', ''), due: pick('2026-04-10', '2026-03-01', '2026-04-01T07:00:00.000Z') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('withdraw_task'), by: who, task: n }) },
  { weight: 1, arbitrary: together<Record<string, unknown>>(fc.record({ type: fc.constant('close'), by: who, reason: pick('resolved', 'lost_contact') }), maybe('despite', reason, 1)) },
);

export const wildLifeAct: fc.Arbitrary<Record<string, unknown>> = fc.oneof({ weight: 4, arbitrary: lively }, { weight: 1, arbitrary: wildAct.filter(({ type }) => type !== 'close') });

/** Puts ids of the case where an act has numbers. */
export function lifeActFor(state: Case, made: Record<string, unknown>): Record<string, unknown> {
  const nth = (ids: string[], at: unknown): unknown => (typeof at === 'number' ? (ids[at % Math.max(1, ids.length)] ?? 'goal.1') : at);
  const records = (state.records ?? []).map(({ id }) => id);
  const acts = actFor(state, made);
  return {
    ...acts,
    ...('record' in made && { record: nth(records, made['record']) }),
    ...('about' in made && { about: nth(records, made['about']) }),
    ...('id' in made && { id: nth([...records, ...(state.events ?? []).map(({ id }) => id)], made['id']) }),
    ...('decision' in made && { decision: nth((state.decisions ?? []).map(({ id }) => id), made['decision']) }),
    ...(made['type'] === 'agree' && { task: nth((state.agreements ?? []).map((one) => one.task), made['task']) }),
    ...(Array.isArray(made['records']) && { records: made['records'].map((one: Record<string, unknown>) => ('record' in one ? { ...one, record: nth(records, one['record']) } : one)) }),
  };
}
