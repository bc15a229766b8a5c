// Alerts: raised on a case, listed over all cases somebody may read, acknowledged and resolved by the id that stands in the mail.

import { Type } from 'typebox';
import type { AlertItem } from '../../case/project';
import { caseOfAlert } from '../case-number';
import { languageOfRequest } from '../error-answers';
import { performAct } from '../perform-act';
import { caseToRaise, readableCases } from '../readable-case';
import type { Routes } from '../route';
import { acts, reads } from '../route';
import { ListedAlert } from '../schemas/answers';
import { AcknowledgeAlert, AlertParams, CaseParams, ListAlerts, RaiseAlert, ResolveAlert, WritingHeaders } from '../schemas/requests';
import { signedIn } from '../sign-in';
import { titlesOfAll } from '../titles';

export const alertRoutes: Routes = (app, deps) => {
  const { records } = deps;
  const writing = { tags: ['Alerts'], headers: WritingHeaders, response: acts };

  app.get(
    '/v1/alerts',
    { schema: { operationId: 'listAlerts', tags: ['Alerts'], summary: 'List alerts, those that are not resolved unless you ask otherwise', querystring: ListAlerts, response: reads(Type.Object({ alerts: Type.Array(ListedAlert) })) } },
    async (request) => {
      const { actor } = signedIn(request);
      const { state = 'open', limit = 50 } = request.query;
      const states: AlertItem['state'][] = state === 'open' ? ['raised', 'acknowledged'] : [state];
      const alerts = await records.alerts({ agency: actor.agency, readable: await readableCases(deps, actor), states, limit, ...(actor.duty !== undefined && { duty: actor.duty }) });
      const titles = await titlesOfAll(records, actor.agency, alerts.map((one) => one.process), languageOfRequest(request));
      return { alerts: alerts.map((one) => ({ ...one, title: titles.get(one.process)?.(one.title) ?? one.title })) };
    },
  );

  app.post(
    '/v1/cases/:case/alerts',
    { schema: { ...writing, operationId: 'raiseAlert', summary: 'Raise an alert, or join the one that is open', params: CaseParams, body: RaiseAlert } },
    (request, reply) => {
      const { alert, reason } = request.body;
      return performAct(deps, request, reply, request.params.case, { type: 'raise', alert, ...(reason !== undefined && { reason }) }, caseToRaise(alert));
    },
  );

  app.post(
    '/v1/alerts/:alert/acknowledge',
    { schema: { ...writing, operationId: 'acknowledgeAlert', summary: 'Take an alert, with a reason; it climbs no further', params: AlertParams, body: AcknowledgeAlert } },
    (request, reply) => {
      const { alert } = request.params;
      return performAct(deps, request, reply, caseOfAlert(alert), { type: 'acknowledge', alert, reason: request.body.reason });
    },
  );

  app.post(
    '/v1/alerts/:alert/resolve',
    { schema: { ...writing, operationId: 'resolveAlert', summary: 'End an alert, with the answers that its process asks for', params: AlertParams, body: ResolveAlert } },
    (request, reply) => {
      const { alert } = request.params;
      return performAct(deps, request, reply, caseOfAlert(alert), { type: 'resolve', alert, answers: {}, ...request.body });
    },
  );
};
