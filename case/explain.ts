// Why things are as they are: what each deadline was reckoned from, and what a stage or a closure still waits for.

import { resolveDue } from '../process/due';
import { contactOf } from '../process/due-contacts';
import { holds } from '../process/evaluate';
import type { SkippedDay } from '../process/length';
import { reminderAt } from '../process/length';
import type { Task } from '../process/process';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { formatLength } from '../process/length';
import { openingInForce, stillToSay } from './agreed';
import type { Case, ClockState, RecordState, TaskPlace } from './case';
import type { ClockKind, ClockOwner } from './clock-owner';
import { clockOwner } from './clock-owner';
import { isHeld } from './clock-steps';
import { environmentOf } from './conditions';
import { dueContext } from './due-context';
import type { DerivedExplanation } from './explain-derived';
import { explainDerived } from './explain-derived';
import type { CriterionExplanation, RuleExplanation } from './explain-rule';
import { explainCriteria, explainRule } from './explain-rule';
import { isStillNeeded, placesOf } from './openings';
import { rulesIndex } from './rules-index';
import { ofRecord } from './scope';

/** Why a deadline is what it is. Rules are given by path; the source map has the line of each. */
export interface DeadlineExplanation {
  about: string;
  /** Id of the record that it is about. */
  record?: string;
  kind: ClockKind;
  title: string;
  /** Null while it waits for something. */
  dueAt: Instant | null;
  rule: string;
  /** The answer that chose the rule: `risk: high`. */
  chosenBy?: { field: string; value: string };
  startedAt: Instant;
  countedFrom: Instant;
  notCounted: SkippedDay[];
  /** A date that may still move: past the calendar's years, or over a holiday not yet confirmed. */
  provisional: boolean;
  waitsFor?: string;
  /** Stands still, as while an approval is asked. */
  held: boolean;
  /** Does not run, because its `while` does not hold. */
  stopped?: true;
  /** When its window opens; null while that is not known. */
  opensAt?: Instant | null;
  /** Days on which it stood still, both ends included, and by how much it was put off. */
  pauses?: { from: string; to: string }[];
  extensions?: string[];
  /** Of a count of contacts, which one of how many in its window, or between two of the other review. */
  contact?: { nth: number; of: number };
  reminders: { at: Instant; rule: string }[];
  nextAt: Instant | null;
}

/** A way out, whether its condition holds, and what must and should hold beside that. */
export type WayExplanation = Partial<RuleExplanation> & { rule: string; holds: boolean; leadsTo: string; criteria?: CriterionExplanation[] };

/** The ways out of the present stage, in order, and the tasks that hold it up. */
export interface StageExplanation {
  id: string;
  /** How often it has been entered, this time included. */
  round: number;
  waitsForTasks: string[];
  /** The role that chooses among the ways that hold; without one the first is taken. */
  decides?: string;
  ways: WayExplanation[];
}

export interface Explanation {
  at: Instant;
  deadlines: DeadlineExplanation[];
  stage: StageExplanation;
  /** The same of each open record of a list that has stages of its own. */
  records: ({ record: string } & StageExplanation)[];
  /** Who has still to say something to what a task was handed in with. */
  agreements: { id: string; version: number; waitsFor: string[] }[];
  /** What the open tasks must and should have. */
  tasks: { id: string; criteria: CriterionExplanation[] }[];
  /** The closure criteria for a reason. */
  closure: { reason: string | null; criteria: CriterionExplanation[] };
  /** Fields that are worked out. */
  derived: DerivedExplanation[];
}

/** Explains a case at an instant; `reason` is the closure reason to judge the criteria by. */
export function explain(rules: Rules, state: Case, at: Instant, reason: string | null = state.closure?.reason ?? null): Explanation {
  return {
    at,
    deadlines: Object.values(state.clocks).flatMap((clock) => explainClock(rules, state, at, clock)),
    stage: explainStage(rules, state, at)[0] ?? { id: state.stage.id, round: state.stage.round, waitsForTasks: [], ways: [] },
    records: (state.records ?? []).flatMap((record) => (record.ended ? [] : explainStage(rules, state, at, record).map((one) => ({ record: record.id, ...one })))),
    agreements: (state.agreements ?? []).flatMap((one) => {
      const waitsFor = openingInForce(state, one) ? stillToSay(one).map(({ who }) => who) : [];
      return waitsFor.length > 0 ? [{ id: one.opening, version: one.version, waitsFor }] : [];
    }),
    closure: {
      reason,
      criteria: explainCriteria(rules, state, rules.process.closure, at, reason === null ? {} : { reason }),
    },
    tasks: explainTasks(rules, state, at),
    derived: explainDerived(rules, state, at),
  };
}

function explainClock(rules: Rules, state: Case, at: Instant, clock: ClockState): DeadlineExplanation[] {
  const index = rulesIndex(rules.process);
  const owner = clockOwner(index, state, clock.id);
  if (!owner) return [];
  const found = resolveDue(owner.due, dueContext(rules, index, state, at, clock, owner));
  const { dueAt } = clock;
  return [{
    about: owner.about, kind: owner.kind, title: owner.title, dueAt, rule: clock.rule, startedAt: clock.startedAt,
    countedFrom: clock.countedFrom ?? clock.startedAt, notCounted: found.notCounted, provisional: clock.provisional === true,
    held: isHeld(clock), nextAt: clock.nextAt,
    reminders: dueAt === null ? [] : owner.clock.remind.map(({ rule, before }) => ({ rule, at: reminderAt(rules.calendar, dueAt, before) })),
    ...(owner.scope.record !== undefined && { record: owner.scope.record }),
    ...(clock.chosenBy && { chosenBy: clock.chosenBy }),
    ...(clock.waitsFor !== undefined && { waitsFor: clock.waitsFor }),
    ...(clock.stopped && { stopped: true }),
    ...(clock.opensAt !== undefined && { opensAt: clock.opensAt }),
    ...(clock.pauses && { pauses: clock.pauses }),
    ...(clock.extensions && { extensions: clock.extensions.map(formatLength) }),
    ...contactIn(state, owner),
  }];
}

function contactIn({ reviews }: Case, { due, about }: ClockOwner): Pick<DeadlineExplanation, 'contact'> {
  const open = due.form === 'times' || due.form === 'between' ? reviews.find((one) => one.id === about) : undefined;
  const contact = open && (due.form === 'times' ? contactOf(due, open.occurrence) : due.form === 'between' && open.stretch && { nth: open.stretch.nth, of: due.times });
  return contact ? { contact } : {};
}

function explainStage(rules: Rules, state: Case, at: Instant, record?: RecordState): StageExplanation[] {
  const here = (record ?? state).stage;
  const stage = here && rulesIndex(rules.process).stages.get(here.id);
  if (!stage) return [];
  const scope = ofRecord(record?.id);
  return [{
    id: stage.id,
    round: here.round,
    ...(stage.decide && { decides: stage.decide.who }),
    waitsForTasks: stage.tasks.filter((task) => placesOf(state, task, { stage: stage.id, round: here.round, ...scope }).some((of) => isWaitedFor(rules, state, at, task, of))).map((task) => task.id),
    ways: stage.next.map((way) => ({
      ...(way.when ? explainRule(rules, state, way.when, at, scope) : { holds: true }),
      rule: way.rule,
      leadsTo: 'to' in way ? way.to : `close: ${way.close}`,
      ...((way.must ?? way.should) && { criteria: explainCriteria(rules, state, way, at, scope) }),
    })),
  }];
}

const isWaitedFor = (rules: Rules, state: Case, at: Instant, task: Task, of: TaskPlace): boolean =>
  isStillNeeded(state, task, of) && (!task.when || holds(task.when, environmentOf(rules, state, at, of)));

function explainTasks(rules: Rules, state: Case, at: Instant): Explanation['tasks'] {
  const index = rulesIndex(rules.process);
  return state.tasks.flatMap((opening) => {
    const task = opening.state === 'open' ? index.tasks.get(opening.task) : undefined;
    return task && (task.must ?? task.should) ? [{ id: opening.id, criteria: explainCriteria(rules, state, task, at, opening.of) }] : [];
  });
}
