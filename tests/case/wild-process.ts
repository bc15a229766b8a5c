// Random processes with every key that a clock has, and whatever may be done to their cases; for properties.

import fc from 'fast-check';
import type { AnswerValue, Case } from '../../case/case';
import type { Condition } from '../../process/condition';
import type { Anchor, Start } from '../../process/process';
import type { Rules } from '../../process/rules';
import { and, answered, call, compare, fact, field, is, not, value } from '../process/conditions';
import type { ClockSource, DueSource, ProcessSource } from './processes';
import { rulesOf } from './processes';
import { rana, samir } from './story';
import { ACTORS } from './wild';

const STAGES = ['intake', 'care', 'rest'];
const TASKS = ['one', 'two', 'three', 'four', 'urgent'];
const ON_DEMAND = ['search', 'rescue'];
const REVIEWS = ['interval', 'series', 'between'];
const CLOCKS = ['contact', 'deadline'];
const ALERTS = ['danger'];

export const pick = <T>(...of: T[]): fc.Arbitrary<T> => fc.constantFrom(...of);
/** A key that is there now and then. */
export const maybe = <K extends string, T>(key: K, arbitrary: fc.Arbitrary<T>, seldom = 4): fc.Arbitrary<{ [Key in K]?: T }> =>
  fc.oneof({ weight: seldom, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: arbitrary.map((one) => ({ [key]: one })) }) as fc.Arbitrary<{ [Key in K]?: T }>;
export const together = <T extends object>(...parts: fc.Arbitrary<object>[]): fc.Arbitrary<T> => fc.tuple(...parts).map((all) => Object.assign({}, ...all) as T);

export const length = pick('1 second', '90 minutes', '24 hours', '1 day', '3 days', '2 working days', '1 week', '1 month', '1 year');
const anchor: fc.Arbitrary<Anchor> = fc.oneof(
  ...(['task', 'stage', 'review'] as const).map((kind) => {
    const ids = { task: [...TASKS, ...ON_DEMAND], stage: STAGES, review: REVIEWS }[kind];
    return together<Anchor>(fc.record({ kind: fc.constant(kind), id: pick(...ids), edge: pick('start' as const, 'end' as const) }), maybe('which', pick('first' as const, 'last' as const), 2));
  }),
  fc.constant<Anchor>({ kind: 'meeting', id: 'conference', edge: 'planned' }),
);
const start: fc.Arbitrary<Start> = fc.oneof(
  { weight: 3, arbitrary: anchor },
  { weight: 2, arbitrary: pick<Start>({ kind: 'field', field: 'court_date' }, { kind: 'field', field: 'incident_at' }) },
  { weight: 1, arbitrary: fc.array(anchor, { minLength: 1, maxLength: 2 }).map((of): Start => ({ kind: 'all', of })) },
);

const tests: Condition[] = [
  field('complex'), not(field('complex')), is('risk', 'high'), not(is('risk', 'low')), answered('outcome'), compare(fact('alerts.open'), 'eq', value(0)),
  compare(fact('stage'), 'eq', value('care')), fact('one.done'), and(field('eligible'), is('risk', 'high')), compare(call('age', field('birth_date')), 'ge', value(18)),
  compare(call('days', field('court_date'), fact('today')), 'gt', value(3)),
  { op: 'passed', due: { form: 'length', rule: '', length: { n: 5, unit: 'day' }, after: { kind: 'stage', id: 'intake', edge: 'start' } } },
  { op: 'within', of: field('incident_at'), length: { n: 3, unit: 'day' } },
];
const condition = pick(...tests);

const plainDue: fc.Arbitrary<DueSource> = fc.oneof(
  { weight: 6, arbitrary: length },
  { weight: 3, arbitrary: fc.record({ length, after: start }) },
  { weight: 1, arbitrary: length.map((one): DueSource => ({ length: one, roll: true })) },
  { weight: 1, arbitrary: fc.record({ before: length, of: start }) },
  { weight: 1, arbitrary: fc.record({ on: start }) },
  { weight: 1, arbitrary: fc.constant<DueSource>('none') },
);
const due: fc.Arbitrary<DueSource> = fc.oneof(
  { weight: 6, arbitrary: plainDue },
  { weight: 1, arbitrary: fc.tuple(plainDue, plainDue).map(([high, otherwise]): DueSource => ({ depends_on: 'risk', high, otherwise })) },
  { weight: 1, arbitrary: fc.tuple(condition, plainDue, plainDue).map(([test, then, other]): DueSource => ({ when: [{ if: test, then }, { then: other }] })) },
  { weight: 1, arbitrary: fc.tuple(condition, plainDue).map(([test, then]): DueSource => ({ when: [{ if: test, then }] })) },
  { weight: 1, arbitrary: fc.tuple(pick('earliest', 'latest'), plainDue, plainDue).map(([form, a, b]) => ({ [form]: [a, b] }) as unknown as DueSource) },
);

const role = pick('case_worker', 'supervisor', 'manager');
const late = together<NonNullable<ClockSource['late']>[number]>(
  maybe('after', length, 2),
  fc.oneof(
    { weight: 3, arbitrary: together(fc.record({ tell: role }), maybe('repeat', pick('6 hours', '1 day', '2 working days'), 2)) },
    { weight: 1, arbitrary: together(fc.record({ raise: pick(...ALERTS) }), maybe('repeat', pick('1 day', '1 week'), 2)) },
    { weight: 1, arbitrary: fc.record({ open: pick(...ON_DEMAND) }) },
    { weight: 1, arbitrary: together(fc.record({ to: pick(...STAGES) }), maybe('open', pick(...ON_DEMAND), 3)) },
    { weight: 1, arbitrary: fc.record({ close: pick('resolved', 'lost_contact') }) },
    { weight: 1, arbitrary: fc.record({ tell: role, raise: pick(...ALERTS), open: pick(...ON_DEMAND), to: pick(...STAGES) }) },
  ),
);
const approve = maybe('approve', fc.array(fc.record({ who: pick('supervisor', 'manager'), due: pick('4 hours', '1 day', 'none') }), { minLength: 1, maxLength: 2 }), 2);
const who = fc.subarray(['case_worker', 'supervisor'], { minLength: 1 });
const must = maybe('must', fc.constant(['outcome']));
export const clock: fc.Arbitrary<ClockSource> = together<ClockSource>(
  fc.record({ due }), maybe('remind', fc.array(length, { minLength: 1, maxLength: 2 }), 2), maybe('late', fc.array(late, { minLength: 1, maxLength: 3 }), 1),
  maybe('until', condition), maybe('while', condition), maybe('firm', fc.constant(true as const), 6),
  maybe('pauses', together(fc.record({ who }), must, maybe('atMost', pick('10 days', '1 month', '5 working days'), 2)), 2),
  maybe('extend', together(fc.record({ who, atMost: length, times: pick(1, 3) }), must, approve), 2),
  maybe('waive', together(fc.record({ who }), must, approve), 2),
);
const windowed = together<ClockSource>(clock, maybe('notBefore', due, 2));

const satisfies = maybe('satisfies', fc.array(together<object>(fc.oneof(fc.record({ review: pick(...REVIEWS) }), fc.record({ clock: pick(...CLOCKS) })), maybe('when', condition)), { minLength: 1, maxLength: 2 }));
const ends = maybe('mayEnd', together<object>(fc.record({ refused: together<object>(maybe('againAfter', pick('1 hour', '3 days', '4 weeks'), 1), maybe('must', fc.constant(['outcome']))) }), maybe('not_reached', fc.constant({}))), 2);
const beside = together<object>(ends, maybe('alongside', fc.constant(true), 3), maybe('notBy', fc.subarray(TASKS, { minLength: 1, maxLength: 2 }), 5));
export const task = (after: string[]) =>
  together<object>(beside, windowed, approve, satisfies, maybe('when', condition), maybe('must', fc.constant(['risk'])), ...(after.length > 0 ? [maybe('after', fc.subarray(after, { minLength: 1 }), 2)] : []));
const onDemand = together<object>(ends, windowed, fc.constant({ onDemand: true }), maybe('openedBy', who, 1), maybe('alongside', fc.constant(true)), maybe('when', condition), satisfies);
const ways = fc.array(together<object>(maybe('when', condition, 2), fc.oneof({ weight: 3, arbitrary: fc.record({ to: pick(...STAGES) }) }, { weight: 1, arbitrary: fc.record({ close: pick('resolved', 'lost_contact') }) })), { maxLength: 2 });

export const source: fc.Arbitrary<ProcessSource> = fc.record({
  stages: fc.record({
    intake: together<object>(fc.record({ tasks: fc.record({ one: task([]), two: task(['one']), search: onDemand }), next: ways }), maybe('clock', clock, 2)),
    care: together<object>(fc.record({ tasks: fc.record({ three: task([]), four: task(['three', 'one']) }), next: ways }), maybe('clock', clock, 2)),
    rest: fc.record({ tasks: fc.constant({ last: {} }), next: ways }),
  }),
  reviews: fc.record({
    interval: together<object>(clock, fc.record({ first: plainDue, every: due, countFrom: pick('last', 'schedule') }), maybe('during', fc.subarray(STAGES, { minLength: 1 }), 2), satisfies),
    series: together<object>(clock, fc.record({ every: fc.array(fc.tuple(pick(1, 2), pick('1 week', '1 month', '2 days')), { minLength: 1, maxLength: 3 }).map((series) => ({ series })) })),
    between: together<object>(clock, fc.record({ every: pick(1, 2).map((times) => ({ times, between: 'interval' })) }), maybe('during', fc.subarray(STAGES, { minLength: 1 }), 3)),
  }),
  alerts: fc.record({
    danger: fc.record({
      raiseWhen: fc.constant(is('risk', 'immediate')), raisedBy: fc.constant(['case_worker']), acknowledge: fc.constant([{ who: 'supervisor', within: '1 hour' }, { who: 'manager', within: '1 day' }]),
      tasks: fc.record({ urgent: task([]), rescue: onDemand }),
    }),
  }),
  clocks: fc.record({ contact: windowed, deadline: windowed }),
  atAnyTime: fc.array(fc.record({ when: condition, to: pick(...STAGES) }), { maxLength: 1 }),
  closure: together<object>(fc.record({ reasons: fc.constant(['resolved', 'lost_contact']), must: fc.subarray([compare(fact('alerts.open'), 'eq', value(0)), answered('outcome')], { maxLength: 1 }) }), approve, maybe('reopen', fc.record({ within: pick('1 week', '1 year'), to: pick(...STAGES), who: pick('supervisor', 'case_worker') }), 1), maybe('retention', due, 1)),
}) as unknown as fc.Arbitrary<ProcessSource>;

/** The rules of a process that nobody has thought about. */
export const wildRules: fc.Arbitrary<Rules> = source.map((one) => rulesOf(one));

const day = pick('2026-03-20', '2026-03-27', '2026-03-30', '2026-04-15', '2026-06-01');
const answersOf: Record<string, fc.Arbitrary<AnswerValue>> = {
  risk: pick('low', 'medium', 'high', 'immediate'), complex: fc.boolean(), eligible: fc.boolean(), outcome: pick('well', 'gone'), birth_date: pick('2008-03-28', '2012'),
  court_date: day, incident_at: pick('2026-03-25T07:00:00Z', '2026-03-29T20:59:00Z'),
};
export const someAnswers = fc.uniqueArray(pick(...Object.keys(answersOf)), { maxLength: 3 }).chain((ids) => fc.record(Object.fromEntries(ids.map((id) => [id, answersOf[id] as fc.Arbitrary<AnswerValue>]))));

export const by = pick(...ACTORS.filter((actor) => actor.agency === 'amman'), rana, rana, samir);
export const n = fc.nat(30);
const evidence = pick<Record<string, AnswerValue>>({}, { outcome: 'letter' });
export const reason = pick('because', 'because', 'because', '');

/** An act by somebody; clocks, alerts and approvals are given by number, for `actFor` to put in those of the case. */
export const wildAct: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('complete'), by, task: n, answers: pick<Record<string, AnswerValue>>({}, { risk: 'low' }, { risk: 'high' }) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('complete'), by, task: n, end: pick('refused', 'refused', 'not_reached', 'done'), answers: pick<Record<string, AnswerValue>>({}, { outcome: 'gone' }, { risk: 'low' }) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('open_task'), by, task: pick(...ON_DEMAND, 'one') }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('take_back'), by, task: n, reason }) },
  { weight: 2, arbitrary: together<Record<string, unknown>>(fc.record({ type: fc.constant('correct'), by, answers: someAnswers, reason }), maybe('seen', n, 1)) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('answer'), by, answers: someAnswers, seen: n }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('note'), by, text: pick('The school called', ''), about: pick('one.1', 'nothing') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('reopen'), by, reason }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('complete'), by, task: pick(...TASKS, ...ON_DEMAND, 'last'), answers: fc.constant({}) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('answer'), by, answers: someAnswers }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('record'), by, review: pick(...REVIEWS), answers: fc.constant({}) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('raise'), by, alert: fc.constant('danger') }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('acknowledge'), by, alert: n, reason }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('resolve'), by, alert: n, answers: fc.constant({}) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('approve'), by, approval: n }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('send_back'), by, approval: n, reason }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('close'), by, reason: pick('resolved', 'lost_contact') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('pause'), by, clock: n, from: day, to: day, answers: evidence, reason }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('extend'), by, clock: n, by_length: length, answers: evidence, reason }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('waive'), by, clock: n, answers: evidence, reason }) },
  { weight: 6, arbitrary: fc.constant({ type: 'time' }) },
);

/** Puts ids of the case where an act has numbers. */
export function actFor(state: Case, made: Record<string, unknown>): Record<string, unknown> {
  const nth = (of: string[], at: unknown): unknown => (typeof at === 'number' ? (of[at % Math.max(1, of.length)] ?? 'nothing') : at);
  const running = Object.keys(state.clocks);
  const things = [...running, ...running, ...state.tasks.map((one) => one.id), ...REVIEWS, ...CLOCKS, ...STAGES];
  const asked = state.approvals.filter((one) => one.state === 'asked').map((one) => one.id);
  return {
    ...made,
    ...('task' in made && { task: nth(state.tasks.filter((one) => (made['type'] === 'take_back' ? one.state === 'done' || one.state === 'submitted' : one.state === 'open')).map((one) => one.id), made['task']) }),
    // What was seen is so many transitions old.
    ...('seen' in made && { seen: Math.max(0, state.sequence - Number(made['seen'])) }),
    ...('clock' in made && { clock: nth(things, made['clock']) }),
    ...('alert' in made && { alert: nth(state.alerts.map((one) => one.id), made['alert']) }),
    ...('approval' in made && { approval: nth(asked, made['approval']) }),
  };
}
