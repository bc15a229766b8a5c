// Who may do what in a case, and what those who may read it are shown.

import type { Actor } from '../../case/case';
import { mayRead } from '../../case/access';
import { view, visibleEntry } from '../../case/view';
import { rulesOf } from './processes';
import { CHILD_PROTECTION } from './child-protection';
import { clerk, maha, omar, rana, salma, samir, story, stranger } from './story';

const rules = rulesOf(CHILD_PROTECTION);

describe('opening a case', () => {
  const open = (by: Actor, owner: Actor) => story(rules).refused({ type: 'open', by, number: 'K7Q2', owner, answers: {} });

  test.each<[string, Actor, Actor, string | null]>([
    ['a case worker for themselves', rana, rana, null],
    ['a case worker for a colleague', rana, omar, 'not-for-you'],
    ['the supervisor for a case worker', samir, omar, null],
    ['the manager, further up the line', maha, omar, null],
    ['somebody without a role', clerk, clerk, 'not-for-you'],
    ['somebody of another agency', stranger, stranger, 'not-for-you'],
  ])('is for %s', (_, by, owner, code) => {
    expect(open(by, owner)).toBe(code);
  });

  test('for somebody else tells them', () => {
    expect(story(rules).open({}, samir).notices).toEqual(['rana: case_assigned']);
    expect(story(rules).open().notices).toEqual([]);
  });

  test('happens once, and nothing happens before it', () => {
    expect(story(rules).refused({ type: 'answer', by: rana, answers: {} })).toBe('case-not-open');
    expect(story(rules).refused({ type: 'time' })).toBe('case-not-open');
    expect(story(rules).open().refused({ type: 'open', by: rana, number: 'K7Q2', owner: rana, answers: {} })).toBe('case-open-already');
  });

  test('is refused whole when an answer is wrong', () => {
    const case_ = story(rules);
    expect(case_.refused({ type: 'open', by: rana, number: 'K7Q2', owner: rana, answers: { risk: 'hgh' } })).toBe('answer-not-an-option');
    expect(case_.state).toBeNull();
  });
});

test.each<[string, Actor, boolean]>([
  ['its owner', rana, true],
  ['the owner’s supervisor', samir, true],
  ['another supervisor', salma, true],
  ['the manager', maha, true],
  ['a colleague of the owner', omar, false],
  ['somebody without a role', clerk, false],
  ['somebody with a role that is not of the process', { ...clerk, roles: ['accountant', 'constructor'] }, false],
  ['everybody of another agency', stranger, false],
])('a case is read by %s: %#', (_, actor, may) => {
  expect(mayRead(rules, story(rules).open().state, actor)).toBe(may);
});

test.each<[string, Actor, string | null]>([
  ['its owner', rana, null],
  ['somebody up the line', maha, null],
  ['a colleague of the owner', omar, 'not-for-you'],
  ['somebody without a role', clerk, 'not-for-you'],
  ['somebody of another agency', stranger, 'not-for-you'],
])('answers outside of a task are corrected by %s: %#', (_, by, code) => {
  expect(story(rules).open().refused({ type: 'answer', by, answers: { risk: 'low' } })).toBe(code);
});

describe('a view', () => {
  test('hides the fields that the reader’s roles may not see, in the answers and in the journal', () => {
    const case_ = story(rules).open().answer({ secret: 'hidden from most', outcome: 'well' }, maha);
    expect(view(rules, case_.state, samir)).toMatchObject({ hidden: ['secret'], answers: { outcome: { value: 'well' } } });
    expect(JSON.stringify(view(rules, case_.state, samir))).not.toContain('hidden from most');
    expect(view(rules, case_.state, maha).answers['secret']?.value).toBe('hidden from most');
    const entry = case_.lines('answered')[0];
    if (!entry) throw new Error('no entry');
    expect(visibleEntry(rules, samir, entry).details).toEqual({ answers: { secret: { hidden: true }, outcome: { value: 'well' } } });
    expect(visibleEntry(rules, maha, entry)).toEqual(entry);
  });

  test('has what is to be done, soonest first, what has no date last', () => {
    const case_ = story(rules).open({ eligible: true }).raise('immediate_risk');
    const items = view(rules, case_.state, rana).items.map(({ id, kind, dueAt }) => [id, kind, dueAt && case_.local(dueAt)]);
    expect(items).toEqual([
      ['K7Q2-STORY-a1', 'alert', '2026-03-26T11:00'],
      ['screening.1', 'task', '2026-03-27T10:00'],
      ['urgent_protection.1', 'task', '2026-03-27T10:00'],
      ['informed_consent.1', 'task', '2026-03-31'],
      ['follow_up.1', 'review', '2026-04-09'],
    ]);
  });
});
