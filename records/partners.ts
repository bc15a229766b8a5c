// Keys of an agency's partners: a key itself is never kept, and one of a partner that the agency no longer has is nobody's.

import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Partner } from '../process/agency';
import { RecordsError } from './records-error';
import type { Tables } from './tables';

export interface Partners {
  /** A new key for a partner, shown this once. Earlier ones stay good. @throws RecordsError `partner-unknown`. */
  createPartnerToken(agency: string, partner: string, createdBy: string): Promise<string>;
  /** Makes all of a partner's keys useless; gives how many there were. */
  revokePartnerTokens(agency: string, partner: string): Promise<number>;
  /** Whose key it is, with the agency whose partner it is; null when it is nobody's. */
  partnerByToken(token: string): Promise<{ agency: string; partner: Partner } | null>;
}

/** Begins otherwise than those of the staff, so that one look tells whose it may be. */
const TOKEN = /^cwp_[A-Za-z0-9_-]{43}$/;

export function createPartners(kysely: Kysely<Tables>): Partners {
  const find = async (agency: string, partner: string): Promise<Partner | undefined> => {
    const found = await kysely.selectFrom('agencies').select('profile').where('id', '=', agency).executeTakeFirst();
    return found?.profile.partners?.find((one) => one.id === partner);
  };
  return {
    async createPartnerToken(agency, partner, createdBy) {
      if (!(await find(agency, partner))) {
        throw new RecordsError('partner-unknown', `The agency has no partner ${partner}.`, 'Add it under `partners` in the agency\'s file, and publish that.');
      }
      const token = `cwp_${randomBytes(32).toString('base64url')}`;
      await kysely.insertInto('partner_tokens').values({ hash: digest(token), agency, partner, created_by: createdBy }).execute();
      return token;
    },
    async revokePartnerTokens(agency, partner) {
      const gone = await kysely.deleteFrom('partner_tokens').where('agency', '=', agency).where('partner', '=', partner).returning('partner').execute();
      return gone.length;
    },
    async partnerByToken(token) {
      if (!TOKEN.test(token)) return null;
      const row = await kysely.selectFrom('partner_tokens').select(['agency', 'partner']).where('hash', '=', digest(token)).executeTakeFirst();
      const partner = row && (await find(row.agency, row.partner));
      return row && partner ? { agency: row.agency, partner } : null;
    },
  };
}

/** 256 bits of chance need no slow hash. */
const digest = (token: string): Buffer => createHash('sha256').update(token).digest();
