// A copy of a case for an event to change: what no event ever changes in place is shared with the case before, however much there is of it.

import type { Case } from './case';
import { copy } from './json';

type How = Record<string, ((part: never) => unknown) | undefined>;

const entries = (part: object): object => ({ ...part });
const same = (part: unknown): unknown => part;
const each = (how: How) => (list: object[]): object[] => list.map((one) => copyBy(how, one));

/** Answers, places of tasks and what has happened are only ever replaced as a whole; of them a large case has the most. */
const HOW: How = { answers: entries, happened: entries, tasks: each({ of: same }), records: each({ answers: entries }) };

/** A case of its own to change: what is only ever replaced is shared with the one handed in. */
export const copyCase = (state: Case): Case => copyBy(HOW, state);

/** In the order of its keys, in which a state is compared and hashed. */
function copyBy<T extends object>(how: How, thing: T): T {
  const result: Record<string, unknown> = {};
  for (const key in thing) result[key] = (how[key] ?? copy)(thing[key] as never);
  return result as T;
}
