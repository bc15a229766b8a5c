// What the things of a case are called in their process: from `case_plan.1` to the id and to the path of the title in the texts.

import type { Case } from '../case/case';
import { stagesOf, tasksOf } from '../process/parts';
import type { Process } from '../process/process';

/** The id that a thing of a case has in the process: `initial_assessment.2` → `initial_assessment`, an alert's number → its alert; `placement.1@child.2`, a record's stage → `placement`. */
export function thingOf(state: Case | null, about: string): string {
  const alert = state?.alerts.find((one) => one.id === about);
  return alert ? alert.alert : about.replace(/(\.\d+)+(@.*)?$/, '');
}

const known = new WeakMap<Process, Map<string, string>>();

/** Rule paths of everything that a case can name, by id. */
function rulesById(process: Process): Map<string, string> {
  let rules = known.get(process);
  if (!rules) {
    const { reviews, alerts, clocks, lists = [], events = [] } = process;
    const things = [...stagesOf(process), ...tasksOf(process), ...reviews, ...alerts, ...clocks, ...lists, ...events];
    rules = new Map(things.map((one) => [one.id, one.rule]));
    known.set(process, rules);
  }
  return rules;
}

/** The path of a thing's title in the texts, by its id in the process; undefined for what has none of its own, as `closure`. */
export function titlePathOf(process: Process, thing: string): string | undefined {
  const rule = rulesById(process).get(thing);
  return rule === undefined ? undefined : `${rule}.title`;
}
