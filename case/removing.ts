// Takes out what was added by mistake; the journal keeps it.

import type { Draft } from './draft';
import type { Act } from './event';
import { eventOf } from './event-times';
import { removeEvent } from './events';
import type { Refusal } from './refusals';

export function remove(draft: Draft, act: Act & { type: 'remove' }): Refusal | null {
  const event = eventOf(draft.case, act.id);
  if (event) return removeEvent(draft, event, act);
  const isEvent = draft.index.events.has(act.id.replace(/\.\d+$/, ''));
  return { code: isEvent ? 'unknown-event' : 'unknown-record', against: [{ id: act.id }] };
}
