// Windows and conditions on clocks: a task that is there and opens later, and a duty that is one only as long as something holds.

import { answered, field, is, not } from '../process/conditions';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { rana, story } from './story';

type Task = NonNullable<ProcessSource['stages'][string]['tasks']>[string];
const withTask = (task: Task) => rulesOf({ stages: { work: { tasks: { task }, next: [{ to: 'rest' }] }, rest: { tasks: { look: {} } } } });

describe('a task that may not be begun before a time', () => {
  const rules = withTask({ notBefore: '2 weeks', due: '4 weeks', remind: ['3 weeks', '1 week'], late: [{ tell: 'supervisor' }] });

  test('is there as planned, holds up its stage, and is not to be completed yet', () => {
    const case_ = story(rules).open();
    expect(case_.state.tasks).toMatchObject([{ id: 'task.1', state: 'planned' }]);
    expect(case_.journal).toEqual(['opened', 'stage_entered work', 'task_planned task.1']);
    expect(case_.refusal({ type: 'complete', by: rana, task: 'task', answers: {} })).toMatchObject({
      code: 'task-not-ready', against: [{ id: 'task.1', expected: '2026-04-09T21:00:00.000Z' }],
    });
    expect(case_.state.stage.id).toBe('work');
  });

  test('is listed with the day it opens and the day it is due', () => {
    expect(story(rules).open().rows).toMatchObject([{ id: 'task.1', state: 'planned', openedAt: '2026-04-09T21:00:00.000Z', dueAt: '2026-04-23T21:00:00.000Z' }]);
  });

  test('opens when its window does, counted from when it was needed, and reminds of nothing before', () => {
    const case_ = story(rules).open().seen().until('2026-04-24T12:00');
    expect(case_.journal).toEqual(['task_opened task.1', 'reminded task.1', 'became_late task.1', 'late_step task.1']);
    expect(case_.lines('task_opened')).toMatchObject([{ at: '2026-04-09T21:00:00.000Z', rule: 'stages.work.tasks.task' }]);
    expect(case_.lines('reminded')).toMatchObject([{ at: '2026-04-16T05:00:00.000Z' }]);
    expect(case_.complete('task').state.stage.id).toBe('rest');
  });

  test('that nobody woke the case for opens late, with the time it should have', () => {
    const case_ = story(rules).open().seen().outage('2026-04-12T10:00').wake();
    expect(case_.journal).toEqual(['task_opened task.1 (2026-04-09)']);
    expect(case_.state.tasks[0]?.openedAt).toBe('2026-04-12T07:00:00.000Z');
  });

  test('and is due before that is late as soon as it opens', () => {
    const case_ = story(withTask({ notBefore: '2 weeks', due: '1 week', late: [{ tell: 'supervisor' }, { after: '1 day', tell: 'manager' }] })).open().seen();
    expect(case_.until('2026-04-09T12:00').journal).toEqual([]);
    expect(case_.until('2026-04-10T07:00').journal).toEqual(['task_opened task.1', 'became_late task.1 (2026-04-02)', 'late_step task.1']);
    expect(case_.until('2026-04-10T12:00').notices).toEqual(['samir: task_late task.1', 'maha: task_late task.1']);
  });

  test('without a due opens and has no clock', () => {
    const case_ = story(withTask({ notBefore: '2 days' })).open();
    expect(case_.items).toEqual({ 'task.1': null });
    expect(case_.until('2026-03-29T12:00').state).toMatchObject({ clocks: {}, tasks: [{ state: 'open' }] });
  });

  test('on a date opens with the beginning of that day, and moves with the date', () => {
    const case_ = story(withTask({ notBefore: { on: { kind: 'field', field: 'court_date' } }, due: { length: '3 days', after: { kind: 'field', field: 'court_date' } } })).open();
    expect(case_.clock('task:task.1')).toMatchObject({ opensAt: null, waitsFor: 'fields.court_date', nextAt: null });
    case_.answer({ court_date: '2026-04-10' });
    expect(case_.clock('task:task.1')).toMatchObject({ opensAt: '2026-04-09T21:00:00.000Z', dueAt: '2026-04-13T21:00:00.000Z' });
    case_.seen().answer({ court_date: '2026-04-20' });
    expect(case_.journal).toEqual(['answered', 'clock_moved task.1']);
    expect(case_.lines('clock_moved')[0]?.details).toMatchObject({ opened: '2026-04-09T21:00:00.000Z', opensAt: '2026-04-19T21:00:00.000Z' });
    expect(case_.until('2026-04-19T23:59').state.tasks[0]?.state).toBe('planned');
    expect(case_.until('2026-04-20T00:00').state.tasks[0]?.state).toBe('open');
  });

  test('opens at once where the date lies behind, and stays open when it is moved ahead again', () => {
    const rules = withTask({ notBefore: { on: { kind: 'field', field: 'court_date' } } });
    const case_ = story(rules).open({ court_date: '2026-03-01' });
    expect(case_.state.tasks).toMatchObject([{ state: 'open' }]);
    expect(case_.answer({ court_date: '2026-05-01' }).state.tasks).toMatchObject([{ state: 'open' }]);
    const planned = story(rules).open({ court_date: '2026-05-01' }).answer({ court_date: '2026-03-01' });
    expect(planned.state.tasks).toMatchObject([{ state: 'open' }]);
  });

  test('opens when no line gives it a window any more', () => {
    const rules = withTask({ notBefore: { when: [{ if: is('risk', 'low'), then: '2 weeks' }] } });
    const case_ = story(rules).open({ risk: 'low' });
    expect(case_.state.tasks).toMatchObject([{ state: 'planned' }]);
    expect(case_.seen().answer({ risk: 'high' }).journal).toEqual(['answered', 'clock_moved task.1', 'task_opened task.1']);
    expect(case_.state.clocks).toEqual({});
  });

  test('is withdrawn while it is planned when it is needed no more, and with its stage', () => {
    const source = (task: Task): ProcessSource => ({ stages: { work: { tasks: { task } }, rest: {} }, atAnyTime: [{ when: is('risk', 'low'), to: 'rest' }] });
    const needless = story(rulesOf(source({ notBefore: '2 weeks', when: not(field('complex')) }))).open({ complex: false }).answer({ complex: true });
    expect(needless.state.tasks).toMatchObject([{ state: 'withdrawn' }]);
    const left = story(rulesOf(source({ notBefore: '2 weeks' }))).open().answer({ risk: 'low' });
    expect([left.state.tasks[0]?.state, left.state.clocks]).toEqual(['withdrawn', {}]);
  });

  test('keeps waiting what comes after it, and what counts from its start', () => {
    const rules = rulesOf({
      stages: { work: { tasks: { one: { notBefore: '1 week' }, two: { after: ['one'] }, three: { due: { length: '1 day', after: { kind: 'task', id: 'one', edge: 'start' } } } } } },
    });
    const case_ = story(rules).open();
    expect(case_.items).toEqual({ 'one.1': null, 'three.1': null });
    expect(case_.until('2026-04-03T12:00').items).toEqual({ 'one.1': null, 'three.1': '2026-04-04' });
    expect(case_.complete('one').openIds.sort()).toEqual(['three.1', 'two.1']);
  });
});

describe('a clock that runs while something holds', () => {
  const rules = withTask({ due: '3 days', remind: ['1 day'], while: is('risk', 'high'), late: [{ tell: 'supervisor' }] });

  test('does nothing as long as it does not, and the task is open all the same', () => {
    const case_ = story(rules).open({ risk: 'low' }).seen().wait('1 month');
    expect([case_.items, case_.journal]).toEqual([{ 'task.1': null }, []]);
    expect(case_.clock('task:task.1')).toMatchObject({ stopped: true, nextAt: null });
  });

  test('begins with it, ends with it, and begins afresh when it holds again', () => {
    const case_ = story(rules).open({ risk: 'low' }).until('2026-04-01T10:00').seen().answer({ risk: 'high' });
    expect([case_.items, case_.journal]).toEqual([{ 'task.1': '2026-04-04' }, ['answered', 'clock_started task.1']]);
    case_.until('2026-04-03T12:00').seen().answer({ risk: 'low' });
    expect([case_.items, case_.journal]).toEqual([{ 'task.1': null }, ['answered', 'clock_ended task.1']]);
    expect(case_.lines('clock_ended')).toMatchObject([{ rule: 'stages.work.tasks.task.while' }]);
    case_.until('2026-04-10T10:00').seen().answer({ risk: 'high' }).until('2026-04-14T12:00');
    expect(case_.journal).toEqual(['answered', 'clock_started task.1', 'reminded task.1', 'became_late task.1', 'late_step task.1']);
    expect(case_.items).toEqual({ 'task.1': '2026-04-13' });
  });

  test('that is late is so no more when it holds no more', () => {
    const case_ = story(withTask({ due: '1 day', while: is('risk', 'high'), late: [{ tell: 'supervisor', repeat: '1 day' }] })).open({ risk: 'high' }).wait('3 days');
    expect(case_.answer({ risk: 'low' }).seen().wait('1 month').journal).toEqual([]);
  });

  test('opens a task that waits for its window when it stops, as nothing holds it back any more', () => {
    const case_ = story(withTask({ notBefore: '2 weeks', due: '3 weeks', while: is('risk', 'high') })).open({ risk: 'high' }).seen().answer({ risk: 'low' });
    expect(case_.journal).toEqual(['answered', 'clock_ended task.1', 'task_opened task.1']);
    expect(case_.answer({ risk: 'high' }).items).toEqual({ 'task.1': '2026-04-16' });
  });

  test('is held from the beginning when it begins while its task waits for approval', () => {
    const case_ = story(withTask({ due: '1 day', while: is('risk', 'high'), approve: [{ who: 'supervisor' }], late: [{ tell: 'supervisor' }] })).open({ risk: 'low' }).complete('task');
    case_.answer({ risk: 'high' }).seen().wait('1 week');
    expect(case_.journal).toEqual([]);
    expect(case_.sendBack('task').items).toEqual({ 'task.1': '2026-04-04' });
  });

  test('of a stage runs and stops in the same way', () => {
    const case_ = story(rulesOf({ stages: { work: { clock: { due: '1 week', while: field('complex') }, tasks: { task: {} } } } })).open();
    expect(case_.clock('stage:work.1').stopped).toBe(true);
    expect(case_.answer({ complex: true }).clock('stage:work.1').dueAt).toBe('2026-04-02T21:00:00.000Z');
  });

  test('stops for good when its `until` holds', () => {
    const rules = withTask({ due: '1 week', while: is('risk', 'high'), until: answered('outcome') });
    const case_ = story(rules).open({ risk: 'high' }).answer({ outcome: 'well' });
    expect(case_.state.clocks).toEqual({});
    expect(case_.answer({ risk: 'low' }).answer({ risk: 'high' }).state.clocks).toEqual({});
  });

  test('of a review opens and ends its occurrences, each time beginning with the first', () => {
    const rules = rulesOf({ stages: { work: { tasks: { task: {} } } }, reviews: { visit: { first: '3 days', every: '1 week', while: is('risk', 'high'), late: [{ tell: 'supervisor' }] } } });
    const case_ = story(rules).open({ risk: 'low' });
    expect(case_.openIds).toEqual(['task.1']);
    expect(case_.answer({ risk: 'high' }).items).toMatchObject({ 'visit.1': '2026-03-29' });
    expect(case_.record('visit').items).toMatchObject({ 'visit.2': '2026-04-02' });
    expect(case_.answer({ risk: 'low' }).openIds).toEqual(['task.1']);
    expect(case_.until('2026-04-02T10:00').answer({ risk: 'high' }).items).toMatchObject({ 'visit.3': '2026-04-05' });
  });
});
