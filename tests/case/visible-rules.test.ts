// Who may not see an answer does not read it from the rule that it has chosen, nor from what a condition on it came to.

import type { Actor } from '../../case/case';
import { explain } from '../../case/explain';
import { visibleDeadline, visibleEntry } from '../../case/view';
import { visibleCriterion, visibleRule, visibleWay } from '../../case/visible-rules';
import { and, answered, fact, field, is, not } from '../process/conditions';
import { rulesOf } from './processes';
import type { Story } from './story';
import { maha, rana, samir, story } from './story';

const DUE = { depends_on: 'secret', planted_low: '2 days', planted_high: '1 day' };
const SECRET = { type: 'one_of' as const, options: ['planted_low', 'planted_high'], visibleTo: ['supervisor'] };
const rules = rulesOf({
  fields: { secret: SECRET, open_one: { type: 'yes_no' as const }, note: { type: 'text' as const, visibleTo: ['supervisor'] } },
  stages: {
    first: {
      tasks: {
        ask: { due: DUE, may: ['open_one'], late: [{ tell: 'supervisor' }] },
        extra: { due: { when: [{ if: is('secret', 'planted_high'), then: '1 day' }, { then: '3 days' }] }, when: is('secret', 'planted_high') },
        call: { due: '1 day', while: is('secret', 'planted_high') },
      },
      next: [{ when: is('secret', 'planted_low'), to: 'second' }, { when: and(is('secret', 'planted_high'), field('open_one')), to: 'third' }, { when: answered('open_one'), to: 'second' }],
    },
    second: { next: [{ when: field('open_one'), close: 'done' }] },
    third: { next: [{ when: not(field('open_one')), close: 'done' }] },
  },
  reviews: { visit: { first: '1 week', every: DUE } },
  alerts: { danger: { raiseWhen: is('secret', 'planted_high'), acknowledge: [{ who: 'supervisor', within: '1 hour' }], resolve: { who: 'supervisor' } } },
  atAnyTime: [{ when: and(is('secret', 'planted_low'), answered('note')), to: 'third' }],
  closure: { reasons: ['done'], must: [is('secret', 'planted_low'), fact('alerts.open')], approve: [] },
});

const played = () => {
  const case_ = story(rules).open().answer({ secret: 'planted_high' }, samir).answer({ secret: 'planted_low' }, samir).answer({ secret: 'planted_high', note: 'planted text' }, samir);
  return case_.wait('3 days').record('visit').complete('extra').complete('call').complete('ask', { open_one: true });
};
/** All that the API shows of the journal and of explain. */
function shown(case_: Story, by: Actor): string {
  const { deadlines, stage, closure } = explain(rules, case_.state, case_.world.now, 'done');
  return JSON.stringify({
    journal: case_.world.journal.map((entry) => visibleEntry(rules, by, entry)),
    deadlines: deadlines.map((one) => visibleDeadline(rules, by, one)),
    ways: stage.ways.map((way) => visibleWay(rules, by, way)),
    criteria: closure.criteria.map((one) => visibleCriterion(rules, by, one)),
  });
}

test('nothing that the journal and explain show names a hidden answer, at any time of the case', () => {
  const early = story(rules).open().answer({ secret: 'planted_high' }, samir);
  for (const case_ of [early, played()]) {
    expect(shown(case_, rana)).not.toContain('planted');
    expect(shown(case_, maha)).not.toContain('planted');
    expect(shown(case_, samir)).toContain('planted_high');
  }
});

describe('the path of a rule', () => {
  const secret: [string, string][] = [
    ['stages.first.tasks.ask.due.planted_high', 'stages.first.tasks.ask.due'],
    ['stages.first.tasks.extra.due.0', 'stages.first.tasks.extra.due'],
    ['stages.first.tasks.extra.when', 'stages.first.tasks.extra'],
    ['stages.first.tasks.call.while', 'stages.first.tasks.call'],
    ['stages.first.next.0', 'stages.first.next'],
    ['stages.first.next.2', 'stages.first.next'],
    ['reviews.visit.every.planted_low', 'reviews.visit.every'],
    ['alerts.danger.raise_when', 'alerts.danger'],
    ['at_any_time.0', 'at_any_time'],
  ];
  test.each(secret)('%s is cut to %s for who may not see what it turns on, and for nobody else', (path, cut) => {
    expect([visibleRule(rules, rana, path), visibleRule(rules, samir, path)]).toEqual([cut, path]);
  });

  test.each(['stages.second.next.0', 'stages.first.tasks.ask.late.0', 'stages.first.tasks.ask.due', 'closure.must.0', 'nothing.like.it', 'title'])('%s tells nothing and stays', (path) => {
    expect(visibleRule(rules, rana, path)).toBe(path);
  });
});

test('a way that turns on a hidden answer is there without what its condition came to; a criterion still says whether it is met', () => {
  const { stage, closure } = explain(rules, story(rules).open().answer({ secret: 'planted_high' }, samir).state, '2026-03-26T08:00:00.000Z', 'done');
  expect(stage.ways.map((way) => visibleWay(rules, rana, way))).toEqual([
    { rule: 'stages.first.next.0', leadsTo: 'second', holds: null, hidden: true }, { rule: 'stages.first.next.1', leadsTo: 'third', holds: null, hidden: true },
    expect.objectContaining({ leadsTo: 'second', holds: false, text: expect.any(String) }),
  ]);
  expect(visibleCriterion(rules, rana, closure.criteria[0]!)).toEqual({ rule: 'closure.must.0', holds: false, hidden: true });
});

test('an agreed answer of a record is hidden like the answer itself', () => {
  const list = { id: 'goal', rule: 'lists.goal', fields: { what: { type: 'text' as const, visibleTo: ['supervisor'] } }, addedBy: [], outcomes: [], tasks: [], stages: [], atAnyTime: [] };
  const withList = { ...rules, process: { ...rules.process, lists: [list] } };
  const entry = { n: 1, sequence: 1, at: '2026-03-26T08:00:00.000Z', what: 'answered' as const, details: { answers: { 'goal.2.what': { value: 'planted' }, 'goal.what': { value: 'planted' } } } };
  expect(JSON.stringify(visibleEntry(withList, rana, entry))).not.toContain('planted');
  expect(JSON.stringify(visibleEntry(withList, samir, entry))).toContain('planted');
});
