// Opening times of tasks of which there is one for each record or event: each has its own.

import { rulesFromYaml } from './from-yaml';
import type { Act } from '../../case/event';
import { rana, story } from './story';

const rules = rulesFromYaml(`
fields:
  risk:
    title: Risk
    type: one_of
    options:
      low: Low
      high: High
lists:
  child:
    title: Child
    fields:
      starts_on:
        title: Starts school on
        type: date
      seen:
        title: Seen?
        type: yes_no
    outcomes:
      home: At home
    tasks:
      look_in:
        title: Look in
        who: case_worker
        must_answer: [seen]
        not_before: 1 week
        due: 2 weeks
        late:
          - { at_once: true, tell: supervisor }
events:
  absence:
    title: Absence
    recorded_by: [case_worker]
    provisional_until: judge
stages:
  work:
    title: Work
    tasks:
      screening:
        title: Screening
        who: case_worker
        must_answer: [risk]
        due: 2 days
      school:
        title: Ask the school
        who: case_worker
        for_each: child
        not_before: on child.starts_on
        due: 3 days after child.starts_on
        remind: [1 day]
      judge:
        title: Judge
        who: case_worker
        for_each: absence
        not_before: 2 days after absence
        due: 5 days after absence
    next:
      - when: count(absence, "1 year") >= 2 and risk is high
        to: more
      - close: resolved
  more:
    title: More
    tasks:
      plan:
        title: Plan
        who: case_worker
        due: 1 week
    next:
      - close: resolved
closure:
  reasons:
    resolved: Resolved
`, { warnings: true });

const add = (answers: Record<string, string> = {}): Act => ({ type: 'add_record', by: rana, list: 'child', answers });
const absent = (on: string): Act => ({ type: 'record_event', by: rana, event: 'absence', on, answers: {} });
const rows = (case_: ReturnType<typeof story>, task: string): [string, string, string | null][] =>
  case_.rows.filter(({ id }) => id.startsWith(task)).map(({ id, state, openedAt, dueAt }) => [id, `${state} ${case_.local(openedAt)}`, dueAt === null ? null : case_.local(dueAt)]);

test('a window of each record opens by its own date, waits while that is not known, and moves with it; it holds up the stage', () => {
  const case_ = story(rules).open().does(add({ starts_on: '2026-03-30' })).does(add());
  expect(case_.complete('screening', { risk: 'low' }).state.stage.id).toBe('work');
  expect(rows(case_, 'school')).toEqual([['school.1', 'planned 2026-03-29', '2026-04-02'], ['school.2', 'planned 2026-03-26T10:00', null]]);
  expect(case_.refusal({ type: 'complete', by: rana, task: 'school.1', answers: {} })).toMatchObject({ code: 'task-not-ready', against: [{ expected: '2026-03-29T21:00:00.000Z' }] });
  case_.does({ type: 'change_record', by: rana, record: 'child.2', answers: { starts_on: '2026-04-20' } }).does({ type: 'change_record', by: rana, record: 'child.1', answers: { starts_on: '2026-04-01' } });
  expect(rows(case_, 'school')).toEqual([['school.1', 'planned 2026-03-31', '2026-04-04'], ['school.2', 'planned 2026-04-19', '2026-04-23']]);
  case_.seen().until('2026-04-01T00:00');
  expect(case_.journal.filter((one) => one.includes('school'))).toEqual(['task_opened school.1']);
  // The reminders of each come by its own date.
  expect(case_.until('2026-04-05T00:01').notices.filter((one) => one.includes('school'))).toEqual(['rana: task_due_soon school.1']);
});

test('a window counts from the adding of its record', () => {
  const case_ = story(rules).open().does(add()).until('2026-03-28T10:00').does(add());
  expect(rows(case_, 'look_in')).toEqual([['look_in.1', 'planned 2026-04-02', '2026-04-09'], ['look_in.2', 'planned 2026-04-04', '2026-04-11']]);
  case_.until('2026-04-03T10:00').does({ type: 'complete', by: rana, task: 'look_in@child.1', answers: { 'child.seen': true } });
  expect(case_.refused({ type: 'complete', by: rana, task: 'look_in@child.2', answers: { 'child.seen': true } })).toBe('task-not-ready');
  expect(case_.until('2026-04-12T10:00').notices.filter((one) => one.includes('look_in'))).toEqual(['samir: task_late look_in.2']);
});

test('a record that ends takes its windows with it, opened or not', () => {
  const case_ = story(rules).open().does(add({ starts_on: '2026-04-20' })).seen().does({ type: 'end_record', by: rana, record: 'child.1', outcome: 'home' });
  expect(case_.journal.sort()).toEqual(['record_ended child.1', 'task_withdrawn look_in.1', 'task_withdrawn school.1']);
  case_.complete('screening', { risk: 'low' });
  expect(case_.state.status).toBe('closed');
});

test('a window of an event opens by when that happened; until then it is still to be judged, and holds up the stage', () => {
  const case_ = story(rules).open().does(absent('2026-03-26')).does(absent('2026-03-20'));
  expect(rows(case_, 'judge')).toEqual([['judge.1', 'planned 2026-03-28', '2026-03-31'], ['judge.2', 'open 2026-03-26T10:00', '2026-03-25']]);
  case_.complete('screening', { risk: 'high' }).complete('judge.2');
  expect([case_.state.stage.id, case_.state.events?.map(({ state }) => state)]).toEqual(['work', ['provisional', 'counted']]);
  case_.until('2026-03-29T10:00').complete('judge.1');
  expect(case_.state.stage.id).toBe('more');
});
