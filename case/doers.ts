// Who has done a piece of work, for which they answer: nobody decides on their own, nor does what must be another's.

import { sameOf } from './anchors';
import type { Actor, Case, Person, TaskPlace, TaskState } from './case';

/** Ids of all who have done something: those who acted, and those in whose stead they did. */
export const doersIn = (people: readonly Person[]): string[] => [...new Set(people.flatMap((one) => [one.id, ...(one.for ? [one.for.id] : [])]))];

/** Whether somebody is among those who did it, or acts in the stead of one who did. */
export const didIt = (doers: readonly string[], by: Actor): boolean => doersIn([by]).some((id) => doers.includes(id));

/** Everybody who has handed this in: who did so before it was sent back has done the work too. */
export function doersOfOpening(state: Case, { id, submittedBy }: TaskState): string[] {
  const before = state.approvals.flatMap((one) => ('task' in one.of && one.of.task === id ? one.notBy : []));
  return [...new Set([...doersIn(submittedBy ? [submittedBy] : []), ...before])];
}

/**
 * Who did a task as it was handed in last: of the same round, alert or record (`of`), or where it has none there, as it was the last
 * time in the case.
 */
export function doersOfTask(state: Case, task: string, of?: TaskPlace): string[] {
  const openings = state.tasks.filter((one) => one.task === task);
  const beside = of ? openings.filter((one) => sameOf(one.of, of)) : [];
  const opening = (beside.length > 0 ? beside : openings).findLast((one) => one.submittedBy);
  return opening ? doersOfOpening(state, opening) : [];
}
