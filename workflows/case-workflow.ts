// A case as a durable workflow: hears acts and newer rules, wakes at the case's next instant, performs, continues as new, ends.

import * as wf from '@temporalio/workflow';
import { advance, nextWake } from '../case/advance';
import type { ActAnswer } from '../case/advance';
import type { NoticeOutcome } from '../case/event';
import { project } from '../case/project';
import type { Rules } from '../process/rules';
import { CaseRunner } from './case-runner';
import { Clock, createNow } from './clock';
import type { Core } from './core';
import type { ActCall, CaseInput } from './messages';
import { ACT, BOUNCED, NEW_RULES, NOT_OPENED, RECORD_AGAIN } from './messages';
import { letGo, shareRules } from './memory';
import { Performer } from './perform';

/** Long before the service itself asks for it, so that a case is quickly read again. */
const HISTORY_LIMIT = 1_000;
/** The opening comes with the start; where its sender was cut off between the two, it is sent again within this time or never. */
const OPENING_LIMIT = '1 minute';

const actUpdate = wf.defineUpdate<ActAnswer, [ActCall]>(ACT);
const newRulesSignal = wf.defineSignal<[Rules]>(NEW_RULES);
const recordAgainSignal = wf.defineSignal(RECORD_AGAIN);
const bouncedSignal = wf.defineSignal<[NoticeOutcome[]]>(BOUNCED);

/** The case workflow over a core. Its arguments: the rules first and alone, so that they travel as their hash; then the rest. */
export function createCaseWorkflow(core: Core): (rules: Rules, input: CaseInput) => Promise<void> {
  return async (rules, input) => {
    const now = createNow();
    const runner = new CaseRunner(shareRules(rules), input, core, now);
    letGo(input);
    const clock = new Clock(now, () => runner.wake());
    const performer = new Performer(runner);
    wf.setHandler(newRulesSignal, (newer) => runner.takeRules(shareRules(newer)));
    wf.setHandler(recordAgainSignal, () => runner.correctRecords());
    wf.setHandler(bouncedSignal, (outcomes) => runner.told([], outcomes));
    wf.setHandler(actUpdate, (call) => runner.act(call), { validator: (call) => runner.check(call) });
    // Nobody ends a case from outside: a request to cancel is not heard, and an operator who must can terminate.
    await wf.CancellationScope.nonCancellable(async () => {
      await opening(runner);
      return live(runner, clock, performer);
    });
  };
}

/** Waits for the case to be open. An opening that came with the start has been handled by now, and no timer is started. */
async function opening(runner: CaseRunner): Promise<void> {
  const isSettled = () => runner.state !== null || runner.openingRefused;
  if (!isSettled()) await wf.condition(isSettled, OPENING_LIMIT);
  if (runner.state !== null) return;
  await wf.condition(wf.allHandlersFinished);
  throw wf.ApplicationFailure.nonRetryable('The case was not opened.', NOT_OPENED);
}

async function live(runner: CaseRunner, clock: Clock, performer: Performer): Promise<void> {
  for (;;) {
    await wf.condition(() => runner.moved);
    await performer.perform();
    // Decided here alone, right after the records were written: an act that came meanwhile has moved the case, and is performed first.
    const mayLeave = runner.hasClosed ? performer.isQuiet : isFull(runner, performer);
    if (mayLeave) {
      await wf.condition(wf.allHandlersFinished);
      if (runner.moved) continue;
      if (runner.hasClosed) return;
      await wf.continueAsNew<ReturnType<typeof createCaseWorkflow>>(...runner.carry());
    }
    clock.set(runner.wakeAt);
  }
}

/**
 * Whether the run is to go on as a new one. Not while an effect is under way, except that the records' arrears are carried over when
 * the service itself asks for a new run: at its limits it would refuse further acts.
 */
function isFull(runner: CaseRunner, performer: Performer): boolean {
  const { historyLength, continueAsNewSuggested } = wf.workflowInfo();
  if (continueAsNewSuggested) return performer.owesRecordsOnly;
  return historyLength >= (runner.itself.limit ?? HISTORY_LIMIT) && performer.isQuiet;
}

export const caseWorkflow = createCaseWorkflow({ advance, nextWake, project });
