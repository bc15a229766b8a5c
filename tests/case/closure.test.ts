// Closing: only when the criteria hold, by a second person, never by itself again, and then for good.

import { rulesOf } from './processes';
import { CHILD_PROTECTION } from './child-protection';
import { clerk, maha, omar, rana, salma, samir, story } from './story';

const childProtection = rulesOf(CHILD_PROTECTION);
const byNobody = rulesOf({ ...CHILD_PROTECTION, closure: { ...CHILD_PROTECTION.closure, approve: [] } });
const notEligible = () => story(childProtection).open().seen().complete('screening', { eligible: false, risk: 'low' });

describe('a closure', () => {
  test('is refused over an open alert and without the outcome, each named', () => {
    const case_ = story(childProtection).open().raise('immediate_risk');
    const refusal = case_.refusal({ type: 'close', by: rana, reason: 'resolved' });
    expect(refusal).toEqual({ code: 'closure-criteria-unmet', against: [{ rule: 'closure.must.0' }, { rule: 'closure.must.1' }] });
    expect(case_.refusal({ type: 'close', by: rana, reason: 'of_age' })?.against).toEqual([{ rule: 'closure.must.0' }]);
  });

  test.each([
    ['somebody else’s case', { by: omar, reason: 'resolved' }, 'not-for-you'],
    ['somebody without a role', { by: clerk, reason: 'resolved' }, 'not-for-you'],
    ['a reason that is not in the process', { by: rana, reason: 'tired' }, 'unknown-reason'],
  ])('is refused for %s', (_, act, code) => {
    expect(story(childProtection).open().refused({ type: 'close', ...act })).toBe(code);
  });

  test('is proposed by its owner or one above, and waits for a second person', () => {
    const case_ = story(childProtection).open({ outcome: 'well' }).seen().close('resolved');
    expect(case_.state).toMatchObject({ status: 'open', closure: { n: 1, reason: 'resolved', proposedBy: { id: 'rana' } } });
    expect(case_.items['closure.1.1']).toBe('2026-04-02');
    expect(case_.notices).toEqual(['samir: approval_asked closure.1.1']);
    expect(case_.refusal({ type: 'close', by: samir, reason: 'resolved' })).toMatchObject({ code: 'closing-already', first: { name: 'RANA' } });
    expect(story(childProtection).open({ outcome: 'well' }).close('resolved', maha).state.closure?.proposedBy?.id).toBe('maha');
  });

  test('is not approved by the one who proposed it, nor by the owner where a rule proposed it', () => {
    const proposed = story(childProtection).open({ outcome: 'well' }).close('resolved', samir);
    expect(proposed.refused({ type: 'approve', by: samir, approval: 'closure' })).toBe('not-by-who-did-it');
    expect(proposed.refused({ type: 'approve', by: salma, approval: 'closure' })).toBeNull();
    const owner = { ...rana, roles: ['case_worker', 'supervisor'] };
    expect(notEligible().refused({ type: 'approve', by: owner, approval: 'closure' })).toBe('not-by-who-did-it');
  });

  test('ends everything that was open, on record, and nothing runs on', () => {
    const case_ = story(childProtection).open({ outcome: 'well' }).close('resolved').seen().approve('closure');
    expect(case_.journal).toEqual(['approved closure.1.1', 'task_withdrawn screening.1', 'review_ended follow_up.1', 'closed']);
    expect(case_.notices).toEqual(['rana: closed']);
    expect(case_.state).toMatchObject({ status: 'closed', clocks: {}, judgeAt: null, closed: { reason: 'resolved', by: { id: 'samir' } } });
    expect(case_.openIds).toEqual([]);
    expect(case_.seen().wait('1 year').journal).toEqual([]);
  });

  test('is for good: every act is refused and no time moves it', () => {
    const case_ = story(byNobody).open({ outcome: 'well' }).close('resolved');
    expect(case_.refused({ type: 'answer', by: rana, answers: { risk: 'low' } })).toBe('case-closed');
    expect(case_.refused({ type: 'raise', by: rana, alert: 'immediate_risk' })).toBe('case-closed');
    expect(case_.refused({ type: 'time' })).toBeNull();
    expect(case_.refused({ type: 'rules' })).toBe('case-closed');
  });

  test('at once, where nobody has to approve it', () => {
    const case_ = story(byNobody).open({ outcome: 'well' }).seen().close('resolved');
    expect(case_.journal).toEqual(['closure_proposed closure.1', 'task_withdrawn screening.1', 'review_ended follow_up.1', 'closed']);
    expect(case_.notices).toEqual([]);
  });

  test('whose criteria have ceased to hold is not approved', () => {
    const case_ = story(childProtection).open({ outcome: 'well' }).close('resolved').raise('immediate_risk');
    expect(case_.refusal({ type: 'approve', by: samir, approval: 'closure' })).toEqual({ code: 'closure-criteria-unmet', against: [{ rule: 'closure.must.0' }] });
    expect(case_.acknowledge().resolve({ risk: 'low' }).approve('closure').state.status).toBe('closed');
  });
});

describe('a closure that a rule proposes', () => {
  test('is proposed when its way holds, by nobody, with the rule', () => {
    const case_ = notEligible();
    expect(case_.state.closure).toMatchObject({ reason: 'not_eligible', proposedBy: null });
    expect(case_.lines('closure_proposed')).toMatchObject([{ about: 'closure.1', rule: 'stages.registration.next.0' }]);
    expect(case_.approve('closure').state.closed).toMatchObject({ reason: 'not_eligible', by: { id: 'samir' } });
  });

  test('waits until its criteria hold, and is then proposed', () => {
    const case_ = story(childProtection).open().raise('immediate_risk').complete('screening', { eligible: false, risk: 'low' });
    expect(case_.state.closure).toBeUndefined();
    expect(case_.acknowledge().resolve({ risk: 'low' }).state.closure?.reason).toBe('not_eligible');
  });

  test('and is sent back is not proposed again by itself, but when it is answered anew', () => {
    const case_ = notEligible().sendBack('closure');
    expect(case_.state).toMatchObject({ status: 'open', closures: 1 });
    expect(case_.state.closure).toBeUndefined();
    expect(case_.wait('1 month').answer({ risk: 'high' }).state.closure).toBeUndefined();
    expect(case_.answer({ eligible: false }).state.closure).toMatchObject({ n: 2, reason: 'not_eligible' });
    expect(case_.approve('closure').state.status).toBe('closed');
  });

  test('and is sent back is proposed again when its way has ceased to hold and holds again', () => {
    const case_ = notEligible().sendBack('closure').answer({ eligible: true });
    expect(case_.openIds).toContain('informed_consent.1');
    expect(case_.answer({ eligible: false }).state.closure?.n).toBe(2);
  });

  test('and is sent back can be proposed by a person at once', () => {
    expect(notEligible().sendBack('closure').close('not_eligible').state.closure).toMatchObject({ n: 2, proposedBy: { id: 'rana' } });
  });

  test('by its date is proposed once, sent back, and leaves the case to people', () => {
    const case_ = story(childProtection).open({ birth_date: '2008-04-02' }).until('2026-04-02T09:00').sendBack('closure');
    expect(case_.wait('1 year').lines('closure_proposed')).toHaveLength(1);
  });
});
