// Lint rule: a stage that no case can come to.

import { reachableStages } from '../meaning/ways';
import type { LintRule } from './rule';

export const unreachableStage: LintRule = {
  code: 'unreachable-stage',
  check(process, complain) {
    const reached = reachableStages(process);
    for (const stage of process.stages) {
      if (!reached.has(stage.id)) complain(stage.rule, `No way leads to the stage \`${stage.id}\`.`, `Add \`to: ${stage.id}\` under \`next\` of a stage before it, above any way without \`when\`; or take the stage out.`);
    }
  },
};
