// Who may not decide on an approval: those who did the work, and those whom its level keeps out.

import type { ApprovalState, Case } from './case';
import { approvalLevels, approvedTask } from './clock-owner';
import { doersOfTask } from './doers';
import type { RulesIndex } from './rules-index';

/** Ids of all who did the work, or one of the tasks that the level names, as things stand now. */
export function notToApprove(index: RulesIndex, state: Case, approval: ApprovalState): string[] {
  const { notBy = [] } = approvalLevels(index, state, approval)[approval.level] ?? {};
  const of = approvedTask(state, approval)?.of;
  const named = notBy.flatMap((task) => doersOfTask(state, task, of));
  return named.length === 0 ? approval.notBy : [...new Set([...approval.notBy, ...named])];
}
