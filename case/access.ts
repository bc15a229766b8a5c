// Who may see a case and who may do what in it: the roles decide, here and nowhere else.

import type { Rules } from '../process/rules';
import type { Actor, Case } from './case';
import type { Refusal } from './refusals';
import { rulesIndex } from './rules-index';

/**
 * Whether somebody may read the case: its owner, and whoever holds another role of its process in the same agency. A colleague
 * of the owner may not: cases are read by those who need to.
 */
export function mayRead(rules: Rules, state: { agency: string; owner: { id: string } }, actor: Actor): boolean {
  if (actor.agency !== state.agency) return false;
  if (actor.id === state.owner.id) return true;
  const { owningRole } = rulesIndex(rules.process);
  return actor.roles.some((role) => role !== owningRole && Object.hasOwn(rules.process.roles, role));
}

/** Whether somebody acts in a role of this case; the owning role is its owner's alone. */
export function hasRole(rules: Rules, state: Case, actor: Actor, role: string): boolean {
  if (actor.agency !== state.agency || !actor.roles.includes(role)) return false;
  return role !== rulesIndex(rules.process).owningRole || actor.id === state.owner.id;
}

/** The owner, or one of the roles above: they answer for the case as a whole. */
export function answersForCase(rules: Rules, state: Case, actor: Actor): boolean {
  if (actor.agency !== state.agency) return false;
  const { owningRole, line } = rulesIndex(rules.process);
  return hasRole(rules, state, actor, owningRole) || actor.roles.some((role) => line.includes(role));
}

/** Refuses unless the actor has one of the roles in this case. */
export function refuseRole(rules: Rules, state: Case, actor: Actor, roles: string[], code: 'not-for-you' | 'not-your-task'): Refusal | null {
  if (roles.some((role) => hasRole(rules, state, actor, role))) return null;
  return { code, against: roles.map((role) => ({ id: role, rule: `roles.${role}` })) };
}

/** Whether a field may be shown to somebody who may read the case. */
export function seesField(rules: Rules, actor: Actor, field: string): boolean {
  const visibleTo = rules.process.fields[field]?.visibleTo;
  return visibleTo === undefined || visibleTo.some((role) => actor.roles.includes(role));
}
