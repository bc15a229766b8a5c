// Lint rule: stages that lead round to each other with no task, no answer and no time between.

import type { Process, Stage } from '../../process/process';
import type { Life } from '../meaning/lives';
import { livesOf } from '../meaning/lives';
import type { Situation } from '../meaning/situations';
import { Situations } from '../meaning/situations';
import { stagesWithWayOut, tasksOpenedBy } from '../meaning/ways';
import type { Complain, LintRule } from './rule';

export const endlessLoop: LintRule = {
  code: 'endless-loop',
  check(process, complain) {
    for (const life of livesOf(process)) checkRounds(life, complain);
  },
};

function checkRounds({ process, list }: Life, complain: Complain): void {
  const out = stagesWithWayOut(process);
  // Where no case ever gets out, that is the greater mistake and said by its own rule.
  for (const stages of groupsWithoutTasks(process)) {
    if (!stages.every((stage) => out.has(stage.id))) continue;
    const round = findRound(process, stages);
    const [first] = round ?? [];
    if (!round || !first) continue;
    const trail = [...round, first].map((stage) => `\`${stage.id}\``).join(' → ');
    complain(first.rule, `A ${list ? 'record' : 'case'} can go round ${trail} for ever: nobody has anything to do there and no time passes.`, 'Give one of these stages a task, or let their conditions exclude each other.');
  }
}

/** Stages that may need no task and lead round to themselves, those of one circle together. */
function groupsWithoutTasks(process: Process): Stage[][] {
  const free = process.stages.filter((stage) => !stage.decide && tasksOpenedBy(stage).every((task) => task.when || task.forEach));
  const targets = new Map(free.map((stage) => [stage.id, stage.next.map((way) => ('to' in way ? way.to : ''))]));
  const from = new Map(free.map((stage) => [stage.id, reachedFrom(stage.id, targets)]));
  const groups = new Map<string, Stage[]>();
  for (const stage of free) {
    if (!from.get(stage.id)?.has(stage.id)) continue;
    const group = free.filter((other) => from.get(stage.id)?.has(other.id) && from.get(other.id)?.has(stage.id));
    groups.set(group.map((one) => one.id).join(' '), group);
  }
  return [...groups.values()];
}

function reachedFrom(id: string, targets: ReadonlyMap<string, string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [...(targets.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next) || !targets.has(next)) continue;
    reached.add(next);
    open.push(...(targets.get(next) ?? []));
  }
  return reached;
}

/** A round that some situation leads through; tests that cannot be taken apart leave open whether it can be. */
function findRound(process: Process, stages: Stage[]): Stage[] | undefined {
  const rules = stages.flatMap((stage) => [...stage.next, ...tasksOpenedBy(stage)].map((one) => one.when)).filter((rule) => rule !== undefined);
  const situations = new Situations(process, rules);
  if (situations.isRough) return undefined;
  for (const situation of situations.all() ?? []) {
    for (const stage of stages) {
      const round = roundFrom(stage, stages, situations, situation);
      if (round) return round;
    }
  }
  return undefined;
}

function roundFrom(first: Stage, stages: Stage[], situations: Situations, situation: Situation): Stage[] | undefined {
  const trail: Stage[] = [];
  for (let stage: Stage | undefined = first; stage && !trail.includes(stage); ) {
    trail.push(stage);
    const to = nextOf(stage, situations, situation);
    if (to === first.id) return trail;
    stage = stages.find((one) => one.id === to);
  }
  return undefined;
}

/** Where the case goes on to at once; nowhere when somebody has a task first, or it closes or stays. */
function nextOf(stage: Stage, situations: Situations, situation: Situation): string | undefined {
  if (tasksOpenedBy(stage).some((task) => !task.forEach && situations.judge(task.when, situation, stage.id) === 'holds')) return undefined;
  const way = stage.next.find((one) => situations.judge(one.when, situation, stage.id) === 'holds');
  return way && 'to' in way ? way.to : undefined;
}
