// Closure: for what reasons a case is closed, what must hold, and who approves.

import type { Closure, Criterion } from '../../process/process';
import { readApprovals } from '../clocks';
import type { Desk } from '../desk';
import type { Place } from '../tree';

export function compileClosure(root: Place, desk: Desk): Closure {
  const place = root.at('closure');
  const must = place?.at('must')?.items() ?? [];
  return {
    rule: 'closure',
    reasons: [...desk.names.reasons],
    must: must.map((one) => compileCriterion(one, desk)).filter((one) => one !== undefined),
    approve: readApprovals(place?.at('approve'), desk, {}, true),
  };
}

function compileCriterion(place: Place, desk: Desk): Criterion | undefined {
  const that = desk.condition(place.at('that'), true);
  return that && { rule: place.path, that };
}
