// Lint rule: a condition that can never hold.

import { certaintyOf } from '../meaning/certainty';
import { raisedWithoutCondition } from '../meaning/ways';
import { rulesWithPlace } from '../meaning/where-judged';
import type { LintRule } from './rule';

export const conditionNeverHolds: LintRule = {
  code: 'condition-never-holds',
  check(process, complain) {
    const raised = raisedWithoutCondition(process);
    // What stands in the way of a closure or of every raise is an error, and said by rules of its own.
    const elsewhere = new Set([...process.closure.must.map((one) => one.that), ...process.alerts.filter((alert) => !raised.has(alert.id)).map((alert) => alert.raiseWhen)]);
    for (const { rule, given } of rulesWithPlace(process)) {
      if (!elsewhere.has(rule) && certaintyOf(process, rule, given) === 'never') complain(rule.path, `\`${rule.text}\` can never hold here.`, 'Mend it, or take out what depends on it.');
    }
  },
};
