// What a case holds in a worker's memory for the years it may rest there: one copy of the rules for all cases, and no arguments.

import { deepFreeze } from '../process/hash';
import type { Hash, Rules } from '../process/rules';

/** This file is loaded once for the whole isolate (see worker/bundle.ts), unlike most of the bundle. */
const shared = new Map<Hash, Rules>();

/**
 * These rules as all cases share them, frozen. To be used in place of what was handed in. It can make no difference to a case
 * whether another has used them before: equal hashes mean equal content, and nobody can write to it.
 */
export function shareRules(rules: Rules): Rules {
  const known = shared.get(rules.$rules);
  if (known === rules) return known;
  if (known) {
    letGo(rules);
    return known;
  }
  shared.set(rules.$rules, deepFreeze(rules));
  return rules;
}

/** Empties an argument that has been taken over: the SDK holds on to a workflow's arguments for as long as it runs. */
export function letGo(argument: object): void {
  for (const key of Object.keys(argument)) Reflect.deleteProperty(argument, key);
}
