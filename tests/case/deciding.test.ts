// Deciding how a case goes on: a choice among the ways that hold, asked of a role, never made by the rules alone.

import { explain } from '../../case/explain';
import { view } from '../../case/view';
import { field, is } from '../process/conditions';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { maha, rana, salma, samir, story } from './story';

type Decide = NonNullable<ProcessSource['stages'][string]['decide']>;

const decided = (decide: Decide = { due: '2 working days', remind: ['1 working day'], late: [{ tell: 'manager' }] }, more: Partial<ProcessSource> = {}) =>
  rulesOf({
    stages: {
      planning: {
        tasks: { plan: { must: ['risk'] }, more: { when: field('complex') } },
        next: [{ when: is('risk', 'low'), close: 'resolved' }, { to: 'help' }, { when: field('complex'), to: 'court' }],
        decide,
      },
      help: { tasks: { visit: {} }, next: [{ to: 'planning' }] },
      court: { tasks: { hearing: {} } },
    },
    ...more,
  });

const done = (rules = decided()) => story(rules).open().seen().complete('plan', { risk: 'high' });
const choose = (way: string, by = samir, reason?: string) => ({ type: 'decide', by, decision: 'planning', way, ...(reason !== undefined && { reason }) }) as const;

describe('a stage in which somebody decides', () => {
  test('waits for the choice once it is done, with a clock, and tells who has to make it', () => {
    const case_ = done();
    expect(case_.state.stage.id).toBe('planning');
    expect(case_.items).toEqual({ 'planning.1.1': '2026-03-30' });
    expect(case_.rows[0]).toMatchObject({ kind: 'decision', title: 'stages.planning.title', who: 'supervisor', state: 'open' });
    expect(case_.notices).toEqual(['samir: decision_asked planning.1.1']);
    expect(case_.journal).toEqual(['answered', 'task_done plan.1', 'decision_asked planning.1.1']);
  });

  test('goes the way that was chosen, with the reason on record', () => {
    const case_ = done().seen().does(choose('help', samir, 'the family wishes it'));
    expect(case_.state.stage.id).toBe('help');
    expect(case_.openIds).toEqual(['visit.1']);
    expect(case_.lines('decided')[0]).toMatchObject({ about: 'planning.1.1', rule: 'stages.planning.next.1', by: { id: 'samir' }, details: { leadsTo: 'help', reason: 'the family wishes it' } });
    expect(case_.state.decisions).toEqual([expect.objectContaining({ state: 'decided', decidedBy: { id: 'samir', name: 'SAMIR' } })]);
  });

  test('reminds of the choice, and is told about as its clock says', () => {
    const case_ = done().seen().wait('1 week');
    expect(case_.notices).toEqual(['samir: decision_due_soon planning.1.1', 'maha: decision_late planning.1.1']);
  });

  test('closes the case where that is the way chosen, and nothing closes it before', () => {
    const case_ = story(decided()).open().complete('plan', { risk: 'low' });
    expect(case_.state.status).toBe('open');
    expect(case_.does(choose('resolved')).state.closed).toMatchObject({ reason: 'resolved', by: { id: 'samir' } });
  });

  test.each([
    ['by a role that does not decide', choose('help', rana), 'not-for-you'],
    ['by a role above', choose('help', maha), 'not-for-you'],
    ['for a way that does not hold', choose('court'), 'way-not-open'],
    ['for a reason whose condition does not hold', choose('resolved'), 'way-not-open'],
    ['for a stage that no way leads to', choose('planning'), 'unknown-way'],
    ['in a stage that asks for none', { ...choose('help'), decision: 'court' }, 'unknown-decision'],
  ] as const)('is not decided %s', (_, act, code) => {
    expect(done().refused(act)).toBe(code);
  });

  test('names the ways that can be chosen beside the one that cannot', () => {
    expect(done().refusal(choose('court'))?.against).toEqual([{ id: 'court', rule: 'stages.planning.next.2', expected: 'help' }]);
  });

  test('is decided once: the second is told who was first', () => {
    const case_ = done().does(choose('help'));
    expect(case_.refusal(choose('help', salma))).toMatchObject({ code: 'already-decided', first: { name: 'SAMIR' } });
  });

  test('cannot be left otherwise by a person who passes over what should hold', () => {
    expect(done().refused({ type: 'pass', by: rana, way: 'help', reason: 'in a hurry' })).toBe('way-not-open');
  });

  test('withdraws the choice when something is to be done after all, and asks anew with a clock of its own', () => {
    const case_ = done().wait('1 working day').answer({ complex: true });
    expect(case_.openIds).toEqual(['more.1']);
    expect(case_.refused(choose('help'))).toBe('already-decided');
    case_.seen().complete('more');
    expect(case_.items).toEqual({ 'planning.1.2': '2026-04-01' });
    expect(case_.notices).toEqual(['samir: decision_asked planning.1.2']);
    expect(case_.does(choose('court')).state.stage.id).toBe('court');
  });

  test('is asked for also where no way holds now: somebody has to see to it', () => {
    const rules = rulesOf({ stages: { planning: { tasks: { plan: {} }, next: [{ when: field('complex'), to: 'court' }], decide: { due: '1 day' } }, court: {} } });
    const case_ = story(rules).open().complete('plan');
    expect(case_.openIds).toEqual(['planning.1.1']);
    expect(case_.refused(choose('court'))).toBe('way-not-open');
    expect(case_.answer({ complex: true }).does(choose('court')).state.stage.id).toBe('court');
  });

  test('asks nothing while a closure is proposed, and asks anew when that is sent back', () => {
    const rules = decided(undefined, { closure: { approve: [{ who: 'manager' }] } });
    const case_ = done(rules).close('resolved');
    expect(case_.openIds).toEqual(['closure.1.1']);
    expect(case_.sendBack('closure', maha).openIds).toEqual(['planning.1.2']);
  });

  test('is left by a late step of the choice, which is withdrawn with it', () => {
    const case_ = done(decided({ due: '1 day', late: [{ to: 'court' }] })).wait('2 days');
    expect(case_.state.stage.id).toBe('court');
    expect(case_.state.decisions?.[0]?.state).toBe('withdrawn');
    expect(Object.keys(case_.state.clocks)).toEqual([]);
  });

  test('leaves nothing open when the case is closed', () => {
    const case_ = done().close('resolved');
    expect(case_.state.decisions?.[0]?.state).toBe('withdrawn');
    expect(case_.lines('decision_withdrawn')).toHaveLength(1);
  });

  test('asks in each round anew', () => {
    const case_ = done().does(choose('help')).complete('visit').complete('plan', { risk: 'high' });
    expect(case_.openIds).toEqual(['planning.2.1']);
  });

  test('shows what there is to choose from, and who chooses', () => {
    const case_ = done();
    expect(view(case_.rules, case_.state, samir).decisions).toEqual([
      { id: 'planning.1.1', stage: 'planning', title: 'stages.planning.title', who: 'supervisor', askedAt: case_.world.now },
    ]);
    expect(explain(case_.rules, case_.state, case_.world.now).stage).toMatchObject({ id: 'planning', round: 1, decides: 'supervisor' });
    expect(explain(case_.rules, case_.state, case_.world.now).deadlines.map(({ about, kind }) => [about, kind])).toEqual([['planning.1.1', 'decision']]);
  });
});
