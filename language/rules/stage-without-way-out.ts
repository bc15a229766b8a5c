// Lint rule: a stage from which no case ever comes to its closure.

import type { Stage } from '../../process/process';
import { stagesAfter, stagesWithWayOut } from '../meaning/ways';
import type { LintRule } from './rule';

const whatIsWrong = ({ next }: Stage, after: string[]): string => {
  if (next.length === 0) return 'has no way out';
  return after.length === 0 ? 'has no way out that can ever be taken' : 'leads nowhere but round in a circle';
};

const fixFor = (stage: Stage): string =>
  stage.next.length === 0 ? 'Add `next:` with a way to another stage, or with `close:` and a reason.' : 'Let one of the stages it leads to have a way with `close:`.';

export const stageWithoutWayOut: LintRule = {
  code: 'stage-without-way-out',
  check(process, complain) {
    const out = stagesWithWayOut(process);
    for (const stage of process.stages) {
      if (out.has(stage.id)) continue;
      complain(stage.rule, `The stage \`${stage.id}\` ${whatIsWrong(stage, stagesAfter(process, stage))}: a case in it can never be closed.`, fixFor(stage));
    }
  },
};
