// Lint rule: a stage from which no case ever comes to its closure.

import type { Process, Stage } from '../../process/process';
import type { LintRule } from './rule';

/** Stages from which some way leads, over others or at once, to closing the case. */
function stagesWithWayOut(process: Process): Set<string> {
  const out = new Set(process.stages.filter((stage) => stage.next.some((way) => 'close' in way)).map((stage) => stage.id));
  for (let before = -1; before !== out.size; ) {
    before = out.size;
    for (const stage of process.stages) if (stage.next.some((way) => 'to' in way && out.has(way.to))) out.add(stage.id);
  }
  return out;
}

const fixFor = (stage: Stage): string =>
  stage.next.length === 0 ? 'Add `next:` with a way to another stage, or with `close:` and a reason.' : 'Let one of the stages it leads to have a way with `close:`.';

export const stageWithoutWayOut: LintRule = {
  code: 'stage-without-way-out',
  check(process, complain) {
    const out = stagesWithWayOut(process);
    for (const stage of process.stages) {
      if (out.has(stage.id)) continue;
      const what = stage.next.length === 0 ? 'has no way out' : 'leads nowhere but round in a circle';
      complain(stage.rule, `The stage \`${stage.id}\` ${what}: a case in it can never be closed.`, fixFor(stage));
    }
  },
};
