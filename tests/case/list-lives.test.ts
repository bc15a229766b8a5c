// The life that records have of their own: tasks, stages, reviews, clocks and rules of each.

import type { Field } from '../../process/process';
import { compare, fact, field, is, not, value } from '../process/conditions';
import { add, change, end, family, FAMILY, item, over, recordIn, remove } from './families';
import { rulesOf } from './processes';
import { rana, samir, story } from './story';
import type { Story } from './story';

const open = () => story(family).open();
const stageOf = (case_: Story, id: string) => recordIn(case_, id).stage?.id;

describe('what each record has of its own', () => {
  test('begins with it: its tasks, the first stage, its series of reviews and its clocks', () => {
    const case_ = open().does(add('child')).wait('24 hours').does(add('child'));
    expect(case_.items).toEqual({
      'goals.1': '2026-04-05', 'introduce.1': '2026-03-28', 'look.1': '2026-03-31', 'talk.1': '2026-04-02',
      'introduce.2': '2026-03-29', 'look.2': '2026-04-01', 'talk.2': '2026-04-03',
    });
    expect(case_.state.clocks['review:talk.2']).toMatchObject({ record: 'child.2' });
    expect(case_.lines('task_opened').find(({ about }) => about === 'look.2')?.details).toMatchObject({ record: 'child.2' });
  });

  test('goes through the stages of its list by its own answers', () => {
    const case_ = open().does(add('child')).does(add('child')).seen();
    case_.complete('look@child.2', { 'child.safe': true });
    expect([stageOf(case_, 'child.1'), stageOf(case_, 'child.2')]).toEqual(['looking', 'helping']);
    expect(case_.journal).toEqual(['answered child.2', 'task_done look.2', 'stage_entered helping', 'task_opened help.1']);
    expect(case_.lines('stage_entered').at(-1)?.details).toMatchObject({ round: 1, record: 'child.2' });
    case_.complete('help.1');
    expect(recordIn(case_, 'child.2').ended).toMatchObject({ outcome: 'home', by: null });
    expect(case_.lines('record_ended')[0]).toMatchObject({ about: 'child.2', rule: 'lists.child.stages.helping.next.0' });
    expect(case_.openIds).toEqual(['goals.1', 'introduce.1', 'look.1', 'talk.1']);
    expect(case_.state.stage.id).toBe('plan');
  });

  test('counts from what was done about that record', () => {
    const case_ = open().does(add('child')).does(add('child')).complete('look@child.1', { 'child.safe': true }).wait('48 hours').complete('look@child.2', { 'child.safe': true });
    expect(case_.items).toMatchObject({ 'help.1': '2026-03-30', 'help.2': '2026-04-01' });
  });

  test('goes in rounds of its own', () => {
    const case_ = open().does(add('child')).does(add('child'));
    case_.complete('look@child.1', { 'child.safe': false }).complete('watch@child.1');
    expect([recordIn(case_, 'child.1').stage, recordIn(case_, 'child.2').stage]).toMatchObject([{ id: 'looking', round: 2 }, { id: 'looking', round: 1 }]);
    expect(case_.openIds).toContain('look.3');
  });

  test('is moved, and ended, by its own late steps', () => {
    const case_ = open().does(add('child')).wait('24 hours').does(add('child')).complete('look@child.2', { 'child.safe': true }).until('2026-04-01T00:00');
    expect([stageOf(case_, 'child.1'), case_.state.stage.id]).toEqual(['watching', 'plan']);
    expect(stageOf(case_, 'child.2')).toBe('helping');
    case_.until('2026-04-07T00:00');
    expect(recordIn(case_, 'child.2').ended).toMatchObject({ outcome: 'moved', by: null });
    expect(recordIn(case_, 'child.1').ended).toBeUndefined();
  });

  test('ends by the rule that is judged at any time for each', () => {
    const case_ = open().does(add('child')).does(add('child')).does(change('child.2', { decision: 'move' }));
    expect(case_.state.records?.map(({ ended }) => ended?.outcome)).toEqual([undefined, 'moved']);
    expect(case_.openIds).toEqual(['goals.1', 'introduce.1', 'look.1', 'talk.1']);
  });

  test('is approved level by level as its own answers say, and taken back as long as it is needed for it', () => {
    const check = { must: ['child.safe'], approve: [{ who: 'supervisor' }, { who: 'manager', when: is('child.safe', false) }], when: not(is('child.decision', 'move')) };
    const rules = rulesOf({ ...FAMILY, lists: { ...FAMILY.lists, child: { ...FAMILY.lists?.['child'], stages: {}, tasks: { check } } } });
    const case_ = story(rules).open().does(add('child', { decision: 'stay' })).does(add('child', { decision: 'stay' }));
    case_.complete('check@child.1', { 'child.safe': false }).complete('check@child.2', { 'child.safe': true });
    case_.does({ type: 'take_back', by: rana, task: 'check.2', reason: 'too early' }).complete('check@child.2', { 'child.safe': true });
    case_.does({ type: 'approve', by: samir, approval: 'check.1' }).does({ type: 'approve', by: samir, approval: 'check.2' });
    expect(case_.state.approvals.map(({ of, who, state }) => [of, who, state])).toEqual([
      [{ task: 'check.1' }, 'supervisor', 'approved'], [{ task: 'check.2' }, 'supervisor', 'withdrawn'], [{ task: 'check.2' }, 'supervisor', 'approved'], [{ task: 'check.1' }, 'manager', 'asked'],
    ]);
    expect(case_.lines('task_done').map(({ about }) => about)).toEqual(['check.2']);
  });

  test('has its clocks stopped, put off and waived with evidence of its own', () => {
    const may = { who: ['case_worker'], must: ['child.safe'] };
    const look = { due: '5 days', pauses: may, extend: { ...may, atMost: '10 days' }, waive: may };
    const case_ = story(rulesOf({ ...FAMILY, lists: { ...FAMILY.lists, child: { ...FAMILY.lists?.['child'], stages: {}, tasks: { look } } } })).open().does(add('child')).does(add('child'));
    const answers = { 'child.safe': true };
    expect(case_.refusal({ type: 'waive', by: rana, clock: 'look.2', answers: {}, reason: 'moved' })).toMatchObject({ code: 'answer-missing', against: [{ id: 'child.2.safe' }] });
    case_.does({ type: 'pause', by: rana, clock: 'look.1', from: '2026-03-27', to: '2026-03-28', answers, reason: 'ill' });
    case_.extend('look.1', '3 days', rana, answers).does({ type: 'waive', by: rana, clock: 'look.2', answers, reason: 'moved' });
    expect(case_.items).toMatchObject({ 'look.1': '2026-04-05' });
    expect(case_.state.records?.map((one) => one.answers['safe']?.value)).toEqual([true, true]);
    expect(case_.lines('clock_waived').map(({ about }) => about)).toEqual(['look.2']);
  });

  test('is put off when those have agreed who have to for such a record', () => {
    const talk = { due: '5 days', extend: { atMost: '10 days', approve: [{ who: 'supervisor', when: is('child.decision', 'move') }, { who: 'manager', when: is('child.decision', 'move') }] } };
    const case_ = story(rulesOf({ ...FAMILY, lists: { ...FAMILY.lists, child: { ...FAMILY.lists?.['child'], stages: {}, atAnyTime: [], tasks: { talk_first: talk } } } })).open();
    case_.does(add('child', { decision: 'move' })).extend('talk_first', '3 days').does({ type: 'approve', by: samir, approval: 'extension' });
    expect(case_.state.approvals.map(({ who, state }) => [who, state])).toEqual([['supervisor', 'approved'], ['manager', 'asked']]);
    expect(case_.does(add('child', { decision: 'stay' })).extend('talk_first.2', '3 days').lines('clock_extended').map(({ about }) => about)).toEqual(['talk_first.2']);
  });

  test('has what is asked for it approved as soon as its own answers say', () => {
    const soon = { depends_on: 'child.decision', move: '2 days', otherwise: '1 week' };
    const talk = { due: '5 days', extend: { atMost: '10 days', approve: [{ who: 'supervisor', due: soon }] } };
    const case_ = story(rulesOf({ ...FAMILY, lists: { ...FAMILY.lists, child: { ...FAMILY.lists?.['child'], stages: {}, atAnyTime: [], tasks: { talk_first: talk } } } })).open();
    case_.does(add('child', { decision: 'move' })).does(add('child', { decision: 'stay' })).extend('talk_first.1', '3 days').extend('talk_first.2', '3 days');
    expect(case_.items).toMatchObject({ 'extension.1.1': '2026-03-28', 'extension.2.1': '2026-04-02' });
  });

  test('is done by those who may, and found by the record that it is about', () => {
    const case_ = open().does(add('child')).does(add('child'));
    case_.record('talk@child.1', { 'child.seen': true });
    expect(recordIn(case_, 'child.1').answers['seen']?.value).toBe(true);
    expect(case_.items).toMatchObject({ 'talk.2': '2026-04-02', 'talk.3': '2026-04-09' });
    expect(case_.refused({ type: 'record', by: rana, review: 'talk@child.3', answers: {} })).toBe('review-not-open');
    expect(case_.refusal({ type: 'record', by: rana, review: 'talk.2', answers: {} })).toMatchObject({ code: 'answer-missing', against: [{ id: 'child.2.seen' }] });
  });

  test('is paused, put off or waived by the record that it is about', () => {
    const list = { ...FAMILY.lists?.['goal'], clocks: { goal_date: { due: { on: { kind: 'field' as const, field: 'goal.due_on' } }, extend: { atMost: '10 days', times: 2 } } } };
    const case_ = story(rulesOf({ ...FAMILY, lists: { ...FAMILY.lists, goal: list } })).open().does(add('goal', { due_on: '2026-04-01' })).does(add('goal', { due_on: '2026-04-02' }));
    case_.extend('goal_date@goal.1', '3 days').extend('goal_date.2', '1 day');
    expect([case_.local(case_.clock('clock:goal_date.1').dueAt as string), case_.local(case_.clock('clock:goal_date.2').dueAt as string)]).toEqual(['2026-04-04', '2026-04-03']);
    expect(case_.refused({ type: 'extend', by: rana, clock: 'goal_date@goal.3', by_length: '1 day', answers: {}, reason: 'x' })).toBe('unknown-clock');
  });
});

describe('the clock of each record', () => {
  test('waits for the date, moves with it, reminds, is late and stops by its own answers', () => {
    const case_ = open().does(add('goal')).does(add('goal', { due_on: '2026-04-10' })).seen();
    expect(case_.clock('clock:goal_date.1')).toMatchObject({ dueAt: null, waitsFor: 'fields.goal.due_on', record: 'goal.1' });
    case_.does(change('goal.1', { due_on: '2026-04-02' }));
    expect(case_.journal).toEqual(['answered goal.1', 'clock_started goal_date.1']);
    case_.does(change('goal.2', { result: 'dropped' }));
    expect(Object.keys(case_.state.clocks).filter((id) => id.startsWith('clock:'))).toEqual(['clock:goal_date.1']);
    expect(case_.until('2026-04-03T00:00').lines('became_late').map(({ about }) => about)).toEqual(['goal_date.1']);
  });

  test('runs while its rule holds for that record, and starts afresh', () => {
    const list = { fields: { what: { type: 'yes_no' } as Field }, outcomes: ['over'], clocks: { watch: { due: '2 days', while: is('goal.what', true) } } };
    const case_ = story(rulesOf({ ...FAMILY, stages: { work: { tasks: { do: {} } } }, lists: { goal: list } })).open().does(add('goal')).does(add('goal', { what: true }));
    expect(Object.keys(case_.state.clocks)).toEqual(['clock:watch.1']);
    case_.does(change('goal.1', { what: true })).does(change('goal.2', { what: false })).wait('24 hours').does(change('goal.2', { what: true }));
    expect(Object.values(case_.state.clocks).map(({ id, record, dueAt }) => [id, record, case_.local(dueAt as string)])).toEqual([['clock:watch.2', 'goal.1', '2026-03-28'], ['clock:watch.3', 'goal.2', '2026-03-29']]);
    case_.does(end('goal.1', 'over'));
    expect(Object.keys(case_.state.clocks)).toEqual(['clock:watch.3']);
    expect(case_.state.holding).toEqual(['lists.goal.clocks.watch.while@goal.2']);
  });
});

describe('a task for each record', () => {
  const atWork = () => open().does(add('goal')).does(add('child')).does(add('child')).complete('goals');

  test('opens once for each open record of the round, and for one that is added while the stage is there', () => {
    const case_ = atWork();
    expect(case_.state.tasks.filter(({ task }) => task === 'visit').map(({ id, of }) => [id, of])).toEqual([
      ['visit.1', { stage: 'work', round: 1, record: 'child.1' }], ['visit.2', { stage: 'work', round: 1, record: 'child.2' }],
    ]);
    case_.does(add('child'));
    expect(case_.state.tasks.find(({ id }) => id === 'visit.3')?.of.record).toBe('child.3');
    case_.does(end('child.3', 'home'));
    expect(case_.state.tasks.find(({ id }) => id === 'visit.3')?.state).toBe('withdrawn');
  });

  test('holds up what comes after it until each of them has ended', () => {
    const case_ = atWork().complete('visit.1', { 'child.seen': true });
    expect(case_.openIds).not.toContain('sum_up.1');
    expect(case_.does(end('child.2', 'home')).openIds).toContain('sum_up.1');
  });

  test('holds up the stage, which ends when all of it is done', () => {
    const case_ = atWork().complete('visit.1', { 'child.seen': true }).complete('visit.2', { 'child.seen': true }).does(end('goal.1', 'dropped'));
    expect(case_.state.status).toBe('open');
    expect(case_.complete('sum_up').state.status).toBe('closed');
  });

  test('is taken back while nothing stands on it, and not when its record has ended', () => {
    const take = (task: string) => ({ type: 'take_back' as const, by: rana, task, reason: 'the wrong child' });
    const case_ = atWork().complete('visit.1', { 'child.seen': true });
    expect(case_.does(take('visit@child.1')).openIds).toContain('visit.1');
    case_.complete('visit.1', { 'child.seen': true }).does(end('child.1', 'home'));
    expect(case_.refusal(take('visit.1'))).toMatchObject({ code: 'task-stood-on', against: [{ id: 'child.1' }] });
    case_.complete('visit.2', { 'child.seen': true }).complete('sum_up');
    expect(case_.refusal(take('visit.2'))).toMatchObject({ code: 'task-stood-on', against: [{ id: 'sum_up.1' }] });
  });

  test('of a record is taken back until the record has gone on', () => {
    const case_ = open().does(add('child')).complete('look.1', { 'child.safe': true });
    expect(case_.refusal({ type: 'take_back', by: rana, task: 'look.1', reason: 'too soon' })).toEqual({ code: 'task-stood-on', against: [{ id: 'helping', rule: 'lists.child.stages.helping' }] });
    case_.does(change('child.1', { seen: true })).complete('introduce.1').does({ type: 'take_back', by: rana, task: 'introduce.1', reason: 'too soon' });
    expect(case_.state.happened).not.toHaveProperty(['task:introduce@child.1', 'end']);
    expect(case_.openIds).toContain('introduce.1');
  });

  test('on demand opens for the record that is named', () => {
    const child = { ...FAMILY.lists?.['child'], stages: {}, tasks: { call: { onDemand: true as const, openedBy: ['case_worker'], due: '1 day' } } };
    const case_ = story(rulesOf({ ...FAMILY, lists: { ...FAMILY.lists, child } })).open().does(add('child')).does(add('child'));
    const openTask = (record?: string) => ({ type: 'open_task' as const, by: rana, task: 'call', ...(record !== undefined && { record }) });
    expect(case_.refusal(openTask())).toEqual({ code: 'unknown-record', against: [{ id: 'child' }] });
    expect(case_.refused(openTask('child.5'))).toBe('unknown-record');
    expect(case_.does(openTask('child.2')).state.tasks.at(-1)?.of).toEqual({ list: 'child', record: 'child.2' });
    expect(case_.refused(openTask('child.2'))).toBe('task-not-needed');
    expect(case_.refused(openTask('goal.1'))).toBe('unknown-record');
  });
});

describe('rules about records', () => {
  test('read the records of a list, ended ones too, with their outcomes', () => {
    const gone = over('goal', 'all', compare(item('outcome'), 'eq', value('reached')));
    const case_ = story(rulesOf({ ...FAMILY, alerts: { done: { raiseWhen: gone, acknowledge: [{ who: 'supervisor', within: '1 hour' }] } } })).open();
    expect(case_.state.alerts).toHaveLength(1);
    case_.acknowledge().resolve().does(add('goal')).does(add('goal')).does(end('goal.1', 'reached'));
    expect(case_.state.alerts).toHaveLength(1);
    expect(case_.does(end('goal.2', 'reached')).state.alerts).toHaveLength(2);
  });

  test('act anew when an answer of a record is given again that they read', () => {
    const some = over('child', 'exists', compare(item('safe'), 'eq', value(false)));
    const case_ = story(rulesOf({ ...FAMILY, alerts: { danger: { raiseWhen: some, acknowledge: [{ who: 'supervisor', within: '1 hour' }] } } })).open().does(add('child', { safe: false })).does(add('child'));
    expect(case_.alert.joined).toEqual([]);
    case_.does(change('child.2', { seen: true }));
    expect(case_.alert.joined).toEqual([]);
    expect(case_.does(change('child.2', { safe: false })).alert.joined).toHaveLength(1);
  });

  test('are judged for each record by its own answers and acts, and see those of the case', () => {
    const list = {
      fields: { kind: { type: 'one_of', options: ['a', 'b'] } as Field }, outcomes: ['over', 'high'],
      tasks: { first: {}, second: { when: fact('first.done') }, third: { when: is('risk', 'high') }, fourth: { when: not(fact('goal.open')) } },
      atAnyTime: [{ when: compare(field('goal.kind'), 'eq', value('b')), close: 'over' }],
    };
    const case_ = story(rulesOf({ ...FAMILY, stages: { work: { tasks: { do: {} } } }, lists: { goal: list } })).open().does(add('goal')).does(add('goal'));
    case_.complete('first@goal.1');
    expect(case_.openIds).toEqual(['do.1', 'first.2', 'second.1']);
    expect(case_.state.tasks.find(({ id }) => id === 'second.1')?.of.record).toBe('goal.1');
    case_.answer({ risk: 'high' });
    expect(case_.openIds).toEqual(expect.arrayContaining(['third.1', 'third.2']));
    case_.does(change('goal.2', { kind: 'b' }));
    expect(recordIn(case_, 'goal.2').ended?.outcome).toBe('over');
    expect(case_.openIds).toEqual(['do.1', 'second.1', 'third.1']);
  });

  test('turn by time alone for each record', () => {
    const born: Field = { type: 'date', private: true };
    const list = { fields: { born }, outcomes: ['of_age'], atAnyTime: [{ when: compare({ op: 'call', name: 'age', args: [field('child.born')] }, 'ge', value(18)), close: 'of_age' }] };
    const case_ = story(rulesOf({ ...FAMILY, stages: { work: { tasks: { do: {} } } }, lists: { child: list } })).open().does(add('child', { born: '2008-04-20' })).does(add('child', { born: '2008-04-02' }));
    expect(case_.local(case_.state.judgeAt as string)).toBe('2026-04-01');
    case_.until('2026-04-02T00:00');
    expect(case_.state.records?.map(({ ended }) => ended?.outcome)).toEqual([undefined, 'of_age']);
    expect(case_.local(case_.state.judgeAt as string)).toBe('2026-04-19');
  });
});

describe('duties of each record', () => {
  test('are met by an act that is about it', () => {
    const child = {
      outcomes: ['home'], reviews: { talk: { first: '1 week', every: '1 week' } }, clocks: { contact: { due: '3 days' } },
      tasks: { visit: { satisfies: [{ review: 'talk' }, { clock: 'contact' }] } },
    };
    const case_ = story(rulesOf({ ...FAMILY, stages: { work: { tasks: { do: {} } } }, lists: { child } })).open().does(add('child')).does(add('child')).wait('24 hours').complete('visit@child.2');
    expect(case_.items).toMatchObject({ 'talk.1': '2026-04-02', 'talk.3': '2026-04-03' });
    expect(Object.values(case_.state.clocks).flatMap(({ id, record }) => (id.startsWith('clock:') ? [record] : []))).toEqual(['child.1']);
  });

  test('that are contacts between two of its reviews follow its own', () => {
    const child = { outcomes: ['home'], reviews: { talk: { first: '1 week', every: '2 weeks' }, call: { every: { times: 1, between: 'talk' } } } };
    const case_ = story(rulesOf({ ...FAMILY, stages: { work: { tasks: { do: {} } } }, lists: { child } })).open().does(add('child')).wait('24 hours').does(add('child'));
    expect(case_.items).toMatchObject({ 'talk.1': '2026-04-02', 'call.1': '2026-04-02', 'talk.2': '2026-04-03', 'call.2': '2026-04-03' });
    case_.record('call@child.2').record('talk@child.1');
    const open = Object.fromEntries(case_.state.reviews.flatMap((one) => (one.state === 'open' ? [[`${one.review}@${one.record}`, case_.clock(`review:${one.id}`).dueAt]] : [])));
    // It was not made by the end of its stretch; the other one was, and the next is due by a talk that is not open yet.
    expect(open['call@child.1']).toBe(case_.world.now);
    expect(open['call@child.2']).toBeNull();
    case_.record('talk@child.2');
    const openOf = (review: string) => case_.state.reviews.find((one) => one.review === review && one.record === 'child.2' && one.state === 'open')?.id;
    expect(case_.clock(`review:${openOf('call')}`).dueAt).toBe(case_.clock(`review:${openOf('talk')}`).dueAt);
  });

  test('of one for each record at the top of the process are as those of the list', () => {
    const source = { ...FAMILY, stages: { work: { tasks: { do: {} } } }, lists: { child: { outcomes: ['home'] } }, reviews: { talk: { forEach: 'child', first: '1 week', every: '1 week' } }, clocks: { contact: { forEach: 'child', due: '2 days', late: [{ close: 'resolved' }] } } };
    const case_ = story(rulesOf(source)).open().does(add('child')).does(add('child')).does(remove('child.1'));
    expect(case_.items).toEqual({ 'do.1': null, 'talk.2': '2026-04-02' });
    expect(case_.wait('3 days').state.closed?.reason).toBe('resolved');
  });
});

test('a case that closes ends what is open about its records, and one that is opened again goes on with them', () => {
  const source = { ...FAMILY, closure: { reopen: { within: '1 year', to: 'plan', who: 'supervisor' } } };
  const case_ = story(rulesOf(source)).open().does(add('child')).complete('introduce.1').does(add('child')).complete('look@child.2', { 'child.safe': true }).does(add('goal', { due_on: '2026-05-01' })).close('resolved');
  expect([case_.state.status, Object.keys(case_.state.clocks)]).toEqual(['closed', []]);
  expect(case_.refused(add('goal'))).toBe('case-closed');
  case_.wait('120 hours').does({ type: 'reopen', by: samir, reason: 'they are back' });
  expect([stageOf(case_, 'child.1'), stageOf(case_, 'child.2')]).toEqual(['looking', 'helping']);
  expect(case_.items).toEqual({ 'goals.2': '2026-04-10', 'look.3': '2026-04-05', 'help.2': '2026-03-30', 'introduce.3': '2026-04-02', 'talk.3': '2026-04-07', 'talk.4': '2026-04-07' });
  expect(Object.keys(case_.state.clocks)).toEqual(expect.arrayContaining(['clock:goal_date.2', 'stage:helping.1@child.2']));
});
