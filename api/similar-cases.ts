// Cases of the same person, or of the same household, that somebody may know of.

import { mayRead } from '../case/access';
import type { Actor } from '../case/case';
import type { ClientFacts, Likeness } from '../case/client-words';
import { clientFacts, clientWords, likeness } from '../case/client-words';
import type { ApiDeps } from './deps';

/** A case that the asker may read. */
export interface SimilarCase extends Likeness {
  case: string;
  process: string;
  status: 'open' | 'closed';
  openedAt: string;
  owner: { id: string; name: string };
}

export interface SimilarCases {
  cases: SimilarCase[];
  /** How many more there are that the asker may not read: those above the owners can tell. */
  others: number;
}

/** So many are looked at: more tell nothing. */
const MOST = 50;

/** What is like this client among the cases of the asker's agency, `except` one. */
export async function similarCases({ records }: Pick<ApiDeps, 'records'>, actor: Actor, client: ClientFacts, except?: string): Promise<SimilarCases> {
  const found: SimilarCases = { cases: [], others: 0 };
  for (const number of await records.casesLike(actor.agency, clientWords(client), MOST)) {
    const state = number === except ? null : await records.getState(number);
    const rules = state && (await records.rulesByHashes(state.rules));
    const like = state && rules && likeness(client, clientFacts(rules.process, state));
    if (!like) continue;
    const { process, status, openedAt, owner } = state;
    if (mayRead(rules, state, actor)) found.cases.push({ case: number, ...like, process, status, openedAt, owner });
    else found.others += 1;
  }
  return found;
}
