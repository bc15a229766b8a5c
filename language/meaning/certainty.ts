// Whether a condition can hold at all, and whether it can ever fail.

import { alwaysOf } from '../../process/always';
import type { Rule } from '../../process/condition';
import type { Process } from '../../process/process';
import type { Given } from './atoms';
import { allFields } from './fields';
import { Situations } from './situations';

type Certainty = 'always' | 'never' | undefined;

/**
 * `always`: it holds whatever is answered, once it is; `never`: it holds in no situation. Nothing where both can be, and where there
 * are too many situations to say.
 */
export function certaintyOf(process: Process, rule: Rule, given: Given = {}): Certainty {
  const found = known.get(rule) ?? {};
  const key = `${given.stage ?? ''} ${given.reason ?? ''}`;
  if (!Object.hasOwn(found, key)) known.set(rule, { ...found, [key]: judge(process, rule, given) });
  return known.get(rule)?.[key];
}

/** Several checks ask the same of the same condition, which belongs to one process. */
const known = new WeakMap<Rule, Record<string, Certainty>>();

function judge(process: Process, rule: Rule, given: Given): Certainty {
  const decided = alwaysOf(rule.tree, allFields(process));
  if (decided) return decided;
  const situations = new Situations(process, [rule], given);
  const all = situations.all();
  if (!all) return undefined;
  if (all.every((one) => situations.judge(rule, one) !== 'holds')) return 'never';
  return all.every((one) => !situations.isAnswered(one) || situations.judge(rule, one) === 'holds') ? 'always' : undefined;
}
