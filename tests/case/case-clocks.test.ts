// Clocks of the case itself, and acts that meet another duty beside their own.

import { answered, field, is } from '../process/conditions';
import { explain } from '../../case/explain';
import { view } from '../../case/view';
import type { ClockSource, ProcessSource } from './processes';
import { rulesOf } from './processes';
import { rana, samir, story } from './story';

const withClock = (clock: ClockSource & { who?: string }, more: Partial<ProcessSource> = {}) =>
  rulesOf({ stages: { work: { tasks: { task: {} }, next: [{ to: 'rest' }] }, rest: { tasks: { look: {} } } }, clocks: { contact: clock }, ...more });

describe('a clock of the case', () => {
  test('starts with the case, reminds its owner, becomes late, and says so as a clock', () => {
    const rules = withClock({ due: '3 days', remind: ['1 day'], late: [{ tell: 'supervisor' }] });
    const case_ = story(rules).open();
    expect(case_.lines('clock_started')).toMatchObject([{ about: 'contact.1', rule: 'clocks.contact.due', details: { was: null, dueAt: '2026-03-29T21:00:00.000Z' } }]);
    expect(case_.seen().wait('1 week').notices).toEqual(['rana: clock_due_soon contact.1', 'samir: clock_late contact.1']);
    expect(case_.world.notices[0]?.notice.title).toBe('clocks.contact.title');
  });

  test('reminds whom it names', () => {
    const case_ = story(withClock({ who: 'supervisor', due: '3 days', remind: ['1 day'] })).open().seen().wait('1 week');
    expect(case_.notices).toEqual(['samir: clock_due_soon contact.1']);
  });

  test('runs on through the stages and ends by its `until`, or with the case', () => {
    const case_ = story(withClock({ due: '1 week', until: answered('outcome') })).open().complete('task');
    expect(Object.keys(case_.state.clocks)).toEqual(['clock:contact.1']);
    expect(case_.seen().answer({ outcome: 'well' }).journal).toEqual(['answered', 'clock_ended contact.1']);
    expect(story(withClock({ due: '1 week' })).open().close('resolved').state.clocks).toEqual({});
  });

  test('whose `until` holds from the beginning does not start', () => {
    const case_ = story(withClock({ due: '1 week', until: answered('outcome') })).open({ outcome: 'well' });
    expect([case_.state.clocks, case_.lines('clock_started')]).toEqual([{}, []]);
  });

  test('counts from before the case and is then late at once', () => {
    const rules = withClock({ due: { length: '24 hours', after: { kind: 'field', field: 'incident_at' } }, late: [{ tell: 'supervisor' }, { after: '2 hours', tell: 'manager' }] });
    const case_ = story(rules).open().answer({ incident_at: '2026-03-20T07:00:00Z' });
    expect(case_.notices).toContain('samir: clock_late contact.1');
    expect(case_.until('2026-03-26T11:59').notices).toEqual([]);
    expect(case_.until('2026-03-26T12:00').notices).toEqual(['maha: clock_late contact.1']);
  });

  test('starts afresh each time that its `while` begins to hold, with the next number', () => {
    const case_ = story(withClock({ due: '1 week', while: is('risk', 'high') })).open();
    expect(case_.state.clocks).toEqual({});
    expect(case_.answer({ risk: 'high' }).clock('clock:contact.1').dueAt).toBe('2026-04-02T21:00:00.000Z');
    expect(case_.answer({ risk: 'low' }).state.clocks).toEqual({});
    expect(case_.until('2026-04-05T10:00').answer({ risk: 'high' }).clock('clock:contact.2').dueAt).toBe('2026-04-12T21:00:00.000Z');
    // It holds still: nothing begins.
    expect(Object.keys(case_.answer({ risk: 'high' }).state.clocks)).toEqual(['clock:contact.2']);
  });

  test('that was met while its condition holds does not come back before it holds anew', () => {
    const rules = withClock({ due: '1 week', while: is('risk', 'high'), until: answered('outcome') });
    const case_ = story(rules).open({ risk: 'high' }).answer({ outcome: 'well' }).answer({ risk: 'high' });
    expect(case_.state.clocks).toEqual({});
  });

  test('is not late before its window opens', () => {
    const case_ = story(withClock({ notBefore: '1 week', due: '3 days', remind: ['1 day'], late: [{ tell: 'supervisor' }] })).open().seen();
    expect(case_.until('2026-04-02T23:59').journal).toEqual([]);
    expect(case_.until('2026-04-03T00:00').journal).toEqual(['became_late contact.1', 'late_step contact.1']);
  });

  test('may open a task, and move the case', () => {
    const rules = withClock({ due: '3 days', late: [{ open: 'search' }, { after: '1 day', to: 'rest' }] }, {
      stages: { work: { tasks: { task: {}, search: { onDemand: true } } }, rest: { tasks: { look: {} } } },
    });
    const case_ = story(rules).open().until('2026-03-30T07:00');
    expect(case_.openIds).toEqual(['task.1', 'search.1']);
    expect(case_.wait('1 day').openIds).toEqual(['look.1']);
  });

  test('starts afresh when a closed case is opened again, by its condition or without one', () => {
    const closure = { reasons: ['resolved'], reopen: { within: '1 year', to: 'work', who: 'supervisor' } };
    const again = { type: 'reopen' as const, by: samir, reason: 'back again' };
    const always = story(withClock({ due: '1 week' }, { closure })).open().close('resolved').until('2026-05-01T10:00').does(again);
    expect(always.clock('clock:contact.2').dueAt).toBe('2026-05-08T21:00:00.000Z');
    const high = story(withClock({ due: '1 week', while: is('risk', 'high') }, { closure })).open({ risk: 'high' }).close('resolved').does(again);
    expect(Object.keys(high.state.clocks)).toEqual(['clock:contact.2']);
  });

  test('is shown with the case and explained', () => {
    const rules = withClock({ due: '3 days', notBefore: '1 day' });
    const case_ = story(rules).open();
    expect(view(rules, case_.state, rana).clocks).toEqual([
      { id: 'contact.1', title: 'clocks.contact.title', startedAt: '2026-03-26T07:00:00.000Z', dueAt: '2026-03-29T21:00:00.000Z', opensAt: '2026-03-27T21:00:00.000Z' },
    ]);
    expect(explain(rules, case_.state, case_.world.now).deadlines).toMatchObject([{ about: 'contact.1', kind: 'clock', opensAt: '2026-03-27T21:00:00.000Z' }]);
  });
});

describe('an act that meets another duty', () => {
  const visit: ProcessSource['reviews'] = { follow_up: { first: '2 weeks', every: '1 month', must: ['risk'] } };

  test('of a review: its open occurrence counts as recorded, and the line names the act', () => {
    const rules = rulesOf({ stages: { work: { tasks: { home_visit: { satisfies: [{ review: 'follow_up' }] }, more: {} } } }, reviews: visit });
    const case_ = story(rules).open().until('2026-03-30T10:00').seen().complete('home_visit');
    expect(case_.items).toEqual({ 'more.1': null, 'follow_up.2': '2026-04-30' });
    expect(case_.lines('review_recorded')).toMatchObject([
      { about: 'follow_up.1', by: { id: 'rana' }, rule: 'stages.work.tasks.home_visit.satisfies.0', details: { satisfiedBy: 'home_visit.1' } },
    ]);
  });

  test('of a clock of the case: it ends', () => {
    const rules = withClock({ due: '3 days' }, { stages: { work: { tasks: { task: { satisfies: [{ clock: 'contact' }] } } } } });
    const case_ = story(rules).open().seen().complete('task');
    expect(case_.journal).toEqual(['clock_ended contact.1', 'task_done task.1']);
    expect(case_.lines('clock_ended')).toMatchObject([{ by: { id: 'rana' }, details: { satisfiedBy: 'task.1' } }]);
  });

  test('does so only where its condition holds after the answers of the act', () => {
    const rules = withClock({ due: '3 days' }, { stages: { work: { tasks: { task: { must: ['eligible'], satisfies: [{ clock: 'contact', when: field('eligible') }] } } } } });
    expect(Object.keys(story(rules).open().complete('task', { eligible: false }).state.clocks)).toEqual(['clock:contact.1']);
    expect(story(rules).open().complete('task', { eligible: true }).state.clocks).toEqual({});
  });

  test('does so when it is handed in, and not again when it is handed in again', () => {
    const rules = rulesOf({ stages: { work: { tasks: { home_visit: { satisfies: [{ review: 'follow_up' }], approve: [{ who: 'supervisor' }] } } } }, reviews: visit });
    const case_ = story(rules).open().complete('home_visit');
    expect(case_.lines('review_recorded')).toHaveLength(1);
    expect(case_.sendBack('home_visit').complete('home_visit').approve('home_visit').lines('review_recorded')).toHaveLength(1);
  });

  test('may be a review that meets another review and a clock', () => {
    const rules = withClock({ due: '3 days' }, {
      reviews: { ...visit, big: { first: '1 week', every: '6 months', satisfies: [{ review: 'follow_up' }, { clock: 'contact' }, { review: 'big' }] } },
    });
    const case_ = story(rules).open().record('big');
    expect(case_.openIds).toEqual(['task.1', 'big.2', 'follow_up.2']);
    expect(case_.state.clocks['clock:contact.1']).toBeUndefined();
  });

  test('finds nothing to meet where none is open, nor before a window opens', () => {
    const rules = withClock({ due: '1 week', notBefore: '3 days' }, {
      stages: { work: { tasks: { one: { satisfies: [{ clock: 'contact' }, { review: 'follow_up' }] }, two: { satisfies: [{ clock: 'contact' }] }, three: { satisfies: [{ clock: 'contact' }] } } } },
      reviews: { follow_up: { first: '1 week', every: '1 week', during: ['rest'] } },
    });
    const case_ = story(rules).open().complete('one');
    expect(Object.keys(case_.state.clocks)).toEqual(['clock:contact.1']);
    expect(case_.wait('4 days').complete('two').state.clocks).toEqual({});
    expect(case_.complete('three').lines('clock_ended')).toHaveLength(1);
  });
});
