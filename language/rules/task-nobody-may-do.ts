// Lint rule: a task, approval or review that the one who has to do it cannot do.

import type { Process, Task } from '../../process/process';
import type { Complain, LintRule } from './rule';

export const taskNobodyMayDo: LintRule = {
  code: 'task-nobody-may-do',
  check(process, complain) {
    const tasks = [...process.stages.flatMap((stage) => stage.tasks), ...process.alerts.flatMap((alert) => alert.tasks)];
    for (const task of tasks) {
      checkVisible(process, task.rule, task.who, task.mustAnswer, complain);
      checkApprovals(process, task, complain);
    }
    for (const level of process.closure.approve) {
      if (process.roles[level.who]?.ownsCase) complain(`${level.clock.rule}.who`, `\`${level.who}\` owns the case and would have to approve its closure; a second person approves.`, 'Let another role approve.');
    }
    for (const review of process.reviews) checkVisible(process, review.rule, review.who, review.mustAnswer, complain);
    for (const alert of process.alerts) checkVisible(process, `${alert.rule}.resolve`, alert.resolve.who, alert.resolve.mustAnswer, complain);
  },
};

/** Who must answer a field must be allowed to read it. */
function checkVisible(process: Process, rule: string, who: string, fields: string[], complain: Complain): void {
  for (const field of fields) {
    const readers = process.fields[field]?.visibleTo;
    if (readers && !readers.includes(who)) {
      complain(`${rule}.must_answer`, `\`${who}\` must answer \`${field}\` here, but the field is visible to ${readers.join(', ')} only.`, `Add \`${who}\` to its \`visible_to\`, or let another role do this.`);
    }
  }
}

/** A case has one owner, and nobody approves their own work. */
function checkApprovals(process: Process, task: Task, complain: Complain): void {
  if (!process.roles[task.who]?.ownsCase) return;
  task.approve.forEach((level) => {
    if (level.who === task.who) complain(`${level.clock.rule}.who`, `\`${level.who}\` does the task \`${task.id}\` and would have to approve it too; nobody approves their own work.`, 'Let another role approve.');
  });
}
