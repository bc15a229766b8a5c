// Events: recorded with the date on which they happened, in any order, counted in windows, counted from by clocks, taken out again.

import { advance, isRefused } from '../../case/advance';
import type { Act } from '../../case/event';
import { MOST_EVENTS } from '../../case/events';
import type { Condition } from '../../process/condition';
import { parseLength } from '../../process/length';
import type { Anchor } from '../../process/process';
import { compare, value } from '../process/conditions';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { maha, omar, rana, samir, stranger, story } from './story';

const count = (event: string, window: string): Condition => ({ op: 'count', event, window: parseLength(window) as never });
const atLeast = (event: string, window: string, n: number): Condition => compare(count(event, window), 'ge', value(n));
const visit = (which?: 'first' | 'last'): Anchor => ({ kind: 'event', id: 'visit', edge: 'end', ...(which && { which }) });
const happened = (event: string, more: Partial<Act & { type: 'record_event' }> = {}): Act => ({ type: 'record_event', by: rana, event, answers: {}, ...more });
const removed = (id: string, by = rana): Act => ({ type: 'remove', by, id, reason: 'another family' });

/** Three absences within three months raise the alarm. */
const SCHOOL: ProcessSource = {
  stages: { work: { tasks: { do: {} } } },
  alerts: { truancy: { raiseWhen: atLeast('absence', '3 months', 3), acknowledge: [{ who: 'supervisor', within: '1 day' }] } },
  events: { absence: { recordedBy: ['case_worker', 'supervisor'], may: ['complex'] }, visit: { must: ['risk'] } },
};
const school = rulesOf(SCHOOL);

describe('an event', () => {
  test('is recorded as of now, with its answers, by those who may', () => {
    const case_ = story(school).open().seen().does(happened('visit', { answers: { risk: 'low' } }));
    expect(case_.journal).toEqual(['answered', 'event_recorded visit.1']);
    expect(case_.state.events).toEqual([
      { id: 'visit.1', event: 'visit', happenedAt: '2026-03-26T07:00:00.000Z', recordedAt: '2026-03-26T07:00:00.000Z', recordedBy: { id: 'rana', name: 'RANA' }, state: 'counted' },
    ]);
    expect(case_.lines('event_recorded')).toMatchObject([{ by: { id: 'rana' }, rule: 'events.visit', details: { happenedAt: '2026-03-26T07:00:00.000Z' } }]);
  });

  test('is recorded with the day or the time at which it happened, also before the case was opened, in any order', () => {
    const case_ = story(school).open();
    for (const on of ['2026-03-20', '2025-12-01', '2026-03-26T06:30:00Z', '2026-02-01']) case_.does(happened('absence', { by: samir, on }));
    expect(case_.state.events?.map(({ id, happenedAt }) => [id, case_.local(happenedAt)])).toEqual([
      ['absence.1', '2026-03-19'], ['absence.2', '2025-11-30'], ['absence.3', '2026-03-26T09:30'], ['absence.4', '2026-01-31'],
    ]);
  });

  test.each([
    ['that the process does not have', happened('party'), 'unknown-event'],
    ['by who may not', happened('visit', { by: samir, answers: { risk: 'low' } }), 'not-for-you'],
    ['by another case worker', happened('absence', { by: omar }), 'not-for-you'],
    ['by another agency', happened('absence', { by: stranger }), 'not-for-you'],
    ['without what it asks', happened('visit'), 'answer-missing'],
    ['with what it does not ask', happened('absence', { answers: { risk: 'low' } }), 'answer-not-asked-here'],
    ['tomorrow', happened('absence', { on: '2026-03-27' }), 'date-not-possible'],
    ['in a minute', happened('absence', { on: '2026-03-26T07:01:00Z' }), 'date-not-possible'],
    ['in another time', happened('absence', { on: '1026-03-20' }), 'date-not-possible'],
    ['about somebody, where it is about nobody', happened('absence', { about: 'child.1' }), 'about-wrong'],
    ['on a day that does not exist', happened('absence', { on: '2026-02-30' }), 'malformed-act'],
  ])('is not recorded %s', (_, act, code) => {
    expect(story(school).open().refused(act)).toBe(code);
  });

  test('says between which days it can lie', () => {
    expect(story(school).open().refusal(happened('absence', { on: '2026-03-27' }))).toEqual({
      code: 'date-not-possible', against: [{ id: 'on', rule: 'events.absence', expected: '2016-03-18 … 2026-03-26' }],
    });
  });

  test('overwrites no answer that somebody else has given otherwise since', () => {
    const case_ = story(school).open().answer({ complex: true }, samir);
    const { sequence } = case_.state;
    case_.answer({ complex: false }, samir);
    expect(case_.refusal(happened('absence', { answers: { complex: true }, seen: sequence }))).toMatchObject({ code: 'changed-meanwhile', against: [{ id: 'complex' }] });
    expect(case_.refused(happened('absence', { seen: sequence }))).toBeNull();
  });

  test('is not recorded beside a thousand that still matter', () => {
    const case_ = story(school).open();
    const events = Array.from({ length: MOST_EVENTS }, (_, n) => ({ id: `absence.${n + 1}`, event: 'absence', happenedAt: case_.state.openedAt, recordedAt: case_.state.openedAt, recordedBy: { id: 'rana', name: 'RANA' }, state: 'counted' as const }));
    const refused = advance(school, { ...case_.state, events }, happened('absence'), case_.world.now);
    expect(refused).toEqual({ refusal: { code: 'too-many-events', against: [{ id: 'events', rule: 'events.absence', expected: '1000' }] } });
    expect(isRefused(advance(school, { ...case_.state, events: events.slice(1) }, happened('absence'), case_.world.now))).toBe(false);
  });

  test('is not recorded in a closed case', () => {
    const closing = rulesOf({ ...SCHOOL, stages: { work: { next: [{ close: 'resolved' }] } } });
    expect(story(closing).open().refused(happened('absence'))).toBe('case-closed');
  });
});

describe('a count of events', () => {
  test('raises what it raises with the one that makes it true, whichever is recorded last', () => {
    const case_ = story(school).open().does(happened('absence', { on: '2026-03-25' })).does(happened('absence', { on: '2026-01-10' }));
    expect(case_.state.alerts).toHaveLength(0);
    expect(case_.does(happened('absence', { on: '2026-03-01' })).state.alerts).toMatchObject([{ alert: 'truancy' }]);
  });

  test('leaves out what lies further back than the window', () => {
    const case_ = story(school).open();
    for (const on of ['2026-03-25', '2026-03-01', '2025-12-26']) case_.does(happened('absence', { on }));
    expect(case_.state.alerts).toHaveLength(0);
    expect(case_.does(happened('absence', { on: '2025-12-27' })).state.alerts).toHaveLength(1);
  });

  test('wakes the case on the day that its window passes', () => {
    const rules = rulesOf({ ...SCHOOL, alerts: {}, stages: { work: { tasks: { talk: { when: atLeast('absence', '3 months', 1) }, keep: {} } } } });
    const case_ = story(rules).open().does(happened('absence', { on: '2026-03-01' }));
    expect(case_.openIds).toEqual(['keep.1', 'talk.1']);
    expect(case_.local(case_.state.judgeAt as string)).toBe('2026-05-31');
    expect(case_.until('2026-05-31T23:59').openIds).toEqual(['keep.1', 'talk.1']);
    expect(case_.seen().until('2026-06-01T00:01').journal).toEqual(['task_withdrawn talk.1']);
    expect(case_.state.judgeAt).toBeNull();
  });

  test('counts one of them no more that was taken out', () => {
    const rules = rulesOf({ ...SCHOOL, alerts: {}, stages: { work: { tasks: { talk: { when: atLeast('absence', '3 months', 2) } } } } });
    const case_ = story(rules).open().does(happened('absence', { on: '2026-03-20' })).does(happened('absence'));
    expect(case_.openIds).toEqual(['talk.1']);
    expect(case_.seen().does(removed('absence.1')).journal).toEqual(['event_removed absence.1', 'task_withdrawn talk.1']);
  });
});

describe('a clock that counts from an event', () => {
  const rules = (due: ProcessSource['stages'][string]['tasks']): ReturnType<typeof rulesOf> => rulesOf({ ...SCHOOL, stages: { work: { tasks: due ?? {} } } });
  const after = (which?: 'first' | 'last') => ({ due: { length: '2 weeks', after: visit(which) } });
  const on = (day: string): Act => happened('visit', { on: day, answers: { risk: 'low' } });

  test('waits for it, then counts from the last one that happened, whenever that is recorded', () => {
    const case_ = story(rules({ plan: after(), again: after('last'), begin: after('first') })).open();
    expect(case_.clock('task:plan.1')).toMatchObject({ dueAt: null, waitsFor: 'event:visit:end' });
    case_.until('2026-04-10T10:00').does(on('2026-04-05'));
    expect(case_.items).toEqual({ 'plan.1': '2026-04-19', 'again.1': '2026-04-19', 'begin.1': '2026-04-19' });
    case_.does(on('2026-04-01'));
    expect(case_.items).toEqual({ 'plan.1': '2026-04-19', 'again.1': '2026-04-19', 'begin.1': '2026-04-15' });
    case_.does(on('2026-04-09'));
    expect(case_.items).toEqual({ 'plan.1': '2026-04-23', 'again.1': '2026-04-23', 'begin.1': '2026-04-15' });
  });

  test('counts hours from the time that is said, and from the beginning of a day', () => {
    const case_ = story(rules({ write: { due: { length: '24 hours', after: visit() } } })).open();
    expect(case_.does(on('2026-03-26T05:15:00Z')).items).toEqual({ 'write.1': '2026-03-27T08:15' });
    expect(story(rules({ write: { due: { length: '24 hours', after: visit() } } })).open().does(on('2026-03-26')).items).toEqual({ 'write.1': '2026-03-26' });
  });

  test('counts from the one before when the last is taken out, and waits when there is none left; the old dates stay in the journal', () => {
    const case_ = story(rules({ plan: after() })).open().until('2026-04-10T10:00').does(on('2026-04-01')).does(on('2026-04-09'));
    case_.seen().does(removed('visit.2'));
    expect(case_.items).toEqual({ 'plan.1': '2026-04-15' });
    expect(case_.journal).toEqual(['event_removed visit.2', 'clock_moved plan.1']);
    case_.does(removed('visit.1'));
    expect(case_.clock('task:plan.1')).toMatchObject({ dueAt: null, waitsFor: 'event:visit:end' });
    expect(case_.state.events).toBeUndefined();
    expect(case_.lines('clock_moved').map(({ details }) => [details?.['was'], details?.['dueAt']])).toMatchObject([
      ['2026-04-15T21:00:00.000Z', '2026-04-23T21:00:00.000Z'], ['2026-04-23T21:00:00.000Z', '2026-04-15T21:00:00.000Z'], ['2026-04-15T21:00:00.000Z', null],
    ]);
  });

  test('is late at once when it was recorded so late', () => {
    const case_ = story(rules({ plan: { ...after(), late: [{ tell: 'supervisor' }] } })).open().until('2026-05-01T10:00').does(on('2026-04-01'));
    expect(case_.notices).toEqual(['samir: task_late plan.1']);
  });

  test('leads to it or follows it in a condition too', () => {
    const passed: Condition = { op: 'passed', due: { form: 'length', rule: 'x', length: { n: 2, unit: 'week' }, after: visit() } };
    const case_ = story(rules({ plan: { when: passed }, keep: {} })).open().does(on('2026-03-26'));
    expect(case_.openIds).toEqual(['keep.1']);
    expect(case_.until('2026-04-10T00:01').openIds).toEqual(['keep.1', 'plan.1']);
  });
});

describe('an event that was recorded by mistake', () => {
  test('is taken out by who recorded it, or who answers for the case, and stays in the journal', () => {
    const case_ = story(school).open().does(happened('absence')).does(happened('absence', { by: samir }));
    expect(case_.refused(removed('absence.1', maha))).toBeNull();
    expect(case_.refused(removed('absence.2', rana))).toBeNull();
    expect(case_.lines('event_recorded')).toHaveLength(2);
    expect(case_.lines('event_removed')).toMatchObject([{ about: 'absence.1', by: { id: 'maha' }, details: { reason: 'another family' } }, { about: 'absence.2' }]);
    expect(case_.does(happened('absence')).state.events).toMatchObject([{ id: 'absence.3' }]);
  });

  test.each([
    ['by a stranger', removed('absence.1', stranger), 'not-for-you'],
    ['without a reason', { ...removed('absence.1'), reason: ' ' }, 'reason-missing'],
    ['twice', removed('absence.2'), 'unknown-event'],
  ])('is not taken out %s', (_, act, code) => {
    expect(story(school).open().does(happened('absence')).does(happened('absence')).does(removed('absence.2')).refused(act)).toBe(code);
  });
});
