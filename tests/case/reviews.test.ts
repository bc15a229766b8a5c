// Reviews: one after the other, counted from the last or by schedule, in some stages or in all, overdue until recorded.

import { field } from '../process/conditions';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { CHILD_PROTECTION } from './child-protection';
import { omar, rana, samir, story } from './story';

type Review = NonNullable<ProcessSource['reviews']>[string];
const visits = (visit: Review) => rulesOf({ stages: { work: { tasks: { do: {} }, next: [{ to: 'rest' }] }, rest: { tasks: { look: { must: ['complex'] } }, next: [{ when: field('complex'), to: 'work' }] } }, reviews: { visit } });
const weekly: Review = { first: '3 days', every: '1 week', must: ['risk'] };
const due = (case_: ReturnType<typeof story>): [string, string | null][] => Object.entries(case_.items).filter(([id]) => id.startsWith('visit'));

describe('a review', () => {
  test('comes first when `first` says, then again and again, counted from when the last was recorded', () => {
    const case_ = story(visits(weekly)).open();
    expect(due(case_)).toEqual([['visit.1', '2026-03-29']]);
    case_.until('2026-03-28T09:00').record('visit', { risk: 'low' });
    expect(due(case_)).toEqual([['visit.2', '2026-04-04']]);
    case_.until('2026-04-10T09:00').record('visit', { risk: 'low' });
    expect(due(case_)).toEqual([['visit.3', '2026-04-17']]);
  });

  test('by schedule keeps its days, however early or late one is recorded', () => {
    const case_ = story(visits({ ...weekly, countFrom: 'schedule' })).open();
    case_.until('2026-03-27T09:00').record('visit', { risk: 'low' });
    expect(due(case_)).toEqual([['visit.2', '2026-04-05']]);
    case_.until('2026-04-08T09:00').record('visit', { risk: 'low' });
    expect(due(case_)).toEqual([['visit.3', '2026-04-12']]);
  });

  test('by schedule, recorded weeks too late, owes each occurrence, late from now', () => {
    const case_ = story(visits({ ...weekly, countFrom: 'schedule', late: [{ after: '1 working day', tell: 'supervisor' }] })).open();
    case_.until('2026-04-14T09:00').seen().record('visit', { risk: 'low' });
    expect(due(case_)).toEqual([['visit.2', '2026-04-05']]);
    expect(case_.journal).toEqual(['answered', 'review_recorded visit.1', 'review_opened visit.2', 'became_late visit.2 (2026-04-05)']);
    expect(case_.until('2026-04-15T08:00').notices).toEqual(['samir: review_late visit.2']);
  });

  test('stays open however late it is, and repeats its late steps', () => {
    const case_ = story(rulesOf(CHILD_PROTECTION)).open().until('2026-04-09T12:00').seen();
    case_.until('2026-04-30T00:00');
    expect(case_.newNotices().filter(({ notice }) => notice.says === 'review_late').map(({ notice, to }) => [case_.local(notice.at), to[0]?.id])).toEqual([
      ['2026-04-12T08:00', 'rana'],
      ['2026-04-13T08:00', 'samir'],
      ['2026-04-16T08:00', 'maha'],
      ['2026-04-20T08:00', 'maha'],
      ['2026-04-22T08:00', 'maha'],
      ['2026-04-26T08:00', 'maha'],
      ['2026-04-28T08:00', 'maha'],
    ]);
    expect(case_.record('follow_up', { risk: 'low' }).items['follow_up.2']).toBe('2026-05-30');
  });

  test('chooses its next day by the answer that it brings', () => {
    const case_ = story(rulesOf(CHILD_PROTECTION)).open().record('follow_up', { risk: 'high' });
    expect(case_.items['follow_up.2']).toBe('2026-04-02');
    expect(case_.clock('review:follow_up.2').chosenBy).toEqual({ field: 'risk', value: 'high' });
  });

  test('waits for the answer that chooses its day, and says for which', () => {
    const rules = visits({ first: { depends_on: 'risk', low: '1 month', otherwise: { depends_on: 'complex', true: '1 week', false: '2 weeks' } }, every: '1 week' });
    const case_ = story(rulesOf({ ...CHILD_PROTECTION, reviews: { visit: { first: { depends_on: 'risk', low: '1 month', high: '1 week' }, every: '1 week' } } })).open();
    expect(case_.clock('review:visit.1')).toMatchObject({ dueAt: null, waitsFor: 'fields.risk', nextAt: null });
    expect(case_.wait('1 day').answer({ risk: 'low' }).items['visit.1']).toBe('2026-04-26');
    expect(case_.lines('clock_started')).toMatchObject([{ about: 'visit.1', rule: 'reviews.visit.first.low', details: { was: null } }]);
    expect(case_.clock('review:visit.1').waitsFor).toBeUndefined();
    expect(story(rules).open().clock('review:visit.1').waitsFor).toBe('fields.complex');
  });

  test('runs in its stages alone, and begins there with its first', () => {
    const case_ = story(visits({ ...weekly, during: ['rest'] })).open();
    expect(due(case_)).toEqual([]);
    case_.until('2026-03-30T09:00').complete('do');
    expect(due(case_)).toEqual([['visit.1', '2026-04-02']]);
    case_.record('visit', { risk: 'low' }).seen().complete('look', { complex: true });
    expect(case_.journal).toContain('review_ended visit.2');
    expect(due(case_)).toEqual([]);
    expect(case_.state.clocks).toEqual({});
    expect(due(case_.complete('do'))).toEqual([['visit.3', '2026-04-02']]);
  });

  test('is forgotten by the state when it is long over, and still known by its id', () => {
    const case_ = story(visits(weekly)).open();
    for (let i = 0; i < 10; i += 1) case_.wait('1 week').record('visit', { risk: 'low' });
    expect(case_.state.reviews.length).toBeLessThanOrEqual(4);
    expect(case_.refused({ type: 'record', by: rana, review: 'visit.1', answers: { risk: 'low' } })).toBe('review-not-open');
    expect(case_.lines('review_recorded')).toHaveLength(10);
  });

  test.each([
    ['by another case worker', { by: omar, review: 'visit', answers: { risk: 'low' } }, 'not-your-task'],
    ['by the supervisor', { by: samir, review: 'visit', answers: { risk: 'low' } }, 'not-your-task'],
    ['that is not in the process', { by: rana, review: 'party', answers: { risk: 'low' } }, 'unknown-review'],
    ['without what it asks', { by: rana, review: 'visit', answers: {} }, 'answer-missing'],
    ['with what it does not ask', { by: rana, review: 'visit', answers: { risk: 'low', outcome: 'x' } }, 'answer-not-asked-here'],
  ])('is not recorded %s', (_, act, code) => {
    expect(story(visits(weekly)).open().refused({ type: 'record', ...act } as never)).toBe(code);
  });

  test('that does not run now is not recorded', () => {
    expect(story(visits({ ...weekly, during: ['rest'] })).open().refused({ type: 'record', by: rana, review: 'visit', answers: { risk: 'low' } })).toBe('review-not-open');
  });
});
