// When the things that clocks count from began and ended in a case.

import type { Anchor } from '../process/process';
import type { Instant } from '../process/time';
import type { Case, TaskState } from './case';
import type { RulesIndex } from './rules-index';

/**
 * When an anchor began or ended; undefined while it has not. A task of the same round of a stage, or of the same alert (`of`), counts
 * as it is there, unless its first or last time in the case is asked for; everything else as it was the last time.
 */
export function anchorAt(index: RulesIndex, state: Case, anchor: Anchor, of?: TaskState['of']): Instant | undefined {
  const { kind, id, edge, which } = anchor;
  if (edge === 'planned') return undefined;
  if (kind === 'task' && which === undefined && of && tasksBeside(index, state, of).some((task) => task.id === id)) {
    const opening = state.tasks.findLast((one) => one.task === id && sameOf(one.of, of) && !isOffer(one, edge));
    if (edge === 'start') return opening?.state === 'planned' ? undefined : opening?.openedAt;
    return opening && hasEnded(opening) ? opening.endedAt : undefined;
  }
  const { first, ...last } = state.happened[`${kind}:${id}`] ?? {};
  return which === 'first' ? (first?.[edge] ?? last[edge]) : last[edge];
}

/** Done, or waived: a task that was withdrawn has no end that anything counts from. */
const hasEnded = ({ state }: TaskState): boolean => state === 'done' || state === 'waived';

/** One that is offered again leaves the start before it in force until it has opened, and the end until it has ended. */
const isOffer = ({ offeredAgain, state }: TaskState, edge: Anchor['edge']): boolean =>
  offeredAgain !== undefined && (state === 'planned' || state === 'withdrawn' || (edge === 'end' && state !== 'done' && state !== 'waived'));

/** The tasks that open with the same round of a stage, or with the same alert. */
export function tasksBeside(index: RulesIndex, state: Case, of: TaskState['of']): { id: string }[] {
  if ('stage' in of) return index.stages.get(of.stage)?.tasks ?? [];
  return index.alerts.get(state.alerts.find((one) => one.id === of.alert)?.alert ?? '')?.tasks ?? [];
}

export const sameOf = (a: TaskState['of'], b: TaskState['of']): boolean =>
  'alert' in a ? 'alert' in b && a.alert === b.alert : 'stage' in b && a.stage === b.stage && a.round === b.round;
