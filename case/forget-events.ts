// Which events a case keeps: those that a count or a clock may still ask for. The journal has them all, and a case may last for years.

import { windowEnd } from '../process/length';
import type { Instant } from '../process/time';
import type { EventState, TaskState } from './case';
import type { Draft } from './draft';
import { forgetTasks } from './forget-tasks';
import { isPending } from './openings';

/** Of each kind and record: clocks count from the first and the last one, and what was recorded of late may have been a mistake. */
const KEPT_FIRST = 5;
const KEPT_LAST = 20;

/** Forgets the events that nothing can ask for any more, with the tasks that were done for them. */
export function forgetEvents(draft: Draft): void {
  const { events = [] } = draft.case;
  if (events.length <= KEPT_LAST) return;
  const needed = neededEvents(draft, events);
  draft.case.events = events.filter((one) => needed.has(one.id));
  forgetTasks(draft, ({ of }) => of.event !== undefined && !needed.has(of.event));
}

function neededEvents(draft: Draft, events: EventState[]): Set<string> {
  const needed = new Set(tasksToKeep(draft).flatMap(({ of }) => of.event ?? []));
  for (const one of events) if (one.state === 'provisional' || one.awaits) needed.add(one.id);
  const judged = events.filter(({ id }) => needed.has(id)).map(({ happenedAt }) => happenedAt).sort();
  for (const one of events) if (isCounted(draft, one, judged)) needed.add(one.id);
  for (const group of groupsOf(events)) {
    const inOrder = [...group].sort((a, b) => (a.happenedAt < b.happenedAt ? -1 : a.happenedAt > b.happenedAt ? 1 : 0));
    for (const one of [...inOrder.slice(0, KEPT_FIRST), ...inOrder.slice(-KEPT_LAST), ...group.slice(-KEPT_LAST)]) needed.add(one.id);
  }
  return needed;
}

/** Tasks for an event that are still to be done, and the last of each, which tells how the task has ended. */
const tasksToKeep = ({ case: { tasks } }: Draft): TaskState[] => {
  const last = new Map(tasks.map((one) => [one.task, one]));
  return tasks.filter((one) => one.of.event !== undefined && (isPending(one) || last.get(one.task) === one));
};

/**
 * Whether a count may still find it: one as of now, as of an event that a task is still to look at, or as of one that is recorded so late
 * as the longest count reaches back. `judged` is when those events happened, in order.
 */
function isCounted({ at, rules, index }: Draft, { event, happenedAt, state }: EventState, judged: Instant[]): boolean {
  const { windows, asOfEvents } = index.counts.get(event) ?? { windows: [], asOfEvents: false };
  if (state === 'dismissed' || windows.length === 0) return false;
  const end = (from: Instant): Instant => windows.reduce((last, window) => {
    const until = windowEnd(rules.calendar, from, window).at;
    return until > last ? until : last;
  }, from);
  const reaches = end(happenedAt);
  const next = judged.find((one) => one >= happenedAt);
  return (asOfEvents ? end(reaches) : reaches) > at || (next !== undefined && reaches > next);
}

/** Of each kind, record and state, in the order in which they were recorded. */
function groupsOf(events: EventState[]): EventState[][] {
  const groups = new Map<string, EventState[]>();
  for (const one of events) {
    const key = `${one.event} ${one.about ?? ''} ${one.state}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}
