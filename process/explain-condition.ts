// Why a condition holds or does not: each single test of it with what it came to, and the answers that are missing.

import type { Condition, Rule } from './condition';
import type { Read } from './condition-parts';
import { readsIn } from './condition-parts';
import { conditionText } from './condition-text';
import type { Clash, Environment, Item, Outcome } from './environment';
import type { NodeOf } from './evaluate';
import { aroundItem, bounded, evaluate, itemsOf, missingFor, nameOf } from './evaluate';

export type Verdict = 'holds' | 'fails' | 'unknown';

/** What a test reads of a case. Values are left out on purpose: who may see them is decided where they are shown. */
export type Reading = Read & { private: boolean };

/** A part of a condition with what it came to; `all`, `any`, `not` and `if` have parts, a `test` has none. */
export interface Explanation {
  kind: 'all' | 'any' | 'not' | 'if' | 'test';
  verdict: Verdict;
  /** In the words of the process language: `risk is immediate`. */
  text: string;
  /** Where a list is gone through, what this part is said of: an option, or the id of a record. */
  item?: string;
  /**
   * In the order of the file; of an `if` the test and, once that is known, the branch it led to; of `goal.all(…)` and
   * `goal.exists(…)` one for each of the list, those that stand in the way first where there are more than `MOST_ITEMS_SHOWN`.
   */
  parts: Explanation[];
  reads: Reading[];
  /** Fields and facts without an answer that stand in the way. */
  missing: string[];
  clash?: Clash;
}

/** The explanation tree of a rule. Never throws. */
export const why = (rule: Rule, env: Environment): Explanation => explain(rule.tree, bounded(env));

/** So many of a list are explained one by one. */
export const MOST_ITEMS_SHOWN = 50;

/**
 * The single tests that keep a rule from holding; empty when it holds. Under a `not` these are the tests that hold and should not.
 */
export function whyNot(rule: Rule, env: Environment): Explanation[] {
  const explanation = why(rule, env);
  return explanation.verdict === 'holds' ? [] : inTheWay(explanation, true);
}

/** The tests that keep an explanation from coming to what is wanted. */
function inTheWay(explanation: Explanation, wanted: boolean): Explanation[] {
  if (explanation.verdict === (wanted ? 'holds' : 'fails')) return [];
  // Of a list that is not known, and of one in which nothing fits, there is no single item to name.
  if (explanation.kind === 'test' || explanation.parts.length === 0) return [explanation];
  if (explanation.kind === 'if') return explanation.parts.slice(-1).flatMap((part) => inTheWay(part, wanted));
  return explanation.parts.flatMap((part) => inTheWay(part, explanation.kind === 'not' ? !wanted : wanted));
}

function explain(tree: Condition, env: Environment): Explanation {
  const outcome = evaluate(tree, env);
  const parts = partsOf(tree, env);
  return {
    kind: kindOf(tree),
    verdict: verdictOf(outcome),
    text: conditionText(tree, (field) => env.fieldType(field) === 'text'),
    parts,
    reads: readsOf(tree, env),
    missing: missingOf(tree, outcome),
    ...(!outcome.known && outcome.clash && { clash: outcome.clash }),
  };
}

const KINDS: Partial<Record<Condition['op'], Explanation['kind']>> = { and: 'all', or: 'any', not: 'not', if: 'if' };
const MACROS: Record<NodeOf<'each'>['macro'], Explanation['kind']> = { all: 'all', exists: 'any', filter: 'test' };

const kindOf = (tree: Condition): Explanation['kind'] => (tree.op === 'each' ? MACROS[tree.macro] : (KINDS[tree.op] ?? 'test'));

/** What an outcome is where a yes or no is asked. */
export function verdictOf(outcome: Outcome): Verdict {
  if (!outcome.known) return 'unknown';
  return outcome.value === true ? 'holds' : 'fails';
}

function missingOf(tree: Condition, outcome: Outcome): string[] {
  if (tree.op === 'answered' && outcome.known && outcome.value === false) return [tree.field];
  return outcome.known ? [] : outcome.missing;
}

function partsOf(tree: Condition, env: Environment): Explanation[] {
  if (tree.op === 'and' || tree.op === 'or') return tree.of.map((part) => explain(part, env));
  if (tree.op === 'not') return [explain(tree.of, env)];
  if (tree.op === 'each') return kindOf(tree) === 'test' ? [] : partsOfList(tree, env);
  if (tree.op !== 'if') return [];
  const test = explain(tree.test, env);
  if (test.verdict === 'unknown') return [test];
  return [test, explain(test.verdict === 'holds' ? tree.then : tree.else, env)];
}

/** One part for each of the list; none when the list itself is not known. */
function partsOfList(tree: NodeOf<'each'>, env: Environment): Explanation[] {
  const items = itemsOf(tree.list, env);
  if (!Array.isArray(items)) return [];
  const parts = shown(items, (item) => {
    const around = aroundItem(tree, item, env);
    return 'known' in around ? 'unknown' : verdictOf(evaluate(tree.test, around));
  }, tree.macro === 'all' ? 'holds' : 'fails');
  return parts.flatMap((item) => {
    const around = aroundItem(tree, item, env);
    return 'known' in around ? [] : [saidOf(nameOf(item), explain(tree.test, around))];
  });
}

/** The explanation with all its parts said of an item; inside another list they are said of that one's. */
const saidOf = (item: string, { parts, ...of }: Explanation): Explanation => ({ item, ...of, parts: parts.map((part) => saidOf(item, part)) });

/** At most so many, those that stand in the way before the others. */
function shown(items: Item[], verdict: (item: Item) => Verdict, harmless: Verdict): Item[] {
  if (items.length <= MOST_ITEMS_SHOWN) return items;
  const inWay = items.map((item) => verdict(item) !== harmless);
  return [...items.filter((_, index) => inWay[index]), ...items.filter((_, index) => !inWay[index])].slice(0, MOST_ITEMS_SHOWN);
}

/** All that a condition reads, each once. */
function readsOf(tree: Condition, env: Environment): Reading[] {
  const lists = Object.fromEntries(Object.entries(env.within?.items ?? {}).flatMap(([as, item]) => ('list' in item ? [[as, item.list]] : [])));
  const found = new Map<string, Reading>();
  for (const read of readsIn(tree, lists)) {
    const isKept = read.kind === 'list' || read.kind === 'event' || read.kind === 'anchor';
    found.set(`${read.kind} ${read.name}`, { ...read, private: !isKept && env.isPrivate(missingFor(read.name)) });
  }
  return [...found.values()];
}
