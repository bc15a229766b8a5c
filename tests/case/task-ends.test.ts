// Tasks that end otherwise than done, are offered again, open on demand, go on alongside, or keep somebody out; and notes.

import { answered, field, is } from '../process/conditions';
import { rulesOf } from './processes';
import { clerk, maha, omar, rana, salma, samir, story } from './story';

const rules = rulesOf({
  stages: {
    work: {
      tasks: {
        offer: { may: ['outcome'], due: '3 working days', mayEnd: { refused: { must: ['outcome'], againAfter: '4 weeks' }, not_reached: {} } },
        check: { who: 'supervisor', notBy: ['prepare'] },
        prepare: { who: 'supervisor' },
        group: { alongside: true, due: '1 month' },
        visit: { onDemand: true, openedBy: ['case_worker'], due: '2 days', when: field('eligible') },
        later: { onDemand: true },
      },
      next: [{ when: answered('outcome'), to: 'rest' }],
    },
    rest: { tasks: { wait: {} }, next: [{ when: is('risk', 'low'), to: 'work' }] },
  },
});
const opened = () => story(rules).open({ eligible: true });
const end = (how: string | undefined, answers: Record<string, string> = {}) => ({ type: 'complete' as const, by: rana, task: 'offer', answers, ...(how !== undefined && { end: how }) });
const supervised = (case_ = opened()) => case_.does({ type: 'complete', by: samir, task: 'prepare', answers: {} }).does({ type: 'complete', by: salma, task: 'check', answers: {} });

describe('another end than done', () => {
  test('asks for its own answers, stands in the journal, and is what the task’s result is', () => {
    const case_ = opened();
    expect(case_.refused(end('refused'))).toBe('answer-missing');
    case_.does(end('refused', { outcome: 'they do not want it' }));
    expect(case_.state.tasks[0]).toMatchObject({ id: 'offer.1', state: 'done', result: 'refused' });
    expect(case_.lines('task_done')).toMatchObject([{ about: 'offer.1', rule: 'stages.work.tasks.offer.may_end.refused', details: { result: 'refused' } }]);
  });

  test('that the task does not have is refused with those it has', () => {
    expect(opened().refusal(end('declined'))).toMatchObject({ code: 'unknown-end', against: [{ id: 'declined', expected: 'done, refused, not_reached' }] });
    expect(opened().refused(end('__proto__'))).toBe('unknown-end');
    expect(opened().refused(end('done'))).toBeNull();
  });

  test('is an end for its stage; the task is offered again after its time, with a clock of its own from then on', () => {
    const case_ = opened().does(end('refused', { outcome: 'no' }));
    expect(case_.state.tasks.at(-1)).toMatchObject({ id: 'offer.2', state: 'planned' });
    case_.until('2026-04-22T10:00');
    expect(case_.state.tasks.at(-1)?.state).toBe('planned');
    case_.wait('4 days');
    expect(case_.items['offer.2']).toBe('2026-04-28');
    case_.does({ ...end(undefined), task: 'offer.2' });
    expect(case_.state.tasks.at(-1)).toMatchObject({ id: 'offer.2', state: 'done' });
    expect(case_.state.tasks.at(-1)).not.toHaveProperty('result');
  });

  test('what is offered again holds up nothing, and ends with its stage', () => {
    const case_ = supervised().does(end('refused', { outcome: 'no' }));
    expect(case_.state.stage.id).toBe('rest');
    expect(case_.state.tasks.find((task) => task.id === 'offer.2')?.state).toBe('withdrawn');
  });
});

describe('a task alongside', () => {
  test('does not hold up its stage, and goes on when the stage is left', () => {
    const case_ = supervised().complete('offer', { outcome: 'done' });
    expect(case_.state.stage.id).toBe('rest');
    expect(case_.items['group.1']).toBe('2026-04-26');
    expect(case_.complete('group').state.tasks.find((task) => task.id === 'group.1')?.state).toBe('done');
  });

  test('ends with the case', () => {
    const case_ = supervised().complete('offer', { outcome: 'done' }).close('resolved');
    expect(case_.state.tasks.filter((task) => task.state === 'open')).toEqual([]);
  });
});

describe('a task on demand', () => {
  const open = (task: string, by = rana) => ({ type: 'open_task' as const, by, task });

  test('is opened by those whom the process names, and holds up its stage from then on', () => {
    const case_ = opened().does(open('visit'));
    expect(case_.items['visit.1']).toBe('2026-03-28');
    expect(case_.lines('task_opened').at(-1)).toMatchObject({ about: 'visit.1', by: { id: 'rana' } });
    supervised(case_).complete('offer', { outcome: 'x' });
    expect(case_.state.stage.id).toBe('work');
    expect(case_.complete('visit').state.stage.id).toBe('rest');
  });

  test.each([
    ['twice', () => opened().does(open('visit')), open('visit'), 'task-not-needed'],
    ['when it is not needed', () => opened().answer({ eligible: false }), open('visit'), 'task-not-needed'],
    ['a task that opens by itself', () => opened(), open('offer'), 'not-on-demand'],
    ['a task that only a late step opens', () => opened(), open('later'), 'not-on-demand'],
    ['by somebody else', () => opened(), open('visit', omar), 'not-for-you'],
    ['what is not there', () => opened(), open('nothing'), 'unknown-task'],
  ])('is not opened %s', (_, start, act, code) => {
    expect(start().refused(act)).toBe(code);
  });
});

test('who did the one task does not do the other', () => {
  const case_ = opened().does({ type: 'complete', by: samir, task: 'prepare', answers: {} });
  expect(case_.refusal({ type: 'complete', by: samir, task: 'check', answers: {} })).toMatchObject({ code: 'not-by-who-did-it', against: [{ id: 'prepare' }] });
  expect(case_.refused({ type: 'complete', by: { ...maha, roles: ['supervisor'] }, task: 'check', answers: {} })).toBeNull();
});

describe('a note', () => {
  const note = (by = rana, text = 'The school called back') => ({ type: 'note' as const, by, text });

  test('stands in the journal and changes nothing else', () => {
    const case_ = opened();
    const { journal: _journal, sequence: _sequence, ...before } = case_.state;
    case_.does(note());
    expect(case_.state).toMatchObject(before);
    expect(case_.lines('noted')).toMatchObject([{ by: { id: 'rana' }, details: { text: 'The school called back' } }]);
  });

  test.each([['nothing in it', note(rana, ' '), 'reason-missing'], ['somebody without a part in the case', note(clerk), 'not-for-you'], ['a colleague', note(omar), 'not-for-you']])(
    'is refused with %s', (_, act, code) => {
      expect(opened().refused(act)).toBe(code);
    },
  );
});
