// The staff: who they are, whom they answer to, and the tokens by which they are known; a token itself is never kept.

import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Directory, StaffMember } from '../case/staff';
import type { Instant } from '../process/time';
import { RecordsError } from './records-error';
import type { Tables } from './tables';

export interface Staff {
  /**
   * Adds a member or replaces what is known of one; true when that changed anything.
   *
   * @throws RecordsError `staff-of-another-agency`: an id belongs to one agency for ever, since journals name it.
   */
  upsertStaff(member: StaffMember): Promise<boolean>;
  findStaff(id: string): Promise<StaffMember | null>;
  /** All of an agency's staff, also those who have left, with its fallback address. @throws RecordsError `agency-unknown`. */
  directory(agency: string): Promise<Directory>;
  /** A new token for one of the staff, shown this once. Earlier ones stay good. @throws RecordsError `staff-unknown`. */
  createToken(staffId: string): Promise<string>;
  /** Those of an agency's staff who are away at an instant or have left, and this one: enough to tell for whom they stand in. */
  absentBeside(agency: string, staffId: string, at: Instant): Promise<StaffMember[]>;
  /** Makes all of a member's tokens useless. */
  revokeTokens(staffId: string): Promise<void>;
  /** Whose token it is; null when it is nobody's, or of somebody who is no longer active. */
  staffByToken(token: string): Promise<StaffMember | null>;
}

const TOKEN = /^cw_[A-Za-z0-9_-]{43}$/;

export function createStaff(kysely: Kysely<Tables>): Staff {
  return {
    async upsertStaff(member) {
      const row = rowOf(member);
      const before = await kysely.selectFrom('staff').selectAll().where('id', '=', member.id).executeTakeFirst();
      if (before && before.agency !== member.agency) throw ofAnotherAgency(member.id);
      if (before && JSON.stringify(memberOf(before)) === JSON.stringify(memberOf({ ...row, away: member.away ?? [] }))) return false;
      const done = await kysely
        .insertInto('staff')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row).where('staff.agency', '=', member.agency))
        .returning('id')
        .execute();
      if (done.length === 0) throw ofAnotherAgency(member.id);
      return true;
    },
    async findStaff(id) {
      const row = await kysely.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? memberOf(row) : null;
    },
    async directory(agency) {
      const found = await kysely.selectFrom('agencies').select('profile').where('id', '=', agency).executeTakeFirst();
      if (!found) {
        throw new RecordsError('agency-unknown', `No agency ${agency} has been published.`, 'Publish it, or see that its id is written as in its file.');
      }
      const rows = await kysely.selectFrom('staff').selectAll().where('agency', '=', agency).orderBy('id').execute();
      return { agency, staff: rows.map(memberOf), fallback: found.profile.fallback };
    },
    async absentBeside(agency, staffId, at) {
      const isAway = sql<boolean>`exists (select from jsonb_array_elements(away) as one where (one->>'from')::timestamptz <= ${at} and ${at} < (one->>'until')::timestamptz)`;
      const rows = await kysely
        .selectFrom('staff')
        .selectAll()
        .where('agency', '=', agency)
        .where(sql<boolean>`(id = ${staffId} or (not active and deputy is not null) or (away <> '[]' and ${isAway}))`)
        .orderBy('id')
        .execute();
      return rows.map(memberOf);
    },
    async createToken(staffId) {
      const known = await kysely.selectFrom('staff').select('id').where('id', '=', staffId).executeTakeFirst();
      if (!known) throw new RecordsError('staff-unknown', `Nobody of the staff has the id ${staffId}.`, 'Add them first.');
      const token = `cw_${randomBytes(32).toString('base64url')}`;
      await kysely.insertInto('staff_tokens').values({ hash: digest(token), staff: staffId }).execute();
      return token;
    },
    async revokeTokens(staffId) {
      await kysely.deleteFrom('staff_tokens').where('staff', '=', staffId).execute();
    },
    async staffByToken(token) {
      if (!TOKEN.test(token)) return null;
      const row = await kysely
        .selectFrom('staff_tokens')
        .innerJoin('staff', 'staff.id', 'staff_tokens.staff')
        .selectAll('staff')
        .where('staff_tokens.hash', '=', digest(token))
        .where('staff.active', '=', true)
        .executeTakeFirst();
      return row ? memberOf(row) : null;
    },
  };
}

/** A token has 256 bits of chance: unlike a password it needs no slow hash. */
const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

function rowOf({ away, supervisor, deputy, ...member }: StaffMember): Insertable<Tables['staff']> & Omit<Selectable<Tables['staff']>, 'away'> {
  return {
    id: member.id,
    agency: member.agency,
    name: member.name,
    email: member.email,
    language: member.language,
    roles: member.roles,
    supervisor: supervisor ?? null,
    deputy: deputy ?? null,
    away: JSON.stringify(away ?? []),
    active: member.active,
  };
}

function memberOf(row: Selectable<Tables['staff']>): StaffMember {
  const { id, name, email, language, agency, roles, supervisor, deputy, active } = row;
  return {
    id,
    name,
    email,
    language,
    agency,
    roles,
    ...(supervisor !== null && { supervisor }),
    ...(deputy !== null && { deputy }),
    ...(row.away.length > 0 && { away: row.away.map(({ from, until }) => ({ from, until })) }),
    active,
  };
}

function ofAnotherAgency(id: string): RecordsError {
  return new RecordsError('staff-of-another-agency', `The id ${id} belongs to somebody of another agency.`, 'Choose another id.');
}
