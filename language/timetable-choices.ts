// What is said and decided in a hypothetical case: everybody agrees, whoever may approves, and the first way that holds is chosen.

import { agreementTo, stillToSay } from '../case/agreed';
import type { Actor, Case } from '../case/case';
import { environmentOf } from '../case/conditions';
import type { Act } from '../case/event';
import { notToApprove } from '../case/not-to-approve';
import { rulesIndex } from '../case/rules-index';
import { holds } from '../process/evaluate';
import type { Stage, Task } from '../process/process';
import type { Rules } from '../process/rules';

/** Somebody of the agency in a role, called by it where nothing else is said. */
export const person = (agency: string, role: string, id = role): Actor => ({ id, name: id, agency, roles: [role] });

/** The next of those who have to agree does: the staff themselves, all others through whoever does the task. */
export function agreement({ process, agency }: Rules, state: Case, task: Task, opening: string): Act {
  const asked = agreementTo(state, opening);
  const who = (asked && stillToSay(asked)[0]?.who) ?? '';
  return { type: 'agree', by: person(agency.id, Object.hasOwn(process.roles, who) ? who : task.who), task: opening, who, answer: 'agreed' };
}

/** The first way that holds; where none does, the first, which is refused. */
export function choice(rules: Rules, state: Case, { id, next }: Stage, who: string): Act {
  const environment = environmentOf(rules, state, state.stage.since);
  const way = next.find((one) => !one.when || holds(one.when, environment)) ?? next[0];
  return { type: 'decide', by: person(rules.agency.id, who), decision: id, way: way ? ('to' in way ? way.to : way.close) : '' };
}

/** By another person of the role, where the one we know of has done the work. */
export function approval({ agency, process }: Rules, state: Case, what: string): Act {
  const asked = state.approvals.findLast((one) => one.state === 'asked' && (one.id === what || one.id.startsWith(`${what}.`)));
  const who = asked?.who ?? '';
  const id = asked && notToApprove(rulesIndex(process), state, asked).includes(who) ? `${who}_2` : who;
  return { type: 'approve', by: person(agency.id, who, id), approval: what };
}
