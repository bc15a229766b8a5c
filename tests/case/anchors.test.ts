// What clocks count from: the first or the last time that something happened, this round's, all of several, dates ahead and behind.

import { field, is } from '../process/conditions';
import type { Anchor } from '../../process/process';
import type { DueSource, ProcessSource } from './processes';
import { rulesOf } from './processes';
import { story } from './story';

const end = (id: string, which?: 'first' | 'last', kind: Anchor['kind'] = 'task'): Anchor => ({ kind, id, edge: 'end', ...(which && { which }) });
const start = (id: string, which?: 'first' | 'last', kind: Anchor['kind'] = 'task'): Anchor => ({ kind, id, edge: 'start', ...(which && { which }) });
const after = (anchor: Anchor, length = '1 day'): DueSource => ({ length, after: anchor });

/** Rounds of one stage, in which a meeting is held again and again. */
const rounds = (dues: Record<string, DueSource>): ProcessSource => ({
  stages: {
    work: { tasks: { meet: {}, ...Object.fromEntries(Object.entries(dues).map(([id, due]) => [id, { due }])) } },
    other: { tasks: { note: {} }, next: [{ to: 'work' }] },
  },
  atAnyTime: [{ when: is('risk', 'high'), to: 'other' }],
});

test('a task of the same round counts as it is there; the first and the last time are those of the whole case', () => {
  const rules = rulesOf(rounds({ here: after(end('meet')), first: after(end('meet', 'first')), last: after(end('meet', 'last')), began: after(start('meet', 'first')) }));
  const case_ = story(rules).open().until('2026-04-01T10:00').complete('meet');
  expect(case_.items).toMatchObject({ 'here.1': '2026-04-02', 'first.1': '2026-04-02', 'last.1': '2026-04-02', 'began.1': '2026-03-27' });
  case_.until('2026-04-05T10:00').answer({ risk: 'high' }).complete('note');
  // In the second round the meeting has not been held yet.
  expect(case_.items).toMatchObject({ 'here.2': null, 'first.2': '2026-04-02', 'last.2': '2026-04-02' });
  case_.until('2026-04-10T10:00').complete('meet');
  expect(case_.items).toMatchObject({ 'here.2': '2026-04-11', 'first.2': '2026-04-02', 'last.2': '2026-04-11', 'began.2': '2026-03-27' });
});

test('the first time stays the first, however often it happens', () => {
  const rules = rulesOf({ stages: { work: { tasks: { task: { due: after(end('visit', 'first', 'review')) }, again: { due: after(end('visit', 'last', 'review')) } } } }, reviews: { visit: { first: '1 week', every: '1 week' } } });
  const case_ = story(rules).open();
  for (const day of ['2026-04-01', '2026-04-03', '2026-04-05']) case_.until(`${day}T10:00`).record('visit');
  expect(case_.items).toMatchObject({ 'task.1': '2026-04-02', 'again.1': '2026-04-06' });
  expect(case_.state.happened['review:visit']).toMatchObject({ first: { end: '2026-04-01T07:00:00.000Z' } });
});

test('after all of several waits for the last of them', () => {
  const rules = rulesOf({ stages: { work: { tasks: { one: {}, two: {}, three: { due: { length: '1 day', after: { kind: 'all', of: [end('one'), end('two')] } } } } } } });
  const case_ = story(rules).open().until('2026-03-28T10:00').complete('two');
  expect(case_.clock('task:three.1')).toMatchObject({ dueAt: null, waitsFor: 'task:one:end' });
  expect(case_.until('2026-03-30T10:00').complete('one').items).toEqual({ 'three.1': '2026-03-31' });
});

test('a task that was waived has an end, one that was withdrawn has none', () => {
  const rules = rulesOf({ stages: { work: { tasks: { one: { due: '1 week', waive: {} }, two: { when: field('complex') }, three: { due: after(end('one')) }, four: { due: after(end('two')) } } } } });
  const case_ = story(rules).open({ complex: true }).waive('one').answer({ complex: false });
  expect(case_.items).toEqual({ 'three.1': '2026-03-27', 'four.1': null });
});

test('a planned date of what is not there yet is waited for', () => {
  const rules = rulesOf({ stages: { work: { tasks: { prepare: { due: { before: '3 days', of: { kind: 'meeting', id: 'conference', edge: 'planned' } } } } } } });
  expect(story(rules).open().clock('task:prepare.1')).toMatchObject({ dueAt: null, waitsFor: 'meeting:conference:planned' });
});

describe('a date of the case', () => {
  const court = { kind: 'field' as const, field: 'court_date' };
  const withDue = (due: DueSource) => rulesOf({ stages: { work: { tasks: { report: { due, remind: ['1 week'], late: [{ tell: 'supervisor' }, { after: '1 day', tell: 'manager' }] } } } } });

  test('is led up to, with its reminders, and moves the clock with it', () => {
    const case_ = story(withDue({ before: '5 working days', of: court })).open();
    expect(case_.clock('task:report.1').waitsFor).toBe('fields.court_date');
    expect(case_.answer({ court_date: '2026-05-11' }).items).toEqual({ 'report.1': '2026-05-04' });
    expect(case_.seen().until('2026-04-27T12:00').notices).toEqual(['rana: task_due_soon report.1']);
    expect(case_.answer({ court_date: '2026-06-15' }).items).toEqual({ 'report.1': '2026-06-08' });
  });

  test('that leads back before the case began makes it late at once, and late steps count from now', () => {
    const case_ = story(withDue({ before: '5 working days', of: court })).open({ court_date: '2026-03-29' });
    expect(case_.notices).toEqual(['samir: task_late report.1']);
    expect(case_.until('2026-03-27T08:00').notices).toEqual(['maha: task_late report.1']);
  });

  test('is an end itself: 24:00 of the day', () => {
    expect(story(withDue({ on: court })).open({ court_date: '2026-05-11' }).items).toEqual({ 'report.1': '2026-05-11' });
  });

  test('reminds of it though it lies ahead of what it is counted from', () => {
    const case_ = story(withDue({ on: court })).open({ court_date: '2026-05-11' }).seen().until('2026-05-05T12:00');
    expect(case_.notices).toEqual(['rana: task_due_soon report.1']);
  });
});

describe('lines chosen by conditions', () => {
  const rules = rulesOf({
    stages: { work: { tasks: { report: { due: { when: [{ if: is('risk', 'high'), then: '1 day' }, { if: field('complex'), then: { latest: ['1 week', { on: { kind: 'field', field: 'court_date' } }] } }, { then: { earliest: ['2 weeks', { on: { kind: 'field', field: 'court_date' } }] } }] } } } } },
  });

  test('move the clock when another line holds, and wait for what they turn on', () => {
    const case_ = story(rules).open();
    expect(case_.clock('task:report.1')).toMatchObject({ dueAt: null, waitsFor: 'fields.risk' });
    expect(case_.answer({ risk: 'low', complex: false }).items).toEqual({ 'report.1': '2026-04-09' });
    expect(case_.answer({ court_date: '2026-04-05' }).items).toEqual({ 'report.1': '2026-04-05' });
    expect(case_.answer({ complex: true }).items).toEqual({ 'report.1': '2026-04-05' });
    expect(case_.answer({ court_date: '2026-03-28' }).items).toEqual({ 'report.1': '2026-04-02' });
    expect(case_.answer({ risk: 'high' }).items).toEqual({ 'report.1': '2026-03-27' });
    expect(case_.clock('task:report.1')).toMatchObject({ rule: 'stages.work.tasks.report.due.0.then' });
  });
});
