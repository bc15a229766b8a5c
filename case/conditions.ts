// How the conditions of the rules see a case: its answers and the few facts that can be asked beside them.

import type { Due, Rule, Value } from '../process/condition';
import { localDate } from '../process/days';
import type { ResolvedDue, Waiting } from '../process/due';
import { resolveDue } from '../process/due';
import { dueMayTurnOn } from '../process/due-turns-on';
import type { DueMoment, Environment } from '../process/environment';
import { holds } from '../process/evaluate';
import { why } from '../process/explain-condition';
import { fieldOf } from '../process/parts';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import { agreementFact } from './agreed';
import { anchorAt } from './anchors';
import type { Case, ConsentAnswer, TaskState } from './case';
import type { Draft } from './draft';
import { eventOf, timesOf } from './event-times';
import type { RulesIndex } from './rules-index';
import { rulesIndex } from './rules-index';
import type { Scope } from './scope';
import { answerIn, asListRecord, plainValue, recordFact, recordOf, recordsOf } from './scope';
import { openingsFor } from './task-openings';

/** What a condition can ask of the case, or of what is in scope, as it stands at an instant. */
export function environmentOf(rules: Rules, state: Case, at: Instant, scope: Scope = {}): Environment {
  const { process } = rules;
  const index = rulesIndex(process);
  const countsAt = eventOf(state, scope.event)?.happenedAt;
  const times = new Map<string, Instant[]>();
  return {
    today: localDate(rules.calendar, at),
    answer: (field) => plainAnswer(state, field, scope),
    fact: (name) => factOf(index, state, name, scope),
    fieldType: (field) => fieldOf(process, field)?.type,
    isPrivate: (field) => fieldOf(process, field)?.private === true,
    at,
    calendar: rules.calendar,
    dueAt: remembered((due, when) => dueMoment(due, rules, state, when, scope)),
    occurrences: (event) => {
      let known = times.get(event);
      if (!known && index.events.has(event)) times.set(event, (known = timesOf(index, state, event, scope)));
      return known;
    },
    ...(countsAt !== undefined && { countsAt }),
    records: (id) => {
      const list = process.lists?.find((one) => one.id === id);
      return list && recordsOf(state, id).map((record) => asListRecord(record, list));
    },
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
export function resolveOfCase(due: Due, rules: Rules, state: Case, at: Instant, startedAt: Instant, scope: Scope = {}): ResolvedDue {
  const index = rulesIndex(rules.process);
  return resolveDue(due, {
    calendar: rules.calendar,
    startedAt,
    answer: (field) => plainAnswer(state, field, scope),
    anchorAt: (anchor) => anchorAt(index, state, anchor, scope),
    fieldType: (field) => fieldOf(rules.process, field)?.type,
    judge: (rule) => why(rule, environmentOf(rules, state, at, scope)),
  });
}

/** Where a due in a condition falls, counted from the opening of the case, or the adding of the record, where it says nothing else. */
function dueMoment(due: Due, rules: Rules, state: Case, at: Instant, scope: Scope): DueMoment {
  const { dueAt, waitsFor } = resolveOfCase(due, rules, state, at, recordOf(state, scope.record)?.addedAt ?? state.openedAt, scope);
  return waitsFor ? { waitsFor: [waitingFor(waitsFor)] } : { at: dueAt };
}

function waitingFor(waitsFor: Waiting): string {
  if ('field' in waitsFor) return waitsFor.field;
  if ('anchor' in waitsFor) return waitsFor.anchor.id;
  return 'review' in waitsFor ? waitsFor.review : waitsFor.line;
}

/** An answer as rules read it. */
export const plainAnswer = (state: Case, field: string, scope: Scope): Value | undefined => plainValue(answerIn(state, field, scope)?.value);

function factOf(index: RulesIndex, state: Case, name: string, scope: Scope): Value | undefined {
  if (name === 'stage') return state.stage.id;
  if (name === 'reason') return scope.reason;
  if (name === 'alerts.open') return state.alerts.filter((alert) => !alert.resolved).length;
  const dot = name.lastIndexOf('.');
  const [of, part] = [name.slice(0, dot), name.slice(dot + 1)];
  if (part === 'given') return (answerIn(state, of, scope)?.value as ConsentAnswer | undefined)?.given;
  const record = recordOf(state, scope.record);
  if (record?.list === of) return recordFact(record, part);
  const task = tellingOpening(state, of, index.perRecord.get(`task:${of}`) === record?.list ? record?.id : undefined);
  if (part === 'agreed' || part === 'refused') return agreementFact(state, task, part);
  if (part === 'done') return task?.state === 'done' && task.result === undefined;
  return part === 'result' && (task?.state === 'done' || task?.state === 'waived') ? (task.result ?? task.state) : undefined;
}

/** The latest opening that tells how a task stands: one that is only planned to be offered again, or was withdrawn, leaves the end before it in force. With a record, of its own. */
const tellingOpening = (state: Case, task: string, record: string | undefined): TaskState | undefined =>
  openingsFor(state.tasks, task, record).findLast((one) => !(one.offeredAgain !== undefined && (one.state === 'planned' || one.state === 'withdrawn')));

/** Whether a rule holds for the draft as it stands; no rule always holds. */
export const ruleHolds = (draft: Draft, rule: Rule | undefined, scope?: Scope): boolean =>
  rule === undefined || holds(rule, environmentOf(draft.rules, draft.case, draft.at, scope));
