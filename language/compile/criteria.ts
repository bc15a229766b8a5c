// What must and should hold: criteria, the same wherever they stand.

import type { Criterion } from '../../process/process';
import type { Desk } from '../desk';
import type { Place } from '../tree';

/** The criteria of a list. */
export function readCriteria(list: Place | undefined, desk: Desk, inClosure = false): Criterion[] {
  return (list?.items() ?? []).flatMap((place): Criterion[] => {
    const that = desk.condition(place.at('that'), inClosure);
    return that ? [{ rule: place.path, that }] : [];
  });
}

/** What a task or a way must and should have; absent where nothing is written. */
export function readDemands(place: Place, desk: Desk): { must?: Criterion[]; should?: Criterion[] } {
  const [must, should] = [readCriteria(place.at('must'), desk), readCriteria(place.at('should'), desk)];
  return { ...(must.length > 0 && { must }), ...(should.length > 0 && { should }) };
}

/** Ids of the lines of a checklist; absent where there is none. */
export function readChecklist(place: Place): { checklist?: string[] } {
  const checklist = place.at('checklist')?.entries().map(([id]) => id) ?? [];
  return checklist.length > 0 ? { checklist } : {};
}
