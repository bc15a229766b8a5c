// Where each condition of a process is judged, as far as that says what is certain there.

import type { Rule } from '../../process/condition';
import type { Process } from '../../process/process';
import type { Given } from './atoms';
import { rulesOf } from './readings';
import { valuesOf } from './worked-out';

/** Every condition with what is certain where it is judged: ways and needs of tasks are judged in their stage alone. */
export function rulesWithPlace(process: Process): { rule: Rule; given: Given }[] {
  const stageOf = new Map<Rule, string>();
  for (const stage of process.stages) {
    for (const { when } of [...stage.next, ...stage.tasks]) if (when) stageOf.set(when, stage.id);
  }
  const values = valuesOf(process);
  return rulesOf(process).filter((rule) => !values.has(rule)).map((rule) => {
    const stage = stageOf.get(rule);
    return { rule, given: stage === undefined ? {} : { stage } };
  });
}
