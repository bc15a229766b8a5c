// Ways out of a stage that something stands against: what must hold stops them, and what should hold a person passes over.

import type { Way } from '../process/process';
import { answersForCase } from './access';
import { proposeClosure, refuseClosure } from './closure';
import { ruleHolds } from './conditions';
import type { Demanded } from './criteria';
import { passOver, refuseUnmet } from './criteria';
import type { Draft } from './draft';
import type { Act } from './event';
import { stageIsDone } from './openings';
import type { Refusal } from './refusals';
import { move } from './stages';

/** The stage, or the reason to close, that a way leads to. */
export const leadsTo = (way: Way): string => ('to' in way ? way.to : way.close);

const demanded = (draft: Draft, despite?: string): Demanded => ({ judge: (rule) => ruleHolds(draft, rule), despite });

/** Why a way whose condition holds cannot be taken, or null; of one that closes the case, the criteria of the closure too. */
export const refuseWay = (draft: Draft, way: Way, despite?: string): Refusal | null =>
  refuseUnmet(way, demanded(draft, despite)) ?? ('close' in way ? refuseClosure(draft, way.close, despite) : null);

/** Takes a way that nothing refuses, and puts on record what is passed over by it. */
export function takeWay(draft: Draft, way: Way, { by, despite }: { by: Act['by']; despite?: string | undefined }): void {
  passOver(draft, way, demanded(draft, despite), by, draft.case.stage.id);
  if ('to' in way) move(draft, way.to, way.rule);
  else proposeClosure(draft, way.close, by, way.rule, despite);
}

/** Takes the way that is open, though not all that should holds. */
export function pass(draft: Draft, act: Act & { type: 'pass' }): Refusal | null {
  if (!answersForCase(draft.rules, draft.case, act.by)) return { code: 'not-for-you', against: [] };
  const { stage: here, closure } = draft.case;
  const ways = draft.index.stages.get(here.id)?.next ?? [];
  const named = ways.find((way) => leadsTo(way) === act.way);
  if (!named) return { code: 'unknown-way', against: [{ id: act.way, expected: [...new Set(ways.map(leadsTo))].join(', ') }] };
  if (closure) return { code: 'closing-already', against: [{ id: `closure.${closure.n}` }] };
  if (!stageIsDone(draft)) return { code: 'way-not-open', against: [{ id: here.id, rule: `stages.${here.id}` }] };
  // The first whose condition holds is the way; it may be another one to the same place.
  const way = ways.find((one) => ruleHolds(draft, one.when));
  if (!way || leadsTo(way) !== act.way) return { code: 'way-not-open', against: [{ id: act.way, rule: (way ?? named).rule }] };
  const refused = refuseWay(draft, way, act.reason);
  if (!refused) takeWay(draft, way, { by: act.by, despite: act.reason });
  return refused;
}
