// Deciding on an approval: given, or sent back with a reason, never by somebody who did the work.

import { hasRole } from './access';
import { askApproval, endApproval, nextLevel } from './approvals';
import type { Actor, ApprovalState } from './case';
import { clockOfTask } from './clock-ids';
import { approvalLevels, approvalScope, approvalTitle, approvedRequest, approvedTask } from './clock-owner';
import { releaseClock } from './clocks';
import { finishClosure, passOverForClosure, refuseClosure } from './closure';
import { didIt } from './doers';
import type { Draft } from './draft';
import { addressee, notify, personOf, write } from './draft';
import type { Act } from './event';
import { notToApprove } from './not-to-approve';
import type { Refusal } from './refusals';
import { dropRequest, grantRequest } from './requests';
import { finishTask } from './tasks';

/** An approval by its id, or the one now asked for a task or for `closure`. */
function findApproval(draft: Draft, id: string): ApprovalState | undefined {
  const { approvals } = draft.case;
  return approvals.find((one) => one.id === id) ?? approvals.findLast((one) => one.id.startsWith(`${id}.`));
}

function refuseDecision(draft: Draft, approval: ApprovalState | undefined, act: { by: Actor; approval: string }): Refusal | null {
  if (!approval) return { code: 'unknown-approval', against: [{ id: act.approval }] };
  if (!hasRole(draft.rules, draft.case, act.by, approval.who)) {
    return { code: 'not-for-you', against: [{ id: approval.who, rule: `roles.${approval.who}` }] };
  }
  if (didIt(notToApprove(draft.index, draft.case, approval), act.by)) return { code: 'not-by-who-did-it', against: [{ id: approval.id }] };
  if (approval.state === 'asked') return null;
  const { decidedBy, decidedAt } = approval;
  return { code: 'already-decided', against: [{ id: approval.id }], ...(decidedBy && decidedAt && { first: { name: decidedBy.name, at: decidedAt } }) };
}

function decide(draft: Draft, approval: ApprovalState, by: Actor, note: string | undefined): void {
  approval.decidedBy = personOf(by);
  approval.decidedAt = draft.at;
  if (note !== undefined) approval.note = note;
}

/** Agrees to an approval, by its role and by nobody who did the work; the next level is asked, or what was approved is carried out. */
export function approve(draft: Draft, act: Act & { type: 'approve' }): Refusal | null {
  const approval = findApproval(draft, act.approval);
  const refused = refuseDecision(draft, approval, act);
  if (refused || !approval) return refused;
  if ('closure' in approval.of) {
    const unmet = refuseClosure(draft, draft.case.closure?.reason ?? '', act.despite, draft.case.closure?.passed);
    if (unmet) return unmet;
    passOverForClosure(draft, act.by, act.despite);
  }
  decide(draft, approval, act.by, act.note);
  endApproval(draft, approval, 'approved');
  write(draft, 'approved', { by: personOf(act.by), about: approval.id, ...(act.note !== undefined && { details: { note: act.note } }) });
  const levels = approvalLevels(draft.index, draft.case, approval);
  const level = nextLevel(draft, levels, approval.level + 1, approvalScope(draft.index, draft.case, approval));
  if (level === null) finish(draft, approval, act.by);
  else askApproval(draft, approval.of, levels, level, approval.notBy);
  return null;
}

function finish(draft: Draft, approval: ApprovalState, by: Actor): void {
  const task = approvedTask(draft.case, approval);
  const request = approvedRequest(draft.case, approval);
  if (task) finishTask(draft, task, by);
  else if (request) grantRequest(draft, request, by);
  else finishClosure(draft, by);
}

/** Does not agree, with a reason: a task is open again; a closure, an extension or a waiver falls away. */
export function sendBack(draft: Draft, act: Act & { type: 'send_back' }): Refusal | null {
  const approval = findApproval(draft, act.approval);
  const refused = refuseDecision(draft, approval, act);
  if (refused || !approval) return refused;
  if (act.reason.trim() === '') return { code: 'reason-missing', against: [{ id: approval.id }] };
  decide(draft, approval, act.by, act.reason);
  endApproval(draft, approval, 'sent_back');
  write(draft, 'sent_back', { by: personOf(act.by), about: approval.id, details: { reason: act.reason } });
  reopen(draft, approval);
  return null;
}

/** The task goes on where its clock stopped; a closure that is sent back leaves the case open, an extension or a waiver falls away. */
function reopen(draft: Draft, approval: ApprovalState): void {
  const task = approvedTask(draft.case, approval);
  const request = approvedRequest(draft.case, approval);
  const role = task ? draft.index.tasks.get(task.task)?.who : request?.role;
  const to = addressee(draft, role === undefined ? { owner: true } : { role });
  notify(draft, { says: 'sent_back', to, title: approvalTitle(draft.index, draft.case, approval), about: approval.id });
  if (request) return dropRequest(draft, request.id);
  if (!task) {
    delete draft.case.closure;
    return;
  }
  task.state = 'open';
  releaseClock(draft, clockOfTask(task));
}
