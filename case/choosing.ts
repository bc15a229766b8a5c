// Choosing how it goes on: one of the ways out of a stage that hold, by whoever decides there.

import type { Stage, Way } from '../process/process';
import { hasRole } from './access';
import type { Case, DecisionState } from './case';
import { endDecision } from './choices';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { personOf, write } from './draft';
import type { Act } from './event';
import { leadsTo, refuseWay, takeWay } from './passing';
import type { Refusal } from './refusals';
import type { Scope } from './scope';
import { ofRecord, recordOf } from './scope';

/** By its id, or the latest one of a stage. */
const findDecision = ({ decisions = [] }: Case, id: string): DecisionState | undefined =>
  decisions.find((one) => one.id === id) ?? decisions.findLast((one) => one.stage === id);

/** The ways out of a stage whose conditions hold, of a record's for it. */
const waysThatHold = (draft: Draft, { next }: Stage, scope: Scope): Way[] => next.filter((way) => ruleHolds(draft, way.when, scope));

/** By the role that decides there. A way that should not be taken as things stand is taken with a reason. */
export function decide(draft: Draft, act: Act & { type: 'decide' }): Refusal | null {
  const decision = findDecision(draft.case, act.decision);
  const stage = decision && draft.index.stages.get(decision.stage);
  if (!stage) return { code: 'unknown-decision', against: [{ id: act.decision }] };
  if (!hasRole(draft.rules, draft.case, act.by, decision.who)) return { code: 'not-for-you', against: [{ id: decision.who, rule: `roles.${decision.who}` }] };
  if (decision.state !== 'asked') return decidedAlready(decision);
  const record = recordOf(draft.case, decision.record);
  const scope = ofRecord(record?.id);
  const way = waysThatHold(draft, stage, scope).find((one) => leadsTo(one) === act.way);
  if (!way) return notOpen(waysThatHold(draft, stage, scope), stage, act.way);
  const refused = refuseWay(draft, way, act.reason, record);
  if (refused) return refused;
  decision.decidedBy = personOf(act.by);
  decision.decidedAt = draft.at;
  endDecision(draft, decision, 'decided');
  const details = { leadsTo: act.way, ...(act.reason !== undefined && { reason: act.reason }) };
  write(draft, 'decided', { by: personOf(act.by), about: decision.id, rule: way.rule, details });
  takeWay(draft, way, { by: act.by, despite: act.reason, record });
  return null;
}

function decidedAlready({ id, decidedBy, decidedAt }: DecisionState): Refusal {
  return { code: 'already-decided', against: [{ id }], ...(decidedBy && decidedAt !== undefined && { first: { name: decidedBy.name, at: decidedAt } }) };
}

/** No such way, or one whose condition does not hold now; said beside those that can be chosen. */
function notOpen(ways: Way[], { next }: Stage, to: string): Refusal {
  const named = next.filter((way) => leadsTo(way) === to);
  const of = (some: Way[]): string => [...new Set(some.map(leadsTo))].join(', ');
  if (named.length === 0) return { code: 'unknown-way', against: [{ id: to, expected: of(next) }] };
  const open = of(ways);
  return { code: 'way-not-open', against: named.map(({ rule }) => ({ id: to, rule, ...(open !== '' && { expected: open }) })) };
}
