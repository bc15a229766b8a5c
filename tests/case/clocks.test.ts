// Clocks in a case: reminders and late steps in their order, dates that move, and the decided cases of the process language.

import type { Calendar } from '../../process/calendar';
import { answered, is } from '../process/conditions';
import { france, jordan, lebanon } from '../process/calendars';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { rana, story } from './story';

type Task = NonNullable<ProcessSource['stages'][string]['tasks']>[string];
const withTask = (task: Task, calendar?: Calendar) => rulesOf({ stages: { work: { tasks: { task } } } }, calendar);
const byRisk: Task['due'] = { depends_on: 'risk', immediate: '24 hours', high: '72 hours', medium: '5 working days', otherwise: '7 working days' };
/** When what happened, by the case's clocks. */
const times = (case_: ReturnType<typeof story>): string[] =>
  case_.newJournal().filter(({ what }) => ['reminded', 'became_late', 'late_step'].includes(what)).map(({ what, at }) => `${case_.local(at)} ${what}`);

describe('a clock', () => {
  test.each<[string, string, Task['due'], string, Calendar?]>([
    ['24 hours to the minute', '2026-03-26T10:30', '24 hours', '2026-03-27T10:30'],
    ['a day to the end of the next', '2026-03-26T10:30', '1 day', '2026-03-27'],
    ['a working day past the weekend', '2026-03-26T10:30', '1 working day', '2026-03-29'],
    ['a working day, however late it begins', '2026-03-26T23:59', '1 working day', '2026-03-29'],
    ['working days past Eid and the weekend', '2026-03-18T09:00', '2 working days', '2026-03-24'],
    ['three months to the same day', '2026-03-26T10:00', '3 months', '2026-06-26'],
    ['a month to the end of the month', '2026-01-31T10:00', '1 month', '2026-02-28'],
    ['a month over the leap day', '2028-01-29T10:00', '1 month', '2028-02-29'],
    ['a year from the leap day', '2028-02-29T10:00', '1 year', '2029-02-28'],
    ['calendar days that end on a weekend', '2026-03-25T10:00', '2 days', '2026-03-27'],
    ['calendar days that roll to a working day', '2026-03-25T10:00', { length: '2 days', roll: true }, '2026-03-29'],
    ['hours through the change of the clocks', '2026-03-28T12:00', '24 hours', '2026-03-29T13:00', france()],
    ['a day of 23 hours', '2026-03-28T12:00', '1 day', '2026-03-29', france()],
    ['a day that begins at one o’clock', '2026-03-27T12:00', '1 day', '2026-03-29T01:00', lebanon()],
  ])('counts %s', (_, opens, due, ends, calendar = jordan()) => {
    expect(story(withTask({ due }, calendar), opens).open().items['task.1']).toBe(ends);
  });

  test('reminds, becomes late and takes its late steps, each at its time', () => {
    const rules = withTask({
      due: '3 working days', remind: ['1 working day', '2 hours'],
      late: [{ tell: 'case_worker' }, { after: '1 working day', tell: 'supervisor' }, { after: '2 working days', tell: 'manager', repeat: '1 day' }],
    });
    const case_ = story(rules).open().seen().until('2026-04-06T12:00');
    expect(times(case_)).toEqual([
      '2026-03-30T08:00 reminded', '2026-03-31T22:00 reminded', '2026-03-31 became_late', '2026-03-31 late_step', '2026-04-01T08:00 late_step',
      '2026-04-02T08:00 late_step', '2026-04-03T08:00 late_step', '2026-04-04T08:00 late_step', '2026-04-05T08:00 late_step', '2026-04-06T08:00 late_step',
    ]);
    expect(case_.notices.slice(0, 5)).toEqual([
      'rana: task_due_soon task.1', 'rana: task_due_soon task.1', 'rana: task_late task.1', 'samir: task_late task.1', 'maha: task_late task.1',
    ]);
    expect(case_.lines('late_step').at(-1)?.details).toMatchObject({ times: 5 });
  });

  test('says nothing more when its thing has ended', () => {
    const case_ = story(withTask({ due: '1 working day', late: [{ tell: 'supervisor', repeat: '1 day' }] })).open().wait('3 days').complete('task').seen();
    expect(case_.wait('1 month').journal).toEqual([]);
  });

  test('passes over a reminder that is longer than the clock', () => {
    const case_ = story(withTask({ due: '24 hours', remind: ['1 week', '2 hours'] })).open().seen().wait('25 hours');
    expect(times(case_)).toEqual(['2026-03-27T08:00 reminded', '2026-03-27T10:00 became_late']);
  });

  test('is stopped for good by its `until`', () => {
    const case_ = story(withTask({ due: '1 day', late: [{ tell: 'supervisor', repeat: '1 day' }], until: answered('outcome') })).open().wait('2 days').seen();
    expect(case_.answer({ outcome: 'well' }).journal).toEqual(['answered', 'clock_ended task.1']);
    expect(case_.wait('1 month').journal).toEqual([]);
    expect(case_.items).toEqual({ 'task.1': null });
  });

  test('without an end takes no part', () => {
    expect(story(withTask({ due: 'none', late: [{ tell: 'supervisor' }] })).open().state.clocks).toEqual({});
  });

  test('spreads what is not urgent by the case’s own share of ten minutes, and never moves the deadline', () => {
    const case_ = story(withTask({ due: '1 working day', remind: ['1 working day'], late: [{ after: '1 working day', tell: 'supervisor' }] })).open().wait('1 week');
    const late = case_.newNotices().filter(({ notice }) => notice.says === 'task_late').map(({ notice }) => notice);
    expect(late).toHaveLength(1);
    expect(case_.local(late[0]?.at as string)).toBe('2026-03-30T08:00');
    const delay = Date.parse(late[0]?.notBefore as string) - Date.parse(late[0]?.at as string);
    expect(delay).toBeGreaterThanOrEqual(0);
    expect(delay).toBeLessThan(600_000);
  });
});

describe('a clock after something else', () => {
  const rules = rulesOf({
    stages: { work: { tasks: { meet: {}, write: { due: { length: '2 days', after: { kind: 'task', id: 'meet', edge: 'end' } } }, look: { due: { length: '1 day', after: { kind: 'stage', id: 'work', edge: 'start' } } } } } },
  });

  test('waits until that has happened, and says for what', () => {
    const case_ = story(rules).open();
    expect(case_.items).toEqual({ 'meet.1': null, 'write.1': null, 'look.1': '2026-03-27' });
    expect(case_.clock('task:write.1')).toMatchObject({ waitsFor: 'task:meet:end', nextAt: null });
    case_.until('2026-03-30T10:00').complete('meet');
    expect(case_.items['write.1']).toBe('2026-04-01');
    expect(case_.clock('task:write.1')).toMatchObject({ countedFrom: '2026-03-30T07:00:00.000Z' });
  });

  test('that lies in the past when it begins is late at once, and its late steps count from then', () => {
    const rules = rulesOf({
      stages: {
        first: { tasks: { do: {} }, next: [{ to: 'second' }] },
        second: { tasks: { write: { due: { length: '1 day', after: { kind: 'stage', id: 'first', edge: 'start' } }, late: [{ tell: 'case_worker' }, { after: '2 hours', tell: 'supervisor' }] } } },
      },
    });
    const case_ = story(rules).open().until('2026-04-05T09:00').seen().complete('do');
    expect(case_.journal.slice(-3)).toEqual(['task_opened write.1', 'became_late write.1 (2026-03-27)', 'late_step write.1']);
    expect(case_.notices).toEqual(['rana: task_late write.1']);
    expect(case_.until('2026-04-05T11:00').notices).toEqual(['samir: task_late write.1']);
  });
});

describe('a clock whose answer changes', () => {
  const rules = withTask({ due: byRisk, remind: ['1 day'], late: [{ tell: 'supervisor' }, { after: '1 day', tell: 'manager' }] });
  const opened = () => story(rules).open({ risk: 'medium' });

  test('is counted anew from when it began, with the old date and the rule in the journal', () => {
    const case_ = opened();
    expect(case_.items['task.1']).toBe('2026-04-02');
    case_.until('2026-03-27T09:00').answer({ risk: 'high' });
    expect(case_.items['task.1']).toBe('2026-03-29T10:00');
    expect(case_.lines('clock_moved')).toMatchObject([{
      about: 'task.1', rule: 'stages.work.tasks.task.due.high',
      details: { was: '2026-04-02T21:00:00.000Z', dueAt: '2026-03-29T07:00:00.000Z', chosenBy: { field: 'risk', value: 'high' } },
    }]);
  });

  test('that gives the same date leaves no line', () => {
    expect(story(rules).open({ risk: 'low' }).answer({ risk: 'low' }).lines('clock_moved')).toEqual([]);
  });

  test('does not send a reminder again that was sent for the same date, though it was another date meanwhile', () => {
    const case_ = opened().until('2026-04-01T09:00');
    expect(case_.lines('reminded')).toHaveLength(1);
    case_.answer({ risk: 'low' }).until('2026-04-01T12:00').answer({ risk: 'medium' }).until('2026-04-02T12:00');
    expect(case_.items['task.1']).toBe('2026-04-02');
    expect(case_.lines('reminded')).toHaveLength(1);
  });

  test('sends a reminder for its new date', () => {
    const case_ = opened().until('2026-04-01T09:00').answer({ risk: 'low' }).until('2026-04-05T09:00');
    expect(case_.lines('reminded').map((line) => line.details?.['dueAt'])).toEqual(['2026-04-02T21:00:00.000Z', '2026-04-06T21:00:00.000Z']);
  });

  test('and moves it into the past is late now, and its late steps count from now', () => {
    const case_ = opened().until('2026-03-31T15:00').seen().answer({ risk: 'immediate' });
    expect(case_.journal).toEqual(['answered', 'clock_moved task.1', 'became_late task.1 (2026-03-27T10:00)', 'late_step task.1']);
    expect(case_.notices).toEqual(['samir: task_late task.1']);
    expect(case_.until('2026-04-01T07:59').notices).toEqual([]);
    expect(case_.until('2026-04-01T08:00').notices).toEqual(['maha: task_late task.1']);
  });

  test('and moves it out of the past is not late any more', () => {
    const case_ = story(rules).open({ risk: 'immediate' }).until('2026-03-28T12:00').answer({ risk: 'low' }).seen();
    expect(case_.items['task.1']).toBe('2026-04-06');
    expect(case_.until('2026-04-05T07:00').journal).toEqual([]);
    expect(times(case_.until('2026-04-07T12:00'))).toEqual(['2026-04-05T08:00 reminded', '2026-04-06 became_late', '2026-04-06 late_step', '2026-04-07T08:00 late_step']);
  });

  test('is withdrawn: it waits again', () => {
    const strict = withTask({ due: { depends_on: 'risk', high: '72 hours', low: '1 week' } });
    const case_ = story(strict).open({ risk: 'high' }).answer({ risk: 'medium' });
    expect(case_.clock('task:task.1')).toMatchObject({ dueAt: null, waitsFor: 'fields.risk', nextAt: null });
    expect(case_.lines('clock_moved')).toMatchObject([{ details: { dueAt: null } }]);
  });
});

describe('a newer calendar', () => {
  const plain = withTask({ due: '5 working days' });
  const strike = jordan({ holidays: [...jordan().holidays.slice(0, 6), { date: '2026-03-30', title: 'Strike' }, ...jordan().holidays.slice(6)] });
  const newer = withTask({ due: '5 working days' }, strike);

  test('moves the dates of a running case, with the old ones in its journal', () => {
    const case_ = story(plain).open();
    case_.world.rules = newer;
    expect(case_.refused({ type: 'answer', by: rana, answers: {} })).toBe('other-rules');
    case_.seen().does({ type: 'rules' });
    expect(case_.items['task.1']).toBe('2026-04-05');
    expect(case_.journal).toEqual(['rules_changed', 'clock_moved task.1']);
    expect(case_.state.rules).toEqual(newer.hashes);
  });

  test('that is the one it has changes nothing', () => {
    const case_ = story(plain).open().seen();
    const { sequence } = case_.state;
    case_.does({ type: 'rules' });
    expect([case_.journal, case_.state.sequence]).toEqual([[], sequence]);
  });

  test('comes without another process or another agency', () => {
    const case_ = story(plain).open();
    case_.world.rules = withTask({ due: '6 working days' });
    expect(case_.refused({ type: 'rules' })).toBe('other-rules');
    case_.world.rules = { ...newer, agency: { ...newer.agency, id: 'zarqa' } };
    expect(case_.refused({ type: 'rules' })).toBe('other-rules');
  });

  test('leaves a clock provisional that passes days not yet confirmed', () => {
    expect(story(plain, '2026-03-18T09:00').open().clock('task:task.1').provisional).toBe(true);
    expect(story(plain).open().clock('task:task.1').provisional).toBeUndefined();
  });
});

describe('what nobody woke the case for', () => {
  const rules = rulesOf({
    stages: {
      work: {
        tasks: {
          visit: { due: '1 working day', remind: ['4 hours'], late: [{ tell: 'case_worker' }, { after: '1 working day', tell: 'supervisor', repeat: '1 day' }] },
          report: { due: '24 hours', late: [{ tell: 'supervisor' }] },
        },
      },
    },
    alerts: { danger: { raiseWhen: is('risk', 'immediate'), acknowledge: [{ who: 'supervisor', within: '1 hour' }, { who: 'manager', within: '1 hour' }, { who: 'manager', within: '1 hour' }] } },
  });

  test('is all journaled, in order and with the time it should have been; repeats that were missed are not sent', () => {
    // Visit due with Sunday the 29th, its supervisor told on Monday at 8 and each day again. Standing still until Thursday at 10.
    const case_ = story(rules).open().seen().outage('2026-04-02T10:00').wake();
    expect(case_.journal).toEqual([
      'became_late report.1 (2026-03-27T10:00)',
      'late_step report.1 (2026-03-27T10:00)',
      'reminded visit.1 (2026-03-29T20:00)',
      'became_late visit.1 (2026-03-29)',
      'late_step visit.1 (2026-03-29)',
      'late_step visit.1 (2026-03-30T08:00)',
    ]);
    expect(case_.lines('late_step').at(-1)?.details).toMatchObject({ times: 4, missed: 3 });
    // Not reminded any more of what is late, and told of each step once.
    expect(case_.notices).toEqual(['samir: task_late report.1', 'rana: task_late visit.1', 'samir: task_late visit.1']);
    expect(case_.until('2026-04-03T09:00').lines('late_step').at(-1)).toMatchObject({ at: '2026-04-03T05:00:00.000Z', details: { times: 5 } });
  });

  test('lets an alert climb one step for each wake-up, whose people then have their time', () => {
    const case_ = story(rules).open({ risk: 'immediate' }).seen().outage('2026-03-29T10:00').wake();
    expect(case_.journal.filter((line) => line.startsWith('alert'))).toEqual(['alert_climbed K7Q2-STORY-a1 (2026-03-26T11:00)', 'alert_told K7Q2-STORY-a1']);
    expect(case_.alert).toMatchObject({ step: 1, climbAt: '2026-03-29T08:00:00.000Z' });
  });

  test('is journaled too when somebody acts before the case is woken; of what they end nobody is told', () => {
    const case_ = story(rules).open().seen().outage('2026-03-30T10:00').complete('visit');
    expect(case_.journal).toEqual([
      'became_late report.1 (2026-03-27T10:00)', 'late_step report.1 (2026-03-27T10:00)', 'reminded visit.1 (2026-03-29T20:00)',
      'became_late visit.1 (2026-03-29)', 'late_step visit.1 (2026-03-29)', 'late_step visit.1 (2026-03-30T08:00)', 'task_done visit.1',
    ]);
    expect(case_.notices).toEqual(['samir: task_late report.1']);
  });

  test('lets an acknowledgement come before the climbing', () => {
    const case_ = story(rules).open({ risk: 'immediate' }).seen().outage('2026-03-29T10:00').acknowledge();
    expect(case_.lines('alert_climbed')).toEqual([]);
  });

  test('for a lifetime comes to an end, also where the calendar has no working day', () => {
    const never = withTask({ due: '1 hour', late: [{ tell: 'supervisor', repeat: '1 working day' }] }, jordan({ weekend: [1, 2, 3, 4, 5, 6, 7] }));
    const case_ = story(never).open().outage('2096-03-26T10:00').wake();
    expect(case_.lines('late_step')).toHaveLength(1);
  });

  test('for years takes no time, however often it repeats', () => {
    const hourly = withTask({ due: '1 hour', late: [{ tell: 'supervisor', repeat: '1 second' }, { tell: 'manager', repeat: '1 working day' }] });
    const case_ = story(hourly).open().outage('2029-03-26T10:00');
    case_.wake();
    expect(case_.lines('late_step')).toHaveLength(2);
    expect(case_.clock('task:task.1').nextAt).toBe('2029-03-26T07:00:01.000Z');
  });

  test('is nothing when a wake-up comes too early: the case is the very one it was', () => {
    const case_ = story(rules).open();
    const before = case_.state;
    expect(case_.wake().state).toBe(before);
  });
});
