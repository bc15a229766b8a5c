// What happened in the course of a case: recorded when it is known, taken out again when that was a mistake.

import { performAct } from '../perform-act';
import type { Routes } from '../route';
import { acts } from '../route';
import { EventKindParams, EventParams, RecordEvent, TakeOut, WritingHeaders } from '../schemas/requests';

export const eventRoutes: Routes = (app, deps) => {
  const common = { tags: ['Work on a case'], headers: WritingHeaders, response: acts };

  app.post(
    '/v1/cases/:case/events/:event',
    { schema: { ...common, operationId: 'recordEvent', summary: 'Record something that happened', params: EventKindParams, body: RecordEvent } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'record_event', event: request.params.event, answers: {}, ...request.body }),
  );

  app.post(
    '/v1/cases/:case/events/:event/remove',
    { schema: { ...common, operationId: 'removeEvent', summary: 'Take out an event that was recorded by mistake', params: EventParams, body: TakeOut } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'remove', id: request.params.event, reason: request.body.reason }),
  );
};
