// Deciding on what needs a second person: a task's work or a closure.

import { performAct } from '../perform-act';
import type { Routes } from '../route';
import { acts } from '../route';
import { ApprovalParams, Approve, SendBack, WritingHeaders } from '../schemas/requests';

export const approvalRoutes: Routes = (app, deps) => {
  const common = { tags: ['Approvals'], headers: WritingHeaders, params: ApprovalParams, response: acts };

  app.post(
    '/v1/cases/:case/approvals/:approval/approve',
    { schema: { ...common, operationId: 'approve', summary: 'Approve', body: Approve } },
    (request, reply) => {
      const { note, despite } = request.body;
      return performAct(deps, request, reply, request.params.case, { type: 'approve', approval: request.params.approval, ...(note !== undefined && { note }), ...(despite !== undefined && { despite }) });
    },
  );

  app.post(
    '/v1/cases/:case/approvals/:approval/send-back',
    { schema: { ...common, operationId: 'sendBack', summary: 'Send back with a reason', body: SendBack } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'send_back', approval: request.params.approval, reason: request.body.reason }),
  );
};
