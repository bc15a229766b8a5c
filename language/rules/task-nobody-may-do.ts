// Lint rule: a task, a review, an approval or a change of a clock that the one who has to do it cannot do.

import { approvalsOf, fieldOf, tasksOf } from '../../process/parts';
import type { ApprovalLevel, Clock, Process } from '../../process/process';
import { clocksWithin } from '../meaning/ways';
import type { Complain, LintRule } from './rule';

export const taskNobodyMayDo: LintRule = {
  code: 'task-nobody-may-do',
  check(process, complain) {
    for (const task of tasksOf(process)) {
      checkVisible(process, task.rule, [task.who], task.mustAnswer, complain);
      checkApprovals(process, [task.who], task.approve, `does the task \`${task.id}\``, complain);
    }
    for (const level of process.closure.approve) {
      if (process.roles[level.who]?.ownsCase) complain(`${level.clock.rule}.who`, `\`${level.who}\` owns the case and would have to approve its closure; a second person approves.`, 'Let another role approve.');
    }
    for (const level of approvalsOf(process)) checkKeptOut(process, level, complain);
    for (const review of process.reviews) checkVisible(process, review.rule, [review.who], review.mustAnswer, complain);
    for (const event of process.events ?? []) checkVisible(process, event.rule, event.recordedBy, event.mustAnswer, complain);
    for (const clock of clocksWithin(process)) checkChanges(process, clock, complain);
  },
};

/** Who must answer a field must be allowed to read it; of several roles one is enough. */
function checkVisible(process: Process, rule: string, who: string[], fields: string[], complain: Complain): void {
  for (const field of fields) {
    const readers = fieldOf(process, field)?.visibleTo;
    if (!readers || who.some((role) => readers.includes(role))) continue;
    const roles = who.map((role) => `\`${role}\``).join(' or ');
    complain(`${rule}.must_answer`, `${roles} must answer \`${field}\` here, but the field is visible to ${readers.join(', ')} only.`, `Add ${roles} to its \`visible_to\`, or let another role do this.`);
  }
}

/** A case has one owner, and nobody approves their own work. */
function checkApprovals(process: Process, who: string[], levels: ApprovalLevel[], does: string, complain: Complain): void {
  const [only] = who;
  if (only === undefined || who.length > 1 || !process.roles[only]?.ownsCase) return;
  for (const level of levels) {
    if (level.who === only) complain(`${level.clock.rule}.who`, `\`${only}\` ${does} and would have to approve it too; nobody approves their own work.`, 'Let another role approve.');
  }
}

/** A case has one owner: who did one of the owner's tasks is the one who would have to approve. */
function checkKeptOut(process: Process, { who, clock, notBy = [] }: ApprovalLevel, complain: Complain): void {
  if (!process.roles[who]?.ownsCase) return;
  for (const { id } of tasksOf(process).filter((task) => notBy.includes(task.id) && task.who === who)) {
    complain(`${clock.rule}.not_by`, `\`${who}\` does the task \`${id}\`, whose doer may not approve this, and a case has one owner: nobody could.`, 'Let another role approve, or take the task out of `not_by`.');
  }
}

function checkChanges(process: Process, { pauses, extend, waive }: Clock, complain: Complain): void {
  for (const change of [pauses, extend, waive]) if (change) checkVisible(process, change.rule, change.who, change.mustAnswer, complain);
  if (extend) checkApprovals(process, extend.who, extend.approve, 'puts this off', complain);
  if (waive) checkApprovals(process, waive.who, waive.approve, 'waives this', complain);
}
