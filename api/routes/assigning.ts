// Giving work to somebody by name, and dated tasks of one's own beside those of the process.

import type { Actor } from '../../case/case';
import type { ApiDeps } from '../deps';
import { performAct } from '../perform-act';
import { RefusalError } from '../problem';
import type { Routes } from '../route';
import { acts } from '../route';
import { AddTask, Assign, CaseParams, TaskParams, WithdrawTask, WritingHeaders } from '../schemas/requests';
import { signedIn } from '../sign-in';

export const assigningRoutes: Routes = (app, deps) => {
  const common = { tags: ['Work on a case'], headers: WritingHeaders, response: acts };

  app.post(
    '/v1/cases/:case/assign',
    { schema: { ...common, operationId: 'assignCase', summary: 'Give the case to another owner of the agency', params: CaseParams, body: Assign } },
    async (request, reply) => {
      const to = await colleague(deps, signedIn(request).actor, request.body.to, 'unknown-owner');
      return performAct(deps, request, reply, request.params.case, { type: 'assign', to });
    },
  );

  app.post(
    '/v1/cases/:case/tasks/:task/assign',
    { schema: { ...common, operationId: 'assignTask', summary: 'Give an open task to somebody by name', params: TaskParams, body: Assign } },
    async (request, reply) => {
      const to = await colleague(deps, signedIn(request).actor, request.body.to, 'not-in-role');
      return performAct(deps, request, reply, request.params.case, { type: 'assign', task: request.params.task, to });
    },
  );

  app.post(
    '/v1/cases/:case/tasks',
    { schema: { ...common, operationId: 'addTask', summary: 'Add a dated task of your own', params: CaseParams, body: AddTask } },
    async (request, reply) => {
      const { person, ...asked } = request.body;
      const found = person === undefined ? undefined : await colleague(deps, signedIn(request).actor, person, 'not-in-role');
      return performAct(deps, request, reply, request.params.case, { type: 'add_task', ...asked, ...(found && { person: found }) });
    },
  );

  app.post(
    '/v1/cases/:case/tasks/:task/withdraw',
    { schema: { ...common, operationId: 'withdrawTask', summary: 'Take back an added task that need not be done', params: TaskParams, body: WithdrawTask } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'withdraw_task', task: request.params.task, ...request.body }),
  );
};

/** An active member of the agency of who asks; whether they hold the role is the case's to judge. @throws RefusalError for anybody else */
async function colleague({ records }: ApiDeps, { agency }: Actor, id: string, code: 'unknown-owner' | 'not-in-role'): Promise<Actor> {
  const member = await records.findStaff(id);
  if (!member?.active || member.agency !== agency) throw new RefusalError({ code, against: [{ id }] });
  return { id: member.id, name: member.name, agency, roles: member.roles };
}
