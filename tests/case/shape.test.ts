// Events that are not what their type promises: refused with what is expected, whatever they hold.

import { advance, isRefused } from '../../case/advance';
import type { CaseEvent } from '../../case/event';
import { TEXT_LIMIT } from '../../case/answer-values';
import { CHILD_PROTECTION } from './child-protection';
import { rulesOf } from './processes';
import { rana, samir, story } from './story';

const rules = rulesOf(CHILD_PROTECTION);
const opened = () => story(rules).open().raise('immediate_risk');

function refusalOf(event: unknown, at?: unknown): unknown {
  const case_ = opened();
  const result = advance(rules, case_.state, event as CaseEvent, (at ?? case_.world.now) as string);
  return isRefused(result) ? result.refusal : null;
}

test.each<[string, unknown, string[]]>([
  ['nothing', null, ['type']],
  ['a text', 'complete', ['type']],
  ['a list', [], ['type']],
  ['no type', {}, ['type']],
  ['a type that every object has', { type: 'constructor' }, ['type']],
  ['nobody who acts', { type: 'complete', task: 'screening', answers: {} }, ['by']],
  ['somebody without roles', { type: 'answer', by: { id: 'x', name: 'X', agency: 'amman' }, answers: {} }, ['by']],
  ['somebody with holes for roles', { type: 'answer', by: { ...rana, roles: new Array(2) }, answers: {} }, ['by']],
  ['somebody without a name', { type: 'answer', by: { ...rana, name: '' }, answers: {} }, ['by']],
  ['a number for a task, a list for answers', { type: 'complete', by: rana, task: 7, answers: [] }, ['task', 'answers']],
  ['a task with a name of any length', { type: 'complete', by: rana, task: 'x'.repeat(201), answers: {} }, ['task']],
  ['answers without number', { type: 'answer', by: rana, answers: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`f${i}`, 1])) }, ['answers']],
  ['an answer under a name of any length', { type: 'answer', by: rana, answers: { ['x'.repeat(201)]: 1 } }, ['answers']],
  ['no reason', { type: 'acknowledge', by: samir, alert: 'K7Q2-STORY-a1' }, ['reason']],
  ['a reason that is no text', { type: 'raise', by: rana, alert: 'immediate_risk', reason: { toString: 1 } }, ['reason']],
  ['outcomes that are none', { type: 'told', outcomes: [null] }, ['outcomes']],
  ['holes for outcomes', { type: 'told', outcomes: new Array(3) }, ['outcomes']],
  ['an outcome at no time', { type: 'told', outcomes: [{ notice: 'x', at: 'now', reached: [], refused: [] }] }, ['outcomes']],
])('%s is refused', (_, event, against) => {
  expect(refusalOf(event)).toEqual({ code: 'malformed-act', against: against.map((id) => ({ id, expected: expect.any(String) })) });
});

test('an opening says all that it lacks', () => {
  expect(advance(rules, null, { type: 'open' } as CaseEvent, '2026-03-26T07:00:00.000Z')).toMatchObject({
    refusal: { code: 'malformed-act', against: [{ id: 'by' }, { id: 'number' }, { id: 'owner' }, { id: 'answers' }] },
  });
});

test.each([7, true, '', '2026-03-26', '2026-03-26T07:00:00Z', '2026-02-31T99:00:00.000Z', '+275760-09-13T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])('at %j nothing happens', (at) => {
  expect(refusalOf({ type: 'time' }, at ?? null)).toMatchObject({ code: 'malformed-act', against: [{ id: 'at' }] });
});

test.each([undefined, null, {}, { ...rana, partner: true }])('what nobody does is not done by %j whom it names', (by) => {
  expect(refusalOf({ type: 'time', by })).toBeNull();
  expect(refusalOf({ type: 'told', by, outcomes: [] })).toBeNull();
});

test('a reason is bound as answers are', () => {
  const act = { type: 'acknowledge', by: samir, alert: 'K7Q2-STORY-a1' };
  expect(refusalOf({ ...act, reason: 'x'.repeat(TEXT_LIMIT) })).toBeNull();
  expect(refusalOf({ ...act, reason: 'x'.repeat(TEXT_LIMIT + 1) })).toEqual({ code: 'text-too-long', against: [{ id: 'reason', expected: '20000' }] });
});
