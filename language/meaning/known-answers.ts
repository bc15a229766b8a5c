// Which fields certainly have an answer when a case comes into a stage, and which ways turn on one that may have none.

import { walk } from '../../process/condition-parts';
import { missingFor } from '../../process/evaluate';
import type { Process, Stage, Task, Way } from '../../process/process';
import { allFields } from './fields';
import type { Situation } from './situations';
import { Situations } from './situations';
import { lateStepsWithin, tasksOpenedBy } from './ways';
import { withWorkedOut } from './worked-out';

/** Fields that certainly have an answer. Nothing said of a stage means that no case is known to come there. */
type Known = ReadonlySet<string>;

/** A way that turns on an answer that may be missing when it is judged. */
export interface Doubt {
  way: Way;
  field: string;
  /** What happens then: a later way is taken, or none and the case stays. */
  then: Way | undefined;
}

/** Fields that a task cannot end without; a waived one ends without them, but for those that the waiver asks. */
export function answersOf(task: Task): string[] {
  const { waive } = task.clock;
  return waive ? task.mustAnswer.filter((field) => waive.mustAnswer.includes(field)) : task.mustAnswer;
}

/** So many situations of one process are looked at; of stages beyond that everything is taken as known. */
const MOST_IN_ALL = 30_000;

interface Looked {
  situations: Situations;
  all: Situation[];
}

/** What is known of a case in each stage of a process. */
export class KnownAnswers {
  private readonly entries = new Map<string, Known>();
  private readonly looked = new Map<Stage, Looked | undefined>();
  private left = MOST_IN_ALL;

  /** `known` is what is known when it begins. */
  constructor(
    private readonly process: Process,
    known: Known = new Set<string>(),
  ) {
    const stages = new Map(process.stages.map((stage) => [stage.id, stage]));
    const open = [...(process.stages[0] ? [{ to: process.stages[0].id, known }] : []), ...movesAtAnyTime(process)];
    for (let move = open.pop(); move; move = open.pop()) {
      const stage = stages.get(move.to);
      if (stage && this.arrive(move)) open.push(...this.movesFrom(stage));
    }
  }

  /** Fields with an answer when a case comes into a stage; nothing where none is known to come there. */
  onEntry = (stage: Stage): Known | undefined => this.entries.get(stage.id);

  /** The ways of a stage that turn on an answer that may be missing, each field of each way once. */
  doubtsOf = (stage: Stage): Doubt[] => (this.entries.has(stage.id) ? this.judgeWays(stage).doubts : []);

  /** Whether less is known in a stage than before, now that it is come to in another way. */
  private arrive({ to, known }: Move): boolean {
    const before = this.entries.get(to);
    const now = before ? new Set([...before].filter((field) => known.has(field))) : known;
    if (before && now.size === before.size) return false;
    this.entries.set(to, now);
    return true;
  }

  private movesFrom(stage: Stage): Move[] {
    const known = this.entries.get(stage.id) ?? new Set<string>();
    const late = lateStepsWithin(stage).flatMap((step) => (step.to === undefined ? [] : [{ to: step.to, known }]));
    const { taken } = this.judgeWays(stage);
    return [...late, ...[...taken].flatMap(([way, then]) => ('to' in way ? [{ to: way.to, known: then }] : []))];
  }

  /** Judges the ways of a stage, once its tasks are done, in every situation that makes a difference to them. */
  private judgeWays(stage: Stage): Judged {
    const certain = withWorkedOut(this.process, [...(this.entries.get(stage.id) ?? []), ...certainIn(stage)]);
    const looked = this.lookAt(stage);
    // Too many to look at: everything is taken as known, so that nothing is said that might be wrong.
    if (!looked) return { taken: new Map(stage.next.map((way) => [way, new Set(Object.keys(allFields(this.process)))])), doubts: [] };
    const { situations, all } = looked;
    const conditional = tasksOpenedBy(stage).filter((task) => task.when && !task.forEach);
    const taken = new Map<Way, Known>();
    const doubts = new Map<string, Doubt>();
    for (const situation of all) {
      const { answered, open } = situations.split(situation);
      if (open.some((field) => certain.has(field))) continue;
      const needed = conditional.filter((task) => situations.judge(task.when, situation) === 'holds').flatMap(answersOf);
      // A task that is needed has been done here, so its answers are there.
      if (needed.some((field) => open.includes(field)) || contradictsTasks(situation, stage)) continue;
      const known = withWorkedOut(this.process, [...certain, ...needed, ...answered]);
      const take = (one: Way): unknown => taken.set(one, common([taken.get(one), known].filter((other) => other !== undefined)) ?? new Set());
      // Somebody chooses among those that hold: one that cannot be told is not taken by mistake.
      if (stage.decide) {
        for (const one of stage.next) if (situations.judge(one.when, situation) === 'holds') take(one);
        continue;
      }
      const { way, unclear } = firstWay(stage, situations, situation);
      const spared = way?.when ? conditional.filter((task) => situations.judge(task.when, situation) === 'fails').flatMap((task) => task.mustAnswer) : [];
      // Not asked since its task is not needed here, and a way of its own is there for that: somebody has decided it.
      for (const one of unclear) for (const field of missingIn(this.process, one, situation)) if (!spared.includes(field)) doubts.set(`${one.rule} ${field}`, { way: one, field, then: way });
      if (way) take(way);
    }
    return { taken, doubts: [...doubts.values()] };
  }

  /** The situations of a stage's ways and tasks, put together once. */
  private lookAt(stage: Stage): Looked | undefined {
    if (this.looked.has(stage)) return this.looked.get(stage);
    const rules = [...stage.next, ...tasksOpenedBy(stage)].map((one) => one.when).filter((rule) => rule !== undefined);
    const situations = new Situations(this.process, rules, { stage: stage.id });
    const all = situations.all(certainIn(stage));
    const found = all && all.length <= this.left ? { situations, all } : undefined;
    this.left -= found?.all.length ?? 0;
    this.looked.set(stage, found);
    return found;
  }
}

interface Move {
  to: string;
  known: Known;
}

interface Judged {
  /** What is known when a way is taken, for those that can be. */
  taken: Map<Way, Known>;
  doubts: Doubt[];
}

/** What the tasks of a stage certainly have asked when it is done. */
const certainIn = (stage: Stage): Set<string> => new Set(tasksOpenedBy(stage).filter((task) => !task.when && !task.forEach).flatMap(answersOf));

function movesAtAnyTime(process: Process): Move[] {
  const beside = lateStepsWithin([process.reviews, process.alerts, process.clocks, process.closure, process.tasks]);
  return [
    ...process.atAnyTime.flatMap((way) => ('to' in way ? [{ to: way.to, known: neededFor(process, way) }] : [])),
    ...beside.flatMap((step) => (step.to === undefined ? [] : [{ to: step.to, known: new Set<string>() }])),
  ];
}

/** Fields without whose answers a way cannot hold. */
function neededFor(process: Process, way: Way): Known {
  if (!way.when) return new Set();
  const situations = new Situations(process, [way.when]);
  const held = situations.all()?.filter((one) => situations.judge(way.when, one) === 'holds') ?? [];
  return common(held.map((one) => new Set(situations.split(one).answered))) ?? new Set();
}

/** Tasks that hold up the stage are done when its ways are judged. */
const contradictsTasks = (situation: Situation, stage: Stage): boolean =>
  tasksOpenedBy(stage).some((task) => !task.when && !task.forEach && !task.clock.waive && situation.get(`@${task.id}.done`) === false);

/** The first way that holds, and those before it of which it cannot be told. */
function firstWay(stage: Stage, situations: Situations, situation: Situation): { way?: Way; unclear: Way[] } {
  const unclear: Way[] = [];
  for (const way of stage.next) {
    const verdict = situations.judge(way.when, situation);
    if (verdict === 'holds') return { way, unclear };
    if (verdict === 'unknown') unclear.push(way);
  }
  return { unclear };
}

/** Fields that a way's condition reads by their value and that have none. */
function missingIn(process: Process, way: Way, situation: Situation): string[] {
  const fields = new Set<string>();
  if (way.when) {
    walk(way.when.tree, (node) => {
      if (node.op === 'field') fields.add(node.field);
      else if (node.op === 'fact') fields.add(missingFor(node.name));
    });
  }
  return [...fields].filter((field) => Object.hasOwn(allFields(process), field) && !situation.has(field));
}

/** What is in all of some sets; nothing when there is no set. */
function common(sets: Known[]): Known | undefined {
  const [first, ...rest] = sets;
  return first && new Set([...first].filter((field) => rest.every((one) => one.has(field))));
}
