// What holds for every process and every case of it: nothing throws, nothing answered is lost, no clock falls silent, time moves on.

import fc from 'fast-check';
import { advance, isRefused, nextWake } from '../../case/advance';
import type { AnswerValue, Case } from '../../case/case';
import type { CaseEvent } from '../../case/event';
import { explain } from '../../case/explain';
import { isPending } from '../../case/openings';
import { project } from '../../case/project';
import { eraseAt } from '../../case/retention';
import { view, visibleEntry } from '../../case/view';
import { canonicalJson, deepFreeze } from '../../process/hash';
import type { Rules } from '../../process/rules';
import { toInstant, toMs } from '../../process/time';
import { prove, rana } from './story';
import { ACTORS } from './wild';
import { actFor, someAnswers, wildAct, wildRules } from './wild-process';

/** A run of all tests looks longer. */
const isSlow = process.env['CASEWAY_SLOW'] === '1';
if (isSlow) jest.setTimeout(300_000);

const START = '2026-03-26T07:00:00.000Z';

interface Step {
  rules: Rules;
  before: Case | null;
  event: CaseEvent;
  at: string;
  after: Case;
  accepted: boolean;
  journal: number;
}

/** How long nobody does anything: until the case wakes by itself, or for some time. */
const gap = fc.oneof({ weight: 5, arbitrary: fc.constant('wake' as const) }, { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * 86_400_000 }) }, { weight: 1, arbitrary: fc.constant(60 * 86_400_000) });

function play(check: (step: Step) => void): void {
  const acts = fc.array(fc.tuple(gap, wildAct), { minLength: 10, maxLength: 40 });
  fc.assert(
    fc.property(wildRules, someAnswers, acts, (rules, answers, others) => {
      const opening: CaseEvent = { type: 'open', by: rana, number: 'K7Q2', owner: rana, answers };
      let [state, at, journal]: [Case | null, string, number] = [null, START, 0];
      for (const [pause, made] of [[0, opening] as const, ...others]) {
        if (state?.status === 'closed' && !rules.process.closure.reopen) return;
        const wake = state && nextWake(state);
        if (pause !== 'wake') at = toInstant(toMs(at) + pause);
        else if (wake != null && wake < '2040') at = wake > at ? wake : at;
        const event = deepFreeze(state ? (actFor(state, made as Record<string, unknown>) as unknown as CaseEvent) : opening);
        const result = advance(rules, deepFreeze(state), event, at);
        const after: Case | null = isRefused(result) ? state : result.case;
        if (!after) throw new Error('the opening was refused');
        check({ rules, before: state, event, at, after, accepted: !isRefused(result), journal });
        if (!isRefused(result)) journal += result.effects.filter((one) => one.kind === 'journal').length;
        state = after;
      }
    }),
    { numRuns: isSlow ? 2000 : 60, interruptAfterTimeLimit: isSlow ? 40_000 : 3_000 },
  );
}

test('whatever happens is proven step by step: the same through JSON, no gap in the journal, no clock without an end, no wake-up left behind', () => {
  play(({ rules, before, event, at, journal }) => prove(rules, before, event, at, journal));
});

test('no answer that was accepted is lost, and none changes but by an act', () => {
  play(({ before, event, after, accepted }) => {
    const given = 'answers' in event && accepted ? event.answers : {};
    for (const [id, { value }] of Object.entries(before?.answers ?? {})) if (!Object.hasOwn(given, id)) expect(after.answers[id]?.value).toEqual(value);
    for (const [id, value] of Object.entries(given)) expect(after.answers[id]?.value).toEqual(value);
  });
});

test('what is planned has a window, what is asked for has somebody to decide it, and nothing of a closed case runs on', () => {
  play(({ after }) => {
    const asked = after.approvals.flatMap(({ of, state }) => ('request' in of && state === 'asked' ? [of.request] : []));
    expect((after.requests ?? []).map((one) => one.id)).toEqual(asked);
    for (const task of after.tasks) if (task.state === 'planned') expect(after.clocks[`task:${task.id}`]?.opensAt).toBeDefined();
    for (const review of after.reviews) expect(['open', 'recorded', 'waived', 'ended']).toContain(review.state);
    if (after.status === 'closed') expect([after.clocks, after.judgeAt, nextWake(after), after.requests, after.tasks.filter(isPending)]).toEqual([{}, null, null, undefined, []]);
  });
});

test('a wake-up at its time makes progress, and waking a case again and again moves time on', () => {
  play(({ rules, after, at }) => {
    let [state, now] = [after, at];
    for (let i = 0; i < 5; i += 1) {
      const wake = nextWake(state);
      if (wake === null || wake > '2040') return;
      expect(wake > now || i === 0).toBe(true);
      now = wake > now ? wake : now;
      const result = advance(rules, state, { type: 'time' }, now);
      if (isRefused(result)) throw new Error(result.refusal.code);
      expect(result.case.sequence).toBe(state.sequence + 1);
      expect((nextWake(result.case) ?? '~') > now).toBe(true);
      state = result.case;
    }
  });
});

test('the order in which clocks are stored makes no difference', () => {
  play(({ rules, before, event, at }) => {
    if (!before) return;
    const turned: Case = { ...before, clocks: Object.fromEntries(Object.entries(before.clocks).reverse()) };
    const [one, other] = [advance(rules, before, event, at), advance(rules, turned, event, at)];
    if (isRefused(one) || isRefused(other)) return void expect(one).toEqual(other);
    expect(other.effects).toEqual(one.effects);
    expect(canonicalJson(other.case)).toBe(canonicalJson(one.case));
  });
});

test('explaining, showing and listing never throw, and every clock is explained', () => {
  play(({ rules, after, at }) => {
    expect(explain(rules, after, at).deadlines).toHaveLength(Object.keys(after.clocks).length);
    for (const actor of ACTORS.slice(0, 2)) view(rules, after, actor);
    project(rules, after);
    const erased = eraseAt(rules, after);
    if (after.status === 'open') expect(erased).toBeNull();
  });
});

test('an open case has an owner, and what holds it up is on somebody’s list or waits for its time', () => {
  play(({ rules, after, at }) => {
    if (after.status !== 'open') return;
    expect(after.owner).toEqual({ id: 'rana', name: 'RANA' });
    const { waitsForTasks } = explain(rules, after, at).stage;
    const { items } = project(rules, after);
    if (waitsForTasks.length > 0) expect(items.length > 0 || nextWake(after) !== null).toBe(true);
    // What is offered again, or goes on beside its stage, holds up nothing.
    for (const id of waitsForTasks) expect(rules.process.stages.flatMap((stage) => stage.tasks).find((task) => task.id === id)?.alongside).toBeUndefined();
    for (const task of after.tasks) {
      if (task.offeredAgain === undefined || !isPending(task)) continue;
      const others = after.tasks.filter((one) => one.task === task.task && one !== task && isPending(one) && JSON.stringify(one.of) === JSON.stringify(task.of));
      expect(others).toEqual([]);
    }
  });
});

test('a task that was taken back is handed in again as it was', () => {
  play(({ rules, event, at, after, accepted }) => {
    if (event.type !== 'take_back' || !accepted) return;
    const task = after.tasks.find((one) => one.id === event.task);
    // A rule that is judged at any time may have left its stage with the same event.
    if (!task || after.status === 'closed' || after.stage.since === at) return;
    expect(task.state).toBe('open');
    const source = [...rules.process.stages, ...rules.process.alerts].flatMap((one) => one.tasks).find((one) => one.id === task.task);
    const answers: Record<string, AnswerValue> = source?.mustAnswer.includes('risk') ? { risk: after.answers['risk']?.value ?? 'low' } : {};
    const result = advance(rules, after, { type: 'complete', by: rana, task: task.id, answers }, at);
    if (isRefused(result)) expect(result.refusal.code).toBe('not-by-who-did-it');
    for (const clock of Object.values(after.clocks)) expect((clock.nextAt ?? '~') > at).toBe(true);
  });
});

test('what was overwritten had been seen, and what is not overwritten is named', () => {
  play(({ before, event, accepted }) => {
    if (!before || !('seen' in event) || !accepted || !('answers' in event)) return;
    for (const [id, value] of Object.entries(event.answers)) {
      const there = before.answers[id];
      const isOverwritten = there && there.sequence > (event.seen ?? 0) && there.by !== event.by.id;
      if (isOverwritten) expect(there.value).toEqual(value);
    }
  });
});

test('who may not see any field is shown no answer in any line of the journal, and no notice has a word of it', () => {
  play(({ rules, before, event, at }) => {
    const fields = Object.fromEntries(Object.entries(rules.process.fields).map(([id, field]) => [id, { ...field, visibleTo: ['somebody'] }]));
    const secret = { ...rules, process: { ...rules.process, fields } };
    const result = advance(rules, before, event, at);
    if (isRefused(result)) return;
    for (const effect of result.effects) {
      if (effect.kind === 'notice') expect(JSON.stringify(effect)).not.toMatch(/The school called|because|"letter"|"gone"|"well"/);
      if (effect.kind !== 'journal') continue;
      const { details } = visibleEntry(secret, rana, effect.entry);
      expect(JSON.stringify({ ...details, reason: null, was: null, rule: null })).not.toMatch(/"(low|medium|high|immediate|well|gone|letter)"/);
    }
  });
});
