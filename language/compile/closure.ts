// Closure: for what reasons a case is closed, what must hold, and who approves.

import type { Closure, Reopening } from '../../process/process';
import { readApprovals } from '../clocks';
import type { Desk } from '../desk';
import { readDue } from '../due';
import { readLength } from '../lengths';
import type { Place } from '../tree';
import { readCriteria } from './criteria';

export function compileClosure(root: Place, desk: Desk): Closure {
  const place = root.at('closure');
  const should = readCriteria(place?.at('should'), desk, true);
  const reopen = compileReopening(place?.at('reopen'), desk);
  const retention = readDue(place?.at('retention'), { mayAnchor: true, mayBeNone: false }, desk);
  return {
    rule: 'closure',
    reasons: [...desk.names.reasons],
    must: readCriteria(place?.at('must'), desk, true),
    ...(should.length > 0 && { should }),
    approve: readApprovals(place?.at('approve'), desk, {}, true),
    ...(reopen && { reopen }),
    ...(retention && { retention }),
  };
}

function compileReopening(place: Place | undefined, desk: Desk): Reopening | undefined {
  const within = readLength(place?.at('within'), desk.report);
  const to = desk.names.resolve(place?.at('to'), 'stage');
  const who = desk.names.resolve(place?.at('who'), 'role');
  return place && within && to !== undefined && who !== undefined ? { rule: place.path, within, to, who } : undefined;
}
