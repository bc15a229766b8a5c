// What a compiled condition is: a small tree that is evaluated by a table of node kinds; CEL itself is not needed at run time.

/** A value a condition can work with. Dates are `YYYY-MM-DD` or instants, by the declared type of the field. */
export type Value = string | number | boolean | string[];

/**
 * What can be asked of the case beside its answers. `stage` is the id of the present stage; `reason` the closure reason
 * under judgement; `today` the local date; `alerts.open`, `referrals.open` counts; `*.given` of a consent field;
 * `*.result` of a task (`done`, …), `*.done` whether it is.
 */
export interface FactNode {
  op: 'fact';
  /** `alerts.open`, `consent.given`, `case_plan.done`, `stage`, `reason`, `today`. */
  name: string;
}

export type CompareOp = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
export type ArithmeticOp = 'add' | 'sub' | 'mul' | 'div';

export type Condition =
  | { op: 'value'; value: Value }
  | { op: 'field'; field: string }
  | FactNode
  | { op: 'not'; of: Condition }
  | { op: 'and' | 'or'; of: Condition[] }
  | { op: CompareOp; left: Condition; right: Condition }
  | { op: ArithmeticOp; left: Condition; right: Condition }
  | { op: 'neg'; of: Condition }
  | { op: 'if'; test: Condition; then: Condition; else: Condition }
  | { op: 'in'; item: Condition; list: Condition }
  | { op: 'list'; of: Condition[] }
  | { op: 'answered'; field: string }
  | { op: 'call'; name: ConditionFunction; args: Condition[] };

/** Functions an agency may use: `age(birth_date)` in whole years, `days(a, b)` calendar days from a to b, `size(list)`. */
export type ConditionFunction = 'age' | 'days' | 'size';

/** A condition with what it was written as, so that a refusal can quote it. */
export interface Rule {
  /** Path of the rule in the process file, with dots: `stages.assessment.next.0.when`. The source map gives its line. */
  path: string;
  /** As written in the YAML. */
  text: string;
  tree: Condition;
}
