// Departing from what the process would do by itself: a way taken though not all that should holds, a value in the place of what is worked out.

import { performAct } from '../perform-act';
import type { Routes } from '../route';
import { acts } from '../route';
import { FieldParams, OverrideField, PassWay, WayParams, WritingHeaders } from '../schemas/requests';

export const departureRoutes: Routes = (app, deps) => {
  const common = { tags: ['Work on a case'], headers: WritingHeaders, response: acts };

  app.post(
    '/v1/cases/:case/ways/:way/pass',
    { schema: { ...common, operationId: 'passWay', summary: 'Take a way out of the stage though not all that should holds', params: WayParams, body: PassWay } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'pass', way: request.params.way, ...request.body }),
  );

  app.post(
    '/v1/cases/:case/fields/:field/override',
    { schema: { ...common, operationId: 'overrideField', summary: 'Put a value in the place of what is worked out, or lift it with null', params: FieldParams, body: OverrideField } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'override', field: request.params.field, ...request.body }),
  );
};
