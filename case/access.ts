// Who may see a case and who may do what in it: the roles decide, here and nowhere else.

import { fieldOf } from '../process/parts';
import type { Rules } from '../process/rules';
import type { Actor, Case, Person, TaskState } from './case';
import type { Refusal } from './refusals';
import { rulesIndex } from './rules-index';

/** What of a case decides who may read it; lists of many cases know no more than whose they are. */
export type Seen = Pick<Case, 'agency'> & { owner: { id: string } } & Partial<Pick<Case, 'alerts' | 'tasks'>>;

/** In whose name somebody acts: their own, or that of the one in whose stead they do. */
export const actsAs = ({ id, for: principal }: Person): string => principal?.id ?? id;

/** As whom somebody may act, in the order in which it is tried: as themselves, in the stead of those who are away, as the one on call. */
export function capacitiesOf(actor: Actor): Actor[] {
  const { id, name, agency, standsInFor = [], duty } = actor;
  const deputy = standsInFor.map((principal): Actor => ({ id, name, agency, roles: principal.roles, for: { id: principal.id, name: principal.name } }));
  return [actor, ...deputy, ...(duty === undefined ? [] : [{ id, name, agency, roles: [], onCall: true as const, duty }])];
}

/** Whether somebody is on call for a role's alerts now. */
export const isOnDuty = ({ duty }: Actor, role: string): boolean => duty === true || duty?.includes(role) === true;

/**
 * Whether somebody may read the case: its owner, whoever holds another role of its process in the same agency, or has a task of it as
 * their own; the deputy of one of these; and while an alert is open, who is on call for it or has acknowledged it. A colleague of the
 * owner may not: cases are read by those who need to. A partner may not either.
 */
export function mayRead(rules: Rules, state: Seen, actor: Actor): boolean {
  if (actor.agency !== state.agency || actor.partner) return false;
  return capacitiesOf(actor).some((as) => (as.onCall ? takesAlerts(rules, state, as) : mayReadAs(rules, state, as)));
}

function mayReadAs(rules: Rules, { owner, tasks = [], alerts = [] }: Seen, actor: Actor): boolean {
  if (actsAs(actor) === owner.id) return true;
  const { owningRole } = rulesIndex(rules.process);
  if (actor.roles.some((role) => role !== owningRole && Object.hasOwn(rules.process.roles, role))) return true;
  return tasks.some((task) => isTheirs(task, actor)) || alerts.some(({ resolved, acknowledged }) => !resolved && acknowledged?.by.id === actor.id);
}

/** Whether an open task was given to somebody by name. */
export const isTheirs = ({ state, assigned }: TaskState, actor: Actor): boolean =>
  assigned?.id === actsAs(actor) && (state === 'planned' || state === 'open' || state === 'agreeing' || state === 'submitted');

const takesAlerts = (rules: Rules, { alerts = [] }: Seen, actor: Actor): boolean =>
  alerts.some(({ alert, resolved }) => !resolved && rulesIndex(rules.process).alerts.get(alert)?.acknowledge.some(({ who }) => isOnDuty(actor, who)));

/** Whether somebody acts in a role of this case; the owning role is its owner's alone. */
export function hasRole(rules: Rules, state: Case, actor: Actor, role: string): boolean {
  if (actor.agency !== state.agency) return false;
  if (actor.partner || role === 'partner') return actor.partner === true && role === 'partner';
  if (actor.onCall) return isOnDuty(actor, role);
  return actor.roles.includes(role) && (role !== rulesIndex(rules.process).owningRole || actsAs(actor) === state.owner.id);
}

/** Whether somebody may do a task: whoever acts in its role, and who holds the role and was given it by name. */
export const mayDo = (rules: Rules, state: Case, actor: Actor, role: string, opening: TaskState): boolean =>
  hasRole(rules, state, actor, role) || (actor.agency === state.agency && actor.roles.includes(role) && isTheirs(opening, actor));

/** The owner, or one of the roles above: they answer for the case as a whole. */
export function answersForCase(rules: Rules, state: Case, actor: Actor): boolean {
  return hasRole(rules, state, actor, rulesIndex(rules.process).owningRole) || isAbove(rules, state, actor);
}

/** One of the roles above the owner's. */
export const isAbove = (rules: Rules, state: Case, actor: Actor): boolean =>
  actor.agency === state.agency && actor.roles.some((role) => rulesIndex(rules.process).line.includes(role));

/** Refuses unless the actor has one of the roles in this case. */
export function refuseRole(rules: Rules, state: Case, actor: Actor, roles: string[], code: 'not-for-you' | 'not-your-task'): Refusal | null {
  if (roles.some((role) => hasRole(rules, state, actor, role))) return null;
  return { code, against: [...new Set(roles)].map((role) => ({ id: role, rule: `roles.${role}` })) };
}

/** Whether a field may be shown to somebody who may read the case; one of a list's records is named with its list: `goal.due_on`. */
export function seesField(rules: Rules, actor: Actor, field: string): boolean {
  const visibleTo = fieldOf(rules.process, field)?.visibleTo;
  return visibleTo === undefined || capacitiesOf(actor).some((as) => visibleTo.some((role) => as.roles.includes(role)));
}
