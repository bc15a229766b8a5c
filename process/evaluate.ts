// What a condition comes to for a case as it stands: a table of node kinds, in which an unanswered field is unknown.

import type { Side } from './compare';
import { calculated, compared, dayFrom, isIn, timeKind } from './compare';
import type { Condition, ConditionFunction, Rule, Value } from './condition';
import { ageInYears, daysBetween } from './dates';
import type { Environment, Item, Known, Outcome, Unknown, Within } from './environment';
import { clash, known, missing, MOST_ITEMS, MOST_MACROS, MOST_WORK, unknownFrom } from './environment';
import { windowEnd } from './length';
import { nearTo, nearToDate } from './nearness';
import type { LocalDate } from './time';
import { toMs } from './time';

/**
 * Evaluates a condition. `and` and `or` absorb what is unknown where the rest decides, as CEL's errors are absorbed; otherwise
 * whatever turns on an unknown is unknown, its negation too. Never throws: values that do not fit are unknown with a reason.
 */
export const evaluate = (tree: Condition, env: Environment): Outcome => judge(tree, bounded(env));

/** An environment in which the work of everything that is evaluated with it is bounded together. */
export const bounded = (env: Environment): Environment => (env.within ? env : { ...env, within: { depth: 0, items: {}, work: { left: MOST_WORK } } });

function judge(tree: Condition, env: Environment): Outcome {
  const evaluator = (EVALUATORS as Record<string, Evaluator<Condition> | undefined>)[tree.op];
  const work = env.within?.work;
  if (work && (work.left -= 1) < 0) return clash('too-much');
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
/** The node of a kind. */
export type NodeOf<Op> = Condition extends infer Node ? (Node extends { op: infer Of } ? (Op extends Of ? Node : never) : never) : never;

const EVALUATORS: { [Op in Condition['op']]: Evaluator<NodeOf<Op>> } = {
  value: (node) => known(node.value),
  field: (node, env) => orMissing(env.answer(node.field), node.field),
  fact: (node, env) => orMissing(node.name === 'today' ? env.today : env.fact(node.name), missingFor(node.name)),
  answered,
  not: (node, env) => boolean(judge(node.of, env), (value) => known(!value)),
  and: (node, env) => absorbing(node.of, (one) => judge(one, env), false),
  or: (node, env) => absorbing(node.of, (one) => judge(one, env), true),
  if: (node, env) => boolean(judge(node.test, env), (value) => judge(value ? node.then : node.else, env)),
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
  in: (node, env) => both(node.item, node.list, env, (item, list) => isIn(side(node.item, item, env), list)),
  list: (node, env) =>
    all(node.of, env, (values) => (values.every((value) => typeof value === 'string') ? known(values) : clash('type-clash'))),
  call: (node, env) => {
    const call = FUNCTIONS[node.name] as ((args: Condition[], env: Environment) => Outcome) | undefined;
    return call ? call(node.args, env) : clash('type-clash');
  },
  passed,
  within: nearness,
  count: counted,
  records: (node, env) => listed(itemsOf(node, env)),
  each: (node, env) => (node.macro === 'filter' ? listed(itemsOf(node, env)) : eachItem(node, env)),
  item: (node, env) => itemValue(node, env),
};

const orMissing = (value: Value | undefined, name: string): Outcome =>
  (value ?? undefined) === undefined ? missing(name) : known(value as Value);

function answered(node: NodeOf<'answered'>, env: Environment): Outcome {
  if (node.as === undefined) return known((env.answer(node.field) ?? undefined) !== undefined);
  const item = env.within?.items[node.as];
  return item && 'record' in item ? known((item.record.answer(node.field) ?? undefined) !== undefined) : clash('type-clash');
}

/** Evaluates all of the nodes; unknown when one of them is. */
function all(nodes: Condition[], env: Environment, then: (values: Value[]) => Outcome): Outcome {
  const outcomes = nodes.map((node) => judge(node, env));
  return unknownFrom(outcomes) ?? then(outcomes.map((outcome) => (outcome as Known).value));
}

function boolean(outcome: Outcome, then: (value: boolean) => Outcome): Outcome {
  if (!outcome.known) return outcome;
  return typeof outcome.value === 'boolean' ? then(outcome.value) : clash('type-clash');
}

/** `or` is decided by one true, `and` by one false, whatever else is unknown; undecided and all known, it is the opposite. */
function absorbing<Part>(parts: Part[], come: (part: Part) => Outcome, decides: boolean): Outcome {
  const unknowns: Outcome[] = [];
  for (const part of parts) {
    const outcome = boolean(come(part), known);
    if (!outcome.known) unknowns.push(outcome);
    else if (outcome.value === decides) return outcome;
  }
  return unknownFrom(unknowns) ?? known(!decides);
}

/** Evaluates two nodes; unknown when one of them is. */
function both(left: Condition, right: Condition, env: Environment, then: (left: Value, right: Value) => Outcome): Outcome {
  const [one, other] = [judge(left, env), judge(right, env)];
  return one.known && other.known ? then(one.value, other.value) : (unknownFrom([one, other]) as Outcome);
}

const side = (node: Condition, value: Value, env: Environment): Side => ({ value, kind: timeKind(node, env) });

function comparison(node: NodeOf<'eq'>, env: Environment): Outcome {
  const { left, right } = node;
  return both(left, right, env, (one, other) => compared(node.op, [side(left, one, env), side(right, other, env)], env));
}

function arithmetic({ op, left, right }: NodeOf<'add'>, env: Environment): Outcome {
  return both(left, right, env, (one, other) => calculated(op, one, other));
}

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
    const days = values.map((value, index) => dayFrom(side(args[index] as Condition, value, env), env));
    return days.includes(null) ? clash('not-a-date') : known(then(days as LocalDate[]));
  });
}

function nearness(node: NodeOf<'within'>, env: Environment): Outcome {
  return all([node.of], env, ([value]) => {
    const { at, calendar } = env;
    if (at === undefined || !calendar) return missing('today');
    const near = side(node.of, value as Value, env);
    const stretch = nearStretch(near, node.length, env);
    return stretch ? known(stretch.from <= at && at < stretch.until) : clash('not-a-date');
  });
}

/** A due that never falls has never passed. */
function passed(node: NodeOf<'passed'>, env: Environment): Outcome {
  const moment = env.at === undefined ? undefined : env.dueAt?.(node.due, env.at);
  if (env.at === undefined || !moment) return missing('today');
  if ('waitsFor' in moment) return missing(...moment.waitsFor);
  return known(moment.at !== null && moment.at <= env.at);
}

/** An event counts up to the end of the window that it begins: one of 29 April up to 28 July, in three months. */
function counted(node: NodeOf<'count'>, env: Environment): Outcome {
  const { calendar } = env;
  const at = env.countsAt ?? env.at;
  const occurrences = env.occurrences?.(node.event);
  if (!occurrences || at === undefined || !calendar) return missing(node.event);
  // They are in order, and so are the ends of their windows.
  const happened = firstWith(occurrences, (one) => one > at);
  return known(happened - firstWith(occurrences.slice(0, happened), (one) => windowEnd(calendar, one, node.window).at > at));
}

/** Place of the first of which it is so, where it is so of all after it; behind the last when it is so of none. */
function firstWith<T>(sorted: T[], isSo: (one: T) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(sorted[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The stretch of time in which a value counts as near; null when it is no date, or a day that hours are counted from. */
export function nearStretch(near: Side, length: NodeOf<'within'>['length'], env: Environment): ReturnType<typeof nearToDate> {
  if (!env.calendar) return null;
  if (near.kind === 'time') {
    return typeof near.value === 'string' && !Number.isNaN(toMs(near.value)) ? nearTo(env.calendar, near.value, length) : null;
  }
  const day = dayFrom(near, env);
  return day === null ? null : nearToDate(env.calendar, day, length);
}

/** What a list holds, or why it cannot be told. */
export function itemsOf(list: Condition, env: Environment): Item[] | Unknown {
  if (list.op === 'records') {
    const records = env.records?.(list.list);
    if (!records) return missing(list.list);
    return records.length > MOST_ITEMS ? clash('list-too-long') : records.map((record) => ({ record, list: list.list }));
  }
  if (list.op === 'each' && list.macro === 'filter') return filtered(list, env);
  const words = judge(list, env);
  if (!words.known) return words;
  if (!Array.isArray(words.value)) return clash('type-clash');
  return words.value.length > MOST_ITEMS ? clash('list-too-long') : words.value.map((word) => ({ word }));
}

const listed = (items: Item[] | Unknown): Outcome => (Array.isArray(items) ? known(items.map(nameOf)) : items);

/** What an item is known by: the option itself, or the record's id. */
export const nameOf = (item: Item): string => ('word' in item ? item.word : item.record.id);

/** The environment in which a macro's test is judged for one item; unknown when macros stand too deep in one another. */
export function aroundItem(node: NodeOf<'each'>, item: Item, env: Environment): Environment | Unknown {
  const { depth, items, work } = bounded(env).within as Within;
  if (depth >= MOST_MACROS) return clash('too-deep');
  return { ...env, within: { depth: depth + 1, items: { ...items, [node.as]: item }, work } };
}

/** What the test of a macro comes to for one item after the other, in an environment made once for all of them. */
function testing(node: NodeOf<'each'>, env: Environment): (item: Item) => Outcome {
  const around = aroundItem(node, { word: '' }, env);
  if ('known' in around) return () => around;
  const { items } = around.within as Within;
  return (item) => {
    items[node.as] = item;
    return boolean(judge(node.test, around), known);
  };
}

/** `all` of no items holds and `exists` does not. */
function eachItem(node: NodeOf<'each'>, env: Environment): Outcome {
  const items = itemsOf(node.list, env);
  return Array.isArray(items) ? absorbing(items, testing(node, env), node.macro === 'exists') : items;
}

/** Unknown when one of the tests is: it cannot be told what is in the list. */
function filtered(node: NodeOf<'each'>, env: Environment): Item[] | Unknown {
  const items = itemsOf(node.list, env);
  if (!Array.isArray(items)) return items;
  const outcomes = items.map(testing(node, env));
  return unknownFrom(outcomes) ?? items.filter((_, index) => (outcomes[index] as Known).value === true);
}

function itemValue(node: NodeOf<'item'>, env: Environment): Outcome {
  const item = env.within?.items[node.as];
  if (!item) return clash('type-clash');
  if (node.field === undefined) return known(nameOf(item));
  return 'record' in item ? orMissing(item.record.answer(node.field), `${item.list}.${node.field}`) : clash('type-clash');
}
