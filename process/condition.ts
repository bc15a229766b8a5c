// What compiled conditions and dues are, each of which may turn on the other; CEL itself is not needed at run time.

import type { Length } from './time';

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
  /** Whether a field has an answer; with `as` a field of the record that a macro looks at. */
  | { op: 'answered'; field: string; as?: string }
  | { op: 'call'; name: ConditionFunction; args: Condition[] }
  /** `passed("30 days after start of assessment")`: whether that instant has come. */
  | { op: 'passed'; due: Due }
  /** `within(incident_on, "30 days")`: whether a date or an instant lies no further from now than that, back or ahead. */
  | { op: 'within'; of: Condition; length: Length }
  /** `count(missed_visit, "12 months")`: how often an event has counted in the time up to now. */
  | { op: 'count'; event: string; window: Length }
  /** `goal.all(g, …)`, `needs.exists(n, …)`, `goal.filter(g, …)` over the records of a list or the chosen options of a field. */
  | { op: 'each'; macro: 'all' | 'exists' | 'filter'; list: Condition; as: string; test: Condition }
  /** The records of a list of the case. */
  | { op: 'records'; list: string }
  /** What a macro looks at: a chosen option, or with `field` an answer of the record. */
  | { op: 'item'; as: string; field?: string };

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

/** Something that happens in a case, which a clock can count from. */
export interface Anchor {
  kind: 'task' | 'stage' | 'review' | 'meeting' | 'event';
  id: string;
  /** `planned` is the date a meeting is set for. */
  edge: 'start' | 'end' | 'planned';
  /** The first or the last time that it happened in this case; of a task of the same round or alert, when absent, the one there. */
  which?: 'first' | 'last';
}

/** Where a count begins, or what it leads up to. */
export type Start = Anchor | { kind: 'field'; field: string } | { kind: 'all'; of: Anchor[] };

/** So many contacts within a window; the windows of a series follow one another, and the last one comes again and again. */
export interface Contacts {
  rule: string;
  times: number;
  within: Length;
}

/** How soon. `rule` paths let explain point at the very line that decided. */
export type Due =
  | { form: 'none' }
  /** `3 working days`, `15 working days after strategy_discussion`, `24 hours after incident_at`. */
  | { form: 'length'; rule: string; length: Length; after?: Start; roll?: 'next_working_day' }
  /** `5 working days before court_date`. */
  | { form: 'before'; rule: string; length: Length; of: Start; roll?: 'next_working_day' }
  /** `on due_on`: with the end of that day, or at that instant. */
  | { form: 'on'; rule: string; of: Start; roll?: 'next_working_day' }
  | { form: 'depends_on'; rule: string; field: string; cases: Record<string, Due>; otherwise?: Due }
  /** The first line whose condition holds; one without a condition always does. */
  | { form: 'when'; rule: string; lines: { rule: string; when?: Rule; then: Due }[] }
  /** `earliest` takes those that are known, `latest` waits for all. */
  | { form: 'earliest' | 'latest'; rule: string; of: Due[] }
  /** `times: 10`, `within: 3 months`, or a tapering series of such pairs; for what recurs. */
  | { form: 'times'; rule: string; series: Contacts[] }
  /** `times: 1`, `between: follow_up`: so often between two occurrences of that review; for what recurs. */
  | { form: 'between'; rule: string; times: number; review: string };

/** How the value of a field is worked out. */
export type Derivation =
  /** A day, or an instant. */
  | { form: 'date'; due: Due }
  /** What an expression comes to: a number, a yes or no, an option. */
  | { form: 'value'; rule: Rule }
  /** Chosen by an answer. */
  | { form: 'by_field'; rule: string; field: string; cases: Record<string, Derivation>; otherwise?: Derivation }
  /** The first line whose condition holds; one without a condition always does. */
  | { form: 'lines'; rule: string; lines: { rule: string; when?: Rule; then: Derivation }[] };
