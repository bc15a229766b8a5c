// Lint rule: a stage that no case can come to.

import type { Process } from '../../process/process';
import type { LintRule } from './rule';

/** The first stage, and all that a way leads to from one that is reached. */
export function reachableStages(process: Process): Set<string> {
  const reached = new Set<string>();
  const open = [process.stages[0]?.id, ...process.atAnyTime.map((way) => ('to' in way ? way.to : undefined))];
  while (open.length > 0) {
    const id = open.pop();
    const stage = process.stages.find((one) => one.id === id);
    if (!stage || reached.has(stage.id)) continue;
    reached.add(stage.id);
    open.push(...waysFrom(stage.next).map((way) => ('to' in way ? way.to : undefined)));
  }
  return reached;
}

/** Ways after one that is always open are never taken. */
const waysFrom = (ways: Process['atAnyTime']): Process['atAnyTime'] => {
  const always = ways.findIndex((way) => !way.when);
  return always < 0 ? ways : ways.slice(0, always + 1);
};

export const unreachableStage: LintRule = {
  code: 'unreachable-stage',
  check(process, complain) {
    const reached = reachableStages(process);
    for (const stage of process.stages) {
      if (!reached.has(stage.id)) complain(stage.rule, `No way leads to the stage \`${stage.id}\`.`, `Add \`to: ${stage.id}\` under \`next\` of a stage before it, above any way without \`when\`; or take the stage out.`);
    }
  },
};
