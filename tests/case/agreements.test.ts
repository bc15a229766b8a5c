// Agreement: what a task is handed in with freezes as a version, everybody says something to it, and a change asks again.

import { explain } from '../../case/explain';
import type { Answers } from '../../case/event';
import { report } from '../../case/report';
import { view, visibleEntry } from '../../case/view';
import { fact } from '../process/conditions';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import type { Story } from './story';
import { maha, omar, rana, samir, story } from './story';

type Task = NonNullable<ProcessSource['stages'][string]['tasks']>[string];

const PLAN: Task = { must: ['risk'], may: ['outcome', 'secret'], due: '5 working days', remind: ['1 working day'], late: [{ tell: 'supervisor' }], agree: ['client', 'guardian'] };
const withPlan = (plan: Task = {}, more: Partial<ProcessSource> = {}) =>
  rulesOf({ stages: { planning: { tasks: { plan: { ...PLAN, ...plan } }, next: [{ when: fact('plan.agreed'), to: 'help' }] }, help: { tasks: { visit: {} }, next: [{ to: 'planning' }] } }, ...more });

const handedIn = (plan: Task = {}, answers: Answers = { risk: 'high' }): Story => story(withPlan(plan)).open().seen().complete('plan', answers);
const says = (who: string, answer: 'agreed' | 'refused' | 'not_asked' = 'agreed', more: object = {}) =>
  ({ type: 'agree', by: rana, task: 'plan', who, answer, ...(answer !== 'agreed' && { reason: 'they say so' }), ...more }) as const;

describe('a task that is to be agreed to', () => {
  test('stays until everybody has said something, and its clock runs on', () => {
    const case_ = handedIn();
    expect(case_.rows).toEqual([expect.objectContaining({ id: 'plan.1', kind: 'task', state: 'agreeing' })]);
    expect(case_.items).toEqual({ 'plan.1': '2026-04-02' });
    expect(case_.journal).toEqual(['answered', 'agreement_asked plan.1']);
    case_.seen().wait('2 weeks');
    expect(case_.notices).toEqual(['rana: task_due_soon plan.1', 'samir: task_late plan.1']);
  });

  test('is done once all have agreed, each of them on record with day and words', () => {
    const case_ = handedIn().does(says('client', 'agreed', { on: '2026-03-25', reason: 'in her own words' }));
    expect(case_.state.stage.id).toBe('planning');
    case_.does(says('guardian'));
    expect(case_.state.stage.id).toBe('help');
    expect(case_.lines('agreement_said').map(({ details }) => details)).toEqual([
      { who: 'client', says: 'agreed', version: 1, on: '2026-03-25', reason: 'in her own words' }, { who: 'guardian', says: 'agreed', version: 1 },
    ]);
    expect(case_.lines('task_done')).toHaveLength(1);
  });

  test.each(['refused', 'not_asked'] as const)('goes on when one has %s it, which is not agreed to', (answer) => {
    const case_ = handedIn().does(says('client')).does(says('guardian', answer));
    expect(case_.state.tasks[0]?.state).toBe('done');
    expect(case_.state.stage.id).toBe('planning');
  });

  test('of others is asked of the staff themselves, who are told, and have it on their lists', () => {
    const case_ = handedIn({ agree: ['client', 'supervisor'] });
    expect(case_.notices).toEqual(['samir: agreement_asked plan.1']);
    expect(case_.rows.map(({ kind, who, state, dueAt }) => [kind, who, state, dueAt])).toEqual([
      ['task', 'case_worker', 'agreeing', case_.clock('task:plan.1').dueAt], ['agreement', 'supervisor', 'open', case_.clock('task:plan.1').dueAt],
    ]);
    expect(case_.refused(says('supervisor'))).toBe('not-for-you');
    case_.does(says('supervisor', 'agreed', { by: samir }));
    expect(case_.rows.map(({ kind }) => kind)).toEqual(['task']);
  });

  test('is agreed to by whoever hands it in, for their role', () => {
    const case_ = handedIn({ agree: ['client', 'case_worker'] });
    expect(case_.state.agreements?.[0]?.parties).toEqual([{ who: 'client' }, { who: 'case_worker', says: 'agreed', by: { id: 'rana', name: 'RANA' }, at: case_.world.now }]);
    expect(case_.journal).toEqual(['answered', 'agreement_asked plan.1', 'agreement_said plan.1']);
    expect(case_.does(says('client')).state.stage.id).toBe('help');
  });

  test('waits for its approval when all have said something, and its clock stands still then', () => {
    const case_ = handedIn({ approve: [{ who: 'supervisor', due: '2 days' }] }).does(says('client'));
    expect(case_.openIds).toEqual(['plan.1']);
    case_.does(says('guardian'));
    expect(case_.openIds).toEqual(['plan.1', 'plan.1.1']);
    expect(case_.clock('task:plan.1').held).toHaveLength(1);
    expect(case_.refused({ type: 'approve', by: rana, approval: 'plan' })).toBe('not-for-you');
    expect(case_.approve('plan').state.stage.id).toBe('help');
  });

  test('is not to be agreed to when it ends otherwise', () => {
    const case_ = story(withPlan({ mayEnd: { not_reached: {} } })).open().does({ type: 'complete', by: rana, task: 'plan', answers: {}, end: 'not_reached' });
    expect(case_.state.tasks[0]).toMatchObject({ state: 'done', result: 'not_reached' });
    expect(case_.state.agreements).toBeUndefined();
    expect(case_.refused(says('client'))).toBe('nothing-to-agree');
  });

  test('is withdrawn with its stage, and there is nothing to agree to any more', () => {
    const case_ = story(withPlan({ late: [{ to: 'help' }] })).open().complete('plan', { risk: 'low' }).wait('2 weeks');
    expect(case_.openIds).toEqual(['visit.1']);
    expect(case_.refused(says('client'))).toBe('nothing-to-agree');
  });
});

describe('what somebody says to it', () => {
  test.each([
    ['before it was handed in', 'open', says('client'), 'nothing-to-agree'],
    ['for one who does not have to', 'handed in', says('supervisor'), 'unknown-party'],
    ['without a reason why not', 'handed in', says('client', 'refused', { reason: ' ' }), 'reason-missing'],
    ['without a reason why they were not asked', 'handed in', says('client', 'not_asked', { reason: undefined }), 'reason-missing'],
    ['by one who does not work with them', 'handed in', says('client', 'agreed', { by: omar }), 'not-your-task'],
    ['for a day to come', 'handed in', says('client', 'agreed', { on: '2026-03-27' }), 'date-not-possible'],
    ['to another version', 'handed in', says('client', 'agreed', { version: 2 }), 'other-version'],
    ['to a task that there is not', 'handed in', says('client', 'agreed', { task: 'nothing' }), 'unknown-task'],
    ['to a task that asks nobody', 'handed in', says('client', 'agreed', { task: 'visit' }), 'nothing-to-agree'],
  ] as const)('is refused %s', (_, when, act, code) => {
    const case_ = when === 'open' ? story(withPlan()).open() : handedIn();
    expect(case_.refused(act)).toBe(code);
  });

  test('may come from who answers for the case', () => {
    expect(handedIn().refused(says('client', 'agreed', { by: samir }))).toBeNull();
  });

  test('is said once; another answer later is on record beside the first', () => {
    const case_ = handedIn().does(says('client', 'refused'));
    expect(case_.refusal(says('client', 'refused'))).toMatchObject({ code: 'said-already', first: { name: 'RANA' } });
    case_.does(says('client'));
    expect(case_.lines('agreement_said').at(-1)?.details).toMatchObject({ says: 'agreed', was: 'refused' });
    expect(case_.state.agreements?.[0]?.parties[0]).toEqual({ who: 'client', says: 'agreed', by: { id: 'rana', name: 'RANA' }, at: case_.world.now });
  });

  test('of the staff who cannot be asked is recorded by whoever asks, with the reason', () => {
    const case_ = handedIn({ agree: ['supervisor'] }).does(says('supervisor', 'not_asked'));
    expect(case_.state.agreements?.[0]?.parties[0]).toMatchObject({ says: 'not_asked', by: { id: 'rana' } });
    expect(case_.openIds).toEqual([]);
  });

  test('withdrawn later, the plan is agreed to no more', () => {
    const rules = withPlan({}, { closure: { must: [fact('plan.agreed')] } });
    const case_ = story(rules).open().complete('plan', { risk: 'high' }).does(says('client')).does(says('guardian'));
    expect(case_.refused({ type: 'close', by: rana, reason: 'resolved' })).toBeNull();
    const other = story(rules).open().complete('plan', { risk: 'high' }).does(says('client')).does(says('guardian')).does(says('client', 'refused'));
    expect(other.refused({ type: 'close', by: rana, reason: 'resolved' })).toBe('closure-criteria-unmet');
  });
});

describe('a change of what was agreed to', () => {
  const agreed = (plan: Task = {}): Story => handedIn(plan, { risk: 'high', outcome: 'at home' }).does(says('client')).does(says('guardian')).seen();

  test('while it is asked for makes another version, to which all have to say something', () => {
    const case_ = handedIn().does(says('client')).answer({ risk: 'low' });
    expect(case_.state.agreements).toEqual([expect.objectContaining({ version: 2, answers: { risk: 'low' }, parties: [{ who: 'client' }, { who: 'guardian' }] })]);
    expect(case_.lines('agreement_asked').at(-1)?.details).toMatchObject({ version: 2, waitsFor: ['client', 'guardian'], answers: { risk: { value: 'low', was: 'high' } } });
    expect(case_.does(says('guardian')).state.stage.id).toBe('planning');
  });

  test('after it was done asks again with a clock, and does not enter the stage again', () => {
    const case_ = agreed().answer({ risk: 'immediate' });
    expect(case_.state.stage).toMatchObject({ id: 'help', round: 1 });
    expect(case_.rows.map(({ id, kind, who }) => [id, kind, who])).toEqual([['visit.1', 'task', 'case_worker'], ['plan.1', 'agreement', 'case_worker']]);
    expect(case_.items['plan.1']).toBe('2026-04-02');
    expect(case_.notices).toEqual(['rana: agreement_asked plan.1']);
    expect(case_.wait('2 weeks').notices).toEqual(['rana: agreement_due_soon plan.1', 'samir: agreement_late plan.1']);
    case_.does(says('client')).does(says('guardian'));
    expect(case_.openIds).toEqual(['visit.1']);
    expect(case_.state.clocks).toEqual({});
  });

  test('by a correction asks again as well', () => {
    const case_ = agreed().does({ type: 'correct', by: rana, answers: { risk: 'low' }, reason: 'a slip' });
    expect(case_.state.agreements?.[0]?.version).toBe(2);
  });

  test('with the same again, or of what had no answer then, asks nobody', () => {
    const case_ = agreed().answer({ risk: 'high', complex: true });
    expect(case_.state.agreements?.[0]?.version).toBe(1);
    const later = handedIn().does(says('client')).does(says('guardian')).answer({ outcome: 'at home' });
    expect(later.state.agreements?.[0]?.version).toBe(1);
  });

  test('holds up its stage where that has not been left', () => {
    const rules = rulesOf({ stages: { planning: { tasks: { plan: PLAN, more: {} }, next: [{ to: 'help' }] }, help: {} } });
    const case_ = story(rules).open().complete('plan', { risk: 'high' }).does(says('client')).does(says('guardian')).answer({ risk: 'low' }).complete('more');
    expect(case_.state.stage.id).toBe('planning');
    expect(explain(case_.rules, case_.state, case_.world.now)).toMatchObject({ stage: { waitsForTasks: ['plan'] }, agreements: [{ id: 'plan.1', version: 2, waitsFor: ['client', 'guardian'] }] });
    expect(case_.does(says('client')).does(says('guardian')).state.stage.id).toBe('help');
  });

  test('withdraws the approval that was asked for the version before', () => {
    const case_ = handedIn({ approve: [{ who: 'supervisor' }] }).does(says('client')).does(says('guardian')).wait('2 days').answer({ risk: 'low' });
    expect(case_.state.approvals[0]?.state).toBe('withdrawn');
    expect(case_.clock('task:plan.1').held?.[0]?.until).toBe(case_.world.now);
    expect(case_.does(says('client')).does(says('guardian')).openIds).toEqual(['plan.1', 'plan.1.2']);
  });

  test('while it is done anew asks nobody: it is asked for when it is handed in', () => {
    const case_ = handedIn({ approve: [{ who: 'supervisor' }] }).does(says('client')).does(says('guardian')).sendBack('plan').answer({ risk: 'low' });
    expect(case_.state.agreements?.[0]?.version).toBe(1);
    expect(case_.refused(says('client', 'refused'))).toBe('nothing-to-agree');
    expect(case_.complete('plan').state.agreements?.[0]).toMatchObject({ version: 2, parties: [{ who: 'client' }, { who: 'guardian' }] });
  });

  test('is none when it is handed in again as it was: who agreed has agreed, and the others are asked', () => {
    const case_ = handedIn({ approve: [{ who: 'supervisor' }] }).does(says('client')).does(says('guardian', 'refused')).sendBack('plan').complete('plan');
    expect(case_.state.agreements?.[0]).toMatchObject({ version: 1, parties: [{ who: 'client', says: 'agreed' }, { who: 'guardian' }] });
    expect(case_.does(says('guardian')).openIds).toEqual(['plan.1', 'plan.1.2']);
  });

  test('in another round is the next version', () => {
    const case_ = agreed().complete('visit').complete('plan', { risk: 'low' });
    expect(case_.state.agreements).toEqual([expect.objectContaining({ opening: 'plan.2', version: 2 })]);
    expect(case_.does(says('client')).does(says('guardian')).state.stage).toMatchObject({ id: 'help', round: 2 });
  });

  test('ends the clock of what was still asked of an earlier round', () => {
    const case_ = handedIn().does(says('client')).does(says('guardian')).does({ type: 'answer', by: rana, answers: { risk: 'low' } });
    expect(Object.keys(case_.state.clocks)).toContain('agreement:plan.1');
    case_.complete('visit').complete('plan', { risk: 'low' }).seen().wait('4 weeks');
    expect(Object.keys(case_.state.clocks)).toEqual(['task:plan.2']);
    expect(case_.lines('became_late').map(({ about }) => about)).toEqual(['plan.2']);
  });

  test('is waited for by no clock once its task is done anew', () => {
    const rules = withPlan({}, { closure: { reopen: { within: '1 year', to: 'planning', who: 'supervisor' } } });
    const case_ = story(rules).open().complete('plan', { risk: 'high' }).does(says('client')).does(says('guardian')).does({ type: 'answer', by: rana, answers: { risk: 'low' } });
    expect(Object.keys(case_.state.clocks)).toEqual(['agreement:plan.1']);
    expect(Object.keys(case_.complete('visit').state.clocks)).toEqual(['task:plan.2']);
    case_.close('resolved').does({ type: 'reopen', by: samir, reason: 'they are back' }).seen().wait('4 weeks');
    expect(Object.keys(case_.state.clocks)).toEqual(['task:plan.3']);
    expect(case_.journal).toEqual(['reminded plan.3', 'became_late plan.3', 'late_step plan.3']);
  });

  test('of a task taken back is asked for anew when it is handed in', () => {
    const case_ = handedIn().does({ type: 'take_back', by: rana, task: 'plan', reason: 'too early' });
    expect(case_.rows[0]).toMatchObject({ id: 'plan.1', state: 'open' });
    expect(case_.complete('plan', { risk: 'low' }).state.agreements?.[0]?.version).toBe(2);
  });

  test('is asked for again, with a clock, when a case that was closed before is opened again', () => {
    const rules = withPlan({}, { closure: { reopen: { within: '1 year', to: 'help', who: 'supervisor' } } });
    const case_ = story(rules).open().complete('plan', { risk: 'high' }).does(says('client')).does(says('guardian')).answer({ risk: 'low' }).close('resolved');
    expect(case_.state.clocks).toEqual({});
    case_.does({ type: 'reopen', by: samir, reason: 'back' });
    expect(case_.openIds).toEqual(['visit.2', 'plan.1']);
    expect(case_.clock('agreement:plan.1').startedAt).toBe(case_.world.now);
  });
});

describe('who may see it', () => {
  const secret = (): Story => story(withPlan({ may: ['secret'] })).open().does({ type: 'answer', by: { ...maha, roles: ['manager'] }, answers: { secret: 'hidden words' } }).complete('plan', { risk: 'high' });

  test('sees what was frozen but for fields that are hidden from them', () => {
    const case_ = secret();
    expect(view(case_.rules, case_.state, rana).agreements).toEqual([expect.objectContaining({
      id: 'plan.1', task: 'plan', title: 'stages.planning.tasks.plan.title', version: 1, answers: { risk: 'high' }, hidden: ['secret'], inForce: true,
    })]);
    expect(view(case_.rules, case_.state, maha).agreements[0]).toMatchObject({ answers: { secret: 'hidden words' }, hidden: [] });
  });

  test('does not read it in the journal either', () => {
    const case_ = secret();
    const [line] = case_.lines('agreement_asked');
    if (!line) throw new Error('no line');
    expect(JSON.stringify(visibleEntry(case_.rules, rana, line))).not.toContain('hidden words');
    expect(JSON.stringify(visibleEntry(case_.rules, maha, line))).toContain('hidden words');
  });
});

describe('the final report', () => {
  test('has each word given to each version, and who has still to say something', () => {
    const case_ = handedIn().does(says('client', 'refused', { on: '2026-03-25' })).answer({ risk: 'low' }).does(says('client'));
    const { agreements } = report(case_.rules, case_.state, case_.world.journal, rana, case_.world.now);
    const at = case_.world.now;
    const by = { id: 'rana', name: 'RANA' };
    const title = 'stages.planning.tasks.plan.title';
    expect(agreements).toEqual([
      { id: 'plan.1', title, version: 1, who: 'client', says: 'refused', at, by, on: '2026-03-25', reason: 'they say so' },
      { id: 'plan.1', title, version: 2, who: 'client', says: 'agreed', at, by },
      { id: 'plan.1', title, version: 2, who: 'guardian', whoTitle: 'people.guardian.title', says: null, at: null, by: null },
    ]);
  });
});
