// Lint rule: a due that depends on a field and says nothing for one of its options.

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
  if (due.form !== 'depends_on') return;
  for (const inner of [...Object.values(due.cases), ...(due.otherwise ? [due.otherwise] : [])]) checkDue(inner, process, complain);
  const field = process.fields[due.field];
  const options = field?.type === 'yes_no' ? ['true', 'false'] : (field?.options ?? []);
  const missing = options.filter((option) => !Object.hasOwn(due.cases, option));
  if (missing.length === 0 || due.otherwise) return;
  complain(due.rule, `There is no line for ${missing.map((option) => `\`${option}\``).join(', ')} of the field \`${due.field}\`: with that answer nothing would ever be due.`, 'Add a line for it, or `otherwise:`.');
}

function duesOf(process: Process): Due[] {
  const tasks = [...process.stages.flatMap((stage) => stage.tasks), ...process.alerts.flatMap((alert) => alert.tasks)];
  const approvals = [...tasks.flatMap((task) => task.approve), ...process.closure.approve];
  return [
    ...process.stages.flatMap((stage) => (stage.clock ? [stage.clock.due] : [])),
    ...tasks.map((task) => task.clock.due),
    ...approvals.map((level) => level.clock.due),
    ...process.reviews.flatMap((review) => [review.first, review.every]),
  ];
}
