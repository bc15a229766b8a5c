// What a condition comes to for a case as it stands: a table of node kinds, in which an unanswered field is unknown.

import type { ArithmeticOp, CompareOp, Condition, ConditionFunction, Rule, Value } from './condition';
import { ageInYears, daysBetween, earliestDay } from './dates';
import type { FieldType } from './process';
import type { Instant, LocalDate } from './time';
import { toMs } from './time';

/** What a condition can ask of a case. A consent counts as answered by a refusal too. */
export interface Environment {
  today: LocalDate;
  answer(field: string): Value | undefined;
  /** Every fact but `today`; undefined while it is not known. */
  fact(name: string): Value | undefined;
  fieldType(field: string): FieldType | undefined;
  isPrivate(field: string): boolean;
  /** The local day of an instant; without it an instant and a date cannot be compared. */
  localDate?(instant: Instant): LocalDate;
}

/** Why a known value could not be worked with. The checker lets none of these through where it can see it. */
export type Clash = 'type-clash' | 'not-a-date' | 'division-by-zero' | 'number-too-large';

export type Outcome =
  | { known: true; value: Value }
  /** `missing` are the fields and facts without which it cannot be told, each once, in the order they are met. */
  | { known: false; missing: string[]; clash?: Clash };

type Known = Outcome & { known: true };
type Unknown = Outcome & { known: false };

const known = (value: Value): Known => ({ known: true, value });
const clash = (reason: Clash): Unknown => ({ known: false, missing: [], clash: reason });

/**
 * Evaluates a condition. `and` and `or` absorb what is unknown where the rest decides, as CEL's errors are absorbed; otherwise
 * whatever turns on an unknown is unknown, its negation too. Never throws: values that do not fit are unknown with a reason.
 */
export function evaluate(tree: Condition, env: Environment): Outcome {
  const evaluator = (EVALUATORS as Record<string, Evaluator<Condition> | undefined>)[tree.op];
  return evaluator ? evaluator(tree, env) : clash('type-clash');
}

/** Whether a rule is known to hold. */
export function holds(rule: Rule, env: Environment): boolean {
  const outcome = evaluate(rule.tree, env);
  return outcome.known && outcome.value === true;
}

/** The field or fact that is missing when a fact is unknown: for `consent.given` the consent itself. */
export const missingFor = (fact: string): string => fact.replace(/\.given$/, '');

type Evaluator<Node> = (node: Node, env: Environment) => Outcome;
type NodeOf<Op> = Condition extends infer Node ? (Node extends { op: infer Of } ? (Op extends Of ? Node : never) : never) : never;

const EVALUATORS: { [Op in Condition['op']]: Evaluator<NodeOf<Op>> } = {
  value: (node) => known(node.value),
  field: (node, env) => orMissing(env.answer(node.field), node.field),
  fact: (node, env) => orMissing(node.name === 'today' ? env.today : env.fact(node.name), missingFor(node.name)),
  answered: (node, env) => known((env.answer(node.field) ?? undefined) !== undefined),
  not: (node, env) => boolean(evaluate(node.of, env), (value) => known(!value)),
  and: (node, env) => absorbing(node.of, false, env),
  or: (node, env) => absorbing(node.of, true, env),
  if: (node, env) => boolean(evaluate(node.test, env), (value) => evaluate(value ? node.then : node.else, env)),
  eq: comparison,
  ne: comparison,
  lt: comparison,
  le: comparison,
  gt: comparison,
  ge: comparison,
  add: arithmetic,
  sub: arithmetic,
  mul: arithmetic,
  div: arithmetic,
  neg: (node, env) => all([node.of], env, ([value]) => (typeof value === 'number' ? known(-value) : clash('type-clash'))),
  in: membership,
  list: (node, env) =>
    all(node.of, env, (values) => (values.every((value) => typeof value === 'string') ? known(values) : clash('type-clash'))),
  call: (node, env) => {
    const call = FUNCTIONS[node.name] as ((args: Condition[], env: Environment) => Outcome) | undefined;
    return call ? call(node.args, env) : clash('type-clash');
  },
};

const orMissing = (value: Value | undefined, name: string): Outcome =>
  (value ?? undefined) === undefined ? { known: false, missing: [name] } : known(value as Value);

/** Puts what is unknown together: all that is missing, and the first clash. */
function unknownFrom(outcomes: Outcome[]): Unknown | null {
  const unknowns = outcomes.filter((outcome): outcome is Unknown => !outcome.known);
  if (unknowns.length === 0) return null;
  const reason = unknowns.find((outcome) => outcome.clash !== undefined)?.clash;
  return { known: false, missing: [...new Set(unknowns.flatMap((outcome) => outcome.missing))], ...(reason && { clash: reason }) };
}

/** Evaluates all of the nodes; unknown when one of them is. */
function all(nodes: Condition[], env: Environment, then: (values: Value[]) => Outcome): Outcome {
  const outcomes = nodes.map((node) => evaluate(node, env));
  return unknownFrom(outcomes) ?? then(outcomes.map((outcome) => (outcome as Known).value));
}

function boolean(outcome: Outcome, then: (value: boolean) => Outcome): Outcome {
  if (!outcome.known) return outcome;
  return typeof outcome.value === 'boolean' ? then(outcome.value) : clash('type-clash');
}

/** `or` is decided by one true, `and` by one false, whatever else is unknown; undecided and all known, it is the opposite. */
function absorbing(nodes: Condition[], decides: boolean, env: Environment): Outcome {
  const outcomes: Outcome[] = [];
  for (const node of nodes) {
    const outcome = boolean(evaluate(node, env), known);
    if (outcome.known && outcome.value === decides) return outcome;
    outcomes.push(outcome);
  }
  return unknownFrom(outcomes) ?? known(!decides);
}

/** What a node's text stands for, where text alone does not say: a date or an instant. */
function timeKind(node: Condition, env: Environment): 'date' | 'time' | null {
  if (node.op === 'if') return timeKind(node.then, env) ?? timeKind(node.else, env);
  const type = node.op === 'field' ? env.fieldType(node.field) : node.op === 'fact' && node.name === 'today' ? 'date' : undefined;
  return type === 'date' || type === 'time' ? type : null;
}

/** The earliest day that a value can be, or null when it is no date. */
function dayFrom(value: Value | undefined, kind: 'date' | 'time' | null, env: Environment): LocalDate | null {
  if (typeof value !== 'string') return null;
  if (kind !== 'time') return earliestDay(value);
  return env.localDate && !Number.isNaN(toMs(value)) ? env.localDate(value) : null;
}

/** Values as they are compared: dates as their earliest day, instants as milliseconds, all else as it is. Null: no date. */
function comparable(nodes: Condition[], values: Value[], env: Environment): Value[] | null {
  const kinds = nodes.map((node) => timeKind(node, env));
  if (kinds.includes('date')) return complete(values.map((value, index) => dayFrom(value, kinds[index] ?? null, env)));
  if (!kinds.includes('time')) return values;
  return complete(values.map((value) => (typeof value === 'string' && !Number.isNaN(toMs(value)) ? toMs(value) : null)));
}

const complete = (values: (Value | null)[]): Value[] | null => (values.includes(null) ? null : (values as Value[]));

function comparison(node: Condition & { op: CompareOp; left: Condition; right: Condition }, env: Environment): Outcome {
  const sides = [node.left, node.right];
  return all(sides, env, (values) => {
    const [left, right] = comparable(sides, values, env) ?? [];
    if (left === undefined || right === undefined) return clash('not-a-date');
    if (typeof left !== typeof right || Array.isArray(left) !== Array.isArray(right)) return clash('type-clash');
    if (node.op === 'eq' || node.op === 'ne') return known(isSame(left, right) === (node.op === 'eq'));
    if (typeof left !== 'number' && typeof left !== 'string') return clash('type-clash');
    return known(ORDERINGS[node.op](left, right as typeof left));
  });
}

function isSame(left: Value, right: Value): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right;
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

const ORDERINGS: Record<Exclude<CompareOp, 'eq' | 'ne'>, (left: string | number, right: string | number) => boolean> = {
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
};

function membership(node: Condition & { op: 'in' }, env: Environment): Outcome {
  return all([node.item, node.list], env, ([item, list]) => {
    if (!Array.isArray(list) || typeof item !== 'string') return clash('type-clash');
    const isDate = timeKind(node.item, env) === 'date';
    return known(isDate ? list.some((one) => earliestDay(one) === earliestDay(item)) : list.includes(item));
  });
}

/** Numbers are numbers, whole or not: 5 / 2 is 2.5. Texts and lists can be added too. */
function arithmetic(node: Condition & { op: ArithmeticOp; left: Condition; right: Condition }, env: Environment): Outcome {
  return all([node.left, node.right], env, ([left, right]) => {
    if (typeof left === 'number' && typeof right === 'number') return calculated(node.op, left, right);
    if (node.op === 'add' && typeof left === 'string' && typeof right === 'string') return known(left + right);
    if (node.op === 'add' && Array.isArray(left) && Array.isArray(right)) return known([...left, ...right]);
    return clash('type-clash');
  });
}

function calculated(op: ArithmeticOp, left: number, right: number): Outcome {
  if (op === 'div' && right === 0) return clash('division-by-zero');
  const result = CALCULATIONS[op](left, right);
  return Number.isFinite(result) ? known(result) : clash('number-too-large');
}

const CALCULATIONS: Record<ArithmeticOp, (left: number, right: number) => number> = {
  add: (left, right) => left + right,
  sub: (left, right) => left - right,
  mul: (left, right) => left * right,
  div: (left, right) => left / right,
};

const FUNCTIONS: Record<ConditionFunction, (args: Condition[], env: Environment) => Outcome> = {
  age: (args, env) => onDays(args, 1, env, ([birth]) => ageInYears(birth as LocalDate, env.today)),
  days: (args, env) => onDays(args, 2, env, ([from, to]) => daysBetween(from as LocalDate, to as LocalDate)),
  size: (args, env) =>
    all(args, env, ([of]) => {
      if (Array.isArray(of)) return known(of.length);
      return typeof of === 'string' ? known([...of].length) : clash('type-clash');
    }),
};

function onDays(args: Condition[], count: number, env: Environment, then: (days: LocalDate[]) => number): Outcome {
  return all(args, env, (values) => {
    if (values.length !== count) return clash('type-clash');
    const days = values.map((value, index) => dayFrom(value, timeKind(args[index] as Condition, env), env));
    return days.includes(null) ? clash('not-a-date') : known(then(days as LocalDate[]));
  });
}
