// Every deadline explains itself, and so do the ways out of a stage and the criteria of a closure.

import { explain } from '../../case/explain';
import { visibleDeadline } from '../../case/view';
import { rulesOf } from './processes';
import { CHILD_PROTECTION } from './child-protection';
import { rana, samir, story } from './story';

const rules = rulesOf(CHILD_PROTECTION);
const explained = (case_: ReturnType<typeof story>, reason?: string) => explain(rules, case_.state, case_.world.now, reason);

describe('a deadline', () => {
  test('says the rule, the answer that chose it, from when it counts and which days did not', () => {
    const case_ = story(rules, '2026-03-19T10:00').open().complete('screening', { eligible: true, risk: 'medium' }).complete('informed_consent', { consent: { given: true } });
    const deadline = explained(case_).deadlines.find((one) => one.about === 'initial_assessment.1');
    expect(deadline).toMatchObject({
      kind: 'task', title: 'stages.assessment.tasks.initial_assessment.title', dueAt: '2026-03-30T21:00:00.000Z', rule: 'stages.assessment.tasks.initial_assessment.due.medium',
      chosenBy: { field: 'risk', value: 'medium' }, startedAt: '2026-03-19T07:00:00.000Z', countedFrom: '2026-03-19T07:00:00.000Z', provisional: true, held: false,
      reminders: [{ at: '2026-03-29T05:00:00.000Z', rule: 'stages.assessment.tasks.initial_assessment.remind.0' }],
    });
    expect(deadline?.notCounted.map(({ date, why }) => `${date.slice(5)} ${why}`)).toEqual([
      '03-20 weekend', '03-21 weekend', '03-22 holiday', '03-23 holiday', '03-27 weekend', '03-28 weekend',
    ]);
  });

  test('says what it waits for, and when it stands still', () => {
    const case_ = story(rules).open().complete('screening', { eligible: true, risk: 'low' }).complete('informed_consent', { consent: { given: true } });
    case_.complete('initial_assessment', { risk: 'low' }).complete('comprehensive_assessment', { complex: false }).complete('case_plan', { outcome: 'x' });
    expect(explained(case_).deadlines.find((one) => one.about === 'case_plan.1')).toMatchObject({ held: true, nextAt: null });
    const waiting = story(rulesOf({ stages: { a: { tasks: { b: { due: { depends_on: 'risk', low: '1 day' } } } } } })).open();
    expect(explain(waiting.rules, waiting.state, waiting.world.now).deadlines).toMatchObject([{ dueAt: null, waitsFor: 'fields.risk', reminders: [] }]);
  });
});

describe('a stage', () => {
  test('says which tasks hold it up, and why each way out holds or not', () => {
    const case_ = story(rules).open().complete('screening', { eligible: true, risk: 'low' });
    const { stage } = explained(case_);
    expect(stage).toMatchObject({ id: 'registration', waitsForTasks: ['informed_consent'] });
    expect(stage.ways).toMatchObject([
      { rule: 'stages.registration.next.0', holds: false, leadsTo: 'close: not_eligible', why: { verdict: 'fails' } },
      { rule: 'stages.registration.next.1', holds: false, leadsTo: 'assessment', why: { verdict: 'unknown', missing: ['consent'] } },
    ]);
  });
});

describe('a closure', () => {
  test('says of each criterion whether it holds for the reason at hand', () => {
    const case_ = story(rules).open().raise('immediate_risk');
    expect(explained(case_, 'resolved').closure.criteria.map(({ rule, holds }) => [rule, holds])).toEqual([['closure.must.0', false], ['closure.must.1', false]]);
    expect(explained(case_, 'of_age').closure.criteria.map(({ holds }) => holds)).toEqual([false, true]);
    expect(explained(case_).closure).toMatchObject({ reason: null });
  });
});

test('what chose a date is shown to who may see the field, and to nobody else', () => {
  const fields = { ...rules.process.fields, risk: { type: 'one_of' as const, options: ['low', 'medium', 'high', 'immediate'], visibleTo: ['case_worker'] } };
  const hidden = rulesOf({ ...CHILD_PROTECTION, fields });
  const case_ = story(hidden).open({ risk: 'high' }).complete('screening', { eligible: true, risk: 'high' }).complete('informed_consent', { consent: { given: true } });
  const deadline = explain(hidden, case_.state, case_.world.now).deadlines.find(({ about }) => about === 'initial_assessment.1');
  if (!deadline) throw new Error('There is no such deadline.');
  expect(visibleDeadline(hidden, rana, deadline).chosenBy).toEqual({ field: 'risk', value: 'high' });
  expect(visibleDeadline(hidden, samir, deadline).chosenBy).toEqual({ field: 'risk', value: null });
});
