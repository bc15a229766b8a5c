// Lint rule: criteria of the closure that no case can ever meet, for all reasons or for one of them.

import type { Rule } from '../../process/condition';
import type { Process } from '../../process/process';
import { Situations } from '../meaning/situations';
import type { LintRule } from './rule';

export const closureNeverHolds: LintRule = {
  code: 'closure-never-holds',
  check(process, complain) {
    const { must, reasons, rule } = process.closure;
    const shut = new Map<string, string[]>();
    for (const reason of reasons) {
      const path = must.find((one) => canNeverHold(process, [one.that], reason))?.that.path ?? (canNeverHold(process, must.map((one) => one.that), reason) ? `${rule}.must` : undefined);
      if (path !== undefined) shut.set(path, [...(shut.get(path) ?? []), reason]);
    }
    for (const [path, closed] of shut) {
      const which = closed.length === reasons.length ? 'A case can never be closed' : `A case can never be closed as ${closed.map((reason) => `\`${reason}\``).join(', ')}`;
      complain(path, `${which}: ${path.endsWith('.must') ? 'these criteria exclude each other' : 'this can never hold'}.`, 'Mend the condition; `or reason is not …` frees a reason from it.');
    }
  },
};

/** Whether some rules can never all hold when a case is closed for a reason. */
function canNeverHold(process: Process, rules: Rule[], reason: string): boolean {
  const situations = new Situations(process, rules, { reason });
  return situations.all()?.every((one) => rules.some((rule) => situations.judge(rule, one) !== 'holds')) ?? false;
}
