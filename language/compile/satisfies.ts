// Acts that also meet another duty: the open occurrence of a review, or a clock of the case.

import type { Satisfies } from '../../process/process';
import type { Desk } from '../desk';
import { isOfSameRecord } from '../same-record';
import type { Place } from '../tree';

/** What the act `own` meets besides itself; an entry is an id, or an id with a condition that is judged after the act's answers. */
export function readSatisfies(list: Place | undefined, own: string, desk: Desk): Satisfies[] {
  return (list?.items() ?? []).map((item) => readOne(item, own, desk)).filter((one) => one !== undefined);
}

function readOne(item: Place, own: string, desk: Desk): Satisfies | undefined {
  const named = item.node.kind === 'map' ? item.at('clock') : item;
  const when = desk.condition(item.at('when'));
  const id = desk.names.resolve(named, 'review', 'clock');
  if (!named || id === undefined) return undefined;
  if (id === own) {
    desk.report.add('wrong-name', named.range, `\`${id}\` is what this belongs to: it meets itself anyway.`, 'Name another review or clock, or take it out.');
    return undefined;
  }
  if (!isOfSameRecord(named, id, desk, own)) return undefined;
  return { rule: item.path, kind: desk.names.kindOf(id) === 'clock' ? 'clock' : 'review', id, ...(when && { when }) };
}
