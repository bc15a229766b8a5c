// The life of the records of a list: what begins with each, and the stages that it goes through by itself.

import type { List } from '../process/process';
import type { RecordState } from './case';
import { clockOfStage } from './clock-ids';
import { startClock } from './clocks';
import type { Draft } from './draft';
import { restartNamedClocks, startNamedClocks } from './named-clocks';
import { syncRecordTasks } from './openings';
import { openRecords } from './scope';
import { enterStage, judgeAtAnyTime, moveOn } from './stages';

/** Lets the records begin that this event has added: each in the first stage of its list, with its clocks. */
export function beginRecords(draft: Draft): void {
  for (const record of draft.added.splice(0)) {
    if (record.ended) continue;
    const first = draft.index.lists.get(record.list)?.stages[0];
    if (first) enterStage(draft, first.id, undefined, record);
    startNamedClocks(draft, record);
  }
}

/** Brings each open record to rest: its tasks, and the stages that it goes through. Gives whether one has moved or ended. */
export function syncRecords(draft: Draft): boolean {
  let changed = false;
  for (const list of draft.rules.process.lists ?? []) {
    for (const record of openRecords(draft.case, list.id)) changed = bringToRest(draft, list, record) || changed;
  }
  return changed;
}

function bringToRest(draft: Draft, list: List, record: RecordState): boolean {
  let changed = false;
  // Ends by itself: a stage is entered once for an event.
  while (!record.ended) {
    syncRecordTasks(draft, list, record);
    if (!judgeAtAnyTime(draft, record) && !(list.stages.length > 0 && moveOn(draft, record))) break;
    changed = true;
  }
  return changed;
}

/** Starts the clocks anew of the case and of its records, for a case that has been opened again. */
export function restartClocks(draft: Draft): void {
  restartNamedClocks(draft);
  for (const record of draft.case.records ?? []) {
    if (record.stage && !record.ended) startClock(draft, clockOfStage(record.stage, record.id), draft.at, { record: record.id });
  }
}
