// Says to an agency's fallback address that cases have missed their own time: nobody waits for what nothing will ever do.

import { fallbackOf } from '../case/addressees';
import { toInstant } from '../process/time';
import type { Records } from '../records/database';
import type { OverdueCase } from '../records/watch';
import { OVERDUE_MS } from '../records/watch';
import type { FactsSource } from './agency-facts';
import type { MailRecords } from './deliver';
import { deliver } from './deliver';
import type { Log } from './log';
import type { Saying } from './mail-groups';
import type { Mailer } from './mailer';
import { mailWriter } from './write-mail';

export interface WatchdogDeps {
  records: MailRecords & Pick<Records, 'overdueCases'>;
  facts: FactsSource;
  mailer: Mailer;
  baseUrl: string;
  host: string;
  now: () => Date;
  log: Log;
}

/**
 * One look: each case that has missed its time is said once for that time, all of an agency's in one mail. Gives how many are behind.
 * Rejects when the records do.
 */
export function createWatchdog(deps: WatchdogDeps): () => Promise<number> {
  const { records, facts, baseUrl, now } = deps;
  return async () => {
    const at = toInstant(now().getTime());
    const overdue = await records.overdueCases(at, OVERDUE_MS);
    for (const agency of new Set(overdue.map((one) => one.agency))) {
      const [about, directory] = await Promise.all([facts.facts(agency), facts.directory(agency)]);
      const recipient = fallbackOf(directory);
      const sayings = overdue.filter((one) => one.agency === agency).map((one): Saying => ({ ...noticeOf(one, at), recipient }));
      await deliver({ ...deps, mails: records, agency, sayings, render: mailWriter(about, new Map(), baseUrl) });
    }
    return overdue.length;
  };
}

function noticeOf({ case: number, nextDueAt }: OverdueCase, at: string): Omit<Saying, 'recipient'> {
  const key = `${number}-overdue-${nextDueAt}`;
  const to = { part: { owner: true as const }, owner: '' };
  return { key, case: number, process: '', notice: { id: key, says: 'case_overdue', urgent: true, to, dueAt: nextDueAt, at, notBefore: at } };
}
