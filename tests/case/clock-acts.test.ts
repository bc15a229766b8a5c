// What people do to clocks: they stop them for some days, put due dates off, and say that a duty need not be done, with what that takes.

import { explain } from '../../case/explain';
import { view } from '../../case/view';
import { field, is } from '../process/conditions';
import type { ClockSource, ProcessSource } from './processes';
import { rulesOf } from './processes';
import { maha, omar, rana, salma, samir, stranger, story } from './story';

type Task = NonNullable<ProcessSource['stages'][string]['tasks']>[string];
const withTask = (task: Task) => rulesOf({ stages: { work: { tasks: { task, more: {} }, next: [{ to: 'rest' }] }, rest: { tasks: { look: {} } } } });
const bySupervisor = { who: ['supervisor'] };
const due = (case_: ReturnType<typeof story>, id = 'task.1'): string | null | undefined => case_.items[id];

describe('a pause', () => {
  const rules = (more: Task = {}) => withTask({ due: '10 days', pauses: { ...bySupervisor, must: ['outcome'], atMost: '30 days' }, late: [{ tell: 'supervisor' }, { after: '2 days', tell: 'manager' }], ...more });
  const outcome = { outcome: 'letter of the hospital' };

  test('puts the due date off by its days, both ends counted, and says why in the journal', () => {
    const case_ = story(rules()).open().seen().pause('task', '2026-03-30', '2026-04-01', samir, outcome);
    expect(due(case_)).toBe('2026-04-08');
    expect(case_.journal).toEqual(['answered', 'clock_paused task.1', 'clock_moved task.1']);
    expect(case_.lines('clock_paused')).toMatchObject([
      { by: { id: 'samir' }, rule: 'stages.work.tasks.task.pauses', details: { clock: 'task:task.1', from: '2026-03-30', to: '2026-04-01', reason: 'in hospital' } },
    ]);
    expect(case_.lines('clock_moved')).toMatchObject([{ details: { was: '2026-04-05T21:00:00.000Z', dueAt: '2026-04-08T21:00:00.000Z', because: 'pause', reason: 'in hospital' } }]);
  });

  test('of working days takes away only those that would have counted', () => {
    // The 27th and 28th are Friday and Saturday.
    const case_ = story(rules({ due: '5 working days' })).open().pause('task', '2026-03-27', '2026-03-29', samir, outcome);
    expect(due(case_)).toBe('2026-04-05');
  });

  test('may be entered afterwards: what was late is late no more, and becomes so anew', () => {
    const case_ = story(rules()).open().until('2026-04-08T12:00');
    expect(case_.lines('late_step')).toHaveLength(2);
    case_.pause('task', '2026-03-30', '2026-04-03', samir, outcome).seen();
    expect(due(case_)).toBe('2026-04-10');
    expect(case_.until('2026-04-13T12:00').journal).toEqual(['became_late task.1', 'late_step task.1', 'late_step task.1']);
  });

  test('that leaves it late says nothing twice, and what is left comes later', () => {
    const case_ = story(rules()).open().until('2026-04-06T12:00').seen().pause('task', '2026-04-04', '2026-04-04', samir, outcome).until('2026-04-07T12:00');
    expect(due(case_)).toBe('2026-04-06');
    const late = story(rules()).open().until('2026-04-07T06:00').seen().pause('task', '2026-04-05', '2026-04-05', samir, outcome);
    expect([due(late), late.notices]).toEqual(['2026-04-06', []]);
    expect(late.until('2026-04-08T07:59').notices).toEqual([]);
    expect(late.until('2026-04-08T08:00').notices).toEqual(['maha: task_late task.1']);
  });

  test('that overlaps another counts each day once, and moves the clock no further', () => {
    const case_ = story(rules()).open().pause('task', '2026-03-30', '2026-04-01', samir, outcome).pause('task', '2026-03-31', '2026-04-02', samir, outcome);
    expect(due(case_)).toBe('2026-04-09');
    expect(case_.clock('task:task.1').pauses).toEqual([{ from: '2026-03-30', to: '2026-04-02' }]);
    expect(case_.seen().pause('task', '2026-03-31', '2026-03-31', samir, outcome).journal).toEqual(['clock_paused task.1']);
  });

  test('of days on which the clock was held for an approval does not count them twice', () => {
    const case_ = story(rules({ approve: [{ who: 'supervisor' }] })).open().until('2026-03-29T10:00').complete('task').until('2026-04-02T10:00');
    case_.sendBack('task').pause('task', '2026-03-30', '2026-04-01', samir, outcome);
    expect(due(case_)).toBe('2026-04-09');
    expect(due(case_.pause('task', '2026-04-02', '2026-04-03', samir, outcome))).toBe('2026-04-10');
  });

  test('keeps its days when the clock is counted anew for another answer', () => {
    const case_ = story(rules({ due: { depends_on: 'risk', high: '5 days', otherwise: '10 days' } })).open().pause('task', '2026-03-30', '2026-03-31', samir, outcome);
    expect(due(case_.answer({ risk: 'high' }))).toBe('2026-04-02');
  });

  test('does not move what hangs on a date', () => {
    const case_ = story(rules({ due: { before: '3 days', of: { kind: 'field', field: 'court_date' } } })).open({ court_date: '2026-04-20' }).seen().pause('task', '2026-04-01', '2026-04-05', samir, outcome);
    expect([due(case_), case_.journal]).toEqual(['2026-04-17', ['answered', 'clock_paused task.1']]);
  });

  test('stops a clock that was moved into the past for a past stretch', () => {
    const byRisk = rules({ due: { depends_on: 'risk', high: '1 day', otherwise: '10 days' } });
    const case_ = story(byRisk).open().until('2026-03-30T10:00').answer({ risk: 'high' }).seen();
    expect(due(case_)).toBe('2026-03-27');
    expect(due(case_.pause('task', '2026-03-27', '2026-03-31', samir, outcome))).toBe('2026-04-01');
    expect(case_.until('2026-04-02T12:00').journal).toEqual(['answered', 'clock_paused task.1', 'clock_moved task.1', 'became_late task.1', 'late_step task.1']);
  });

  test.each<[string, object, string]>([
    ['of a thing that is not there', { clock: 'party' }, 'unknown-clock'],
    ['of a clock that is not there', { clock: 'task:task.7' }, 'unknown-clock'],
    ['of a task without a clock', { clock: 'more' }, 'pause-not-possible'],
    ['by somebody else', { by: rana }, 'not-for-you'],
    ['by somebody of another agency', { by: stranger }, 'not-for-you'],
    ['that ends before it begins', { from: '2026-04-02', to: '2026-04-01' }, 'pause-wrong-dates'],
    ['that ends before the clock began', { from: '2026-03-20', to: '2026-03-25' }, 'pause-wrong-dates'],
    ['that begins decades from now', { from: '2076-04-01', to: '2076-04-02' }, 'pause-wrong-dates'],
    ['longer than the process allows', { from: '2026-04-01', to: '2026-05-01' }, 'pause-too-long'],
    ['without evidence', { answers: {} }, 'answer-missing'],
    ['with an answer that it does not ask for', { answers: { ...outcome, risk: 'low' } }, 'answer-not-asked-here'],
    ['without a reason', { reason: ' ' }, 'reason-missing'],
    ['on a day that is none', { from: '2026-02-30' }, 'malformed-act'],
    ['without a last day', { to: undefined }, 'malformed-act'],
    ['with a very long reason', { reason: 'x'.repeat(20_001) }, 'text-too-long'],
  ])('is refused %s', (_, change, code) => {
    const act = { type: 'pause', by: samir, clock: 'task', from: '2026-04-01', to: '2026-04-02', answers: outcome, reason: 'in hospital', ...change };
    expect(story(rules()).open().refused(act as never)).toBe(code);
  });

  test('is refused when all together they are too long, and allowed up to the last day', () => {
    const case_ = story(rules()).open().pause('task', '2026-04-01', '2026-04-20', samir, outcome);
    const more = (to: string) => ({ type: 'pause' as const, by: samir, clock: 'task', from: '2026-05-01', to, answers: outcome, reason: 'again' });
    expect(case_.refusal(more('2026-05-11'))).toMatchObject({ code: 'pause-too-long', against: [{ expected: '30 days' }] });
    expect(case_.refused(more('2026-05-10'))).toBeNull();
  });

  test('may be as long as a month, counted from its first day', () => {
    const monthly = (to: string) => story(rules({ pauses: { ...bySupervisor, atMost: '1 month' } })).open().refused({ type: 'pause', by: samir, clock: 'task', from: '2026-04-15', to, answers: {}, reason: 'away' });
    expect([monthly('2026-05-14'), monthly('2026-05-15')]).toEqual([null, 'pause-too-long']);
  });

  test('is refused for a clock that has ended, or does not run now', () => {
    const act = { type: 'pause' as const, by: samir, clock: 'task', from: '2026-04-01', to: '2026-04-02', answers: outcome, reason: 'away' };
    expect(story(rules()).open().complete('task').refused(act)).toBe('clock-not-running');
    expect(story(rules({ while: is('risk', 'high') })).open().refused(act)).toBe('clock-not-running');
  });

  test('of a stage, a review and a clock of the case is entered by their ids', () => {
    const clock: ClockSource = { due: '10 days', pauses: {} };
    const all = rulesOf({ stages: { work: { clock, tasks: { task: {} } } }, reviews: { visit: { ...clock, first: '10 days', every: '10 days' } }, clocks: { contact: clock } });
    const case_ = story(all).open();
    for (const id of ['work', 'visit', 'contact', 'stage:work.1', 'visit.1', 'clock:contact.1']) case_.pause(id, '2026-03-30', '2026-03-30');
    expect(Object.values(case_.state.clocks).map((one) => case_.local(one.dueAt as string))).toEqual(['2026-04-06', '2026-04-06', '2026-04-06']);
  });
});

describe('an extension', () => {
  const rules = (extend: Task['extend'] = {}, more: Task = {}) => withTask({ due: '5 working days', late: [{ tell: 'supervisor' }], extend: { atMost: '10 working days', ...extend }, ...more });

  test('puts the due date off, once unless the process says how often', () => {
    const case_ = story(rules()).open().seen().extend('task', '3 working days');
    expect([due(case_), case_.journal]).toEqual(['2026-04-07', ['clock_extended task.1', 'clock_moved task.1']]);
    expect(case_.lines('clock_extended')).toMatchObject([{ by: { id: 'rana' }, rule: 'stages.work.tasks.task.extend', details: { by_length: '3 working days', reason: 'no interpreter' } }]);
    expect(case_.refusal({ type: 'extend', by: rana, clock: 'task', by_length: '1 day', answers: {}, reason: 'again' })).toMatchObject({ code: 'no-more-extensions', against: [{ expected: '1' }] });
    const twice = story(rules({ times: 2 })).open().extend('task', '3 working days').extend('task', '1 week');
    expect(due(twice)).toBe('2026-04-14');
  });

  test('of a clock that is late makes it late no more', () => {
    const case_ = story(rules()).open().until('2026-04-05T10:00').extend('task', '1 week').seen();
    expect(due(case_)).toBe('2026-04-09');
    expect(case_.until('2026-04-10T12:00').notices).toEqual(['samir: task_late task.1']);
  });

  test('reminds for the new date', () => {
    const case_ = story(rules({}, { remind: ['1 day'] })).open().until('2026-04-02T12:00').extend('task', '1 week').until('2026-04-09T12:00');
    expect(case_.lines('reminded').map((line) => case_.local(line.at))).toEqual(['2026-04-01T08:00', '2026-04-08T08:00']);
  });

  test.each<[string, object, string]>([
    ['of a thing that is not there', { clock: 'party' }, 'unknown-clock'],
    ['of a task that cannot be extended', { clock: 'more' }, 'extension-not-possible'],
    ['by another case worker', { by: omar }, 'not-for-you'],
    ['longer than allowed', { by_length: '11 working days' }, 'extension-too-long'],
    ['longer than allowed in another unit', { by_length: '3 weeks' }, 'extension-too-long'],
    ['by what is no length', { by_length: 'some days' }, 'malformed-act'],
    ['by nothing', { by_length: '0 days' }, 'malformed-act'],
    ['without a reason', { reason: '' }, 'reason-missing'],
    ['with an answer that it does not ask for', { answers: { risk: 'low' } }, 'answer-not-asked-here'],
  ])('is refused %s', (_, change, code) => {
    const act = { type: 'extend', by: rana, clock: 'task', by_length: '1 week', answers: {}, reason: 'no interpreter', ...change };
    expect(story(rules()).open().refused(act as never)).toBe(code);
  });

  describe('that somebody has to agree to', () => {
    const approved = rules({ approve: [{ who: 'supervisor', due: '2 working days', late: [{ tell: 'manager' }] }] });
    const asked = () => story(approved).open().seen().extend('task', '1 week');

    test('is asked for, and the clock goes on meanwhile', () => {
      const case_ = asked();
      expect(case_.journal).toEqual(['extension_asked task.1', 'approval_asked extension.1.1']);
      expect(case_.notices).toEqual(['samir: approval_asked extension.1.1']);
      expect(case_.items).toEqual({ 'task.1': '2026-04-02', 'more.1': null, 'extension.1.1': '2026-03-30' });
      expect(case_.rows.find((row) => row.kind === 'approval')).toMatchObject({ title: 'stages.work.tasks.task.title', notBy: ['rana'] });
      expect(case_.until('2026-04-03T12:00').notices).toEqual(['maha: approval_late extension.1.1', 'samir: task_late task.1']);
    });

    test('takes effect with the approval, also when it is late by then', () => {
      const case_ = asked().until('2026-04-05T12:00').seen().approve('extension.1');
      expect(case_.journal).toEqual(['approved extension.1.1', 'clock_extended task.1', 'clock_moved task.1']);
      expect(case_.lines('clock_extended')).toMatchObject([{ by: { id: 'samir' }, details: { request: 'extension.1', by_length: '1 week', reason: 'no interpreter' } }]);
      expect([due(case_), case_.state.requests]).toEqual(['2026-04-09', undefined]);
    });

    test('falls away when it is sent back, and whoever asked is told', () => {
      const case_ = asked().seen().sendBack('extension.1');
      expect(case_.notices).toEqual(['rana: sent_back extension.1.1']);
      expect([due(case_), case_.state.requests]).toEqual(['2026-04-02', undefined]);
      expect(case_.extend('task', '1 week').openIds).toContain('extension.2.1');
    });

    test('is not decided by who asked for it', () => {
      const both = { ...samir, roles: ['supervisor'] };
      const case_ = story(rules({ who: ['supervisor'], approve: [{ who: 'supervisor' }] })).open().extend('task', '1 week', both);
      expect(case_.refused({ type: 'approve', by: both, approval: 'extension.1' })).toBe('not-by-who-did-it');
      expect(due(case_.approve('extension.1', salma))).toBe('2026-04-09');
    });

    test('goes up level by level', () => {
      const levels = rules({ approve: [{ who: 'supervisor' }, { who: 'manager', when: field('complex') }] });
      const case_ = story(levels).open({ complex: true }).extend('task', '1 week').approve('extension.1');
      expect(due(case_)).toBe('2026-04-02');
      expect(due(case_.approve('extension.1', maha))).toBe('2026-04-09');
      expect(due(story(rules({ approve: [{ who: 'manager', when: field('complex') }] })).open().extend('task', '1 week'))).toBe('2026-04-09');
    });

    test('is asked for once at a time, and what was asked first is named', () => {
      const case_ = asked();
      expect(case_.refusal({ type: 'extend', by: rana, clock: 'task', by_length: '1 day', answers: {}, reason: 'more' })).toMatchObject({ code: 'asked-already', first: { name: 'RANA' } });
    });

    test('is dropped when its clock ends, and nobody is asked any more', () => {
      const case_ = asked().seen().complete('task');
      expect(case_.journal).toEqual(['task_done task.1', 'request_dropped task.1']);
      expect(case_.openIds).toEqual(['more.1']);
      expect(case_.refused({ type: 'approve', by: samir, approval: 'extension.1.1' })).toBe('already-decided');
    });

    test('is gone with the case', () => {
      const case_ = asked().close('resolved');
      expect([case_.state.requests, case_.state.approvals.map((one) => one.state)]).toEqual([undefined, ['withdrawn']]);
    });

    test('is shown with the case until it is decided', () => {
      const case_ = asked();
      expect(view(approved, case_.state, samir).requests).toMatchObject([{ id: 'extension.1', kind: 'extension', clock: 'task:task.1', askedBy: { id: 'rana' }, reason: 'no interpreter' }]);
    });
  });

  test('of a review by schedule moves that one and none after it', () => {
    const rules = rulesOf({ stages: { work: { tasks: { task: {} } } }, reviews: { visit: { first: '1 week', every: '1 week', countFrom: 'schedule', extend: { atMost: '1 week' } } } });
    const case_ = story(rules).open().extend('visit', '3 days');
    expect(due(case_, 'visit.1')).toBe('2026-04-05');
    expect(due(case_.until('2026-04-05T10:00').record('visit'), 'visit.2')).toBe('2026-04-09');
  });
});

describe('a waiver', () => {
  const rules = (waive: Task['waive'] = {}, more: Task = {}) => withTask({ due: '5 days', late: [{ tell: 'supervisor' }], waive: { ...bySupervisor, ...waive }, ...more });

  test('ends a task: its stage goes on without it, and what comes after it opens', () => {
    const more = rulesOf({ stages: { work: { tasks: { task: { due: '5 days', waive: {} }, next: { after: ['task'], due: { length: '1 day', after: { kind: 'task', id: 'task', edge: 'end' } } } }, next: [{ to: 'rest' }] }, rest: {} } });
    const case_ = story(more).open().seen().waive('task');
    expect(case_.journal).toEqual(['clock_waived task.1', 'task_opened next.1']);
    expect(case_.items).toEqual({ 'next.1': '2026-03-27' });
    expect(case_.complete('next').state.stage.id).toBe('rest');
  });

  test('says who, why and by which rule', () => {
    const case_ = story(rules()).open().waive('task', samir);
    expect(case_.lines('clock_waived')).toMatchObject([{ about: 'task.1', by: { id: 'samir' }, rule: 'stages.work.tasks.task.waive', details: { reason: 'moved away' } }]);
    expect(case_.state.tasks[0]).toMatchObject({ state: 'waived' });
    expect(explain(case_.rules, case_.state, case_.world.now).stage.waitsForTasks).toEqual(['more']);
  });

  test('ends a task also while no clock of it runs, and one that is planned', () => {
    expect(story(rules({}, { while: is('risk', 'high') })).open().waive('task', samir).openIds).toEqual(['more.1']);
    expect(story(rules({}, { due: 'none' })).open().waive('task', samir).openIds).toEqual(['more.1']);
    expect(story(rules({}, { notBefore: '3 days' })).open().waive('task', samir).openIds).toEqual(['more.1']);
  });

  test('ends the clock of a stage and of the case', () => {
    const clock: ClockSource = { due: '10 days', waive: {} };
    const case_ = story(rulesOf({ stages: { work: { clock, tasks: { task: {} } } }, clocks: { contact: clock } })).open().waive('work').waive('contact');
    expect(case_.state.clocks).toEqual({});
    expect(case_.refused({ type: 'waive', by: rana, clock: 'contact', answers: {}, reason: 'again' })).toBe('clock-not-running');
  });

  test('of a review lets the next occurrence begin as if it had been recorded', () => {
    const rules = rulesOf({ stages: { work: { tasks: { task: {} } } }, reviews: { visit: { first: '1 week', every: '2 weeks', waive: {} } } });
    const case_ = story(rules).open().until('2026-03-30T10:00').seen().waive('visit');
    expect(case_.journal).toEqual(['clock_waived visit.1', 'review_opened visit.2']);
    expect([case_.items['visit.2'], case_.state.reviews[0]?.state]).toEqual(['2026-04-13', 'waived']);
  });

  test('that has to be approved leaves the duty until it is', () => {
    const case_ = story(rules({ who: ['case_worker'], approve: [{ who: 'supervisor' }] })).open().waive('task');
    expect(case_.items).toMatchObject({ 'task.1': '2026-03-31', 'waiver.1.1': null });
    expect(case_.refused({ type: 'approve', by: rana, approval: 'waiver.1' })).toBe('not-for-you');
    expect(case_.approve('waiver.1').openIds).toEqual(['more.1']);
  });

  test('that is asked for does not keep the task from being done', () => {
    const case_ = story(rules({ who: ['case_worker'], approve: [{ who: 'supervisor' }] })).open().waive('task').complete('task');
    expect([case_.openIds, case_.state.tasks[0]?.state]).toEqual([['more.1'], 'done']);
  });

  test('of a review in the middle of a request does not end the one after it', () => {
    const rules = rulesOf({ stages: { work: { tasks: { task: {} } } }, reviews: { visit: { first: '1 week', every: '2 weeks', waive: { approve: [{ who: 'supervisor' }] } } } });
    const case_ = story(rules).open().waive('visit').record('visit');
    expect(case_.openIds).toEqual(['task.1', 'visit.2']);
  });

  test.each<[string, object, string]>([
    ['of a thing that is not there', { clock: 'party' }, 'unknown-clock'],
    ['of a task that cannot be waived', { clock: 'more' }, 'waiver-not-possible'],
    ['by the case worker', { by: rana }, 'not-for-you'],
    ['without a reason', { reason: '' }, 'reason-missing'],
    ['without evidence', { answers: {} }, 'answer-missing'],
  ])('is refused %s', (_, change, code) => {
    const act = { type: 'waive', by: samir, clock: 'task', answers: { outcome: 'gone' }, reason: 'moved away', ...change };
    expect(story(rules({ must: ['outcome'] })).open().refused(act as never)).toBe(code);
  });
});

describe('a firm clock', () => {
  const rules = withTask({ due: '5 days', firm: true, approve: [{ who: 'supervisor' }], late: [{ tell: 'manager' }] });

  test.each([
    { type: 'pause' as const, by: rana, clock: 'task', from: '2026-04-01', to: '2026-04-02', answers: {}, reason: 'away' },
    { type: 'extend' as const, by: rana, clock: 'task', by_length: '1 day', answers: {}, reason: 'away' },
    { type: 'waive' as const, by: rana, clock: 'task', answers: {}, reason: 'away' },
  ])('takes no $type', (act) => expect(story(rules).open().refused(act)).toBe('clock-firm'));

  test('goes on while an approval is asked, and after it was sent back', () => {
    const case_ = story(rules).open().complete('task').seen().until('2026-04-01T12:00');
    expect(case_.notices).toEqual(['maha: task_late task.1']);
    expect(due(case_.sendBack('task'))).toBe('2026-03-31');
  });
});

test('pauses, extensions, windows and clocks that do not run are explained', () => {
  const rules = withTask({ due: '5 days', pauses: {}, extend: {} });
  const case_ = story(rules).open().pause('task', '2026-03-29', '2026-03-30').extend('task', '2 working days');
  expect(explain(rules, case_.state, case_.world.now).deadlines).toMatchObject([{
    about: 'task.1', pauses: [{ from: '2026-03-29', to: '2026-03-30' }], extensions: ['2 working days'], notCounted: expect.arrayContaining([{ date: '2026-03-29', why: 'pause' }]),
  }]);
  const stopped = story(withTask({ due: '5 days', while: is('risk', 'high') })).open();
  expect(explain(stopped.rules, stopped.state, stopped.world.now).deadlines).toMatchObject([{ about: 'task.1', stopped: true, dueAt: null }]);
});
