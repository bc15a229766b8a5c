// The report tells of events, tasks and reviews that the state has forgotten, each with the day on which it really happened.

import { report } from '../../case/report';
import { rulesOf } from './processes';
import { rana, samir, story } from './story';
import type { Story } from './story';

const rules = rulesOf({
  stages: { work: { tasks: { do: {} } } },
  reviews: { follow_up: { first: '1 week', every: '1 week' } },
  events: { absence: { provisionalUntil: 'judge' }, visit: {} },
  tasks: { judge: { forEach: { event: 'absence' }, who: 'supervisor', mayEnd: { excused: {} } }, call: { onDemand: true, openedBy: ['case_worker'] } },
});
const reported = (case_: Story) => report(case_.rules, case_.state, case_.world.journal, rana, case_.world.now);

test('every event is there as it stands, but for those that were taken out', () => {
  const case_ = story(rules).open();
  for (let n = 0; n < 60; n += 1) case_.does({ type: 'record_event', by: rana, event: 'visit', answers: {}, on: '2026-03-20' });
  for (let n = 0; n < 3; n += 1) case_.does({ type: 'record_event', by: rana, event: 'absence', answers: {} });
  case_.complete('judge.1', {}, samir).does({ type: 'complete', by: samir, task: 'judge.2', answers: {}, end: 'excused' }).does({ type: 'remove', by: rana, id: 'visit.60', reason: 'x' });
  expect(case_.state.events?.length).toBeLessThan(60);
  const { events } = reported(case_);
  expect(events).toHaveLength(62);
  expect(events[0]).toEqual({ id: 'visit.1', title: 'events.visit.title', happenedAt: '2026-03-19T21:00:00.000Z', by: { id: 'rana', name: 'RANA' }, state: 'counted' });
  expect(events.slice(-3).map(({ id, state }) => `${id} ${state}`)).toEqual(['absence.1 counted', 'absence.2 dismissed', 'absence.3 provisional']);
});

test('tasks that came again and again are all there, with who did them', () => {
  const case_ = story(rules).open();
  for (let n = 0; n < 30; n += 1) case_.does({ type: 'open_task', by: rana, task: 'call' }).complete('call');
  const calls = reported(case_).tasks.filter(({ id }) => id.startsWith('call'));
  expect(calls.map(({ id }) => id).sort()).toEqual(Array.from({ length: 30 }, (_, n) => `call.${n + 1}`).sort());
  expect(calls.every(({ state, by, title }) => state === 'done' && by?.id === 'rana' && title === 'tasks.call.title')).toBe(true);
});

test('a review has the day on which it was done, and extra ones stand beside the series', () => {
  const case_ = story(rules).open().until('2026-04-10T10:00').does({ type: 'record', by: rana, review: 'follow_up', answers: {}, on: '2026-04-01' });
  case_.does({ type: 'record', by: rana, review: 'follow_up', answers: {}, on: '2026-04-05', extra: true }).does({ type: 'record', by: rana, review: 'follow_up', answers: {}, on: '2026-04-09' });
  expect(reported(case_).reviews.map(({ id, title, endedAt, late }) => [id, title, endedAt && case_.local(endedAt), late])).toEqual([
    ['follow_up.1', 'reviews.follow_up.title', '2026-03-31', false], ['follow_up.2', 'reviews.follow_up.title', '2026-04-08', true],
    ['follow_up', 'reviews.follow_up.title', '2026-04-04', false], ['follow_up.3', 'reviews.follow_up.title', null, false],
  ]);
});
