// Tells urgent notices at once, with no need of the database: people from the last good copy, mails recorded where that costs no time.

import { ApplicationFailure } from '@temporalio/common';
import { fallbackOf, resolveAddressee } from '../case/addressees';
import type { Person } from '../case/case';
import type { Notice } from '../case/effect';
import type { NoticeOutcome } from '../case/event';
import type { Directory, Recipient } from '../case/staff';
import type { Instant } from '../process/time';
import { toInstant, toMs } from '../process/time';
import type { FactsSource } from './agency-facts';
import { isAway } from './away';
import type { Breaker } from './breaker';
import { within } from './breaker';
import type { Ending, MailRecords } from './deliver';
import { deliver } from './deliver';
import type { Log } from './log';
import { recipientKey } from './message-id';
import type { Saying } from './mail-groups';
import type { Mailer } from './mailer';
import { mailWriter, textsOf } from './write-mail';

/** Urgent notices of one case. */
export interface TellCall {
  case: string;
  agency: string;
  process: string;
  notices: Notice[];
}

export interface TellDeps {
  facts: FactsSource;
  mails: MailRecords;
  mailer: Mailer;
  baseUrl: string;
  host: string;
  breaker: Breaker;
  now: () => Date;
  log: Log;
}

/** Type of the failure after which Temporal is to call again: some have not been reached yet. */
export const NOT_ALL_TOLD = 'not-all-told';

/** An address that was deferred in so many attempts counts as refused: the alert goes on to the next person. */
const PATIENCE = 6;
/** What sending waits for the records at most, each time. */
const RECORDS_BOUND_MS = 250;
/** Sayings remembered, so that a repeated call sends nothing again that this worker has sent or is sending. */
const REMEMBERED = 20_000;

/**
 * `tell` of the case's workflow: one mail a person and call. Those reached by an earlier attempt are not written to again: this
 * worker remembers them, another one asks the records. Throws `NOT_ALL_TOLD` while somebody was neither reached nor refused for good.
 */
export function createTell(deps: TellDeps) {
  const mails = bestEffort(deps.mails, deps.breaker);
  const underway = new Map<string, Promise<Ended>>();

  return async (call: TellCall, attempt = 1): Promise<NoticeOutcome[]> => {
    const { agency, notices } = call;
    const [facts, directory, texts] = await Promise.all([
      deps.facts.facts(agency), deps.facts.directory(agency), textsOf(deps.facts, agency, [call.process]),
    ]);
    const at = latest(deps.now(), notices);
    const begin = (sayings: Saying[]): void => {
      const known = sayings.length > 1 ? undefined : [];
      const sending = deliver({ ...deps, mails, agency, sayings, render: mailWriter(facts, texts, deps.baseUrl), ...(known && { known }) });
      for (const saying of sayings) remember(underway, saying, sending.then((endings) => endings.get(saying) ?? { as: 'deferred' }));
    };
    const tellAll = async (sayings: Saying[]): Promise<Told[]> => {
      const fresh = sayings.filter((saying) => !underway.has(sayingKey(saying)));
      if (fresh.length > 0) begin(fresh);
      const endings = sayings.map((saying) => underway.get(sayingKey(saying)));
      return Promise.all(sayings.map(async (saying, i) => {
        const { as, maybeTwice } = (await endings[i]) ?? { as: 'deferred' };
        return { saying, as: as === 'deferred-there' && attempt >= PATIENCE ? 'refused' : as, ...(maybeTwice && { maybeTwice }) };
      }));
    };

    const told = await tellAll(notices.flatMap((notice) => resolveAddressee(notice.to, directory, at).recipients.map(sayingOf(call, notice))));
    const unreached = notices.filter((notice) => of(told, notice).every(({ as, saying }) => as === 'refused' && saying.recipient.id !== undefined));
    // Never nobody. It is not said in the outcome, so that the alert climbs at once all the same.
    const byFallback = await tellAll(unreached.map((notice) => sayingOf(call, notice)(fallbackOf(directory))));
    const left = [...told, ...byFallback].filter(({ as }) => as === 'deferred' || as === 'deferred-there');
    if (left.length > 0) throw ApplicationFailure.retryable(`${left.length} of ${told.length + byFallback.length} have not been told yet.`, NOT_ALL_TOLD);
    return notices.map((notice) => outcomeOf(notice, of(told, notice), directory, latest(deps.now(), notices)));
  };
}

/** Now, or the case's own time where it runs ahead of the clock, as in a demonstration. */
const latest = (now: Date, notices: Notice[]): Instant => toInstant(Math.max(now.getTime(), ...notices.map(({ at }) => toMs(at))));

type Ended = Pick<Ending, 'as' | 'maybeTwice'>;
type Told = Ended & { saying: Saying };

const of = (told: Told[], notice: Notice): Told[] => told.filter(({ saying }) => saying.notice === notice);

const sayingOf = ({ case: number, process }: TellCall, notice: Notice) => (recipient: Recipient): Saying =>
  ({ key: notice.id, notice, case: number, process, recipient });

const sayingKey = ({ key, recipient }: Saying): string => `${key}\n${recipientKey(recipient)}`;

/** Until it turns out that it must be sent again, an attempt that is under way is everybody's attempt. */
function remember(underway: Map<string, Promise<Ended>>, saying: Saying, ending: Promise<Ended>): void {
  const key = sayingKey(saying);
  underway.set(key, ending);
  const forget = (): void => {
    if (underway.get(key) === ending) underway.delete(key);
  };
  ending.then(({ as }) => (as === 'deferred' || as === 'deferred-there') && forget(), forget);
  if (underway.size > REMEMBERED) underway.delete(underway.keys().next().value as string);
}

function outcomeOf(notice: Notice, told: Told[], directory: Directory, at: Instant): NoticeOutcome {
  const people = (as: Ending['as']): Person[] =>
    told.filter((one) => one.as === as).flatMap(({ saying: { recipient: { id, name } } }) => (id === undefined ? [] : [{ id, name }]));
  const fallback = told.find(({ saying }) => saying.recipient.id === undefined);
  const refused = [...people('refused'), ...(fallback?.as === 'refused' ? [{ id: 'fallback', name: directory.agency }] : [])];
  return { notice: notice.id, at, reached: people('sent'), refused, ...(fallback?.as === 'sent' && { fallback: true }), ...(told.some((one) => one.maybeTwice) && { maybeTwice: true }) };
}

/** The records of mails, asked only while they answer in time; without them every mail is to be sent now. */
function bestEffort(mails: MailRecords, breaker: Breaker): MailRecords {
  const ask = async <T>(asked: () => Promise<T>, instead: T): Promise<T> => {
    if (!breaker.allows()) return instead;
    try {
      const answer = await within(RECORDS_BOUND_MS, asked());
      breaker.succeeded();
      return answer;
    } catch (error) {
      if (isAway(error)) breaker.failed();
      return instead;
    }
  };
  return {
    mailsWith: (notices) => ask(() => mails.mailsWith(notices), []),
    beginMail: ({ at, ...mail }) =>
      ask(() => mails.beginMail({ at, ...mail }), { ...mail, begunAt: at, completedAt: null, state: 'underway', maybeTwice: false }),
    completeMail: (messageId, outcome, at) => ask(() => mails.completeMail(messageId, outcome, at), undefined),
    giveUpMail: (messageId) => ask(() => mails.giveUpMail(messageId), undefined),
  };
}
