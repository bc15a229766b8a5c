// Saying something to what a task was handed in with, and choosing how a case goes on.

import { performAct } from '../perform-act';
import type { Routes } from '../route';
import { acts } from '../route';
import { Agree, Decide, DecisionParams, TaskParams, WritingHeaders } from '../schemas/requests';

export const agreementRoutes: Routes = (app, deps) => {
  const common = { headers: WritingHeaders, response: acts };

  app.post(
    '/v1/cases/:case/tasks/:task/agree',
    { schema: { ...common, tags: ['Work on a case'], operationId: 'agree', summary: 'Record what one of those who have to agree says', params: TaskParams, body: Agree } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'agree', task: request.params.task, ...request.body }),
  );

  app.post(
    '/v1/cases/:case/decisions/:decision',
    { schema: { ...common, tags: ['Approvals'], operationId: 'decide', summary: 'Choose a way out of a stage', params: DecisionParams, body: Decide } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'decide', decision: request.params.decision, ...request.body }),
  );
};
