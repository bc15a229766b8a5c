// Random acts on records: whatever happens, nothing throws, no answer is lost, and nothing is open about a record that has ended.

import fc from 'fast-check';
import type { Case } from '../../case/case';
import type { CaseEvent } from '../../case/event';
import { explain } from '../../case/explain';
import { view } from '../../case/view';
import { isPending } from '../../case/openings';
import { add, change, end, family, remove } from './families';
import { maha, rana, samir, story } from './story';

const LISTS = ['goal', 'child', 'action'];
const recordId = fc.tuple(fc.constantFrom(...LISTS), fc.integer({ min: 1, max: 4 })).map(([list, n]) => `${list}.${n}`);
const VALUES = {
  goal: fc.record({ due_on: fc.constantFrom('2026-03-20', '2026-04-02', '2026-06-01'), result: fc.constantFrom('reached', 'dropped') }, { requiredKeys: [] }),
  child: fc.record({ safe: fc.boolean(), decision: fc.constantFrom('stay', 'move') }, { requiredKeys: [] }),
  action: fc.record({ goal: recordId }, { requiredKeys: [] }),
};
const answers = fc.oneof(...Object.values(VALUES)) as fc.Arbitrary<Record<string, string>>;
const given = fc.constantFrom(...LISTS).chain((list) => (VALUES[list as 'goal'] as fc.Arbitrary<Record<string, string>>).map((of) => ({ list, answers: of })));
const task = fc.tuple(fc.constantFrom('introduce', 'look', 'help', 'watch', 'visit'), fc.integer({ min: 1, max: 4 })).map(([id, n]) => `${id}@child.${n}`);

const event: fc.Arbitrary<CaseEvent> = fc.oneof(
  given.map(({ list, answers: of }) => add(list, of)),
  fc.tuple(recordId, answers).map(([id, of]) => change(id, of)),
  fc.tuple(recordId, fc.constantFrom('reached', 'home', 'done')).map(([id, outcome]) => end(id, outcome)),
  recordId.map((id) => remove(id)),
  fc.tuple(task, fc.boolean()).map(([id, yes]): CaseEvent => ({ type: 'complete', by: rana, task: id, answers: id.startsWith('look') ? { 'child.safe': yes } : id.startsWith('visit') ? { 'child.seen': yes } : {} })),
  fc.array(given, { maxLength: 2 }).map((records): CaseEvent => ({ type: 'complete', by: rana, task: 'goals', answers: {}, records })),
  task.map((id): CaseEvent => ({ type: 'take_back', by: rana, task: id, reason: 'by mistake' })),
  recordId.map((id): CaseEvent => ({ type: 'record', by: rana, review: `talk@${id}`, answers: { 'child.seen': true } })),
  recordId.map((id): CaseEvent => ({ type: 'correct', by: samir, answers: { [`${id}.safe`]: false }, reason: 'misread' })),
);
const steps = fc.array(fc.oneof({ weight: 5, arbitrary: event.map((of) => ({ event: of })) }, { weight: 1, arbitrary: fc.constantFrom('5 hours', '2 days', '9 days').map((wait) => ({ wait })) }), { minLength: 3, maxLength: 25 });

function provenOf(state: Case): void {
  const open = new Set(state.records?.filter(({ ended }) => !ended).map(({ id }) => id));
  const about = [
    ...state.tasks.filter(isPending).map(({ of }) => of.record),
    ...state.reviews.filter((one) => one.state === 'open').map(({ record }) => record),
    ...Object.values(state.clocks).map(({ record }) => record),
    ...state.holding.map((key) => /@(\w+\.\d+)$/.exec(key)?.[1]),
  ].filter((record) => record !== undefined);
  expect(about.filter((record) => !open.has(record))).toEqual([]);
  if (state.status === 'closed') return;
  for (const record of state.records ?? []) {
    if (record.list === 'child' && !record.ended) {
      expect(record.stage).toBeDefined();
      // One opening at a time of each thing that the record has.
      const pending = state.tasks.filter((one) => one.of.record === record.id && isPending(one)).map((one) => one.task);
      expect(new Set(pending).size).toBe(pending.length);
      expect(state.reviews.filter((one) => one.record === record.id && one.state === 'open')).toHaveLength(1);
    }
  }
}

test('records live and end without a trace of what was open about them', () => {
  fc.assert(
    fc.property(steps, (of) => {
      const case_ = story(family).open();
      for (const step of of) {
        if ('wait' in step) case_.wait(step.wait);
        else case_.refusal(step.event);
        provenOf(case_.state);
      }
      for (const actor of [rana, maha]) expect(() => view(family, case_.state, actor)).not.toThrow();
      expect(explain(family, case_.state, case_.world.now).deadlines).toHaveLength(Object.keys(case_.state.clocks).length);
    }),
    { numRuns: 60 },
  );
});
