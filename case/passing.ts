// Ways out of a stage that something stands against: what must hold stops them, and what should hold a person passes over.

import type { Way } from '../process/process';
import { answersForCase } from './access';
import type { RecordState } from './case';
import { proposeClosure, refuseClosure } from './closure';
import { ruleHolds } from './conditions';
import type { Demanded } from './criteria';
import { passOver, refuseUnmet } from './criteria';
import type { Draft } from './draft';
import { endRecord } from './ended-records';
import type { Act } from './event';
import { stageIsDone } from './openings';
import type { Refusal } from './refusals';
import { ofRecord, recordOf } from './scope';
import { move } from './stages';

/** The stage, or the reason to close, that a way leads to. */
export const leadsTo = (way: Way): string => ('to' in way ? way.to : way.close);

const demanded = (draft: Draft, despite: string | undefined, record: RecordState | undefined): Demanded => ({
  judge: (rule) => ruleHolds(draft, rule, ofRecord(record?.id)), despite,
});

/** Why a way whose condition holds cannot be taken, or null; of one that closes the case, the criteria of the closure too. */
export const refuseWay = (draft: Draft, way: Way, despite?: string, record?: RecordState): Refusal | null =>
  refuseUnmet(way, demanded(draft, despite, record)) ?? ('close' in way && !record ? refuseClosure(draft, way.close, despite) : null);

/** Takes a way that nothing refuses, and puts on record what is passed over by it. */
export function takeWay(draft: Draft, way: Way, { by, despite, record }: { by: Act['by']; despite?: string | undefined; record?: RecordState | undefined }): void {
  passOver(draft, way, demanded(draft, despite, record), by, record?.id ?? draft.case.stage.id);
  if ('to' in way) move(draft, way.to, way.rule, record);
  else if (record) endRecord(draft, record, way.close, { by, rule: way.rule, reason: despite });
  else proposeClosure(draft, way.close, by, way.rule, despite);
}

/** Takes the way that is open out of the stage of the case, or of a record, though not all that should holds. */
export function pass(draft: Draft, act: Act & { type: 'pass' }): Refusal | null {
  if (!answersForCase(draft.rules, draft.case, act.by)) return { code: 'not-for-you', against: [] };
  const record = recordOf(draft.case, act.record);
  const here = act.record === undefined ? draft.case.stage : record?.stage;
  if (!here) return { code: 'unknown-record', against: [{ id: act.record ?? '' }] };
  const refused = refusePassing(draft, act.way, here.id, record);
  if (refused) return refused;
  const way = openWay(draft, here.id, record);
  const stands = way ? refuseWay(draft, way, act.reason, record) : null;
  if (way && !stands) takeWay(draft, way, { by: act.by, despite: act.reason, record });
  return stands;
}

/** The way whose condition is the first to hold. */
const openWay = (draft: Draft, stage: string, record: RecordState | undefined): Way | undefined =>
  draft.index.stages.get(stage)?.next.find((one) => ruleHolds(draft, one.when, ofRecord(record?.id)));

/** Why what is named is not the way that is open. */
function refusePassing(draft: Draft, to: string, here: string, record: RecordState | undefined): Refusal | null {
  const { next = [], decide, rule = '' } = draft.index.stages.get(here) ?? {};
  const { closure } = draft.case;
  const named = next.find((way) => leadsTo(way) === to);
  if (!named) return { code: 'unknown-way', against: [{ id: to, expected: [...new Set(next.map(leadsTo))].join(', ') }] };
  if (closure) return { code: 'closing-already', against: [{ id: `closure.${closure.n}` }] };
  if (record?.ended) return { code: 'record-ended', against: [{ id: record.id }] };
  // Whoever decides passes over what should hold by deciding so.
  if (decide || !stageIsDone(draft, record)) return { code: 'way-not-open', against: [{ id: here, rule }] };
  // The first whose condition holds is the way; it may be another one to the same place.
  const way = openWay(draft, here, record);
  return way && leadsTo(way) === to ? null : { code: 'way-not-open', against: [{ id: to, rule: (way ?? named).rule }] };
}
