// Alerts: they climb and repeat until somebody acknowledges, and only a person ends them.

import type { Refusal } from '../../case/refusals';
import { rulesOf } from './processes';
import { CHILD_PROTECTION } from './child-protection';
import { clerk, maha, omar, rana, salma, samir, STAFF, story, stranger } from './story';

const childProtection = rulesOf({ ...CHILD_PROTECTION, reviews: {} });
const raised = () => story(childProtection).open().seen().raise('immediate_risk', rana, 'he came back');
const told = (by: string): string => `${by}: alert_raised K7Q2-STORY-a1`;
const again = (by: string): string => `${by}: alert_repeated K7Q2-STORY-a1`;
const climbs = (case_: ReturnType<typeof raised>): string | null => case_.alert.climbAt && case_.local(case_.alert.climbAt);

describe('an alert', () => {
  test('climbs its chain, tells at each step all before it too, and repeats the last until acknowledged', () => {
    const case_ = raised();
    expect(case_.notices).toEqual([told('samir')]);
    expect(case_.until('2026-03-26T11:00').notices).toEqual([again('maha'), again('samir')]);
    expect(case_.until('2026-03-26T12:59').notices).toEqual([]);
    expect(case_.until('2026-03-26T13:00').notices).toEqual([again('maha'), again('samir')]);
    expect(case_.until('2026-03-26T16:00').notices).toEqual(Array.from({ length: 3 }, () => [again('maha'), again('samir')]).flat());
    expect(case_.alert).toMatchObject({ step: 2, repeats: 3 });
    expect(case_.lines('alert_climbed').map((line) => [line.rule, line.details])).toEqual([
      ['alerts.immediate_risk.acknowledge.1', { step: 2 }], ['alerts.immediate_risk.acknowledge.2', { step: 3 }],
    ]);
    case_.acknowledge(maha);
    expect(case_.seen().wait('1 week').lines('alert_repeated')).toHaveLength(3);
  });

  test('is told at once and around the clock, also at night and on a weekend', () => {
    const case_ = story(childProtection, '2026-03-27T23:30').open({ risk: 'immediate' });
    const notice = case_.newNotices()[0]?.notice;
    expect(notice).toMatchObject({ says: 'alert_raised', urgent: true, notBefore: case_.world.now });
    expect(climbs(case_)).toBe('2026-03-28T00:30');
  });

  test('is raised by its rule, with the rule on record', () => {
    const case_ = story(childProtection).open({ risk: 'immediate' });
    expect(case_.alert).toMatchObject({ alert: 'immediate_risk', raisedBy: null, step: 0 });
    expect(case_.lines('alert_raised')[0]?.rule).toBe('alerts.immediate_risk.raise_when');
  });

  test('that is raised a second time joins the one that is open', () => {
    const case_ = raised().raise('immediate_risk', samir, 'a neighbour called').answer({ risk: 'immediate' });
    expect(case_.state.alerts).toHaveLength(1);
    expect(case_.alert.joined).toEqual([
      { at: case_.world.now, by: { id: 'samir', name: 'SAMIR' }, reason: 'a neighbour called' },
      { at: case_.world.now, by: null },
    ]);
    expect(case_.notices).toEqual([told('samir')]);
  });

  test('joins again when the same answer is given again, though nothing has changed', () => {
    expect(story(childProtection).open({ risk: 'immediate' }).answer({ risk: 'immediate' }).alert.joined).toHaveLength(1);
  });

  test.each([
    ['by a role that may not', { by: maha, alert: 'immediate_risk' }, 'not-for-you'],
    ['by another case worker', { by: omar, alert: 'immediate_risk' }, 'not-for-you'],
    ['by somebody without a role', { by: clerk, alert: 'immediate_risk' }, 'not-for-you'],
    ['by somebody of another agency', { by: stranger, alert: 'immediate_risk' }, 'not-for-you'],
    ['under another name', { by: rana, alert: 'fire' }, 'unknown-alert'],
  ])('is not raised %s', (_, act, code) => {
    expect(story(childProtection).open().refused({ type: 'raise', ...act })).toBe(code);
  });
});

describe('acknowledging', () => {
  test('stops the climbing, with name, time and reason, and tells the owner', () => {
    const case_ = raised().until('2026-03-26T11:30').seen().acknowledge(samir, 'I call the police');
    expect(case_.alert.acknowledged).toEqual({ by: { id: 'samir', name: 'SAMIR' }, at: case_.world.now, reason: 'I call the police' });
    expect(case_.notices).toEqual(['rana: alert_acknowledged K7Q2-STORY-a1']);
    expect(case_.lines('alert_acknowledged')).toMatchObject([{ by: { id: 'samir', name: 'SAMIR' }, details: { reason: 'I call the police' } }]);
    expect(case_.wait('1 week').notices.filter((one) => one.includes('alert'))).toEqual([]);
  });

  test('is done once: whoever comes second hears who was first', () => {
    const case_ = raised().until('2026-03-26T11:00').acknowledge(maha, 'mine').until('2026-03-26T12:00');
    expect(case_.refusal({ type: 'acknowledge', by: samir, alert: case_.alert.id, reason: 'mine too' })).toEqual<Refusal>({
      code: 'already-acknowledged', against: [{ id: 'K7Q2-STORY-a1' }], first: { name: 'MAHA', at: '2026-03-26T08:00:00.000Z', reason: 'mine' },
    });
  });

  test.each([
    ['without a reason', samir, ' ', 'reason-missing'],
    ['by the owner, who is not of the chain', rana, 'I know', 'not-for-you'],
    ['by somebody of another agency', stranger, 'hello', 'not-for-you'],
  ])('is refused %s', (_, by, reason, code) => {
    const case_ = raised();
    expect(case_.refused({ type: 'acknowledge', by, alert: case_.alert.id, reason })).toBe(code);
  });

  test('a refusal names each role once, though it may stand twice in the chain', () => {
    const case_ = story(childProtection).open({ risk: 'immediate' });
    const against = case_.refusal({ type: 'acknowledge', by: rana, alert: case_.alert.id, reason: 'x' })?.against ?? [];
    expect(against.map(({ id }) => id)).toEqual([...new Set(against.map(({ id }) => id))]);
    expect(against.length).toBeGreaterThan(0);
  });

  test('is open to everybody of the chain at any time, and to any holder of the role', () => {
    expect(raised().acknowledge(maha).alert.acknowledged?.by.id).toBe('maha');
    expect(raised().acknowledge(salma).alert.acknowledged?.by.id).toBe('salma');
  });

  test('an alert that is not there is refused', () => {
    expect(raised().refused({ type: 'acknowledge', by: samir, alert: 'K7Q2-STORY-a2', reason: 'x' })).toBe('unknown-alert');
  });
});

describe('resolving', () => {
  test('comes after acknowledging, by the role of the process, with the answers it asks', () => {
    const case_ = raised();
    const resolve = { type: 'resolve', by: samir, alert: case_.alert.id, answers: { risk: 'high' } } as const;
    expect(case_.refused(resolve)).toBe('not-acknowledged');
    case_.acknowledge();
    expect(case_.refused({ ...resolve, by: maha })).toBe('not-for-you');
    expect(case_.refused({ ...resolve, answers: {} })).toBe('answer-missing');
    expect(case_.refused({ ...resolve, answers: { risk: 'high', outcome: 'x' } })).toBe('answer-not-asked-here');
    expect(case_.seen().resolve({ risk: 'high' }).alert.resolved).toMatchObject({ by: { id: 'samir' } });
    expect(case_.notices).toEqual(['rana: alert_resolved K7Q2-STORY-a1']);
    expect(case_.refusal(resolve)).toMatchObject({ code: 'already-resolved', first: { name: 'SAMIR' } });
  });

  test('ends the alert though its condition is still true, which does not raise it again by itself', () => {
    const case_ = story(childProtection).open({ risk: 'immediate' }).acknowledge().resolve({ risk: 'immediate' });
    expect(case_.state.alerts).toHaveLength(1);
    expect(case_.wait('1 month').answer({ outcome: 'stable' }).state.alerts).toHaveLength(1);
  });

  test('is followed by another alert when the answer is given anew', () => {
    const case_ = story(childProtection).open({ risk: 'immediate' }).acknowledge().resolve({ risk: 'immediate' }).answer({ risk: 'immediate' });
    expect(case_.alert).toMatchObject({ id: 'K7Q2-STORY-a2', step: 0, raisedBy: null });
    expect(case_.alert.acknowledged).toBeUndefined();
  });

  test('is followed by another alert when the condition holds again after it did not', () => {
    const case_ = story(childProtection).open({ risk: 'immediate' }).acknowledge().resolve({ risk: 'low' }).answer({ risk: 'immediate' });
    expect(case_.state.alerts.map((one) => one.id)).toEqual(['K7Q2-STORY-a1', 'K7Q2-STORY-a2']);
  });

  test('does not end with the condition: only a person ends it', () => {
    const case_ = story(childProtection).open({ risk: 'immediate' }).answer({ risk: 'low' }).until('2026-03-26T11:00');
    expect(case_.alert).toMatchObject({ step: 1 });
  });
});

describe('the clock of a step', () => {
  // The outside's time, which need not be the case's.
  const reached = { at: '2031-01-01T00:00:00.000Z', reached: [{ id: 'samir', name: 'SAMIR' }], refused: [] };

  test('counts from when its people were really told', () => {
    const case_ = story(childProtection).open().mail('silent').raise('immediate_risk');
    expect([climbs(case_), case_.alert.toldAt]).toEqual(['2026-03-26T11:00', null]);
    case_.until('2026-03-26T10:20').does({ type: 'told', outcomes: [{ ...reached, notice: case_.alert.notice }] });
    expect([climbs(case_), case_.alert.toldAt]).toEqual(['2026-03-26T11:20', case_.world.now]);
  });

  test('that a mail may have come twice stands in the journal', () => {
    const case_ = story(childProtection).open().mail('silent').raise('immediate_risk');
    case_.does({ type: 'told', outcomes: [{ ...reached, notice: case_.alert.notice, maybeTwice: true }] });
    expect(case_.lines('alert_told')).toMatchObject([{ details: { maybeTwice: true } }]);
  });

  test('counts once, though the word of it comes twice', () => {
    const case_ = story(childProtection).open().mail('silent').raise('immediate_risk');
    const outcomes = [{ ...reached, notice: case_.alert.notice }];
    case_.until('2026-03-26T10:10').does({ type: 'told', outcomes }).until('2026-03-26T10:50').does({ type: 'told', outcomes });
    expect(climbs(case_)).toBe('2026-03-26T11:10');
  });

  test('is not waited for where the address is refused for good: it climbs at once, on record', () => {
    const case_ = story(childProtection).open().seen().mail({ refusedFor: ['samir'] }).raise('immediate_risk');
    expect(case_.alert).toMatchObject({ step: 1, toldAt: case_.world.now });
    expect(climbs(case_)).toBe('2026-03-26T12:00');
    expect(case_.journal).toEqual(['alert_raised K7Q2-STORY-a1', 'task_opened urgent_protection.1', 'notice_refused K7Q2-STORY-a1', 'alert_climbed K7Q2-STORY-a1', 'alert_told K7Q2-STORY-a1', 'notice_refused']);
  });

  test('goes on at the last step, though nobody can be reached', () => {
    const case_ = story(childProtection).open().mail({ refusedFor: ['samir', 'maha'] }).raise('immediate_risk');
    expect(case_.alert).toMatchObject({ step: 2, repeats: 0, toldAt: null });
    expect(climbs(case_)).toBe('2026-03-26T11:00');
    expect(case_.until('2026-03-26T12:00').alert.repeats).toBe(2);
  });

  test('is not touched by word of a step before, or by word that says nothing', () => {
    const case_ = story(childProtection).open().mail('silent').raise('immediate_risk');
    const { notice } = case_.alert;
    case_.until('2026-03-26T11:00').does({ type: 'told', outcomes: [{ notice, at: '2026-03-26T07:10:00.000Z', reached: [], refused: [{ id: 'samir', name: 'SAMIR' }] }] });
    expect([case_.alert.step, climbs(case_)]).toEqual([1, '2026-03-26T13:00']);
    case_.does({ type: 'told', outcomes: [{ notice: case_.alert.notice, at: case_.world.now, reached: [], refused: [] }] });
    expect([case_.alert.step, climbs(case_)]).toEqual([1, '2026-03-26T13:00']);
  });

  test('runs where nobody was to be found and the agency’s fallback address was told', () => {
    const case_ = story(childProtection, undefined, STAFF.filter(({ id }) => id === 'rana')).open().raise('immediate_risk');
    expect(case_.notices).toContain(told('fallback'));
    expect(case_.lines('alert_told')[0]?.details).toMatchObject({ fallback: true, reached: [] });
    expect(case_.until('2026-03-26T11:00').alert.step).toBe(1);
  });

  test('ends at once when the last mail that had seemed to arrive has come back: the next person is told', () => {
    const case_ = story(childProtection).open().mail('silent').raise('immediate_risk');
    const { notice } = case_.alert;
    const word = (reached: string[], refused: string[]): void => {
      const people = (ids: string[]) => ids.map((id) => ({ id, name: id.toUpperCase() }));
      case_.does({ type: 'told', outcomes: [{ notice, at: case_.world.now, reached: people(reached), refused: people(refused) }] });
    };
    word(['samir', 'sara'], []);
    word([], ['sara']);
    expect(case_.alert).toMatchObject({ step: 0, reached: ['samir'] });
    word([], ['sara']);
    expect(case_.alert.step).toBe(0);
    word([], ['samir']);
    expect(case_.alert).toMatchObject({ step: 1, toldAt: null });
    expect(case_.lines('notice_refused')).toHaveLength(3);
  });

  test('of an alert that was acknowledged meanwhile stands still when word comes', () => {
    const case_ = story(childProtection).open().mail('silent').raise('immediate_risk').acknowledge();
    case_.does({ type: 'told', outcomes: [{ notice: case_.alert.notice, at: case_.world.now, reached: [], refused: [{ id: 'samir', name: 'SAMIR' }] }] });
    expect(case_.alert).toMatchObject({ step: 0, climbAt: null });
  });
});
