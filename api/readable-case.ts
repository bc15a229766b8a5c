// The case somebody asks for, if they may read it: who may not is answered exactly as if there were none.

import { mayRead } from '../case/access';
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
  const state = await deps.records.getState(number);
  if (!state || state.agency !== actor.agency) throw new ApiError('case-not-found');
  const rules = await deps.records.rulesByHashes(state.rules);
  if (!rules || !mayRead(rules, state, actor)) throw new ApiError('case-not-found');
  return { state, rules };
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
  return { owner: actor.id, processes: readable.flat() };
}

const NOBODY = { id: '' };
