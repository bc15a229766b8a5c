// Things that wait for each other in a circle: tasks that would never open, and clocks of which none could ever be late.

import type { Anchor, Due, Process, Task } from '../../process/process';
import { stagesOf, tasksOf } from '../../process/parts';
import type { Desk } from '../desk';
import type { Range } from '../source';
import type { Place } from '../tree';

/** Tasks that wait for each other in a circle never open. */
export function checkAfterCircles(tasks: Task[], places: ReadonlyMap<string, Place>, desk: Desk): void {
  const after = new Map(tasks.map((task) => [task.id, task.after]));
  const done = new Set<string>();
  const visit = (id: string, trail: string[]): void => {
    const from = trail.indexOf(id);
    if (from >= 0) {
      const place = places.get(id)?.at('after');
      if (trail.length - from > 1 && place) desk.report.add('after-circle', place.range, `These tasks wait for each other: ${[...trail.slice(from), id].join(' → ')}.`, 'Let one of them wait for nothing.');
      return;
    }
    if (done.has(id)) return;
    for (const before of after.get(id) ?? []) visit(before, [...trail, id]);
    done.add(id);
  };
  for (const task of tasks) visit(task.id, []);
}

/** `to` has to end before something of the other can be late; `rule` is the due that says so. */
interface Wait {
  to: string;
  rule?: string;
}

/** A due that can be counted only once its own thing has ended can never make it late. */
export function checkDueCircles(process: Process, rangeOf: (path: string) => Range, desk: Desk): void {
  const waits = waitsOf(process);
  const seen = new Set<string>();
  for (const [id, list] of waits) {
    for (const { to, rule } of list) {
      if (rule === undefined) continue;
      const back = wayBetween(to, id, waits);
      const circle = back && [...back].sort().join(' ');
      if (!back || circle === undefined || seen.has(circle)) continue;
      seen.add(circle);
      desk.report.add('after-circle', rangeOf(rule), `This can be counted only when \`${id}\` has ended, which is too late for its due time: ${[id, ...back].join(' → ')}.`, 'Count from something that ends before it.');
    }
  }
}

function waitsOf(process: Process): Map<string, Wait[]> {
  const after = new Map(tasksOf(process).map((task) => [task.id, task.after]));
  const dueWaits = (due: Due | undefined): Wait[] =>
    anchorsOf(due).flatMap(({ anchor, rule }) => (anchor.edge === 'end' ? [anchor.id] : (after.get(anchor.id) ?? [])).map((to) => ({ to, rule })));
  const waits = new Map<string, Wait[]>();
  for (const task of tasksOf(process)) {
    const dues = [task.clock.due, task.clock.notBefore, ...task.approve.map((level) => level.clock.due)];
    waits.set(task.id, [...task.after.map((to) => ({ to })), ...dues.flatMap(dueWaits)]);
  }
  for (const stage of stagesOf(process)) {
    const needed = stage.tasks.filter((task) => !task.when && !task.onDemand).map((task) => ({ to: task.id }));
    waits.set(stage.id, [...needed, ...dueWaits(stage.clock?.due)]);
  }
  for (const review of process.reviews) waits.set(review.id, [...dueWaits(review.first), ...betweenOf(review.every)]);
  return waits;
}

const betweenOf = (due: Due): Wait[] => (due.form === 'between' ? [{ to: due.review, rule: due.rule }] : []);

/** What a due waits for whatever is answered. `earliest` waits for none of them alone. */
function anchorsOf(due: Due | undefined): { anchor: Anchor; rule: string }[] {
  if (due?.form === 'latest') return due.of.flatMap(anchorsOf);
  if (due?.form !== 'length' || !due.after || due.after.kind === 'field') return [];
  const { rule } = due;
  return (due.after.kind === 'all' ? due.after.of : [due.after]).map((anchor) => ({ anchor, rule }));
}

/** The things from one to the other, both included; nothing where no way leads there. */
function wayBetween(from: string, to: string, waits: ReadonlyMap<string, Wait[]>): string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const id of cameFrom.keys()) {
    if (id === to) {
      const way: string[] = [];
      for (let at: string | undefined = id; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
      return way;
    }
    for (const wait of waits.get(id) ?? []) if (!cameFrom.has(wait.to)) cameFrom.set(wait.to, id);
  }
  return undefined;
}
