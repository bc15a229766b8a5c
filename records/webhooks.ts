// Other systems that an agency tells of its cases: each with its address, its secret, and the line of each case that it has got to.

import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JournalKind } from '../case/effect';
import type { Instant } from '../process/time';
import { openJson, sealJson } from './encryption';
import type { SealingKey } from './encryption';
import { webhookPurpose } from './purposes';
import type { Tables } from './tables';

/** Why nothing is sent to a webhook any more, until somebody lets it go on. */
export type Pause = 'gone' | 'no-success' | 'address-not-allowed';

export interface Webhook {
  id: string;
  url: string;
  /** Kinds of journal lines that it is told; all when null. */
  kinds: JournalKind[] | null;
  createdBy: string;
  createdAt: Instant;
  pausedBecause: Pause | null;
  /** Cases of which it has not been told everything. */
  behind: number;
  /** What the last attempt that failed came to: a status, or `no-answer`. */
  lastFailure: string | null;
}

/** A case of which a webhook is to be told more; nobody else tells it meanwhile. */
export interface Delivery {
  webhook: string;
  url: string;
  kinds: JournalKind[] | null;
  secret: string;
  case: string;
  agency: string;
  process: string;
  /** Line that it has been told last, and the last that is certain. */
  told: number;
  last: number;
  attempts: number;
}

export interface Webhooks {
  /** Adds one, which is told what happens from now on; gives its secret. Where there is one of this id it is left as it is, and given. */
  addWebhook(of: { id: string; agency: string; url: string; kinds: JournalKind[] | null; createdBy: string }): Promise<{ webhook: Webhook; secret: string }>;
  webhooks(agency: string): Promise<Webhook[]>;
  /** The following give false when the agency has none of this id. */
  removeWebhook(agency: string, id: string): Promise<boolean>;
  resumeWebhook(agency: string, id: string): Promise<boolean>;
  /** Has it told again all lines after `after`, of one case or of all; gives of how many cases, and null when the agency has none of this id. */
  replayWebhook(agency: string, id: string, from: { case?: string; after: number }): Promise<number | null>;
  /** Takes deliveries that can be made now. Only lines of transitions that have been found in the case's history count. */
  takeDeliveries(limit: number): Promise<Delivery[]>;
  delivered(delivery: Delivery, line: number): Promise<void>;
  /** It is tried again after so many milliseconds. */
  notDelivered(delivery: Delivery, failure: string, againMs: number): Promise<void>;
  releaseDelivery(delivery: Delivery): Promise<void>;
  pauseWebhook(id: string, because: Pause, failure: string): Promise<void>;
}

/** Longer than one attempt with every line of a batch may take. */
const HOLD_MS = 180_000;
const SECRET_BYTES = 32;

export function createWebhooks(kysely: Kysely<Tables>, installation: SealingKey): Webhooks {
  const ofAgency = (agency: string, id: string) => kysely.updateTable('webhooks').where('agency', '=', agency).where('id', '=', id);
  const held = (delivery: Delivery) => kysely.updateTable('webhook_deliveries').where('webhook', '=', delivery.webhook).where('case_number', '=', delivery.case);
  const list = async (agency: string): Promise<Webhook[]> => {
    const { rows } = await sql<Webhook>`
      select id, url, kinds, created_by as "createdBy", created_at as "createdAt", paused_because as "pausedBecause",
        (select count(*)::int from cases left join webhook_deliveries d on d.webhook = w.id and d.case_number = cases.number
          where cases.agency = w.agency and cases.journal > coalesce(d.n, 0)) as behind,
        (select last_failure from webhook_deliveries d where d.webhook = w.id and last_failure is not null order by next_try_at desc nulls last limit 1) as "lastFailure"
      from webhooks w where agency = ${agency} order by created_at, id`.execute(kysely);
    return rows;
  };
  return {
    async addWebhook({ id, agency, url, kinds, createdBy }) {
      const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
      await kysely.transaction().execute(async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx.insertInto('webhooks')
          .values({ id, agency, url, kinds, secret: sealJson(installation, secret, webhookPurpose(id)), created_by: createdBy })
          .onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows === 1n) await sql`insert into webhook_deliveries (webhook, case_number, n) select ${id}, number, journal from cases where agency = ${agency}`.execute(trx);
      });
      const webhook = (await list(agency)).find((one) => one.id === id) as Webhook;
      const stored = await kysely.selectFrom('webhooks').select('secret').where('id', '=', id).executeTakeFirstOrThrow();
      return { webhook, secret: openJson(installation, stored.secret, webhookPurpose(id)) as string };
    },
    webhooks: list,
    async removeWebhook(agency, id) {
      const { numDeletedRows } = await kysely.deleteFrom('webhooks').where('agency', '=', agency).where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async resumeWebhook(agency, id) {
      const { numUpdatedRows } = await ofAgency(agency, id).set({ paused_because: null }).executeTakeFirst();
      if (numUpdatedRows > 0n) await kysely.updateTable('webhook_deliveries').where('webhook', '=', id).set({ attempts: 0, next_try_at: null, last_failure: null }).execute();
      return numUpdatedRows > 0n;
    },
    async replayWebhook(agency, id, { case: number, after }) {
      const [there] = await kysely.selectFrom('webhooks').select('id').where('agency', '=', agency).where('id', '=', id).execute();
      if (!there) return null;
      const { numAffectedRows } = await sql`insert into webhook_deliveries as d (webhook, case_number, n) select ${id}, number, ${after} from cases
        where agency = ${agency} and (${number ?? null}::text is null or number = ${number ?? null})
        on conflict (webhook, case_number) do update set n = least(d.n, excluded.n), attempts = 0, next_try_at = null`.execute(kysely);
      return Number(numAffectedRows ?? 0n);
    },
    takeDeliveries: (limit) => take(kysely, installation, limit),
    async delivered(delivery, line) {
      // Whoever asked for a replay meanwhile has set it back: that stays.
      await held(delivery).where('n', '=', delivery.told).set({ n: line, attempts: 0, next_try_at: null, last_failure: null }).execute();
      delivery.told = line;
    },
    async notDelivered(delivery, failure, againMs) {
      await held(delivery).set({ attempts: delivery.attempts + 1, next_try_at: sql`clock_timestamp() + ${againMs} * interval '1 millisecond'`, last_failure: failure, held_until: null }).execute();
    },
    async releaseDelivery(delivery) {
      await held(delivery).set({ held_until: null }).execute();
    },
    async pauseWebhook(id, because, failure) {
      await kysely.updateTable('webhooks').where('id', '=', id).set({ paused_because: because }).execute();
      await kysely.updateTable('webhook_deliveries').where('webhook', '=', id).where('held_until', 'is not', null).set({ held_until: null, last_failure: failure }).execute();
    },
  };
}

type Taken = Omit<Delivery, 'secret'> & { secret: Buffer };

async function take(kysely: Kysely<Tables>, installation: SealingKey, limit: number): Promise<Delivery[]> {
  await sql`insert into webhook_deliveries (webhook, case_number, n)
    select w.id, c.number, 0 from webhooks w join cases c on c.agency = w.agency
    where not exists (select from webhook_deliveries d where d.webhook = w.id and d.case_number = c.number)
    on conflict do nothing`.execute(kysely);
  const { rows } = await sql<Taken>`
    update webhook_deliveries d set held_until = clock_timestamp() + ${HOLD_MS} * interval '1 millisecond'
    from (
      select d.webhook, d.case_number, w.url, w.kinds, w.secret, c.agency, c.process, c.journal
      from webhook_deliveries d join webhooks w on w.id = d.webhook join cases c on c.number = d.case_number
      where w.paused_because is null and c.journal > d.n and c.confirmed_run = c.run and c.confirmed_length = c.length
        and (d.next_try_at is null or d.next_try_at <= clock_timestamp()) and (d.held_until is null or d.held_until <= clock_timestamp())
      order by c.recorded_at limit ${limit} for update of d skip locked) as ready
    where d.webhook = ready.webhook and d.case_number = ready.case_number
    returning d.webhook, ready.url, ready.kinds, ready.secret, d.case_number as "case", ready.agency, ready.process, d.n as told, ready.journal as last, d.attempts`.execute(kysely);
  return rows.map((row) => ({ ...row, secret: openJson(installation, row.secret, webhookPurpose(row.webhook)) as string }));
}
