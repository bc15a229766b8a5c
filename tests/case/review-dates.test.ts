// Reviews with the date on which they were really done, early ones, extra ones, and those that are recorded long after they were due.

import { field } from '../process/conditions';
import type { Act } from '../../case/event';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { rana, story } from './story';

type Review = NonNullable<ProcessSource['reviews']>[string];
const rulesWith = (visit: Review, more: Partial<ProcessSource> = {}) =>
  rulesOf({ stages: { work: { tasks: { do: {} }, next: [{ to: 'rest' }] }, rest: { tasks: { look: {} } } }, reviews: { visit }, ...more });
const weekly: Review = { first: '1 week', every: '1 week', must: ['risk'], late: [{ after: '1 day', tell: 'supervisor' }] };

const recorded = (more: Partial<Act & { type: 'record' }> = {}): Act => ({ type: 'record', by: rana, review: 'visit', answers: { risk: 'low' }, ...more });

describe('a review that was done earlier than it is recorded', () => {
  test('has the next one counted from the day on which it was done', () => {
    const case_ = story(rulesWith(weekly)).open().until('2026-04-02T09:00');
    expect(case_.does(recorded({ on: '2026-03-30' })).items['visit.2']).toBe('2026-04-06');
    expect(case_.state.reviews[0]).toMatchObject({ state: 'recorded', recordedAt: '2026-04-02T06:00:00.000Z', doneAt: '2026-03-29T21:00:00.000Z' });
    expect(case_.lines('review_recorded')).toMatchObject([{ about: 'visit.1', details: { on: '2026-03-29T21:00:00.000Z', late: false } }]);
  });

  test('counts hours from the time at which it was done, where that is said', () => {
    const case_ = story(rulesWith({ ...weekly, every: '72 hours' })).open().until('2026-04-02T09:00');
    expect(case_.does(recorded({ on: '2026-04-01T10:30:00Z' })).items['visit.2']).toBe('2026-04-04T13:30');
  });

  test('keeps its days by schedule, and its windows in a count of contacts', () => {
    const bySchedule = story(rulesWith({ ...weekly, countFrom: 'schedule' })).open().until('2026-04-02T09:00');
    expect(bySchedule.does(recorded({ on: '2026-03-28' })).items['visit.2']).toBe('2026-04-09');
    const counted = story(rulesWith({ every: { series: [[1, '1 week']] }, must: ['risk'] })).open().until('2026-04-02T09:00');
    expect(counted.does(recorded({ on: '2026-03-28' })).items['visit.2']).toBe('2026-04-08');
  });

  test('done in time was not late, though it became so before anybody wrote it down; what was sent stays sent', () => {
    const case_ = story(rulesWith(weekly)).open().until('2026-04-06T09:00');
    expect(case_.notices).toEqual(['samir: review_late visit.1']);
    case_.does(recorded({ on: '2026-04-02' }));
    expect(case_.lines('became_late')).toHaveLength(1);
    expect(case_.lines('review_recorded')).toMatchObject([{ details: { dueAt: '2026-04-02T21:00:00.000Z', late: false } }]);
    expect(case_.items['visit.2']).toBe('2026-04-09');
    const late = story(rulesWith(weekly)).open().until('2026-04-06T09:00').does(recorded({ on: '2026-04-03' }));
    expect(late.lines('review_recorded')).toMatchObject([{ details: { late: true } }]);
  });

  test('leaves the next one late at once when that was due by now, with late steps from now', () => {
    const case_ = story(rulesWith(weekly)).open().until('2026-04-20T09:00').seen().does(recorded({ on: '2026-04-01' }));
    expect(case_.journal).toEqual(['answered', 'review_recorded visit.1', 'review_opened visit.2', 'became_late visit.2 (2026-04-08)']);
    expect(case_.until('2026-04-22T00:00').notices.filter((one) => one.endsWith('visit.2'))).toEqual(['samir: review_late visit.2']);
  });

  test('lets what counts from it count from that day', () => {
    const rules = rulesOf({ stages: { work: { tasks: { report: { due: { length: '3 days', after: { kind: 'review', id: 'visit', edge: 'end' } } } } } }, reviews: { visit: weekly } });
    const case_ = story(rules).open().until('2026-04-01T10:00').does(recorded({ on: '2026-03-30' }));
    expect(case_.items['report.1']).toBe('2026-04-02');
  });

  test('ends the stretch of contacts between two of it when it was done', () => {
    const rules = rulesWith(weekly, { reviews: { visit: weekly, call: { every: { times: 1, between: 'visit' } } } });
    const case_ = story(rules).open().until('2026-04-01T10:00').does(recorded({ on: '2026-03-31T08:00:00Z' }));
    // Recorded first: the call of that stretch was due with it.
    expect(case_.items['call.1']).toBe('2026-03-31T11:00');
  });

  test('of the very day on which the case was opened, or the last one was done, counts from no earlier than that', () => {
    const case_ = story(rulesWith({ ...weekly, every: '48 hours' })).open().until('2026-03-27T09:00').does(recorded({ on: '2026-03-26' }));
    expect(case_.items['visit.2']).toBe('2026-03-28T10:00');
    case_.does(recorded({ on: '2026-03-26' }));
    expect(case_.items['visit.3']).toBe('2026-03-28T10:00');
  });

  test.each([
    ['tomorrow', { on: '2026-04-03' }, '2026-03-26 … 2026-04-02'],
    ['later today', { on: '2026-04-02T06:00:01Z' }, '2026-03-26T07:00:00.000Z … 2026-04-02T06:00:00.000Z'],
    ['before the case was opened', { on: '2026-03-25' }, '2026-03-26 … 2026-04-02'],
    ['before that, and extra', { on: '2026-03-25', extra: true }, '2026-03-26 … 2026-04-02'],
  ])('cannot have been done %s', (_, more, expected) => {
    const case_ = story(rulesWith(weekly)).open().until('2026-04-02T09:00');
    expect(case_.refusal(recorded(more))).toEqual({ code: 'date-not-possible', against: [{ id: 'on', rule: 'reviews.visit', expected }] });
  });

  test('cannot have been done before the last one: that was an extra one', () => {
    const case_ = story(rulesWith(weekly)).open().until('2026-04-08T09:00').does(recorded({ on: '2026-04-06' }));
    expect(case_.refusal(recorded({ on: '2026-04-05' }))).toMatchObject({ code: 'date-not-possible', against: [{ expected: '2026-04-06 … 2026-04-08' }] });
    expect(case_.does(recorded({ on: '2026-04-05', extra: true })).items['visit.2']).toBe('2026-04-13');
  });

  test.each(['2026-02-30', 'yesterday', '2026-03-30T10:00', 20260330])('on %p is no act at all', (on) => {
    expect(story(rulesWith(weekly)).open().refusal(recorded({ on } as never))).toMatchObject({ code: 'malformed-act', against: [{ id: 'on' }] });
  });
});

describe('an early review', () => {
  test('meets the open occurrence, and its reminders come no more', () => {
    const case_ = story(rulesWith({ ...weekly, remind: ['1 day'] })).open().until('2026-03-28T09:00').does(recorded());
    expect(case_.items).toEqual({ 'do.1': null, 'visit.2': '2026-04-04' });
    // A timer that is left over fires for nobody after a person has acted.
    expect(case_.until('2026-04-02T12:00').notices).toEqual([]);
    expect(case_.until('2026-04-03T12:00').notices).toEqual(['rana: review_due_soon visit.2']);
  });
});

describe('an extra review', () => {
  const extra = recorded({ extra: true, answers: { risk: 'high' } });

  test('is on record with its answers and leaves the series as it is, before its day and after it', () => {
    const case_ = story(rulesWith(weekly)).open().until('2026-03-28T09:00').seen().does(extra);
    expect(case_.journal).toEqual(['answered', 'review_recorded visit']);
    expect(case_.lines('review_recorded')).toMatchObject([{ by: { id: 'rana' }, rule: 'reviews.visit', details: { extra: true } }]);
    expect([case_.items['visit.1'], case_.state.answers['risk']?.value]).toEqual(['2026-04-02', 'high']);
    case_.until('2026-04-05T09:00').does(extra);
    expect(case_.items['visit.1']).toBe('2026-04-02');
    expect(case_.does(recorded()).items['visit.2']).toBe('2026-04-12');
  });

  test('needs none to be open, and meets no other duty', () => {
    const rules = rulesWith({ ...weekly, during: ['rest'], satisfies: [{ clock: 'contact' }] }, { clocks: { contact: { due: '1 week' } } });
    const case_ = story(rules).open();
    expect(case_.refused(recorded())).toBe('review-not-open');
    case_.does(extra);
    expect(Object.keys(case_.state.clocks)).toEqual(['clock:contact.1']);
  });

  test('asks for what every one asks for, of those who do it', () => {
    const case_ = story(rulesWith(weekly)).open();
    expect(case_.refused(recorded({ extra: true, answers: {} }))).toBe('answer-missing');
    expect(case_.refused(recorded({ extra: true, by: { ...rana, id: 'omar' } }))).toBe('not-your-task');
  });

  test('moves what turns on its answers', () => {
    const case_ = story(rulesWith({ ...weekly, first: { depends_on: 'risk', high: '1 day', otherwise: '1 week' } })).open().does(extra);
    expect(case_.items['visit.1']).toBe('2026-03-27');
  });
});

test('an overdue review stays on the list for as long as nobody records it, and is recorded then', () => {
  const case_ = story(rulesWith({ ...weekly, every: '1 month', late: [{ after: '1 day', tell: 'supervisor' }] })).open().until('2027-03-26T10:00');
  expect(case_.items['visit.1']).toBe('2026-04-02');
  expect(case_.does(recorded({ on: '2027-03-20' })).items['visit.2']).toBe('2027-04-20');
  expect(case_.lines('review_recorded')).toMatchObject([{ about: 'visit.1', details: { late: true } }]);
});

test('a review that is not needed any more has no timer that fires', () => {
  const rules = rulesWith({ ...weekly, while: field('complex'), remind: ['1 day'] });
  const case_ = story(rules).open({ complex: true }).until('2026-03-27T10:00').seen().answer({ complex: false });
  expect(case_.journal).toEqual(['answered', 'review_ended visit.1']);
  expect(case_.until('2026-05-01T10:00').notices).toEqual([]);
  expect(case_.state.clocks).toEqual({});
});

test('what was due while everything stood still is told afterwards, however late', () => {
  const case_ = story(rulesWith(weekly)).open().outage('2026-04-20T10:00').wake();
  expect(case_.notices).toEqual(['samir: review_late visit.1']);
  expect(case_.lines('late_step')).toMatchObject([{ about: 'visit.1', due: '2026-04-03T05:00:00.000Z' }]);
});
