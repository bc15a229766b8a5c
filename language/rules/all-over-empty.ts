// Lint rule: `all` over a list that may be empty, of which it then holds.

import type { Condition } from '../../process/condition';
import { walk } from '../../process/condition-parts';
import type { Process } from '../../process/process';
import { rulesOf } from '../meaning/readings';
import type { LintRule } from './rule';

type Each = Extract<Condition, { op: 'each' }>;

export const allOverEmpty: LintRule = {
  code: 'all-over-empty',
  runsOnDrafts: true,
  check(process, complain) {
    for (const rule of rulesOf(process)) {
      for (const node of macrosIn(rule.tree)) {
        if (node.macro !== 'all' || isTestedForEmptiness(rule.tree, node) || isFilledBefore(process, rule.path, node)) continue;
        const list = nameOf(node.list);
        complain(rule.path, `\`${list}.all(…)\` also holds when \`${list}\` is empty.`, `Write \`size(${list}) > 0 and …\` before it; or \`size(${list}) is 0 or …\`, if that is meant.`);
      }
    }
  },
};

/** Whoever asks for the size of the same list, or for one in it, has thought of the empty one. */
function isTestedForEmptiness(tree: Condition, node: Each): boolean {
  const same = (list: Condition | undefined): boolean => JSON.stringify(list) === JSON.stringify(node.list);
  let isTested = macrosIn(tree).some((each) => each.macro === 'exists' && same(each.list));
  walk(tree, (one) => {
    if (one.op === 'call' && one.name === 'size' && same(one.args[0])) isTested = true;
  });
  return isTested;
}

/** In a stage, or one behind it in the file, a list has a record that one of its tasks could not be handed in without. */
function isFilledBefore({ stages }: Process, path: string, { list }: Each): boolean {
  if (list.op !== 'records') return false;
  const here = stages.findIndex((stage) => path.startsWith(`${stage.rule}.`));
  return stages.slice(0, here + 1).some((stage) =>
    stage.tasks.some(({ records, when, onDemand }) => records?.list === list.list && records.atLeast > 0 && when === undefined && onDemand === undefined));
}

function macrosIn(tree: Condition): Each[] {
  const found: Each[] = [];
  walk(tree, (node) => {
    if (node.op === 'each') found.push(node);
  });
  return found;
}

function nameOf(list: Condition): string {
  if (list.op === 'field') return list.field;
  return list.op === 'records' ? list.list : 'the list';
}
