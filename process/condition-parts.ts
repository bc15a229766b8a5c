// What stands in a condition: its parts in the order they are written, and the fields, facts, lists and events that it reads.

import type { Condition } from './condition';
import { dueMayTurnOn } from './due-turns-on';

/** Visits a condition and all that is in it, in the order it is written; of `passed` the lines of its due too. */
export function walk(tree: Condition, visit: (node: Condition) => void): void {
  visit(tree);
  for (const part of childrenOf(tree)) walk(part, visit);
}

/** The parts that stand directly in a condition. */
export function childrenOf(tree: Condition): Condition[] {
  if ('left' in tree) return [tree.left, tree.right];
  if ('args' in tree) return tree.args;
  if (tree.op === 'each') return [tree.list, tree.test];
  if (tree.op === 'passed') return dueMayTurnOn(tree.due).rules.map((rule) => rule.tree);
  if ('test' in tree) return [tree.test, tree.then, tree.else];
  if ('item' in tree) return [tree.item, tree.list];
  if ('of' in tree) return Array.isArray(tree.of) ? tree.of : [tree.of];
  return [];
}

/** What a condition reads of a case. */
export type Read =
  | { kind: 'field'; name: string }
  /** `consent.given`, `stage`, `today`. */
  | { kind: 'fact'; name: string }
  /** A field of the records of a list: `goal.result`. */
  | { kind: 'record_field'; name: string }
  | { kind: 'list'; name: string }
  | { kind: 'event'; name: string }
  /** A task, a stage or a review that a due counts from. */
  | { kind: 'anchor'; name: string };

/** All that a condition reads, in the order it is written; the same may stand there twice. */
export function readsIn(tree: Condition, lists: Record<string, string> = {}): Read[] {
  if (tree.op === 'each') return [...readsIn(tree.list, lists), ...readsIn(tree.test, { ...lists, [tree.as]: listOf(tree.list) })];
  return [...readsOf(tree, lists), ...childrenOf(tree).flatMap((part) => readsIn(part, lists))];
}

/** The list of the case whose records a macro goes through; of options there is none. */
const listOf = (list: Condition): string => (list.op === 'records' ? list.list : list.op === 'each' ? listOf(list.list) : '');

function readsOf(node: Condition, lists: Record<string, string>): Read[] {
  switch (node.op) {
    case 'field':
      return [{ kind: 'field', name: node.field }];
    case 'answered':
      return node.as === undefined ? [{ kind: 'field', name: node.field }] : recordField(node.as, node.field, lists);
    case 'item':
      return node.field === undefined ? [] : recordField(node.as, node.field, lists);
    case 'fact':
      return [{ kind: 'fact', name: node.name }];
    case 'records':
      return [{ kind: 'list', name: node.list }];
    case 'count':
      return [{ kind: 'event', name: node.event }];
    case 'passed': {
      const { fields, anchors, reviews } = dueMayTurnOn(node.due);
      const happenings = [...anchors.map(({ id }) => id), ...reviews];
      return [...fields.map((name): Read => ({ kind: 'field', name })), ...happenings.map((name): Read => ({ kind: 'anchor', name }))];
    }
    default:
      return [];
  }
}

const recordField = (as: string, field: string, lists: Record<string, string>): Read[] => [{ kind: 'record_field', name: `${lists[as] ?? as}.${field}` }];
