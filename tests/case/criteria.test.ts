// What must and should hold: of tasks, of ways, and of the closure.

import { explain } from '../../case/explain';
import { rulesFromYaml } from './from-yaml';
import { maha, omar, rana, samir, story } from './story';

const RULES = rulesFromYaml(`
fields:
  spoken_alone:
    title: Was the child spoken with alone?
    type: yes_no
  safe:
    title: Is the child safe tonight?
    type: yes_no
  contacted:
    title: Was the school asked?
    type: yes_no
stages:
  assessment:
    title: Assessment
    tasks:
      visit:
        title: Visit
        who: case_worker
        may_answer: [spoken_alone, safe, contacted]
        due: 5 working days
        must:
          - that: safe
            say: The child must be safe tonight.
        should:
          - that: spoken_alone
            say: Speak with the child alone.
        may_end:
          not_reached:
            title: Nobody was at home
    next:
      - must:
          - that: answered(safe)
            say: Nobody knows whether the child is safe.
        should:
          - that: contacted
            say: The school was not asked.
        to: planning
  planning:
    title: Case plan
    tasks:
      plan:
        title: Plan
        who: case_worker
        due: 5 working days
    next:
      - close: resolved
        should:
          - that: answered(contacted)
            say: Say whether the school was asked.
closure:
  reasons:
    resolved: Resolved
    moved: Moved away
  must:
    - that: alerts.open is 0
      say: An alert is still open.
  should:
    - that: contacted or reason is not resolved
      say: The school should have been asked.
    - that: spoken_alone
      say: The child was not spoken with alone.
  approve:
    - { who: supervisor, due: 2 working days }
`, { warnings: true });

const opened = () => story(RULES).open();
const inPlanning = () => opened().complete('visit', { safe: true, spoken_alone: true, contacted: true });

describe('a task', () => {
  it('is not done against what must hold, with the answers of the act counted', () => {
    const one = opened();
    expect(one.refusal({ type: 'complete', by: rana, task: 'visit', answers: { safe: false, spoken_alone: true } })).toEqual({
      code: 'must-not-met', against: [{ rule: 'stages.assessment.tasks.visit.must.0' }],
    });
    expect(one.refused({ type: 'complete', by: rana, task: 'visit', answers: { spoken_alone: true } })).toBe('must-not-met');
    expect(one.complete('visit', { safe: true, spoken_alone: true, contacted: true }).state.stage.id).toBe('planning');
  });

  it('cannot be done by a reason against what must hold', () => {
    expect(opened().refused({ type: 'complete', by: rana, task: 'visit', answers: { safe: false }, despite: 'no time' })).toBe('must-not-met');
  });

  it('is done against what should hold with a reason, which is on record with the rule', () => {
    const one = opened();
    const act = { type: 'complete' as const, by: rana, task: 'visit', answers: { safe: true } };
    expect(one.refusal(act)).toEqual({ code: 'should-not-met', against: [{ rule: 'stages.assessment.tasks.visit.should.0' }] });
    expect(one.refused({ ...act, despite: '  ' })).toBe('reason-missing');
    one.does({ ...act, despite: 'the father would not leave' });
    expect(one.lines('passed_over')).toMatchObject([
      { by: { id: 'rana' }, about: 'visit.1', rule: 'stages.assessment.tasks.visit.should.0', details: { reason: 'the father would not leave' } },
    ]);
  });

  it('puts nothing on record where a reason was not needed', () => {
    const one = opened().does({ type: 'complete', by: rana, task: 'visit', answers: { safe: true, spoken_alone: true }, despite: 'in case' });
    expect(one.lines('passed_over')).toEqual([]);
  });

  it('may end in another way whatever must hold', () => {
    expect(opened().refused({ type: 'complete', by: rana, task: 'visit', answers: {}, end: 'not_reached' })).toBeNull();
  });
});

describe('a way', () => {
  it('is not taken against what must hold, nor passed, and says what is missing', () => {
    const one = opened().does({ type: 'complete', by: rana, task: 'visit', answers: {}, end: 'not_reached' });
    expect(one.state.stage.id).toBe('assessment');
    expect(one.refusal({ type: 'pass', by: rana, way: 'planning', reason: 'it is late' })).toEqual({ code: 'must-not-met', against: [{ rule: 'stages.assessment.next.0.must.0' }] });
    expect(explain(RULES, one.state, one.world.now).stage.ways[0]).toMatchObject({
      holds: true, criteria: [{ rule: 'stages.assessment.next.0.must.0', holds: false }, { rule: 'stages.assessment.next.0.should.0', holds: false, should: true }],
    });
  });

  it('is not taken by itself against what should hold, but passed by who answers for the case', () => {
    const one = opened().complete('visit', { safe: true, spoken_alone: true });
    expect(one.state.stage.id).toBe('assessment');
    expect(one.refused({ type: 'pass', by: omar, way: 'planning', reason: 'school holidays' })).toBe('not-for-you');
    expect(one.refused({ type: 'pass', by: rana, way: 'planning', reason: ' ' })).toBe('reason-missing');
    one.does({ type: 'pass', by: samir, way: 'planning', reason: 'school holidays' });
    expect(one.state.stage.id).toBe('planning');
    expect(one.lines('passed_over')).toMatchObject([{ by: { id: 'samir' }, about: 'assessment', rule: 'stages.assessment.next.0.should.0', details: { reason: 'school holidays' } }]);
  });

  it('is taken by itself as soon as what should hold does', () => {
    const one = opened().complete('visit', { safe: true, spoken_alone: true }).answer({ contacted: true });
    expect(one.state.stage.id).toBe('planning');
  });

  it('is passed only where it leads, and once the stage is done', () => {
    const one = opened();
    expect(one.refusal({ type: 'pass', by: rana, way: 'nowhere', reason: 'why' })).toEqual({ code: 'unknown-way', against: [{ id: 'nowhere', expected: 'planning' }] });
    expect(one.refused({ type: 'pass', by: rana, way: 'planning', reason: 'why' })).toBe('way-not-open');
  });

  it('that closes is passed together with what should hold of the closure', () => {
    const one = opened().complete('visit', { safe: true, spoken_alone: true });
    one.does({ type: 'pass', by: rana, way: 'planning', reason: 'school holidays' }).complete('plan');
    expect(one.state.closure).toBeUndefined();
    one.does({ type: 'pass', by: rana, way: 'resolved', reason: 'the family has moved' });
    expect(one.state.closure).toMatchObject({ reason: 'resolved', passed: ['closure.should.0'] });
    expect(one.lines('passed_over').slice(1).map(({ rule }) => rule)).toEqual(['stages.planning.next.0.should.0', 'closure.should.0']);
    expect(one.refused({ type: 'pass', by: rana, way: 'resolved', reason: 'again' })).toBe('closing-already');
  });
});

describe('a closure', () => {
  it('is proposed against what should hold with a reason, which is not asked for again when it is approved', () => {
    const one = opened();
    const close = { type: 'close' as const, by: rana, reason: 'moved' };
    expect(one.refusal(close)).toEqual({ code: 'should-not-met', against: [{ rule: 'closure.should.1' }] });
    one.does({ ...close, despite: 'they left overnight' });
    expect(one.lines('passed_over')).toMatchObject([{ about: 'closure.1', rule: 'closure.should.1', details: { reason: 'they left overnight' } }]);
    expect(one.approve('closure').state.status).toBe('closed');
  });

  it('is not approved without a reason against what should hold and has ceased to since', () => {
    const one = inPlanning().does({ type: 'close', by: rana, reason: 'resolved' }).answer({ contacted: false });
    expect(one.refusal({ type: 'approve', by: samir, approval: 'closure' })).toEqual({ code: 'should-not-met', against: [{ rule: 'closure.should.0' }] });
    one.does({ type: 'approve', by: samir, approval: 'closure', despite: 'there is no school' });
    expect(one.state.status).toBe('closed');
    expect(one.lines('passed_over')).toMatchObject([{ by: { id: 'samir' }, rule: 'closure.should.0' }]);
  });

  it('is not proposed by a rule against what should hold', () => {
    const one = inPlanning().answer({ spoken_alone: false });
    one.complete('plan');
    expect(one.state.closure).toBeUndefined();
    expect(one.answer({ spoken_alone: true }).state.closure?.reason).toBe('resolved');
  });

  it('stands against what must hold however good the reason', () => {
    const one = inPlanning();
    one.world.case = { ...one.state, alerts: [{ id: 'a', alert: 'x', raisedAt: one.world.now, raisedBy: null, joined: [], step: 0, repeats: 0, stepAt: one.world.now, notice: '', toldAt: null, climbAt: null }] };
    expect(one.refused({ type: 'close', by: rana, reason: 'resolved', despite: 'because' })).toBe('closure-criteria-unmet');
    expect(one.refused({ type: 'close', by: maha, reason: 'resolved', despite: 'because' })).toBe('closure-criteria-unmet');
  });
});
