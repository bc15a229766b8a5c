// When the things that clocks count from began and ended in a case, or in the life of one of its records.

import type { Anchor, Task } from '../process/process';
import type { Instant } from '../process/time';
import type { Case, TaskState } from './case';
import { eventAt } from './event-times';
import { found } from './found';
import type { RulesIndex } from './rules-index';
import type { Scope } from './scope';
import { keyIn, recordOf } from './scope';

/**
 * When an anchor began or ended; undefined while it has not. A task of the same round of a stage, or of the same alert (`of`), counts
 * as it is there, unless its first or last time in the case is asked for; everything else as it was the last time: what each record has
 * of its own, in its scope, as it was there.
 */
export function anchorAt(index: RulesIndex, state: Case, anchor: Anchor, scope: Scope = {}, of?: TaskState['of']): Instant | undefined {
  const { kind, id, edge, which } = anchor;
  if (edge === 'planned') return undefined;
  if (kind === 'event') return eventAt(index, state, anchor, scope);
  if (kind === 'task' && which === undefined && of && tasksBeside(index, state, of).some((task) => task.id === id)) {
    const there = placeBeside(index, id, of);
    const opening = state.tasks.findLast((one) => one.task === id && sameOf(one.of, there) && !isOffer(one, edge));
    if (edge === 'start') return opening?.state === 'planned' ? undefined : opening?.openedAt;
    return opening && hasEnded(opening) ? opening.endedAt : undefined;
  }
  const { first, ...last } = state.happened[happenedKey(index, state, `${kind}:${id}`, scope)] ?? {};
  return which === 'first' ? (first?.[edge] ?? last[edge]) : last[edge];
}

/** Under what it is remembered when a thing (`task:visit`) began and ended: in the scope of a record that has it, of that record. */
export function happenedKey(index: RulesIndex, state: Case, what: string, { record }: Scope): string {
  const isOwn = record !== undefined && index.perRecord.get(what) === recordOf(state, record)?.list;
  return isOwn ? keyIn(what, record) : what;
}

/** Done, or waived: a task that was withdrawn has no end that anything counts from. */
const hasEnded = ({ state }: TaskState): boolean => state === 'done' || state === 'waived';

/** One that is offered again leaves the start before it in force until it has opened, and the end until it has ended. */
const isOffer = ({ offeredAgain, state }: TaskState, edge: Anchor['edge']): boolean =>
  offeredAgain !== undefined && (state === 'planned' || state === 'withdrawn' || (edge === 'end' && state !== 'done' && state !== 'waived'));

/** The tasks that open with the same round of a stage, with the same alert, with the same record, or beside all of them. */
export function tasksBeside(index: RulesIndex, state: Case, of: TaskState['of']): Task[] {
  if ('stage' in of) return index.stages.get(of.stage)?.tasks ?? [];
  if ('list' in of) return index.lists.get(of.list)?.tasks ?? [];
  if ('case' in of) return index.caseTasks;
  return index.alerts.get(found(state.alerts, of.alert)?.alert ?? '')?.tasks ?? [];
}

/** Where a task opens that stands beside one at this place: for the same record or event where there is one of it for each. */
export function placeBeside(index: RulesIndex, id: string, of: TaskState['of']): TaskState['of'] {
  const { record, event, ...place } = of;
  const { forEach } = index.tasks.get(id) ?? {};
  const hasEvent = event !== undefined && forEach !== undefined && 'event' in forEach;
  const hasRecord = record !== undefined && (hasEvent || isOfRecord(index, place) || (forEach !== undefined && 'list' in forEach));
  return { ...place, ...(hasRecord && { record }), ...(hasEvent && { event }) };
}

/** Whether all that opens at a place is of one record: in its own stage, or with the record itself. */
const isOfRecord = (index: RulesIndex, of: TaskState['of']): boolean => 'list' in of || ('stage' in of && index.perRecord.has(`stage:${of.stage}`));

/** Whether two openings belong to the same round, alert or list; to the same record, and the same event. */
export const sameOf = (a: TaskState['of'], b: TaskState['of']): boolean => a.record === b.record && a.event === b.event && samePlace(a, b);

/** Whether two openings stand beside one another: not where one is for another record, or event, than the other. */
export const isBeside = (a: TaskState['of'], b: TaskState['of']): boolean => agree(a.record, b.record) && agree(a.event, b.event) && samePlace(a, b);

const agree = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;

function samePlace(a: TaskState['of'], b: TaskState['of']): boolean {
  if ('alert' in a) return 'alert' in b && a.alert === b.alert;
  if ('list' in a) return 'list' in b && a.list === b.list;
  if ('case' in a) return 'case' in b;
  return 'stage' in b && a.stage === b.stage && a.round === b.round;
}
