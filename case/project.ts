// What the records keep of a case for lists and searches, reckoned from its state: nothing private is in it.

import type { Rules, RuleHashes } from '../process/rules';
import type { Instant } from '../process/time';
import { nextWake } from './advance';
import { openingInForce, stillToSay } from './agreed';
import type { Case, TaskState } from './case';
import { clientFacts, clientWords } from './client-words';
import { clockOfAgreement, clockOfApproval, clockOfDecision, clockOfReview, clockOfTask } from './clock-ids';
import { approvalTitle, approvedTask } from './clock-owner';
import { notToApprove } from './not-to-approve';
import { isPending } from './openings';
import { OWN_TITLE } from './own-clock';
import type { RulesIndex } from './rules-index';
import { rulesIndex } from './rules-index';
import { ofRecord } from './scope';

/** Something that somebody is to do: a task, a review, an approval, something to agree to or to decide, an alert to acknowledge or to resolve. */
export interface DueItem {
  /** `initial_assessment.1`, `follow_up.2`, `case_plan.1.1`, `<case number>-a1`. */
  id: string;
  kind: 'task' | 'review' | 'approval' | 'agreement' | 'decision' | 'alert';
  /** Path of the title in the texts. */
  title: string;
  /** Role that is to do it. */
  who: string;
  /** The one person, when it is the owner's. */
  person?: string;
  /** Id of the record of a list that it is about. */
  record?: string;
  /** Of a task that is for one: id of the event. */
  event?: string;
  /** Ids of persons who may not do it. */
  notBy?: string[];
  state: 'planned' | 'open' | 'agreeing' | 'submitted' | 'raised' | 'acknowledged';
  /** Of what is planned, when its window opens, or since when it is planned where that is not known. */
  openedAt: Instant;
  dueAt: Instant | null;
}

export interface AlertItem {
  id: string;
  alert: string;
  title: string;
  raisedAt: Instant;
  state: 'raised' | 'acknowledged' | 'resolved';
  step: number;
  /** When it climbs or repeats next. */
  climbAt: Instant | null;
}

/** The case's row and its items, as lists show them. */
export interface CaseRow {
  number: string;
  agency: string;
  process: string;
  rules: RuleHashes;
  status: 'open' | 'closed';
  stage: string;
  owner: string;
  openedAt: Instant;
  closedAt: Instant | null;
  sequence: number;
  /** When the case next has something to do by itself; a watchdog looks at it. */
  nextDueAt: Instant | null;
  items: DueItem[];
  alerts: AlertItem[];
  /** Words by which the client is found again; the records keep digests of them alone. */
  clientWords?: string[];
}

/** The row of a case: what is looked up about it, and what waits for whom. */
export function project(rules: Rules, state: Case): CaseRow {
  const index = rulesIndex(rules.process);
  const isOpen = state.status === 'open';
  return {
    number: state.number,
    agency: state.agency,
    process: state.process,
    rules: state.rules,
    status: state.status,
    stage: state.stage.id,
    owner: state.owner.id,
    openedAt: state.openedAt,
    closedAt: state.closed?.at ?? null,
    sequence: state.sequence,
    clientWords: clientWords(clientFacts(rules.process, state)),
    nextDueAt: isOpen ? nextWake(state) : null,
    items: isOpen ? [...tasks(index, state), ...reviews(index, state), ...approvals(index, state), ...agreements(rules, state), ...decisions(index, state), ...alertsToTake(index, state)] : [],
    alerts: alerts(index, state),
  };
}

/** The role that is to do it, and the one person where the role owns the case. */
const who = (index: RulesIndex, state: Case, role: string) => ({ who: role, ...(role === index.owningRole && { person: state.owner.id }) });

const dueOf = (state: Case, clock: string): Instant | null => state.clocks[clock]?.dueAt ?? null;

function tasks(index: RulesIndex, state: Case): DueItem[] {
  return state.tasks.flatMap((one) => {
    const task = index.tasks.get(one.task);
    if (!isWaiting(one) || (!task && !one.own)) return [];
    const role = task?.who ?? one.own?.role ?? index.owningRole;
    return [{
      id: one.id, kind: 'task' as const, title: task ? `${task.rule}.title` : OWN_TITLE, ...who(index, state, role), ...(one.assigned && { person: one.assigned.id }), ...ofRecord(one.of.record), ...(one.of.event !== undefined && { event: one.of.event }), state: one.state,
      openedAt: state.clocks[clockOfTask(one)]?.opensAt ?? one.openedAt, dueAt: dueOf(state, clockOfTask(one)),
    }];
  });
}

const isWaiting = (task: TaskState): task is TaskState & { state: 'planned' | 'open' | 'agreeing' | 'submitted' } => isPending(task);

function reviews(index: RulesIndex, state: Case): DueItem[] {
  return state.reviews.flatMap((one) => {
    const review = index.reviews.get(one.review);
    if (!review || one.state !== 'open') return [];
    return [{
      id: one.id, kind: 'review' as const, title: `${review.rule}.title`, ...who(index, state, review.who), ...ofRecord(one.record), state: 'open' as const,
      openedAt: one.openedAt ?? one.from, dueAt: dueOf(state, clockOfReview(one)),
    }];
  });
}

function approvals(index: RulesIndex, state: Case): DueItem[] {
  return state.approvals.flatMap((one) =>
    one.state !== 'asked' ? [] : [{
      id: one.id, kind: 'approval' as const, title: approvalTitle(index, state, one), ...who(index, state, one.who), notBy: notToApprove(index, state, one),
      ...ofRecord(approvedTask(state, one)?.of.record),
      state: 'open' as const, openedAt: one.askedAt, dueAt: dueOf(state, clockOfApproval(one)),
    }],
  );
}

/** Of the staff each role that has still to say something; whoever does the task, who asks all others, has it on the list already while the task is open. */
function agreements(rules: Rules, state: Case): DueItem[] {
  const index = rulesIndex(rules.process);
  return (state.agreements ?? []).flatMap((one) => {
    const task = index.tasks.get(one.task);
    const opening = openingInForce(state, one);
    if (!task || !opening) return [];
    const roles = new Set(stillToSay(one).map((party) => (Object.hasOwn(rules.process.roles, party.who) ? party.who : task.who)));
    if (opening.state !== 'done') roles.delete(task.who);
    const dueAt = dueOf(state, clockOfAgreement(one)) ?? dueOf(state, clockOfTask(opening));
    return [...roles].map((role) => ({
      id: one.opening, kind: 'agreement' as const, title: `${task.rule}.title`, ...who(index, state, role), ...ofRecord(opening.of.record), state: 'open' as const, openedAt: one.frozenAt, dueAt,
    }));
  });
}

function decisions(index: RulesIndex, state: Case): DueItem[] {
  return (state.decisions ?? []).flatMap((one) =>
    one.state !== 'asked' ? [] : [{
      id: one.id, kind: 'decision' as const, title: `${index.stages.get(one.stage)?.rule ?? one.stage}.title`, ...who(index, state, one.who), ...ofRecord(one.record),
      state: 'open' as const, openedAt: one.askedAt, dueAt: dueOf(state, clockOfDecision(one)),
    }],
  );
}

/** An alert is on the list of everybody of its chain until acknowledged, then of those who may resolve it. */
function alertsToTake(index: RulesIndex, state: Case): DueItem[] {
  return state.alerts.flatMap((one) => {
    const alert = index.alerts.get(one.alert);
    if (!alert || one.resolved) return [];
    const roles = one.acknowledged ? [alert.resolve.who] : [...new Set(alert.acknowledge.map((step) => step.who))];
    return roles.map((role) => ({
      id: one.id, kind: 'alert' as const, title: `${alert.rule}.title`, ...who(index, state, role),
      state: one.acknowledged ? ('acknowledged' as const) : ('raised' as const), openedAt: one.raisedAt, dueAt: one.climbAt,
    }));
  });
}

function alerts(index: RulesIndex, state: Case): AlertItem[] {
  return state.alerts.map((one) => ({
    id: one.id, alert: one.alert, title: `${index.alerts.get(one.alert)?.rule ?? one.alert}.title`, raisedAt: one.raisedAt,
    state: one.resolved ? 'resolved' : one.acknowledged ? 'acknowledged' : 'raised', step: one.step, climbAt: one.climbAt,
  }));
}
