// What the scenarios of a process can reach, and what they have reached: stages, tasks, rules and steps of clocks, each by name.

import type { JournalEntry } from '../case/effect';
import { conditionText } from '../process/condition-text';
import { formatLength } from '../process/length';
import { approvalsOf, clocksOf, duesOf, innerDues, stagesOf, tasksOf } from '../process/parts';
import type { ApprovalLevel, Clock, Criterion, Due, LateStep, Part, Process, SourceMap, Task, Way } from '../process/process';
import type { Derivation, Rule } from '../process/condition';
import { derivedFields, innerDerivations } from '../process/derive';
import { thingOf, titlePathOf } from './scenario-titles';

/** In the order in which they are shown. Reviews, alerts, lists and events count as tasks: all of them are for somebody to do. */
export const COVERAGE_KINDS = ['stages', 'tasks', 'rules', 'clock_steps'] as const;

export type CoverageKind = (typeof COVERAGE_KINDS)[number];

/** Something that a scenario can reach. */
export interface Reachable {
  kind: CoverageKind;
  /** For people: `screening: 1 working day late, tell manager`. */
  name: string;
  /** Path in the process file. */
  path: string;
}

/** How much of one process is reached. */
export interface Coverage {
  process: string;
  reached: number;
  total: number;
  /** Of all together, rounded down. */
  percent: number;
  kinds: Record<CoverageKind, { reached: number; total: number }>;
  /** In the order of the file; `line` is missing only where the file has none for it. */
  never: (Reachable & { line?: number })[];
}

/** Holds what the scenarios have reached, as paths, against all there is. */
export function coverageOf(process: Process, sourceMap: SourceMap, reached: ReadonlySet<string>): Coverage {
  const all = reachableIn(process);
  const never = all.filter((one) => !reached.has(one.path));
  const done = all.length - never.length;
  const count = (kind: CoverageKind, of: Reachable[]): number => of.filter((one) => one.kind === kind).length;
  const kinds = Object.fromEntries(
    COVERAGE_KINDS.map((kind) => [kind, { reached: count(kind, all) - count(kind, never), total: count(kind, all) }]),
  ) as Coverage['kinds'];
  const lined = never.map((one) => ({ ...one, ...lineOf(sourceMap, one.path) }));
  return {
    process: process.id, reached: done, total: all.length, percent: all.length === 0 ? 100 : Math.floor((done / all.length) * 100), kinds,
    never: lined.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  };
}

function lineOf(sourceMap: SourceMap, path: string): { line?: number } {
  const line = sourceMap[path]?.line;
  return line === undefined ? {} : { line };
}

/** All that a scenario can reach, each path once. */
export function reachableIn(process: Process): Reachable[] {
  const found = [...stages(process), ...tasks(process), ...rules(process), ...clockSteps(process)];
  return [...new Map(found.map((one) => [one.path, one])).values()];
}

const stages = (process: Process): Reachable[] => stagesOf(process).map(({ id, rule }) => ({ kind: 'stages', name: id, path: rule }));

const tasks = (process: Process): Reachable[] =>
  [...tasksOf(process), ...process.reviews, ...process.alerts, ...(process.lists ?? []), ...(process.events ?? [])].map(({ id, rule }) => ({ kind: 'tasks', name: id, path: rule }));

function rules(process: Process): Reachable[] {
  const { alerts, atAnyTime, closure, reviews, lists = [] } = process;
  return [
    ...stagesOf(process).flatMap((stage) => stage.next.map((way) => wayRule(stage.id, way))),
    ...atAnyTime.map((way) => wayRule('at any time', way)),
    ...lists.flatMap((list) => list.atAnyTime.map((way) => wayRule(`${list.id} at any time`, way))),
    ...alerts.flatMap((alert) => named(alert.raiseWhen, `${alert.id}: raised when`)),
    ...tasksOf(process).flatMap((task) => named(task.when, `${task.id}: when`)),
    ...criteria('closure', closure),
    ...tasksOf(process).flatMap((task) => criteria(task.id, task)),
    ...stagesOf(process).flatMap((stage) => stage.next.flatMap((way) => criteria(stage.id, way))),
    ...derivedFields(process).flatMap(({ name, is }) => valuesOf(name, is)),
    ...(closure.reopen ? [{ kind: 'rules' as const, name: 'closure: opened again', path: closure.reopen.rule }] : []),
    ...approvalsOf(process).flatMap((level) => named(level.when, `approval by ${level.who}: when`)),
    ...clocksOf(process).flatMap(clockRules),
    ...[...tasksOf(process), ...reviews].flatMap(({ id, satisfies }) => satisfies.map((one) => ({ kind: 'rules' as const, name: `${id}: satisfies ${one.id}`, path: one.rule }))),
    ...duesOf(process).flatMap((due) => choices(due)),
  ];
}

/** What must and should hold: reached when it has stood against something, or was passed over. */
const criteria = (of: string, { must = [], should = [] }: { must?: Criterion[]; should?: Criterion[] }): Reachable[] => [
  ...must.map(({ rule, that }) => ({ kind: 'rules' as const, name: `${of}: must ${textOf(that)}`, path: rule })),
  ...should.map(({ rule, that }) => ({ kind: 'rules' as const, name: `${of}: should ${textOf(that)}`, path: rule })),
];

/** The lines that give a field its value. */
function valuesOf(field: string, is: Derivation): Reachable[] {
  if (is.form === 'date') return choices(is.due).map((one) => ({ ...one, name: `${field}: ${one.name}` }));
  if (is.form === 'value') return [];
  const leaves = is.form === 'lines' ? is.lines.map(({ rule, then }) => ({ path: rule, then })) : innerDerivations(is).map((then) => ({ path: then.form === 'value' ? then.rule.path : '', then }));
  return leaves.flatMap(({ path, then }) => (then.form === 'value' ? [{ kind: 'rules' as const, name: `${field}: ${textOf(then.rule)}`, path }] : valuesOf(field, then)));
}

/** What a clock stops by, runs by, and may be changed by. */
function clockRules({ rule, until, while: runs, pauses, extend, waive }: Clock): Reachable[] {
  const id = idOf(rule);
  const allowed = (what: string, path: string | undefined): Reachable[] => (path === undefined ? [] : [{ kind: 'rules', name: `${id}: ${what}`, path }]);
  return [
    ...named(until, `${id}: until`), ...named(runs, `${id}: while`),
    ...allowed('paused', pauses?.rule), ...allowed('extended', extend?.rule), ...allowed('waived', waive?.rule),
  ];
}

const named = (rule: Rule | undefined, what: string): Reachable[] =>
  rule === undefined ? [] : [{ kind: 'rules', name: `${what} ${textOf(rule)}`, path: rule.path }];

const textOf = (rule: Rule): string => (rule.text === '' ? conditionText(rule.tree) : rule.text);

function wayRule(from: string, way: Way): Reachable {
  const leads = 'to' in way ? `to ${way.to}` : `close as ${way.close}`;
  return { kind: 'rules', name: way.when ? `${from}: when ${textOf(way.when)}, ${leads}` : `${from}: ${leads}`, path: way.rule };
}

/** The lines that a due chooses among; a due without a choice decides nothing. */
function choices(due: Due): Reachable[] {
  const inner = innerDues(due);
  const parent = ruleOf(due) ?? '';
  return inner.flatMap((one) => {
    const path = ruleOf(one);
    if (innerDues(one).length > 0) return choices(one);
    const line = path?.slice(parent.length + 1) ?? '';
    const chosen = due.form === 'depends_on' ? `${due.field} ${line}` : `${due.form} ${line}`;
    return path === undefined ? [] : [{ kind: 'rules' as const, name: `${idOf(parent)}: due by ${chosen}`, path }];
  });
}

const ruleOf = (due: Due): string | undefined => (due.form === 'none' ? undefined : due.rule);

/** `stages.planning.tasks.case_plan.approve.0` → `case_plan`: the last step of a path that is the id of a thing. */
function idOf(path: string): string {
  const steps = path.split('.');
  const groups = ['tasks', 'reviews', 'alerts', 'clocks', 'stages'];
  const at = steps.findLastIndex((step) => groups.includes(step));
  return at >= 0 && steps[at + 1] !== undefined ? `${steps[at + 1]}${steps.includes('approve') ? ' (approval)' : ''}` : (steps[0] ?? path);
}

function clockSteps(process: Process): Reachable[] {
  return [
    ...clocksOf(process).flatMap((clock) => [
      ...clock.remind.map(({ rule, before }) => ({ kind: 'clock_steps' as const, name: `${idOf(rule)}: reminder ${formatLength(before)} before`, path: rule })),
      ...clock.late.map((step) => ({ kind: 'clock_steps' as const, name: `${idOf(step.rule)}: ${lateStepName(step)}`, path: step.rule })),
    ]),
    // The first of a chain is told when the alert is raised: that is the alert itself.
    ...process.alerts.flatMap((alert) =>
      alert.acknowledge.slice(1).map(({ rule, who }, i) => ({ kind: 'clock_steps' as const, name: `${alert.id}: step ${i + 2} of the chain, ${who}`, path: rule })),
    ),
  ];
}

function lateStepName({ after, tell, open, raise, to, close }: LateStep): string {
  const does = [
    tell && `tell ${partName(tell)}`, open !== undefined && `open ${open}`, raise !== undefined && `raise ${raise}`,
    to !== undefined && `to ${to}`, close !== undefined && `close as ${close}`,
  ].filter((one) => one !== undefined && one !== false);
  return `${after === 'at_once' ? 'late at once' : `${formatLength(after)} late`}, ${does.join(', ')}`;
}

const partName = (part: Part): string => ('owner' in part ? 'the owner' : part.role);

/**
 * Paths of what one case has reached. A rule counts when it has decided something: a way that was taken, a line that gave a due
 * date, a criterion that stood against closing, a `when` that let a task open or kept it out until its stage was left.
 */
export function reachedBy(process: Process, journal: readonly JournalEntry[], stoodAgainst: ReadonlySet<string>): string[] {
  const reached = new Set(stoodAgainst);
  /** Where the case is, and under its id each record whose list has stages. */
  const places = new Map<string, string | undefined>();
  for (const { rule, details, what, about } of journal) {
    if (rule !== undefined) reached.add(rule);
    if (typeof details?.['rule'] === 'string') reached.add(details['rule']);
    for (const by of what === 'derived' ? Object.values(details?.['answers'] ?? {}) : []) reached.add(String((by as { rule?: string }).rule));
    if (typeof details?.['dueAt'] === 'string' && about !== undefined) addConditions(reached, whilesOf(process, about));
    if (what === 'stage_entered' || what === 'closed' || what === 'record_ended') {
      const whose = what === 'record_ended' ? (about ?? '') : String(details?.['record'] ?? '');
      addDecided(process, places.get(whose), reached);
      places.set(whose, about);
      const entered = what === 'stage_entered' ? stagesOf(process).find((one) => one.id === about) : undefined;
      if (entered) reached.add(entered.rule);
    }
    if (what === 'task_opened' || what === 'task_submitted' || what === 'task_done') {
      // One that a late step opens has the step's rule in its line.
      const task = tasksOf(process).find((one) => one.id === thingOf(null, about ?? ''));
      if (task) reached.add(task.rule);
      if (task) addConditions(reached, what === 'task_opened' ? [task.when] : task.approve.map((level) => level.when));
    }
    if (what === 'closure_proposed') addConditions(reached, process.closure.approve.map((level: ApprovalLevel) => level.when));
  }
  return [...reached].sort();
}

/** A `while` has decided once its clock has run. */
function whilesOf(process: Process, about: string): (Rule | undefined)[] {
  const titled = titlePathOf(process, thingOf(null, about));
  return clocksOf(process).filter((clock) => `${clock.rule}.title` === titled).map((clock) => clock.while);
}

/** Whether a task of a stage was needed has been decided at the latest when the stage is left. */
function addDecided(process: Process, stage: string | undefined, reached: Set<string>): void {
  const left = stagesOf(process).find((one) => one.id === stage);
  addConditions(reached, (left?.tasks ?? []).map((task: Task) => task.when));
}

function addConditions(reached: Set<string>, conditions: (Rule | undefined)[]): void {
  for (const condition of conditions) if (condition) reached.add(condition.path);
}
