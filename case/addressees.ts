// Who a part is: from an addressee and the directory to the people to be written to, and never to nobody.

import { onCallFor } from '../process/rota';
import type { Instant } from '../process/time';
import { toMs } from '../process/time';
import type { Addressee } from './effect';
import type { Directory, Recipient, StaffMember } from './staff';

/** How the recipients were found: the person meant, the line upwards, everyone in the role, who is on call alone, or the agency's fallback address. */
export type Via = 'person' | 'line' | 'role' | 'on_call' | 'fallback';

export interface Resolved {
  /** At least one; nobody twice. */
  recipients: Recipient[];
  via: Via;
}

/**
 * The people that an addressee means at an instant. A role: the first one up the line of the one doing the task, then of the
 * owner; without one everyone of the agency in that role; without any the agency's fallback address. The owner: the owner, then
 * the owner's line upwards. Whoever is away is replaced by the deputy, and the deputy's deputy; inactive people are passed over.
 * Of an alert, whoever is on call for its role is told too.
 */
export function resolveAddressee(addressee: Addressee, directory: Directory, at: Instant): Resolved {
  const staff = staffById(directory);
  const { notTo = [] } = addressee;
  // Nobody acts in the stead of one who may not act either.
  const present = (member: StaffMember | undefined): StaffMember[] => {
    const one = member && !notTo.includes(member.id) ? whoStandsIn(member, staff, at) : null;
    return one && !notTo.includes(one.id) ? [one] : [];
  };
  const called = onCall(addressee, directory, at).flatMap((id) => present(staff.get(id)));
  for (const [via, members] of candidates(addressee, directory, staff)) {
    const found = members.flatMap(present);
    if (found.length > 0) return { recipients: [...new Set([...found, ...called])].map(recipient), via };
  }
  if (called.length > 0) return { recipients: [...new Set(called)].map(recipient), via: 'on_call' };
  return { recipients: [fallbackOf(directory)], via: 'fallback' };
}

const onCall = ({ onCall: role }: Addressee, { rota }: Directory, at: Instant): string[] => (role === undefined || !rota ? [] : onCallFor(rota, role, at));

/** Those who are away at an instant and for whom somebody stands in, in the order of the staff. */
export function standsInFor(id: string, members: readonly StaffMember[], at: Instant): StaffMember[] {
  const staff = new Map(members.map((member) => [member.id, member]));
  return members.filter((member) => member.id !== id && member.active && isAway(member, at) && whoStandsIn(member, staff, at)?.id === id);
}

/** The agency's fallback address; it has no id. */
export const fallbackOf = ({ agency, fallback }: Directory): Recipient => ({ name: agency, ...fallback });

type Staff = Map<string, StaffMember>;

const staffById = ({ agency, staff }: Directory): Staff =>
  new Map(staff.filter((member) => member.agency === agency).map((member) => [member.id, member]));

/** In the order in which they are tried; lazily, as the first is nearly always the one. */
function* candidates({ part, of, owner }: Addressee, directory: Directory, staff: Staff): Generator<[Via, StaffMember[]]> {
  const lines = of === undefined || of === owner ? [owner] : [of, owner];
  if ('owner' in part) {
    yield ['person', [staff.get(owner)].filter((member) => member !== undefined)];
    for (const superior of lineUpwards(owner, staff)) yield ['line', [superior]];
    return;
  }
  const inRole = (member: StaffMember): boolean => member.active && member.roles.includes(part.role);
  for (const id of lines) {
    for (const superior of lineUpwards(id, staff)) if (inRole(superior)) yield ['line', [superior]];
  }
  yield ['role', directory.staff.filter((member) => member.agency === directory.agency && inRole(member))];
}

/** Those above somebody, nearest first. The line may run through people who have left; a line in a circle ends. */
function* lineUpwards(id: string, staff: Staff): Generator<StaffMember> {
  const passed = new Set([id]);
  for (let above = staff.get(id)?.supervisor; above !== undefined && !passed.has(above); above = staff.get(above)?.supervisor) {
    passed.add(above);
    const superior = staff.get(above);
    if (superior) yield superior;
  }
}

/** The person, or while away the first deputy of the chain who is there; null when none is. */
function whoStandsIn(member: StaffMember, staff: Staff, at: Instant): StaffMember | null {
  if (!member.active) return null;
  const passed = new Set<string>();
  for (let one: StaffMember | undefined = member; one && !passed.has(one.id); one = one.deputy === undefined ? undefined : staff.get(one.deputy)) {
    passed.add(one.id);
    if (one.active && !isAway(one, at)) return one;
  }
  return null;
}

const isAway = ({ away }: StaffMember, at: Instant): boolean =>
  away?.some(({ from, until }) => toMs(from) <= toMs(at) && toMs(at) < toMs(until)) === true;

const recipient = ({ id, name, email, language }: StaffMember): Recipient => ({ id, name, email, language });
