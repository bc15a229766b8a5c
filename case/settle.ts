// Brings a case to rest after an event: everything that follows from it by the rules, until nothing changes any more.

import type { Condition } from '../process/condition';
import { nextChange } from '../process/next-change';
import type { Instant } from '../process/time';
import { syncAgreementClocks, syncAgreements } from './agreements';
import { raiseAlert } from './alerts';
import { environmentOf, ruleHolds } from './conditions';
import { deriveAnswers } from './derived';
import type { Draft } from './draft';
import { syncEvents } from './events';
import { syncNamedClocks } from './named-clocks';
import { isPending, syncAlertTasks, syncCaseTasks, syncStageTasks, syncTasksElsewhere } from './openings';
import { beginRecords, syncRecords } from './record-lives';
import { recountClocks } from './recount';
import type { Scope } from './scope';
import { openRecords } from './scope';
import { dropPointlessRequests } from './requests';
import { syncReviews } from './reviews';
import { beginsToHold, judgeAtAnyTime, moveOn } from './stages';

/** What is worked out may turn on what follows from it; so often it is looked at anew for that alone. */
const MOST_AGAIN = 10;

/** `resolving`: the answers of a resolve do not raise the alert that they end. */
export function settle(draft: Draft, how: { resolving?: boolean; newRules?: boolean } = {}): void {
  // Ends by itself: a stage is entered once for an event, and a proposed closure stops all moving.
  let again = MOST_AGAIN;
  while (draft.case.status === 'open') {
    beginRecords(draft);
    deriveAnswers(draft);
    syncAgreements(draft);
    raiseByRules(draft, how.resolving === true);
    syncAlertTasks(draft);
    syncStageTasks(draft);
    syncCaseTasks(draft);
    syncTasksElsewhere(draft);
    const hasMoved = syncRecords(draft);
    syncReviews(draft);
    syncNamedClocks(draft);
    // What counts now may turn any rule.
    if (syncEvents(draft)) continue;
    if (!judgeAtAnyTime(draft) && !moveOn(draft) && !hasMoved && !((again -= 1) > 0 && deriveAnswers(draft))) break;
  }
  if (draft.case.status !== 'open') return;
  syncAgreementClocks(draft);
  recountClocks(draft, how.newRules);
  dropPointlessRequests(draft);
  draft.case.judgeAt = nextJudgement(draft);
}

function raiseByRules(draft: Draft, isResolving: boolean): void {
  for (const alert of draft.rules.process.alerts) {
    if (!alert.raiseWhen) continue;
    const { path } = alert.raiseWhen;
    if (beginsToHold(draft, path, ruleHolds(draft, alert.raiseWhen), alert.raiseWhen, { stays: isResolving })) raiseAlert(draft, alert, null, undefined, path);
  }
}

/** When time alone next changes what one of the rules comes to, of the case or of one of its open records. */
function nextJudgement(draft: Draft): Instant | null {
  const { timed, timedPerRecord, timedPerEvent } = draft.index;
  const { closure } = draft.case;
  let first = earliestChange(draft, timed, closure ? { reason: closure.reason } : {}, null);
  for (const [list, trees] of timedPerRecord) {
    if (trees.length === 0) continue;
    for (const { id } of openRecords(draft.case, list)) first = earliestChange(draft, trees, { record: id }, first);
  }
  if (timedPerEvent.size > 0) {
    for (const opening of draft.case.tasks) if (isPending(opening)) first = earliestChange(draft, timedPerEvent.get(opening.task) ?? [], opening.of, first);
  }
  return first;
}

function earliestChange(draft: Draft, trees: Condition[], scope: Scope, before: Instant | null): Instant | null {
  if (trees.length === 0) return before;
  const env = environmentOf(draft.rules, draft.case, draft.at, scope);
  let first = before;
  for (const tree of trees) {
    const next = nextChange(tree, env);
    if (next !== null && (first === null || next < first)) first = next;
  }
  return first;
}
