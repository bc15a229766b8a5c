// Lint rule: an alert that no condition, no person and no late step raises.

import { certaintyOf } from '../meaning/certainty';
import { raisedWithoutCondition } from '../meaning/ways';
import type { LintRule } from './rule';

export const alertNeverRaised: LintRule = {
  code: 'alert-never-raised',
  check(process, complain) {
    const raised = raisedWithoutCondition(process);
    for (const alert of process.alerts) {
      if (raised.has(alert.id)) continue;
      if (!alert.raiseWhen) complain(alert.rule, `Nothing and nobody can raise the alert \`${alert.id}\`.`, 'Add `raise_when`, `raised_by`, or a late step with `raise:`.');
      else if (certaintyOf(process, alert.raiseWhen) === 'never') complain(alert.raiseWhen.path, `The alert \`${alert.id}\` is never raised: its condition can never hold, and nobody may raise it.`, 'Mend the condition, or add `raised_by`.');
    }
  },
};
