// Clocks of the case itself or of its records, which belong to no task, stage or review.

import type { NamedClock } from '../../process/process';
import { readClock } from '../clocks';
import type { Desk } from '../desk';
import { readPart } from '../late-steps';
import type { Place } from '../tree';
import { ofEachRecord } from './for-each';

/** The clocks of the case, or those of a list. */
export function compileClocks(group: Place, desk: Desk): NamedClock[] {
  return (group.at('clocks')?.entries() ?? []).map(([id, place]) => compileClock(id, place, desk.about(desk.names.aboutOf(id))));
}

const compileClock = (id: string, place: Place, desk: Desk): NamedClock => ({
  id,
  rule: place.path,
  // Who owns the case answers for what nobody else is named for.
  who: readPart(place.at('who'), desk) ?? { owner: true },
  clock: readClock(place, desk, { own: id }, false),
  ...ofEachRecord(place, desk),
});
