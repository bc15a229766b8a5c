// Clocks of the case itself, which belong to no task, stage or review.

import type { NamedClock } from '../../process/process';
import { readClock } from '../clocks';
import type { Desk } from '../desk';
import { readPart } from '../late-steps';
import type { Place } from '../tree';

export function compileClocks(root: Place, desk: Desk): NamedClock[] {
  return (root.at('clocks')?.entries() ?? []).map(([id, place]) => ({
    id,
    rule: place.path,
    // Who owns the case answers for what nobody else is named for.
    who: readPart(place.at('who'), desk) ?? { owner: true },
    clock: readClock(place, desk, { own: id }, false),
  }));
}
