// Brings a case to rest after an event: everything that follows from it by the rules, until nothing changes any more.

import { nextChange } from '../process/next-change';
import type { Instant } from '../process/time';
import { raiseAlert } from './alerts';
import { environmentOf, ruleHolds } from './conditions';
import { deriveAnswers } from './derived';
import type { Draft } from './draft';
import { syncNamedClocks } from './named-clocks';
import { syncAlertTasks, syncStageTasks, syncTasksElsewhere } from './openings';
import { recountClocks } from './recount';
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
    deriveAnswers(draft);
    raiseByRules(draft, how.resolving === true);
    syncAlertTasks(draft);
    syncStageTasks(draft);
    syncTasksElsewhere(draft);
    syncReviews(draft);
    syncNamedClocks(draft);
    if (!judgeAtAnyTime(draft) && !moveOn(draft) && !((again -= 1) > 0 && deriveAnswers(draft))) break;
  }
  if (draft.case.status !== 'open') return;
  recountClocks(draft, how.newRules);
  dropPointlessRequests(draft);
  draft.case.judgeAt = nextJudgement(draft);
}

function raiseByRules(draft: Draft, isResolving: boolean): void {
  for (const alert of draft.rules.process.alerts) {
    if (!alert.raiseWhen) continue;
    const { path } = alert.raiseWhen;
    if (beginsToHold(draft, path, ruleHolds(draft, alert.raiseWhen), alert.raiseWhen, isResolving)) raiseAlert(draft, alert, null, undefined, path);
  }
}

/** When time alone next changes what one of the rules comes to. */
function nextJudgement(draft: Draft): Instant | null {
  const { timed } = draft.index;
  if (timed.length === 0) return null;
  const env = environmentOf(draft.rules, draft.case, draft.at, draft.case.closure ? { reason: draft.case.closure.reason } : {});
  let first: Instant | null = null;
  for (const tree of timed) {
    const next = nextChange(tree, env);
    if (next !== null && (first === null || next < first)) first = next;
  }
  return first;
}
