// Why a condition holds or does not: each single test of it with what it came to, and the answers that are missing.

import type { Condition, Rule } from './condition';
import { conditionText } from './condition-text';
import type { Clash, Environment, Outcome } from './evaluate';
import { evaluate, missingFor } from './evaluate';

export type Verdict = 'holds' | 'fails' | 'unknown';

/** A field or fact that a test reads. Values are left out on purpose: who may see them is decided where they are shown. */
export interface Reading {
  kind: 'field' | 'fact';
  /** Field id, or the fact's name: `consent.given`. */
  name: string;
  private: boolean;
}

/** A part of a condition with what it came to; `all`, `any`, `not` and `if` have parts, a `test` has none. */
export interface Explanation {
  kind: 'all' | 'any' | 'not' | 'if' | 'test';
  verdict: Verdict;
  /** In the words of the process language: `risk is immediate`. */
  text: string;
  /** In the order of the file; of an `if` the test and, once that is known, the branch it led to. */
  parts: Explanation[];
  reads: Reading[];
  /** Fields and facts without an answer that stand in the way. */
  missing: string[];
  clash?: Clash;
}

/** The explanation tree of a rule. Never throws. */
export const why = (rule: Rule, env: Environment): Explanation => explain(rule.tree, env);

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
  if (explanation.kind === 'test') return [explanation];
  if (explanation.kind === 'if') return explanation.parts.slice(-1).flatMap((part) => inTheWay(part, wanted));
  return explanation.parts.flatMap((part) => inTheWay(part, explanation.kind === 'not' ? !wanted : wanted));
}

function explain(tree: Condition, env: Environment): Explanation {
  const outcome = evaluate(tree, env);
  const parts = partsOf(tree, env);
  return {
    kind: KINDS[tree.op] ?? 'test',
    verdict: verdictOf(outcome),
    text: conditionText(tree),
    parts,
    reads: readsOf(tree, env),
    missing: missingOf(tree, outcome),
    ...(!outcome.known && outcome.clash && { clash: outcome.clash }),
  };
}

const KINDS: Partial<Record<Condition['op'], Explanation['kind']>> = { and: 'all', or: 'any', not: 'not', if: 'if' };

function verdictOf(outcome: Outcome): Verdict {
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
  if (tree.op !== 'if') return [];
  const test = explain(tree.test, env);
  if (test.verdict === 'unknown') return [test];
  return [test, explain(test.verdict === 'holds' ? tree.then : tree.else, env)];
}

/** Every field and fact in a condition, each once. */
function readsOf(tree: Condition, env: Environment): Reading[] {
  const found = new Map<string, Reading>();
  walk(tree, (node) => {
    if (node.op === 'field' || node.op === 'answered') {
      found.set(node.field, { kind: 'field', name: node.field, private: env.isPrivate(node.field) });
    } else if (node.op === 'fact') {
      found.set(node.name, { kind: 'fact', name: node.name, private: env.isPrivate(missingFor(node.name)) });
    }
  });
  return [...found.values()];
}

/** Visits a condition and all that is in it, in the order it is written. */
export function walk(tree: Condition, visit: (node: Condition) => void): void {
  visit(tree);
  for (const part of childrenOf(tree)) walk(part, visit);
}

function childrenOf(tree: Condition): Condition[] {
  if ('left' in tree) return [tree.left, tree.right];
  if ('args' in tree) return tree.args;
  if ('test' in tree) return [tree.test, tree.then, tree.else];
  if ('item' in tree) return [tree.item, tree.list];
  if ('of' in tree) return Array.isArray(tree.of) ? tree.of : [tree.of];
  return [];
}
