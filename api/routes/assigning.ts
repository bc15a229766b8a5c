// Giving work to somebody by name, and dated tasks of one's own beside those of the process.

import { advance, isRefused } from '../../case/advance';
import type { Actor } from '../../case/case';
import type { Act } from '../../case/event';
import type { CaseloadSaid } from '../caseload';
import { judgedCaseload } from '../caseload';
import type { ApiDeps } from '../deps';
import { performAct } from '../perform-act';
import { RefusalError } from '../problem';
import { readableCase } from '../readable-case';
import type { Routes } from '../route';
import { acts } from '../route';
import { AddTask, Assign, AssignCase, CaseParams, TaskParams, WithdrawTask, WritingHeaders } from '../schemas/requests';
import { signedIn } from '../sign-in';

export const assigningRoutes: Routes = (app, deps) => {
  const common = { tags: ['Work on a case'], headers: WritingHeaders, response: acts };

  app.post(
    '/v1/cases/:case/assign',
    { schema: { ...common, operationId: 'assignCase', summary: 'Give the case to another owner of the agency', params: CaseParams, body: AssignCase } },
    async (request, reply) => {
      const { actor } = signedIn(request);
      const to = await colleague(deps, actor, request.body.to, 'unknown-owner');
      const act: Act & { type: 'assign' } = { type: 'assign', by: actor, to };
      const said = await caseloadGiven(deps, request.params.case, act, request.body.despite);
      return { ...(await performAct(deps, request, reply, request.params.case, { type: 'assign', to, ...said.act })), ...said.answer };
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

/** Of whom the case is given to. What the case refuses anyhow tells nobody how many cases a colleague has. */
async function caseloadGiven(deps: ApiDeps, number: string, act: Act & { type: 'assign' }, despite: string | undefined): Promise<CaseloadSaid> {
  const { state, rules } = await readableCase(deps, act.by, number);
  const judged = advance(rules, state, act, deps.now().toISOString());
  // Theirs already: a repetition, which gets its first answer.
  if (isRefused(judged) && judged.refusal.code !== 'assigned-already') return { act: {}, answer: {} };
  return judgedCaseload(deps, { rules, number, owner: act.to.id, despite });
}

/** An active member of the agency of who asks; whether they hold the role is the case's to judge. @throws RefusalError for anybody else */
async function colleague({ records }: ApiDeps, { agency }: Actor, id: string, code: 'unknown-owner' | 'not-in-role'): Promise<Actor> {
  const member = await records.findStaff(id);
  if (!member?.active || member.agency !== agency) throw new RefusalError({ code, against: [{ id }] });
  return { id: member.id, name: member.name, agency, roles: member.roles };
}
