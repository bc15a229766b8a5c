// Lint rule: a due chosen by conditions of which, for some answers, none holds.

import { duesOf, innerDues } from '../../process/parts';
import type { Due, Process } from '../../process/process';
import { Situations } from '../meaning/situations';
import type { LintRule } from './rule';

type Lines = Extract<Due, { form: 'when' }>;

export const dueWithoutOtherwise: LintRule = {
  code: 'due-without-otherwise',
  check(process, complain) {
    for (const due of duesOf(process).flatMap(listsIn)) {
      if (due.lines.some((line) => !line.when) || coversAll(process, due)) continue;
      complain(due.rule, 'When none of these conditions holds, nothing is ever due.', 'Add a last line `- otherwise: …`, with `none` if that is meant.');
    }
  },
};

const listsIn = (due: Due): Lines[] => [...(due.form === 'when' ? [due] : []), ...innerDues(due).flatMap(listsIn)];

/** Whether some line holds in every situation in which all is answered: until then the due waits. */
function coversAll(process: Process, due: Lines): boolean {
  const situations = new Situations(process, due.lines.map((line) => line.when).filter((rule) => rule !== undefined));
  return situations.all()?.every((one) => !situations.isAnswered(one) || due.lines.some((line) => situations.judge(line.when, one) === 'holds')) ?? false;
}
