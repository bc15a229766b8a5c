// Fields that are worked out: when, from what, what hangs on them, and how a person puts a value of their own in their place.

import { explain } from '../../case/explain';
import { visibleDerived } from '../../case/explain-derived';
import { view } from '../../case/view';
import { rulesFromYaml } from './from-yaml';
import { maha, omar, rana, samir, story } from './story';

const RULES = rulesFromYaml(`
fields:
  birth_date:
    title: Date of birth
    type: date
    may_be: [year, month]
  of_age_on:
    title: Comes of age on
    type: date
    is: 18 years after birth_date
  minor:
    title: Under eighteen?
    type: yes_no
    is: age(birth_date) < 18
  violence:
    title: Points for violence
    type: integer
  neglect:
    title: Points for neglect
    type: integer
  score:
    title: Score
    type: integer
    is: violence + neglect
  risk:
    title: Risk level
    type: one_of
    options:
      low: Low
      medium: Medium
      high: High
    is:
      - when: score >= 10
        then: high
      - when: score >= 5
        then: medium
      - otherwise: low
    override:
      who: [supervisor]
  visits:
    title: Visits a month
    type: number
    is:
      depends_on: risk
      high: 4
      medium: 2
      low: score / 4
  screened_on:
    title: A week after the screening
    type: date
    is: 1 week after screening
stages:
  assessment:
    title: Assessment
    tasks:
      screening:
        title: Screening
        who: case_worker
        may_answer: [birth_date, violence, neglect]
        due: 5 working days
      visit:
        title: Visit
        who: case_worker
        due:
          depends_on: risk
          high: 1 day
          medium: 5 days
          low: 10 days
      majority:
        title: Prepare for coming of age
        who: case_worker
        due: 2 weeks before of_age_on
    next:
      - when: not minor
        close: of_age
clocks:
  follow:
    title: Follow up
    due: on screened_on
    until: visit.done
alerts:
  danger:
    title: Danger
    raise_when: risk is high
    acknowledge:
      - { who: supervisor, within: 1 hour }
      - { who: manager, within: 1 hour }
    resolve:
      who: supervisor
at_any_time:
  - when: not minor
    close: of_age
closure:
  reasons:
    of_age: Of age
`, { warnings: true });

const opened = () => story(RULES).open();
const value = (one: ReturnType<typeof opened>, field: string) => one.state.answers[field]?.value;
const answersIn = (line: { details?: object } | undefined) => (line?.details as { answers: Record<string, object> }).answers;

describe('a field that is worked out', () => {
  it('has no value as long as what it is worked out from is unknown', () => {
    const one = opened().answer({ violence: 7 });
    expect(value(one, 'score')).toBeUndefined();
    expect(value(one, 'risk')).toBeUndefined();
    expect(one.answer({ neglect: 4 }).state.answers).toMatchObject({ score: { value: 11, by: '' }, risk: { value: 'high' }, visits: { value: 4 } });
  });

  it('loses its value with the answers it stood on', () => {
    const one = opened().answer({ violence: 1, neglect: 2 });
    expect([value(one, 'risk'), value(one, 'visits')]).toEqual(['low', 0.75]);
    one.does({ type: 'correct', by: rana, answers: { neglect: 6 }, reason: 'counted wrongly' });
    expect([value(one, 'score'), value(one, 'risk'), value(one, 'visits')]).toEqual([7, 'medium', 2]);
  });

  it('is put on record when it changes, with the line that decided', () => {
    const one = opened().seen().answer({ violence: 1, neglect: 2 });
    expect(one.lines('derived').map(answersIn)).toEqual([
      { score: { value: 3, rule: 'fields.score.is' } },
      { risk: { value: 'low', rule: 'fields.risk.is.2' } },
      { visits: { value: 0.75, rule: 'fields.visits.is.low' } },
    ]);
    expect(one.lines('derived')[1]?.rule).toBe('fields.risk.is');
    one.answer({ violence: 9 });
    expect(answersIn(one.lines('derived')[4])).toEqual({ risk: { value: 'high', was: 'low', rule: 'fields.risk.is.0' } });
  });

  it('is not put on record again as long as it stays the same', () => {
    const one = opened().answer({ violence: 1, neglect: 2 }).answer({ violence: 2, neglect: 1 }).answer({ violence: 2 });
    expect(one.lines('derived')).toHaveLength(3);
  });

  it('is never answered nor corrected', () => {
    const one = opened().answer({ violence: 1, neglect: 2 });
    expect(one.refusal({ type: 'answer', by: rana, answers: { risk: 'high', violence: 2 } })).toEqual({ code: 'answer-derived', against: [{ id: 'risk', rule: 'fields.risk' }] });
    expect(one.refused({ type: 'correct', by: rana, answers: { score: 2 }, reason: 'why' })).toBe('answer-derived');
    expect(story(RULES).refused({ type: 'open', by: rana, number: 'K7Q2-STORY', owner: rana, answers: { score: 2 } })).toBe('answer-derived');
  });

  it('can be a date, of an estimate reckoned from its earliest day', () => {
    expect(value(opened().answer({ birth_date: '2010-05-26' }), 'of_age_on')).toBe('2028-05-26');
    expect(value(opened().answer({ birth_date: '2010-05' }), 'of_age_on')).toBe('2028-05-01');
  });

  it('moves what hangs on its date', () => {
    const one = opened().answer({ birth_date: '2010-05-26' });
    expect(one.items['majority.1']).toBe('2028-05-12');
    one.does({ type: 'correct', by: rana, answers: { birth_date: '2009-05-26' }, reason: 'the certificate has come' });
    expect(one.items['majority.1']).toBe('2027-05-12');
    expect(one.lines('clock_moved').at(-1)).toMatchObject({ about: 'majority.1' });
  });

  it('chooses among the lines of a due, and moves it when it changes', () => {
    const one = opened().answer({ violence: 1, neglect: 2 });
    expect(one.items['visit.1']).toBe('2026-04-05');
    expect(one.answer({ violence: 4 }).items['visit.1']).toBe('2026-03-31');
    expect(one.clock('task:visit.1').chosenBy).toEqual({ field: 'risk', value: 'medium' });
  });

  it('may count from what happens in the case', () => {
    const one = opened();
    expect(value(one, 'screened_on')).toBeUndefined();
    expect(value(one.complete('screening'), 'screened_on')).toBe('2026-04-02');
    expect(one.clock('clock:follow.1').dueAt).toBe('2026-04-02T21:00:00.000Z');
  });

  it('sets off what waits for it', () => {
    const one = opened().answer({ violence: 7, neglect: 7 });
    expect(one.alert).toMatchObject({ alert: 'danger', raisedBy: null });
    one.acknowledge().resolve().answer({ neglect: 8 });
    // The score has changed, the risk has not: nothing begins to hold anew.
    expect(one.state.alerts).toHaveLength(1);
  });

  it('changes with time alone, to the day, and what turns on it follows', () => {
    const one = opened().answer({ birth_date: '2008-06-01' });
    expect(value(one, 'minor')).toBe(true);
    one.until('2026-05-31T23:00');
    expect(value(one, 'minor')).toBe(true);
    one.until('2026-06-01T01:00');
    expect(value(one, 'minor')).toBe(false);
    expect(one.lines('derived').at(-1)).toMatchObject({ at: '2026-05-31T21:00:00.000Z', rule: 'fields.minor.is' });
    expect(one.state.closed?.reason).toBe('of_age');
  });
});

describe('a value in the place of what is worked out', () => {
  const scored = () => opened().answer({ violence: 1, neglect: 2 });
  const put = { type: 'override' as const, by: samir, field: 'risk', value: 'medium', reason: 'the uncle is back' };
  const lift = { ...put, value: null, reason: 'he has left' };

  it('stays until it is lifted, whatever is answered meanwhile', () => {
    const one = scored().does(put).answer({ violence: 9, neglect: 9 });
    expect(one.state.answers['risk']).toMatchObject({ value: 'medium', by: 'samir', overridden: 'the uncle is back' });
    expect([value(one, 'score'), value(one, 'visits')]).toEqual([18, 2]);
    one.does(lift);
    expect(one.state.answers['risk']).toMatchObject({ value: 'high', by: '', rule: 'fields.risk.is.0' });
    expect(one.alert.alert).toBe('danger');
  });

  it('is on record with who, why, and what was there before; so is its lifting', () => {
    const one = scored().does(put).does(lift);
    expect(one.lines('overridden')).toMatchObject([{ by: { id: 'samir' }, details: { reason: 'the uncle is back', answers: { risk: { value: 'medium', was: 'low' } } } }]);
    expect(one.lines('override_lifted')).toMatchObject([{ by: { id: 'samir' }, details: { reason: 'he has left', answers: { risk: { was: 'medium' } } } }]);
  });

  it('can be put where nothing could be worked out', () => {
    const one = opened().does(put);
    expect(value(one, 'risk')).toBe('medium');
    expect(value(one.does(lift), 'risk')).toBeUndefined();
  });

  it('is put by the roles that the process names, with a reason, and of the kind that the field takes', () => {
    const one = scored();
    expect(one.refusal({ ...put, by: rana })).toEqual({ code: 'not-for-you', against: [{ id: 'supervisor', rule: 'roles.supervisor' }] });
    expect(one.refused({ ...put, by: omar })).toBe('not-for-you');
    expect(one.refused({ ...put, by: maha })).toBe('not-for-you');
    expect(one.refused({ ...put, reason: ' ' })).toBe('reason-missing');
    expect(one.refused({ ...put, value: 'enormous' })).toBe('answer-not-an-option');
    expect(one.refused({ ...put, field: 'score', value: 4 })).toBe('override-not-possible');
    expect(one.refused({ ...put, field: 'violence', value: 4 })).toBe('override-not-possible');
    expect(one.refused({ ...put, field: 'danger' })).toBe('unknown-field');
    expect(one.refused({ ...put, record: 'goal.1' })).toBe('unknown-record');
    expect(one.refused(lift)).toBe('not-overridden');
  });

  it('does not overwrite unseen what somebody else has put there', () => {
    const one = scored();
    const { sequence } = one.state;
    one.does(put);
    expect(one.refused({ ...put, by: { ...samir, id: 'salma' }, value: 'high', seen: sequence })).toBe('changed-meanwhile');
    expect(one.refused({ ...put, by: { ...samir, id: 'salma' }, value: 'high', seen: one.state.sequence })).toBeNull();
  });
});

describe('what explains a value that is worked out', () => {
  const risk = (one: ReturnType<typeof opened>) => explain(RULES, one.state, one.world.now).derived.find(({ field }) => field === 'risk');

  it('names the line and what it is worked out from', () => {
    expect(risk(opened().answer({ violence: 1, neglect: 2 }))).toEqual({
      field: 'risk', value: 'low', rule: 'fields.risk.is.2', inputs: [{ field: 'score', value: 3 }], others: [], missing: [],
    });
  });

  it('names what is missing', () => {
    expect(risk(opened())).toMatchObject({ value: null, missing: ['score'] });
  });

  it('names who has put another value there, and what would decide', () => {
    const one = opened().answer({ violence: 1, neglect: 2 }).does({ type: 'override', by: samir, field: 'risk', value: 'high', reason: 'the uncle is back' });
    expect(risk(one)).toMatchObject({ value: 'high', rule: 'fields.risk.is.2', overridden: { by: 'samir', reason: 'the uncle is back' } });
  });

  it('is in the view as other answers are', () => {
    const one = opened().answer({ violence: 1, neglect: 2 });
    expect(view(RULES, one.state, rana).answers['risk']).toMatchObject({ value: 'low', rule: 'fields.risk.is.2' });
  });
});

describe('a field that is worked out from what the case does', () => {
  const CALM = rulesFromYaml(`
fields:
  danger_seen:
    title: Danger seen?
    type: yes_no
  calm:
    title: Calm?
    type: yes_no
    is: alerts.open is 0
  phase:
    title: Phase
    type: one_of
    options:
      first: First
      later: Later
    is:
      - when: stage is work
        then: first
      - otherwise: later
stages:
  work:
    title: Work
    tasks:
      look:
        title: Look
        who: case_worker
        may_answer: [danger_seen]
        due: none
    next:
      - to: rest
  rest:
    title: Rest
    tasks:
      talk:
        title: Talk
        who: case_worker
        when: calm and phase is later
        due: 1 week
    next:
      - when: talk.done
        close: resolved
alerts:
  danger:
    title: Danger
    raise_when: danger_seen
    acknowledge:
      - { who: supervisor, within: 1 hour }
      - { who: manager, within: 1 hour }
    resolve:
      who: supervisor
closure:
  reasons:
    resolved: Resolved
`, { warnings: true });

  it('follows within the same event, and so does what turns on it', () => {
    const one = story(CALM).open();
    expect([value(one, 'calm'), value(one, 'phase')]).toEqual([true, 'first']);
    one.complete('look');
    expect([value(one, 'phase'), one.openIds]).toEqual(['later', ['talk.1']]);
    one.answer({ danger_seen: true });
    expect([value(one, 'calm'), one.openIds]).toEqual([false, []]);
    expect(one.lines('derived').at(-1)?.sequence).toBe(one.lines('alert_raised')[0]?.sequence);
    one.acknowledge().resolve();
    expect([value(one, 'calm'), one.openIds]).toEqual([true, ['talk.2']]);
  });
});

describe('a field that time changes', () => {
  const GROWN = rulesFromYaml(`
fields:
  birth_date:
    title: Date of birth
    type: date
  of_age_on:
    title: Comes of age on
    type: date
    is: 18 years after birth_date
  minor:
    title: Minor?
    type: yes_no
    is: age(birth_date) < 18
stages:
  work:
    title: Work
    tasks:
      ask:
        title: Ask
        who: case_worker
        must_answer: [birth_date]
        due: none
      talk:
        title: Talk with the young adult
        who: case_worker
        on_demand: true
        when: not minor
        due: 1 week
    next:
      - close: resolved
clocks:
  majority:
    title: Coming of age
    due: 1 day before of_age_on
    until: talk.done
    late:
      - { at_once: true, open: talk }
closure:
  reasons:
    resolved: Resolved
`, { warnings: true });

  it('has changed before what the clocks do at that very time', () => {
    const one = story(GROWN).open().answer({ birth_date: '2008-06-01' }).until('2026-06-02T09:00');
    expect(one.openIds).toEqual(['ask.1', 'talk.1']);
    expect(one.lines('task_opened').at(-1)).toMatchObject({ about: 'talk.1', at: '2026-05-31T21:00:00.000Z' });
  });
});

describe('a worked-out field of the records of a list', () => {
  const FAMILY = rulesFromYaml(`
fields:
  visits:
    title: Visits
    type: integer
  oldest:
    title: A child of age?
    type: yes_no
    is: child.exists(c, c.years >= 18)
lists:
  child:
    title: Child
    fields:
      born_on:
        title: Born on
        type: date
      years:
        title: Age
        type: integer
        is: age(born_on)
      weight:
        title: Visits for each year
        type: number
        is: visits * years
        override:
          who: [supervisor]
    outcomes:
      moved: Moved away
    clocks:
      birthday:
        title: Before coming of age
        due: 18 years after born_on
        until: years >= 18
stages:
  work:
    title: Work
    tasks:
      visit:
        title: Visit
        who: case_worker
        may_answer: [visits]
        due: none
    next:
      - when: oldest
        close: resolved
closure:
  reasons:
    resolved: Resolved
`, { warnings: true });
  const family = () => story(FAMILY).open().does({ type: 'add_record', by: rana, list: 'child', answers: { born_on: '2008-05-01' } })
    .does({ type: 'add_record', by: rana, list: 'child', answers: { born_on: '2016-05-01' } }).answer({ visits: 2 });
  const values = (one: ReturnType<typeof family>, field: string) => one.state.records?.map(({ answers }) => answers[field]?.value);

  it('is worked out for each of them, from its own answers and those of the case', () => {
    const one = family();
    expect([values(one, 'years'), values(one, 'weight'), value(one, 'oldest')]).toEqual([[17, 9], [34, 18], false]);
    expect(one.lines('derived').filter(({ about }) => about === 'child.2').map(answersIn)).toEqual([
      { 'child.years': { value: 9, rule: 'lists.child.fields.years.is' } }, { 'child.weight': { value: 18, rule: 'lists.child.fields.weight.is' } },
    ]);
  });

  it('changes with time alone, and what is worked out from all of them with it', () => {
    const one = family().until('2026-05-02T09:00');
    expect([values(one, 'years'), value(one, 'oldest')]).toEqual([[18, 10], true]);
    expect(one.lines('derived').filter(({ at }) => at === '2026-04-30T21:00:00.000Z').map(({ about }) => about)).toEqual(['child.1', 'child.2', undefined, 'child.1', 'child.2']);
    expect(one.state.clocks['clock:birthday@child.1'] ?? one.state.clocks['clock:birthday.1']).toBeUndefined();
  });

  it('stays as it was when the record ended, and follows what is corrected', () => {
    const one = family().does({ type: 'end_record', by: rana, record: 'child.1', outcome: 'moved' }).until('2026-05-02T09:00');
    expect(values(one, 'years')).toEqual([17, 10]);
    one.does({ type: 'correct', by: rana, answers: { 'child.1.born_on': '2006-05-01' }, reason: 'the certificate has come' });
    expect(values(one, 'years')).toEqual([19, 10]);
  });

  it('is overridden in one record alone', () => {
    const one = family().does({ type: 'override', by: samir, field: 'child.weight', record: 'child.2', value: 1, reason: 'in hospital' }).answer({ visits: 3 });
    expect(values(one, 'weight')).toEqual([51, 1]);
    expect(one.lines('overridden')).toMatchObject([{ about: 'child.2', details: { answers: { 'child.weight': { value: 1, was: 18 } } } }]);
    expect(one.refused({ type: 'override', by: samir, field: 'child.weight', value: 1, reason: 'whose?' })).toBe('unknown-record');
    expect(one.refused({ type: 'change_record', by: rana, record: 'child.1', answers: { years: 3 } })).toBe('answer-derived');
    expect(explain(FAMILY, one.state, one.world.now).derived.filter(({ record }) => record === 'child.2')).toMatchObject([
      { field: 'child.years', inputs: [{ field: 'child.born_on', value: '2016-05-01' }] }, { field: 'child.weight', overridden: { reason: 'in hospital' } },
    ]);
  });
});

describe('a value that only some may read', () => {
  const SECRET = rulesFromYaml(`
fields:
  violence:
    title: Points for violence
    type: integer
    visible_to: [supervisor]
  score:
    title: Score
    type: integer
    visible_to: [supervisor]
    is: violence * 2
stages:
  assessment:
    title: Assessment
    tasks:
      screening:
        title: Screening
        who: supervisor
        must_answer: [violence]
        due: 5 working days
    next:
      - close: resolved
closure:
  reasons:
    resolved: Resolved
`, { warnings: true });

  it('is kept from others in the explanation, and so is what it is worked out from', () => {
    const one = story(SECRET).open().answer({ violence: 4 }, samir);
    const [derived] = explain(SECRET, one.state, one.world.now).derived;
    expect(derived).toMatchObject({ value: 8, inputs: [{ field: 'violence', value: 4 }] });
    if (!derived) return;
    expect(visibleDerived(SECRET, samir, derived)).toEqual(derived);
    expect(visibleDerived(SECRET, rana, derived)).toEqual({ field: 'score', value: null, rule: 'fields.score.is', inputs: [{ field: 'violence' }], others: [], missing: [], hidden: true });
  });
});
