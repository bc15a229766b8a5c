// Lint rule: a stage that no case, or no record of its list, can come to.

import type { Process } from '../../process/process';
import { livesOf } from '../meaning/lives';
import { reachableStages } from '../meaning/ways';
import type { Complain, LintRule } from './rule';

export const unreachableStage: LintRule = {
  code: 'unreachable-stage',
  check(process, complain) {
    for (const life of livesOf(process)) checkStages(life.process, complain);
  },
};

function checkStages(process: Process, complain: Complain): void {
  const reached = reachableStages(process);
  for (const stage of process.stages) {
    if (!reached.has(stage.id)) complain(stage.rule, `No way leads to the stage \`${stage.id}\`.`, `Add \`to: ${stage.id}\` under \`next\` of a stage before it, above any way without \`when\`; or take the stage out.`);
  }
}
