// When events happened, as clocks and counts ask for them: those that count, of the case or of the record in scope.

import type { Anchor } from '../process/process';
import type { Instant } from '../process/time';
import type { Case, EventState } from './case';
import { found } from './found';
import type { RulesIndex } from './rules-index';
import type { Scope } from './scope';
import { recordOf } from './scope';

/** An event by its id; undefined when there is none, or not any more. */
export const eventOf = ({ events }: Case, id: string | undefined): EventState | undefined => (id === undefined || !events ? undefined : found(events, id));

/** When the ones that count happened, the earliest first; in the scope of a record, of an event about its list, those about it. */
export function timesOf(index: RulesIndex, state: Case, event: string, scope: Scope): Instant[] {
  const list = recordOf(state, scope.record)?.list;
  const record = list !== undefined && index.events.get(event)?.about === list ? scope.record : undefined;
  const counted = (state.events ?? []).filter((one) => one.event === event && one.state === 'counted' && (record === undefined || one.about === record));
  return counted.map((one) => one.happenedAt).sort();
}

/** When an event that clocks count from happened: the one that is judged, where it is meant, else the last; undefined while it has not. */
export function eventAt(index: RulesIndex, state: Case, { id, which }: Anchor, scope: Scope): Instant | undefined {
  const judged = which === undefined ? eventOf(state, scope.event) : undefined;
  if (judged?.event === id) return judged.happenedAt;
  return timesOf(index, state, id, scope).at(which === 'first' ? 0 : -1);
}
