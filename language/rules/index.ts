// The lint rules, and how they are run: a rule that breaks is a problem of that rule, not of the file.

import type { Process } from '../../process/process';
import type { Report } from '../report';
import type { Range } from '../source';
import { optionNotCovered } from './option-not-covered';
import type { LintRule } from './rule';
import { stageWithoutWayOut } from './stage-without-way-out';
import { taskNobodyMayDo } from './task-nobody-may-do';
import { unreachableStage } from './unreachable-stage';

export const LINT_RULES: readonly LintRule[] = [optionNotCovered, stageWithoutWayOut, taskNobodyMayDo, unreachableStage];

/** Runs the rules over a process; a draft with errors gets only those that stand it. */
export function lint(process: Process, isDraft: boolean, report: Report, rangeOf: (path: string) => Range, rules = LINT_RULES): void {
  for (const rule of rules) {
    if (isDraft && !rule.runsOnDrafts) continue;
    try {
      rule.check(process, (path, message, fix) => report.add(rule.code, rangeOf(path), message, fix));
    } catch (error) {
      report.add('rule-crashed', { start: 0, end: 0 }, `The check \`${rule.code}\` broke down: ${error instanceof Error ? error.message : String(error)}.`, 'The file may be right; please report this as a fault of Caseway.');
    }
  }
}
