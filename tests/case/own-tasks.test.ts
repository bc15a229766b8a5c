// Dated tasks beside those of the process: reminded of, late, done or withdrawn, never holding anything up, and their words in the case alone.

import { explain } from '../../case/explain';
import { project } from '../../case/project';
import { view } from '../../case/view';
import { CHILD_PROTECTION } from './child-protection';
import { rulesOf } from './processes';
import { clerk, maha, omar, rana, samir, story, stranger } from './story';

const quick = rulesOf({ stages: { first: { tasks: { start: {} }, next: [{ to: 'second' }] }, second: {} } });
const childProtection = rulesOf({ ...CHILD_PROTECTION, reviews: {} });
const WORDS = 'Call Abu Karim about the school';
const add = (more: object = {}, by = rana) => ({ type: 'add_task', by, title: WORDS, due: '2026-03-30', ...more }) as const;
const opened = () => story(quick).open().seen();

describe('a task of one’s own', () => {
  test('is due with the end of its day, reminded of a working day before, and late told to who does it', () => {
    const case_ = opened().does(add());
    expect(case_.items).toEqual({ 'own_task.1': '2026-03-30', 'start.1': case_.items['start.1'] });
    expect(case_.notices).toEqual([]);
    expect(case_.until('2026-03-29T08:00').notices).toEqual(['rana: task_due_soon own_task.1']);
    expect(case_.until('2026-03-31T00:00').notices).toEqual(['rana: task_late own_task.1']);
    expect(case_.wait('1 month').notices.filter((one) => one.includes('own_task'))).toEqual([]);
  });

  test('may be due at a time', () => {
    expect(opened().does(add({ due: '2026-03-30T09:00:00.000Z' })).items['own_task.1']).toBe('2026-03-30T12:00');
  });

  test('late, who does it, who added it and the owner hear of it, each once', () => {
    const case_ = opened().does(add({ person: omar }, samir));
    expect(case_.notices).toEqual(['omar: task_assigned own_task.1']);
    expect(case_.until('2026-03-31T00:00').notices.filter((one) => one.includes('late'))).toEqual(['omar: task_late own_task.1', 'samir: task_late own_task.1', 'rana: task_late own_task.1']);
  });

  test('for a role is anybody’s of it', () => {
    const case_ = opened().does(add({ who: 'supervisor' }));
    expect(case_.notices).toEqual(['samir: task_assigned own_task.1']);
    expect(case_.rows.at(-1)).toMatchObject({ who: 'supervisor' });
    expect(case_.rows.at(-1)?.person).toBeUndefined();
    expect(case_.complete('own_task.1', {}, samir).openIds).toEqual(['start.1']);
  });

  test('never holds up a stage, and goes on when it is left', () => {
    const case_ = opened().does(add()).complete('start');
    expect(case_.state.stage.id).toBe('second');
    expect(case_.openIds).toEqual(['own_task.1']);
    expect(case_.until('2026-03-31T00:00').notices).toContain('rana: task_late own_task.1');
  });

  test('falls away with the case', () => {
    const case_ = story(childProtection).open().does(add()).complete('screening', { eligible: false, risk: 'low' });
    case_.approve('closure');
    expect(case_.state.tasks.find((one) => one.own)?.state).toBe('withdrawn');
    expect(case_.state.clocks).toEqual({});
  });

  test('is done by whom it is for, who added it, or who answers for the case; withdrawn by the latter two', () => {
    for (const by of [omar, samir, rana]) expect(opened().does(add({ person: omar }, samir)).complete('own_task', {}, by).state.tasks.at(-1)).toMatchObject({ state: 'done', submittedBy: { id: by.id } });
    const withdraw = { type: 'withdraw_task', by: rana, task: 'own_task.1', reason: 'He has called' } as const;
    const case_ = opened().does(add({ person: omar }, samir));
    expect(case_.refused({ ...withdraw, by: omar })).toBe('not-your-task');
    expect(case_.does(withdraw).lines('task_withdrawn')).toMatchObject([{ by: { id: 'rana' }, about: 'own_task.1', details: { reason: 'He has called' } }]);
    expect(case_.refused(withdraw)).toBe('task-not-open');
    expect(case_.refused({ type: 'complete', by: rana, task: 'own_task.1', answers: {} })).toBe('task-not-open');
    expect(case_.refused({ ...withdraw, task: 'start.1' })).toBe('unknown-task');
  });

  test('can be given to somebody else', () => {
    const case_ = opened().does(add()).does({ type: 'assign', by: rana, task: 'own_task.1', to: omar });
    expect(case_.notices).toEqual(['omar: task_assigned own_task.1']);
    expect(case_.refused({ type: 'assign', by: rana, task: 'own_task.1', to: clerk })).toBe('not-in-role');
  });

  test('asks for no answers and has no other end', () => {
    const case_ = story(childProtection).open().does(add());
    expect(case_.refused({ type: 'complete', by: rana, task: 'own_task.1', answers: { risk: 'high' } })).toBe('answer-not-asked-here');
    expect(case_.refused({ type: 'complete', by: rana, task: 'own_task.1', answers: {}, end: 'refused' })).toBe('unknown-end');
  });

  test('cannot be put off, paused or taken back: it is withdrawn and added anew', () => {
    const case_ = opened().does(add());
    expect(case_.refused({ type: 'extend', by: rana, clock: 'own_task.1', by_length: '1 day', answers: {}, reason: 'x' })).toBe('extension-not-possible');
    expect(case_.refused({ type: 'pause', by: rana, clock: 'own_task.1', from: '2026-03-28', to: '2026-03-29', answers: {}, reason: 'x' })).toBe('pause-not-possible');
    expect(case_.complete('own_task').refused({ type: 'take_back', by: rana, task: 'own_task.1', reason: 'x' })).toBe('unknown-task');
  });

  test('a deputy adds it for the one who is away', () => {
    const deputy = { ...omar, standsInFor: [{ id: 'rana', name: 'RANA', roles: ['case_worker'] }] };
    const [, task] = opened().does(add({}, deputy)).state.tasks;
    expect(task).toMatchObject({ assigned: { id: 'rana' }, own: { by: { id: 'omar', for: { id: 'rana' } } } });
  });

  test.each([
    ['by one who does not answer for the case', add({}, omar), 'not-for-you'],
    ['by a stranger', add({}, stranger), 'not-for-you'],
    ['without words', add({ title: ' ' }), 'reason-missing'],
    ['with a novel', add({ title: 'x'.repeat(501) }), 'text-too-long'],
    ['for a role that the process does not have', add({ who: 'plumber' }), 'not-in-role'],
    ['for somebody without a part in cases', add({ person: clerk }), 'not-in-role'],
    ['for somebody of another agency', add({ person: stranger }), 'not-in-role'],
    ['for a role and a person', add({ who: 'supervisor', person: maha }), 'malformed-act'],
    ['on a day that is over', add({ due: '2026-03-25' }), 'due-passed'],
    ['at this very instant', add({ due: '2026-03-26T07:00:00.000Z' }), 'due-passed'],
    ['on a day that there is not', add({ due: '2026-02-30' }), 'malformed-act'],
  ])('is refused %s', (_, act, code) => {
    expect(opened().refused(act)).toBe(code);
  });

  test('there are so many and no more', () => {
    const case_ = opened();
    for (let n = 0; n < 500; n += 1) case_.world.case = { ...case_.state, tasks: [...case_.state.tasks, { id: `own_task.${n + 1}`, task: 'own_task', of: { stage: 'first', round: 1 }, own: { title: 'x', by: rana, due: '2026-03-30' }, state: 'done', openedAt: case_.world.now }] };
    expect(case_.refused(add())).toBe('too-many-tasks');
  });
});

describe('its words', () => {
  const case_ = story(childProtection).open().does(add({ person: omar }, samir)).until('2026-03-31T00:00');

  test('stand in the case for those who may read it', () => {
    expect(view(childProtection, case_.state, samir).items.find((item) => item.id === 'own_task.1')?.own).toEqual({ title: WORDS, by: { id: 'samir', name: 'SAMIR' } });
    expect(case_.lines('task_added')[0]?.details).toMatchObject({ title: WORDS });
  });

  test('stand in no notice, in no list and in no deadline', () => {
    const said = case_.world.notices.map(({ notice }) => notice).filter(({ about }) => about === 'own_task.1');
    expect(said.length).toBeGreaterThan(2);
    const outside = JSON.stringify([said, project(childProtection, case_.state), explain(childProtection, case_.state, case_.world.now)]);
    expect(outside).not.toContain('Karim');
    expect(outside).toContain('own_task.title');
  });
});
