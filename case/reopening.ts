// Opening a closed case again: within the time that the process gives, by those whom it names, going on where it says.

import { addLength } from '../process/length';
import { actsAs, hasRole } from './access';
import { resumeAlerts } from './alerts';
import { despite } from './caseload';
import type { Draft } from './draft';
import { addressee, notify, personOf, write } from './draft';
import type { Act } from './event';
import { restartClocks } from './record-lives';
import type { Refusal } from './refusals';
import { enterStage } from './stages';

type Reopening = Act & { type: 'reopen' };

function refuseReopening(draft: Draft, act: Reopening): Refusal | null {
  const { reopen: rule } = draft.index.closure;
  const { closed } = draft.case;
  if (!closed) return { code: 'case-not-closed', against: [] };
  if (!rule) return { code: 'reopening-not-possible', against: [{ id: 'closure', rule: 'closure' }] };
  if (!hasRole(draft.rules, draft.case, act.by, rule.who)) return { code: 'not-for-you', against: [{ id: rule.who, rule: `roles.${rule.who}` }] };
  const until = addLength(draft.rules.calendar, closed.at, rule.within).at;
  if (draft.at >= until) return { code: 'reopening-too-late', against: [{ id: 'closure', rule: rule.rule, expected: until }] };
  return act.reason.trim() === '' ? { code: 'reason-missing', against: [{ id: 'closure', rule: rule.rule }] } : null;
}

/** The case goes on with its answers and its journal; what was open when it closed stays withdrawn. */
export function reopen(draft: Draft, act: Reopening): Refusal | null {
  const refused = refuseReopening(draft, act);
  const { reopen: rule } = draft.index.closure;
  if (refused || !rule) return refused;
  const { closed } = draft.case;
  draft.case.status = 'open';
  delete draft.case.closed;
  write(draft, 'reopened', { by: personOf(act.by), rule: rule.rule, details: { reason: act.reason, was: { at: closed?.at, reason: closed?.reason }, ...despite(act) } });
  enterStage(draft, rule.to, rule.rule);
  restartClocks(draft);
  resumeAlerts(draft);
  if (actsAs(act.by) !== draft.case.owner.id) notify(draft, { says: 'reopened', to: addressee(draft, { owner: true }) });
  return null;
}
