// Choices among the ways out of a stage: asked for once all else in it is done, and withdrawn when there is nothing to choose any more.

import type { Stage } from '../process/process';
import type { Case, DecisionState } from './case';
import { clockOfDecision } from './clock-ids';
import { endClock, startClock } from './clocks';
import type { Draft } from './draft';
import { addressee, nextNumber, notify, write } from './draft';

/** A stage of the case, or of one of its records, as it is gone through now. */
export interface StageNow {
  stage: Stage;
  round: number;
  record?: string | undefined;
}

/** The choice that is open in a stage. */
const openDecision = (state: Case, record: string | undefined): DecisionState | undefined =>
  state.decisions?.findLast((one) => one.state === 'asked' && one.record === record);

/** Asks whoever decides how it goes on, unless they have been asked. It stays asked for as long as the stage is done and has not been left. */
export function askToDecide(draft: Draft, { stage, round, record }: StageNow): void {
  const { decide } = stage;
  if (!decide || openDecision(draft.case, record)) return;
  const base = `${stage.id}.${round}`;
  const decision: DecisionState = {
    id: `${base}.${nextNumber(draft, base)}`, stage: stage.id, round, ...(record !== undefined && { record }), who: decide.who, state: 'asked', askedAt: draft.at,
  };
  draft.case.decisions = [...(draft.case.decisions ?? []), decision];
  draft.opened.push(decision.id);
  const deadline = startClock(draft, clockOfDecision(decision), draft.at, { record });
  const dueAt = draft.case.clocks[clockOfDecision(decision)]?.dueAt;
  write(draft, 'decision_asked', { about: decision.id, rule: decide.rule, details: deadline });
  notify(draft, { says: 'decision_asked', to: addressee(draft, { role: decide.who }), title: `${stage.rule}.title`, about: decision.id, ...(dueAt != null && { dueAt }) });
}

/** Withdraws the open choice: its stage was left or is not done any more, or a closure is proposed. */
export function withdrawDecision(draft: Draft, record?: string): void {
  const decision = openDecision(draft.case, record);
  if (!decision) return;
  endDecision(draft, decision, 'withdrawn');
  write(draft, 'decision_withdrawn', { about: decision.id });
}

/** Nothing is to be chosen any more, and nobody reminded of it. */
export function endDecision(draft: Draft, decision: DecisionState, state: 'decided' | 'withdrawn'): void {
  decision.state = state;
  endClock(draft, clockOfDecision(decision));
  draft.ended.push(decision.id);
}

/** Withdraws every choice that is open: the case is closed. */
export function withdrawDecisions(draft: Draft): void {
  for (const { record } of draft.case.decisions ?? []) withdrawDecision(draft, record);
}
