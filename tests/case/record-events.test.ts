// Events about the records of a list: counted, counted from and judged for each record by itself.

import type { Act } from '../../case/event';
import type { Condition } from '../../process/condition';
import { compare, value } from '../process/conditions';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { rana, samir, story } from './story';

const often = (n: number): Condition => compare({ op: 'count', event: 'missed', window: { n: 3, unit: 'month' } }, 'ge', value(n));
const afterVisit = { length: '1 week', after: { kind: 'event' as const, id: 'visit', edge: 'end' as const } };

/** Children of one family, each visited by itself. */
const FAMILY: ProcessSource = {
  stages: { work: { tasks: { do: {}, judge: { who: 'supervisor', forEach: { event: 'missed' }, must: ['child.fault'], mayEnd: { excused: {} } }, plan: { due: afterVisit } } } },
  lists: {
    child: {
      fields: { seen: { type: 'yes_no' }, fault: { type: 'yes_no' } },
      outcomes: ['home', 'often_missed'],
      tasks: { write: { forEach: { event: 'visit' }, due: '1 day' } },
      clocks: { contact: { due: afterVisit } },
      atAnyTime: [{ when: often(2), close: 'often_missed' }],
    },
  },
  events: { visit: { about: 'child', must: ['child.seen'] }, missed: { about: 'child', provisionalUntil: 'judge' } },
};
const rules = rulesOf(FAMILY);

const visit = (about: string, more: Partial<Act & { type: 'record_event' }> = {}): Act =>
  ({ type: 'record_event', by: rana, event: 'visit', about, answers: { 'child.seen': true }, ...more });
const missed = (about: string, on?: string): Act => ({ type: 'record_event', by: rana, event: 'missed', about, answers: {}, ...(on !== undefined && { on }) });
const twins = () => story(rules).open().does({ type: 'add_record', by: rana, list: 'child', answers: {} }).does({ type: 'add_record', by: rana, list: 'child', answers: {} });
const due = (case_: ReturnType<typeof twins>, record: string): string | null => {
  const dueAt = Object.values(case_.state.clocks).find((one) => one.id.startsWith('clock:contact') && one.record === record)?.dueAt;
  return dueAt == null ? null : case_.local(dueAt);
};

test('an event answers for its record, whose clocks count from it; those of the case count from the last of all', () => {
  const case_ = twins().until('2026-04-10T10:00').does(visit('child.1', { on: '2026-04-01' })).does(visit('child.2', { on: '2026-03-28', answers: { 'child.seen': false } }));
  expect(case_.state.records?.map(({ answers }) => answers['seen']?.value)).toEqual([true, false]);
  expect([due(case_, 'child.1'), due(case_, 'child.2'), case_.items['plan.1']]).toEqual(['2026-04-08', '2026-04-04', '2026-04-08']);
  expect(case_.lines('event_recorded')).toMatchObject([{ about: 'visit.1', details: { record: 'child.1' } }, { details: { record: 'child.2' } }]);
  expect(case_.state.tasks.filter(({ task }) => task === 'write').map(({ of }) => of)).toEqual([
    { list: 'child', record: 'child.1', event: 'visit.1' }, { list: 'child', record: 'child.2', event: 'visit.2' },
  ]);
});

test('each record counts its own', () => {
  const case_ = twins().does(missed('child.1')).does(missed('child.2')).does(missed('child.2'));
  const judge = (n: number): Act => ({ type: 'complete', by: samir, task: `judge.${n}`, answers: { 'child.fault': true } });
  case_.does(judge(1)).does(judge(2));
  expect(case_.state.records?.map(({ ended }) => ended?.outcome)).toEqual([undefined, undefined]);
  case_.does(judge(3));
  expect(case_.state.records?.map(({ ended }) => ended?.outcome)).toEqual([undefined, 'often_missed']);
  expect(case_.state.records?.map(({ answers }) => answers['fault']?.value)).toEqual([true, true]);
});

test('with a record what there was for its events falls away, and what was still to be judged counts no more', () => {
  const case_ = twins().does(missed('child.1')).does(visit('child.1')).seen();
  case_.does({ type: 'end_record', by: rana, record: 'child.1', outcome: 'home' });
  expect(case_.journal).toEqual(['task_withdrawn judge.1', 'task_withdrawn write.1', 'clock_ended contact.1', 'record_ended child.1', 'event_dismissed missed.1']);
});

test('of a record that has ended only what happened before that is recorded', () => {
  const case_ = twins().until('2026-04-10T10:00').does({ type: 'end_record', by: rana, record: 'child.1', outcome: 'home' }).until('2026-04-12T10:00');
  expect(case_.refused(visit('child.1', { on: '2026-04-11' }))).toBe('about-wrong');
  case_.seen().does(visit('child.1', { on: '2026-04-09' }));
  expect(case_.journal).toEqual(['answered child.1', 'event_recorded visit.1', 'clock_started plan.1']);
  expect(case_.seen().does(missed('child.1', '2026-04-09')).journal).toEqual(['event_recorded missed.1', 'event_dismissed missed.1']);
});

test.each([
  ['without a record', {}, [{ id: 'about', rule: 'events.visit', expected: 'a record of child' }]],
  ['about a record that is not there', { about: 'child.7' }, [{ id: 'child.7', rule: 'events.visit', expected: 'a record of child' }]],
])('an event is not recorded %s', (_, { about }: { about?: string }, against) => {
  const { about: _none, ...act } = visit('child.1') as Act & { type: 'record_event' };
  expect(twins().refusal({ ...act, ...(about !== undefined && { about }) })).toEqual({ code: 'about-wrong', against });
});

test('a record that an event is about is not taken out before it', () => {
  const case_ = twins().does(visit('child.1'));
  expect(case_.refusal({ type: 'remove', by: rana, id: 'child.1', reason: 'x' })).toEqual({ code: 'record-stood-on', against: [{ id: 'visit.1' }] });
  case_.does({ type: 'remove', by: rana, id: 'visit.1', reason: 'x' });
  expect(case_.refused({ type: 'remove', by: rana, id: 'child.1', reason: 'x' })).toBeNull();
});
