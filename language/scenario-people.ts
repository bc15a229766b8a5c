// The people of a scenario: as the agency's directory has them, and as who they act at an instant, also in another's stead or on call.

import { standsInFor } from '../case/addressees';
import type { Actor } from '../case/case';
import type { Directory, StaffMember } from '../case/staff';
import { dutyOf } from '../process/rota';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import type { Scenario } from './scenario';
import { FALLBACK } from './virtual-case';

/** The people of a scenario as the agency's directory has them; partners are none of its staff. */
export function directoryOf(rules: Rules, { staff, onCall }: Scenario): Directory {
  return {
    agency: rules.agency.id,
    staff: staff.filter((one) => !one.partner).map((one) => memberOf(rules, one)),
    fallback: { email: `${FALLBACK}@example.org`, language: rules.agency.languages[0] ?? rules.process.language },
    ...(onCall && { rota: { lines: onCall, calendar: rules.calendar } }),
  };
}

const memberOf = ({ agency }: Rules, { id, roles, language, supervisor, deputy, away }: Scenario['staff'][number]): StaffMember => ({
  id, name: id, email: `${id}@example.org`, language, agency: agency.id, roles, active: true,
  ...(supervisor !== undefined && { supervisor }), ...(deputy !== undefined && { deputy }), ...(away && { away }),
});

/** Somebody as the API would establish them; who is away or on call is told only where the instant is known. */
export function actorOf(rules: Rules, scenario: Scenario, id: string, at?: Instant): Actor {
  const person = scenario.staff.find((one) => one.id === id);
  const actor: Actor = { id, name: id, agency: rules.agency.id, roles: person?.roles ?? [], ...(person?.partner && { partner: true }) };
  if (at === undefined || person?.partner) return actor;
  const { staff, rota } = directoryOf(rules, scenario);
  const absent = standsInFor(id, staff, at);
  const duties = rota ? [id, ...absent.map((one) => one.id)].map((who) => dutyOf(rota, who, at)) : [];
  const duty = duties.includes(true) || duties.flatMap((one) => (Array.isArray(one) ? one : []));
  return {
    ...actor,
    ...(absent.length > 0 && { standsInFor: absent.map(({ id: of, name, roles }) => ({ id: of, name, roles })) }),
    ...((duty === true || duty.length > 0) && { duty }),
  };
}
