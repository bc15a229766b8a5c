// What a running clock is the clock of: the rule side of it, found by its id.

import type { ApprovalLevel, Clock, Due, Part, Task } from '../process/process';
import type { Instant } from '../process/time';
import type { ApprovalState, Case, RequestState, TaskState } from './case';
import { found } from './found';
import { OWN_CLOCK, OWN_TITLE } from './own-clock';
import type { RulesIndex } from './rules-index';
import type { Scope } from './scope';

/** What can have a clock. */
export type ClockKind = 'task' | 'review' | 'approval' | 'agreement' | 'decision' | 'stage' | 'clock';

/** The rule side of a running clock: what it is the clock of, and who is to be reminded. */
export interface ClockOwner {
  clock: Clock;
  due: Due;
  kind: ClockKind;
  /** Id of the thing in the case: `case_plan.1`. */
  about: string;
  /** Path of its title in the texts. */
  title: string;
  /** Who is to do it; of a task that is somebody's by name, that person. */
  who: Part | { person: string };
  /** Who else is told when it becomes late. */
  tellLate?: (Part | { person: string })[];
  /** What of a task the place is, and of a stage its round. */
  of?: TaskState['of'];
  /** The record or the event that it is about. */
  scope: Scope;
  /** When its thing opened, where that may be after its clock began. */
  openedAt?: Instant;
}

/** What a clock's id stands for, or null when the rules no longer have it. */
export function clockOwner(index: RulesIndex, state: Case, clockId: string): ClockOwner | null {
  const colon = clockId.indexOf(':');
  const about = clockId.slice(colon + 1);
  switch (clockId.slice(0, colon)) {
    case 'task': return taskClock(index, state, about);
    case 'review': return reviewClock(index, state, about);
    case 'approval': return approvalClock(index, state, about);
    case 'agreement': return agreementClock(index, state, about);
    case 'decision': return decisionClock(index, state, about);
    case 'stage': return stageClock(index, about);
    default: return namedClock(index, state, clockId, about);
  }
}

function taskClock(index: RulesIndex, state: Case, about: string): ClockOwner | null {
  const opening = found(state.tasks, about);
  if (opening?.own) return ownClock(opening, opening.own);
  const task = opening && index.tasks.get(opening.task);
  if (!task) return null;
  const { rule } = task;
  const who = opening.assigned ? { person: opening.assigned.id } : { role: task.who };
  const clock = opening.state === 'planned' && opening.offeredAgain !== undefined ? untilOffered(task, opening.offeredAgain) : task.clock;
  return { clock, due: clock.due, kind: 'task', about, title: `${rule}.title`, who, of: opening.of, scope: opening.of, openedAt: opening.openedAt };
}

/** When a task of somebody's own is late, who does it, who added it and the owner hear of it. */
function ownClock({ id: about, of, assigned }: TaskState, { by, role = '' }: NonNullable<TaskState['own']>): ClockOwner {
  const who = assigned ? { person: assigned.id } : { role };
  return { clock: OWN_CLOCK, due: OWN_CLOCK.due, kind: 'task', about, title: OWN_TITLE, who, tellLate: [who, { person: by.for?.id ?? by.id }, { owner: true }], of, scope: {} };
}

/** The clock of a task that waits to be offered again: it opens when that time has passed, and its own clock starts then. */
function untilOffered({ clock, mayEnd = {} }: Task, rule: string): Clock {
  const length = Object.values(mayEnd).find((one) => one.rule === rule)?.againAfter;
  return length ? { rule: clock.rule, due: { form: 'none' }, notBefore: { form: 'length', rule, length }, remind: [], late: [] } : clock;
}

function reviewClock(index: RulesIndex, state: Case, about: string): ClockOwner | null {
  const occurrence = found(state.reviews, about);
  const review = occurrence && index.reviews.get(occurrence.review);
  if (!review) return null;
  const due = occurrence.occurrence === 1 && !index.contacts.has(review.id) ? review.first : review.every;
  return { clock: review.clock, due, kind: 'review', about, title: `${review.rule}.title`, who: { role: review.who }, scope: scopeOf(occurrence) };
}

function approvalClock(index: RulesIndex, state: Case, about: string): ClockOwner | null {
  const approval = found(state.approvals, about);
  const level = approval && approvalLevels(index, state, approval)[approval.level];
  if (!level) return null;
  return { clock: level.clock, due: level.clock.due, kind: 'approval', about, title: approvalTitle(index, state, approval), who: { role: level.who }, scope: approvalScope(index, state, approval) };
}

/** What was done is to be agreed to anew: as soon as it was to be done, by whoever did it. Nothing is opened or waited for any more. */
function agreementClock(index: RulesIndex, state: Case, about: string): ClockOwner | null {
  const opening = found(state.tasks, about);
  const task = opening && index.tasks.get(opening.task);
  if (!task) return null;
  const { notBefore: _, ...clock } = task.clock;
  return { clock, due: clock.due, kind: 'agreement', about, title: `${task.rule}.title`, who: { role: task.who }, of: opening.of, scope: opening.of };
}

function decisionClock(index: RulesIndex, state: Case, about: string): ClockOwner | null {
  const decision = found(state.decisions ?? [], about);
  const stage = decision && index.stages.get(decision.stage);
  if (!decision || !stage?.decide) return null;
  const { who, clock } = stage.decide;
  return { clock, due: clock.due, kind: 'decision', about, title: `${stage.rule}.title`, who: { role: who }, scope: scopeOf(decision) };
}

/** The task opening that is to be approved; undefined for anything else. */
export const approvedTask = (state: Case, { of }: ApprovalState): TaskState | undefined =>
  'task' in of ? found(state.tasks, of.task) : undefined;

/** The extension or waiver that is to be approved; undefined for anything else, and for one that was decided. */
export const approvedRequest = (state: Case, { of }: ApprovalState): RequestState | undefined =>
  'request' in of ? state.requests?.find((one) => one.id === of.request) : undefined;

/** The record or the event of what is to be approved: what its levels turn on is that one's. */
export function approvalScope(index: RulesIndex, state: Case, approval: ApprovalState): Scope {
  const request = approvedRequest(state, approval);
  return approvedTask(state, approval)?.of ?? (request && clockOwner(index, state, request.clock)?.scope) ?? {};
}

/** The levels that an approval is one of. */
export function approvalLevels(index: RulesIndex, state: Case, approval: ApprovalState): ApprovalLevel[] {
  if ('closure' in approval.of) return index.closure.approve;
  if ('task' in approval.of) return index.tasks.get(approvedTask(state, approval)?.task ?? '')?.approve ?? [];
  const request = approvedRequest(state, approval);
  const clock = request && clockOwner(index, state, request.clock)?.clock;
  return (request?.kind === 'waiver' ? clock?.waive : clock?.extend)?.approve ?? [];
}

/** Path of the title of what is to be approved: the task, the thing whose clock is to be put off, or the closure. */
export function approvalTitle(index: RulesIndex, state: Case, approval: ApprovalState): string {
  const task = index.tasks.get(approvedTask(state, approval)?.task ?? '');
  const request = approvedRequest(state, approval);
  const owner = request && clockOwner(index, state, request.clock);
  return task ? `${task.rule}.title` : (owner?.title ?? 'closure.title');
}

/** Of a record's stage `about` names the record too: `monitoring.2@goal.1`. */
function stageClock(index: RulesIndex, about: string): ClockOwner | null {
  const [round = '', record] = about.split('@');
  const { id, n } = numbered(round);
  const scope = record === undefined ? {} : { record };
  const stage = index.stages.get(id);
  if (!stage?.clock) return null;
  const { clock, rule } = stage;
  return { clock, due: clock.due, kind: 'stage', about, title: `${rule}.title`, who: { owner: true }, of: { stage: id, round: n, ...scope }, scope };
}

function namedClock(index: RulesIndex, state: Case, clockId: string, about: string): ClockOwner | null {
  const named = index.clocks.get(numbered(about).id);
  if (!named) return null;
  const { clock, rule, who } = named;
  return { clock, due: clock.due, kind: 'clock', about, title: `${rule}.title`, who, scope: scopeOf(state.clocks[clockId] ?? {}) };
}

const scopeOf = ({ record }: { record?: string }): Scope => (record === undefined ? {} : { record });

/** `follow_up.3` is number 3 of `follow_up`. */
export function numbered(about: string): { id: string; n: number } {
  const dot = about.lastIndexOf('.');
  return { id: about.slice(0, dot), n: Number(about.slice(dot + 1)) };
}
