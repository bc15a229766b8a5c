// Whether the API lives, and whether people may be sent to it.

import { Type } from 'typebox';
import type { Routes } from '../route';

const Part = Type.Object({ part: Type.String(), ready: Type.Boolean(), problem: Type.Optional(Type.String()) });
const Ready = Type.Object({ ready: Type.Boolean(), parts: Type.Array(Part) });

export const healthRoutes: Routes = (app, deps) => {
  const open = { config: { open: true } };

  app.get(
    '/healthz',
    { ...open, schema: { operationId: 'health', tags: ['Operation'], summary: 'Whether this process lives', security: [], response: { 200: Type.Object({ status: Type.Literal('ok') }) } } },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    { ...open, schema: { operationId: 'readiness', tags: ['Operation'], summary: 'Whether every part that is needed works', security: [], response: { 200: Ready, 503: Ready } } },
    async (_request, reply) => {
      const parts = await deps.readiness();
      const ready = parts.every((one) => one.ready);
      void reply.code(ready ? 200 : 503);
      return { ready, parts };
    },
  );
};
