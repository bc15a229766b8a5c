// When a case is judged again though nothing happens in it: at the instant a rule changes, and at no other.

import fc from 'fast-check';
import type { Case } from '../../case/case';
import { environmentOf } from '../../case/conditions';
import { fieldsOf, rulesIndex } from '../../case/rules-index';
import type { Anchor, Condition, Due } from '../../process/condition';
import { evaluate } from '../../process/evaluate';
import { verdictOf } from '../../process/explain-condition';
import { VirtualCase } from '../../language/virtual-case';
import { addLength, parseLength } from '../../process/length';
import type { Rules } from '../../process/rules';
import type { Instant, Length } from '../../process/time';
import { toInstant, toMs } from '../../process/time';
import { and, answered, call, compare, fact, field, is, not, or, value } from '../process/conditions';
import { rulesOf } from './processes';
import { maha, rana, samir, STAFF, story } from './story';

const length = (text: string): Length => parseLength(text) as Length;
const passed = (due: Due): Condition => ({ op: 'passed', due });
const after = (text: string, kind: Anchor['kind'], id: string, edge: 'start' | 'end' = 'end', which?: Anchor['which']): Condition =>
  passed({ form: 'length', rule: 'x', length: length(text), after: { kind, id, edge, ...(which && { which }) } });
const before = (text: string, of: string): Condition => passed({ form: 'before', rule: 'x', length: length(text), of: { kind: 'field', field: of } });
const within = (of: string, text: string): Condition => ({ op: 'within', of: field(of), length: length(text) });

describe('a rule that turns on the time', () => {
  test('leads on at the very instant that a due has passed, and nobody has to ask before', () => {
    const case_ = story(rulesOf({ stages: { wait: { next: [{ when: after('72 hours', 'stage', 'wait', 'start'), to: 'work' }] }, work: { tasks: { do: {} } } } })).open();
    expect(case_.state.judgeAt).toBe('2026-03-29T07:00:00.000Z');
    expect(case_.until('2026-03-29T09:59').state.stage.id).toBe('wait');
    expect(case_.until('2026-03-29T10:00').state).toMatchObject({ stage: { id: 'work', since: '2026-03-29T07:00:00.000Z' }, judgeAt: null });
  });

  test('is judged when what its due counts from has happened, from then on', () => {
    const rules = rulesOf({ stages: { work: { tasks: { ask: {}, look: { when: after('2 working days', 'task', 'ask') } } } } });
    const case_ = story(rules).open();
    expect([case_.state.judgeAt, case_.openIds]).toEqual([null, ['ask.1']]);
    // Thursday; Friday and Saturday are not worked.
    case_.complete('ask');
    expect(case_.local(case_.state.judgeAt as string)).toBe('2026-03-30');
    expect(case_.until('2026-03-30T23:59').openIds).toEqual([]);
    expect(case_.until('2026-03-31T00:00').openIds).toEqual(['look.1']);
  });

  test('counts from the opening of the case where it says from nothing else', () => {
    const rules = rulesOf({ stages: { work: { tasks: { look: { when: passed({ form: 'length', rule: 'x', length: length('1 week') }) } } } } });
    expect(story(rules).open().wait('1 month').lines('task_opened').map(({ at }) => at)).toEqual(['2026-04-02T21:00:00.000Z']);
  });

  test('moves with the date it hangs on', () => {
    const rules = rulesOf({ stages: { work: { tasks: { prepare: { when: before('5 working days', 'court_date') } } } } });
    const case_ = story(rules).open({ court_date: '2026-04-20' });
    const first = case_.state.judgeAt as string;
    const second = case_.answer({ court_date: '2026-04-27' }).state.judgeAt as string;
    expect([first < second, case_.local(first), case_.local(second)]).toEqual([true, '2026-04-13', '2026-04-20']);
    expect(case_.answer({ court_date: '2026-03-27' }).openIds).toEqual(['prepare.1']);
  });

  test('holds near a date, and not before nor behind', () => {
    const rules = rulesOf({ stages: { work: { tasks: { remind: { when: within('court_date', '3 days') } } } } });
    const case_ = story(rules).open({ court_date: '2026-04-10' });
    expect(case_.local(case_.state.judgeAt as string)).toBe('2026-04-06');
    expect(case_.until('2026-04-07T00:00').openIds).toEqual(['remind.1']);
    expect(case_.until('2026-04-13T23:59').openIds).toEqual(['remind.1']);
    expect(case_.until('2026-04-14T00:00').openIds).toEqual([]);
  });

  test('chooses the line of a due at the instant that it begins to hold', () => {
    const due = { when: [{ if: after('3 days', 'stage', 'work', 'start'), then: '4 days' }, { then: '10 days' }] };
    const case_ = story(rulesOf({ stages: { work: { tasks: { do: { due } } } } })).open();
    expect(case_.items).toEqual({ 'do.1': '2026-04-05' });
    expect(case_.until('2026-03-30T00:00').items).toEqual({ 'do.1': '2026-03-30' });
  });

  test('wakes nobody when another part of it decides', () => {
    const grown = compare(call('age', field('birth_date')), 'ge', value(18));
    const rules = rulesOf({ stages: { work: { tasks: { do: { when: and(field('complex'), grown) } } } } });
    expect(story(rules).open({ birth_date: '2008-05-05', complex: false }).state.judgeAt).toBeNull();
    expect(story(rules).open({ birth_date: '2008-05-05', complex: true }).state.judgeAt).toBe('2026-05-04T21:00:00.000Z');
  });

  test('acts anew when an answer is given that its due counts from', () => {
    const rules = rulesOf({ stages: { work: { tasks: { do: {} } } }, alerts: { danger: { raiseWhen: passed({ form: 'on', rule: 'x', of: { kind: 'field', field: 'court_date' } }), acknowledge: [{ who: 'supervisor', within: '1 hour' }], resolve: { who: 'supervisor' } } } });
    const case_ = story(rules).open({ court_date: '2026-03-01' });
    expect(case_.acknowledge().resolve().state.alerts.filter((one) => !one.resolved)).toEqual([]);
    expect(case_.answer({ children: 2 }).state.alerts.filter((one) => !one.resolved)).toEqual([]);
    expect(case_.answer({ court_date: '2026-03-02' }).state.alerts.filter((one) => !one.resolved)).toHaveLength(1);
  });
});

describe('the fields that a condition reads', () => {
  test.each<[string, Condition, string[]]>([
    ['in a due that has passed', passed({ form: 'earliest', rule: 'x', of: [{ form: 'on', rule: 'x', of: { kind: 'field', field: 'court_date' } }, { form: 'depends_on', rule: 'x', field: 'risk', cases: { high: { form: 'length', rule: 'x', length: length('1 day'), after: { kind: 'field', field: 'incident_at' } } } }] }), ['court_date', 'risk', 'incident_at']],
    ['in a line of such a due', passed({ form: 'when', rule: 'x', lines: [{ rule: 'x', when: { path: 'x', text: 'complex', tree: field('complex') }, then: { form: 'none' } }] }), ['complex']],
    ['in a macro', { op: 'each', macro: 'all', list: field('needs'), as: 'n', test: or(compare({ op: 'item', as: 'n' }, 'eq', value('health')), field('eligible')) }, ['needs', 'eligible']],
    ['of records are those of the case alone', { op: 'each', macro: 'all', list: { op: 'records', list: 'goal' }, as: 'g', test: and({ op: 'answered', field: 'result', as: 'g' }, answered('outcome')) }, ['outcome']],
    ['near which now is', within('court_date', '3 days'), ['court_date']],
    ['of a consent', fact('consent.given'), ['consent']],
  ])('are found %s', (_, tree, fields) => {
    expect([...fieldsOf(tree)].sort()).toEqual([...fields].sort());
  });
});

test('a task that was waived is known by its result, and is not done', () => {
  const rules = rulesOf({ stages: { work: { tasks: { visit: { due: '1 week', waive: { who: ['case_worker'] } }, call: { when: compare(fact('visit.result'), 'eq', value('waived')) }, note: { when: fact('visit.done') } } } } });
  expect(story(rules).open().waive('visit').openIds).toEqual(['call.1']);
  expect(story(rules).open().complete('visit').openIds).toEqual(['note.1']);
});

describe('between two judgements', () => {
  const day = fc.integer({ min: -60, max: 400 }).map((n) => toInstant(Date.parse('2026-03-26') + n * 86_400_000).slice(0, 10));
  const order = fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge');
  const lengths = fc.constantFrom('3 hours', '36 hours', '1 day', '5 working days', '2 weeks', '1 month', '90 minutes');
  const days = fc.constantFrom('1 day', '10 days', '3 working days', '2 weeks', '1 month');
  const anchors: fc.Arbitrary<[Anchor['kind'], string, 'start' | 'end', Anchor['which']]> = fc.constantFrom(
    ['task', 'ask', 'end', undefined], ['task', 'look', 'start', 'first'], ['stage', 'start', 'start', undefined], ['stage', 'work', 'start', 'last'], ['stage', 'start', 'end', 'first'], ['review', 'weekly', 'end', undefined],
  );
  const tests: fc.Arbitrary<Condition> = fc.oneof(
    fc.tuple(lengths, anchors).map(([text, anchor]) => after(text, ...anchor)),
    fc.tuple(days, fc.constantFrom('court_date', 'birth_date')).map(([text, of]) => before(text, of)),
    fc.tuple(fc.constantFrom('court_date', 'birth_date', 'incident_at'), days).map(([of, text]) => within(of, text)),
    fc.tuple(order, fc.integer({ min: 0, max: 2 })).map(([op, n]): Condition => compare(call('age', field('birth_date')), op as 'eq', value(n))),
    fc.tuple(fc.constantFrom('court_date', 'incident_at'), order).map(([of, op]): Condition => compare(field(of), op as 'eq', fact('today'))),
    fc.tuple(order, fc.integer({ min: -30, max: 30 })).map(([op, n]): Condition => compare(call('days', field('court_date'), fact('today')), op as 'eq', value(n))),
    fc.constantFrom(field('complex'), is('risk', 'high'), fact('ask.done'), compare(fact('stage'), 'eq', value('work')), compare(fact('alerts.open'), 'gt', value(0))),
  );
  const trees = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, tests, tie('tree').map(not), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of) => and(...of)), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of) => or(...of))),
  })).tree;

  const processes = fc.array(trees, { minLength: 8, maxLength: 8 }).map(([a, b, c, d, e, f, g, h]) =>
    rulesOf({
      stages: {
        start: { tasks: { ask: { due: '3 days' }, look: { when: a, due: { when: [{ if: b as Condition, then: '1 week' }, { then: '1 day' }] } } }, next: [{ when: c as Condition, to: 'work' }] },
        work: { tasks: { plan: { due: '1 week', until: d }, meet: { when: e } }, next: [{ when: f as Condition, to: 'start' }] },
      },
      reviews: { weekly: { first: '1 day', every: '1 week' } },
      alerts: { danger: { raiseWhen: g, acknowledge: [{ who: 'supervisor', within: '3 days' }], resolve: { who: 'supervisor' } } },
      clocks: { contact: { due: '2 days', while: h } },
    }),
  );
  const answers = fc.record({ court_date: day, birth_date: day, incident_at: day.map((of) => `${of}T10:30:00.000Z`), complex: fc.boolean(), risk: fc.constantFrom('low', 'high') }, { requiredKeys: [] });
  const steps = fc.array(
    fc.oneof(
      fc.constantFrom('1 hour', '12 hours', '2 days', '9 days', '20 days').map((text) => ({ wait: text })),
      answers.map((of) => ({ event: { type: 'answer' as const, by: rana, answers: of } })),
      fc.constantFrom('ask', 'look', 'plan', 'meet').map((task) => ({ event: { type: 'complete' as const, by: rana, task, answers: {} } })),
      fc.constant({ event: { type: 'record' as const, by: rana, review: 'weekly', answers: {} } }),
      fc.constant({ event: { type: 'resolve' as const, by: samir, alert: 'K7Q2-STORY-a1', answers: {} } }),
      fc.constant({ event: { type: 'acknowledge' as const, by: maha, alert: 'K7Q2-STORY-a1', reason: 'mine' } }),
    ),
    { minLength: 1, maxLength: 6 },
  );

  const verdicts = (rules: Rules, state: Case, at: Instant): string[] => {
    const env = environmentOf(rules, state, at);
    return rulesIndex(rules.process).timed.map((tree) => verdictOf(evaluate(tree, env)));
  };

  test('no rule of a process changes its verdict while nothing happens', () => {
    const seen = { judgements: 0, changes: 0 };
    fc.assert(
      fc.property(processes, answers, steps, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), (rules, first, events, places) => {
        const world = new VirtualCase(rules, { agency: 'amman', staff: STAFF, fallback: { email: 'duty@example.org', language: 'ar' } }, '2026-03-26T07:00:00.000Z');
        world.happen({ type: 'open', by: rana, number: 'K7Q2-STORY', owner: rana, answers: first });
        for (const step of [undefined, ...events]) {
          if (step && 'wait' in step) expect(world.passTime(addLength(rules.calendar, world.now, length(step.wait)).at)).toBe(true);
          else if (step) world.happen(step.event);
          const { now, case: state } = world;
          if (!state) continue;
          const was = verdicts(rules, state, now);
          const until = state.judgeAt === null ? toMs(now) + 500 * 86_400_000 : toMs(state.judgeAt) - 1;
          for (const place of [...places, 1]) {
            const at = toInstant(Math.floor(toMs(now) + place * (until - toMs(now))));
            expect([at, verdicts(rules, state, at)]).toEqual([at, was]);
          }
          if (state.judgeAt === null) continue;
          seen.judgements += 1;
          if (verdicts(rules, state, state.judgeAt).join() !== was.join()) seen.changes += 1;
        }
      }),
      { numRuns: 100 },
    );
    // A case is hardly ever woken for nothing.
    expect(seen.judgements).toBeGreaterThan(100);
    expect(seen.changes / seen.judgements).toBeGreaterThan(0.95);
  });
});
