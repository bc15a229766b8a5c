// Where things stand in a compiled process: looked up by id, reckoned once for each process and never changed.

import type { Condition, Rule } from '../process/condition';
import type { Read } from '../process/condition-parts';
import { readsIn, walk } from '../process/condition-parts';
import type { DerivedField } from '../process/derive';
import { derivedFields, inDerivingOrder } from '../process/derive';
import { turnsOnTime } from '../process/next-change';
import { stagesOf, tasksOf } from '../process/parts';
import type { Alert, Closure, EventKind, ForEach, List, NamedClock, Process, Review, Role, Stage, Task } from '../process/process';
import type { Length } from '../process/time';

export interface RulesIndex {
  owningRole: string;
  /** Roles above the owning one, nearest first. */
  line: string[];
  stages: Map<string, Stage>;
  tasks: Map<string, Task>;
  /** Those of the case itself. */
  caseTasks: Task[];
  reviews: Map<string, Review>;
  alerts: Map<string, Alert>;
  clocks: Map<string, NamedClock>;
  lists: Map<string, List>;
  events: Map<string, EventKind>;
  /** Tasks of which there is one for each time that an event was recorded, by the event. */
  perEvent: Map<string, Task[]>;
  /** Those of them that judge whether it counts. */
  judges: Set<string>;
  /** How events are counted, by the event. */
  counts: Map<string, Counts>;
  /** Reviews that are a count of contacts, in a series or between two of another review. */
  contacts: Map<string, Contacts>;
  closure: Closure;
  /** What each record of a list has of its own, `task:x`, `review:y` or `stage:z`, with the list. */
  perRecord: Map<string, string>;
  /** Conditions that time alone may change. */
  timed: Condition[];
  /** Those of them that are judged for each open record of a list, by the list. */
  timedPerRecord: Map<string, Condition[]>;
  /** The same in tasks of which there is one for each event, by the task. */
  timedPerEvent: Map<string, Condition[]>;
  /** Fields that are worked out, each behind those that it is worked out from. */
  derived: DerivedField[];
}

/** Over which times an event is counted, and whether it is so as of when another happened, which a task is for. */
export interface Counts {
  windows: Length[];
  asOfEvents: boolean;
}

/** How often between two of `review`; null in a series. */
export type Contacts = { times: number; review: string } | null;

const known = new WeakMap<Process, RulesIndex>();

/** The index of a process, made once for each compiled form. */
export function rulesIndex(process: Process): RulesIndex {
  let index = known.get(process);
  if (!index) known.set(process, (index = build(process)));
  return index;
}

function build(process: Process): RulesIndex {
  const owningRole = Object.keys(process.roles).find((id) => process.roles[id]?.ownsCase) ?? '';
  return {
    owningRole,
    line: lineAbove(process.roles, owningRole),
    stages: byId(stagesOf(process)),
    tasks: byId(tasksOf(process)),
    caseTasks: process.tasks ?? [],
    reviews: byId(process.reviews),
    alerts: byId(process.alerts),
    clocks: byId(process.clocks),
    lists: byId(process.lists ?? []),
    events: byId(process.events ?? []),
    perEvent: perEventOf(process),
    judges: new Set((process.events ?? []).flatMap(({ provisionalUntil }) => provisionalUntil ?? [])),
    counts: countsOf(process),
    contacts: contactsOf(process),
    closure: process.closure,
    perRecord: perRecordOf(process),
    timed: conditionsIn(process, isPerRecord).filter(turnsOnTime),
    timedPerRecord: new Map((process.lists ?? []).map((list) => [list.id, perRecordIn(process, list).flatMap((part) => conditionsIn(part)).filter(turnsOnTime)])),
    timedPerEvent: timedPerEventOf(process),
    derived: inDerivingOrder(derivedFields(process)),
  };
}

function perEventOf(process: Process): Map<string, Task[]> {
  const all = tasksOf(process);
  return new Map((process.events ?? []).map(({ id }) => [id, all.filter(({ forEach }) => forEach && 'event' in forEach && forEach.event === id)]));
}

const timedPerEventOf = (process: Process): Map<string, Condition[]> =>
  new Map(tasksOf(process).flatMap((task) => {
    const timed = task.forEach && 'event' in task.forEach ? conditionsIn(task).filter(turnsOnTime) : [];
    return timed.length > 0 ? [[task.id, timed]] : [];
  }));

function countsOf(process: Process): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  const add = (from: unknown, asOfEvents: boolean): void => {
    for (const tree of conditionsIn(from)) walk(tree, (node) => {
      if (node.op !== 'count') return;
      const known = counts.get(node.event) ?? { windows: [], asOfEvents: false };
      counts.set(node.event, { windows: [...known.windows, node.window], asOfEvents: known.asOfEvents || asOfEvents });
    });
  };
  add(process, false);
  for (const task of tasksOf(process)) if (task.forEach && 'event' in task.forEach) add(task, true);
  return counts;
}

function perRecordOf(process: Process): Map<string, string> {
  const own = new Map<string, string>();
  for (const { id, stages, tasks } of process.lists ?? []) {
    for (const stage of stages) own.set(`stage:${stage.id}`, id);
    for (const task of [...tasks, ...stages.flatMap((stage) => stage.tasks)]) own.set(`task:${task.id}`, id);
  }
  for (const { id, forEach } of tasksOf(process)) if (forEach && 'list' in forEach) own.set(`task:${id}`, forEach.list);
  for (const { id, forEach } of process.reviews) if (forEach !== undefined) own.set(`review:${id}`, forEach);
  return own;
}

const contactsOf = ({ reviews }: Process): Map<string, Contacts> =>
  new Map(
    reviews.flatMap(({ id, every }): [string, Contacts][] => {
      if (every.form === 'times') return [[id, null]];
      return every.form === 'between' ? [[id, { times: every.times, review: every.review }]] : [];
    }),
  );

const byId = <T extends { id: string }>(things: T[]): Map<string, T> => new Map(things.map((thing) => [thing.id, thing]));

function lineAbove(roles: Record<string, Role>, from: string): string[] {
  const line: string[] = [];
  for (let above = roles[from]?.supervisedBy; above !== undefined && !line.includes(above); above = roles[above]?.supervisedBy) {
    line.push(above);
  }
  return line;
}

/** Every condition of a process, wherever it stands in it; of a part, those that are in it. What is left out is not looked into. */
function conditionsIn(node: unknown, leaveOut: (node: object) => boolean = () => false): Condition[] {
  if (typeof node !== 'object' || node === null || leaveOut(node)) return [];
  const { tree, path } = node as Partial<Rule>;
  return tree !== undefined && path !== undefined ? [tree] : Object.values(node).flatMap((part) => conditionsIn(part, leaveOut));
}

/** What a list has in the process, and what there is one of for each of its records. */
const perRecordIn = (process: Process, list: List): unknown[] => [list, ...[...tasksOf(process), ...process.reviews, ...process.clocks].filter((one) => listOf(one.forEach) === list.id)];

const listOf = (forEach: string | ForEach | undefined): string | undefined => (typeof forEach === 'object' ? ('list' in forEach ? forEach.list : undefined) : forEach);

/** Lists, and what there is one of each for the records of. */
const isPerRecord = (node: object): boolean =>
  !Array.isArray(node) && (('atAnyTime' in node && 'outcomes' in node) || ('forEach' in node && listOf(node.forEach as string | ForEach) !== undefined));

const readBy = new WeakMap<Condition, string[]>();

/** Fields that a condition reads, those of dues and facts of a consent in it included; each once. */
export function fieldsOf(tree: Condition): string[] {
  let fields = readBy.get(tree);
  if (!fields) readBy.set(tree, (fields = [...new Set(readsIn(tree).flatMap(fieldRead))]));
  return fields;
}

function fieldRead({ kind, name }: Read): string[] {
  if (kind === 'field') return [name];
  return kind === 'fact' && name.endsWith('.given') ? [name.slice(0, -'.given'.length)] : [];
}

/** Fields of records (`goal.due_on`) that a condition reads as it goes through their lists; each once. */
export function recordFieldsOf(tree: Condition): string[] {
  let fields = recordsReadBy.get(tree);
  if (!fields) recordsReadBy.set(tree, (fields = [...new Set(readsIn(tree).flatMap(({ kind, name }) => (kind === 'record_field' ? [name] : [])))]));
  return fields;
}

const recordsReadBy = new WeakMap<Condition, string[]>();
