// Approvals: level by level, never by who did the work, and sent back with what was left of the time.

import { field } from '../process/conditions';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import type { Story } from './story';
import { maha, omar, rana, salma, samir, STAFF, story } from './story';
import type { Actor } from '../../case/case';

type Task = NonNullable<ProcessSource['stages'][string]['tasks']>[string];
const withPlan = (plan: Task) => rulesOf({ stages: { planning: { tasks: { plan } } } });
const plan: Task = { due: '5 working days', remind: ['1 working day'], late: [{ tell: 'supervisor' }], approve: [{ who: 'supervisor', due: '2 working days' }] };

describe('an approval', () => {
  test('is asked of the first level, and the clock of the task stands still', () => {
    const case_ = story(withPlan(plan)).open().seen().complete('plan');
    expect(case_.items).toEqual({ 'plan.1': '2026-04-02', 'plan.1.1': '2026-03-30' });
    expect(case_.notices).toEqual(['samir: approval_asked plan.1.1']);
    expect(case_.journal).toEqual(['task_submitted plan.1', 'approval_asked plan.1.1']);
    expect(case_.wait('1 month').lines('became_late').map((line) => line.about)).toEqual(['plan.1.1']);
  });

  test.each<[string, Actor, string]>([
    ['by somebody without the role', rana, 'not-for-you'],
    ['by somebody above the role', maha, 'not-for-you'],
  ])('is not given %s', (_, by, code) => {
    const case_ = story(withPlan(plan)).open().complete('plan');
    expect(case_.refused({ type: 'approve', by, approval: 'plan' })).toBe(code);
  });

  test('is not given by who did the work, though they have the role', () => {
    const both = { ...rana, roles: ['case_worker', 'supervisor'] };
    const case_ = story(withPlan(plan)).open().complete('plan', {}, both);
    expect(case_.refused({ type: 'approve', by: both, approval: 'plan' })).toBe('not-by-who-did-it');
    expect(case_.refused({ type: 'send_back', by: both, approval: 'plan', reason: 'no' })).toBe('not-by-who-did-it');
    expect(case_.approve('plan').openIds).toEqual([]);
  });

  test('is not given by who did the work before it was sent back', () => {
    const rules = withPlan({ ...plan, who: 'supervisor' });
    const case_ = story(rules).open().complete('plan', {}, samir).sendBack('plan', salma).complete('plan', {}, salma);
    expect(case_.refused({ type: 'approve', by: samir, approval: 'plan' })).toBe('not-by-who-did-it');
    expect(case_.refused({ type: 'approve', by: salma, approval: 'plan' })).toBe('not-by-who-did-it');
  });

  describe('whose level keeps the doer of another task out', () => {
    const rules = rulesOf({
      stages: {
        planning: { tasks: { meeting: { who: 'supervisor' }, plan: { approve: [{ who: 'supervisor', due: '2 working days', notBy: ['meeting'] }, { who: 'manager' }] } }, next: [{ to: 'later' }] },
        later: { tasks: { report: { approve: [{ who: 'supervisor', notBy: ['meeting'] }] } } },
      },
      closure: { approve: [{ who: 'supervisor', notBy: ['meeting'] }] },
    });
    const met = (): Story => story(rules).open().complete('meeting', {}, samir).complete('plan');

    test('is not given by that one, and says so on the list', () => {
      const case_ = met();
      expect(case_.refused({ type: 'approve', by: samir, approval: 'plan' })).toBe('not-by-who-did-it');
      expect(case_.refused({ type: 'send_back', by: samir, approval: 'plan', reason: 'no' })).toBe('not-by-who-did-it');
      expect(case_.rows.find(({ kind }) => kind === 'approval')?.notBy).toEqual(['rana', 'samir']);
      expect(case_.approve('plan', salma).state.approvals.at(-1)).toMatchObject({ who: 'manager', notBy: ['rana'] });
    });

    test('is asked of another of the role, and so are the reminders and what is told when it is late', () => {
      const level = { who: 'supervisor', due: '2 working days', remind: ['1 working day'], late: [{ tell: 'supervisor' }], notBy: ['meeting'] };
      const two = rulesOf({ stages: { planning: { tasks: { meeting: { who: 'supervisor' }, plan: { approve: [level] } } } } });
      const case_ = story(two).open().complete('meeting', {}, samir).seen().complete('plan');
      expect(case_.notices).toEqual(['salma: approval_asked plan.1.1']);
      expect(case_.wait('1 week').notices).toEqual(['salma: approval_due_soon plan.1.1', 'salma: approval_late plan.1.1']);
      const alone = story(two, undefined, STAFF.filter(({ id }) => id !== 'salma')).open().complete('meeting', {}, samir).seen().complete('plan');
      expect(alone.newNotices().map(({ to }) => to.map(({ id }) => id))).toEqual([['fallback']]);
    });

    test('is not given by one who does it after the approval was asked', () => {
      const case_ = story(rules).open().complete('plan').complete('meeting', {}, samir);
      expect(case_.refused({ type: 'approve', by: samir, approval: 'plan' })).toBe('not-by-who-did-it');
      expect(case_.refused({ type: 'approve', by: salma, approval: 'plan' })).toBeNull();
    });

    test('counts what was done in another stage, and for the closure', () => {
      const case_ = met().approve('plan', salma).approve('plan', maha).complete('report');
      expect(case_.refused({ type: 'approve', by: samir, approval: 'report' })).toBe('not-by-who-did-it');
      expect(case_.close('resolved').refused({ type: 'approve', by: samir, approval: 'closure' })).toBe('not-by-who-did-it');
    });

    test('is not given in the stead of that one either', () => {
      const deputy: Actor = { ...salma, roles: ['case_worker'], standsInFor: [{ id: samir.id, name: samir.name, roles: ['supervisor'] }] };
      expect(met().refused({ type: 'approve', by: deputy, approval: 'plan' })).toBe('not-by-who-did-it');
      const own: Actor = { ...deputy, roles: ['supervisor'] };
      expect(met().refused({ type: 'approve', by: own, approval: 'plan' })).toBeNull();
    });
  });

  test('goes up level by level, passing over a level whose condition does not hold', () => {
    const levels = [{ who: 'supervisor', due: '1 day' }, { who: 'manager', when: field('complex') }, { who: 'manager', due: '3 days' }];
    const simple = story(withPlan({ approve: levels })).open().complete('plan').approve('plan');
    expect(simple.state.approvals.map(({ level, who, state }) => [level, who, state])).toEqual([[0, 'supervisor', 'approved'], [2, 'manager', 'asked']]);
    expect(simple.refused({ type: 'approve', by: samir, approval: 'plan' })).toBe('not-for-you');
    expect(simple.approve('plan', maha).openIds).toEqual([]);
    const complex = story(withPlan({ approve: levels })).open({ complex: true }).complete('plan').approve('plan').approve('plan', maha).approve('plan', maha);
    expect(complex.lines('approved').map((line) => line.about)).toEqual(['plan.1.1', 'plan.1.2', 'plan.1.3']);
    expect(complex.lines('task_done')).toHaveLength(1);
  });

  test('of nobody is needed where no level applies', () => {
    const case_ = story(withPlan({ approve: [{ who: 'supervisor', when: field('complex') }] })).open().complete('plan');
    expect(case_.openIds).toEqual([]);
    expect(case_.state.approvals).toEqual([]);
  });

  test('was decided once: a second decision names the first', () => {
    const case_ = story(withPlan(plan)).open().complete('plan').approve('plan');
    expect(case_.refusal({ type: 'approve', by: salma, approval: 'plan.1.1' })).toMatchObject({ code: 'already-decided', first: { name: 'SAMIR', at: case_.world.now } });
    expect(case_.refused({ type: 'approve', by: salma, approval: 'plan.7.1' })).toBe('unknown-approval');
    expect(case_.refused({ type: 'send_back', by: salma, approval: 'nothing', reason: 'no' })).toBe('unknown-approval');
  });

  test('that is late is told about as its own clock says', () => {
    const rules = withPlan({ approve: [{ who: 'supervisor', due: '1 working day', remind: ['1 hour'], late: [{ after: '1 working day', tell: 'manager' }] }] });
    const case_ = story(rules).open().complete('plan').seen().wait('4 days');
    expect(case_.notices).toEqual(['samir: approval_due_soon plan.1.1', 'maha: approval_late plan.1.1']);
  });
});

describe('sending back', () => {
  test('needs a reason', () => {
    const case_ = story(withPlan(plan)).open().complete('plan');
    expect(case_.refused({ type: 'send_back', by: samir, approval: 'plan', reason: '  ' })).toBe('reason-missing');
  });

  test('lets the task go on with the working days that were left, and tells who did it', () => {
    // Due with 2 April. Handed in on Sunday the 29th with four more left; sent back on Tuesday: four from there.
    const case_ = story(withPlan(plan)).open().until('2026-03-29T15:00').complete('plan').until('2026-03-31T09:00').seen().sendBack('plan');
    expect(case_.items).toEqual({ 'plan.1': '2026-04-06' });
    expect(case_.notices).toEqual(['rana: sent_back plan.1.1']);
    expect(case_.journal).toEqual(['sent_back plan.1.1', 'clock_moved plan.1']);
    expect(case_.lines('clock_moved')[0]?.details).toMatchObject({ was: '2026-04-02T21:00:00.000Z', dueAt: '2026-04-06T21:00:00.000Z' });
  });

  test('within the same day changes nothing', () => {
    expect(story(withPlan(plan)).open().complete('plan').wait('2 hours').sendBack('plan').items).toEqual({ 'plan.1': '2026-04-02' });
  });

  test.each([
    ['hours to the hour', '24 hours', '2026-03-29T12:00', '2026-03-30T10:00'],
    ['calendar days to the day', '3 days', '2026-03-31T12:00', '2026-04-03'],
    ['working days over the weekend', '1 working day', '2026-03-28T12:00', '2026-03-29'],
    ['a working day that had begun', '2 working days', '2026-03-30T12:00', '2026-04-01'],
  ])('counts what was left: %s', (_, due, back, left) => {
    // Handed in on Thursday at 12:00, two hours after it began.
    const case_ = story(withPlan({ ...plan, due, remind: [] })).open().wait('2 hours').complete('plan').until(back).sendBack('plan');
    expect(case_.items['plan.1']).toBe(left);
  });

  test('on a day that is not worked leaves a working day of which some was left the next one', () => {
    // Due with Sunday; handed in on Sunday, back on Friday: what is left of a working day is the Sunday after.
    const case_ = story(withPlan({ ...plan, due: '1 working day', remind: [] })).open().until('2026-03-29T09:00').complete('plan').until('2026-04-03T09:00').sendBack('plan');
    expect(case_.items['plan.1']).toBe('2026-04-05');
  });

  test('a task that was late leaves it as late as it was, and says nothing twice', () => {
    const rules = withPlan({ ...plan, due: '24 hours', remind: [], late: [{ tell: 'supervisor' }, { after: '5 hours', tell: 'manager' }] });
    const case_ = story(rules).open().wait('26 hours').complete('plan').wait('48 hours').seen().sendBack('plan');
    expect(case_.journal).toEqual(['sent_back plan.1.1', 'clock_moved plan.1']);
    expect(case_.items['plan.1']).toBe('2026-03-29T10:00');
    expect(case_.seen().wait('2 hours').notices).toEqual([]);
    expect(case_.wait('1 hour').notices).toEqual(['maha: task_late plan.1']);
  });

  test('a task that was moved into the past goes on from there as late as it was', () => {
    const rules = withPlan({
      due: { depends_on: 'risk', high: '1 hour', otherwise: '1 week' }, approve: plan.approve ?? [],
      late: [{ tell: 'supervisor' }, { after: '5 hours', tell: 'manager' }],
    });
    // Late from 12:00 on, handed in two hours later, sent back after another three: three hours are left of the five.
    const case_ = story(rules).open().wait('2 hours').answer({ risk: 'high' }).wait('2 hours').complete('plan').wait('3 hours').seen().sendBack('plan');
    expect(case_.seen().until('2026-03-26T19:59').notices).toEqual([]);
    expect(case_.until('2026-03-26T20:00').notices).toEqual(['maha: task_late plan.1']);
  });

  test('does not send a reminder again that was sent before', () => {
    const rules = withPlan({ ...plan, due: '24 hours', remind: ['6 hours'] });
    const case_ = story(rules).open().wait('20 hours').complete('plan').wait('4 hours').seen().sendBack('plan').wait('3 hours');
    expect(case_.journal).toEqual(['sent_back plan.1.1', 'clock_moved plan.1']);
    expect(case_.wait('1 hour').journal).toEqual(['became_late plan.1', 'late_step plan.1']);
  });

  test('and handing in again asks for approval anew, and is held again', () => {
    const case_ = story(withPlan(plan)).open().complete('plan').wait('1 day').sendBack('plan').complete('plan');
    expect(case_.state.approvals.map(({ id, state }) => [id, state])).toEqual([['plan.1.1', 'sent_back'], ['plan.1.2', 'asked']]);
    expect(case_.clock('task:plan.1').held).toHaveLength(2);
    expect(case_.refused({ type: 'complete', by: omar, task: 'plan', answers: {} })).toBe('not-your-task');
    expect(case_.approve('plan').openIds).toEqual([]);
  });
});
