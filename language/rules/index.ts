// The lint rules, and how they are run: a rule that breaks is a problem of that rule, not of the file.

import type { Calendar } from '../../process/calendar';
import type { Process, Texts } from '../../process/process';
import type { LocalDate } from '../../process/time';
import type { Report } from '../report';
import type { Range } from '../source';
import { alertNeverRaised } from './alert-never-raised';
import { alertNobodyMayResolve } from './alert-nobody-may-resolve';
import { allOverEmpty } from './all-over-empty';
import { answerMayBeMissing } from './answer-may-be-missing';
import { calendarEndsSoon } from './calendar-ends-soon';
import { chainWithoutSecondPerson } from './chain-without-second-person';
import { clocksContradict } from './clocks-contradict';
import { closureNeverHolds } from './closure-never-holds';
import { conditionAlwaysHolds } from './condition-always-holds';
import { conditionNeverHolds } from './condition-never-holds';
import { dueWithoutOtherwise } from './due-without-otherwise';
import { endlessLoop } from './endless-loop';
import { fieldInText } from './field-in-text';
import { fieldNeverAsked } from './field-never-asked';
import { fieldNeverUsed } from './field-never-used';
import { lateStepNeverComes } from './late-step-never-comes';
import { listNeverFilled } from './list-never-filled';
import { optionNotCovered } from './option-not-covered';
import { reminderTooLong } from './reminder-too-long';
import { roleNeverUsed } from './role-never-used';
import type { CalendarRule, Complain, LintRule } from './rule';
import { stageWithoutWayOut } from './stage-without-way-out';
import { taskNobodyMayDo } from './task-nobody-may-do';
import { unreachableStage } from './unreachable-stage';

/** Of processes, by name. */
export const LINT_RULES: readonly LintRule[] = [
  alertNeverRaised, alertNobodyMayResolve, allOverEmpty, answerMayBeMissing, chainWithoutSecondPerson, clocksContradict, closureNeverHolds,
  conditionAlwaysHolds, conditionNeverHolds, dueWithoutOtherwise, endlessLoop, fieldInText, fieldNeverAsked, fieldNeverUsed,
  lateStepNeverComes, listNeverFilled, optionNotCovered, reminderTooLong, roleNeverUsed, stageWithoutWayOut, taskNobodyMayDo, unreachableStage,
];

/** Of calendars. */
export const CALENDAR_RULES: readonly CalendarRule[] = [calendarEndsSoon];

export interface Linted {
  process: Process;
  /** The process has errors: only those rules run that stand it. */
  isDraft: boolean;
  /** Of its own language, by path. */
  texts: Texts;
}

/** Runs the rules over a process. */
export function lint({ process, isDraft, texts }: Linted, report: Report, rangeOf: (path: string) => Range, rules = LINT_RULES): void {
  for (const rule of rules) {
    if (!isDraft || rule.runsOnDrafts) run(rule.code, report, rangeOf, (complain) => rule.check(process, complain, texts));
  }
}

/** Runs the rules over a calendar without errors; what turns on the date needs to be told it. */
export function lintCalendar(calendar: Calendar, today: LocalDate, report: Report, rangeOf: (path: string) => Range, rules = CALENDAR_RULES): void {
  for (const rule of rules) run(rule.code, report, rangeOf, (complain) => rule.check(calendar, today, complain));
}

function run(code: LintRule['code'], report: Report, rangeOf: (path: string) => Range, check: (complain: Complain) => void): void {
  try {
    check((path, message, fix) => report.add(code, rangeOf(path), message, fix));
  } catch (error) {
    report.add('rule-crashed', { start: 0, end: 0 }, `The check \`${code}\` broke down: ${error instanceof Error ? error.message : String(error)}.`, 'The file may be right; please report this as a fault of Caseway.');
  }
}
