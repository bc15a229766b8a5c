// Processes written short for tests of the core, as an agency would write them in YAML; and the rules that a case runs by.

import type { Agency } from '../../process/agency';
import type { Calendar } from '../../process/calendar';
import type { Condition, Rule } from '../../process/condition';
import { conditionText } from '../../process/condition-text';
import { deepFreeze, hashOf } from '../../process/hash';
import { parseLength } from '../../process/length';
import type { ApprovalLevel, Clock, Due, Field, ForEach, LateStep, NamedClock, Process, Review, Role, Satisfies, Stage, Start, Task, Way } from '../../process/process';
import type { Rules } from '../../process/rules';
import type { Length } from '../../process/time';
import { jordan } from '../process/calendars';

export type DueSource =
  | string
  | { length: string; after?: Start; roll?: true }
  | { before: string; of: Start }
  | { on: Start }
  | { when: { if?: Condition; then: DueSource }[] }
  | { earliest: DueSource[] }
  | { latest: DueSource[] }
  | { series: [times: number, within: string][] }
  | { times: number; between: string }
  | { depends_on: string; [line: string]: DueSource };
interface LateSource {
  after?: string;
  tell?: string;
  open?: string;
  raise?: string;
  to?: string;
  close?: string;
  repeat?: string;
}
export interface ClockSource {
  due?: DueSource;
  notBefore?: DueSource;
  remind?: string[];
  late?: LateSource[];
  until?: Condition;
  while?: Condition;
  pauses?: { who?: string[]; must?: string[]; atMost?: string };
  extend?: { who?: string[]; must?: string[]; atMost?: string; times?: number; approve?: LevelSource[] };
  waive?: { who?: string[]; must?: string[]; approve?: LevelSource[] };
  firm?: true;
}
type SatisfiesSource = { review?: string; clock?: string; when?: Condition };
interface LevelSource extends ClockSource {
  who: string;
  when?: Condition;
  notBy?: string[];
}
interface TaskSource extends ClockSource {
  who?: string;
  when?: Condition;
  after?: string[];
  may?: string[];
  must?: string[];
  approve?: LevelSource[];
  satisfies?: SatisfiesSource[];
  onDemand?: true;
  openedBy?: string[];
  notBy?: string[];
  agree?: string[];
  alongside?: true;
  during?: string[];
  mayEnd?: Record<string, { may?: string[]; must?: string[]; againAfter?: string }>;
  forEach?: ForEach;
  records?: { list: string; atLeast: number };
}
interface EventSource {
  recordedBy?: string[];
  about?: string;
  may?: string[];
  must?: string[];
  provisionalUntil?: string;
}
type WaySource = { when?: Condition; to: string } | { when?: Condition; close: string };
interface ReviewSource extends ClockSource {
  may?: string[];
  must?: string[];
  first?: DueSource;
  every: DueSource;
  satisfies?: SatisfiesSource[];
  countFrom?: 'last' | 'schedule';
  during?: string[];
  forEach?: string;
}
type NamedClockSource = ClockSource & { who?: string; forEach?: string };
type StageSource = { tasks?: Record<string, TaskSource>; next?: WaySource[]; clock?: ClockSource; decide?: ClockSource & { who?: string } };
interface ListSource {
  fields?: Record<string, Field>;
  addedBy?: string[];
  outcomes?: string[];
  tasks?: Record<string, TaskSource>;
  stages?: Record<string, StageSource>;
  reviews?: Record<string, ReviewSource>;
  clocks?: Record<string, NamedClockSource>;
  atAnyTime?: WaySource[];
}
interface AlertSource {
  raiseWhen?: Condition;
  raisedBy?: string[];
  acknowledge: { who: string; within: string }[];
  tasks?: Record<string, TaskSource>;
  resolve?: { who?: string; must?: string[]; may?: string[] };
}

/** A process in short; what is left out is empty. */
export interface ProcessSource {
  roles?: Record<string, Role>;
  people?: string[];
  fields?: Record<string, Field>;
  stages: Record<string, StageSource>;
  reviews?: Record<string, ReviewSource>;
  alerts?: Record<string, AlertSource>;
  clocks?: Record<string, NamedClockSource>;
  lists?: Record<string, ListSource>;
  events?: Record<string, EventSource>;
  /** Of the case itself. */
  tasks?: Record<string, TaskSource>;
  atAnyTime?: WaySource[];
  closure?: { reasons?: string[]; must?: Condition[]; approve?: LevelSource[]; reopen?: { within: string; to: string; who: string }; retention?: DueSource };
}

const ROLES: Record<string, Role> = {
  case_worker: { ownsCase: true, supervisedBy: 'supervisor' },
  supervisor: { supervisedBy: 'manager' },
  manager: {},
};

export const FIELDS: Record<string, Field> = {
  child_name: { type: 'text', private: true },
  birth_date: { type: 'date', private: true, mayBe: ['year', 'month'] },
  eligible: { type: 'yes_no' },
  risk: { type: 'one_of', options: ['low', 'medium', 'high', 'immediate'] },
  complex: { type: 'yes_no' },
  needs: { type: 'several_of', options: ['safety', 'health', 'education'] },
  children: { type: 'integer', min: 1, max: 20 },
  score: { type: 'number' },
  incident_at: { type: 'time' },
  court_date: { type: 'date' },
  colleague: { type: 'staff' },
  spoke_with: { type: 'person' },
  safety_measures: { type: 'text', private: true },
  outcome: { type: 'text', private: true },
  secret: { type: 'text', private: true, visibleTo: ['manager'] },
  consent: { type: 'consent' },
};

const length = (text: string): Length => {
  const found = parseLength(text);
  if (!found) throw new Error(`no length: ${text}`);
  return found;
};

const rule = (path: string, tree: Condition | undefined): Rule | undefined => tree && { path, text: conditionText(tree), tree };
const when = (path: string, tree: Condition | undefined) => (tree ? { when: rule(`${path}.when`, tree) as Rule } : {});

function due(path: string, source: DueSource): Due {
  if (source === 'none') return { form: 'none' };
  if (typeof source === 'string') return { form: 'length', rule: path, length: length(source) };
  if ('depends_on' in source) {
    const { depends_on: field, otherwise, ...lines } = source;
    const cases = Object.fromEntries(Object.entries(lines).map(([line, of]) => [line, due(`${path}.${line}`, of)]));
    return { form: 'depends_on', rule: path, field, cases, ...(otherwise !== undefined && { otherwise: due(`${path}.otherwise`, otherwise) }) };
  }
  const of = (key: string, one: DueSource, i: number): Due => due(`${path}.${key}.${i}`, one);
  if ('before' in source) return { form: 'before', rule: path, length: length(source.before), of: source.of };
  if ('on' in source) return { form: 'on', rule: path, of: source.on };
  if ('earliest' in source) return { form: 'earliest', rule: path, of: (source.earliest).map((one, i) => of('earliest', one, i)) };
  if ('latest' in source) return { form: 'latest', rule: path, of: (source.latest).map((one, i) => of('latest', one, i)) };
  if ('between' in source) return { form: 'between', rule: path, times: source.times, review: source.between };
  if ('series' in source) {
    const pairs = source.series as [number, string][];
    return { form: 'times', rule: path, series: pairs.map(([times, within], i) => ({ rule: `${path}.${i}`, times, within: length(within) })) };
  }
  if ('when' in source) {
    const lines = source.when as { if?: Condition; then: DueSource }[];
    return { form: 'when', rule: path, lines: lines.map((one, i) => ({ rule: `${path}.${i}`, ...when(`${path}.${i}`, one.if), then: due(`${path}.${i}.then`, one.then) })) };
  }
  const { after, roll } = source;
  return { form: 'length', rule: path, length: length((source as { length: string }).length), ...(after && { after }), ...(roll && { roll: 'next_working_day' as const }) };
}

const late = (path: string, { after, tell, repeat, ...acts }: LateSource, i: number): LateStep => ({
  rule: `${path}.late.${i}`, after: after === undefined ? 'at_once' : length(after), ...(tell !== undefined && { tell: { role: tell } }), ...acts,
  ...(repeat !== undefined && { repeat: length(repeat) }),
});

const clock = (path: string, source: ClockSource): Clock => ({
  rule: path,
  due: due(`${path}.due`, source.due ?? 'none'),
  remind: (source.remind ?? []).map((before, i) => ({ rule: `${path}.remind.${i}`, before: length(before) })),
  late: (source.late ?? []).map((one, i) => late(path, one, i)),
  ...(source.notBefore !== undefined && { notBefore: due(`${path}.not_before`, source.notBefore) }),
  ...(source.until && { until: rule(`${path}.until`, source.until) }),
  ...(source.while && { while: rule(`${path}.while`, source.while) }),
  ...(source.pauses && { pauses: { ...byWhom(`${path}.pauses`, source.pauses), ...(source.pauses.atMost !== undefined && { atMost: length(source.pauses.atMost) }) } }),
  ...(source.extend && {
    extend: {
      ...byWhom(`${path}.extend`, source.extend), atMost: length(source.extend.atMost ?? '10 working days'), times: source.extend.times ?? 1,
      approve: levels(`${path}.extend`, source.extend.approve),
    },
  }),
  ...(source.waive && { waive: { ...byWhom(`${path}.waive`, source.waive), approve: levels(`${path}.waive`, source.waive.approve) } }),
  ...(source.firm && { firm: true as const }),
});

const byWhom = (path: string, { who, must }: { who?: string[]; must?: string[] }) => ({ rule: path, who: who ?? ['case_worker'], mustAnswer: must ?? [] });

const satisfies = (path: string, sources: SatisfiesSource[] = []): Satisfies[] =>
  sources.map((one, i) => {
    const at = `${path}.satisfies.${i}`;
    return { rule: at, kind: one.review === undefined ? 'clock' : 'review', id: one.review ?? one.clock ?? '', ...when(at, one.when) };
  });

const levels = (path: string, sources: LevelSource[] = []): ApprovalLevel[] =>
  sources.map((one, i) => ({ who: one.who, clock: clock(`${path}.approve.${i}`, one), ...when(`${path}.approve.${i}`, one.when), ...(one.notBy && { notBy: one.notBy }) }));

const tasks = (path: string, sources: Record<string, TaskSource> = {}): Task[] =>
  Object.entries(sources).map(([id, one]) => {
    const at = `${path === '' ? '' : `${path}.`}tasks.${id}`;
    return {
      id, rule: at, who: one.who ?? 'case_worker', ...when(at, one.when), after: one.after ?? [], mayAnswer: one.may ?? [], mustAnswer: one.must ?? [],
      clock: clock(at, one), approve: levels(at, one.approve), satisfies: satisfies(at, one.satisfies), ...(one.onDemand && { onDemand: one.onDemand }),
      ...(one.openedBy && { openedBy: one.openedBy }), ...(one.notBy && { notBy: one.notBy }), ...(one.agree && { agree: one.agree }), ...(one.alongside && { alongside: one.alongside }),
      ...(one.forEach && { forEach: one.forEach }), ...(one.during && { during: one.during }), ...(one.records && { records: one.records }),
      ...(one.mayEnd && { mayEnd: Object.fromEntries(Object.entries(one.mayEnd).map(([end, of]) => [end, {
        rule: `${at}.may_end.${end}`, mayAnswer: of.may ?? [], mustAnswer: of.must ?? [], ...(of.againAfter !== undefined && { againAfter: length(of.againAfter) }),
      }])) }),
    };
  });

const ways = (path: string, sources: WaySource[] = []): Way[] =>
  sources.map((one, i) => ({ ...when(`${path}.${i}`, one.when), rule: `${path}.${i}`, ...('to' in one ? { to: one.to } : { close: one.close }) }));

const entries = <T>(of: Record<string, T> | undefined): [string, T][] => Object.entries(of ?? {});

/** `at` is where they stand: `lists.goal.`, or nothing. */
const stages = (at: string, sources: Record<string, StageSource> = {}): Stage[] =>
  entries(sources).map(([id, one]) => {
    const path = `${at}stages.${id}`;
    return {
      id, rule: path, tasks: tasks(path, one.tasks), next: ways(`${path}.next`, one.next), ...(one.clock && { clock: clock(path, one.clock) }),
      ...(one.decide && { decide: { rule: `${path}.decide`, who: one.decide.who ?? 'supervisor', clock: clock(`${path}.decide`, one.decide) } }),
    };
  });

const reviews = (at: string, sources: Record<string, ReviewSource> = {}, list?: string): Review[] =>
  entries(sources).map(([id, one]) => {
    const path = `${at}reviews.${id}`;
    const forEach = list ?? one.forEach;
    return {
      id, rule: path, who: 'case_worker', mayAnswer: one.may ?? [], mustAnswer: one.must ?? [], first: due(`${path}.first`, one.first ?? 'none'), every: due(`${path}.every`, one.every),
      countFrom: one.countFrom ?? 'last', ...(one.during && { during: one.during }), clock: { ...clock(path, one), due: due(`${path}.every`, one.every) }, satisfies: satisfies(path, one.satisfies),
      ...(forEach !== undefined && { forEach }),
    };
  });

const clocks = (at: string, sources: Record<string, NamedClockSource> = {}, list?: string): NamedClock[] =>
  entries(sources).map(([id, one]) => {
    const path = `${at}clocks.${id}`;
    const forEach = list ?? one.forEach;
    return { id, rule: path, who: one.who === undefined ? { owner: true } : { role: one.who }, clock: clock(path, one), ...(forEach !== undefined && { forEach }) };
  });

/** The process that a short form stands for. */
export function compile(source: ProcessSource): Process {
  return {
    format: 1,
    id: 'child_protection',
    language: 'en',
    client: { name: 'child_name', birthDate: 'birth_date' },
    roles: source.roles ?? ROLES,
    people: source.people ?? ['guardian'],
    fields: source.fields ?? FIELDS,
    stages: stages('', source.stages),
    reviews: [...reviews('', source.reviews), ...entries(source.lists).flatMap(([list, one]) => reviews(`lists.${list}.`, one.reviews, list))],
    alerts: entries(source.alerts).map(([id, one]) => ({
      id, rule: `alerts.${id}`, ...(one.raiseWhen && { raiseWhen: rule(`alerts.${id}.raise_when`, one.raiseWhen) }), raisedBy: one.raisedBy ?? [],
      acknowledge: one.acknowledge.map(({ who, within }, i) => ({ rule: `alerts.${id}.acknowledge.${i}`, who, within: length(within) })),
      tasks: tasks(`alerts.${id}`, one.tasks),
      resolve: { who: one.resolve?.who ?? 'supervisor', mustAnswer: one.resolve?.must ?? [], mayAnswer: one.resolve?.may ?? [] },
    })),
    clocks: [...clocks('', source.clocks), ...entries(source.lists).flatMap(([list, one]) => clocks(`lists.${list}.`, one.clocks, list))],
    atAnyTime: ways('at_any_time', source.atAnyTime),
    ...(source.lists && {
      lists: entries(source.lists).map(([id, one]) => ({
        id, rule: `lists.${id}`, fields: one.fields ?? {}, addedBy: one.addedBy ?? ['case_worker'], outcomes: one.outcomes ?? [], tasks: tasks(`lists.${id}`, one.tasks),
        stages: stages(`lists.${id}.`, one.stages), atAnyTime: ways(`lists.${id}.at_any_time`, one.atAnyTime),
      })),
    }),
    ...(source.tasks && { tasks: tasks('', source.tasks) }),
    ...(source.events && {
      events: entries(source.events).map(([id, one]) => ({
        id, rule: `events.${id}`, recordedBy: one.recordedBy ?? ['case_worker'], ...(one.about !== undefined && { about: one.about }),
        mayAnswer: one.may ?? [], mustAnswer: one.must ?? [], ...(one.provisionalUntil !== undefined && { provisionalUntil: one.provisionalUntil }),
      })),
    }),
    closure: {
      rule: 'closure',
      reasons: source.closure?.reasons ?? ['resolved'],
      must: (source.closure?.must ?? []).map((that, i) => ({ rule: `closure.must.${i}`, that: rule(`closure.must.${i}.that`, that) as Rule })),
      approve: levels('closure', source.closure?.approve),
      ...(source.closure?.reopen && { reopen: { ...source.closure.reopen, rule: 'closure.reopen', within: length(source.closure.reopen.within) } }),
      ...(source.closure?.retention !== undefined && { retention: due('closure.retention', source.closure.retention) }),
    },
  };
}

/** Rules of an agency in Jordan, or wherever the calendar is from. */
export const rulesOf = (source: ProcessSource, calendar: Calendar = jordan()): Rules => rulesBy(compile(source), calendar);

/** The same of a process that is compiled. */
export function rulesBy(process: Process, calendar: Calendar = jordan()): Rules {
  const agency: Agency = { format: 1, id: 'amman', calendar: calendar.id, languages: ['ar', 'en'], processes: [process.id] };
  const hashes = { process: hashOf(process), calendar: hashOf(calendar), agency: hashOf(agency) };
  return deepFreeze({ $rules: hashOf(hashes), hashes, process, calendar, agency });
}
