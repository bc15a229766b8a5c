// What a compiled process is made of, listed: its tasks, its clocks, and the dues inside a due.

import type { ApprovalLevel, Clock, Due, Process, Task } from './process';

/** Every task, of stages and of alerts, in the order of the file. */
export const tasksOf = (process: Process): Task[] => [
  ...process.stages.flatMap((stage) => stage.tasks),
  ...process.alerts.flatMap((alert) => alert.tasks),
];

/** Every level of approval: of tasks, of extensions and waivers, and of the closure. */
export const approvalsOf = (process: Process): ApprovalLevel[] => [
  ...tasksOf(process).flatMap((task) => task.approve),
  ...mainClocks(process).flatMap(({ extend, waive }) => [...(extend?.approve ?? []), ...(waive?.approve ?? [])]),
  ...process.closure.approve,
];

const mainClocks = (process: Process): Clock[] => [
  ...process.stages.flatMap((stage) => (stage.clock ? [stage.clock] : [])),
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
