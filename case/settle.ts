// Brings a case to rest after an event: everything that follows from it by the rules, until nothing changes any more.

import { ageInYears, addMonths, dayStart, localDate, addDays } from '../process/days';
import { earliestDay } from '../process/dates';
import type { Instant, LocalDate } from '../process/time';
import { raiseAlert } from './alerts';
import { recountClocks } from './clocks';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { syncReviews } from './reviews';
import { beginsToHold, judgeAtAnyTime, moveOn } from './stages';
import { syncAlertTasks, syncStageTasks } from './tasks';

/** `resolving`: the answers of a resolve do not raise the alert that they end. */
export function settle(draft: Draft, how: { resolving?: boolean; newRules?: boolean } = {}): void {
  // Ends by itself: a stage is entered once for an event, and a proposed closure stops all moving.
  while (draft.case.status === 'open') {
    raiseByRules(draft, how.resolving === true);
    syncAlertTasks(draft);
    syncStageTasks(draft);
    syncReviews(draft);
    if (!judgeAtAnyTime(draft) && !moveOn(draft)) break;
  }
  if (draft.case.status !== 'open') return;
  recountClocks(draft, how.newRules);
  draft.case.judgeAt = nextJudgement(draft);
}

function raiseByRules(draft: Draft, isResolving: boolean): void {
  for (const alert of draft.rules.process.alerts) {
    if (!alert.raiseWhen) continue;
    const { path } = alert.raiseWhen;
    if (beginsToHold(draft, path, ruleHolds(draft, alert.raiseWhen), alert.raiseWhen, isResolving)) raiseAlert(draft, alert, null, undefined, path);
  }
}

/** When the date alone can next change what holds: a birthday, or a midnight where a rule asks for today. */
function nextJudgement(draft: Draft): Instant | null {
  const { calendar } = draft.rules;
  const today = localDate(calendar, draft.at);
  if (draft.index.daily) return dayStart(calendar, addDays(today, 1));
  const days = draft.index.ages.flatMap((field) => {
    const born = draft.case.answers[field]?.value;
    const day = typeof born === 'string' ? earliestDay(born) : null;
    return day === null ? [] : [nextBirthday(day, today)];
  });
  const first = days.sort()[0];
  return first === undefined ? null : dayStart(calendar, first);
}

function nextBirthday(born: LocalDate, today: LocalDate): LocalDate {
  const next = Math.max(ageInYears(born, today), -1) + 1;
  const day = addMonths(born, 12 * next);
  // Born on 29 February: the age turns on the day after the 28th in other years, whichever of the two ageInYears takes.
  return ageInYears(born, day) >= next ? day : addDays(day, 1);
}
