// What a worker does when something is published: takes the rules to its own disk, sees to the post's schedules, tells the open cases.

import type { Client } from '@temporalio/client';
import type { RulesStore } from '../codec/rules-store';
import type { Records } from '../records/database';
import { tellNewerRules } from './newer-rules';
import { ensurePostSchedules } from './post-schedules';

interface Log {
  warn(details: object, message: string): void;
}

export interface Follower {
  /** Catches up with what has been published. Never rejects: it is tried again at the next publication. */
  follow(): Promise<void>;
}

export interface FollowOptions {
  records: Pick<Records, 'agencies' | 'ruleSets' | 'rulesBySet' | 'listCases' | 'rulesForRunning'>;
  rules: RulesStore;
  client: Client;
  log: Log;
}

/** One round at a time; what is published meanwhile is seen to by the next. */
export function followPublications({ records, rules, client, log }: FollowOptions): Follower {
  let round: Promise<void> = Promise.resolve();
  const catchUp = async (): Promise<void> => {
    for (const hash of await records.ruleSets()) if (!rules.has(hash)) await rules.get(hash);
    const agencies = await records.agencies();
    await ensurePostSchedules(client, agencies);
    for (const agency of agencies) await tellNewerRules(records, client, agency);
  };
  return {
    follow() {
      round = round.then(catchUp).catch((error: unknown) => log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'a publication could not be followed'));
      return round;
    },
  };
}
