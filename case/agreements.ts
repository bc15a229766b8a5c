// Agreements as they are asked for: what a task is handed in with freezes as a version, and a change makes another.

import type { Task } from '../process/process';
import { hasRole } from './access';
import { agreementScope, openingInForce, stillToSay } from './agreed';
import { withdrawApprovals } from './approvals';
import type { Actor, AgreementParty, AgreementState, TaskState } from './case';
import { clockOfAgreement, clockOfTask } from './clock-ids';
import { endClock, releaseClock, startClock } from './clocks';
import { ruleHolds } from './conditions';
import type { Draft } from './draft';
import { addressee, notify, personOf, write } from './draft';
import type { Frozen } from './frozen';
import { changesTo, freeze, hasChanged } from './frozen';

/**
 * Freezes what a task is handed in with and asks those who have to agree. Handed in unchanged, it is the same version: who agreed has
 * agreed, and the others are asked again. Who hands it in has agreed by that. Gives whether nobody has anything left to say.
 */
export function askAgreement(draft: Draft, task: Task, opening: TaskState, by: Actor): boolean {
  const of = agreementScope(opening);
  const before = draft.case.agreements?.find((one) => one.task === task.id && one.of === of);
  const now = freeze(draft.rules.process, draft.case, task, opening.of);
  const isSame = before !== undefined && Object.keys(changesTo(now, before)).length === 0 && !hasChanged(draft.case, task, before);
  const parties = (task.agree ?? []).map((who) => {
    const said = isSame ? before.parties.find((one) => one.who === who && one.says === 'agreed') : undefined;
    return said ?? partyBy(draft, task, who, by);
  });
  const agreement: AgreementState = {
    task: task.id, ...(of !== undefined && { of }), opening: opening.id, version: (before?.version ?? 0) + (isSame ? 0 : 1),
    frozenAt: isSame ? before.frozenAt : draft.at, ...now, parties,
  };
  // What was asked of an earlier opening is asked with this one.
  if (before) endClock(draft, clockOfAgreement(before));
  draft.case.agreements = [...(draft.case.agreements ?? []).filter((one) => one !== before), agreement];
  const isAsked = stillToSay(agreement).length > 0;
  if (isAsked || !isSame) tell(draft, task, agreement, changesTo(now, isSame ? before : undefined), { line: !isSame || isAsked, doer: false });
  for (const party of parties) {
    const { who, says } = party;
    if (says && !before?.parties.includes(party)) write(draft, 'agreement_said', { by: personOf(by), about: opening.id, details: { who, says, version: agreement.version } });
  }
  return !isAsked;
}

/** One who has to agree; whoever hands the task in does so for its role. */
const partyBy = (draft: Draft, task: Task, who: string, by: Actor): AgreementParty =>
  who === task.who && hasRole(draft.rules, draft.case, by, who) ? { who, says: 'agreed', by: personOf(by), at: draft.at } : { who };

/** Writes down what is asked, and tells the staff who have to say something; `doer` also whoever has to ask the others. */
function tell(draft: Draft, task: Task, agreement: AgreementState, answers: ReturnType<typeof changesTo>, how: { line: boolean; doer: boolean }, deadline: object = {}): void {
  const { opening, version } = agreement;
  const waiting = stillToSay(agreement).map(({ who }) => who);
  if (how.line) write(draft, 'agreement_asked', { about: opening, rule: task.rule, details: { version, waitsFor: waiting, answers: answers as never, ...deadline } });
  const dueAt = (draft.case.clocks[clockOfAgreement(agreement)] ?? draft.case.clocks[clockOfTask({ id: opening })])?.dueAt;
  const isRole = (who: string): boolean => Object.hasOwn(draft.rules.process.roles, who);
  const roles = new Set([...waiting.filter(isRole), ...(how.doer && waiting.some((who) => !isRole(who)) ? [task.who] : [])]);
  for (const role of roles) {
    notify(draft, { says: 'agreement_asked', to: addressee(draft, { role }), title: `${task.rule}.title`, about: opening, ...(dueAt != null && { dueAt }) });
  }
}

/** Asks anew for what has changed since it was frozen. */
export function syncAgreements(draft: Draft): void {
  for (const agreement of draft.case.agreements ?? []) {
    const task = draft.index.tasks.get(agreement.task);
    const opening = task && openingInForce(draft.case, agreement);
    if (task && opening && hasChanged(draft.case, task, agreement)) askAnew(draft, task, opening, agreement);
  }
}

/** Keeps the clocks of what is asked for after its task is done, once it is known which tasks have opened again: of theirs there are none. */
export function syncAgreementClocks(draft: Draft): void {
  for (const agreement of draft.case.agreements ?? []) {
    const task = draft.index.tasks.get(agreement.task);
    const opening = task && openingInForce(draft.case, agreement);
    if (!task || !opening) endClock(draft, clockOfAgreement(agreement));
    else if (opening.state === 'done' && stillToSay(agreement).length > 0) keepClock(draft, task, opening, agreement);
  }
}

/** Another version, to which everybody has to say something: what it was handed in for does not go on without that. */
function askAnew(draft: Draft, task: Task, opening: TaskState, agreement: AgreementState): void {
  const before: Frozen = { answers: agreement.answers };
  const now = freeze(draft.rules.process, draft.case, task, opening.of);
  Object.assign(agreement, now, { version: agreement.version + 1, frozenAt: draft.at, parties: (task.agree ?? []).map((who) => ({ who })) });
  let deadline = {};
  if (opening.state === 'submitted') {
    opening.state = 'agreeing';
    withdrawApprovals(draft, ({ of }) => 'task' in of && of.task === opening.id);
    releaseClock(draft, clockOfTask(opening));
  } else if (opening.state === 'done' && !draft.case.clocks[clockOfAgreement(agreement)]) deadline = startClock(draft, clockOfAgreement(agreement), draft.at);
  draft.opened.push(opening.id);
  tell(draft, task, agreement, changesTo(now, before), { line: true, doer: true }, deadline);
}

/** The clock of what is still asked for, where it has none: the case was closed, or the task done anew, for a while. */
function keepClock(draft: Draft, task: Task, opening: TaskState, agreement: AgreementState): void {
  const id = clockOfAgreement(agreement);
  const { due, until } = task.clock;
  if (draft.case.clocks[id] || due.form === 'none' || (until && ruleHolds(draft, until, opening.of))) return;
  const { rule, ...deadline } = startClock(draft, id, draft.at);
  write(draft, 'clock_started', { about: agreement.opening, ...(typeof rule === 'string' && { rule }), details: { clock: id, was: null, ...deadline } });
}

/** Nobody has anything left to say to what was done. */
export function endAgreementClock(draft: Draft, agreement: AgreementState): void {
  endClock(draft, clockOfAgreement(agreement));
}
