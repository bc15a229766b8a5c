// The cases' workflows reached through Temporal: one update a call, an answer within five seconds, and what each failure means.

import type { Client } from '@temporalio/client';
import {
  isGrpcServiceError, WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { ActAnswer } from '../case/advance';
import type { NoticeOutcome } from '../case/event';
import type { Refusal } from '../case/refusals';
import { REFUSAL_CODES } from '../case/refusals';
import type { Rules } from '../process/rules';
import type { ActCall, CaseInput, CaseStartSettings } from '../workflows/messages';
import { ACT, BOUNCED, CASE_WORKFLOW, CORE_ERROR, KEY_REUSED, caseReopening, caseStart, workflowIdOf } from '../workflows/messages';
import type { CallOutcome, CaseCall, CaseGateway } from './case-gateway';
import { CaseTurns } from './case-turns';

/** A caller hears something within five seconds, whatever is down. */
const LIMIT_MS = 4_500;
/** Failure type of an update that came while its run ended: it was not looked at, and is sent again. */
const UNPROCESSED = 'UnprocessedUpdate';
/** Between two sendings of an update that was not looked at. */
const RESEND_MS = 50;
const FAILED_PRECONDITION = 9;

type CaseStart = ReturnType<typeof caseStart> | ReturnType<typeof caseReopening>;
type CaseWorkflow = (rules: Rules, input: CaseInput) => Promise<void>;
/** An update that the service has durably accepted. */
interface Sent {
  result(): Promise<ActAnswer>;
}
type Log = (failure: unknown) => void;

/** @param logFailure told of failures that no caller can do anything about; outcomes themselves are not failures */
export function createTemporalGateway(client: Client, logFailure: Log, settings: CaseStartSettings = {}): CaseGateway {
  const turns = new CaseTurns();
  const sendAct = ({ agency, number, updateId, call }: CaseCall) => (): Promise<Sent> => {
    const workflowId = workflowIdOf(agency, number);
    const send = () => client.workflow.getHandle(workflowId).startUpdate<ActAnswer, [ActCall]>(ACT, { args: [call], updateId, waitForStage: 'ACCEPTED' });
    return turns.take(workflowId, send);
  };

  const sendWithStart = ({ agency, number, updateId, call }: CaseCall, start: CaseStart) => async (): Promise<Sent> => {
    const startWorkflowOperation = new WithStartWorkflowOperation<CaseWorkflow>(CASE_WORKFLOW, { workflowId: workflowIdOf(agency, number), ...start });
    return client.workflow.startUpdateWithStart<CaseWorkflow, ActAnswer, [ActCall]>(ACT, {
      args: [call], updateId, waitForStage: 'ACCEPTED', startWorkflowOperation,
    });
  };

  return {
    open: (call, rules) => inTime(client, sendWithStart(call, caseStart(call.number, call.agency, rules, settings)), logFailure),
    reopen: (call, rules, closed) => inTime(client, sendWithStart(call, caseReopening(closed, rules, settings)), logFailure),
    act: (call) => inTime(client, sendAct(call), logFailure),
    async bounced(agency, number, outcomes) {
      const handle = client.workflow.getHandle(workflowIdOf(agency, number));
      await client.connection.withDeadline(Date.now() + LIMIT_MS, () => handle.signal<[NoticeOutcome[]]>(BOUNCED, outcomes)).catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
    },
  };
}

/** Sends until it was looked at, waits for the answer, and gives up in time. */
async function inTime(client: Client, send: () => Promise<Sent>, logFailure: Log): Promise<CallOutcome> {
  const deadline = Date.now() + LIMIT_MS;
  const progress = { accepted: false };
  const work = client.connection.withDeadline(deadline, async (): Promise<CallOutcome> => {
    for (;;) {
      try {
        const sent = await send();
        progress.accepted = true;
        return { kind: 'answered', answer: await sent.result() };
      } catch (error) {
        const outcome = outcomeOf(error, logFailure);
        if (outcome !== 'send-again') return outcome.kind === 'unknown' && progress.accepted ? { kind: 'accepted' } : outcome;
        progress.accepted = false;
      }
      await new Promise((resolve) => setTimeout(resolve, RESEND_MS));
      if (Date.now() > deadline) return { kind: 'unknown' };
    }
  });
  let timer: NodeJS.Timeout | undefined;
  // The deadline of the connection does not hold while it is being made.
  const late = new Promise<CallOutcome>((resolve) => {
    timer = setTimeout(() => resolve(progress.accepted ? { kind: 'accepted' } : { kind: 'unknown' }), LIMIT_MS + 100);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function outcomeOf(error: unknown, logFailure: Log): CallOutcome | 'send-again' {
  if (error instanceof WorkflowUpdateFailedError) return ofFailure(error.cause, logFailure);
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { kind: 'unknown' };
  if (error instanceof WorkflowNotFoundError || error instanceof WorkflowExecutionAlreadyStartedError) return { kind: 'not-running' };
  const { cause } = error as { cause?: unknown };
  const grpc = isGrpcServiceError(error) ? error : isGrpcServiceError(cause) ? cause : undefined;
  if (grpc?.code === FAILED_PRECONDITION) return { kind: 'rules-not-known' };
  logFailure(error);
  return { kind: 'unknown' };
}

/** What the workflow threw: the type is the code, and a refusal is its first detail. */
function ofFailure(cause: unknown, logFailure: Log): CallOutcome | 'send-again' {
  const { type = '', details } = cause instanceof ApplicationFailure ? cause : {};
  if (type === UNPROCESSED) return 'send-again';
  if (type === KEY_REUSED) return { kind: 'key-reused' };
  if (REFUSAL_CODES.some((code) => code === type)) return { kind: 'refused', refusal: (details?.[0] as Refusal | undefined) ?? { code: type as Refusal['code'], against: [] } };
  if (type !== CORE_ERROR) logFailure(cause);
  return { kind: 'failed' };
}
