// Tasks that end otherwise than done, are offered again, open on demand, go on alongside, or keep somebody out; and notes.

import { answered, compare, fact, field, is, value } from '../process/conditions';
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

describe('what is offered again', () => {
  const offer = { mayEnd: { refused: { againAfter: '1 week' } } };
  const refuse = (task = 'offer') => ({ type: 'complete' as const, by: rana, task, answers: {}, end: 'refused' });

  test('opens once also where it is never due, and time goes on', () => {
    const case_ = story(rulesOf({ stages: { work: { tasks: { offer } } } })).open().does(refuse()).wait('8 days');
    expect(case_.items).toEqual({ 'offer.2': null });
    expect(case_.state.clocks).toEqual({});
  });

  test('leaves the end before it in force for what counts from it, and for rules in the stages to come', () => {
    const counted = rulesOf({
      stages: {
        work: { tasks: { offer: { ...offer, due: '3 days' }, count: { due: { length: '2 weeks', after: { kind: 'task', id: 'offer', edge: 'end' } } } }, next: [{ to: 'rest' }] },
        rest: { tasks: { explain: { when: compare(fact('offer.result'), 'eq', value('refused')) } } },
      },
    });
    const case_ = story(counted).open().does(refuse());
    expect(case_.items['count.1']).toBe('2026-04-09');
    case_.wait('8 days');
    expect(case_.items).toMatchObject({ 'count.1': '2026-04-09', 'offer.2': '2026-04-06' });
    const left = story(counted).open().does(refuse()).complete('count');
    expect(left.openIds).toEqual(['explain.1']);
  });

  test('comes at its time though it was not needed for a while, and holds nothing up then', () => {
    const rules_ = rulesOf({ stages: { work: { tasks: { offer: { ...offer, when: field('eligible') }, last: {} }, next: [{ to: 'rest' }] }, rest: {} } });
    const case_ = story(rules_).open({ eligible: true }).does(refuse()).wait('1 day').answer({ eligible: false }).answer({ eligible: true });
    expect(case_.rows.map(({ id, state }) => `${id} ${state}`)).toEqual(['last.1 open', 'offer.3 planned']);
    case_.wait('6 days').wait('1 hour');
    expect(case_.openIds).toEqual(['last.1', 'offer.3']);
    expect(case_.rows.map(({ state }) => state)).toEqual(['open', 'open']);
    expect(case_.complete('last').state.stage.id).toBe('rest');
  });

  test('holds nothing up when it had opened on demand, and ends with its alert', () => {
    const demanded = rulesOf({
      stages: { work: { tasks: { offer: { ...offer, onDemand: true, openedBy: ['case_worker'] }, last: {} }, next: [{ to: 'rest' }] }, rest: {} },
      alerts: { danger: { raisedBy: ['case_worker'], acknowledge: [{ who: 'supervisor', within: '1 hour' }], tasks: { call: offer } } },
    });
    const case_ = story(demanded).open().does({ type: 'open_task', by: rana, task: 'offer' }).does(refuse());
    expect(case_.complete('last').state.stage.id).toBe('rest');
    case_.raise('danger').does(refuse('call'));
    expect(case_.openIds).toEqual(['call.2']);
    expect(case_.acknowledge().resolve().openIds).toEqual([]);
  });

  test('what was handed in with another end, sent back and then waived, was waived', () => {
    const sent = rulesOf({ stages: { work: { tasks: { offer: { ...offer, approve: [{ who: 'supervisor' }], due: '1 week', waive: {} } } } } });
    const case_ = story(sent).open().does(refuse()).sendBack('offer').waive('offer');
    expect(case_.state.tasks).toMatchObject([{ state: 'waived' }]);
    expect(case_.state.tasks[0]).not.toHaveProperty('result');
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

test('who did it before it was sent back, or before it is offered again, has done it as well', () => {
  const four = rulesOf({ stages: { work: { tasks: { prepare: { who: 'supervisor', approve: [{ who: 'manager' }], mayEnd: { not_reached: { againAfter: '1 week' } } }, check: { who: 'supervisor', notBy: ['prepare'] } } } } });
  const does = (task: string, by = samir, end?: string) => ({ type: 'complete' as const, by, task, answers: {}, ...(end !== undefined && { end }) });
  const sent = story(four).open().does(does('prepare')).sendBack('prepare', maha).does(does('prepare', salma));
  expect(sent.refused(does('check', samir))).toBe('not-by-who-did-it');
  const again = story(four).open().does(does('prepare', samir, 'not_reached')).approve('prepare', maha);
  expect(again.state.tasks.at(-1)).toMatchObject({ task: 'prepare', state: 'planned' });
  expect(again.refused(does('check', samir))).toBe('not-by-who-did-it');
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
