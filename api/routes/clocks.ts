// What people do to clocks: pausing one, putting its due date off, waiving what is due.

import { performAct } from '../perform-act';
import type { Routes } from '../route';
import { acts } from '../route';
import { ClockParams, ExtendClock, PauseClock, WaiveClock, WritingHeaders } from '../schemas/requests';

export const clockRoutes: Routes = (app, deps) => {
  const common = { tags: ['Clocks'], headers: WritingHeaders, params: ClockParams, response: acts };

  app.post(
    '/v1/cases/:case/clocks/:clock/pause',
    { schema: { ...common, operationId: 'pauseClock', summary: 'Stop a clock for some days, also afterwards', body: PauseClock } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'pause', clock: request.params.clock, answers: {}, ...request.body }),
  );

  app.post(
    '/v1/cases/:case/clocks/:clock/extend',
    { schema: { ...common, operationId: 'extendClock', summary: 'Put a due date off, or ask for it', body: ExtendClock } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'extend', clock: request.params.clock, answers: {}, ...request.body }),
  );

  app.post(
    '/v1/cases/:case/clocks/:clock/waive',
    { schema: { ...common, operationId: 'waiveClock', summary: 'Say that what is due need not be done this time, or ask for it', body: WaiveClock } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'waive', clock: request.params.clock, answers: {}, ...request.body }),
  );
};
