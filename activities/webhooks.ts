// Tells other systems what happens to the cases of an agency: signed, line after line of each case, again until it is taken.

import { Webhook } from 'standardwebhooks';
import { announcementOf } from '../case/announcement';
import type { JournalEntry } from '../case/effect';
import type { Records } from '../records/database';
import type { Delivery, Pause } from '../records/webhooks';
import type { Log } from './log';
import type { Attempt, PostMessage } from './webhook-post';

export interface WebhookDeps {
  records: Pick<Records, 'takeDeliveries' | 'delivered' | 'notDelivered' | 'releaseDelivery' | 'pauseWebhook' | 'journal'>;
  post: PostMessage;
  /** Where the pages are, as people reach them: the source of every message. */
  baseUrl: string;
  now: () => Date;
  log: Log;
}

/** Cases seen to in one round, of which so many at once. */
const BATCH = 100;
const AT_ONCE = 10;
/** No line is begun later than this after the case was taken: it is held for three times as long. */
const TELLING_MS = 60_000;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** After each attempt that failed; when none is left, three days have passed (the schedule that Standard Webhooks recommends). */
const AGAIN_MS = [5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 14 * HOUR_MS, 20 * HOUR_MS, 24 * HOUR_MS];
const GONE = 410;

/** One round over everything that is to be told; gives how many messages were taken. Rejects when the records do; nothing is then lost. */
export function createWebhookRound(deps: WebhookDeps): () => Promise<number> {
  return async () => {
    const deliveries = await deps.records.takeDeliveries(BATCH);
    let taken = 0;
    for (let i = 0; i < deliveries.length; i += AT_ONCE) {
      const counts = await Promise.all(deliveries.slice(i, i + AT_ONCE).map((delivery) => tell(deps, delivery)));
      taken += counts.reduce((sum, count) => sum + count, 0);
    }
    return taken;
  };
}

/** Tells one webhook of one case, line after line, until one is not taken. */
async function tell(deps: WebhookDeps, delivery: Delivery): Promise<number> {
  const { records, now, log } = deps;
  const until = now().getTime() + TELLING_MS;
  let taken = 0;
  while (delivery.told < delivery.last && now().getTime() < until) {
    const lines = (await records.journal(delivery.case, { after: delivery.told })).filter(({ n }) => n <= delivery.last);
    if (lines.length === 0) break;
    for (const line of lines) {
      if (now().getTime() >= until) break;
      const isWanted = delivery.kinds === null || delivery.kinds.includes(line.what);
      const attempt = isWanted ? await send(deps, delivery, line) : { status: 204 };
      const failure = failureOf(attempt);
      if (failure !== null) {
        log.warn({ webhook: delivery.webhook, failure }, 'a webhook did not take a message');
        await giveBack(deps, delivery, attempt, failure);
        return taken;
      }
      await records.delivered(delivery, line.n);
      delivery.attempts = 0;
      if (isWanted) taken += 1;
    }
  }
  await records.releaseDelivery(delivery);
  return taken;
}

function send({ post, baseUrl, now }: WebhookDeps, delivery: Delivery, line: JournalEntry): Promise<Attempt> {
  const id = `${delivery.case}-${line.n}`;
  const at = now();
  // CloudEvents 1.0, structured.
  const body = JSON.stringify({
    specversion: '1.0', id, source: baseUrl, type: `caseway.${line.what}`, subject: delivery.case, time: line.at, datacontenttype: 'application/json',
    data: announcementOf({ number: delivery.case, agency: delivery.agency, process: delivery.process }, line),
  });
  const signature = new Webhook(delivery.secret).sign(id, at, body);
  return post(delivery.url, { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / SECOND_MS)), 'webhook-signature': signature }, body);
}

function failureOf(attempt: Attempt): string | null {
  if ('failed' in attempt) return attempt.failed;
  return attempt.status >= 200 && attempt.status < 300 ? null : String(attempt.status);
}

/** Tried again later, or not before somebody lets it go on. */
async function giveBack({ records }: WebhookDeps, delivery: Delivery, attempt: Attempt, failure: string): Promise<void> {
  const againMs = AGAIN_MS[delivery.attempts];
  const pause = pauseFor(attempt, againMs);
  if (pause !== null) await records.pauseWebhook(delivery.webhook, pause, failure);
  else await records.notDelivered(delivery, failure, againMs ?? 0);
}

function pauseFor(attempt: Attempt, againMs: number | undefined): Pause | null {
  if ('failed' in attempt && attempt.failed === 'address-not-allowed') return 'address-not-allowed';
  if ('status' in attempt && attempt.status === GONE) return 'gone';
  return againMs === undefined ? 'no-success' : null;
}
