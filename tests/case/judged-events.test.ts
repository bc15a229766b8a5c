// Tasks that are for each event: judging whether it counts, opening wherever the case is, and what becomes of an event with its task.

import type { Act } from '../../case/event';
import type { Condition } from '../../process/condition';
import { parseLength } from '../../process/length';
import { compare, fact, field, is, value } from '../process/conditions';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { rana, samir, story } from './story';

const count = (window: string, op: 'ge' | 'lt', n: number): Condition =>
  compare({ op: 'count', event: 'absence', window: parseLength(window) as never }, op, value(n));
const absent = (on?: string): Act => ({ type: 'record_event', by: rana, event: 'absence', answers: {}, ...(on !== undefined && { on }) });
const each = { forEach: { event: 'absence' } };
type Tasks = NonNullable<ProcessSource['stages'][string]['tasks']>;

const JUDGE: Tasks = {
  judge: { ...each, who: 'supervisor', due: '2 days', mayEnd: { excused: {}, not_reached: { againAfter: '2 days' } }, waive: { who: ['supervisor'] } },
};
const school = (tasks: Tasks = JUDGE, more: Partial<ProcessSource> = {}): ProcessSource => ({
  stages: { work: { tasks: { do: {}, ...tasks }, next: [{ to: 'rest' }] }, rest: { tasks: { look: {} } } },
  alerts: { truancy: { raiseWhen: count('3 months', 'ge', 2), acknowledge: [{ who: 'supervisor', within: '1 day' }] } },
  events: { absence: { provisionalUntil: 'judge' } },
  ...more,
});
const states = (case_: ReturnType<typeof story>): (string | undefined)[] => case_.state.events?.map(({ state }) => state) ?? [];

describe('an event that is judged', () => {
  test('counts only once its task is done', () => {
    const case_ = story(rulesOf(school())).open().seen().does(absent('2026-03-20'));
    expect(case_.journal).toEqual(['event_recorded absence.1', 'task_opened judge.1']);
    expect(case_.items['judge.1']).toBe('2026-03-28');
    expect(case_.state.tasks.at(-1)?.of).toEqual({ stage: 'work', round: 1, event: 'absence.1' });
    case_.does(absent()).complete('judge.1', {}, samir);
    expect([states(case_), case_.state.alerts.length]).toEqual([['counted', 'provisional'], 0]);
    case_.seen().complete('judge.2', {}, samir);
    expect(case_.journal).toEqual(['task_done judge.2', 'event_counted absence.2', 'alert_raised K7Q2-STORY-a1', 'alert_told K7Q2-STORY-a1']);
  });

  test('that is found to be none does not count, nor one whose task is waived', () => {
    const case_ = story(rulesOf(school())).open();
    for (let n = 0; n < 3; n += 1) case_.does(absent());
    case_.seen().does({ type: 'complete', by: samir, task: 'judge.1', answers: {}, end: 'excused' }).waive('judge.2', samir);
    expect(case_.journal).toEqual(['task_done judge.1', 'event_dismissed absence.1', 'clock_waived judge.2', 'event_dismissed absence.2']);
    expect(states(case_)).toEqual(['dismissed', 'dismissed', 'provisional']);
    expect(case_.complete('judge.3', {}, samir).state.alerts).toHaveLength(0);
  });

  test('is still to be judged as long as its task is offered again', () => {
    const case_ = story(rulesOf(school())).open().does(absent());
    case_.does({ type: 'complete', by: samir, task: 'judge', answers: {}, end: 'not_reached' });
    expect(states(case_)).toEqual(['provisional']);
    case_.until('2026-03-29T10:00').complete('judge', {}, samir);
    expect(states(case_)).toEqual(['counted']);
  });

  test('is dismissed with its task when that falls away, and is to be judged again when it is taken back', () => {
    const rules = rulesOf(school({ judge: { ...each, when: field('complex') } }));
    const case_ = story(rules).open({ complex: true }).does(absent()).complete('judge').seen();
    case_.does({ type: 'take_back', by: rana, task: 'judge', reason: 'the wrong child' });
    expect(case_.journal).toEqual(['task_taken_back judge.1', 'event_unjudged absence.1']);
    expect(case_.answer({ complex: false }).journal).toEqual(['answered', 'task_withdrawn judge.1', 'event_dismissed absence.1']);
    expect(case_.answer({ complex: true }).journal).toEqual(['answered', 'task_opened judge.2', 'event_unjudged absence.1']);
  });

  test('does not count in a case that closes unjudged, nor when that is opened again', () => {
    const rules = rulesOf(school({ judge: { ...each, alongside: true } }, { closure: { reopen: { within: '1 year', to: 'work', who: 'supervisor' } } }));
    const case_ = story(rules).open().does(absent()).seen().close('resolved');
    expect(case_.journal).toEqual(['closure_proposed closure.1', 'task_withdrawn do.1', 'task_withdrawn judge.1', 'event_dismissed absence.1', 'closed']);
    expect(states(case_.does({ type: 'reopen', by: samir, reason: 'she came back' }))).toEqual(['dismissed']);
  });

  test('that need not be judged when it is recorded does not count', () => {
    const rules = rulesOf(school({ judge: { ...each, when: field('complex') } }));
    const case_ = story(rules).open().seen().does(absent());
    expect(case_.journal).toEqual(['event_recorded absence.1', 'event_dismissed absence.1']);
    expect(case_.answer({ complex: true }).openIds).toEqual(['do.1']);
  });

  test('counts as of when it happened, whatever has come since', () => {
    // Asked for only where there were two in the month before it.
    const rules = rulesOf(school({ judge: each, warn: { ...each, after: ['judge'], when: count('1 month', 'ge', 2) } }, { alerts: {} }));
    const case_ = story(rules).open();
    for (const on of ['2026-03-01', '2026-03-10', '2026-02-20', '2026-03-25']) case_.does(absent(on));
    for (const n of [1, 2, 3, 4]) case_.complete(`judge.${n}`);
    // Of each one the ones that were known by then and had happened within a month up to it, itself included.
    const warned = case_.state.tasks.filter(({ task }) => task === 'warn').map(({ of }) => of.event);
    expect(warned).toEqual(['absence.2', 'absence.4']);
  });

  test('keeps what was counted for it when time passes', () => {
    const rules = rulesOf(school({ judge: each, warn: { ...each, when: count('1 week', 'lt', 1) } }, { alerts: {} }));
    const case_ = story(rules).open().does(absent()).complete('judge.1').until('2026-03-30T10:00').does(absent());
    expect(case_.openIds).toEqual(['do.1', 'judge.2']);
    expect(case_.until('2026-05-30T10:00').openIds).toEqual(['do.1', 'judge.2']);
  });
});

describe('a task for each event', () => {
  const CALL: Tasks = { call: { ...each, due: { length: '24 hours', after: { kind: 'event', id: 'absence', edge: 'end' } } } };
  const plain = (tasks: Tasks = CALL): ProcessSource => school(tasks, { alerts: {}, events: { absence: {} } });

  test('counts from its own event, not from the last one', () => {
    const case_ = story(rulesOf(plain())).open().does(absent('2026-03-26T05:00:00Z')).does(absent('2026-03-26T06:00:00Z'));
    expect(case_.items).toMatchObject({ 'call.1': '2026-03-27T08:00', 'call.2': '2026-03-27T09:00' });
  });

  test('holds up its stage, each of them', () => {
    const case_ = story(rulesOf(plain())).open().does(absent()).does(absent()).complete('do').complete('call.1');
    expect(case_.state.stage.id).toBe('work');
    expect(case_.complete('call.2').state.stage.id).toBe('rest');
  });

  test('opens wherever the case is, and goes on when its stage is entered', () => {
    const rules = rulesOf({ ...plain(), stages: { work: { tasks: { do: {} }, next: [{ to: 'rest' }] }, rest: { tasks: { look: {}, ...CALL }, next: [{ to: 'work' }] } } });
    const case_ = story(rules).open().does(absent());
    expect(case_.openIds).toEqual(['do.1', 'call.1']);
    case_.complete('do').complete('look');
    expect([case_.state.stage.id, case_.openIds]).toEqual(['rest', ['call.1']]);
    expect(case_.complete('call').state.stage.id).toBe('work');
    // Its stage has been left: it opens there all the same, and holds up nothing.
    case_.does(absent()).complete('do');
    expect([case_.state.stage, case_.openIds.sort()]).toMatchObject([{ id: 'rest', round: 2 }, ['call.2', 'look.2']]);
    expect(case_.complete('look').state.stage.id).toBe('work');
  });

  test('is withdrawn when its stage is left, and with it what comes after', () => {
    const rules = rulesOf({ ...school({ judge: each, tell: { ...each, after: ['judge'] } }), atAnyTime: [{ when: is('risk', 'high'), to: 'rest' }] });
    const case_ = story(rules).open().does(absent()).seen().answer({ risk: 'high' });
    expect(case_.journal).toEqual(['answered', 'task_withdrawn do.1', 'task_withdrawn judge.1', 'stage_entered rest', 'task_opened look.1', 'event_dismissed absence.1']);
    expect(case_.openIds).toEqual(['look.1']);
  });

  test('comes after what is done for the same event', () => {
    const case_ = story(rulesOf(school({ judge: each, tell: { ...each, after: ['judge', 'do'] } }))).open().does(absent()).does(absent());
    expect(case_.openIds).toEqual(['do.1', 'judge.1', 'judge.2']);
    case_.complete('judge.2');
    expect(case_.openIds).toEqual(['do.1', 'judge.1']);
    case_.complete('do');
    expect(case_.state.tasks.filter(({ task }) => task === 'tell').map(({ of }) => of.event)).toEqual(['absence.2']);
    expect(case_.complete('judge.1').openIds).toEqual(['tell.1', 'tell.2']);
  });

  test('falls away with an event that was a mistake, unless it has been done', () => {
    const case_ = story(rulesOf(plain())).open().does(absent()).does(absent()).complete('call.2').seen();
    expect(case_.does({ type: 'remove', by: rana, id: 'absence.1', reason: 'x' }).journal).toEqual(['task_withdrawn call.1', 'event_removed absence.1']);
    expect(case_.refusal({ type: 'remove', by: rana, id: 'absence.2', reason: 'x' })).toEqual({ code: 'event-stood-on', against: [{ id: 'call.2' }] });
    case_.does({ type: 'take_back', by: rana, task: 'call.2', reason: 'x' });
    expect(case_.refused({ type: 'remove', by: rana, id: 'absence.2', reason: 'x' })).toBeNull();
  });

  test('wakes the case for its own event, whichever happened last', () => {
    const passed: Condition = { op: 'passed', due: { form: 'length', rule: 'x', length: { n: 1, unit: 'week' }, after: { kind: 'event', id: 'absence', edge: 'end' } } };
    const case_ = story(rulesOf(plain({ call: { ...each, when: { op: 'not', of: passed } } }))).open().does(absent('2026-03-22')).does(absent('2026-03-26')).seen();
    case_.until('2026-03-30T00:01');
    expect(case_.newJournal().map(({ what, about, at }) => [what, about, case_.local(at)])).toEqual([['task_withdrawn', 'call.1', '2026-03-29']]);
    case_.until('2026-04-04T00:00');
    expect(case_.newJournal().map(({ what, about, at }) => [what, about, case_.local(at)])).toEqual([['task_withdrawn', 'call.2', '2026-04-02']]);
  });

  test('of an alert opens while one is open', () => {
    const rules = rulesOf({ ...plain({}), alerts: { fire: { raisedBy: ['case_worker'], acknowledge: [{ who: 'supervisor', within: '1 day' }], tasks: CALL } } });
    const case_ = story(rules).open().does(absent());
    expect(case_.openIds).toEqual(['do.1']);
    expect(case_.raise('fire').does(absent()).openIds).toEqual(['do.1', 'call.1']);
  });

  test('is shown with the event that it is for', () => {
    const [, call] = story(rulesOf(plain())).open().does(absent()).rows;
    expect(call).toMatchObject({ id: 'call.1', event: 'absence.1' });
  });

  test('of which none is open holds up nothing', () => {
    expect(story(rulesOf(plain())).open().complete('do').state.stage.id).toBe('rest');
  });
});

test('what is left of a case of years stays small, and what is still to be judged is never forgotten', () => {
  const rules = rulesOf(school({ judge: { ...each, alongside: true } }, { alerts: {}, atAnyTime: [{ when: compare(fact('alerts.open'), 'ge', value(9)), to: 'rest' }] }));
  const case_ = story(rules).open().does(absent());
  const first = case_.state.events?.[0]?.id;
  for (let n = 0; n < 100; n += 1) case_.wait('1 day').does(absent()).complete('judge');
  expect(case_.state.events?.length).toBeLessThan(60);
  expect(case_.state.tasks.length).toBeLessThan(60);
  expect(case_.state.events?.[0]).toMatchObject({ id: first, state: 'provisional' });
  expect(case_.complete('judge.1').state.events?.[0]?.state).toBe('counted');
});
