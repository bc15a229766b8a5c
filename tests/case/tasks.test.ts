// Tasks: when they open, what they ask, how they fall away, and who may do them.

import type { CaseEvent } from '../../case/event';
import { answered, field, is } from '../process/conditions';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { CHILD_PROTECTION } from './child-protection';
import { clerk, maha, omar, rana, samir, story, stranger } from './story';

const childProtection = rulesOf(CHILD_PROTECTION);
const oneStage = (tasks: ProcessSource['stages'][string]['tasks']) => rulesOf({ stages: { work: { tasks } } });

describe('a task', () => {
  test('opens with its stage, with its deadline counted from then', () => {
    expect(story(childProtection).open().items).toEqual({ 'screening.1': '2026-03-27T10:00', 'follow_up.1': '2026-04-09' });
  });

  test('opens as soon as its condition is known to hold, and not while it is unknown', () => {
    const case_ = story(childProtection).open();
    expect(case_.openIds).not.toContain('informed_consent.1');
    expect(case_.complete('screening', { eligible: true, risk: 'low' }).items['informed_consent.1']).toBe('2026-03-31');
  });

  test('opens after the one it comes after has ended, wherever the two stand in the file', () => {
    const rules = oneStage({ second: { after: ['first'] }, first: {} });
    const case_ = story(rules).open();
    expect(case_.openIds).toEqual(['first.1']);
    expect(case_.complete('first').openIds).toEqual(['second.1']);
  });

  test('does not wait for one that is not needed', () => {
    const rules = oneStage({ first: { when: field('complex') }, second: { after: ['first'] } });
    expect(story(rules).open({ complex: false }).openIds).toEqual(['second.1']);
    expect(story(rules).open({ complex: true }).openIds).toEqual(['first.1']);
  });

  test('opens when the one it comes after is withdrawn, in the same event and wherever the two stand in the file', () => {
    const rules = oneStage({ second: { after: ['first'] }, first: { when: field('complex') } });
    expect(story(rules).open({ complex: true }).answer({ complex: false }).openIds).toEqual(['second.1']);
  });

  test('is withdrawn on record when its condition turns false, with its clock, and opens anew when it turns true', () => {
    const rules = oneStage({ conference: { when: field('complex'), due: '3 days' }, other: {} });
    const case_ = story(rules).open({ complex: true }).seen().answer({ complex: false });
    expect(case_.journal).toEqual(['answered', 'task_withdrawn conference.1']);
    expect(case_.state.clocks).toEqual({});
    expect(case_.answer({ complex: true }).openIds).toEqual(['other.1', 'conference.2']);
    expect(case_.lines('task_withdrawn')[0]?.rule).toBe('stages.work.tasks.conference.when');
  });

  test('that waits for approval is withdrawn with the approval', () => {
    const rules = oneStage({ plan: { when: field('complex'), approve: [{ who: 'supervisor', due: '1 day' }] }, other: {} });
    const case_ = story(rules).open({ complex: true }).complete('plan').answer({ complex: false });
    expect(case_.openIds).toEqual(['other.1']);
    expect(case_.state.clocks).toEqual({});
    expect(case_.refused({ type: 'approve', by: samir, approval: 'plan' })).toBe('already-decided');
  });

  test('counts anew in a second round of its stage: what was done in the first does not stand for it', () => {
    const rules = rulesOf({
      stages: {
        plan: { tasks: { draft: {}, agree: { due: { length: '2 days', after: { kind: 'task', id: 'draft', edge: 'end' } } } }, next: [{ to: 'act' }] },
        act: { tasks: { carry_out: { must: ['complex'] } }, next: [{ when: field('complex'), to: 'plan' }] },
      },
    });
    const case_ = story(rules).open();
    expect(case_.items).toEqual({ 'draft.1': null, 'agree.1': null });
    expect(case_.complete('draft').items).toEqual({ 'agree.1': '2026-03-28' });
    case_.complete('agree').wait('1 month').complete('carry_out', { complex: true });
    expect(case_.items).toEqual({ 'draft.2': null, 'agree.2': null });
    expect(case_.until('2026-04-30T09:00').complete('draft').items).toEqual({ 'agree.2': '2026-05-02' });
  });

  test('of an alert opens with it, stays through a change of stage and is not opened again by resolving', () => {
    const case_ = story(childProtection).open({ risk: 'immediate' }).complete('screening', { eligible: true, risk: 'immediate' });
    case_.complete('informed_consent', { consent: { given: true } });
    expect(case_.openIds).toEqual(expect.arrayContaining(['urgent_protection.1', 'initial_assessment.1']));
    case_.acknowledge().complete('urgent_protection', { safety_measures: 'moved to her aunt' }).resolve({ risk: 'high' });
    expect(case_.openIds).not.toEqual(expect.arrayContaining([expect.stringContaining('urgent')]));
  });

  test('of an alert is still to be done when the alert is resolved without it', () => {
    const case_ = story(childProtection).open({ risk: 'immediate' }).acknowledge().resolve({ risk: 'high' });
    expect(case_.items['urgent_protection.1']).toBe('2026-03-27T10:00');
  });

  test('of an alert waits for another of the same alert, and not for what an earlier alert has done', () => {
    const rules = rulesOf({
      stages: { work: { tasks: { other: {} } } },
      alerts: { danger: { raisedBy: ['case_worker'], acknowledge: [{ who: 'supervisor', within: '1 hour' }], tasks: { call: {}, visit: { after: ['call'] } } } },
    });
    const case_ = story(rules).open().raise('danger').complete('call').acknowledge().resolve();
    expect(case_.openIds).toEqual(['other.1', 'visit.1']);
    expect(case_.complete('visit').raise('danger').openIds).toEqual(['other.1', 'call.2']);
  });
});

describe('completing a task', () => {
  const opened = () => story(childProtection).open();
  const screening = { type: 'complete', by: rana, task: 'screening', answers: { eligible: true, risk: 'low' } } as const;

  test.each([
    ['a task that is not in the process', { ...screening, task: 'screaming' }, 'unknown-task'],
    ['a task that has not opened', { ...screening, task: 'initial_assessment' }, 'task-not-ready'],
    ['an opening that there has not been', { ...screening, task: 'screening.9' }, 'unknown-task'],
    ['another case worker', { ...screening, by: omar }, 'not-your-task'],
    ['the supervisor of the one who is to do it', { ...screening, by: samir }, 'not-your-task'],
    ['somebody of another agency', { ...screening, by: stranger }, 'not-your-task'],
    ['somebody without a role', { ...screening, by: clerk }, 'not-your-task'],
    ['the owner who is no case worker any more', { ...screening, by: { ...rana, roles: [] } }, 'not-your-task'],
    ['an answer that is missing', { ...screening, answers: { risk: 'low' } }, 'answer-missing'],
    ['an answer that is not asked there', { ...screening, answers: { ...screening.answers, outcome: 'good' } }, 'answer-not-asked-here'],
    ['a field that is not in the process', { ...screening, answers: { ...screening.answers, shoe_size: 4 } }, 'unknown-field'],
  ])('is refused for %s', (_, event, code) => {
    expect(opened().refused(event as CaseEvent)).toBe(code);
  });

  test('is refused once it is done, and names what was asked', () => {
    const case_ = opened().complete('screening', { eligible: true, risk: 'low' });
    expect(case_.refusal(screening)).toEqual({ code: 'task-not-open', against: [{ id: 'screening.1', rule: 'stages.registration.tasks.screening' }] });
  });

  test('names every answer that is missing at once', () => {
    expect(opened().refusal({ ...screening, answers: {} })?.against.map((one) => one.id)).toEqual(['eligible', 'risk']);
  });

  test('takes an answer that was given while the task was open, and not one from before', () => {
    expect(story(childProtection).open().answer({ eligible: true, risk: 'low' }).refused({ ...screening, answers: {} })).toBeNull();
    const tomorrow = story(childProtection).open({ eligible: true, risk: 'low' }).wait('1 hour').complete('screening', { eligible: true, risk: 'low' });
    tomorrow.wait('1 hour').complete('informed_consent', { consent: { given: true } }).wait('1 hour');
    expect(tomorrow.refused({ type: 'complete', by: rana, task: 'initial_assessment', answers: {} })).toBe('answer-missing');
    expect(tomorrow.answer({ risk: 'low' }, samir).refused({ type: 'complete', by: rana, task: 'initial_assessment', answers: {} })).toBeNull();
  });

  test('by the role that is to do it, when that is not the owner', () => {
    const rules = oneStage({ conference: { who: 'supervisor' } });
    expect(story(rules).open().refused({ type: 'complete', by: rana, task: 'conference', answers: {} })).toBe('not-your-task');
    expect(story(rules).open().refused({ type: 'complete', by: maha, task: 'conference', answers: {} })).toBe('not-your-task');
    expect(story(rules).open().refused({ type: 'complete', by: samir, task: 'conference', answers: {} })).toBeNull();
  });

  test('says what it opened and ended', () => {
    const case_ = story(oneStage({ first: {}, second: { after: ['first'] }, third: { when: is('risk', 'high') }, fourth: { when: answered('outcome') } }));
    case_.open().complete('first');
    expect(case_.lines('task_done').map((line) => line.about)).toEqual(['first.1']);
    expect(case_.state.tasks).toMatchObject([{ id: 'first.1', state: 'done', submittedBy: { id: 'rana', name: 'RANA' } }, { id: 'second.1', state: 'open' }]);
  });
});
