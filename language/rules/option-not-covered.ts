// Lint rule: a due, or a value that is worked out, that depends on a field and says nothing for one of its options.

import type { Derivation } from '../../process/condition';
import { derivedFields, innerDerivations } from '../../process/derive';
import { duesOf, fieldOf, innerDues } from '../../process/parts';
import type { Due, Process } from '../../process/process';
import type { Complain, LintRule } from './rule';

export const optionNotCovered: LintRule = {
  code: 'option-not-covered',
  runsOnDrafts: true,
  check(process, complain) {
    for (const due of duesOf(process)) checkDue(due, process, complain);
    for (const { is } of derivedFields(process)) checkDerivation(is, process, complain);
  },
};

function checkDue(due: Due, process: Process, complain: Complain): void {
  for (const inner of innerDues(due)) checkDue(inner, process, complain);
  if (due.form === 'depends_on') checkCases(due, 'nothing would ever be due', process, complain);
}

function checkDerivation(is: Derivation, process: Process, complain: Complain): void {
  if (is.form === 'date') checkDue(is.due, process, complain);
  for (const inner of innerDerivations(is)) checkDerivation(inner, process, complain);
  if (is.form === 'by_field') checkCases(is, 'there would be no value', process, complain);
}

type Cases = Pick<Extract<Derivation, { form: 'by_field' }>, 'rule' | 'field'> & { cases: object; otherwise?: unknown };

function checkCases({ rule, field: id, cases, otherwise }: Cases, then: string, process: Process, complain: Complain): void {
  const field = fieldOf(process, id);
  const options = field?.type === 'yes_no' ? ['true', 'false'] : (field?.options ?? []);
  const missing = otherwise ? [] : options.filter((option) => !Object.hasOwn(cases, option));
  if (missing.length === 0) return;
  complain(rule, `There is no line for ${missing.map((option) => `\`${option}\``).join(', ')} of the field \`${id}\`: with that answer ${then}.`, 'Add a line for it, or `otherwise:`.');
}
