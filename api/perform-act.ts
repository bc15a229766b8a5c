// One act of a person on its way: whose case it is, the call to its workflow, and what every outcome is answered with.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { advance, isRefused } from '../case/advance';
import type { ActAnswer } from '../case/advance';
import type { Actor, Case } from '../case/case';
import type { Caseload } from '../case/caseload';
import type { Act } from '../case/event';
import type { Rules } from '../process/rules';
import { assertDocuments } from './attached-documents';
import type { CallOutcome } from './case-gateway';
import { deriveKeys } from './case-number';
import { judgedCaseload } from './caseload';
import type { CallKeys } from './case-number';
import type { ApiDeps } from './deps';
import { ApiError, RefusalError } from './problem';
import { readableCase } from './readable-case';
import { signedIn } from './sign-in';

/** An act without who does it, as routes make it out of a request. */
export type Asked = Act extends infer One ? (One extends { by: Actor } ? Omit<One, 'by'> : never) : never;

/** What a writing call is answered with: what changed, and where to look next. */
export interface ActReply extends Partial<ActAnswer> {
  case: string;
  links: { case: string; journal: string; explain: string };
  /** Of who is in charge now, from the warning of the agency on. */
  caseload?: Caseload;
  /** With status 202: the call was accepted and its answer is not there yet. */
  pending?: true;
}

/** Performs an act on an open case, and answers; `find` gives the case, or throws when it is none that the caller may act on so. */
export async function performAct(deps: ApiDeps, request: FastifyRequest, reply: FastifyReply, number: string, asked: Asked, find = readableCase): Promise<ActReply> {
  const { actor } = signedIn(request);
  const { state, rules } = await find(deps, actor, number);
  await assertDocuments(deps, rules, state, actor, asked);
  const { key, digest, updateId } = keysOf(deps, request);
  const act: Act = { ...asked, by: actor };
  const outcome = await deps.cases.act({ agency: state.agency, number, updateId, call: { key, digest, act } });
  if (outcome.kind === 'not-running') {
    // The records follow the case: one that they do not know as closed yet has just been, or its service has lost it.
    throw state.status === 'closed' ? new RefusalError({ code: 'case-closed', against: [] }) : new ApiError('not-available');
  }
  return answerFor(outcome, reply, number, rules);
}

/** Opens a closed case again: its workflow starts anew from what the records hold, by the agency's latest calendar and rules. */
export async function performReopening(deps: ApiDeps, request: FastifyRequest, reply: FastifyReply, number: string, { reason, despite }: { reason: string; despite?: string }): Promise<ActReply> {
  const { actor } = signedIn(request);
  const { state } = await readableCase(deps, actor, number);
  const [closed, rules] = await Promise.all([deps.records.getClosed(number), deps.records.rulesForRunning(state.agency, state.rules.process)]);
  if (!closed || !rules) return performAct(deps, request, reply, number, { type: 'reopen', reason });
  const { key, digest, updateId } = keysOf(deps, request);
  const act: Act = { type: 'reopen', by: actor, reason };
  refuseBeforehand(rules, closed.state, act, deps.now());
  const said = await judgedCaseload(deps, { rules, number, owner: closed.state.owner.id, despite });
  const outcome = await deps.cases.reopen({ agency: state.agency, number, updateId, call: { key, digest, act: { ...act, ...said.act } } }, rules, closed);
  return { ...answerFor(outcome, reply, number, rules), ...said.answer };
}

/** A start and its first update are not one transaction: what would be refused is not even started. */
export function refuseBeforehand(rules: Rules, before: Case | null, act: Act, now: Date): void {
  const judged = advance(rules, before, act, now.toISOString());
  if (isRefused(judged)) throw new RefusalError(judged.refusal, { agency: rules.agency.id, process: rules.process.id, calendar: rules.calendar });
}

/** By what this call and its repetitions are known. */
export function keysOf(deps: Pick<ApiDeps, 'installationKey'>, request: FastifyRequest, said: unknown = request.body): CallKeys {
  const { actor } = signedIn(request);
  const { headers, method, url } = request;
  const key = headers['idempotency-key'];
  const route = `${method} ${url.split('?', 1)[0]}`;
  return deriveKeys(deps.installationKey, { actor, route, key: typeof key === 'string' ? key : undefined }, said);
}

/** The answer to a call that came out somehow; what was not answered ends as an error. */
export function answerFor(outcome: CallOutcome, reply: FastifyReply, number: string, rules: Rules): ActReply {
  switch (outcome.kind) {
    case 'answered': return { ...outcome.answer, links: linksOf(number) };
    case 'accepted':
      void reply.code(202);
      return { case: number, pending: true, links: linksOf(number) };
    case 'refused': throw new RefusalError(outcome.refusal, { agency: rules.agency.id, process: rules.process.id, calendar: rules.calendar });
    case 'key-reused': throw new ApiError('idempotency-key-reused');
    case 'unknown': throw new ApiError('outcome-unknown');
    case 'rules-not-known': throw new ApiError('rules-not-known');
    case 'not-running': throw new RefusalError({ code: 'case-closed', against: [] });
    case 'failed': throw new ApiError('internal-error');
  }
}

export const linksOf = (number: string): ActReply['links'] => ({
  case: `/v1/cases/${number}`,
  journal: `/v1/cases/${number}/journal`,
  explain: `/v1/cases/${number}/explain`,
});
