// Lint rule: a stage from which no case ever comes to its closure, or no record of its list to its end.

import type { Stage } from '../../process/process';
import type { Life } from '../meaning/lives';
import { livesOf } from '../meaning/lives';
import { stagesAfter, stagesWithWayOut } from '../meaning/ways';
import type { Complain, LintRule } from './rule';

const whatIsWrong = ({ next }: Stage, after: string[]): string => {
  if (next.length === 0) return 'has no way out';
  return after.length === 0 ? 'has no way out that can ever be taken' : 'leads nowhere but round in a circle';
};

const fixFor = (stage: Stage, list: Life['list']): string => {
  const end = list ? 'an outcome of the list' : 'a reason';
  return stage.next.length === 0 ? `Add \`next:\` with a way to another stage, or with \`close:\` and ${end}.` : 'Let one of the stages it leads to have a way with `close:`.';
};

export const stageWithoutWayOut: LintRule = {
  code: 'stage-without-way-out',
  check(process, complain) {
    for (const life of livesOf(process)) checkStages(life, complain);
  },
};

function checkStages({ process, list }: Life, complain: Complain): void {
  const out = stagesWithWayOut(process);
  for (const stage of process.stages) {
    if (out.has(stage.id)) continue;
    const what = list ? 'a record in it never ends' : 'a case in it can never be closed';
    complain(stage.rule, `The stage \`${stage.id}\` ${whatIsWrong(stage, stagesAfter(process, stage))}: ${what}.`, fixFor(stage, list));
  }
}
