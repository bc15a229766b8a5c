// The final report says what was planned, done and came of it, also what the state has long forgotten, and nothing that its reader may not see.

import type { Case, RecordState } from '../../case/case';
import { report } from '../../case/report';
import { CHILD_PROTECTION } from './child-protection';
import { rulesOf } from './processes';
import type { Story } from './story';
import { rana, samir, story } from './story';

const rules = rulesOf({
  ...CHILD_PROTECTION,
  closure: { ...CHILD_PROTECTION.closure, reopen: { within: '12 months', to: 'assessment', who: 'supervisor' } },
});
const reported = (of: Story, by = rana, state: Case = of.state) => report(of.rules, state, of.world.journal, by, of.world.now);

/** A plan that was late, sent back once, then approved. */
const planned = () =>
  story(rules).open({ child_name: 'Sami' }).complete('screening', { eligible: true, risk: 'low' }).complete('informed_consent', { consent: { given: true } })
    .complete('initial_assessment', { risk: 'low' }).complete('comprehensive_assessment', { complex: false })
    .wait('20 working days').complete('case_plan', { outcome: 'better' }).sendBack('case_plan').complete('case_plan', { outcome: 'well' }).wait('1 day').approve('case_plan');

describe('tasks', () => {
  test('are there with when they were due, when and by whom they were done, and whether they were handed in late', () => {
    const { tasks } = reported(planned());
    expect(tasks.find(({ id }) => id === 'screening.1')).toMatchObject({
      title: 'stages.registration.tasks.screening.title', state: 'done', dueAt: '2026-03-27T07:00:00.000Z', endedAt: '2026-03-26T07:00:00.000Z', by: { id: 'rana' }, late: false,
    });
    expect(tasks.find(({ id }) => id === 'case_plan.1')).toMatchObject({ state: 'done', late: true });
  });

  test('are not late for the time that their approval takes', () => {
    const case_ = story(rules).open().complete('screening', { eligible: true, risk: 'low' }).complete('informed_consent', { consent: { given: true } })
      .complete('initial_assessment', { risk: 'low' }).complete('comprehensive_assessment', { complex: false })
      .complete('case_plan', { outcome: 'x' }).wait('30 working days').approve('case_plan');
    expect(reported(case_).tasks.find(({ id }) => id === 'case_plan.1')).toMatchObject({ state: 'done', late: false });
  });

  test('of a process that knows another end say which it was, and one that is not needed any more is withdrawn', () => {
    const other = rulesOf({ stages: { a: { tasks: { visit: { due: '1 day', mayEnd: { not_reached: {} } }, call: { due: '1 day' } }, next: [{ to: 'b' }] }, b: { next: [] } } });
    const case_ = story(other).open().does({ type: 'complete', by: rana, task: 'visit', answers: {}, end: 'not_reached' });
    expect(reported(case_).tasks).toMatchObject([{ id: 'visit.1', resultTitle: 'stages.a.tasks.visit.may_end.not_reached.title' }, { id: 'call.1', state: 'open', endedAt: null }]);
  });
});

test('every review that was kept is there, also those that the state has forgotten', () => {
  const case_ = story(rules).open({ risk: 'low' });
  for (let i = 0; i < 6; i += 1) case_.wait('1 week').record('follow_up', { risk: 'low' });
  const { reviews } = reported(case_);
  expect(case_.state.reviews.length).toBeLessThan(6);
  expect(reviews.map(({ id, state }) => `${id} ${state}`)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `follow_up.${n} recorded`).concat('follow_up.7 open'));
  expect(reviews[0]).toMatchObject({ by: { id: 'rana' }, late: false, dueAt: '2026-04-09T21:00:00.000Z' });
});

test('a review that was recorded after it was due is late', () => {
  const case_ = story(rules).open({ risk: 'high' }).wait('4 weeks').record('follow_up', { risk: 'high' });
  expect(reported(case_).reviews[0]).toMatchObject({ state: 'recorded', late: true });
});

test('an alert is there with who raised, acknowledged and resolved it, when and why', () => {
  const case_ = story(rules).open().raise('immediate_risk', rana, 'bruises').raise('immediate_risk', samir, 'again').wait('10 minutes').acknowledge(samir, 'I go there').resolve({ risk: 'low' });
  expect(reported(case_).alerts).toMatchObject([{
    title: 'alerts.immediate_risk.title', raisedBy: { id: 'rana' }, reason: 'bruises', joined: [{ by: { id: 'samir' }, reason: 'again' }],
    acknowledged: { by: { id: 'samir' }, reason: 'I go there' }, resolved: { by: { id: 'samir' } },
  }]);
});

describe('a closed case', () => {
  test('says why, when and by whom it was closed and who approved it', () => {
    const case_ = planned().wait('1 day').approve('closure');
    expect(reported(case_)).toMatchObject({
      status: 'closed', closed: { reason: 'resolved', reasonTitle: 'closure.reasons.resolved', by: { id: 'samir' }, approvedBy: [{ id: 'samir' }] },
      approvals: [{ id: 'case_plan.1.1', kind: 'task', state: 'sent_back', note: 'not yet' }, { id: 'case_plan.1.2', state: 'approved' }, { id: 'closure.1.1', kind: 'closure', state: 'approved' }],
    });
  });

  test('that was opened again tells of both, and of each round of its stages', () => {
    const case_ = planned().approve('closure').wait('1 month').does({ type: 'reopen', by: samir, reason: 'they ask' });
    const { turns, stages, closed } = reported(case_);
    expect(closed).toBeUndefined();
    expect(turns).toMatchObject([{ what: 'closed', reasonTitle: 'closure.reasons.resolved' }, { what: 'reopened', reason: 'they ask', by: { id: 'samir' } }]);
    expect(stages.map(({ id, round, leftAt }) => [id, round, leftAt === null])).toEqual([
      ['registration', 1, false], ['assessment', 1, false], ['planning', 1, false], ['implementation', 1, false], ['assessment', 2, true],
    ]);
  });
});

test('a pause, an extension and a waiver are there with who asked and why, and who approved them', () => {
  const clocks = rulesOf({
    stages: {
      a: { tasks: { plan: { due: '10 working days', pauses: {}, extend: { atMost: '5 working days', times: 1, approve: [{ who: 'supervisor', due: '1 day' }] } }, talk: { due: '1 day', waive: {} } }, next: [{ to: 'b' }] },
      b: { next: [] },
    },
  });
  const case_ = story(clocks).open().pause('plan', '2026-03-29', '2026-03-30').extend('plan', '3 working days').approve('extension.1').waive('talk');
  const { departures, approvals, tasks } = reported(case_);
  expect(departures).toMatchObject([
    { what: 'paused', title: 'stages.a.tasks.plan.title', from: '2026-03-29', to: '2026-03-30', reason: 'in hospital', by: { id: 'rana' } },
    { what: 'extended', byLength: '3 working days', reason: 'no interpreter' },
    { what: 'waived', title: 'stages.a.tasks.talk.title', reason: 'moved away' },
  ]);
  expect(approvals).toMatchObject([{ kind: 'extension', title: 'stages.a.tasks.plan.title', state: 'approved' }]);
  expect(tasks.find(({ id }) => id === 'plan.1')?.dueAt).toBe(case_.clock('task:plan.1').dueAt);
});

describe('an answer', () => {
  const fields = { ...rules.process.fields, outcome: { type: 'text' as const, visibleTo: ['supervisor'] }, child_name: { type: 'text' as const, private: true as const, visibleTo: ['case_worker'] } };
  const hidden = rulesOf({ ...CHILD_PROTECTION, fields });
  const open = () => story(hidden).open({ child_name: 'Planted' }).answer({ outcome: 'Secret' }, samir);

  test('that its reader may not see is named without its value', () => {
    const { answers } = reported(open());
    expect(answers.find(({ field }) => field === 'outcome')).toEqual({ field: 'outcome', title: 'fields.outcome.title', at: expect.any(String), hidden: true });
    expect(JSON.stringify(reported(open()))).not.toContain('Secret');
    expect(JSON.stringify(reported(open(), samir))).toContain('Secret');
  });

  test('that says who the client is stands apart, for those alone who may see it', () => {
    const named = { ...hidden, process: { ...hidden.process, client: { name: 'child_name' } } };
    const case_ = open();
    expect(report(named, case_.state, [], rana, case_.world.now).client).toMatchObject([{ field: 'child_name', value: 'Planted' }]);
    expect(JSON.stringify(report(named, case_.state, [], samir, case_.world.now))).not.toContain('Planted');
  });

  test('of a record is hidden like one of the case, and a record says how it ended', () => {
    const secret = { type: 'text' as const, visibleTo: ['supervisor'] };
    const list = { id: 'goal', rule: 'lists.goal', fields: { what: secret, result: { type: 'text' as const } }, addedBy: [], outcomes: ['met'], tasks: [], stages: [], atAnyTime: [] };
    const withList = { ...rules, process: { ...rules.process, lists: [list] } };
    const case_ = story(rules).open();
    const given = { at: case_.world.now, by: 'rana', sequence: 1 };
    const record: RecordState = {
      id: 'goal.1', list: 'goal', answers: { what: { value: 'Secret', ...given }, result: { value: 'well', ...given } }, addedAt: given.at, addedBy: { id: 'rana', name: 'RANA' },
      ended: { at: given.at, by: { id: 'rana', name: 'RANA' }, outcome: 'met' },
    };
    const { records } = report(withList, { ...case_.state, records: [record] }, [], rana, given.at);
    expect(records).toMatchObject([{
      title: 'lists.goal.title', ended: { outcomeTitle: 'lists.goal.outcomes.met' },
      answers: [{ field: 'goal.what', title: 'lists.goal.fields.what.title', hidden: true }, { field: 'goal.result', value: 'well' }],
    }]);
    expect(JSON.stringify(records)).not.toContain('Secret');
  });
});

test('what was written to the journal after the state that is reported is left out', () => {
  const case_ = story(rules).open({ risk: 'low' });
  const before = case_.state;
  case_.wait('1 week').record('follow_up', { risk: 'low' });
  expect(reported(case_, rana, before).reviews).toMatchObject([{ id: 'follow_up.1', state: 'open', endedAt: null }]);
});
