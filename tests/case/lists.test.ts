// Records of lists: added, answered, changed, ended, taken out and corrected, and why each of that is refused.

import { add, change, end, family, FAMILY, recordIn, remove } from './families';
import { rulesOf } from './processes';
import { maha, omar, rana, samir, story, stranger } from './story';

const open = () => story(family).open();

describe('a record', () => {
  test('is added with its answers, and is known by its list and a number that is not given twice', () => {
    const case_ = open().seen().does(add('goal', { what: 'sleep', due_on: '2026-04-10' }));
    expect(recordIn(case_, 'goal.1')).toMatchObject({ list: 'goal', addedBy: { id: 'rana' }, answers: { due_on: { value: '2026-04-10', by: 'rana' } } });
    expect(case_.journal).toEqual(['record_added goal.1', 'answered goal.1', 'clock_started goal_date.1']);
    case_.does(remove('goal.1')).does(add('goal'));
    expect(case_.state.records?.map(({ id }) => id)).toEqual(['goal.2']);
  });

  test('is written in the journal with what has changed and what was there before', () => {
    const case_ = open().does(add('goal', { due_on: '2026-04-10' })).does(change('goal.1', { due_on: '2026-04-12', result: 'dropped' }));
    expect(case_.lines('answered').map(({ about, details }) => [about, details?.['answers']])).toEqual([
      ['goal.1', { 'goal.due_on': { value: '2026-04-10' } }],
      ['goal.1', { 'goal.due_on': { value: '2026-04-12', was: '2026-04-10' }, 'goal.result': { value: 'dropped' } }],
    ]);
  });

  test('is added by the roles that the list names and by those who answer for the case', () => {
    const case_ = open();
    expect(case_.refusal(add('goal', {}, omar))).toEqual({ code: 'not-for-you', against: [{ id: 'case_worker', rule: 'roles.case_worker' }] });
    expect(case_.refused(add('goal', {}, stranger))).toBe('not-for-you');
    expect(case_.does(add('goal', {}, samir)).does(add('child', {}, maha)).state.records).toHaveLength(2);
    expect(case_.refused(change('goal.1', {}, omar))).toBe('not-for-you');
    expect(case_.refused(end('goal.1', 'dropped', omar))).toBe('not-for-you');
    expect(case_.refused(remove('goal.1', omar))).toBe('not-for-you');
  });

  test('holds answers that fit the fields of its list', () => {
    const case_ = open().does(add('goal'));
    expect(case_.refusal(add('goal', { due_on: 'soon' }))).toMatchObject({ code: 'answer-wrong-type', against: [{ id: 'goal.due_on', rule: 'lists.goal.fields.due_on' }] });
    expect(case_.refusal(change('goal.1', { result: 'lost' }))).toMatchObject({ code: 'answer-not-an-option', against: [{ id: 'goal.1.result' }] });
    expect(case_.refusal(change('goal.1', { height: 3 }))).toEqual({ code: 'unknown-field', against: [{ id: 'goal.1.height' }] });
    expect(case_.refusal(change('goal.1', { secret: 'x' }))).toMatchObject({ code: 'not-for-you', against: [{ id: 'goal.1.secret' }] });
    expect(case_.refusal(add('hope'))).toMatchObject({ code: 'unknown-list', against: [{ id: 'hope', expected: 'goal, child, action' }] });
    expect(case_.refusal(change('goal.7', {}))).toEqual({ code: 'unknown-record', against: [{ id: 'goal.7' }] });
  });

  test('answers a record of another list, of those that are there', () => {
    const case_ = open().does(add('goal')).does(add('child')).does(add('action', { goal: 'goal.1' }));
    expect(recordIn(case_, 'action.1').answers['goal']?.value).toBe('goal.1');
    for (const named of ['goal.2', 'child.1', 'goal', 3]) {
      expect(case_.refusal(add('action', { goal: named }))).toMatchObject({ code: 'answer-not-an-option', against: [{ id: 'action.goal', expected: 'a record of goal' }] });
    }
  });

  test('ends with one of the outcomes of its list, and then is changed no more', () => {
    const case_ = open().does(add('goal'));
    expect(case_.refusal(end('goal.1', 'home'))).toEqual({ code: 'unknown-outcome', against: [{ id: 'home', rule: 'lists.goal', expected: 'reached, dropped' }] });
    case_.does({ ...end('goal.1', 'dropped'), reason: 'not wanted' });
    expect(recordIn(case_, 'goal.1').ended).toEqual({ at: case_.world.now, by: { id: 'rana', name: 'RANA' }, outcome: 'dropped', reason: 'not wanted' });
    const first = { first: { name: 'RANA', at: case_.world.now } };
    expect(case_.refusal(change('goal.1', { result: 'dropped' }))).toMatchObject({ code: 'record-ended', ...first });
    expect(case_.refusal(end('goal.1', 'reached'))).toMatchObject({ code: 'record-ended', ...first });
    expect(case_.lines('record_ended')).toMatchObject([{ about: 'goal.1', rule: 'lists.goal', by: { id: 'rana' }, details: { outcome: 'dropped', reason: 'not wanted' } }]);
  });

  test('that was added by mistake is taken out with all that was open about it, unless something stands on it', () => {
    const case_ = open().does(add('child', { name: 'Sami' })).does(add('goal')).does(add('action', { goal: 'goal.1' }));
    expect(case_.refusal(remove('goal.1'))).toEqual({ code: 'record-stood-on', against: [{ id: 'action.1' }] });
    expect(case_.refused(remove('child.1', rana, ' '))).toBe('reason-missing');
    expect(case_.refused(remove('child.9'))).toBe('unknown-record');
    expect(case_.openIds).toEqual(expect.arrayContaining(['introduce.1', 'look.1', 'talk.1']));
    case_.seen().does(remove('child.1'));
    expect(case_.openIds).toEqual(['goals.1']);
    expect(Object.keys(case_.state.clocks)).toEqual(['task:goals.1', 'clock:goal_date.1']);
    expect(case_.state.records?.map(({ id }) => id)).toEqual(['goal.1', 'action.1']);
    expect(JSON.stringify(case_.state.happened)).not.toContain('child.1');
    expect(case_.journal).toEqual(['task_withdrawn introduce.1', 'task_withdrawn look.1', 'review_ended talk.1', 'record_removed child.1']);
    case_.does(add('child')).complete('introduce.2');
    expect(case_.refusal(remove('child.2'))).toEqual({ code: 'record-stood-on', against: [{ id: 'introduce.2' }] });
  });

  test('is one of at most five hundred in its list', () => {
    const case_ = story(rulesOf({ ...FAMILY, lists: { ...FAMILY.lists, goal: { outcomes: ['dropped'] } } })).open();
    const records = Array.from({ length: 500 }, () => ({ list: 'goal', answers: {} }));
    case_.does({ type: 'complete', by: rana, task: 'goals', answers: {}, records });
    expect(case_.refusal(add('goal'))).toEqual({ code: 'too-many-records', against: [{ id: 'goal', rule: 'lists.goal', expected: '500' }] });
    expect(case_.does(remove('goal.500')).refused(add('goal'))).toBeNull();
  });
});

describe('answers of records in an act', () => {
  test('are written by a task that is their place, which demands so many open ones', () => {
    const case_ = open();
    expect(case_.refusal({ type: 'complete', by: rana, task: 'goals', answers: {} })).toEqual({ code: 'too-few-records', against: [{ id: 'goal', rule: 'lists.goal', expected: '1' }] });
    case_.does(add('goal')).does(end('goal.1', 'dropped'));
    expect(case_.refused({ type: 'complete', by: rana, task: 'goals', answers: {} })).toBe('too-few-records');
    expect(case_.refused({ type: 'complete', by: rana, task: 'goals', answers: {}, records: [{ record: 'goal.1', answers: { result: 'reached' } }] })).toBe('record-ended');
    expect(case_.refusal({ type: 'complete', by: rana, task: 'goals', answers: {}, records: [{ list: 'child', answers: {} }] })).toEqual({ code: 'answer-not-asked-here', against: [{ id: 'child', rule: 'lists.child' }] });
    case_.does({ type: 'complete', by: rana, task: 'goals', answers: {}, records: [{ list: 'goal', answers: { what: 'sleep' } }, { list: 'goal', answers: {} }] });
    expect(case_.state.records?.map(({ id }) => id)).toEqual(['goal.1', 'goal.2', 'goal.3']);
    expect(case_.state.stage.id).toBe('work');
  });

  test('that a task asks for are asked of every open record at once', () => {
    const case_ = open().does(add('child')).does(add('child')).does(add('child')).does(end('child.3', 'home'));
    case_.does({ type: 'open_task', by: rana, task: 'decide' });
    const complete = (records: { record: string; answers: Record<string, string> }[]) => ({ type: 'complete' as const, by: rana, task: 'decide', answers: {}, records });
    expect(case_.refusal(complete([{ record: 'child.2', answers: { decision: 'stay' } }]))).toEqual({ code: 'answer-missing', against: [{ id: 'child.1.decision', rule: 'lists.child.fields.decision' }] });
    expect(case_.refused(complete([{ record: 'child.3', answers: { decision: 'stay' } }]))).toBe('record-ended');
    expect(case_.refused(complete([{ record: 'child.1', answers: { name: 'Sami' } }]))).toBe('answer-not-asked-here');
    expect(case_.refused({ ...complete([]), answers: { 'child.decision': 'stay' } })).toBe('answer-not-asked-here');
    case_.does(change('child.1', { decision: 'stay' })).does(complete([{ record: 'child.2', answers: { decision: 'stay' } }]));
    expect(recordIn(case_, 'child.2').answers['decision']?.value).toBe('stay');
  });

  test('in the scope of a record are given under the names of its fields, and of no other record', () => {
    const case_ = open().does(add('goal')).does(add('child')).does(add('child')).complete('goals');
    const visit = case_.state.tasks.find((one) => one.task === 'visit' && one.of.record === 'child.2')?.id as string;
    expect(case_.refusal({ type: 'complete', by: rana, task: visit, answers: {} })).toEqual({ code: 'answer-missing', against: [{ id: 'child.2.seen', rule: 'lists.child.fields.seen' }] });
    expect(case_.refused({ type: 'complete', by: rana, task: visit, answers: { 'child.seen': true }, records: [{ record: 'child.1', answers: { seen: true } }] })).toBe('answer-not-asked-here');
    case_.complete(visit, { 'child.seen': true });
    expect(recordIn(case_, 'child.2').answers['seen']?.value).toBe(true);
    expect(recordIn(case_, 'child.1').answers).toEqual({});
    case_.complete('visit@child.1', { 'child.seen': false });
    expect(recordIn(case_, 'child.1').answers['seen']?.value).toBe(false);
  });

  test('are given and corrected by those who answer for the case', () => {
    const case_ = open().does(add('goal', { result: 'dropped' }));
    case_.does({ type: 'answer', by: samir, answers: { risk: 'low' }, records: [{ record: 'goal.1', answers: { due_on: '2026-04-02' } }, { list: 'goal', answers: { due_on: '2026-04-03' } }] });
    expect(case_.state.records?.map(({ answers }) => answers['due_on']?.value)).toEqual(['2026-04-02', '2026-04-03']);
    const correct = (answers: Record<string, string>, by = rana) => ({ type: 'correct' as const, by, answers, reason: 'the other date' });
    case_.does(end('goal.1', 'dropped')).does(correct({ 'goal.1.due_on': '2026-04-05', risk: 'high' }));
    expect(case_.lines('corrected').map(({ about, details }) => [about, details?.['answers']])).toEqual([
      [undefined, { risk: { value: 'high', was: 'low' } }],
      ['goal.1', { 'goal.due_on': { value: '2026-04-05', was: '2026-04-02' } }],
    ]);
    expect(case_.refusal(correct({ 'goal.2.result': 'reached' }))).toEqual({ code: 'nothing-to-correct', against: [{ id: 'goal.2.result', rule: 'lists.goal.fields.result' }] });
    expect(case_.refusal(correct({ 'goal.9.result': 'reached' }))).toEqual({ code: 'unknown-record', against: [{ id: 'goal.9' }] });
    expect(case_.refused(correct({ 'goal.1.due_on': '2026-04-06' }, omar))).toBe('not-for-you');
  });

  test('do not overwrite unseen what somebody else has changed meanwhile', () => {
    const case_ = open().does(add('goal', { due_on: '2026-04-01' })).does(add('goal'));
    const seen = case_.state.sequence;
    case_.does(change('goal.1', { due_on: '2026-04-02' }, samir));
    expect(case_.refusal({ ...change('goal.1', { due_on: '2026-04-03' }), seen })).toEqual({ code: 'changed-meanwhile', against: [{ id: 'goal.1.due_on', rule: 'lists.goal.fields.due_on' }] });
    expect(case_.refused({ ...change('goal.1', { due_on: '2026-04-02' }), seen })).toBeNull();
    expect(case_.refused({ ...change('goal.2', { due_on: '2026-04-03' }), seen })).toBeNull();
  });
});
