// Whom a token stands for: one of the staff with those in whose stead they act now and what they are on call for, or a partner.

import { standsInFor } from '../case/addressees';
import type { Actor } from '../case/case';
import { dutyOf } from '../process/rota';
import type { Instant } from '../process/time';
import type { ApiDeps } from './deps';

/** Who is signed in, and the language they are written to in. */
export interface SignedIn {
  actor: Actor;
  language: string;
}

/** Null when the token is nobody's. */
export async function whoAsks({ records, now }: Pick<ApiDeps, 'records' | 'now'>, token: string): Promise<SignedIn | null> {
  if (token.startsWith('cwp_')) return partnerOf(await records.partnerByToken(token));
  const member = await records.staffByToken(token);
  if (!member) return null;
  const { id, name, agency, roles, language } = member;
  const at = now().toISOString();
  const absent = standsInFor(id, await records.absentBeside(agency, id, at), at);
  const duty = await dutyAmong(records, agency, [id, ...absent.map((one) => one.id)], at);
  return {
    actor: {
      id, name, agency, roles,
      ...(absent.length > 0 && { standsInFor: absent.map((one) => ({ id: one.id, name: one.name, roles: one.roles })) }),
      ...(duty !== undefined && { duty }),
    },
    language,
  };
}

const partnerOf = (found: Awaited<ReturnType<ApiDeps['records']['partnerByToken']>>): SignedIn | null =>
  found && { actor: { id: found.partner.id, name: found.partner.title, agency: found.agency, roles: [], partner: true }, language: found.partner.language };

/** What somebody is on call for, also in the stead of one who is away. */
async function dutyAmong(records: ApiDeps['records'], agency: string, people: string[], at: Instant): Promise<Actor['duty']> {
  const lines = (await records.profile(agency))?.onCall?.filter(({ who }) => people.includes(who)) ?? [];
  const calendar = lines.length > 0 ? await records.calendarOf(agency) : null;
  if (!calendar) return undefined;
  const duties = people.map((who) => dutyOf({ lines, calendar }, who, at));
  if (duties.includes(true)) return true;
  const roles = new Set(duties.flatMap((one) => (Array.isArray(one) ? one : [])));
  return roles.size > 0 ? [...roles] : undefined;
}
