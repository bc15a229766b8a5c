// Whether rules and criteria hold now, and why.

import type { Rule } from '../process/condition';
import { holds } from '../process/evaluate';
import type { Explanation as Why } from '../process/explain-condition';
import { why } from '../process/explain-condition';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import type { Case } from './case';
import { environmentOf } from './conditions';
import type { Demands } from './criteria';
import type { Scope } from './scope';

/** Whether a rule holds now and why. */
export interface RuleExplanation {
  rule: string;
  text: string;
  holds: boolean;
  why: Why;
}

/** Of what must hold, or should: what should hold is passed over with a reason. */
export type CriterionExplanation = RuleExplanation & { should?: true };

export function explainRule(rules: Rules, state: Case, rule: Rule, at: Instant, scope: Scope = {}): RuleExplanation {
  const environment = environmentOf(rules, state, at, scope);
  return { rule: rule.path, text: rule.text, holds: holds(rule, environment), why: why(rule, environment) };
}

/** What must hold and then what should, in the order of the file. */
export function explainCriteria(rules: Rules, state: Case, { must = [], should = [] }: Demands, at: Instant, scope: Scope = {}): CriterionExplanation[] {
  return [...must, ...should].map((criterion) => ({
    ...explainRule(rules, state, criterion.that, at, scope), rule: criterion.rule, ...(should.includes(criterion) && { should: true as const }),
  }));
}
