// How long a closed case is kept: the instant from which it is to be erased, by the process and the answers of the case.

import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import type { Case } from './case';
import { resolveOfCase } from './conditions';

/**
 * The instant from which a closed case is to be erased, counted from its closing. Null while it is open, where the process keeps its
 * cases for ever, and while something that the date depends on is not known: such a case is kept.
 */
export function eraseAt(rules: Rules, state: Case): Instant | null {
  const { retention } = rules.process.closure;
  if (state.status !== 'closed' || !state.closed || !retention) return null;
  return resolveOfCase(retention, rules, state, state.closed.at, state.closed.at).dueAt;
}
