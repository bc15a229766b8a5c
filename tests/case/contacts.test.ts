// Reviews that are a count of contacts: so many within windows that follow one another, and so many between two of another review.

import { explain } from '../../case/explain';
import type { ProcessSource } from './processes';
import { rulesOf } from './processes';
import { rana, story } from './story';

type Review = NonNullable<ProcessSource['reviews']>[string];
const withReviews = (reviews: Record<string, Review>) => rulesOf({ stages: { work: { tasks: { task: {} } } }, reviews });
const dues = (case_: ReturnType<typeof story>, review: string): [string, string | null][] => Object.entries(case_.items).filter(([id]) => id.startsWith(review));

describe('a series of contacts', () => {
  const weekly = withReviews({ contact: { every: { series: [[2, '1 week'], [1, '1 month']] }, late: [{ tell: 'supervisor' }] } });

  test('owes so many by the end of each window, the first day counted, and then the last pair again and again', () => {
    const case_ = story(weekly).open();
    const all: unknown[] = [];
    for (let i = 0; i < 5; i += 1) {
      all.push(...dues(case_, 'contact'));
      case_.wait('1 hour').record('contact');
    }
    expect(all).toEqual([['contact.1', '2026-04-01'], ['contact.2', '2026-04-01'], ['contact.3', '2026-05-01'], ['contact.4', '2026-06-01'], ['contact.5', '2026-07-01']]);
  });

  test('is late at the end of its window, and what comes after it is due as if it had not been', () => {
    const case_ = story(weekly).open().seen().until('2026-04-03T10:00');
    expect(case_.notices).toEqual(['samir: review_late contact.1']);
    expect(dues(case_.record('contact'), 'contact')).toEqual([['contact.2', '2026-04-01']]);
    expect(case_.notices).toEqual(['samir: review_late contact.2']);
    expect(dues(case_.record('contact'), 'contact')).toEqual([['contact.3', '2026-05-01']]);
  });

  test('is listed since it opened, and counted from the beginning of the series', () => {
    const case_ = story(weekly).open().until('2026-03-28T10:00').record('contact');
    expect(case_.rows.find((row) => row.id === 'contact.2')?.openedAt).toBe('2026-03-28T07:00:00.000Z');
    expect(case_.clock('review:contact.2').startedAt).toBe('2026-03-26T07:00:00.000Z');
  });

  test('stands still for all its windows when it is paused', () => {
    const rules = withReviews({ contact: { every: { series: [[1, '1 week']] }, pauses: {} } });
    const case_ = story(rules).open().pause('contact', '2026-03-30', '2026-04-01');
    expect(dues(case_, 'contact')).toEqual([['contact.1', '2026-04-04']]);
    expect(dues(case_.record('contact'), 'contact')).toEqual([['contact.2', '2026-04-11']]);
  });

  test('begins anew where it begins to run anew', () => {
    const rules = rulesOf({
      stages: { work: { tasks: { task: {} }, next: [{ to: 'rest' }] }, rest: { tasks: { look: {} }, next: [{ to: 'work' }] } },
      reviews: { contact: { every: { series: [[1, '1 week'], [1, '1 year']] }, during: ['work'] } },
    });
    const case_ = story(rules).open().record('contact').complete('task').until('2026-04-10T10:00').complete('look');
    expect(dues(case_, 'contact')).toEqual([['contact.3', '2026-04-16']]);
  });
});

test('explain says which contact of how many is owed, in its window or between two of the other review', () => {
  const rules = withReviews({
    series: { every: { series: [[2, '1 week'], [3, '1 month']] } }, between: { every: { times: 2, between: 'follow_up' } }, follow_up: { first: '2 weeks', every: '1 month' },
  });
  const case_ = story(rules).open();
  const owed = (): unknown[] => explain(rules, case_.state, case_.world.now).deadlines.map(({ about, contact }) => `${about}: ${contact ? `${contact.nth} of ${contact.of}` : 'none'}`);
  expect(owed()).toEqual(expect.arrayContaining(['series.1: 1 of 2', 'between.1: 1 of 2', 'follow_up.1: none']));
  case_.record('series').record('series').record('series').record('between');
  expect(owed()).toEqual(expect.arrayContaining(['series.4: 2 of 3', 'between.2: 2 of 2']));
  for (let i = 0; i < 3; i += 1) case_.wait('1 hour').record('series');
  expect(owed()).toContain('series.7: 2 of 3');
});

describe('contacts between two of a review', () => {
  const rules = (times = 1, follow: Partial<Review> = {}) =>
    withReviews({
      contact: { every: { times, between: 'follow_up' }, late: [{ tell: 'supervisor' }] },
      follow_up: { first: '2 weeks', every: '1 month', ...follow },
    });

  test('are due with that review, and move with it', () => {
    const case_ = story(rules(1, { first: { depends_on: 'risk', high: '1 week', otherwise: '2 weeks' } })).open();
    expect(case_.items).toMatchObject({ 'contact.1': '2026-04-09', 'follow_up.1': '2026-04-09' });
    expect(case_.answer({ risk: 'high' }).items).toMatchObject({ 'contact.1': '2026-04-02', 'follow_up.1': '2026-04-02' });
  });

  test('wait, once made, for the next stretch to begin', () => {
    const case_ = story(rules()).open().until('2026-03-30T10:00').record('contact');
    expect(case_.clock('review:contact.2')).toMatchObject({ dueAt: null, waitsFor: 'review:follow_up' });
    expect(case_.until('2026-04-05T10:00').record('follow_up').items).toMatchObject({ 'contact.2': '2026-05-05', 'follow_up.2': '2026-05-05' });
  });

  test('that are missing when the review is recorded are late at that instant', () => {
    const case_ = story(rules()).open().until('2026-04-05T10:00').seen().record('follow_up');
    expect(case_.notices).toEqual(['samir: review_late contact.1']);
    expect(case_.items).toMatchObject({ 'contact.1': '2026-04-05T10:00', 'follow_up.2': '2026-05-05' });
  });

  test('that are late with the review stay as late as they were when it is recorded', () => {
    const case_ = story(rules()).open().until('2026-04-12T10:00').seen().record('follow_up');
    expect([case_.items['contact.1'], case_.notices]).toEqual(['2026-04-09', []]);
  });

  test('are owed for the present stretch once a late one was made', () => {
    const case_ = story(rules()).open().until('2026-04-05T10:00').record('follow_up').until('2026-05-03T10:00').record('follow_up').until('2026-05-04T10:00');
    expect(case_.items).toMatchObject({ 'contact.1': '2026-04-05T10:00' });
    expect(case_.record('contact').items).toMatchObject({ 'contact.2': '2026-06-03' });
  });

  test('keep the end of their stretch though the state has forgotten other occurrences', () => {
    const case_ = story(rules()).open().until('2026-04-05T10:00');
    for (let i = 0; i < 8; i += 1) case_.wait('1 hour').record('follow_up').answer({ risk: 'low' });
    expect(case_.items['contact.1']).toBe('2026-04-05T11:00');
    expect(case_.state.reviews.length).toBeLessThanOrEqual(6);
    expect(case_.record('contact').items['contact.2']).toBe(case_.items['follow_up.9']);
  });

  test('may be several in one stretch', () => {
    const case_ = story(rules(2)).open().record('contact');
    expect(case_.items).toMatchObject({ 'contact.2': '2026-04-09' });
    expect(case_.record('contact').clock('review:contact.3').dueAt).toBeNull();
  });

  test('made more often than they have to be count for no other stretch', () => {
    const case_ = story(rules()).open().record('contact').record('contact').record('contact').until('2026-04-05T10:00').record('follow_up');
    expect(case_.items).toMatchObject({ 'contact.4': '2026-05-05' });
  });

  test('several in one stretch and more than they have to be count for no other stretch either', () => {
    const case_ = story(rules(2)).open().record('contact').record('contact').record('contact');
    expect(case_.clock('review:contact.4').dueAt).toBeNull();
    case_.until('2026-04-05T10:00').record('follow_up').record('contact');
    expect(case_.items).toMatchObject({ 'contact.5': '2026-05-05' });
  });

  test('go over to the next occurrence when the review ends and begins anew', () => {
    const source: ProcessSource = {
      stages: { work: { tasks: { task: {} }, next: [{ to: 'rest' }] }, rest: { tasks: { look: {} }, next: [{ to: 'work' }] } },
      reviews: { contact: { every: { times: 1, between: 'follow_up' } }, follow_up: { first: '2 weeks', every: '1 month', during: ['work'] } },
    };
    const case_ = story(rulesOf(source)).open().complete('task');
    expect(case_.items).toMatchObject({ 'contact.1': null });
    expect(case_.until('2026-04-01T10:00').complete('look').items).toMatchObject({ 'contact.1': '2026-04-15', 'follow_up.2': '2026-04-15' });
  });

  test('move with a pause, an extension and a waiver of that review', () => {
    const case_ = story(rules(1, { pauses: {}, extend: {}, waive: {} })).open().pause('follow_up', '2026-04-01', '2026-04-02');
    expect(case_.items['contact.1']).toBe('2026-04-11');
    expect(case_.extend('follow_up', '1 day').items['contact.1']).toBe('2026-04-12');
    expect(case_.until('2026-04-01T10:00').waive('follow_up').items).toMatchObject({ 'contact.1': '2026-04-01T10:00', 'follow_up.2': '2026-05-01' });
  });

  test('are not recorded by somebody else, as any review', () => {
    expect(story(rules()).open().refused({ type: 'record', by: { ...rana, id: 'omar' }, review: 'contact', answers: {} })).toBe('not-your-task');
  });
});
