// Saying something to what was handed in: agreed, refused or not asked, by the staff themselves and for all others by whoever works with them.

import { localDate } from '../process/days';
import type { Task } from '../process/process';
import { answersForCase, hasRole } from './access';
import { agreementTo, openingInForce, stillToSay } from './agreed';
import { endAgreementClock } from './agreements';
import type { AgreementParty, AgreementState } from './case';
import type { Draft } from './draft';
import { personOf, write } from './draft';
import type { Act } from './event';
import type { Refusal } from './refusals';
import { findOpening, goOn } from './tasks';

type Agree = Act & { type: 'agree' };

/** Puts on record what one of those who have to agree says to the latest version; with the last of them the task goes on. */
export function agree(draft: Draft, act: Agree): Refusal | null {
  const opening = findOpening(draft, act.task);
  const task = draft.index.tasks.get(opening?.task ?? act.task);
  if (!task) return { code: 'unknown-task', against: [{ id: act.task }] };
  const agreement = opening && agreementTo(draft.case, opening.id);
  const party = agreement?.parties.find((one) => one.who === act.who);
  if (!opening || !agreement || !openingInForce(draft.case, agreement)) return { code: 'nothing-to-agree', against: [{ id: opening?.id ?? task.id, rule: task.rule }] };
  if (!party) return { code: 'unknown-party', against: [{ id: act.who, rule: task.rule, expected: agreement.parties.map(({ who }) => who).join(', ') }] };
  const refused = refuseSpeaker(draft, task, act) ?? refuseWords(draft, task, agreement, party, act);
  if (refused) return refused;
  say(draft, agreement, party, act);
  if (stillToSay(agreement).length > 0) return null;
  endAgreementClock(draft, agreement);
  if (opening.state === 'agreeing') goOn(draft, task, opening, act.by);
  else draft.ended.push(opening.id);
  return null;
}

/** The staff say it themselves; for others, and that somebody was not asked, whoever does the task says it, or who answers for the case. */
function refuseSpeaker(draft: Draft, task: Task, { by, who, answer }: Agree): Refusal | null {
  if (Object.hasOwn(draft.rules.process.roles, who) && answer !== 'not_asked') {
    return hasRole(draft.rules, draft.case, by, who) ? null : { code: 'not-for-you', against: [{ id: who, rule: `roles.${who}` }] };
  }
  const isTheirs = hasRole(draft.rules, draft.case, by, task.who) || answersForCase(draft.rules, draft.case, by);
  return isTheirs ? null : { code: 'not-your-task', against: [{ id: task.who, rule: `roles.${task.who}` }] };
}

function refuseWords(draft: Draft, task: Task, agreement: AgreementState, party: AgreementParty, act: Agree): Refusal | null {
  const against = [{ id: agreement.opening, rule: task.rule }];
  if (act.version !== undefined && act.version !== agreement.version) return { code: 'other-version', against: [{ id: agreement.opening, rule: task.rule, expected: `${agreement.version}` }] };
  if (party.says === act.answer) return { code: 'said-already', against: [{ id: party.who }], ...(party.by && party.at !== undefined && { first: { name: party.by.name, at: party.at } }) };
  if (act.answer !== 'agreed' && (act.reason ?? '').trim() === '') return { code: 'reason-missing', against };
  const today = localDate(draft.rules.calendar, draft.at);
  return act.on !== undefined && act.on > today ? { code: 'date-not-possible', against: [{ id: 'on', expected: `… ${today}` }] } : null;
}

function say(draft: Draft, { opening, version }: AgreementState, party: AgreementParty, { by, answer, on, reason }: Agree): void {
  const was = party.says;
  party.says = answer;
  party.by = personOf(by);
  party.at = draft.at;
  for (const [key, value] of [['on', on], ['reason', reason]] as const) {
    if (value === undefined) delete party[key];
    else party[key] = value;
  }
  write(draft, 'agreement_said', {
    by: personOf(by), about: opening,
    details: { who: party.who, says: answer, version, ...(was !== undefined && { was }), ...(on !== undefined && { on }), ...(reason !== undefined && { reason }) },
  });
}
