// The API as one application that does not listen yet: its routes with what stands before and behind all of them.

import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController } from 'fastify';
import type { ApiDeps } from './deps';
import { addErrorAnswers, answerUnreadable } from './error-answers';
import { addRequestLog } from './logging';
import { addDescription } from './openapi';
import { addRequestCheck } from './request-check';
import type { App } from './route';
import { agreementRoutes } from './routes/agreements';
import { alertRoutes } from './routes/alerts';
import { approvalRoutes } from './routes/approvals';
import { assigningRoutes } from './routes/assigning';
import { caseLinkRoute } from './routes/case-link';
import { caseWorkRoutes } from './routes/case-work';
import { departureRoutes } from './routes/departures';
import { clientRoutes } from './routes/clients';
import { caseRoutes } from './routes/cases';
import { clockRoutes } from './routes/clocks';
import { documentRoutes } from './routes/documents';
import { eventRoutes } from './routes/events';
import { recordRoutes } from './routes/records';
import { healthRoutes } from './routes/health';
import { mailRoutes } from './routes/mail';
import { meRoutes } from './routes/me';
import { openCaseRoute } from './routes/open-case';
import { partnerRoutes } from './routes/partners';
import { processRoutes } from './routes/processes';
import { reportRoute } from './routes/report';
import { staffRoutes } from './routes/staff';
import { retentionRoutes } from './routes/retention';
import { sentMailRoutes } from './routes/sent-mails';
import { webhookRoutes } from './routes/webhooks';
import { workloadRoutes } from './routes/workload';
import { addSignIn } from './sign-in';

const BODY_LIMIT_BYTES = 256 * 1024;
const ROUTES = [openCaseRoute, caseRoutes, caseWorkRoutes, departureRoutes, assigningRoutes, eventRoutes, recordRoutes, retentionRoutes, approvalRoutes, agreementRoutes, clockRoutes, alertRoutes, partnerRoutes, staffRoutes, workloadRoutes, meRoutes, processRoutes, healthRoutes, caseLinkRoute, mailRoutes, webhookRoutes, sentMailRoutes, documentRoutes, clientRoutes, reportRoute];

/** Builds the application, ready for `inject` or `listen`. It is closed by its caller, who also closes what it handed in. */
export async function buildApp(deps: ApiDeps): Promise<App> {
  const app: App = Fastify({
    logger: { level: deps.logLevel ?? 'info', base: null, ...(deps.logStream && { stream: deps.logStream }) },
    bodyLimit: BODY_LIMIT_BYTES,
    // Ids of our own: one that came from outside could carry anything into the log.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 300, caseSensitive: true },
    // Nobody waits longer for the head of a request than this.
    requestTimeout: 30_000,
    return503OnClosing: true,
    frameworkErrors: answerUnreadable,
  }).withTypeProvider<TypeBoxTypeProvider>();
  addRequestLog(app);
  addRequestCheck(app);
  addErrorAnswers(app, deps);
  app.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id).header('cache-control', 'no-store');
  });
  addSignIn(app, deps);
  await app.register(helmet, { crossOriginResourcePolicy: { policy: 'same-origin' } });
  await app.register(rateLimit, limitsFor(deps));
  await addDescription(app, deps.publicUrl);
  for (const addRoutes of ROUTES) addRoutes(app, deps);
  await app.ready();
  return app;
}

/** Calls are counted for each person; those of nobody for each address, and fewer, since they may be guesses at tokens. */
function limitsFor({ limits = { person: 1200, address: 120 } }: ApiDeps) {
  return {
    timeWindow: '1 minute',
    keyGenerator: ({ signedIn, ip }: { signedIn: { actor: { agency: string; id: string; partner?: true } } | null; ip: string }) =>
      signedIn ? `${signedIn.actor.partner ? 'partner' : 'person'} ${signedIn.actor.agency} ${signedIn.actor.id}` : `address ${ip}`,
    max: ({ signedIn }: { signedIn: unknown }) => (signedIn ? limits.person : limits.address),
  };
}
