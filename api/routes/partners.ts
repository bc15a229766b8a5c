// Partners: raising an alert is all that their keys are good for; the keys are made and taken back by the agency's lead.

import { Type } from 'typebox';
import type { Actor } from '../../case/case';
import type { Act } from '../../case/event';
import type { CallOutcome } from '../case-gateway';
import type { ApiDeps } from '../deps';
import { keysOf } from '../perform-act';
import { ApiError, RefusalError } from '../problem';
import type { Routes } from '../route';
import { reads } from '../route';
import { ListedPartner, PartnerKey, RevokedKeys, Taken } from '../schemas/answers';
import { PartnerParams, RaiseAsPartner, WritingHeaders } from '../schemas/requests';
import { leadOf, signedIn } from '../sign-in';

export const partnerRoutes: Routes = (app, deps) => {
  const { records } = deps;
  const common = { tags: ['Partners'] };

  app.post(
    '/v1/partner/alerts',
    { config: { partners: true }, schema: { ...common, operationId: 'raiseAlertAsPartner', summary: 'Raise an alert on a case, as a partner', headers: WritingHeaders, body: RaiseAsPartner, response: { ...reads(Taken), 202: Taken } } },
    async (request, reply) => {
      const { actor } = signedIn(request);
      if (!actor.partner) throw new RefusalError({ code: 'not-for-you', against: [{ id: 'partner' }] });
      const { case: number, alert, reason } = request.body;
      const { key, digest, updateId } = keysOf(deps, request);
      const outcome = await raiseOn(deps, actor, number, { type: 'raise', by: actor, alert, reason }, { key, digest, updateId });
      if (outcome.kind === 'answered') return { case: number, taken: true };
      if (outcome.kind !== 'accepted') throw notTaken(outcome);
      void reply.code(202);
      return { case: number, taken: false, pending: true as const };
    },
  );

  app.get(
    '/v1/partners',
    { schema: { ...common, operationId: 'listPartners', summary: 'List your agency\'s partners', response: reads(Type.Object({ partners: Type.Array(ListedPartner) })) } },
    async (request) => {
      const profile = await records.profile(signedIn(request).actor.agency);
      return { partners: (profile?.partners ?? []).map(({ email: _, ...partner }) => partner) };
    },
  );

  app.post(
    '/v1/partners/:partner/keys',
    { schema: { ...common, operationId: 'makePartnerKey', summary: 'Make a key with which a partner can raise alerts', params: PartnerParams, response: { 201: PartnerKey, '4xx': reads(PartnerKey)['4xx'], '5xx': reads(PartnerKey)['5xx'] } } },
    async (request, reply) => {
      const { agency, id } = leadOf(signedIn(request));
      const { partner } = request.params;
      await assertPartner(deps, agency, partner);
      return reply.status(201).send({ partner, key: await records.createPartnerToken(agency, partner, id) });
    },
  );

  app.delete(
    '/v1/partners/:partner/keys',
    { schema: { ...common, operationId: 'revokePartnerKeys', summary: 'Make all keys of a partner useless', params: PartnerParams, response: reads(RevokedKeys) } },
    async (request) => {
      const { agency } = leadOf(signedIn(request));
      const { partner } = request.params;
      return { partner, revoked: await records.revokePartnerTokens(agency, partner) };
    },
  );
};

async function assertPartner({ records }: Pick<ApiDeps, 'records'>, agency: string, partner: string): Promise<void> {
  const profile = await records.profile(agency);
  if (!profile?.partners?.some((one) => one.id === partner)) throw new ApiError('partner-not-found');
}

/** Whatever keeps it from being taken, a partner learns no more than that: not whether there is such a case, nor how it stands. */
async function raiseOn(deps: ApiDeps, actor: Actor, number: string, act: Act, keys: { key: string; digest: string; updateId: string }): Promise<CallOutcome> {
  const state = await deps.records.getState(number);
  if (state?.agency !== actor.agency) throw new ApiError('alert-not-taken');
  const { key, digest, updateId } = keys;
  return deps.cases.act({ agency: actor.agency, number, updateId, call: { key, digest, act } });
}

function notTaken(outcome: Exclude<CallOutcome, { kind: 'answered' | 'accepted' }>): Error {
  switch (outcome.kind) {
    case 'key-reused': return new ApiError('idempotency-key-reused');
    case 'unknown': return new ApiError('outcome-unknown');
    case 'rules-not-known': return new ApiError('rules-not-known');
    case 'failed': return new ApiError('internal-error');
    default: return new ApiError('alert-not-taken');
  }
}
