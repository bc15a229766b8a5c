// What a worker does when something is published: takes the rules to its own disk, sees to the post's schedules, tells the open cases.

import type { Client } from '@temporalio/client';
import type { RulesStore } from '../codec/rules-store';
import type { Records } from '../records/database';
import { ensurePostSchedules } from './post-schedules';

interface Log {
  warn(details: object, message: string): void;
}

export interface Follower {
  /** Catches up with what one agency, or with null any agency, has published. Never rejects: it is tried again at the next publication. */
  follow(agency: string | null): Promise<void>;
}

export interface FollowOptions {
  records: Pick<Records, 'agencies' | 'ruleSets' | 'rulesBySet'>;
  rules: RulesStore;
  client: Client;
  log: Log;
}

/** One round at a time; what is published meanwhile is seen to by the next. */
export function followPublications({ records, rules, client, log }: FollowOptions): Follower {
  let round: Promise<void> = Promise.resolve();
  const catchUp = async (): Promise<void> => {
    for (const hash of await records.ruleSets()) if (!rules.has(hash)) await rules.get(hash);
    await ensurePostSchedules(client, await records.agencies());
  };
  return {
    follow() {
      round = round.then(catchUp).catch((error: unknown) => log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'a publication could not be followed'));
      return round;
    },
  };
}
