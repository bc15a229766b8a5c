// What leads where: the ways of the stages, and the late steps that move or close a case.

import type { Clock, LateStep, Process, Stage, Task, Way } from '../../process/process';
import { certaintyOf } from './certainty';
import { visit } from './readings';

/** Tasks that a stage opens by itself; those on demand are opened by a late step only. */
export const tasksOpenedBy = (stage: Stage): Task[] => stage.tasks.filter((task) => !task.onDemand);

/** The ways that can be taken: none whose condition never holds, and none after one that is always open, unless somebody decides. */
export function openWays(process: Process, ways: readonly Way[], stage?: Pick<Stage, 'id' | 'decide'>): Way[] {
  const able = ways.filter((way) => !way.when || certaintyOf(process, way.when, stage === undefined ? {} : { stage: stage.id }) !== 'never');
  const always = able.findIndex((way) => !way.when);
  return always < 0 || stage?.decide ? able : able.slice(0, always + 1);
}

/** Every clock in a part of a process: of what stands in it, and of who approves. */
export function clocksWithin(part: unknown): Clock[] {
  const clocks: Clock[] = [];
  visit(part, (node) => {
    if (Array.isArray(node.late) && Array.isArray(node.remind)) clocks.push(node as unknown as Clock);
  });
  return clocks;
}

/** Every late step in a part of a process. */
export const lateStepsWithin = (part: unknown): LateStep[] => clocksWithin(part).flatMap((clock) => clock.late);

/** Alerts that a person or a late step can raise, whatever their conditions are. */
export function raisedWithoutCondition(process: Process): Set<string> {
  const late = lateStepsWithin(process).map((step) => step.raise);
  return new Set([...process.alerts.filter((alert) => alert.raisedBy.length > 0).map((alert) => alert.id), ...late.filter((id) => id !== undefined)]);
}

/** Late steps of what runs beside the stages, each with the stages in which it can come; all when none are named. */
function stepsBeside(process: Process): { step: LateStep; during?: string[] }[] {
  const { reviews, alerts, clocks, closure, lists = [], tasks = [] } = process;
  return [
    ...[...reviews, ...tasks].flatMap((one) => lateStepsWithin(one).map((step) => ({ step, ...(one.during && { during: one.during }) }))),
    ...lateStepsWithin([alerts, clocks, closure, lists.map((list) => list.tasks)]).map((step) => ({ step })),
  ];
}

const beside = new WeakMap<Process, ReturnType<typeof stepsBeside>>();

/** The late steps of what runs beside the stages that can come while a case is in one of them. */
function stepsBesideIn(process: Process, stage: string): LateStep[] {
  let steps = beside.get(process);
  if (!steps) beside.set(process, (steps = stepsBeside(process)));
  return steps.filter(({ during }) => during?.includes(stage) ?? true).map(({ step }) => step);
}

/** The stages that a case can come to from a stage, at once or when something in it is late. */
export function stagesAfter(process: Process, stage: Stage): string[] {
  const ways = openWays(process, stage.next, stage).map((way) => ('to' in way ? way.to : undefined));
  const late = [...lateStepsWithin(stage), ...stepsBesideIn(process, stage.id)];
  return [...ways, ...late.map((step) => step.to)].filter((id) => id !== undefined);
}

/** Whether a case in a stage can come to its closure from there, without another stage; ways that are open at any time do not count. */
const closesFrom = (process: Process, stage: Stage): boolean =>
  openWays(process, stage.next, stage).some((way) => 'close' in way) || lateStepsWithin(stage).some((step) => step.close !== undefined);

/** The first stage, the one in which a case is opened again, and all that a way or a late step leads to from one that is reached. */
export function reachableStages(process: Process): Set<string> {
  const stages = new Map(process.stages.map((stage) => [stage.id, stage]));
  const reached = new Set<string>();
  const open = [process.stages[0]?.id, process.closure.reopen?.to, ...openWays(process, process.atAnyTime).map((way) => ('to' in way ? way.to : undefined))];
  while (open.length > 0) {
    const stage = stages.get(open.pop() ?? '');
    if (!stage || reached.has(stage.id)) continue;
    reached.add(stage.id);
    open.push(...stagesAfter(process, stage));
  }
  return reached;
}

/** Stages from which some way or late step leads, over others or at once, to closing the case. */
export function stagesWithWayOut(process: Process): Set<string> {
  const after = new Map(process.stages.map((stage) => [stage.id, stagesAfter(process, stage)]));
  const out = new Set(process.stages.filter((stage) => closesFrom(process, stage)).map((stage) => stage.id));
  for (let before = -1; before !== out.size; ) {
    before = out.size;
    for (const stage of process.stages) if (after.get(stage.id)?.some((id) => out.has(id))) out.add(stage.id);
  }
  return out;
}
