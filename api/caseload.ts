// Whether somebody may be given one more case: what the agency says of so many, before the case is given.

import type { Caseload } from '../case/caseload';
import { judgeCaseload } from '../case/caseload';
import { rulesIndex } from '../case/rules-index';
import type { Rules } from '../process/rules';
import type { ApiDeps } from './deps';
import { ApiError } from './problem';

/** A case that somebody is about to be in charge of. */
export interface CaseGiven {
  rules: Rules;
  number: string;
  /** Id of who will be in charge. */
  owner: string;
  /** Why all the same, as the caller says. */
  despite?: string | undefined;
}

/** What the act and its answer carry of it: the reason where the limit was passed over, the count from the warning on. */
export interface CaseloadSaid {
  act: { despite?: string };
  answer: { caseload?: Caseload };
}

/**
 * Judged by what is recorded: of two cases given at the same instant neither counts for the other. A repetition of a call that
 * gave the case is never refused.
 *
 * @throws ApiError `caseload-full` at the limit, when no reason is given
 */
export async function judgedCaseload({ records }: Pick<ApiDeps, 'records'>, { rules, number, owner, despite }: CaseGiven): Promise<CaseloadSaid> {
  const agency = rules.agency.id;
  const { owningRole } = rulesIndex(rules.process);
  const limits = (await records.profile(agency))?.caseload ?? {};
  const limit = Object.hasOwn(limits, owningRole) ? limits[owningRole] : undefined;
  if (!limit) return { act: {}, answer: {} };
  const { others, isTheirs } = await records.openCasesBeside(agency, owner, number);
  const { is, caseload } = judgeCaseload(limit, others);
  if (is === 'full' && !isTheirs && despite === undefined) throw new ApiError('caseload-full', { against: [{ id: owner, expected: `${limit.atMost}` }] });
  return { act: is === 'full' && despite !== undefined ? { despite } : {}, answer: is === 'fits' ? {} : { caseload } };
}
