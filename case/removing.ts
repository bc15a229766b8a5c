// Takes out what was added by mistake; the journal keeps it.

import type { Draft } from './draft';
import type { Act } from './event';
import { eventOf } from './event-times';
import { removeEvent } from './events';
import { removeRecord } from './list-records';
import type { Refusal } from './refusals';
import { recordOf } from './scope';

/** Takes out a record or an event by its id, unless something that was done stands on it. */
export function remove(draft: Draft, act: Act & { type: 'remove' }): Refusal | null {
  const record = recordOf(draft.case, act.id);
  if (record) return removeRecord(draft, record, act);
  const event = eventOf(draft.case, act.id);
  if (event) return removeEvent(draft, event, act);
  const isEvent = draft.index.events.has(act.id.replace(/\.\d+$/, ''));
  return { code: isEvent ? 'unknown-event' : 'unknown-record', against: [{ id: act.id }] };
}
