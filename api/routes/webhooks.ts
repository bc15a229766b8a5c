// Other systems that are told what happens to an agency's cases: added, listed, let go on, told again, removed, by the agency's lead.

import { Type } from 'typebox';
import { JOURNAL_KINDS } from '../../case/effect';
import type { JournalKind } from '../../case/effect';
import { keysOf } from '../perform-act';
import { ApiError } from '../problem';
import type { Routes } from '../route';
import { reads } from '../route';
import { AddedWebhook, ListedWebhook } from '../schemas/answers';
import { AddWebhook, ReplayWebhook, WebhookParams, WritingHeaders } from '../schemas/requests';
import { leadOf, signedIn } from '../sign-in';

export const webhookRoutes: Routes = (app, deps) => {
  const { records } = deps;
  const common = { tags: ['Webhooks'] };
  const known = async (found: Promise<boolean>): Promise<void> => {
    if (!(await found)) throw new ApiError('webhook-not-found');
  };

  app.get(
    '/v1/webhooks',
    { schema: { ...common, operationId: 'listWebhooks', summary: 'List who is told what happens to the cases, and how far they have got', response: reads(Type.Object({ webhooks: Type.Array(ListedWebhook) })) } },
    async (request) => ({ webhooks: await records.webhooks(leadOf(signedIn(request)).agency) }),
  );

  app.post(
    '/v1/webhooks',
    { schema: { ...common, operationId: 'addWebhook', summary: 'Have another system told what happens from now on; its secret is shown this once', headers: WritingHeaders, body: AddWebhook, response: { 201: AddedWebhook, '4xx': reads(AddedWebhook)['4xx'], '5xx': reads(AddedWebhook)['5xx'] } } },
    async (request, reply) => {
      const { agency, id: createdBy } = leadOf(signedIn(request));
      const { url, kinds } = request.body;
      assertUsable(url);
      const wrong = (kinds ?? []).filter((kind) => !JOURNAL_KINDS.includes(kind as JournalKind));
      if (wrong.length > 0) throw new ApiError('request-wrong', { against: wrong.map((id) => ({ id, expected: 'a kind of journal line' })) });
      const id = `wh_${keysOf(deps, request).key.slice(0, 16)}`;
      const { webhook, secret } = await records.addWebhook({ id, agency, url, kinds: (kinds as JournalKind[] | undefined) ?? null, createdBy });
      if (webhook.url !== url || String(webhook.kinds) !== String(kinds ?? null)) throw new ApiError('idempotency-key-reused');
      return reply.status(201).send({ ...webhook, secret });
    },
  );

  app.delete(
    '/v1/webhooks/:webhook',
    { schema: { ...common, operationId: 'removeWebhook', summary: 'Tell a system nothing more', params: WebhookParams, headers: WritingHeaders, response: reads(Type.Object({})) } },
    async (request) => {
      await known(records.removeWebhook(leadOf(signedIn(request)).agency, request.params.webhook));
      return {};
    },
  );

  app.post(
    '/v1/webhooks/:webhook/resume',
    { schema: { ...common, operationId: 'resumeWebhook', summary: 'Let a webhook go on that was paused, with all that it has missed', params: WebhookParams, headers: WritingHeaders, response: reads(Type.Object({})) } },
    async (request) => {
      await known(records.resumeWebhook(leadOf(signedIn(request)).agency, request.params.webhook));
      return {};
    },
  );

  app.post(
    '/v1/webhooks/:webhook/replay',
    { schema: { ...common, operationId: 'replayWebhook', summary: 'Tell it again what has happened, of one case or of all', params: WebhookParams, headers: WritingHeaders, body: ReplayWebhook, response: reads(Type.Object({ cases: Type.Integer() })) } },
    async (request) => {
      const { case: number, after = 0 } = request.body;
      const cases = await records.replayWebhook(leadOf(signedIn(request)).agency, request.params.webhook, { after, ...(number !== undefined && { case: number }) });
      if (cases === null) throw new ApiError('webhook-not-found');
      if (cases === 0 && number !== undefined) throw new ApiError('case-not-found');
      return { cases };
    },
  );
};

/** Whether it leads anywhere is seen when it is used; what it says must not hold anything secret. */
function assertUsable(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isUsable = parsed && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.password === '' && parsed.hash === '';
  if (!isUsable) throw new ApiError('request-wrong', { against: [{ id: 'body/url', expected: 'https://host/path, without a user and a password' }] });
}
