// Closing a case: proposed by a person or a rule, only when its criteria hold, and by a second person where the process says so.

import { actsAs, answersForCase } from './access';
import { askApproval, nextLevel, withdrawApprovals } from './approvals';
import type { Actor } from './case';
import { withdrawDecisions } from './choices';
import { ruleHolds } from './conditions';
import type { Demanded } from './criteria';
import { passOver, refuseUnmet } from './criteria';
import { doersIn } from './doers';
import type { Draft } from './draft';
import { addressee, notify, personOf, write } from './draft';
import type { Act } from './event';
import { syncEvents } from './events';
import type { Refusal } from './refusals';
import { endReviews } from './reviews';
import { isPending, withdrawTask } from './openings';

/** How the criteria are judged for a reason, where what should hold is passed over or was before. */
const demanded = (draft: Draft, reason: string, despite?: string, passed?: string[]): Demanded => ({
  judge: (rule) => ruleHolds(draft, rule, { reason }), code: 'closure-criteria-unmet', despite, passed,
});

/** The criteria that stand against closing for this reason, or null when none does; what should hold is passed over `despite` it. */
export const refuseClosure = (draft: Draft, reason: string, despite?: string, passed?: string[]): Refusal | null =>
  refuseUnmet(draft.index.closure, demanded(draft, reason, despite, passed));

/** Puts on record what should hold for the closure proposed, and is passed over. */
export function passOverForClosure(draft: Draft, by: Actor, despite: string | undefined): void {
  const { closure } = draft.case;
  if (!closure) return;
  const { n, reason, passed } = closure;
  const rules = passOver(draft, draft.index.closure, demanded(draft, reason, despite, passed), by, `closure.${n}`);
  if (rules.length > 0) closure.passed = [...(passed ?? []), ...rules];
}

/** Proposes the closure, by whoever answers for the case; refused against its criteria, and while another is proposed. */
export function close(draft: Draft, act: Act & { type: 'close' }): Refusal | null {
  if (!answersForCase(draft.rules, draft.case, act.by)) return { code: 'not-for-you', against: [] };
  const { reasons } = draft.index.closure;
  if (!reasons.includes(act.reason)) return { code: 'unknown-reason', against: [{ id: act.reason, expected: reasons.join(', ') }] };
  const { closure } = draft.case;
  if (closure) {
    const first = closure.proposedBy ? { first: { name: closure.proposedBy.name, at: closure.proposedAt } } : {};
    return { code: 'closing-already', against: [{ id: `closure.${closure.n}` }], ...first };
  }
  const unmet = refuseClosure(draft, act.reason, act.despite);
  if (unmet) return unmet;
  proposeClosure(draft, act.reason, act.by, undefined, act.despite);
  return null;
}

/** Proposes a closure whose criteria hold; closes at once where nobody has to approve. */
export function proposeClosure(draft: Draft, reason: string, by: Actor | null, rule?: string, despite?: string): void {
  draft.case.closures += 1;
  const n = draft.case.closures;
  draft.case.closure = { n, reason, proposedAt: draft.at, proposedBy: by && personOf(by) };
  write(draft, 'closure_proposed', { ...(by && { by: personOf(by) }), about: `closure.${n}`, details: { reason }, ...(rule !== undefined && { rule }) });
  if (by) passOverForClosure(draft, by, despite);
  const { approve } = draft.index.closure;
  const level = nextLevel(draft, approve, 0);
  if (level === null) finishClosure(draft, by);
  else askApproval(draft, { closure: n }, approve, level, doersIn([by ?? draft.case.owner]));
}

/** Nothing of a closed case runs on: what was open is withdrawn on record. */
export function finishClosure(draft: Draft, by: Actor | null): void {
  const state = draft.case;
  const reason = state.closure?.reason ?? '';
  for (const task of state.tasks) {
    if (isPending(task)) withdrawTask(draft, task);
    delete task.clock;
  }
  // What was still to be judged never will be.
  syncEvents(draft);
  endReviews(draft);
  withdrawApprovals(draft, () => true);
  withdrawDecisions(draft);
  state.clocks = {};
  delete state.requests;
  state.judgeAt = null;
  state.status = 'closed';
  state.closed = { at: draft.at, reason, by: by && personOf(by) };
  for (const alert of state.alerts) alert.climbAt = null;
  delete state.closure;
  write(draft, 'closed', { ...(by && { by: personOf(by) }), details: { reason } });
  if (!by || actsAs(by) !== state.owner.id) notify(draft, { says: 'closed', to: addressee(draft, { owner: true }) });
}
