// What a compiled process is made of, listed: its tasks, its clocks, and the dues inside a due.

import type { ApprovalLevel, Clock, Due, Field, Process, Stage, Task } from './process';

/** Every stage, of the case and of the records of its lists, in the order of the file. */
export const stagesOf = (process: Process): Stage[] => [...process.stages, ...(process.lists ?? []).flatMap((list) => list.stages)];

/** Every task, of stages, alerts and lists, and of the case itself. */
export const tasksOf = (process: Process): Task[] => [
  ...stagesOf(process).flatMap((stage) => stage.tasks),
  ...process.alerts.flatMap((alert) => alert.tasks),
  ...(process.lists ?? []).flatMap((list) => list.tasks),
  ...(process.tasks ?? []),
];

/** A field of the case by its id, or of a list's records by both: `goal.due_on`; undefined when there is none. */
export function fieldOf(process: Process, name: string): Field | undefined {
  const dot = name.indexOf('.');
  const fields = dot < 0 ? process.fields : process.lists?.find((list) => list.id === name.slice(0, dot))?.fields;
  const id = name.slice(dot + 1);
  return fields && Object.hasOwn(fields, id) ? fields[id] : undefined;
}

/** Path of a field in its file: `fields.risk`, `lists.goal.fields.due_on`. */
export function pathOfField(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? `fields.${name}` : `lists.${name.slice(0, dot)}.fields.${name.slice(dot + 1)}`;
}

/** Every level of approval: of tasks, of extensions and waivers, and of the closure. */
export const approvalsOf = (process: Process): ApprovalLevel[] => [
  ...tasksOf(process).flatMap((task) => task.approve),
  ...mainClocks(process).flatMap(({ extend, waive }) => [...(extend?.approve ?? []), ...(waive?.approve ?? [])]),
  ...process.closure.approve,
];

const mainClocks = (process: Process): Clock[] => [
  ...stagesOf(process).flatMap(({ clock, decide }) => [...(clock ? [clock] : []), ...(decide ? [decide.clock] : [])]),
  ...tasksOf(process).map((task) => task.clock),
  ...process.reviews.map((review) => review.clock),
  ...process.clocks.map((named) => named.clock),
];

/** Every clock; of a review the one of `every`. */
export const clocksOf = (process: Process): Clock[] => [...mainClocks(process), ...approvalsOf(process).map((level) => level.clock)];

/** Every due as it is written, `not_before` and `first` of a review included; those inside another are not listed apart. */
export const duesOf = (process: Process): Due[] => [
  ...clocksOf(process).flatMap((clock) => [clock.due, ...(clock.notBefore ? [clock.notBefore] : [])]),
  ...process.reviews.map((review) => review.first),
  ...(process.closure.retention ? [process.closure.retention] : []),
];

/** The dues that stand directly inside one. */
export function innerDues(due: Due): Due[] {
  if (due.form === 'depends_on') return [...Object.values(due.cases), ...(due.otherwise ? [due.otherwise] : [])];
  if (due.form === 'when') return due.lines.map((line) => line.then);
  return due.form === 'earliest' || due.form === 'latest' ? due.of : [];
}
