// Alerts: raised by a rule or a person, climbing the chain until somebody acknowledges, ended only when a person resolves them.

import type { AcknowledgeStep, Alert } from '../process/process';
import { addLength } from '../process/length';
import { actsAs, hasRole, refuseRole } from './access';
import { refuseAnswers, setAnswers } from './answers';
import type { Actor, AlertState } from './case';
import type { Draft } from './draft';
import { addressee, notify, personOf, write } from './draft';
import type { Act, NoticeOutcome } from './event';
import type { Refusal } from './refusals';

/** By the roles that the alert names; whoever is on call for its chain may raise it too. */
export function raise(draft: Draft, act: Act & { type: 'raise' }): Refusal | null {
  const alert = draft.index.alerts.get(act.alert);
  if (!alert) return { code: 'unknown-alert', against: [{ id: act.alert, expected: [...draft.index.alerts.keys()].join(', ') }] };
  // Whoever is on call for it may raise what they may take.
  const roles = act.by.onCall ? [...alert.raisedBy, ...alert.acknowledge.map((step) => step.who)] : alert.raisedBy;
  const refused = refuseRole(draft.rules, draft.case, act.by, roles, 'not-for-you');
  if (refused) return refused;
  raiseAlert(draft, alert, act.by, act.reason);
  return null;
}

/** A second raise joins the alert that is open. */
export function raiseAlert(draft: Draft, alert: Alert, by: Actor | null, reason?: string, rule?: string): void {
  const because = { ...(by && { by: personOf(by) }), ...(rule !== undefined && { rule }), ...(reason !== undefined && { details: { reason } }) };
  const open = draft.case.alerts.find((one) => one.alert === alert.id && !one.resolved);
  if (open) {
    open.joined.push({ at: draft.at, by: by && personOf(by), ...(reason !== undefined && { reason }) });
    write(draft, 'alert_joined', { about: open.id, ...because });
    return;
  }
  const raised: AlertState = {
    id: `${draft.case.number}-a${draft.case.alerts.length + 1}`, alert: alert.id, raisedAt: draft.at, raisedBy: by && personOf(by),
    ...(reason !== undefined && { reason }), joined: [], step: 0, repeats: 0, stepAt: draft.at, notice: '', toldAt: null, climbAt: null,
  };
  draft.case.alerts.push(raised);
  draft.opened.push(raised.id);
  write(draft, 'alert_raised', { about: raised.id, ...because });
  tellStep(draft, alert, raised, 'alert_raised');
}

/** Alerts that nobody had acknowledged when the case was closed are told again now that it is open. */
export function resumeAlerts(draft: Draft): void {
  for (const state of draft.case.alerts) {
    const alert = draft.index.alerts.get(state.alert);
    if (alert && !state.acknowledged && !state.resolved) tellStep(draft, alert, state, 'alert_repeated');
  }
}

const chainStep = (alert: Alert, state: AlertState): AcknowledgeStep => alert.acknowledge[state.step] as AcknowledgeStep;

/** Tells the present step's people and all before them; its clock runs from when they were told, until then from now. */
function tellStep(draft: Draft, alert: Alert, state: AlertState, says: 'alert_raised' | 'alert_repeated'): void {
  const step = chainStep(alert, state);
  const before = alert.acknowledge.slice(0, state.step).map((one) => one.who);
  state.stepAt = draft.at;
  state.toldAt = null;
  delete state.reached;
  state.climbAt = addLength(draft.rules.calendar, draft.at, step.within).at;
  for (const who of new Set([step.who, ...before])) {
    const to = { ...addressee(draft, { role: who }), onCall: who };
    const id = notify(draft, { says, to, title: `${alert.rule}.title`, about: state.id, dueAt: state.climbAt }, { urgent: true });
    if (who === step.who) state.notice = id;
  }
}

/** The next person of the chain, or the last one again and again. */
function climb(draft: Draft, alert: Alert, state: AlertState, due: string): void {
  const passed = due < draft.at ? { due } : {};
  const isLast = state.step >= alert.acknowledge.length - 1;
  if (isLast) state.repeats += 1;
  else state.step += 1;
  const { rule } = chainStep(alert, state);
  const details = isLast ? { repeats: state.repeats } : { step: state.step + 1 };
  write(draft, isLast ? 'alert_repeated' : 'alert_climbed', { ...passed, about: state.id, rule, details });
  tellStep(draft, alert, state, 'alert_repeated');
}

/** Lets every alert whose time has come climb once: the next step's time counts from when its people were told. */
export function climbDueAlerts(draft: Draft): boolean {
  const due = draft.case.alerts.filter((one) => one.climbAt !== null && one.climbAt <= draft.at);
  for (const state of due) {
    const alert = draft.index.alerts.get(state.alert);
    if (alert) climb(draft, alert, state, state.climbAt as string);
  }
  return due.length > 0;
}

/** Takes in whom urgent notices reached: the step's clock starts then, and when all its addresses were refused for good it climbs at once. */
export function told(draft: Draft, outcomes: NoticeOutcome[]): void {
  for (const outcome of outcomes) {
    const state = draft.case.alerts.find((one) => outcome.notice === one.notice);
    const reached = outcome.reached.map(personOf);
    const refused = outcome.refused.map(personOf);
    const isTold = reached.length > 0 || outcome.fallback === true;
    if (!isTold && refused.length === 0) continue;
    const about = state && { about: state.id };
    write(draft, isTold ? (state ? 'alert_told' : 'notice_told') : 'notice_refused', {
      ...about,
      details: { notice: outcome.notice, at: outcome.at, reached: reached as never, refused: refused as never, ...(outcome.fallback && { fallback: true }), ...(outcome.maybeTwice && { maybeTwice: true }) },
    });
    if (state?.climbAt != null) countFromTold(draft, state, outcome, isTold);
  }
}

/** Counted by the case's own time, in which alone its instants can be compared; `at` of the outcome is the outside's. */
function countFromTold(draft: Draft, state: AlertState, { reached, refused }: NoticeOutcome, isTold: boolean): void {
  const alert = draft.index.alerts.get(state.alert);
  if (!alert) return;
  if (isTold) {
    state.reached = [...new Set([...(state.reached ?? []), ...reached.map(({ id }) => id)])];
    if (state.toldAt !== null) return;
    state.toldAt = draft.at;
    state.climbAt = addLength(draft.rules.calendar, draft.at, chainStep(alert, state).within).at;
  } else if (isLeftToNobody(state, refused) && state.step < alert.acknowledge.length - 1) {
    climb(draft, alert, state, draft.at);
  }
}

/** Whether nobody has the notice of the present step any more: nobody was reached, or the last mail that had seemed to arrive has come back. */
function isLeftToNobody(state: AlertState, refused: NoticeOutcome['refused']): boolean {
  if (state.toldAt === null) return true;
  const { reached = [] } = state;
  state.reached = reached.filter((id) => !refused.some((one) => one.id === id));
  return reached.length > 0 && state.reached.length === 0;
}

const findAlert = (draft: Draft, id: string): AlertState | undefined => draft.case.alerts.find((one) => one.id === id);

/** By the roles of the chain, with a reason; it climbs no further. Whoever comes second is told who was first, and when. */
export function acknowledge(draft: Draft, act: Act & { type: 'acknowledge' }): Refusal | null {
  const state = findAlert(draft, act.alert);
  const alert = state && draft.index.alerts.get(state.alert);
  if (!alert) return { code: 'unknown-alert', against: [{ id: act.alert }] };
  const chain = alert.acknowledge.map((step) => step.who);
  const refused = refuseRole(draft.rules, draft.case, act.by, chain, 'not-for-you');
  if (refused) return refused;
  if (state.acknowledged) {
    const { by, at, reason } = state.acknowledged;
    return { code: 'already-acknowledged', against: [{ id: state.id }], first: { name: by.name, at, reason } };
  }
  if (act.reason.trim() === '') return { code: 'reason-missing', against: [{ id: state.id }] };
  state.acknowledged = { by: personOf(act.by), at: draft.at, reason: act.reason };
  state.climbAt = null;
  draft.ended.push(state.id);
  write(draft, 'alert_acknowledged', { by: personOf(act.by), about: state.id, details: { reason: act.reason } });
  if (actsAs(act.by) !== draft.case.owner.id) {
    notify(draft, { says: 'alert_acknowledged', to: addressee(draft, { owner: true }), title: `${alert.rule}.title`, about: state.id });
  }
  return null;
}

/** By the role that resolves it, once it was acknowledged. */
export function resolve(draft: Draft, act: Act & { type: 'resolve' }): Refusal | null {
  const state = findAlert(draft, act.alert);
  const alert = state && draft.index.alerts.get(state.alert);
  if (!alert) return { code: 'unknown-alert', against: [{ id: act.alert }] };
  if (!hasRole(draft.rules, draft.case, act.by, alert.resolve.who)) {
    return { code: 'not-for-you', against: [{ id: alert.resolve.who, rule: `roles.${alert.resolve.who}` }] };
  }
  if (state.resolved) {
    return { code: 'already-resolved', against: [{ id: state.id }], first: { name: state.resolved.by.name, at: state.resolved.at } };
  }
  if (!state.acknowledged) return { code: 'not-acknowledged', against: [{ id: state.id }] };
  const asked = { may: alert.resolve.mayAnswer, must: alert.resolve.mustAnswer };
  const refused = refuseAnswers(draft, act.answers, asked, act.by);
  if (refused) return refused;
  setAnswers(draft, act.answers, act.by);
  state.resolved = { by: personOf(act.by), at: draft.at, ...(act.reason !== undefined && { reason: act.reason }) };
  draft.ended.push(state.id);
  const details = act.reason === undefined ? {} : { details: { reason: act.reason } };
  write(draft, 'alert_resolved', { by: personOf(act.by), about: state.id, ...details });
  if (actsAs(act.by) !== draft.case.owner.id) {
    notify(draft, { says: 'alert_resolved', to: addressee(draft, { owner: true }), title: `${alert.rule}.title`, about: state.id });
  }
  return null;
}
