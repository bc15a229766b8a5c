// Opening a case: its first state, whose it is, and its first stage.

import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { actsAs } from './access';
import { despite } from './caseload';
import { refuseAnswers, setAnswers } from './answers';
import type { Case } from './case';
import type { Draft } from './draft';
import { addressee, createDraft, notify, personOf, write } from './draft';
import type { Act } from './event';
import type { Refusal } from './refusals';
import { startNamedClocks } from './named-clocks';
import { rulesIndex } from './rules-index';
import { enterStage } from './stages';

/**
 * Version of the core's behaviour, fixed within a run: where a correction would change what an old history replays, the core
 * branches on it.
 */
export const BEHAVIOUR = 1;

type Opening = Act & { type: 'open' };

/** The case before its first stage; sequence 0 until the opening is done. */
export function emptyCase(rules: Rules, act: Opening, at: Instant): Case {
  return {
    format: 1, behaviour: BEHAVIOUR, number: act.number, agency: rules.agency.id, process: rules.process.id, rules: { ...rules.hashes },
    status: 'open', sequence: 0, openedAt: at, openedBy: personOf(act.by), owner: personOf(act.owner),
    stage: { id: rules.process.stages[0]?.id ?? '', round: 0, since: at },
    counts: {}, answers: {}, tasks: [], reviews: [], alerts: [], approvals: [], clocks: {}, happened: {}, holding: [],
    closures: 0, judgeAt: null, journal: 0,
  };
}

/** The owner opens for themselves; those above assign. */
function refuseOpener(rules: Rules, act: Opening): Refusal | null {
  const { owningRole, line } = rulesIndex(rules.process);
  const isAbove = act.by.roles.some((role) => line.includes(role));
  const isOwnCase = act.by.roles.includes(owningRole) && act.owner.id === actsAs(act.by);
  if (act.by.agency === rules.agency.id && (isAbove || isOwnCase)) return null;
  return { code: 'not-for-you', against: [owningRole, ...line].map((id) => ({ id, rule: `roles.${id}` })) };
}

export function open(draft: Draft, act: Opening): Refusal | null {
  const refused = refuseOpener(draft.rules, act) ?? refuseAnswers(draft, act.answers, { may: null, must: [] }, act.by);
  if (refused) return refused;
  write(draft, 'opened', { by: personOf(act.by), details: { owner: { ...personOf(act.owner) }, process: draft.rules.hashes.process, ...despite(act) } });
  setAnswers(draft, act.answers, act.by);
  if (act.owner.id !== actsAs(act.by)) notify(draft, { says: 'case_assigned', to: addressee(draft, { owner: true }) });
  enterStage(draft, draft.case.stage.id);
  startNamedClocks(draft);
  return null;
}

export const draftOpening = (rules: Rules, act: Opening, at: Instant): Draft => createDraft(rules, emptyCase(rules, act, at), at, act.by);
