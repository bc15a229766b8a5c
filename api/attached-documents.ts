// Answers that name documents: each must be one that was added to this very case.

import type { Actor, Case } from '../case/case';
import { documentsIn, seesDocument } from '../case/documents';
import type { Rules } from '../process/rules';
import type { ApiDeps } from './deps';
import { ApiError } from './problem';

/** @throws ApiError `document-not-found` that names those which the case does not have, or which are not theirs to see */
export async function assertDocuments({ records }: Pick<ApiDeps, 'records'>, rules: Rules, state: Case, actor: Actor, act: object): Promise<void> {
  const named = documentsIn(rules, act, state);
  if (named.length === 0) return;
  const there = (await records.documents(state.number)).filter((one) => seesDocument(rules, state, actor, one)).map(({ id }) => id);
  const missing = named.filter((id) => !there.includes(id));
  if (missing.length > 0) throw new ApiError('document-not-found', { against: missing.map((id) => ({ id })) });
}
