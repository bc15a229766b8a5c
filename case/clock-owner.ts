// What a running clock is the clock of: the rule side of it, found by its id, and what its deadline is counted from.

import type { DueContext } from '../process/due';
import type { Anchor, Clock, Due, Part } from '../process/process';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import type { ApprovalState, Case, ClockState, TaskState } from './case';
import { plainAnswer } from './conditions';
import type { RulesIndex } from './rules-index';

/** The rule side of a running clock: what it is the clock of, and who is to be reminded. */
export interface ClockOwner {
  clock: Clock;
  due: Due;
  kind: 'task' | 'review' | 'approval' | 'stage';
  /** Id of the thing in the case: `case_plan.1`. */
  about: string;
  /** Path of its title in the texts. */
  title: string;
  /** Who is to do it. */
  who: Part;
  /** The round of a stage, or the alert, that it belongs to. */
  of?: TaskState['of'];
}

/** What a clock's id stands for, or null when the rules no longer have it. */
export function clockOwner(index: RulesIndex, state: Case, clockId: string): ClockOwner | null {
  const colon = clockId.indexOf(':');
  const about = clockId.slice(colon + 1);
  switch (clockId.slice(0, colon)) {
    case 'task': return taskClock(index, state, about);
    case 'review': return reviewClock(index, state, about);
    case 'approval': return approvalClock(index, state, about);
    default: return stageClock(index, about);
  }
}

function taskClock(index: RulesIndex, state: Case, about: string): ClockOwner | null {
  const opening = state.tasks.find((one) => one.id === about);
  const task = opening && index.tasks.get(opening.task);
  if (!task) return null;
  const { clock, rule, who } = task;
  return { clock, due: clock.due, kind: 'task', about, title: `${rule}.title`, who: { role: who }, of: opening.of };
}

function reviewClock(index: RulesIndex, state: Case, about: string): ClockOwner | null {
  const occurrence = state.reviews.find((one) => one.id === about);
  const review = occurrence && index.reviews.get(occurrence.review);
  if (!review) return null;
  const due = occurrence.occurrence === 1 ? review.first : review.every;
  return { clock: review.clock, due, kind: 'review', about, title: `${review.rule}.title`, who: { role: review.who } };
}

function approvalClock(index: RulesIndex, state: Case, about: string): ClockOwner | null {
  const approval = state.approvals.find((one) => one.id === about);
  if (!approval) return null;
  const task = index.tasks.get(approvedTask(state, approval)?.task ?? '');
  const level = (task ? task.approve : index.closure.approve)[approval.level];
  const title = task ? `${task.rule}.title` : 'closure.title';
  return level ? { clock: level.clock, due: level.clock.due, kind: 'approval', about, title, who: { role: level.who } } : null;
}

/** The task opening that is to be approved; undefined for a closure. */
export const approvedTask = (state: Case, { of }: ApprovalState): TaskState | undefined =>
  'task' in of ? state.tasks.find((one) => one.id === of.task) : undefined;

function stageClock(index: RulesIndex, about: string): ClockOwner | null {
  const dot = about.lastIndexOf('.');
  const stage = index.stages.get(about.slice(0, dot));
  if (!stage?.clock) return null;
  const { clock, rule, id } = stage;
  return { clock, due: clock.due, kind: 'stage', about, title: `${rule}.title`, who: { owner: true }, of: { stage: id, round: Number(about.slice(dot + 1)) } };
}

/** What is known of the case when this clock is counted. */
export const dueContext = (rules: Rules, index: RulesIndex, state: Case, clock: ClockState, owner: ClockOwner): DueContext => ({
  calendar: rules.calendar,
  startedAt: clock.startedAt,
  ...(clock.startedAtDue && { startedAtDue: true }),
  answer: (field) => plainAnswer(state, field),
  anchorAt: (anchor) => anchorAt(index, state, owner, anchor),
});

/** A task of the same stage or alert counts as it is in this round, not as it was in an earlier one. */
function anchorAt(index: RulesIndex, state: Case, { of }: ClockOwner, { kind, id, edge }: Anchor): Instant | undefined {
  if (kind === 'task' && of && tasksBeside(index, state, of).some((task) => task.id === id)) {
    const opening = state.tasks.findLast((one) => one.task === id && sameOf(one.of, of));
    if (edge === 'start') return opening?.openedAt;
    return opening?.state === 'done' ? opening.endedAt : undefined;
  }
  return state.happened[`${kind}:${id}`]?.[edge];
}

/** The tasks that open with the same round of a stage, or with the same alert. */
export function tasksBeside(index: RulesIndex, state: Case, of: TaskState['of']): { id: string }[] {
  if ('stage' in of) return index.stages.get(of.stage)?.tasks ?? [];
  return index.alerts.get(state.alerts.find((one) => one.id === of.alert)?.alert ?? '')?.tasks ?? [];
}

export const sameOf = (a: TaskState['of'], b: TaskState['of']): boolean =>
  'alert' in a ? 'alert' in b && a.alert === b.alert : 'stage' in b && a.stage === b.stage && a.round === b.round;
