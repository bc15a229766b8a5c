// An agency's post: takes the rows that are ready, passes over what is settled, sends one mail a person, and ends the rows that everybody meant has got.

import { fallbackOf, resolveAddressee } from '../case/addressees';
import type { Directory, Recipient } from '../case/staff';
import type { Instant } from '../process/time';
import type { Records } from '../records/database';
import type { TakenNotice } from '../records/notices';
import type { FactsSource } from './agency-facts';
import { readyAt } from './digest';
import type { Ending, MailRecords } from './deliver';
import { deliver } from './deliver';
import type { Log } from './log';
import type { Saying } from './mail-groups';
import type { Mailer } from './mailer';
import { isQuiet } from './quiet-hours';
import { mailWriter, textsOf } from './write-mail';

export interface PostCall {
  agency: string;
  /** The instant to take as now: a case's own time in a demonstration. */
  now?: Instant;
}

export type PostRecords = MailRecords & Pick<Records, 'readyNotices' | 'markSent' | 'markRefused' | 'markSettled' | 'release' | 'waitingNotices'>;

export interface PostDeps {
  records: PostRecords;
  facts: FactsSource;
  mailer: Mailer;
  baseUrl: string;
  host: string;
  now: () => Date;
  log: Log;
}

/** Rows taken at once. */
const BATCH = 200;
/** No mail is begun later than this after the start: the activity has a minute, and the rows are held for two. */
const SENDING_MS = 30_000;

/**
 * `sendPost` of the post's workflow. `sent` counts the mails that left, `left` the rows that still wait. `holder` names this very
 * activity, so that a repetition gets the same rows again at once. Rejects when the records do; nothing is then lost or sent anew.
 */
export function createPost(deps: PostDeps) {
  const { records, now } = deps;
  return async ({ agency, now: given }: PostCall, holder?: string): Promise<{ sent: number; left: number }> => {
    const at = given ?? now().toISOString();
    const { profile, calendar } = await deps.facts.facts(agency);
    const taken = isQuiet(profile, calendar, at) ? [] : await records.readyNotices(agency, at, BATCH, { ...readyAt(profile, calendar, at), ...(holder !== undefined && { holder }) });
    await records.markSettled(taken.filter((row) => row.settled), now().toISOString());
    const rows = taken.filter((row) => !row.settled);
    const sent = rows.length === 0 ? 0 : await sendRows(deps, agency, rows, at);
    return { sent, left: (await records.waitingNotices(agency)).count };
  };
}

async function sendRows(deps: PostDeps, agency: string, rows: TakenNotice[], at: Instant): Promise<number> {
  const { records, facts, now } = deps;
  const [about, directory, texts] = await Promise.all([
    facts.facts(agency), facts.directory(agency), textsOf(facts, agency, rows.map((row) => row.process)),
  ]);
  const mails = new Set<string>();
  const counted = { ...records, completeMail: countingSent(records, mails) };
  const until = now().getTime() + SENDING_MS;
  const send = (sayings: Saying[]): Promise<Map<Saying, Ending>> =>
    deliver({ ...deps, mails: counted, agency, sayings, render: mailWriter(about, texts, deps.baseUrl), until });

  const endings = byRow(await send(rows.flatMap((row) => recipientsOf(row, directory, at).map(sayingOf(row)))));
  const unreached = rows.filter((row) => endings.get(row.key)?.every(({ as }) => as === 'refused'));
  // Never nobody: where every address was refused for good, the fallback address is told.
  const byFallback = byRow(await send(unreached.map((row) => sayingOf(row)(fallbackOf(directory)))));
  await endRows(records, rows, (row) => [...(endings.get(row.key) ?? []), ...(byFallback.get(row.key) ?? [])], now().toISOString());
  return mails.size;
}

const recipientsOf = ({ notice }: TakenNotice, directory: Directory, at: Instant): Recipient[] =>
  resolveAddressee(notice.to, directory, at).recipients;

const sayingOf = ({ key, notice, case: number, process }: TakenNotice) => (recipient: Recipient): Saying =>
  ({ key, notice, case: number, process, recipient });

function byRow(endings: Map<Saying, Ending>): Map<string, Ending[]> {
  const rows = new Map<string, Ending[]>();
  for (const [{ key }, ending] of endings) rows.set(key, [...(rows.get(key) ?? []), ending]);
  return rows;
}

/** A row ends when nobody is left to be tried again: as sent when it reached somebody, else as refused. */
async function endRows(records: PostRecords, rows: TakenNotice[], endingsOf: (row: TakenNotice) => Ending[], at: Instant): Promise<void> {
  const sent = new Map<string, TakenNotice[]>();
  const refused: TakenNotice[] = [];
  const deferred: TakenNotice[] = [];
  for (const row of rows) {
    const endings = endingsOf(row);
    const reached = endings.find(({ as }) => as === 'sent');
    if (endings.some(({ as }) => as === 'deferred' || as === 'deferred-there')) deferred.push(row);
    else if (reached) sent.set(reached.messageId, [...(sent.get(reached.messageId) ?? []), row]);
    else refused.push(row);
  }
  for (const [messageId, taken] of sent) await records.markSent(taken, { messageId, at });
  await records.markRefused(refused, at);
  await records.release(deferred);
}

/** Counts the mails that were sent just now, and not those found to have been sent before. */
const countingSent = (records: MailRecords, mails: Set<string>): MailRecords['completeMail'] => async (messageId, outcome, at) => {
  if (outcome === 'sent') mails.add(messageId);
  await records.completeMail(messageId, outcome, at);
};
