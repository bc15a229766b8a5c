// Events: what happened in the course of a case, recorded when it is known, and judged by a task where the process says so.

import { addDays, dayStart, localDate } from '../process/days';
import type { EventKind } from '../process/process';
import type { Instant } from '../process/time';
import { answersForCase, refuseRole } from './access';
import { refuseAnswers, setAnswers } from './answers';
import type { EventState, TaskState } from './case';
import type { Draft } from './draft';
import { nextNumber, personOf, write } from './draft';
import type { Act } from './event';
import { openAwaited, openForEvent } from './event-tasks';
import { forgetEvents } from './forget-events';
import { forgetTasks } from './forget-tasks';
import { isPending, withdrawTask } from './openings';
import type { Refusal } from './refusals';
import { recordOf } from './scope';
import { trueDate } from './true-date';

/** So many events of a case may matter at once to counts and clocks; the state has to stay small enough to be carried about. */
export const MOST_EVENTS = 1000;

/** Cases are opened because of what happened before; an event that lies further back than this is a slip of the pen. */
const LONGEST_BEFORE_DAYS = 3660;

/** Records what happened on its true date, by the roles that the event names. */
export function recordEvent(draft: Draft, act: Act & { type: 'record_event' }): Refusal | null {
  const kind = draft.index.events.get(act.event);
  if (!kind) return { code: 'unknown-event', against: [{ id: act.event }] };
  const notAllowed = refuseRole(draft.rules, draft.case, act.by, kind.recordedBy, 'not-for-you');
  if (notAllowed) return notAllowed;
  const date = trueDate(draft, act.on, earliestFor(draft), kind.rule);
  if ('refused' in date) return date.refused;
  const given = { scope: act.about === undefined ? {} : { record: act.about }, records: act.records };
  const refused = refuseAbout(draft, kind, act.about, date.at) ?? refuseNumber(draft, kind)
    ?? refuseAnswers(draft, act.answers, { may: kind.mayAnswer, must: kind.mustAnswer, ...given }, act.by);
  if (refused) return refused;
  setAnswers(draft, act.answers, act.by, given);
  add(draft, kind, act, date.at);
  return null;
}

function earliestFor({ rules: { calendar }, case: { openedAt } }: Draft): Instant {
  return dayStart(calendar, addDays(localDate(calendar, openedAt), -LONGEST_BEFORE_DAYS));
}

/** It concerns a record of its list that was there when it happened. */
function refuseAbout(draft: Draft, { about: list, rule }: EventKind, about: string | undefined, at: Instant): Refusal | null {
  if (list === undefined) return about === undefined ? null : { code: 'about-wrong', against: [{ id: about, rule }] };
  const record = recordOf(draft.case, about);
  if (record?.list === list && (!record.ended || at <= record.ended.at)) return null;
  return { code: 'about-wrong', against: [{ id: about ?? 'about', rule, expected: `a record of ${list}` }] };
}

const refuseNumber = ({ case: { events = [] } }: Draft, { rule }: EventKind): Refusal | null =>
  events.length < MOST_EVENTS ? null : { code: 'too-many-events', against: [{ id: 'events', rule, expected: `${MOST_EVENTS}` }] };

function add(draft: Draft, kind: EventKind, { by, about }: Act & { type: 'record_event' }, happenedAt: Instant): void {
  const event: EventState = {
    id: `${kind.id}.${nextNumber(draft, kind.id)}`, event: kind.id, happenedAt, recordedAt: draft.at, recordedBy: personOf(by),
    ...(about !== undefined && { about }), state: kind.provisionalUntil === undefined ? 'counted' : 'provisional',
  };
  draft.case.events = [...(draft.case.events ?? []), event];
  draft.opened.push(event.id);
  touch(draft, event);
  const details = { happenedAt, ...(about !== undefined && { record: about }), ...(event.state === 'provisional' && { provisional: true }) };
  write(draft, 'event_recorded', { by: personOf(by), about: event.id, rule: kind.rule, details });
  openForEvent(draft, event);
  forgetEvents(draft);
}

/** Clocks that count from it, or from another of its kind, are counted anew. */
const touch = (draft: Draft, { event }: EventState): void => void draft.anchored.add(`event:${event}`);

/** Takes out an event that was recorded by mistake, unless a task that was for it has been done. */
export function removeEvent(draft: Draft, event: EventState, { by, reason }: Act & { type: 'remove' }): Refusal | null {
  const rule = draft.index.events.get(event.event)?.rule ?? event.event;
  if (event.recordedBy.id !== by.id && !answersForCase(draft.rules, draft.case, by)) return { code: 'not-for-you', against: [] };
  const tasks = draft.case.tasks.filter((one) => one.of.event === event.id);
  const done = tasks.filter(({ state }) => state !== 'planned' && state !== 'open' && state !== 'withdrawn');
  if (done.length > 0) return { code: 'event-stood-on', against: done.map(({ id }) => ({ id })) };
  if (reason.trim() === '') return { code: 'reason-missing', against: [{ id: event.id, rule }] };
  for (const task of tasks) if (isPending(task)) withdrawTask(draft, task, rule);
  forgetTasks(draft, ({ of }) => of.event === event.id);
  draft.case.events = (draft.case.events ?? []).filter((one) => one !== event);
  if (draft.case.events.length === 0) delete draft.case.events;
  touch(draft, event);
  draft.ended.push(event.id);
  write(draft, 'event_removed', { by: personOf(by), about: event.id, rule, details: { reason } });
  return null;
}

/**
 * Lets events count, or not, by how the tasks stand that judge them, and opens what comes after tasks for events. Gives whether another
 * event counts now, or one no more.
 */
export function syncEvents(draft: Draft): boolean {
  const changed = draft.index.judges.size > 0 && judgeEvents(draft);
  openAwaited(draft);
  return changed;
}

function judgeEvents(draft: Draft): boolean {
  const { index } = draft;
  const judging = new Map<string, TaskState>();
  for (const task of draft.case.tasks) if (task.of.event !== undefined && index.judges.has(task.task)) judging.set(task.of.event, task);
  let changed = false;
  for (const event of draft.case.events ?? []) {
    const judge = index.events.get(event.event)?.provisionalUntil;
    const task = judging.get(event.id);
    // One that was forgotten has been judged for good.
    if (judge === undefined || event.awaits?.includes(judge) || (!task && event.state !== 'provisional')) continue;
    const state = judgement(task);
    if (event.state === state) continue;
    event.state = state;
    touch(draft, event);
    write(draft, WRITTEN[state], { about: event.id, rule: index.tasks.get(judge)?.rule ?? judge });
    changed = true;
  }
  return changed;
}

const WRITTEN = { provisional: 'event_unjudged', counted: 'event_counted', dismissed: 'event_dismissed' } as const;

/** Done lets it count; whatever else has come of the task does not, nor that it was not needed. */
function judgement(task: TaskState | undefined): EventState['state'] {
  if (!task) return 'dismissed';
  if (isPending(task)) return 'provisional';
  return task.state === 'done' && task.result === undefined ? 'counted' : 'dismissed';
}
