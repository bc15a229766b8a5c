// Tasks of the case itself, which belong to no stage: opened on demand or for each event, during some stages or all along.

import type { Act } from '../../case/event';
import { field, is } from '../process/conditions';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { maha, omar, rana, samir, story } from './story';

const visits = (visit: NonNullable<ProcessSource['tasks']>[string]): ProcessSource => ({
  stages: {
    plan: { tasks: { do: {} }, next: [{ to: 'help' }] },
    help: { tasks: { care: {} }, next: [{ when: is('risk', 'high'), to: 'plan' }, { close: 'resolved' }] },
  },
  tasks: { visit: { due: '3 days', onDemand: true, openedBy: ['case_worker', 'supervisor'], ...visit } },
});
const open = (by = rana): Act => ({ type: 'open_task', by, task: 'visit' });
const opened = (visit: NonNullable<ProcessSource['tasks']>[string] = {}) => story(rulesOf(visits(visit))).open();

test('one opens in any stage, as often as it is needed, and holds up none', () => {
  const case_ = opened().does(open());
  expect(case_.state.tasks.at(-1)).toMatchObject({ id: 'visit.1', of: { case: true }, state: 'open' });
  expect(case_.items).toEqual({ 'do.1': null, 'visit.1': '2026-03-29' });
  expect(case_.refused(open(samir))).toBe('task-not-needed');
  case_.complete('do');
  expect([case_.state.stage.id, case_.openIds]).toEqual(['help', ['visit.1', 'care.1']]);
  case_.complete('visit').does(open(samir));
  expect(case_.openIds).toEqual(['care.1', 'visit.2']);
  // It falls away with the case.
  expect(case_.complete('care').seen().state.status).toBe('closed');
  expect(case_.lines('task_withdrawn')).toMatchObject([{ about: 'visit.2' }]);
});

test('one becomes late as every task does, however often the case moves on', () => {
  const case_ = opened({ late: [{ tell: 'supervisor' }], remind: ['1 day'] }).does(open()).complete('do');
  expect(case_.until('2026-04-01T10:00').notices).toEqual(['rana: task_due_soon visit.1', 'samir: task_late visit.1']);
});

test('one opens and is open during its stages alone', () => {
  const case_ = opened({ during: ['help'] });
  expect(case_.refusal(open())).toEqual({ code: 'task-not-needed', against: [{ id: 'visit', rule: 'tasks.visit.during', expected: 'help' }] });
  case_.complete('do').does(open()).answer({ risk: 'high' }).seen().complete('care');
  expect(case_.journal).toEqual(['task_done care.1', 'stage_entered plan', 'task_opened do.2', 'task_withdrawn visit.1']);
  expect(case_.lines('task_withdrawn')).toMatchObject([{ rule: 'tasks.visit.during' }]);
  // It opens on demand: nothing opens it again by itself.
  expect(case_.complete('do').openIds).toEqual(['care.2']);
});

test('one that goes on alongside is only opened in its stages', () => {
  const case_ = opened({ during: ['plan'], alongside: true }).does(open()).complete('do');
  expect(case_.openIds).toEqual(['visit.1', 'care.1']);
  case_.complete('visit');
  expect(case_.refused(open())).toBe('task-not-needed');
});

test('one is opened by those whom it names, and done by its role', () => {
  const case_ = opened({ openedBy: ['supervisor'] });
  expect([case_.refused(open()), case_.refused(open(omar)), case_.refused(open(maha))]).toEqual(['not-for-you', 'not-for-you', 'not-for-you']);
  case_.does(open(samir));
  expect(case_.refused({ type: 'complete', by: samir, task: 'visit', answers: {} })).toBe('not-your-task');
});

test('one is withdrawn when it is not needed any more, waived, taken back and offered again like others', () => {
  const case_ = opened({ when: field('complex'), mayEnd: { not_reached: { againAfter: '2 days' } }, waive: {} }).answer({ complex: true }).does(open());
  case_.does({ type: 'complete', by: rana, task: 'visit', answers: {}, end: 'not_reached' });
  expect(case_.rows.find(({ id }) => id === 'visit.2')?.state).toBe('planned');
  case_.complete('do').until('2026-03-29T10:00').complete('visit').does({ type: 'take_back', by: rana, task: 'visit', reason: 'the wrong one' });
  expect(case_.waive('visit').does(open()).seen().answer({ complex: false }).journal).toEqual(['answered', 'task_withdrawn visit.3']);
});

test('one is opened by a late step', () => {
  const source = visits({});
  const rules = rulesOf({ ...source, clocks: { contact: { due: '2 days', late: [{ open: 'visit' }] } } });
  expect(story(rules).open().complete('do').until('2026-03-29T10:00').openIds).toEqual(['care.1', 'visit.1']);
});

test('one for each event judges it in whatever stage the case is, and during its stages alone', () => {
  const source = (judge: NonNullable<ProcessSource['tasks']>[string]): ProcessSource => ({ ...visits({}), tasks: { judge: { forEach: { event: 'absence' }, ...judge } }, events: { absence: { provisionalUntil: 'judge' } } });
  const absent: Act = { type: 'record_event', by: rana, event: 'absence', answers: {} };
  const case_ = story(rulesOf(source({}))).open().does(absent).complete('do').does(absent).complete('judge.1');
  expect([case_.openIds, case_.state.events?.map(({ state }) => state)]).toEqual([['care.1', 'judge.2'], ['counted', 'provisional']]);
  const during = story(rulesOf(source({ during: ['plan'] }))).open().does(absent).complete('do');
  expect(during.state.events?.[0]?.state).toBe('dismissed');
  // Back in its stage it is to be judged again.
  expect(during.answer({ risk: 'high' }).complete('care').openIds).toEqual(['do.2', 'judge.2']);
  expect(during.complete('do').does(absent).state.events?.map(({ state }) => state)).toEqual(['dismissed', 'dismissed']);
});

test('of those that are over the case keeps the latest', () => {
  const case_ = opened();
  for (let n = 0; n < 30; n += 1) case_.does(open()).complete('visit');
  expect(case_.state.tasks.filter(({ task }) => task === 'visit').length).toBeLessThan(25);
  expect(case_.does(open()).state.tasks.at(-1)?.id).toBe('visit.31');
});
