// Which mails have left, by Message-ID, and which of them may have arrived twice; never what stands in them.

import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import type { Instant } from '../process/time';
import type { Tables } from './tables';

export interface MailState {
  messageId: string;
  agency: string;
  /** Id of the one written to; null for the agency's fallback address. */
  person: string | null;
  /** Numbers of the cases it speaks of. */
  cases: string[];
  /** Keys of the notices in it. */
  notices: string[];
  begunAt: Instant;
  completedAt: Instant | null;
  /** `given-up`: an attempt that surely delivered nothing; the mail may be begun again. */
  state: 'underway' | 'given-up' | 'sent' | 'refused';
  /** It was begun again although nobody knows how the attempt before ended. */
  maybeTwice: boolean;
}

export interface Mails {
  /**
   * Says that a mail is about to be handed over. The answer's state is `underway` when it is to be sent now, `sent` or `refused` when it
   * has been dealt with and must not be sent again.
   */
  beginMail(mail: Pick<MailState, 'messageId' | 'agency' | 'person' | 'cases' | 'notices'> & { at: Instant }): Promise<MailState>;
  /** Says how it ended; the first end stands. */
  completeMail(messageId: string, outcome: 'sent' | 'refused', at: Instant): Promise<void>;
  /** Says that the attempt surely delivered nothing, so that the next one is no second delivery. */
  giveUpMail(messageId: string): Promise<void>;
  mailState(messageId: string): Promise<MailState | null>;
  /** Every mail with one of these notices in it. */
  mailsWith(notices: string[]): Promise<MailState[]>;
  /** Mails that speak of a case, or of an agency's cases; latest first, of one state where that is given. */
  listMails(of: { agency: string; case?: string; state?: MailState['state']; limit: number }): Promise<MailState[]>;
  /**
   * Says that a mail which was taken for delivered has come back. Notices of the agency's post that were in it wait anew, so that somebody
   * else gets them where nobody has them now. False when that was said before, or the mail never left.
   */
  bounceMail(messageId: string): Promise<boolean>;
}

export function createMails(kysely: Kysely<Tables>): Mails {
  const unended = (messageId: string) => kysely.updateTable('mails').where('message_id', '=', messageId).where('state', '=', 'underway');
  return {
    async beginMail({ messageId, agency, person, cases, notices, at }) {
      const row = await kysely
        .insertInto('mails')
        .values({ message_id: messageId, agency, person, cases, notices, begun_at: at, state: 'underway' })
        .onConflict((conflict) =>
          conflict.column('message_id').doUpdateSet({
            maybe_twice: sql<boolean>`mails.maybe_twice or mails.state = 'underway'`,
            state: sql`case when mails.state = 'given-up' then 'underway' else mails.state end`,
            // What was given up was read by nobody: the next attempt may say more.
            cases: sql`case when mails.state = 'given-up' then excluded.cases else mails.cases end`,
            notices: sql`case when mails.state = 'given-up' then excluded.notices else mails.notices end`,
          }),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      return mailOf(row);
    },
    async completeMail(messageId, outcome, at) {
      await unended(messageId).set({ state: outcome, completed_at: at }).execute();
    },
    async giveUpMail(messageId) {
      await unended(messageId).set({ state: 'given-up' }).execute();
    },
    async mailState(messageId) {
      const row = await kysely.selectFrom('mails').selectAll().where('message_id', '=', messageId).executeTakeFirst();
      return row ? mailOf(row) : null;
    },
    async mailsWith(notices) {
      const rows = await kysely.selectFrom('mails').selectAll().where(sql<boolean>`notices && ${notices}::text[]`).execute();
      return rows.map(mailOf);
    },
    async listMails({ agency, case: number, state, limit }) {
      let query = kysely.selectFrom('mails').selectAll().where('agency', '=', agency);
      if (number !== undefined) query = query.where(sql<boolean>`${number} = any(cases)`);
      if (state !== undefined) query = query.where('state', '=', state);
      return (await query.orderBy('begun_at', 'desc').orderBy('message_id').limit(limit).execute()).map(mailOf);
    },
    bounceMail: (messageId) =>
      kysely.transaction().execute(async (trx) => {
        const bounced = await trx.updateTable('mails').set({ state: 'refused' }).where('message_id', '=', messageId).where('state', 'in', ['sent', 'underway']).returning('notices').executeTakeFirst();
        if (!bounced) return false;
        const keys = bounced.notices;
        await sql`update notices set state = 'waiting', message_id = null, ended_at = null, held_until = null
          where state = 'sent' and not replaced and (version = 1 and id = any(${keys}::text[]) or id || '~' || version = any(${keys}::text[]))`.execute(trx);
        return true;
      }),
  };
}

function mailOf(row: Selectable<Tables['mails']>): MailState {
  const { agency, person, cases, notices, state } = row;
  return {
    messageId: row.message_id, agency, person, cases, notices, begunAt: row.begun_at, completedAt: row.completed_at, state,
    maybeTwice: row.maybe_twice,
  };
}
