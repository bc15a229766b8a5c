// What holds for every process with lists, events, agreements, choices and criteria, and for whatever is done to a case of it.

import fc from 'fast-check';
import { advance, isRefused, nextWake } from '../../case/advance';
import type { Answer, Case } from '../../case/case';
import type { CaseEvent } from '../../case/event';
import { explain } from '../../case/explain';
import { isPending } from '../../case/openings';
import { project } from '../../case/project';
import { view } from '../../case/view';
import { canonicalJson, deepFreeze } from '../../process/hash';
import type { Process } from '../../process/process';
import type { Rules } from '../../process/rules';
import { toInstant, toMs } from '../../process/time';
import { prove, rana } from './story';
import { ACTORS } from './wild';
import { lifeActFor, wildLife, wildLifeAct } from './wild-life';
import { someAnswers } from './wild-process';

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
  result: ReturnType<typeof advance>;
  journal: number;
}

const gap = fc.oneof({ weight: 5, arbitrary: fc.constant('wake' as const) }, { weight: 4, arbitrary: fc.integer({ min: 0, max: 2 * 86_400_000 }) }, { weight: 1, arbitrary: fc.constant(40 * 86_400_000) });

function play(check: (step: Step) => void): void {
  const acts = fc.array(fc.tuple(gap, wildLifeAct), { minLength: 10, maxLength: 40 });
  fc.assert(
    fc.property(wildLife, someAnswers, acts, (rules, answers, others) => {
      const opening: CaseEvent = { type: 'open', by: rana, number: 'K7Q2', owner: rana, answers };
      let [state, at, journal]: [Case | null, string, number] = [null, START, 0];
      for (const [pause, made] of [[0, opening] as const, ...others]) {
        if (state?.status === 'closed' && !rules.process.closure.reopen) return;
        const wake = state && nextWake(state);
        if (pause !== 'wake') at = toInstant(toMs(at) + pause);
        else if (wake != null && wake < '2040') at = wake > at ? wake : at;
        const event = deepFreeze(state ? (lifeActFor(state, made as Record<string, unknown>) as unknown as CaseEvent) : opening);
        const result = advance(rules, deepFreeze(state), event, at);
        const after: Case | null = isRefused(result) ? state : result.case;
        if (!after) throw new Error('the opening was refused');
        check({ rules, before: state, event, at, after, result, journal });
        if (!isRefused(result)) journal += result.effects.filter((one) => one.kind === 'journal').length;
        state = after;
      }
    }),
    { numRuns: isSlow ? 2000 : 60, interruptAfterTimeLimit: isSlow ? 40_000 : 2_000 },
  );
}

test('whatever happens is proven step by step: the same through JSON, no gap in the journal, no clock without an end, no wake-up left behind', () => {
  play(({ rules, before, event, at, journal }) => prove(rules, before, event, at, journal));
});

/** Every answer of a case by its full id: `risk`, `goal.1.result`; what is worked out apart. */
function answersOf({ process: { fields, lists = [] } }: Rules, state: Case): Map<string, Answer> {
  const given = Object.entries(state.answers).filter(([id]) => !fields[id]?.is);
  const ofRecords = (state.records ?? []).flatMap((record) => {
    const own = lists.find((list) => list.id === record.list)?.fields ?? {};
    return Object.entries(record.answers).filter(([id]) => !own[id]?.is).map(([id, answer]) => [`${record.id}.${id}`, answer] as const);
  });
  return new Map([...given, ...ofRecords]);
}

test('no answer that was accepted is lost, of the case or of a record, and none changes but by an act that gives it', () => {
  play(({ rules, before, event, after, result }) => {
    if (!before || isRefused(result)) return;
    const [then, now] = [answersOf(rules, before), answersOf(rules, after)];
    const isRemoved = (id: string): boolean => event.type === 'remove' && id.startsWith(`${event.id}.`);
    const given = JSON.stringify('answers' in event ? [event.answers, 'records' in event ? event.records : []] : []);
    for (const [id, { value }] of then) {
      if (isRemoved(id)) continue;
      if (JSON.stringify(now.get(id)?.value) === JSON.stringify(value)) continue;
      expect(given).toContain(`${id.replace(/^(\w+)\.\d+\./, '')}"`);
    }
    const own = 'answers' in event && (event.type === 'answer' || event.type === 'correct') ? event.answers : {};
    for (const [id, value] of Object.entries(own)) expect(after.answers[id]?.value).toEqual(value);
    if (event.type === 'change_record') expect(after.records?.find((one) => one.id === event.record)?.answers).toMatchObject(Object.fromEntries(Object.entries(event.answers).map(([id, value]) => [id, { value }])));
  });
});

test('records stay until they are taken out, and what has ended has nothing open of its own', () => {
  play(({ before, event, after, result }) => {
    if (isRefused(result)) return;
    const ids = new Set((after.records ?? []).map(({ id }) => id));
    for (const { id } of before?.records ?? []) expect(ids.has(id) || (event.type === 'remove' && event.id === id)).toBe(true);
    const ended = new Set((after.records ?? []).filter((one) => one.ended).map(({ id }) => id));
    const open = [...after.tasks.filter(isPending).map(({ of }) => of.record), ...after.reviews.filter((one) => one.state === 'open').map((one) => one.record), ...Object.values(after.clocks).map((one) => one.record)];
    expect(open.filter((record) => record !== undefined && (ended.has(record) || !ids.has(record)))).toEqual([]);
    const events = new Set((after.events ?? []).map(({ id }) => id));
    expect(after.tasks.filter((task) => isPending(task) && task.of.event !== undefined && !events.has(task.of.event))).toEqual([]);
  });
});

test('a closed case has nothing open, and an open one an owner, and somebody to act, a time to wait for, or ways that say what they lack', () => {
  play(({ rules, after, at }) => {
    if (after.status === 'closed') {
      expect([after.clocks, after.judgeAt, nextWake(after), after.tasks.filter(isPending), after.reviews.filter((one) => one.state === 'open')]).toEqual([{}, null, null, [], []]);
      return;
    }
    expect(after.owner).toEqual({ id: expect.any(String), name: expect.any(String) });
    const { waitsForTasks, ways, decides } = explain(rules, after, at).stage;
    const { items } = project(rules, after);
    const isSomewhere = items.length > 0 || nextWake(after) !== null;
    if (waitsForTasks.length > 0 || decides !== undefined) expect(isSomewhere || ways.length > 0).toBe(true);
    const pending = new Set(after.tasks.filter((one) => isPending(one) && one.state !== 'planned').map(({ id }) => id));
    const listed = new Set(items.map(({ id }) => id));
    const asked = after.approvals.flatMap(({ of, state }) => ('task' in of && state === 'asked' ? [of.task] : []));
    expect([...pending].filter((id) => !listed.has(id) && !asked.includes(id))).toEqual([]);
  });
});

/** Paths at which something stands in a compiled process. */
function pathsOf(process: Process): Set<string> {
  const paths = new Set<string>();
  JSON.stringify(process, (key, value: unknown) => {
    if ((key === 'rule' || key === 'path') && typeof value === 'string') paths.add(value);
    if (typeof value === 'object' && value !== null && 'checklist' in value && 'rule' in value) paths.add(`${String(value.rule)}.checklist`);
    return value;
  });
  for (const id of Object.keys(process.fields)) paths.add(`fields.${id}`).add(`fields.${id}.override`);
  for (const id of Object.keys(process.roles)) paths.add(`roles.${id}`);
  // A task that somebody has added has no rule in the process.
  paths.add('own_task').add('own_task.remind.0');
  for (const list of process.lists ?? []) for (const id of Object.keys(list.fields)) paths.add(`${list.rule}.fields.${id}`);
  return paths;
}

test('every date is explained by a rule that stands in the process, or by what it waits for; so is every line, and every refusal names what stands against it', () => {
  play(({ rules, after, at, result }) => {
    const paths = pathsOf(rules.process);
    const { deadlines } = explain(rules, after, at);
    expect(deadlines).toHaveLength(Object.keys(after.clocks).length);
    for (const { dueAt, rule, waitsFor, stopped, opensAt } of deadlines) {
      if (dueAt !== null) expect(paths).toContain(rule);
      else expect(waitsFor !== undefined || stopped === true || opensAt !== undefined || rule !== '').toBe(true);
    }
    const rulesNamed = isRefused(result) ? result.refusal.against.flatMap(({ rule }) => rule ?? []) : result.effects.flatMap((one) => (one.kind === 'journal' ? (one.entry.rule ?? []) : []));
    expect(rulesNamed.filter((rule) => !paths.has(rule))).toEqual([]);
    if (isRefused(result)) for (const { id, rule } of result.refusal.against) expect(id ?? rule).toBeDefined();
  });
});

test('explaining, showing and listing never throw, whoever looks', () => {
  play(({ rules, after, at }) => {
    explain(rules, after, at, 'resolved');
    for (const actor of ACTORS.slice(0, 10)) view(rules, after, actor);
    project(rules, after);
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

// So few runs as there is time for among all tests do not come to everything.
if (isSlow) {
  test('much of what is tried is really done: of each act some are accepted', () => {
    const done = new Set<string>();
    play(({ event, result }) => {
      if (!isRefused(result)) done.add(event.type);
    });
    expect([...done]).toEqual(expect.arrayContaining(['add_record', 'agree', 'change_record', 'complete', 'decide', 'end_record', 'override', 'record', 'record_event', 'remove']));
  });
}
