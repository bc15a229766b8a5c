// Late steps that do more than tell: they open a task, raise an alert, move the case and propose its closure, each once and in order.

import { compare, fact, field, is, not, value } from '../process/conditions';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { maha, omar, rana, samir, story } from './story';

type Late = NonNullable<NonNullable<ProcessSource['stages'][string]['tasks']>[string]['late']>;

/** Two stages, an alert, and a report that is late after two days; the late steps are the test's own. */
const withLate = (late: Late, more: Partial<ProcessSource> = {}) =>
  rulesOf({
    stages: {
      intake: {
        tasks: { report: { due: '2 days', late }, call: { onDemand: true, due: '1 day' } },
        next: [{ to: 'care' }],
      },
      care: { tasks: { plan: { due: '1 week' }, visit: { onDemand: true, due: '24 hours' } }, next: [{ to: 'rest' }] },
      rest: { tasks: { look: {} } },
    },
    alerts: { danger: { raisedBy: ['case_worker'], acknowledge: [{ who: 'supervisor', within: '1 hour' }], tasks: { rescue: { onDemand: true, due: '1 hour' } } } },
    closure: { reasons: ['lost_contact'], must: [compare(fact('alerts.open'), 'eq', value(0))], approve: [{ who: 'supervisor', due: '2 days' }] },
    ...more,
  });

describe('a late step that opens a task', () => {
  test('opens it at its time in the present round of its stage, and the journal names the step', () => {
    const case_ = story(withLate([{ after: '1 day', open: 'call' }])).open();
    expect(case_.openIds).toEqual(['report.1']);
    case_.until('2026-03-29T07:59').seen();
    expect(case_.wait('1 minute').journal).toEqual(['late_step report.1', 'task_opened call.1']);
    expect(case_.lines('task_opened').at(-1)).toMatchObject({ about: 'call.1', rule: 'stages.intake.tasks.report.late.0' });
    expect(case_.items).toEqual({ 'report.1': '2026-03-28', 'call.1': '2026-03-30' });
    expect(case_.state.tasks.at(-1)?.of).toEqual({ stage: 'intake', round: 1 });
  });

  test('makes it hold up its stage until it is done', () => {
    const case_ = story(withLate([{ open: 'call' }])).open().wait('3 days').complete('report');
    expect(case_.state.stage.id).toBe('intake');
    expect(case_.complete('call').state.stage.id).toBe('care');
  });

  test('that never comes leaves the stage free of it', () => {
    expect(story(withLate([{ open: 'call' }])).open().complete('report').state.stage.id).toBe('care');
  });

  test('does not open it twice, nor one that is not needed', () => {
    const twice = story(withLate([{ open: 'call' }, { after: '1 day', open: 'call' }])).open().wait('1 week');
    expect(twice.lines('task_opened').map((line) => line.about)).toEqual(['report.1', 'call.1']);
    const needless = rulesOf({ stages: { intake: { tasks: { report: { due: '2 days', late: [{ open: 'call' }] }, call: { onDemand: true, when: field('complex') } } } } });
    expect(story(needless).open().wait('1 week').openIds).toEqual(['report.1']);
  });

  test('attaches one of another stage to that stage, which it holds up and no other', () => {
    const case_ = story(withLate([{ open: 'visit' }])).open().wait('3 days');
    expect(case_.items).toMatchObject({ 'report.1': '2026-03-28', 'visit.1': '2026-03-29' });
    expect(case_.complete('report').state.stage.id).toBe('care');
    expect(case_.complete('plan').state.stage.id).toBe('care');
    expect(case_.complete('visit').state.stage.id).toBe('rest');
  });

  test('leaves one of another stage open when the case goes on, and withdraws it when it is needed no more', () => {
    const source = (visit: object): ProcessSource => ({
      stages: { intake: { tasks: { report: { due: '1 day', late: [{ open: 'visit' }] } }, next: [{ to: 'rest' }] }, rest: { tasks: { look: {} } }, care: { tasks: { visit: { onDemand: true, ...visit } } } },
    });
    const case_ = story(rulesOf(source({ when: not(field('complex')) }))).open({ complex: false }).wait('3 days').complete('report');
    expect(case_.openIds.sort()).toEqual(['look.1', 'visit.1']);
    expect(case_.answer({ complex: true }).openIds).toEqual(['look.1']);
  });

  test('opens one of an alert beside the open alert, and none where there is none', () => {
    const rules = withLate([{ open: 'rescue' }, { after: '1 day', open: 'rescue' }]);
    const case_ = story(rules).open().until('2026-03-29T00:30');
    expect(case_.openIds).toEqual(['report.1']);
    case_.raise('danger').acknowledge().until('2026-03-29T12:00');
    expect(case_.state.tasks.at(-1)).toMatchObject({ id: 'rescue.1', of: { alert: case_.alert.id } });
  });
});

describe('a late step that raises an alert', () => {
  test('raises it by the rule, and its people are told at once', () => {
    const case_ = story(withLate([{ after: '1 day', raise: 'danger' }])).open().until('2026-03-29T07:00').seen().wait('2 hours');
    expect(case_.notices.slice(0, 1)).toEqual([`samir: alert_raised ${case_.alert.id}`]);
    expect(case_.lines('alert_raised')).toMatchObject([{ rule: 'stages.intake.tasks.report.late.0' }]);
    expect(case_.alert).toMatchObject({ raisedBy: null, raisedAt: '2026-03-29T05:00:00.000Z' });
  });

  test('again and again raises it anew only when it was resolved, and joins nothing', () => {
    const case_ = story(withLate([{ raise: 'danger', tell: 'supervisor', repeat: '1 day' }])).open().until('2026-03-31T12:00');
    expect(case_.state.alerts).toMatchObject([{ joined: [] }]);
    case_.acknowledge().resolve().until('2026-04-01T12:00');
    expect(case_.state.alerts).toHaveLength(2);
  });
});

describe('a late step that moves the case', () => {
  test('leaves the stage as its ways do: what was open is withdrawn, its clocks end, and the new stage opens its tasks', () => {
    const rules = withLate([{ tell: 'supervisor', to: 'care' }, { after: '1 day', tell: 'manager' }]);
    const case_ = story(rules).open().until('2026-03-28T23:00').seen().until('2026-04-02T12:00');
    expect(case_.journal.slice(0, 5)).toEqual(['became_late report.1', 'late_step report.1', 'task_withdrawn report.1', 'stage_entered care', 'task_opened plan.1']);
    expect(case_.lines('stage_entered').at(-1)).toMatchObject({ rule: 'stages.intake.tasks.report.late.0' });
    // The second step belonged to a clock that has ended; the first one's notice is sent though its task is gone.
    expect(case_.notices).toEqual(['samir: task_late report.1']);
    expect(case_.openIds).toEqual(['plan.1']);
  });

  test('to where the case is already changes nothing', () => {
    const case_ = story(withLate([{ to: 'intake' }])).open().wait('1 week');
    expect([case_.state.stage.round, case_.openIds]).toEqual([1, ['report.1']]);
  });

  test('opens what it opens in the stage that it leads to', () => {
    const case_ = story(withLate([{ to: 'care', open: 'visit' }])).open().wait('3 days');
    expect(case_.state.tasks.find((task) => task.id === 'visit.1')?.of).toEqual({ stage: 'care', round: 1 });
    expect(case_.openIds.sort()).toEqual(['plan.1', 'visit.1']);
  });

  test('keeps the steps of clocks that it ends from running, though their time has come in the same wake-up', () => {
    const rules = rulesOf({
      stages: {
        intake: { tasks: { first: { due: '1 day', late: [{ to: 'rest' }] }, second: { due: '2 days', late: [{ tell: 'manager' }, { raise: 'danger' }] } } },
        rest: { tasks: { look: {} } },
      },
      reviews: { visit: { first: '3 days', every: '1 week', during: ['intake'], late: [{ tell: 'manager' }] } },
      alerts: { danger: { acknowledge: [{ who: 'supervisor', within: '1 hour' }] } },
    });
    const case_ = story(rules).open().seen().outage('2026-04-20T10:00').wake();
    expect(case_.journal).toEqual([
      'became_late first.1 (2026-03-27)', 'late_step first.1 (2026-03-27)', 'task_withdrawn first.1', 'task_withdrawn second.1', 'stage_entered rest', 'task_opened look.1', 'review_ended visit.1',
    ]);
    expect(case_.notices).toEqual([]);
  });

  test('waits while a closure is proposed, and moves when it is sent back', () => {
    const case_ = story(withLate([{ to: 'care' }])).open().close('lost_contact').until('2026-04-02T12:00');
    expect([case_.state.stage.id, case_.clock('task:report.1').owes]).toEqual(['intake', ['stages.intake.tasks.report.late.0']]);
    expect(case_.sendBack('closure').state.stage.id).toBe('care');
  });

  test('has been taken before somebody acts: what they complete is open no more', () => {
    const case_ = story(withLate([{ to: 'care' }])).open().outage('2026-04-02T12:00');
    expect(case_.refused({ type: 'complete', by: rana, task: 'report', answers: {} })).toBe('task-not-open');
    expect(case_.wake().complete('plan').state.stage.id).toBe('rest');
  });

  test('through stages that are late as soon as they begin ends, each entered once', () => {
    const past = { length: '1 day', after: { kind: 'stage' as const, id: 'one', edge: 'start' as const, which: 'first' as const } };
    const rules = rulesOf({
      stages: {
        one: { clock: { due: past, late: [{ to: 'two' }] }, tasks: { a: {} } },
        two: { clock: { due: past, late: [{ to: 'one' }] }, tasks: { b: {} } },
      },
    });
    const case_ = story(rules).open().until('2026-03-29T10:00');
    expect(case_.lines('stage_entered').map((line) => line.about)).toEqual(['one', 'two', 'one']);
    expect(case_.clock('stage:one.2').owes).toEqual(['stages.one.late.0']);
    // What happens next lets it go on, and it ends again.
    expect(case_.answer({ complex: true }).lines('stage_entered').length).toBeGreaterThan(3);
  });
});

describe('a late step that proposes the closure', () => {
  test('asks for its approval, with the rule in the journal', () => {
    const case_ = story(withLate([{ after: '1 week', close: 'lost_contact' }])).open().until('2026-04-04T12:00');
    expect(case_.state.closure).toMatchObject({ reason: 'lost_contact', proposedBy: null });
    expect(case_.lines('closure_proposed')).toMatchObject([{ rule: 'stages.intake.tasks.report.late.0' }]);
    expect(case_.approve('closure').state.status).toBe('closed');
  });

  test('does so once its criteria hold, and once only', () => {
    const case_ = story(withLate([{ close: 'lost_contact' }])).open().raise('danger').until('2026-04-02T12:00');
    expect(case_.state.closure).toBeUndefined();
    case_.acknowledge().resolve();
    expect(case_.state.closure?.reason).toBe('lost_contact');
    case_.sendBack('closure').wait('1 month').raise('danger').acknowledge().resolve();
    expect(case_.state.closure).toBeUndefined();
  });

  test('proposes nothing any more when its clock has ended meanwhile', () => {
    const case_ = story(withLate([{ close: 'lost_contact' }])).open().raise('danger').until('2026-04-02T12:00').complete('report').acknowledge().resolve();
    expect([case_.state.stage.id, case_.state.closure]).toEqual(['care', undefined]);
  });

  test('where nobody has to approve closes the case, with nothing left to wake for', () => {
    const rules = withLate([{ after: '1 day', close: 'lost_contact' }], { closure: { reasons: ['lost_contact'] } });
    const case_ = story(rules).open().wait('1 week');
    expect([case_.state.status, case_.state.clocks, case_.state.judgeAt]).toEqual(['closed', {}, null]);
  });
});

test('a case that a late step has closed while nobody woke it takes no act any more', () => {
  const rules = withLate([{ close: 'lost_contact' }], { closure: { reasons: ['lost_contact'] } });
  const case_ = story(rules).open().outage('2026-04-20T10:00');
  expect(case_.refused({ type: 'raise', by: rana, alert: 'danger' })).toBe('case-closed');
  expect(case_.wake().state).toMatchObject({ status: 'closed', alerts: [] });
});

test('what a late step brought about before somebody acts does not keep their answer from raising an alert anew', () => {
  const rules = rulesOf({
    stages: { intake: { tasks: { report: { due: '2 days', late: [{ open: 'call' }] }, call: { onDemand: true } } } },
    alerts: { danger: { raiseWhen: is('risk', 'immediate'), acknowledge: [{ who: 'supervisor', within: '1 hour' }] } },
  });
  const case_ = story(rules).open({ risk: 'immediate' }).acknowledge().resolve().outage('2026-04-02T10:00').answer({ risk: 'immediate' });
  expect(case_.openIds).toEqual(['report.1', 'call.1']);
  expect(case_.state.alerts).toHaveLength(2);
});

test('one step may tell, raise, move and open at once', () => {
  const case_ = story(withLate([{ tell: 'manager', raise: 'danger', to: 'care', open: 'visit' }])).open().until('2026-03-28T23:00').seen().until('2026-03-29T00:30');
  expect(case_.journal.slice(0, 7)).toEqual([
    'became_late report.1', 'late_step report.1', `alert_raised ${case_.alert.id}`, 'task_withdrawn report.1', 'stage_entered care', 'task_opened visit.1', 'task_opened plan.1',
  ]);
  expect(case_.notices.sort()).toEqual([`maha: task_late report.1`, `samir: alert_raised ${case_.alert.id}`]);
});

test('a task on demand is nobody’s to complete before it opens', () => {
  expect(story(withLate([{ open: 'call' }])).open().refused({ type: 'complete', by: rana, task: 'call', answers: {} })).toBe('task-not-ready');
  for (const by of [omar, samir, maha]) expect(story(withLate([{ open: 'call' }])).open().wait('1 week').refused({ type: 'complete', by, task: 'call', answers: {} })).toBe('not-your-task');
});
