// What there is one of each for, and the place where records are written.

import type { ForEach, Task } from '../../process/process';
import type { Desk } from '../desk';
import { listAround } from '../paths';
import type { Place } from '../tree';

/** What `for_each` may name where it stands. */
export interface EachAllowed {
  lists?: boolean;
  events?: boolean;
}

/** `for_each` of a task. What stands in a list is one for each of its records anyway. */
export function readForEach(place: Place, desk: Desk, { lists, events }: EachAllowed): Pick<Task, 'forEach'> {
  const written = place.at('for_each');
  const id = desk.names.resolve(written, 'list', 'event');
  if (!written || id === undefined) return {};
  if (desk.names.kindOf(id) === 'event') return events ? readEvent(written, id, place, desk) : {};
  if (lists) return { forEach: { list: id } };
  const inList = listAround(place.path);
  const message = inList === id ? `This is one for each record of \`${id}\` already: it stands in the list.` : inList !== undefined ? `This is one for each record of \`${inList}\`, and cannot be one for each of \`${id}\` too.` : place.path.startsWith('tasks.') ? 'A task of the case itself cannot be one for each record.' : 'What opens with an alert cannot be one for each record.';
  desk.report.add('keys-exclude', written.head, message, inList === id ? 'Take it out.' : `Put the task into \`lists.${id}\` or into a stage.`);
  return {};
}

/** Within a list only an event that concerns its records. */
function readEvent(written: Place, event: string, place: Place, desk: Desk): Pick<Task, 'forEach'> {
  const inList = listAround(place.path);
  const about = desk.names.placeOf(event)?.at('about')?.text;
  // A list that there is not has been reported where it is written.
  const isKnown = about === undefined || desk.names.kindOf(about) === 'list';
  if (inList === undefined || about === inList || !isKnown) return { forEach: { event } };
  desk.report.add('wrong-name', written.range, `\`${event}\` is not about a record of \`${inList}\`, in which this stands.`, `Add \`about: ${inList}\` to the event, or put the task into a stage of the case.`);
  return {};
}

/** Of a review or a clock: the list for each of whose records there is one. */
export function ofEachRecord(place: Place, desk: Desk): { forEach?: Extract<ForEach, { list: string }>['list'] } {
  const inList = listAround(place.path);
  const written = place.at('for_each');
  const list = desk.names.resolve(written, 'list');
  if (written && list !== undefined && inList !== undefined) {
    const message = list === inList ? `This is one for each record of \`${list}\` already: it stands in the list.` : `This is one for each record of \`${inList}\`, and cannot be one for each of \`${list}\` too.`;
    desk.report.add('keys-exclude', written.head, message, 'Take it out.');
  }
  const forEach = inList ?? list;
  return forEach === undefined ? {} : { forEach };
}

/** The list whose records a task writes, and how many there have to be. */
export function readRecords(place: Place, desk: Desk): Pick<Task, 'records'> {
  const list = desk.names.resolve(place.at('records'), 'list');
  const atLeast = place.at('at_least');
  if (atLeast && !place.at('records')) {
    desk.report.add('keys-exclude', atLeast.head, '`at_least` counts the records that are written here, and none are.', 'Add `records:` with the id of a list, or take it out.');
  }
  return list === undefined ? {} : { records: { list, atLeast: atLeast?.number ?? 0 } };
}
