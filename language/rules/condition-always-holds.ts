// Lint rule: a condition that holds whatever is answered.

import { certaintyOf } from '../meaning/certainty';
import { rulesWithPlace } from '../meaning/where-judged';
import type { LintRule } from './rule';

export const conditionAlwaysHolds: LintRule = {
  code: 'condition-always-holds',
  check(process, complain) {
    for (const { rule, given } of rulesWithPlace(process)) {
      if (certaintyOf(process, rule, given) === 'always') complain(rule.path, `\`${rule.text}\` holds here whatever is answered.`, 'Take it out, mend it, or ask `answered(…)` if that is meant.');
    }
  },
};
