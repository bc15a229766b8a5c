// Stages: which way out is taken and when, rules that are judged at any time, and circles.

import { answered, call, compare, fact, field, is, not, value } from '../process/conditions';
import { rulesOf } from './processes';
import { CHILD_PROTECTION } from './child-protection';
import { rana, story } from './story';

const childProtection = rulesOf(CHILD_PROTECTION);
const adult = compare(call('age', field('birth_date')), 'ge', value(18));

describe('a stage', () => {
  test('is left by the first way that holds, once all that it needs is done', () => {
    const rules = rulesOf({
      stages: {
        start: { tasks: { ask: { must: ['risk'] } }, next: [{ when: is('risk', 'high'), to: 'urgent' }, { when: answered('risk'), to: 'ordinary' }, { to: 'never' }] },
        urgent: { tasks: { act: {} } }, ordinary: { tasks: { wait: {} } }, never: {},
      },
    });
    expect(story(rules).open({ risk: 'high' }).state.stage.id).toBe('start');
    expect(story(rules).open().complete('ask', { risk: 'high' }).state.stage.id).toBe('urgent');
    const ordinary = story(rules).open().seen().complete('ask', { risk: 'low' });
    expect(ordinary.journal).toEqual(['answered', 'task_done ask.1', 'stage_entered ordinary', 'task_opened wait.1']);
    expect(ordinary.lines('stage_entered').at(-1)?.rule).toBe('stages.start.next.1');
  });

  test('is stayed in where no way holds, and is left as soon as one does', () => {
    const rules = rulesOf({ stages: { start: { tasks: { ask: {} }, next: [{ when: field('eligible'), to: 'work' }] }, work: { tasks: { do: {} } } } });
    const case_ = story(rules).open().complete('ask');
    expect([case_.state.stage.id, case_.openIds]).toEqual(['start', []]);
    expect(case_.answer({ eligible: false }).state.stage.id).toBe('start');
    expect(case_.answer({ eligible: true }).state.stage).toMatchObject({ id: 'work', round: 1 });
  });

  test('with nothing to do is gone through at once', () => {
    const rules = rulesOf({ stages: { first: { next: [{ to: 'second' }] }, second: { next: [{ to: 'third' }] }, third: { tasks: { do: {} } } } });
    expect(story(rules).open().state.stage.id).toBe('third');
  });

  test('entered again is another round with its tasks anew', () => {
    const rules = rulesOf({
      stages: { plan: { tasks: { draft: {} }, next: [{ to: 'act' }] }, act: { tasks: { carry_out: { must: ['complex'] } }, next: [{ when: field('complex'), to: 'plan' }] } },
    });
    const case_ = story(rules).open().complete('draft').complete('carry_out', { complex: true });
    expect(case_.state.stage).toMatchObject({ id: 'plan', round: 2 });
    expect(case_.openIds).toEqual(['draft.2']);
    expect(case_.complete('draft').openIds).toEqual(['carry_out.2']);
  });

  test('in a circle that nobody has to do anything in is entered once for each event', () => {
    const rules = rulesOf({ stages: { one: { next: [{ to: 'two' }] }, two: { next: [{ to: 'one' }] } } });
    const case_ = story(rules).open();
    expect(case_.lines('stage_entered').map((line) => line.about)).toEqual(['one', 'two']);
    expect(case_.answer({ risk: 'low' }).lines('stage_entered').map((line) => line.about)).toEqual(['one', 'two', 'one', 'two']);
  });

  test('has a clock of its own, which ends with it', () => {
    const rules = rulesOf({
      stages: { start: { clock: { due: '2 working days', remind: ['1 working day'], late: [{ tell: 'supervisor' }] }, tasks: { ask: {} }, next: [{ to: 'end' }] }, end: {} },
    });
    const case_ = story(rules).open().seen().wait('4 days');
    expect(case_.notices).toEqual(['rana: stage_due_soon start.1', 'samir: stage_late start.1']);
    expect(case_.complete('ask').state.clocks).toEqual({});
  });

  test('called by the name of something that every object has is a stage like any other', () => {
    const rules = rulesOf({ stages: { constructor: { tasks: { to_string: {} } } } });
    expect(story(rules).open().state.stage).toMatchObject({ id: 'constructor', round: 1 });
  });
});

describe('consent', () => {
  test('that is missing keeps the case where it is; refused, it is an answer that leads another way', () => {
    const case_ = story(childProtection).open().complete('screening', { eligible: true, risk: 'low' });
    expect(case_.refused({ type: 'complete', by: rana, task: 'informed_consent', answers: {} })).toBe('answer-missing');
    case_.complete('informed_consent', { consent: { given: false } });
    expect(case_.state.stage.id).toBe('registration');
    expect(case_.answer({ consent: { given: true, by: 'guardian' } }).state.stage.id).toBe('assessment');
  });
});

describe('rules at any time', () => {
  test('close a case at the midnight on which the client comes of age', () => {
    const case_ = story(childProtection).open({ birth_date: '2008-04-02' });
    expect(case_.local(case_.state.judgeAt as string)).toBe('2026-04-01');
    case_.until('2026-04-01T23:59');
    expect(case_.state.closure).toBeUndefined();
    case_.until('2026-04-02T00:00');
    expect(case_.state.closure).toMatchObject({ reason: 'of_age', proposedBy: null, proposedAt: '2026-04-01T21:00:00.000Z' });
    expect(case_.lines('closure_proposed')[0]?.rule).toBe('at_any_time.0');
  });

  test.each([
    ['born on 29 February, in a year without one', '2008-02-29', '2026-02-20T10:00', '2026-03-01T00:00'],
    ['born on 28 February, in a year with a 29th', '2010-02-28', '2028-02-20T10:00', '2028-02-28T00:00'],
    ['of whom the year alone is known', '2009', '2026-12-20T10:00', '2027-01-01T00:00'],
    ['of whom year and month are known', '2008-05', '2026-04-20T10:00', '2026-05-01T00:00'],
  ])('know the day for somebody %s', (_, birth_date, opens, comesOfAge) => {
    const case_ = story(rulesOf({ ...CHILD_PROTECTION, reviews: {} }), opens).open({ birth_date });
    case_.until(`${comesOfAge.slice(0, 10)}T00:00`);
    expect(case_.state.closure?.reason).toBe('of_age');
    expect(case_.lines('closure_proposed')[0]?.at).toBe(case_.world.now);
  });

  test('are judged again when the answer is corrected, and look ahead to the new day', () => {
    const case_ = story(childProtection).open({ birth_date: '2012-05-05' });
    expect(case_.local(case_.state.judgeAt as string)).toBe('2030-05-04');
    expect(case_.answer({ birth_date: '2008-03-26' }).state.closure?.reason).toBe('of_age');
  });

  test('lead to a stage when they begin to hold, and not again while they hold on', () => {
    const rules = rulesOf({
      stages: { work: { tasks: { do: { must: ['complex'] } }, next: [{ to: 'rest' }] }, rest: { tasks: { look: {} } }, emergency: { tasks: { help: { must: ['risk'] } }, next: [{ to: 'work' }] } },
      atAnyTime: [{ when: is('risk', 'immediate'), to: 'emergency' }],
    });
    const case_ = story(rules).open().answer({ risk: 'immediate' });
    expect(case_.state.stage.id).toBe('emergency');
    expect(case_.lines('task_withdrawn')).toMatchObject([{ about: 'do.1', rule: 'at_any_time.0' }]);
    // The risk is still immediate, and what the task of that very stage answers does not lead back to it.
    expect(case_.complete('help', { risk: 'immediate' }).state.stage).toMatchObject({ id: 'work', round: 2 });
    expect(case_.complete('do', { complex: true }).state.stage.id).toBe('rest');
    expect(case_.answer({ risk: 'immediate' }).state.stage).toMatchObject({ id: 'emergency', round: 2 });
  });

  test('do not lead back to a stage that was entered otherwise while they held already', () => {
    const rules = rulesOf({
      stages: { emergency: { tasks: { help: {} }, next: [{ to: 'work' }] }, work: { tasks: { do: {} } } },
      atAnyTime: [{ when: is('risk', 'immediate'), to: 'emergency' }],
    });
    expect(story(rules).open({ risk: 'immediate' }).complete('help').state.stage.id).toBe('work');
    const there = story(rules).open().answer({ risk: 'immediate' });
    expect(there.state.stage).toMatchObject({ id: 'emergency', round: 1 });
    expect(there.complete('help').state.stage.id).toBe('work');
  });

  test('that turn on today are judged each midnight', () => {
    const rules = rulesOf({
      stages: { work: { tasks: { do: {} } } },
      atAnyTime: [{ when: compare(call('days', field('birth_date'), fact('today')), 'ge', value(30)), close: 'resolved' }],
    });
    const case_ = story(rules).open({ birth_date: '2026-03-01' }).until('2026-03-30T23:59');
    expect(case_.state.status).toBe('open');
    expect(case_.until('2026-03-31T00:00').state.closed).toMatchObject({ reason: 'resolved', at: '2026-03-30T21:00:00.000Z', by: null });
  });

  test('hold for whom nobody has asked the age', () => {
    expect(story(childProtection).open().state.judgeAt).toBeNull();
    expect(story(rulesOf({ stages: { work: { tasks: { do: { when: not(adult) } } } } })).open().openIds).toEqual([]);
  });
});
