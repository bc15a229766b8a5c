// How the conditions of the rules see a case: its answers and the few facts that can be asked beside them.

import type { Due, Rule, Value } from '../process/condition';
import { localDate } from '../process/days';
import type { ResolvedDue, Waiting } from '../process/due';
import { resolveDue } from '../process/due';
import { dueMayTurnOn } from '../process/due-turns-on';
import type { DueMoment, Environment } from '../process/environment';
import { holds } from '../process/evaluate';
import { why } from '../process/explain-condition';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { anchorAt } from './anchors';
import type { Case, ConsentAnswer, TaskState } from './case';
import type { Draft } from './draft';
import { rulesIndex } from './rules-index';

/** What a condition can ask of the case as it stands at an instant; `reason` is the closure reason under judgement. */
export function environmentOf(rules: Rules, state: Case, at: Instant, reason?: string): Environment {
  return {
    today: localDate(rules.calendar, at),
    answer: (field) => plainAnswer(state, field),
    fact: (name) => factOf(state, name, reason),
    fieldType: (field) => rules.process.fields[field]?.type,
    isPrivate: (field) => rules.process.fields[field]?.private === true,
    at,
    calendar: rules.calendar,
    dueAt: remembered((due, when) => dueMoment(due, rules, state, when)),
  };
}

type DueAt = NonNullable<Environment['dueAt']>;

/** Counts a due once for one state of a case, unless it turns on the instant it is asked at. */
function remembered(dueAt: DueAt): DueAt {
  const known = new Map<Due, DueMoment>();
  return (due, at) => {
    if (dueMayTurnOn(due).rules.length > 0) return dueAt(due, at);
    let moment = known.get(due);
    if (!moment) known.set(due, (moment = dueAt(due, at)));
    return moment;
  };
}

/** Counts a due that belongs to the case as a whole; what says neither `after` nor `before` is counted from `startedAt`. */
export function resolveOfCase(due: Due, rules: Rules, state: Case, at: Instant, startedAt: Instant): ResolvedDue {
  const index = rulesIndex(rules.process);
  return resolveDue(due, {
    calendar: rules.calendar,
    startedAt,
    answer: (field) => plainAnswer(state, field),
    anchorAt: (anchor) => anchorAt(index, state, anchor),
    fieldType: (field) => rules.process.fields[field]?.type,
    judge: (rule) => why(rule, environmentOf(rules, state, at)),
  });
}

/** Where a due in a condition falls, counted from the opening of the case where it says nothing else. */
function dueMoment(due: Due, rules: Rules, state: Case, at: Instant): DueMoment {
  const { dueAt, waitsFor } = resolveOfCase(due, rules, state, at, state.openedAt);
  return waitsFor ? { waitsFor: [waitingFor(waitsFor)] } : { at: dueAt };
}

function waitingFor(waitsFor: Waiting): string {
  if ('field' in waitsFor) return waitsFor.field;
  if ('anchor' in waitsFor) return waitsFor.anchor.id;
  return 'review' in waitsFor ? waitsFor.review : waitsFor.line;
}

/** An answer as rules read it: a consent counts as answered by a refusal too. */
export function plainAnswer(state: Case, field: string): Value | undefined {
  const value = state.answers[field]?.value;
  if (value === undefined) return undefined;
  return typeof value === 'object' && !Array.isArray(value) ? value.given : value;
}

function factOf(state: Case, name: string, reason: string | undefined): Value | undefined {
  if (name === 'stage') return state.stage.id;
  if (name === 'reason') return reason;
  if (name === 'alerts.open') return state.alerts.filter((alert) => !alert.resolved).length;
  const dot = name.lastIndexOf('.');
  const [of, part] = [name.slice(0, dot), name.slice(dot + 1)];
  if (part === 'given') return (state.answers[of]?.value as ConsentAnswer | undefined)?.given;
  const task = tellingOpening(state, of);
  if (part === 'done') return task?.state === 'done' && task.result === undefined;
  return part === 'result' && (task?.state === 'done' || task?.state === 'waived') ? (task.result ?? task.state) : undefined;
}

export const lastOpening = (state: Case, task: string): TaskState | undefined => state.tasks.findLast((one) => one.task === task);

/** The latest opening that tells how a task stands: one that is only planned to be offered again, or was withdrawn, leaves the end before it in force. */
const tellingOpening = (state: Case, task: string): TaskState | undefined =>
  state.tasks.findLast((one) => one.task === task && !(one.offeredAgain !== undefined && (one.state === 'planned' || one.state === 'withdrawn')));

/** Whether a rule holds for the draft as it stands; no rule always holds. */
export const ruleHolds = (draft: Draft, rule: Rule | undefined, reason?: string): boolean =>
  rule === undefined || holds(rule, environmentOf(draft.rules, draft.case, draft.at, reason));
