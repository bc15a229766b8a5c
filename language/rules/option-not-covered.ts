// Lint rule: a due that depends on a field and says nothing for one of its options.

import { duesOf, fieldOf, innerDues } from '../../process/parts';
import type { Due, Process } from '../../process/process';
import type { Complain, LintRule } from './rule';

export const optionNotCovered: LintRule = {
  code: 'option-not-covered',
  runsOnDrafts: true,
  check(process, complain) {
    for (const due of duesOf(process)) checkDue(due, process, complain);
  },
};

function checkDue(due: Due, process: Process, complain: Complain): void {
  for (const inner of innerDues(due)) checkDue(inner, process, complain);
  if (due.form !== 'depends_on' || due.otherwise) return;
  const field = fieldOf(process, due.field);
  const options = field?.type === 'yes_no' ? ['true', 'false'] : (field?.options ?? []);
  const missing = options.filter((option) => !Object.hasOwn(due.cases, option));
  if (missing.length === 0) return;
  complain(due.rule, `There is no line for ${missing.map((option) => `\`${option}\``).join(', ')} of the field \`${due.field}\`: with that answer nothing would ever be due.`, 'Add a line for it, or `otherwise:`.');
}
