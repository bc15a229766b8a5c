// The timetable of a hypothetical case: what comes when, with the line of its rule and the days that did not count.

import type { Hypothesis, Timetable, TimetableEntry } from '../../language/timetable';
import { timetableOf } from '../../language/timetable';
import { compileProcess } from '../../language/compile';
import { localInstant } from '../../language/local-instant';
import type { Process } from '../../process/process';
import { compileShipped, readFolder } from '../definitions';

const { rules, sourceMap } = compileShipped();
const at = (text: string): string => localInstant(rules.calendar, text) as string;
const LINES = Buffer.from(readFolder()['processes/child_protection.yaml'] as Uint8Array).toString('utf8').split('\n');

function timetable(supposed: Partial<Hypothesis> = {}): Timetable {
  return timetableOf(rules, sourceMap, { startsAt: at('2026-03-01T09:00'), answers: {}, done: [], ...supposed });
}

const find = ({ entries }: Timetable, what: TimetableEntry['what'], about: string): TimetableEntry | undefined => entries.find((one) => one.what === what && one.about === about);
const when = (entry: TimetableEntry | undefined): string => `${entry?.day} ${entry?.time}`;

test('shows what opens, with its due date and who is to do it', () => {
  const opening = find(timetable(), 'task_opened', 'screening');
  expect(opening).toMatchObject({ who: 'case_worker', titlePath: 'stages.registration.tasks.screening.title', due: { day: '2026-03-02', time: '09:00', length: '24 hours' } });
  expect(find(timetable(), 'review_opened', 'follow_up')?.due).toMatchObject({ day: '2026-03-15', time: '24:00', length: '2 weeks', notCounted: [] });
});

test.each([[true, '2026-03-01'], [false, '2026-03-03']])('counts what a yes or no that is %s has chosen, as the file writes it', (complex, day) => {
  const text = LINES.join('\n').replace(/^        due: 24 hours$/m, '        due:\n          depends_on: eligible\n          true: 12 hours\n          false: 2 days');
  const { process } = compileProcess({ path: 'processes/child_protection.yaml', text });
  const { entries } = timetableOf({ ...rules, process: process as Process }, sourceMap, { startsAt: at('2026-03-01T09:00'), answers: { eligible: complex }, done: [] });
  expect(entries.find((one) => one.what === 'task_opened' && one.about === 'screening')?.due).toMatchObject({ day, chosenBy: { field: 'eligible', value: `${complex}` } });
});

test('shows who is told when nobody does anything: the reminder, the late steps, each at its time', () => {
  const { entries } = timetable();
  const steps = entries.filter((one) => one.about === 'follow_up').map((one) => `${when(one)} ${one.what} ${one.told.join()}`);
  expect(steps).toEqual([
    '2026-03-01 09:00 review_opened ', '2026-03-12 08:00 reminded case_worker', '2026-03-14 08:00 reminded case_worker', '2026-03-16 00:00 became_late ',
    '2026-03-16 08:00 late_step case_worker', '2026-03-17 08:00 late_step supervisor', '2026-03-24 08:00 late_step manager',
  ]);
});

test('shows the first time of a repeat, how often it comes and that it goes on', () => {
  const short = find(timetable({ until: at('2026-03-12T12:00') }), 'late_step', 'screening');
  const manager = timetable({ until: at('2026-03-12T12:00') }).entries.filter((one) => one.what === 'late_step' && one.about === 'screening')[1];
  expect(short?.repeats).toBeUndefined();
  expect(manager).toMatchObject({ told: ['manager'], repeats: { every: '1 working day', again: 7 } });
  expect(when(manager)).toBe('2026-03-03 08:00');
});

test('names the line of each rule in the process file', () => {
  const { entries } = timetable({ answers: { risk: 'immediate' }, until: at('2026-03-03T09:00') });
  const line = (what: TimetableEntry['what'], about: string): string | undefined => LINES[(find({ entries } as Timetable, what, about)?.line ?? 0) - 1]?.trim();
  expect(line('reminded', 'screening')).toBe('remind: [4 hours]');
  expect(line('late_step', 'screening')).toBe('- { at_once: true, tell: supervisor }');
  expect(line('alert_climbed', 'immediate_risk')).toBe('- { who: manager, within: 2 hours }');
  expect(line('task_opened', 'urgent_protection')).toBe('urgent_protection:');
});

test('climbs the chain of an alert and says to whom', () => {
  const { entries } = timetable({ answers: { risk: 'immediate' }, until: at('2026-03-01T16:00') });
  expect(entries.filter((one) => one.about === 'immediate_risk').map((one) => `${one.time} ${one.what} ${one.told.join()} ${one.repeats?.every ?? ''}`.trim())).toEqual([
    '09:00 alert_raised supervisor', '10:00 alert_climbed manager,supervisor', '12:00 alert_climbed manager,supervisor', '13:00 alert_repeated manager,supervisor 1 hour',
  ]);
});

test('does what is supposed to be done, and shows what comes of it', () => {
  const done = [{ what: 'screening', at: at('2026-03-01T12:00') }, { what: 'informed_consent', at: at('2026-03-02T10:00') }];
  const result = timetable({ answers: { risk: 'high' }, done });
  expect(result.refused).toEqual([]);
  expect(when(find(result, 'stage_entered', 'assessment'))).toBe('2026-03-02 10:00');
  const opening = find(result, 'task_opened', 'initial_assessment');
  expect(opening?.due).toMatchObject({ day: '2026-03-05', time: '10:00', length: '72 hours', chosenBy: { field: 'risk', value: 'high' } });
  expect(LINES[(opening?.due?.line ?? 0) - 1]?.trim()).toBe('high: 72 hours');
  expect(result.assumed).toEqual([{ field: 'eligible', value: 'yes', by: 'screening' }, { field: 'consent', value: 'given', by: 'informed_consent' }]);
});

test('says which days did not count and why', () => {
  const done = ['screening', 'informed_consent', 'initial_assessment'].map((what) => ({ what, at: at('2026-03-12T12:00') }));
  const due = find(timetable({ answers: { risk: 'low' }, done: done.slice(0, 2) }), 'task_opened', 'initial_assessment')?.due;
  expect(due?.notCounted.map(({ date, why }) => `${date} ${why}`)).toEqual([
    '2026-03-13 weekend', '2026-03-14 weekend', '2026-03-20 weekend', '2026-03-21 weekend', '2026-03-22 holiday', '2026-03-23 holiday',
  ]);
});

test('approves a task that is named again, and resolves an alert that was acknowledged', () => {
  const done = [
    ...['screening', 'informed_consent', 'initial_assessment', 'comprehensive_assessment', 'case_plan'].map((what) => ({ what, at: at('2026-03-02T10:00') })),
    { what: 'case_plan', at: at('2026-03-03T10:00') }, { what: 'immediate_risk', at: at('2026-03-01T09:30') }, { what: 'immediate_risk', at: at('2026-03-01T11:00') },
  ];
  const result = timetable({ answers: { risk: 'immediate' }, done, until: at('2026-03-04T09:00') });
  expect(result.refused).toEqual([]);
  expect(when(find(result, 'alert_acknowledged', 'immediate_risk'))).toBe('2026-03-01 09:30');
  expect(when(find(result, 'alert_resolved', 'immediate_risk'))).toBe('2026-03-01 11:00');
  expect(when(find(result, 'task_submitted', 'case_plan'))).toBe('2026-03-02 10:00');
  expect(when(find(result, 'stage_entered', 'implementation'))).toBe('2026-03-03 10:00');
});

test('says what the case refuses, and goes on', () => {
  const result = timetable({ done: [{ what: 'case_plan', at: at('2026-03-01T12:00') }] });
  expect(result.refused.map(({ what, refusal }) => [what, refusal.code])).toEqual([['case_plan', 'task-not-ready']]);
  expect(find(result, 'late_step', 'screening')).toBeDefined();
  expect(timetable({ answers: { risk: 'hihg' } })).toMatchObject({ entries: [], refused: [{ what: 'open', refusal: { code: 'answer-not-an-option' } }] });
});

test('ends where nothing new comes, or where it is told to', () => {
  const quiet = timetable();
  const last = quiet.entries.at(-1)?.at ?? '';
  expect(quiet.endsQuietly).toBe(true);
  expect((Date.parse(quiet.until) - Date.parse(last)) / 86_400_000).toBeGreaterThanOrEqual(14);
  // What is due in three months is waited for.
  const done = ['screening', 'informed_consent', 'initial_assessment', 'comprehensive_assessment', 'case_plan', 'case_plan'].map((what) => ({ what, at: at('2026-03-01T12:00') }));
  expect(find(timetable({ answers: { risk: 'low' }, done }), 'became_late', 'carry_out_plan')?.day).toBe('2026-06-02');
  // As it is where nobody would be told.
  const silent = structuredClone(rules.process);
  for (const stage of silent.stages) for (const task of stage.tasks) task.clock.late = [];
  for (const review of silent.reviews) review.clock.late = [];
  const unheard = timetableOf({ ...rules, process: silent }, sourceMap, { startsAt: at('2026-03-01T09:00'), answers: { risk: 'low' }, done });
  expect(find(unheard, 'became_late', 'carry_out_plan')?.day).toBe('2026-06-02');
  const cut = timetable({ until: at('2026-03-02T08:00') });
  expect([cut.until, cut.endsQuietly, cut.entries.at(-1)?.what]).toEqual([at('2026-03-02T08:00'), false, 'reminded']);
});

test('lets those agree who have to, one after the other, and chooses the first way that holds', () => {
  const agreed = LINES.join('\n')
    .replace('        must_answer: [eligible, risk]\n', '        must_answer: [eligible, risk]\n        agree: [client, supervisor]\n')
    .replace('        close: no_consent\n', '        close: no_consent\n    decide: { who: supervisor, due: 1 day }\n');
  const { process, sourceMap: lines, problems } = compileProcess({ path: 'processes/child_protection.yaml', text: agreed });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const times = ['12:00', '12:10', '12:20'].map((time) => ({ what: 'screening', at: at(`2026-03-01T${time}`) }));
  const done = [...times, { what: 'informed_consent', at: at('2026-03-01T13:00') }, { what: 'registration', at: at('2026-03-01T14:00') }];
  const { entries, refused } = timetableOf({ ...rules, process: process as Process }, lines, { startsAt: at('2026-03-01T09:00'), answers: { eligible: true }, done });
  expect(refused).toEqual([]);
  const said = entries.filter((one) => one.what === 'task_done' || one.what === 'decided' || one.what === 'stage_entered').map((one) => `${when(one)} ${one.what} ${one.about}`);
  expect(said.slice(0, 5)).toEqual([
    '2026-03-01 09:00 stage_entered registration', '2026-03-01 12:20 task_done screening', '2026-03-01 13:00 task_done informed_consent',
    '2026-03-01 14:00 decided registration', '2026-03-01 14:00 stage_entered assessment',
  ]);
});
