// Which clock somebody means who acts on one: by the clock's own id, or by that of its thing.

import type { ClockState } from './case';
import { clockOfReview, clockOfStage, clockOfTask } from './clock-ids';
import type { ClockOwner } from './clock-owner';
import { clockOwner } from './clock-owner';
import type { Draft } from './draft';
import { runningClock } from './named-clocks';
import { isPending } from './openings';
import { keyIn } from './scope';
import { openingsFor } from './task-openings';

export interface Target {
  /** Id of the clock. */
  id: string;
  owner: ClockOwner;
  /** Absent where none runs. */
  clock?: ClockState;
  /** It is a task that has not ended, whether a clock of it runs or not. */
  isPending: boolean;
}

/** Finds `task:case_plan.1`, `case_plan.1`, `case_plan`, `follow_up`, `planning`, `first_contact`; null when there is no such thing. */
export function findTarget(draft: Draft, named: string): Target | null {
  const id = candidates(draft, named).find((one) => clockOwner(draft.index, draft.case, one) !== null);
  const owner = id === undefined ? null : clockOwner(draft.index, draft.case, id);
  if (id === undefined || !owner) return null;
  const clock = Object.hasOwn(draft.case.clocks, id) ? draft.case.clocks[id] : undefined;
  const isTask = owner.kind === 'task' && draft.case.tasks.some((one) => one.id === owner.about && isPending(one));
  return { id, owner, ...(clock && { clock }), isPending: isTask };
}

/** Ids of clocks that may be meant, the likeliest first. */
function candidates({ case: state, index }: Draft, named: string): string[] {
  if (named.includes(':')) return [named];
  // Of what each record has of its own, that with the record's: `visit@child.1`.
  const [thing = '', record] = named.split('@');
  const task = openingsFor(state.tasks, thing, record).at(-1);
  const review = state.reviews.findLast((one) => one.review === thing && (record === undefined || one.record === record));
  const numberOf = (id: string): number => state.counts[keyIn(id, record)] ?? 1;
  return [
    ...(task ? [clockOfTask(task)] : []),
    ...(review ? [clockOfReview(review)] : []),
    ...(index.stages.has(thing) ? [clockOfStage({ id: thing, round: numberOf(thing) }, record)] : []),
    ...(index.clocks.has(thing) ? [runningClock(state.clocks, thing, record)?.id ?? `clock:${keyIn(`${thing}.${numberOf(thing)}`, record)}`] : []),
    ...['task', 'review', 'stage', 'clock', 'approval'].map((kind) => `${kind}:${named}`),
  ];
}
