// What the process language has decided about dates, sentence by sentence.

import type { Due, Rule } from '../../process/condition';
import { resolveDue } from '../../process/due';
import { lateStepAt, reminderAt } from '../../process/length';
import { france, jordan } from './calendars';
import { after, answers, before, context, dueOn, earliest, field, happened, latest, length, on, shown, task } from './dues';

// In March 2026 the 1st is a Sunday. In Jordan Friday and Saturday are not worked, nor are the 20th to the 23rd, the Eid, which is expected.

describe('a count of days', () => {
  it.each(['2026-03-07T21:00:00.000Z', '2026-03-08T05:00:00.000Z', '2026-03-08T20:59:59.999Z'])('has the next day for day 1 whatever the hour: %s', (startedAt) => {
    expect(dueOn(after('1 day'), { startedAt })).toBe('2026-03-09 24:00');
    expect(dueOn(after('1 working day'), { startedAt })).toBe('2026-03-09 24:00');
  });

  it('begun on Thursday has Sunday for its first working day', () => {
    expect(dueOn(after('1 working day'), { startedAt: '2026-03-12T07:00:00.000Z' })).toBe('2026-03-15 24:00');
  });

  it('ends at 24:00 local time and belongs to the day it ends: one working day after a clock that ended with Monday is Tuesday', () => {
    const monday = resolveDue(after('1 working day'), context()).dueAt as string;
    expect(shown(context(), monday)).toBe('2026-03-09 24:00');
    expect(shown(context(), lateStepAt(jordan(), monday, length('1 working day')))).toBe('2026-03-10 08:00');
  });

  it('differs from 24 hours, which are exact', () => {
    expect(dueOn(after('24 hours'))).toBe('2026-03-09 08:00');
    expect(dueOn(after('1 day'))).toBe('2026-03-09 24:00');
    const spring = { calendar: france(), startedAt: '2026-03-28T12:00:00.000Z' };
    expect([dueOn(after('24 hours'), spring), dueOn(after('1 day'), spring)]).toEqual(['2026-03-29 14:00', '2026-03-29 24:00']);
  });

  it('stays on a day that is not worked, unless it rolls', () => {
    expect(dueOn(after('5 days'))).toBe('2026-03-13 24:00');
    expect(dueOn(after('5 days', { roll: 'next_working_day' }))).toBe('2026-03-15 24:00');
  });

  it('of three months from 26 March ends with 26 June, and with the month where that is shorter', () => {
    expect(dueOn(after('3 months'), { startedAt: '2026-03-26T07:00:00.000Z' })).toBe('2026-06-26 24:00');
    expect(dueOn(after('1 month'), { startedAt: '2026-01-31T07:00:00.000Z' })).toBe('2026-02-28 24:00');
    expect(dueOn(after('1 month'), { startedAt: '2024-01-31T07:00:00.000Z' })).toBe('2024-02-29 24:00');
  });
});

describe('reminders and late steps', () => {
  const monday = resolveDue(after('1 day'), context()).dueAt as string;

  it('counted in days fall at the start of working hours on their day', () => {
    expect(shown(context(), reminderAt(jordan(), monday, length('1 day')))).toBe('2026-03-08 08:00');
    expect(shown(context(), lateStepAt(jordan(), monday, length('4 days')))).toBe('2026-03-13 08:00');
  });

  it('at once come at the due instant', () => {
    expect(lateStepAt(jordan(), monday, 'at_once')).toBe(monday);
  });
});

describe('a due after an act', () => {
  it('counts from the end of it, or from its start', () => {
    const known = happened({ 'case_plan end': '2026-03-10T09:00:00.000Z', 'case_plan start': '2026-03-09T09:00:00.000Z' });
    expect(dueOn(after('2 days', { after: task('case_plan') }), known)).toBe('2026-03-12 24:00');
    expect(dueOn(after('2 days', { after: task('case_plan', { edge: 'start' }) }), known)).toBe('2026-03-11 24:00');
    expect(dueOn(after('48 hours', { after: task('case_plan') }), known)).toBe('2026-03-12 12:00');
  });

  it('asks for the first time, the last or the planned one as the rule says', () => {
    const known = happened({ 'first visit end': '2026-03-01T09:00:00.000Z', 'last visit end': '2026-03-10T09:00:00.000Z', 'conference planned': '2026-03-16T09:00:00.000Z' });
    expect(dueOn(after('1 day', { after: task('visit', { which: 'first' }) }), known)).toBe('2026-03-02 24:00');
    expect(dueOn(after('1 day', { after: task('visit', { which: 'last' }) }), known)).toBe('2026-03-11 24:00');
    expect(dueOn(after('1 day', { after: { kind: 'meeting', id: 'conference', edge: 'planned' } }), known)).toBe('2026-03-17 24:00');
  });

  it('after all of several counts from the latest of their ends, and waits for each', () => {
    const due = after('1 day', { after: { kind: 'all', of: [task('a'), task('b'), task('c')] } });
    const some = { 'a end': '2026-03-12T09:00:00.000Z', 'c end': '2026-03-10T09:00:00.000Z' };
    expect(resolveDue(due, context(happened(some)))).toMatchObject({ dueAt: null, waitsFor: { anchor: task('b') } });
    expect(dueOn(due, happened({ ...some, 'b end': '2026-03-11T09:00:00.000Z' }))).toBe('2026-03-13 24:00');
  });
});

describe('a due relative to a date', () => {
  const court = field('court_date');
  const onMonday = answers({ court_date: '2026-03-16' });

  it('five working days before court on Monday the 16th is the 5th working day before, at 24:00', () => {
    const due = resolveDue(before('5 working days', court), context(onMonday));
    expect(shown(context(), due.dueAt)).toBe('2026-03-09 24:00');
    expect(due.notCounted).toEqual([{ date: '2026-03-14', why: 'weekend' }, { date: '2026-03-13', why: 'weekend' }]);
  });

  it('says what it leads up to, and not that the count began there', () => {
    const due = resolveDue(before('5 working days', court), context(onMonday));
    expect(due).toMatchObject({ rule: 'due.before', length: { n: 5, unit: 'working_day' }, leadsTo: '2026-03-15T21:00:00.000Z' });
    expect(due.from).toBeUndefined();
    expect(resolveDue(on(court), context(onMonday))).toMatchObject({ rule: 'due.on', leadsTo: '2026-03-15T21:00:00.000Z' });
  });

  it.each([
    ['2 days', '2026-03-14 24:00'],
    ['1 week', '2026-03-09 24:00'],
    ['1 month', '2026-02-16 24:00'],
    ['1 year', '2025-03-16 24:00'],
  ])('%s before is counted back', (text, at) => {
    expect(dueOn(before(text, court), onMonday)).toBe(at);
  });

  it('a month before 31 March is the last day of February', () => {
    expect(dueOn(before('1 month', court), answers({ court_date: '2026-03-31' }))).toBe('2026-02-28 24:00');
  });

  it('so long before an instant is exact in hours, and counts days from the day it is', () => {
    const known = answers({ hearing_at: '2026-03-16T22:30:00.000Z' });
    expect(dueOn(before('2 hours', field('hearing_at')), known)).toBe('2026-03-16 23:30');
    expect(dueOn(before('1 day', field('hearing_at')), known)).toBe('2026-03-16 24:00');
  });

  it('on a date is 24:00 of that day, on an instant the instant itself', () => {
    expect(dueOn(on(court), onMonday)).toBe('2026-03-16 24:00');
    expect(dueOn(on(field('hearing_at')), answers({ hearing_at: '2026-03-16T08:15:00.000Z' }))).toBe('2026-03-16 11:15');
    expect(dueOn(on({ kind: 'meeting', id: 'conference', edge: 'planned' }), happened({ 'conference planned': '2026-03-16T09:00:00.000Z' }))).toBe('2026-03-16 12:00');
  });

  it('waits while the date is unknown, and moves with it', () => {
    for (const due of [before('1 day', court), on(court), after('1 day', { after: court })]) {
      expect(resolveDue(due, context())).toMatchObject({ dueAt: null, waitsFor: { field: 'court_date' }, notCounted: [], provisional: false });
      expect(resolveDue(due, context(answers({ court_date: 'next week' })))).toMatchObject({ dueAt: null, waitsFor: { field: 'court_date' } });
    }
    expect(dueOn(before('5 working days', court), answers({ court_date: '2026-03-17' }))).toBe('2026-03-10 24:00');
  });

  it('24 hours after an instant may lie before the case began', () => {
    expect(dueOn(after('24 hours', { after: field('incident_at') }), answers({ incident_at: '2026-03-01T05:00:00.000Z' }))).toBe('2026-03-02 08:00');
  });

  it('reads an instant with an offset as the instant it is', () => {
    const known = context(answers({ incident_at: '2026-03-01T08:00:00+03:00' }));
    expect(resolveDue(on(field('incident_at')), known).dueAt).toBe('2026-03-01T05:00:00.000Z');
    expect(resolveDue(after('24 hours', { after: field('incident_at') }), known).from).toBe('2026-03-01T05:00:00.000Z');
  });

  it('eighteen years after a birth on a leap day end with 28 February, when the age becomes 18', () => {
    expect(dueOn(after('18 years', { after: field('birth_date') }), answers({ birth_date: '2008-02-29' }))).toBe('2026-02-28 24:00');
    expect(dueOn(after('18 years', { after: field('birth_date') }), answers({ birth_date: '2008-05-10' }))).toBe('2026-05-10 24:00');
  });

  it('counts a date known in part from its earliest day', () => {
    expect(dueOn(after('18 years', { after: field('birth_date') }), answers({ birth_date: '2008' }))).toBe('2026-01-01 24:00');
    expect(dueOn(on(field('birth_date')), answers({ birth_date: '2026-03' }))).toBe('2026-03-01 24:00');
  });

  it('never takes the answer of a time field for a date', () => {
    expect(dueOn(on(field('hearing_at')), { ...answers({ hearing_at: '2026-03-16' }), fieldType: () => 'time' })).toBeNull();
  });
});

describe('a due chosen by a condition', () => {
  const rule = (name: string): Rule => ({ path: `due.${name}.when`, text: name, tree: { op: 'value', value: true } });
  const lines: Due & { form: 'when' } = {
    form: 'when', rule: 'due',
    lines: [{ rule: 'due.0', when: rule('first'), then: after('1 day') }, { rule: 'due.1', when: rule('second'), then: after('2 days') }, { rule: 'due.2', then: after('3 days') }],
  };
  const judged = (verdicts: Record<string, 'holds' | 'fails' | 'unknown'>, missing: string[] = []) =>
    context({ judge: ({ text }) => ({ verdict: verdicts[text] ?? 'fails', missing: verdicts[text] === 'unknown' ? missing : [] }) });

  it('takes the first line that holds, and names it', () => {
    expect(resolveDue(lines, judged({ first: 'holds', second: 'holds' }))).toMatchObject({ rule: 'due.1_day', chosenBy: { line: 'due.0' } });
    expect(resolveDue(lines, judged({ second: 'holds' }))).toMatchObject({ rule: 'due.2_days', chosenBy: { line: 'due.1' } });
  });

  it('takes the line without a condition when none holds', () => {
    expect(resolveDue(lines, judged({}))).toMatchObject({ rule: 'due.3_days', chosenBy: { line: 'due.2' } });
  });

  it('is none when no line holds', () => {
    expect(resolveDue({ ...lines, lines: lines.lines.slice(0, 2) }, judged({}))).toEqual({ dueAt: null, rule: 'due', notCounted: [], provisional: false });
  });

  it('waits for the missing field of a line that cannot be told before any holds', () => {
    expect(resolveDue(lines, judged({ first: 'unknown', second: 'holds' }, ['case_plan.result', 'risk']))).toMatchObject({ dueAt: null, rule: 'due.0', waitsFor: { field: 'risk' } });
    expect(resolveDue(lines, judged({ first: 'holds', second: 'unknown' }, ['risk']))).toMatchObject({ rule: 'due.1_day' });
  });

  it('waits for the line itself where no answer is missing', () => {
    expect(resolveDue(lines, judged({ second: 'unknown' }, ['case_plan.result']))).toMatchObject({ dueAt: null, waitsFor: { line: 'due.1' } });
    expect(resolveDue(lines, context())).toMatchObject({ dueAt: null, waitsFor: { line: 'due.0' } });
  });

  it('stands inside of other choices, which it names', () => {
    const inside: Due = { form: 'depends_on', rule: 'due', field: 'risk', cases: { high: lines } };
    expect(resolveDue(inside, { ...judged({ first: 'holds' }), ...answers({ risk: 'high' }) })).toMatchObject({
      rule: 'due.1_day', chosenBy: { line: 'due.0', within: { field: 'risk', value: 'high' } },
    });
  });
});

describe('the earliest and the latest of several', () => {
  const planned = after('1 day', { after: task('case_plan') });
  const week = after('1 week');

  it('earliest takes those that are known, and waits only while none is', () => {
    expect(dueOn(earliest(planned, week))).toBe('2026-03-15 24:00');
    const both = context(happened({ 'case_plan end': '2026-03-09T09:00:00.000Z' }));
    expect(resolveDue(earliest(planned, week), both)).toMatchObject({ rule: 'due.1_day', from: '2026-03-09T09:00:00.000Z' });
    expect(resolveDue(earliest(planned, on(field('court_date'))), context())).toMatchObject({ dueAt: null, rule: 'due.1_day', waitsFor: { anchor: task('case_plan') } });
  });

  it('latest waits until all are known', () => {
    expect(resolveDue(latest(week, planned), context())).toMatchObject({ dueAt: null, waitsFor: { anchor: task('case_plan') } });
    expect(dueOn(latest(week, planned), happened({ 'case_plan end': '2026-03-09T09:00:00.000Z' }))).toBe('2026-03-15 24:00');
    expect(dueOn(latest(week, planned), happened({ 'case_plan end': '2026-03-19T09:00:00.000Z' }))).toBe('2026-03-20 24:00');
  });

  it('the first of equal ones decides', () => {
    const same = { ...after('7 days'), rule: 'due.second' };
    expect(resolveDue(earliest(week, same), context()).rule).toBe('due.1_week');
    expect(resolveDue(latest(week, same), context()).rule).toBe('due.1_week');
  });

  it('leave out what is none, and are none when all are', () => {
    expect(dueOn(latest({ form: 'none' }, week))).toBe('2026-03-15 24:00');
    expect(resolveDue(earliest({ form: 'none' }), context())).toEqual({ dueAt: null, rule: 'due', notCounted: [], provisional: false });
  });
});

describe('rolling to the next working day', () => {
  const roll = 'next_working_day' as const;

  it('applies to day counts of every form', () => {
    expect(dueOn(before('2 days', field('court_date'), { roll }), answers({ court_date: '2026-03-15' }))).toBe('2026-03-15 24:00');
    expect(dueOn(on(field('court_date'), { roll }), answers({ court_date: '2026-03-20' }))).toBe('2026-03-24 24:00');
    expect(dueOn(after('1 month', { roll }), { startedAt: '2026-02-20T07:00:00.000Z' })).toBe('2026-03-24 24:00');
  });

  it('never to exact units or an instant', () => {
    expect(dueOn(after('120 hours', { roll }))).toBe('2026-03-13 08:00');
    expect(dueOn(before('1 hour', field('hearing_at'), { roll }), answers({ hearing_at: '2026-03-13T09:00:00.000Z' }))).toBe('2026-03-13 11:00');
    expect(dueOn(on(field('hearing_at'), { roll }), answers({ hearing_at: '2026-03-13T09:00:00.000Z' }))).toBe('2026-03-13 12:00');
  });

  it('stays where a calendar has no working day', () => {
    const calendar = jordan({ weekend: [1, 2, 3, 4, 5, 6, 7] });
    expect(dueOn(after('5 days', { roll }), { calendar })).toBe('2026-03-13 24:00');
  });
});
