// How much each case worker has to do, for those above them: numbers alone, and nothing of a case or a client.

import { Type } from 'typebox';
import type { Actor } from '../../case/case';
import { rulesIndex } from '../../case/rules-index';
import type { ApiDeps } from '../deps';
import { RefusalError } from '../problem';
import type { Routes } from '../route';
import { reads } from '../route';
import { WorkloadOf } from '../schemas/answers';
import { isLead, signedIn } from '../sign-in';

export const workloadRoutes: Routes = (app, deps) => {
  const { records, now } = deps;

  app.get(
    '/v1/workload',
    { schema: { operationId: 'showWorkload', tags: ['Staff'], summary: 'Count the open cases and what is overdue of each case worker: for those above them and the agency\'s lead', response: reads(Type.Object({ workload: Type.Array(WorkloadOf) })) } },
    async (request) => {
      const { actor } = signedIn(request);
      const owners = await ownersBelow(deps, actor);
      const [{ staff }, profile, counted] = await Promise.all([records.directory(actor.agency), records.profile(actor.agency), records.workload(actor.agency, now().toISOString())]);
      const limits = Object.entries(profile?.caseload ?? {});
      return {
        workload: staff.flatMap(({ id, name, roles, active }) => {
          const { open = 0, overdue = 0 } = counted.find(({ person }) => person === id) ?? {};
          // Who has left and is still in charge of cases is not forgotten.
          if (!roles.some((role) => owners.has(role)) || (!active && open === 0)) return [];
          return [{ id, name, active, open, overdue, limits: limits.flatMap(([role, limit]) => (roles.includes(role) ? [{ role, ...limit }] : [])) }];
        }),
      };
    },
  );
};

/** The roles that own cases and that somebody stands above; of all processes for the lead. @throws RefusalError for who stands above none */
async function ownersBelow({ records }: Pick<ApiDeps, 'records'>, actor: Actor): Promise<Set<string>> {
  const inUse = (await records.listProcesses(actor.agency)).filter(({ inForce }) => inForce);
  const indexes = await Promise.all(inUse.map(async ({ process }) => {
    const rules = await records.rulesFor(actor.agency, process);
    return rules ? [rulesIndex(rules.process)] : [];
  }));
  const below = indexes.flat().filter(({ line }) => isLead(actor) || actor.roles.some((role) => line.includes(role)));
  if (below.length > 0) return new Set(below.map(({ owningRole }) => owningRole));
  throw new RefusalError({ code: 'not-for-you', against: [...new Set(indexes.flat().flatMap(({ line }) => line))].map((id) => ({ id })) });
}
