// Approvals as they are asked for, level by level, and fall away; deciding on them is in decisions.ts.

import type { ApprovalLevel } from '../process/process';
import type { ApprovalState } from './case';
import { clockOfApproval } from './clock-ids';
import { approvalTitle } from './clock-owner';
import { endClock, startClock } from './clocks';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { addressee, nextNumber, notify, write } from './draft';
import { notToApprove } from './not-to-approve';
import type { Scope } from './scope';

/** The first level from `from` on whose condition holds, or null when nobody more has to approve. */
export function nextLevel(draft: Draft, levels: ApprovalLevel[], from: number, scope: Scope = {}): number | null {
  const { closure } = draft.case;
  const judged = closure ? { ...scope, reason: closure.reason } : scope;
  const level = levels.findIndex((one, i) => i >= from && ruleHolds(draft, one.when, judged));
  return level < 0 ? null : level;
}

/** Asks a level. The first of `notBy` is the one whose line upwards counts. */
export function askApproval(draft: Draft, of: ApprovalState['of'], levels: ApprovalLevel[], level: number, notBy: string[]): void {
  const asked = levels[level] as ApprovalLevel;
  const base = 'task' in of ? of.task : 'request' in of ? of.request : `closure.${of.closure}`;
  const approval: ApprovalState = { id: `${base}.${nextNumber(draft, base)}`, of, level, who: asked.who, state: 'asked', askedAt: draft.at, notBy };
  draft.case.approvals.push(approval);
  draft.opened.push(approval.id);
  const deadline = startClock(draft, clockOfApproval(approval), draft.at);
  const dueAt = draft.case.clocks[clockOfApproval(approval)]?.dueAt;
  write(draft, 'approval_asked', { about: approval.id, rule: asked.clock.rule, details: { ...deadline, ...('request' in of && { request: of.request }) } });
  notify(draft, {
    says: 'approval_asked',
    to: { ...addressee(draft, { role: asked.who }, notBy[0]), notTo: notToApprove(draft.index, draft.case, approval) },
    title: approvalTitle(draft.index, draft.case, approval),
    about: approval.id,
    ...(dueAt != null && { dueAt }),
  });
}

/** Ends approvals that nobody needs to give any more. */
export function withdrawApprovals(draft: Draft, which: (approval: ApprovalState) => boolean): void {
  for (const approval of draft.case.approvals) {
    if (approval.state === 'asked' && which(approval)) endApproval(draft, approval, 'withdrawn');
  }
}

export function endApproval(draft: Draft, approval: ApprovalState, state: ApprovalState['state']): void {
  approval.state = state;
  endClock(draft, clockOfApproval(approval));
  draft.ended.push(approval.id);
}
