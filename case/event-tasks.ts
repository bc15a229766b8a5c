// Tasks of which there is one for each event: asked for when it is recorded, or when what they come after has ended.

import type { Task } from '../process/process';
import type { EventState } from './case';
import type { Draft } from './draft';
import { isPresent, isReady, openOnDemand, placeOf } from './openings';
import type { Scope } from './scope';
import { ofRecord, recordOf } from './scope';

/** Opens what there is one of for an event that was just recorded; what comes after something is remembered until that has ended. */
export function openForEvent(draft: Draft, event: EventState): void {
  // Nothing more is done about a record that has ended.
  if (recordOf(draft.case, event.about)?.ended) return;
  for (const task of draft.index.perEvent.get(event.event) ?? []) {
    if (task.onDemand) continue;
    if (task.after.length > 0) event.awaits = [...(event.awaits ?? []), task.id];
    else open(draft, task, event);
  }
}

const scopeOf = ({ id, about }: EventState): Scope => ({ event: id, ...ofRecord(about) });

/** Whether it is needed is asked now and not again: an event of long ago opens nothing when a condition turns. */
const open = (draft: Draft, task: Task, event: EventState): boolean => openOnDemand(draft, task.id, task.rule, { scope: scopeOf(event) });

/** Opens tasks for events that come after what has ended now. */
export function openAwaited(draft: Draft): void {
  for (const event of draft.case.events ?? []) {
    for (const id of event.awaits ?? []) {
      const task = draft.index.tasks.get(id);
      const isOver = !task || isLeftBehind(draft, task, event);
      if (!isOver && !isReadyFor(draft, task, event)) continue;
      event.awaits = event.awaits?.filter((one) => one !== id);
      if (!isOver) open(draft, task, event);
    }
    if (event.awaits?.length === 0) delete event.awaits;
  }
}

function isReadyFor(draft: Draft, task: Task, event: EventState): boolean {
  const of = placeOf(draft, task, scopeOf(event));
  return of === undefined || isReady(draft, task, of);
}

/** What it comes after was withdrawn when its stage was left, or the record that it concerns has ended. */
function isLeftBehind(draft: Draft, { after }: Task, event: EventState): boolean {
  if (recordOf(draft.case, event.about)?.ended) return true;
  return draft.case.tasks.some(({ task, state, of }) => of.event === event.id && state === 'withdrawn' && after.includes(task) && 'stage' in of && !isPresent(draft, of));
}
