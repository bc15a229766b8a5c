// Lists: the records of a case that have fields, and where they need it stages, tasks, reviews and clocks of their own.

import type { List, NamedClock, Review } from '../../process/process';
import type { Desk } from '../desk';
import type { Place } from '../tree';
import { compileClocks } from './clocks';
import { compileFields } from './fields';
import { compileReviews } from './reviews';
import { compileStages, compileWays } from './stages';
import { compileTasks } from './tasks';

/** The lists; absent when the process has none. */
export function compileLists(root: Place, desk: Desk): { lists?: List[] } {
  const lists = (root.at('lists')?.entries() ?? []).map(([id, place]) => compileList(id, place, desk.about(id)));
  return lists.length > 0 ? { lists } : {};
}

function compileList(id: string, place: Place, desk: Desk): List {
  const addedBy = place.at('added_by');
  return {
    id,
    rule: place.path,
    fields: compileFields(place.at('fields'), desk),
    addedBy: addedBy ? desk.names.resolveAll(addedBy, 'role') : desk.owner === undefined ? [] : [desk.owner],
    outcomes: desk.names.outcomesOf(id),
    tasks: compileTasks(place.at('tasks'), desk),
    stages: compileStages(place, desk),
    atAnyTime: compileWays(place.at('at_any_time'), desk),
  };
}

const groupsOf = (root: Place): [string, Place][] => root.at('lists')?.entries() ?? [];

/** The reviews that are written in lists. */
export const reviewsOfLists = (root: Place, desk: Desk): Review[] => groupsOf(root).flatMap(([id, place]) => compileReviews(place, desk.about(id)));

/** The clocks that are written in lists. */
export const clocksOfLists = (root: Place, desk: Desk): NamedClock[] => groupsOf(root).flatMap(([id, place]) => compileClocks(place, desk.about(id)));
