// Comparisons that can never hold, alone or beside each other, whatever is answered.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { FieldDomain } from '../../process/always';
import { alwaysOf } from '../../process/always';
import type { Condition } from '../../process/condition';
import { readsIn } from '../../process/condition-parts';
import type { Scope } from './facts';
import type { Typed, Walk } from './typed';
import { isWrong } from './typed';

/** Reports a comparison that can never hold; gives it as it is. */
export function complainOfNever(walk: Walk, node: ASTNode, typed: Typed): Typed {
  if (isWrong(typed) || alwaysOf(typed.tree, domainsOf(typed.tree, walk.scope)) !== 'never') return typed;
  walk.complain('never-holds', node, `\`${walk.quote(node)}\` can never hold${boundsText(typed.tree, walk.scope)}.`, 'Compare with what can be answered, or change the field.');
  return typed;
}

/** Reports the first of several tests of one thing which cannot hold together with those before it. */
export function complainOfContradiction(walk: Walk, nodes: ASTNode[], trees: Condition[]): void {
  for (const group of testsOfOneThing(trees)) {
    const isNever = (count: number): boolean => {
      const tree: Condition = { op: 'and', of: group.slice(0, count).map((index) => trees[index] as Condition) };
      return alwaysOf(tree, domainsOf(tree, walk.scope)) === 'never';
    };
    if (group.length < 2 || !isNever(group.length) || isNever(1)) continue;
    // What never holds together does not hold with more beside it either.
    let [holds, fails] = [1, group.length];
    while (fails - holds > 1) {
      const middle = (holds + fails) >> 1;
      if (isNever(middle)) fails = middle;
      else holds = middle;
    }
    const [first, last] = [nodes[group[0] ?? 0], nodes[group[fails - 1] ?? 0]];
    if (first && last) walk.complain('never-holds', last, `\`${walk.quote(last)}\` can never hold together with \`${walk.quote(first)}\`.`, 'If one of them is enough, write `or`.');
  }
}

/** Places of the tests that read one and the same field or fact and nothing else, for each of them. */
function testsOfOneThing(trees: Condition[]): number[][] {
  const groups = new Map<string, number[]>();
  trees.forEach((tree, index) => {
    const names = new Set(readsIn(tree).map(({ name }) => name));
    const [name] = names;
    if (name !== undefined && names.size === 1) groups.set(name, [...(groups.get(name) ?? []), index]);
  });
  return [...groups.values()];
}

/** What the fields that a condition reads can be. */
function domainsOf(tree: Condition, scope: Scope): Record<string, FieldDomain> {
  const domains: Record<string, FieldDomain> = {};
  for (const { kind, name } of readsIn(tree)) {
    const type = kind === 'field' ? scope.fields.get(name) : undefined;
    if (!type) continue;
    const place = scope.names.placeOf(name);
    const [min, max] = [place?.at('min')?.number, place?.at('max')?.number];
    const options = type === 'one_of' || type === 'several_of' ? scope.names.options.get(name) : undefined;
    domains[name] = { type, ...(options && { options }), ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  }
  return domains;
}

/** `: score is at least 0 and at most 10`, where there are bounds. */
function boundsText(tree: Condition, scope: Scope): string {
  const [field] = Object.entries(domainsOf(tree, scope));
  const [name, domain] = field ?? [];
  const bounds = [...(domain?.min === undefined ? [] : [`at least ${domain.min}`]), ...(domain?.max === undefined ? [] : [`at most ${domain.max}`])];
  return bounds.length === 0 ? ', whatever is answered' : `: \`${name}\` is ${bounds.join(' and ')}`;
}
