// Events: what happens in the course of a case and is recorded, who records it, and what judges whether it counts.

import type { EventKind } from '../../process/process';
import type { Desk } from '../desk';
import type { Place } from '../tree';
import { readAnswers } from './tasks';

/** The events; absent when the process has none. */
export function compileEvents(root: Place, desk: Desk): { events?: EventKind[] } {
  const events = (root.at('events')?.entries() ?? []).map(([id, place]) => compileEvent(id, place, desk));
  return events.length > 0 ? { events } : {};
}

function compileEvent(id: string, place: Place, desk: Desk): EventKind {
  const about = desk.names.resolve(place.at('about'), 'list');
  const asked = about ?? desk.names.meant(place.at('about')?.text ?? '', desk.names.all('list'));
  const provisionalUntil = readJudge(id, place.at('provisional_until'), desk);
  return {
    id,
    rule: place.path,
    recordedBy: desk.names.resolveAll(place.at('recorded_by'), 'role'),
    ...(about !== undefined && { about }),
    ...readAnswers(place, desk.about(asked), false),
    ...(provisionalUntil !== undefined && { provisionalUntil }),
  };
}

/** The task that judges an event has to be one for each of them. */
function readJudge(event: string, place: Place | undefined, desk: Desk): string | undefined {
  const task = desk.names.resolve(place, 'task');
  if (!place || task === undefined || desk.names.placeOf(task)?.at('for_each')?.text === event) return task;
  desk.report.add('wrong-name', place.range, `\`${task}\` is not one for each \`${event}\`, so that it cannot judge one of them.`, `Add \`for_each: ${event}\` to it, or name another task.`);
  return undefined;
}
