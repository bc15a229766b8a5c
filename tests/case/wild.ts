// A process in which as much as possible can happen at once, and everything that may be done or sent to a case of it; for properties.

import fc from 'fast-check';
import type { Actor, AnswerValue, Case } from '../../case/case';
import type { CaseEvent } from '../../case/event';
import { answered, call, compare, fact, field, is, not, value } from '../process/conditions';
import { rulesOf } from './processes';
import { clerk, maha, omar, rana, salma, samir, stranger } from './story';

export const WILD = rulesOf({
  stages: {
    start: {
      clock: { due: '3 working days', remind: ['1 day'], late: [{ tell: 'supervisor', repeat: '2 days' }] },
      tasks: {
        ask: { must: ['risk'], may: ['complex'], due: '24 hours', remind: ['2 hours', '1 hour'], late: [{ tell: 'case_worker' }, { after: '1 hour', tell: 'manager', repeat: '90 minutes' }] },
        look: { after: ['ask'], when: field('complex'), due: { depends_on: 'risk', high: '1 working day', low: '1 month' }, approve: [{ who: 'supervisor', due: '1 day', late: [{ tell: 'manager' }] }] },
        write: { due: { length: '2 working days', after: { kind: 'task', id: 'ask', edge: 'end' } }, until: answered('outcome') },
      },
      next: [{ when: is('risk', 'high'), to: 'work' }, { when: field('eligible'), to: 'empty' }, { when: not(field('eligible')), close: 'resolved' }],
    },
    empty: { next: [{ when: field('complex'), to: 'start' }, { to: 'work' }] },
    work: {
      tasks: {
        plan: { due: '1 week', remind: ['3 days'], approve: [{ who: 'supervisor', due: '4 hours' }, { who: 'manager', when: field('complex'), due: '1 day' }] },
        meet: { who: 'supervisor', due: { length: '1 day', after: { kind: 'stage', id: 'start', edge: 'start' } }, late: [{ tell: 'manager' }] },
      },
      next: [{ when: is('risk', 'low'), close: 'resolved' }, { when: field('complex'), to: 'start' }],
    },
  },
  reviews: {
    weekly: { first: '1 day', every: '1 week', countFrom: 'schedule', must: ['risk'], remind: ['1 day'], late: [{ after: '1 day', tell: 'supervisor', repeat: '1 working day' }] },
    visits: { first: '3 hours', every: { depends_on: 'risk', high: '5 hours', otherwise: '1 month' }, during: ['work'], may: ['outcome'] },
  },
  alerts: {
    danger: {
      raiseWhen: is('risk', 'immediate'), raisedBy: ['case_worker', 'manager'],
      acknowledge: [{ who: 'supervisor', within: '1 hour' }, { who: 'manager', within: '30 minutes' }],
      tasks: { call: { due: '1 hour' }, visit: { after: ['call'], when: field('complex'), due: '1 day' } },
      resolve: { who: 'supervisor', must: ['risk'], may: ['complex'] },
    },
    stale: { raiseWhen: compare(call('days', field('birth_date'), fact('today')), 'gt', value(365)), acknowledge: [{ who: 'manager', within: '1 working day' }] },
  },
  atAnyTime: [{ when: is('risk', 'medium'), to: 'work' }, { when: compare(call('age', field('birth_date')), 'ge', value(18)), close: 'of_age' }],
  closure: { reasons: ['resolved', 'of_age'], must: [compare(fact('alerts.open'), 'eq', value(0))], approve: [{ who: 'supervisor', due: '1 working day', remind: ['2 hours'] }] },
});

export const ACTORS: Actor[] = [rana, rana, rana, rana, rana, rana, samir, samir, samir, maha, maha, salma, omar, clerk, stranger, { ...rana, roles: ['case_worker', 'supervisor', 'manager'] }];

const risk = fc.constantFrom('low', 'medium', 'high', 'immediate');

/** Answers that may fit, by field. */
const FITTING: Record<string, fc.Arbitrary<AnswerValue>> = {
  risk,
  complex: fc.boolean(),
  eligible: fc.boolean(),
  birth_date: fc.oneof(fc.constantFrom('2008-02-29', '2026-03-27', '2012', '2030-01-01', '0001-01-01', '9999-12-31'), fc.date({ min: new Date('2005-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10))),
  outcome: fc.constantFrom('well', 'gone'),
  needs: fc.subarray(['safety', 'health', 'education']),
  children: fc.integer({ min: 1, max: 20 }),
  incident_at: fc.constant('2026-03-26T07:00:00Z'),
  spoke_with: fc.constantFrom('client', 'guardian'),
  consent: fc.record({ given: fc.boolean() }),
};

const fitting = fc.uniqueArray(fc.constantFrom(...Object.keys(FITTING)), { maxLength: 4 }).chain((ids) => fc.record(Object.fromEntries(ids.map((id) => [id, FITTING[id] as fc.Arbitrary<AnswerValue>]))));

const evilText = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '', ' ', '.', 'x.1', 'ask.1', 'closure', 'K7Q2-a1', '\u0000', '\ud800', '%s${}{{}}', 'x'.repeat(30_000)),
  fc.string({ maxLength: 30 }),
);
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }), evilText, fc.constantFrom(null, undefined, NaN, -0, Infinity, 2 ** 53, true, [], {}, [[]], new Array(3)), fc.constant(() => 1), fc.constant(Symbol('x')),
);
const junkAnswers = fc.oneof(fitting, fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(FITTING)), evilText), junk, { maxKeys: 4 }), junk);

const by = fc.constantFrom(...ACTORS);
const number = fc.nat(20);
const reason = fc.constantFrom('because', 'because', '');

/** An act as somebody who knows the case would make it, by somebody who may or may not; alerts and approvals by number. */
const sensible = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('complete'), by, task: fc.constant('ask'), answers: fc.record({ risk, complex: fc.boolean() }, { requiredKeys: ['risk'] }) }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('complete'), by, task: fc.constantFrom('look', 'write', 'plan', 'meet', 'call', 'visit'), answers: fc.constant({}) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('complete'), by, task: fc.constantFrom('ask', 'look', 'plan'), answers: fitting }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('answer'), by, answers: fitting }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('record'), by, review: fc.constantFrom('weekly', 'visits'), answers: fc.record({ risk }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('raise'), by, alert: fc.constantFrom('danger', 'stale') }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('acknowledge'), by, alert: number, reason }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('resolve'), by, alert: number, answers: fc.record({ risk }) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('approve'), by, approval: number }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('send_back'), by, approval: number, reason }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('close'), by, reason: fc.constantFrom('resolved', 'of_age', 'bored') }) },
  { weight: 1, arbitrary: fc.constant({ type: 'rules' }) },
);

const reachedOrNot = fc.subarray([{ id: 'samir', name: 'SAMIR' }, { id: 'maha', name: 'MAHA' }]);
const outcome = fc.record({ alert: number, at: fc.constant('2026-03-26T07:00:00.000Z'), reached: reachedOrNot, refused: reachedOrNot });
const told = fc.record({ type: fc.constant('told'), outcomes: fc.array(outcome, { maxLength: 3 }) });

/** Whatever might be sent, of the right outline or of none. */
const JUNK_TYPES = ['open', 'complete', 'answer', 'record', 'raise', 'acknowledge', 'resolve', 'approve', 'send_back', 'close', 'told', 'time', '__proto__', 'constructor'];
const malformed = fc.oneof(
  junk,
  fc.record(
    {
      type: fc.oneof(fc.constantFrom(...JUNK_TYPES), junk), by: fc.oneof(fc.constantFrom(...ACTORS), junk), task: fc.oneof(evilText, junk), answers: junkAnswers, review: fc.oneof(evilText, junk),
      alert: fc.oneof(evilText, junk), approval: fc.oneof(evilText, junk), reason: fc.oneof(evilText, junk), note: fc.oneof(evilText, junk), number: fc.oneof(evilText, junk),
      owner: fc.oneof(fc.constantFrom(...ACTORS), junk), outcomes: fc.oneof(fc.array(junk, { maxLength: 3 }), junk),
    },
    { requiredKeys: ['type'] },
  ),
);

/** How much time passes before an event, in milliseconds. */
export const pauses = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(0, 1) },
  { weight: 10, arbitrary: fc.integer({ min: 0, max: 3_600_000 }) },
  { weight: 10, arbitrary: fc.integer({ min: 0, max: 10 * 86_400_000 }) },
  { weight: 1, arbitrary: fc.constant(400 * 86_400_000) },
);

/** An event, or what is sent as one; `eventFor` makes it one of the case at hand. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: sensible },
  { weight: 2, arbitrary: fc.constant({ type: 'time' }) },
  { weight: 1, arbitrary: told },
  { weight: 2, arbitrary: malformed },
);

export const opening: fc.Arbitrary<CaseEvent> = fc.record({ type: fc.constant('open' as const), by: fc.constant(rana), number: fc.constant('K7Q2'), owner: fc.constant(rana), answers: fitting });

/** Puts ids of the case where the event has numbers. */
export function eventFor(state: Case | null, made: unknown): CaseEvent {
  if (!state || typeof made !== 'object' || made === null) return made as CaseEvent;
  const pick = <T>(list: T[], n: unknown): T | undefined => (typeof n === 'number' && list.length > 0 ? list[n % list.length] : undefined);
  const approvals = [...state.approvals.map((one) => one.id), ...state.tasks.map((one) => one.task), 'closure'];
  const event = { ...made } as Record<string, unknown>;
  if (typeof event['alert'] === 'number') event['alert'] = pick(state.alerts, event['alert'])?.id ?? 'K7Q2-a1';
  if (typeof event['approval'] === 'number') event['approval'] = pick(approvals, event['approval']);
  if (event['type'] === 'told' && Array.isArray(event['outcomes'])) {
    event['outcomes'] = event['outcomes'].map((one: unknown) => {
      if (typeof one !== 'object' || one === null || !('alert' in one)) return one;
      return { ...one, notice: pick(state.alerts, one.alert)?.notice ?? 'other' };
    });
  }
  return event as unknown as CaseEvent;
}
