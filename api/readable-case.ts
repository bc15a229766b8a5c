// The case somebody asks for, if they may read it: who may not is answered exactly as if there were none.

import { isOnDuty, mayRead } from '../case/access';
import type { Actor, Case } from '../case/case';
import type { Rules } from '../process/rules';
import type { Readable } from '../records/cases';
import type { ApiDeps } from './deps';
import { ApiError } from './problem';

export interface ReadableCase {
  state: Case;
  /** The very rules that the recorded state was reckoned with. */
  rules: Rules;
}

/** @throws ApiError `case-not-found`, also for a case of another agency or of a colleague */
export async function readableCase(deps: Pick<ApiDeps, 'records'>, actor: Actor, number: string): Promise<ReadableCase> {
  const found = await caseOfAgency(deps, actor, number);
  if (!found || !mayRead(found.rules, found.state, actor)) throw new ApiError('case-not-found');
  return found;
}

/** Finds a case on which somebody may raise an alert: one that they may read, or of which they are on call for the alert. */
export const caseToRaise = (alert: string): typeof readableCase => async (deps, actor, number) => {
  const found = actor.duty === undefined ? null : await caseOfAgency(deps, actor, number);
  const raised = found?.rules.process.alerts.find((one) => one.id === alert);
  const roles = [...(raised?.raisedBy ?? []), ...(raised?.acknowledge ?? []).map(({ who }) => who)];
  return found && roles.some((role) => isOnDuty(actor, role)) ? found : readableCase(deps, actor, number);
};

async function caseOfAgency({ records }: Pick<ApiDeps, 'records'>, { agency }: Actor, number: string): Promise<ReadableCase | null> {
  const state = await records.getState(number);
  const rules = state?.agency === agency ? await records.rulesByHashes(state.rules) : null;
  return state && rules && { state, rules };
}

/** Which cases lists may show somebody: their own, and all on versions of processes in which they have another role than the owning one. */
export async function readableCases({ records }: Pick<ApiDeps, 'records'>, actor: Actor): Promise<Readable> {
  const versions = await records.listProcesses(actor.agency);
  const readable = await Promise.all(
    versions.map(async ({ hash }) => {
      const rules = await records.rulesForRunning(actor.agency, hash);
      return rules !== null && mayRead(rules, { agency: actor.agency, owner: NOBODY }, actor) ? [hash] : [];
    }),
  );
  return { people: [actor.id, ...(actor.standsInFor ?? []).map((one) => one.id)], processes: readable.flat() };
}

const NOBODY = { id: '' };
