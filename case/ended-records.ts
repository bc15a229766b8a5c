// How a record ends: with an outcome, and with nothing left open that was about it.

import type { Person, RecordState } from './case';
import { withdrawDecision } from './choices';
import { endClock } from './clocks';
import type { Draft } from './draft';
import { happened, personOf, write } from './draft';
import { forgetHolding } from './holding';
import { endClocksOf } from './named-clocks';
import { endOccurrence } from './occurrences';
import { isPending, withdrawTask } from './openings';

/** Ends a record that is open. `rule` is the one by which it ends where nobody ends it. */
export function endRecord(draft: Draft, record: RecordState, outcome: string, { by, rule, reason }: { by?: Person; rule?: string; reason?: string | undefined }): void {
  clearRecord(draft, record, rule);
  record.ended = { at: draft.at, by: by ? personOf(by) : null, outcome, ...(reason !== undefined && { reason }) };
  draft.ended.push(record.id);
  const list = draft.index.lists.get(record.list);
  write(draft, 'record_ended', {
    ...(by && { by: personOf(by) }), about: record.id, rule: rule ?? list?.rule ?? record.list, details: { outcome, ...(reason !== undefined && { reason }) },
  });
}

/** Withdraws and ends all that is open about a record. */
export function clearRecord(draft: Draft, { id, stage }: RecordState, rule?: string): void {
  for (const task of draft.case.tasks) {
    if (task.of.record !== id) continue;
    if (isPending(task)) withdrawTask(draft, task, rule);
    delete task.clock;
  }
  for (const open of draft.case.reviews) {
    const review = draft.index.reviews.get(open.review);
    if (review && open.record === id && open.state === 'open') endOccurrence(draft, open, review);
  }
  withdrawDecision(draft, id);
  endClocksOf(draft, id);
  if (stage) happened(draft, `stage:${stage.id}`, 'end', draft.at, { record: id });
  for (const clock of Object.values(draft.case.clocks)) if (clock.record === id) endClock(draft, clock.id);
  forgetHolding(draft, id);
}
