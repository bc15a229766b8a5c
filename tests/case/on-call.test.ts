// Who is on call, and partners: told beside the holders of the role, they may raise and take an alert, and nothing else; no chain ends without a person.

import { mayRead } from '../../case/access';
import type { Actor } from '../../case/case';
import type { Act } from '../../case/event';
import { CHILD_PROTECTION } from './child-protection';
import { rulesOf } from './processes';
import { clerk, maha, omar, rana, samir, STAFF, story } from './story';

const alerts = CHILD_PROTECTION.alerts ?? {};
const rules = rulesOf({
  ...CHILD_PROTECTION, reviews: {},
  alerts: { immediate_risk: { ...alerts['immediate_risk'], raisedBy: ['case_worker', 'partner'] } as never },
});
const raised = () => story(rules).open().seen().raise('immediate_risk', rana, 'he came back');
const onCall = (one: Actor, duty: true | string[]): Actor => ({ ...one, duty });
const clinic: Actor = { id: 'clinic', name: 'The clinic', agency: 'amman', roles: [], partner: true };

describe('whoever is on call', () => {
  test('is named in what is told of a step, for its role', () => {
    const case_ = raised().until('2026-03-26T11:00');
    expect(case_.world.notices.filter(({ notice }) => notice.urgent).map(({ notice }) => notice.to.onCall)).toEqual(['supervisor', 'manager', 'supervisor']);
  });

  test.each<[string, Actor]>([
    ['for a role of the chain', onCall(clerk, ['supervisor'])],
    ['for all', onCall(omar, true)],
    ['in the stead of one who is away', { ...clerk, standsInFor: [{ id: 'dana', name: 'DANA', roles: [] }], duty: ['manager'] }],
  ])('may acknowledge: %s, with that on record', (_, by) => {
    const case_ = raised().acknowledge(by);
    expect(case_.alert.acknowledged?.by).toEqual({ id: by.id, name: by.name, onCall: true });
    expect(case_.lines('alert_acknowledged')[0]?.by).toEqual({ id: by.id, name: by.name, onCall: true });
    expect(case_.wait('1 week').lines('alert_repeated')).toEqual([]);
  });

  test('as the holder of the role acknowledges as that', () => {
    expect(raised().acknowledge(onCall(samir, true)).alert.acknowledged?.by).toEqual({ id: 'samir', name: 'SAMIR' });
  });

  test('may raise and join what they may take', () => {
    const case_ = story(rules).open().raise('immediate_risk', onCall(clerk, ['manager'])).raise('immediate_risk', onCall(clerk, ['case_worker']));
    expect(case_.alert).toMatchObject({ raisedBy: { id: 'clerk', onCall: true }, joined: [{ by: { id: 'clerk', onCall: true } }] });
  });

  test('for another role, or of another agency, may neither', () => {
    const case_ = raised();
    for (const by of [onCall(clerk, ['plumber']), { ...onCall(clerk, true), agency: 'zarqa' }, clerk]) {
      expect(case_.refused({ type: 'acknowledge', by, alert: case_.alert.id, reason: 'x' })).toBe('not-for-you');
      expect(case_.refused({ type: 'raise', by, alert: 'immediate_risk' })).toBe('not-for-you');
    }
  });

  test('does nothing else in the case: only who holds a role does', () => {
    const by = onCall(clerk, true);
    const case_ = raised().acknowledge(by);
    const acts: Act[] = [
      { type: 'resolve', by, alert: case_.alert.id, answers: { risk: 'low' } }, { type: 'complete', by, task: 'screening', answers: {} }, { type: 'answer', by, answers: {} },
      { type: 'close', by, reason: 'resolved' }, { type: 'assign', by, to: omar }, { type: 'add_task', by, title: 'x', due: '2026-04-01' },
    ];
    expect(acts.map((act) => case_.refused(act))).toEqual(['not-for-you', 'not-your-task', 'not-for-you', 'not-for-you', 'not-for-you', 'not-for-you']);
  });

  test('may read the case while an alert is open that they are on call for, and whoever took it until it is resolved', () => {
    const case_ = story(rules).open();
    const [by, taker] = [onCall(clerk, ['manager']), onCall(omar, true)];
    expect(mayRead(rules, case_.state, by)).toBe(false);
    case_.raise('immediate_risk');
    expect([by, onCall(clerk, ['plumber']), clerk].map((one) => mayRead(rules, case_.state, one))).toEqual([true, false, false]);
    case_.acknowledge(taker);
    expect(mayRead(rules, case_.state, omar)).toBe(true);
    case_.resolve({ risk: 'low' });
    expect([by, taker, omar].map((one) => mayRead(rules, case_.state, one))).toEqual([false, false, false]);
  });
});

describe('a partner', () => {
  test('raises what the process lets partners raise, by its id and title', () => {
    const case_ = story(rules).open().raise('immediate_risk', clinic, 'bruises');
    expect(case_.alert).toMatchObject({ raisedBy: { id: 'clinic', name: 'The clinic', partner: true }, reason: 'bruises' });
    expect(case_.lines('alert_raised')[0]?.by).toEqual({ id: 'clinic', name: 'The clinic', partner: true });
  });

  test('joins the alert that is open', () => {
    expect(raised().raise('immediate_risk', clinic).alert.joined).toMatchObject([{ by: { id: 'clinic', partner: true } }]);
  });

  test('raises nothing that is not for partners', () => {
    const closed = rulesOf({ ...CHILD_PROTECTION, reviews: {} });
    expect(story(closed).open().refused({ type: 'raise', by: clinic, alert: 'immediate_risk' })).toBe('not-for-you');
    expect(story(rules).open().refused({ type: 'raise', by: { ...clinic, agency: 'zarqa' }, alert: 'immediate_risk' })).toBe('not-for-you');
  });

  test('does nothing else, whatever it claims to be, also not under the id of the owner', () => {
    const by: Actor = { ...clinic, id: 'rana', roles: ['case_worker', 'supervisor', 'manager', 'partner'], standsInFor: [rana], duty: true };
    const case_ = raised();
    expect(mayRead(rules, case_.state, by)).toBe(false);
    const acts: Act[] = [
      { type: 'acknowledge', by, alert: case_.alert.id, reason: 'x' }, { type: 'complete', by, task: 'screening', answers: {} }, { type: 'answer', by, answers: {} },
      { type: 'note', by, text: 'x' }, { type: 'close', by, reason: 'resolved' }, { type: 'correct', by, answers: {}, reason: 'x' }, { type: 'assign', by, to: omar },
    ];
    expect(new Set(acts.map((act) => case_.refused(act)))).toEqual(new Set(['not-for-you']));
  });

  test('a holder of a role called partner is none', () => {
    expect(story(rules).open().refused({ type: 'raise', by: { ...clerk, roles: ['partner'] }, alert: 'immediate_risk' })).toBe('not-for-you');
  });
});

describe('no chain ends without a person', () => {
  const repeats = (case_: ReturnType<typeof raised>): number => case_.wait('1 week').alert.repeats;

  test.each([
    ['though nobody ever answers', () => raised()],
    ['though every address is refused', () => story(rules).open().mail({ refusedFor: ['samir', 'maha'] }).raise('immediate_risk')],
    ['though no mail is heard of again', () => story(rules).open().mail('silent').raise('immediate_risk')],
    ['though nobody is in its roles', () => story(rules, undefined, STAFF.filter(({ id }) => id === 'rana')).open().raise('immediate_risk')],
    ['though it is raised at the start of a holiday', () => story(rules, '2026-03-19T23:50').open().raise('immediate_risk')],
    ['though everybody is away', () => story(rules, undefined, STAFF.map((one) => ({ ...one, away: [{ from: '2026-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' }] }))).open().raise('immediate_risk')],
    ['though its condition holds no more', () => story(rules).open({ risk: 'immediate' }).answer({ risk: 'low' })],
    ['though the case got another owner', () => raised().does({ type: 'assign', by: maha, to: omar })],
    ['though its urgent task is done', () => raised().complete('urgent_protection', { safety_measures: 'x' })],
  ])('%s', (_, of) => {
    const case_ = of();
    expect(repeats(case_)).toBeGreaterThan(150);
    expect(case_.acknowledge(samir).wait('1 week').lines('alert_repeated').length).toBe(case_.alert.repeats);
  });

  test('after an outage of days it goes on with the next person, and skips nobody', () => {
    const case_ = raised().seen().outage('2026-03-29T10:00').wake();
    expect(case_.alert.step).toBe(1);
    expect(case_.notices.filter((one) => one.includes('alert'))).toEqual(['maha: alert_repeated K7Q2-STORY-a1', 'samir: alert_repeated K7Q2-STORY-a1']);
    expect(case_.until('2026-03-29T12:00').alert.step).toBe(2);
  });

  test('an acknowledgement that comes when its time has run out, and before anybody has climbed, is the first', () => {
    const case_ = raised().outage('2026-03-26T11:30').acknowledge(samir, 'here I am');
    expect(case_.alert).toMatchObject({ step: 0, climbAt: null, acknowledged: { by: { id: 'samir' } } });
    expect(case_.refusal({ type: 'acknowledge', by: maha, alert: case_.alert.id, reason: 'mine' })).toMatchObject({ code: 'already-acknowledged', first: { name: 'SAMIR', reason: 'here I am' } });
    expect(case_.wait('1 day').lines('alert_climbed')).toEqual([]);
  });
});
