// Does what clocks have to do by now, in order of time: opening what was planned, reminding, telling, and what late steps bring about.

import type { LateStep, Part } from '../process/process';
import type { Instant } from '../process/time';
import { raiseAlert } from './alerts';
import type { ClockState, RecordState, TaskState } from './case';
import type { ClockOwner } from './clock-owner';
import { clockOwner } from './clock-owner';
import type { Step } from './clock-steps';
import { keyOf, nextOf, stepsOf } from './clock-steps';
import type { Draft } from './draft';
import { addressee, notify, write } from './draft';
import type { NoticeKind } from './effect';
import { found } from './found';
import { notToApprove } from './not-to-approve';
import { openOnDemand, openPlanned } from './openings';
import { recordOf } from './scope';
import { settle } from './settle';
import { closeByLateStep, moveByLateStep } from './stages';

interface DueStep {
  clock: ClockState;
  owner: ClockOwner;
  step: Step;
  /** The clock's due instant when the step was found: counted anew since, it is not this step that is due. */
  dueAt: Instant | null;
}

/**
 * Does, in order of their times, all steps whose time has come; a step of a clock that an earlier one has ended or moved is passed
 * over. Gives whether anything but clocks has changed, so that more may have become due.
 */
export function runDueSteps(draft: Draft): boolean {
  let changed = payOwed(draft);
  const due = findDue(draft);
  for (const one of due) {
    if (draft.case.clocks[one.clock.id] !== one.clock || one.clock.dueAt !== one.dueAt) continue;
    if (!runStep(draft, one)) continue;
    settle(draft);
    changed = true;
  }
  for (const { clock } of due) if (draft.case.clocks[clock.id] === clock) setNext(draft, clock);
  return changed;
}

/** Its thing may have opened meanwhile, so that its rule side is looked up again. */
function setNext(draft: Draft, clock: ClockState): void {
  const owner = clockOwner(draft.index, draft.case, clock.id);
  if (owner) clock.nextAt = nextOf(draft.rules.calendar, clock, owner);
}

function findDue(draft: Draft): DueStep[] {
  const due: DueStep[] = [];
  for (const id in draft.case.clocks) {
    const clock = draft.case.clocks[id] as ClockState;
    if (clock.nextAt === null || clock.nextAt > draft.at) continue;
    const owner = clockOwner(draft.index, draft.case, id);
    if (!owner) continue;
    for (const step of stepsOf(draft.rules.calendar, clock, owner, draft.at)) if (step.at <= draft.at) due.push({ clock, owner, step, dueAt: clock.dueAt });
  }
  return due.sort((a, b) => compare(a.step.at, b.step.at) || compare(a.clock.id, b.clock.id) || ORDER[a.step.kind] - ORDER[b.step.kind]);
}

const ORDER = { open: 0, remind: 1, late: 2, step: 3 };
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Gives whether anything but clocks has changed. */
function runStep(draft: Draft, { clock, owner, step }: DueStep): boolean {
  const due = step.at < draft.at ? { due: step.at } : {};
  if (step.kind === 'open') return openThing(draft, owner, due);
  const dueAt = clock.dueAt as Instant;
  const line = { ...due, about: owner.about };
  clock.ran[keyOf(step, dueAt)] = step.kind === 'step' ? step.times : 1;
  if (step.kind === 'late') {
    write(draft, 'became_late', { ...line, rule: clock.rule, details: { dueAt } });
    tellEach(draft, owner, owner.tellLate ?? [], dueAt);
    return false;
  }
  if (step.kind === 'remind') {
    write(draft, 'reminded', { ...line, rule: step.rule, details: { dueAt } });
    // A reminder that comes too late would only say beside "late" that it is soon due.
    if (dueAt > draft.at) tell(draft, owner, owner.who, `${owner.kind}_due_soon`, dueAt);
    return false;
  }
  write(draft, 'late_step', { ...line, rule: step.rule, details: { dueAt, times: step.times, ...(step.missed > 0 && { missed: step.missed }) } });
  return doLateStep(draft, clock, owner, step.step, step.times);
}

function openThing(draft: Draft, owner: ClockOwner, due: { due?: Instant }): boolean {
  const opening = draft.case.tasks.find((one) => one.id === owner.about);
  if (opening?.state === 'planned') openPlanned(draft, opening, due);
  return true;
}

/** The move comes before what it opens, so that a task of the stage it leads to opens there. */
function doLateStep(draft: Draft, clock: ClockState, owner: ClockOwner, step: LateStep, times: number): boolean {
  const { rule, tell: part, raise, open } = step;
  const acts = raise !== undefined || open !== undefined || step.to !== undefined || step.close !== undefined;
  if (part) {
    const notices = tellEach(draft, owner, meant(draft, owner, part), clock.dueAt as Instant);
    // Whoever is told of it hears of it though the very step ends the thing.
    if (acts) for (const notice of notices) draft.insisted.add(notice);
  }
  if (raise !== undefined) raiseLate(draft, raise, rule, times);
  if (!moveOrClose(draft, step, owner)) clock.owes = [...(clock.owes ?? []), rule];
  if (open !== undefined) openOnDemand(draft, open, rule, { scope: owner.scope });
  return acts;
}

/** A step that comes again and again raises the alert anew only when it is open no more. */
function raiseLate(draft: Draft, id: string, rule: string, times: number): void {
  const alert = draft.index.alerts.get(id);
  const isOpen = draft.case.alerts.some((one) => one.alert === id && !one.resolved);
  if (alert && !(isOpen && times > 1)) raiseAlert(draft, alert, null, undefined, rule);
}

/** Gives whether nothing of it is left to be done. */
function moveOrClose(draft: Draft, { rule, to, close }: LateStep, owner: ClockOwner): boolean {
  const record = ofWhichRecord(draft, owner);
  if (record?.ended) return true;
  if (to !== undefined) return moveByLateStep(draft, to, rule, record);
  return close === undefined || closeByLateStep(draft, close, rule, record);
}

/** The record that a late step moves or ends: what is written in a list leads to the list's own stages and outcomes. */
const ofWhichRecord = (draft: Draft, { clock, scope }: ClockOwner): RecordState | undefined =>
  clock.rule.startsWith('lists.') ? recordOf(draft.case, scope.record) : undefined;

/** Does what late steps could not do when their time came, as a closing that its criteria forbade, where it can be done now. */
function payOwed(draft: Draft): boolean {
  let paid = false;
  for (const id of Object.keys(draft.case.clocks).filter((one) => draft.case.clocks[one]?.owes).sort()) {
    const { owes } = draft.case.clocks[id] ?? {};
    const owner = owes && clockOwner(draft.index, draft.case, id);
    for (const rule of owes ?? []) {
      const clock = draft.case.clocks[id];
      const step = owner?.clock.late.find((one) => one.rule === rule);
      if (!clock || (owner && step && !moveOrClose(draft, step, owner))) continue;
      const left = clock.owes?.filter((one) => one !== rule) ?? [];
      if (left.length > 0) clock.owes = left;
      else delete clock.owes;
      settle(draft);
      paid = true;
    }
  }
  return paid;
}

/** That it is late: each of them once, though the same person is meant in two ways. */
function tellEach(draft: Draft, owner: ClockOwner, parts: (Part | { person: string })[], dueAt: Instant): string[] {
  const told = new Map(parts.map((part) => [JSON.stringify(addressee(draft, part)), part]));
  return [...told.values()].map((part) => tell(draft, owner, part, `${owner.kind}_late`, dueAt));
}

function tell(draft: Draft, owner: ClockOwner, part: Part | { person: string }, says: NoticeKind, dueAt: Instant): string {
  const to = { ...addressee(draft, part, doerOf(draft, owner)), ...passedOver(draft, owner, part) };
  return notify(draft, { says, to, title: owner.title, about: owner.about, dueAt }, { spread: true });
}

/** Of an approval whoever may not decide on it is not asked to. */
function passedOver({ index, case: state }: Draft, { kind, about }: ClockOwner, part: Part | { person: string }): { notTo?: string[] } {
  const approval = kind === 'approval' ? found(state.approvals, about) : undefined;
  return approval && 'role' in part && part.role === approval.who ? { notTo: notToApprove(index, state, approval) } : {};
}

/** Of a task that is somebody's by name, its role means that person; the owner, who answers for it, is told beside them. */
function meant({ index, case: { tasks } }: Draft, { kind, about, who }: ClockOwner, part: Part): (Part | { person: string })[] {
  const role = kind === 'task' && 'person' in who ? index.tasks.get(found(tasks, about)?.task ?? '')?.who : undefined;
  const of = 'owner' in part ? index.owningRole : part.role;
  if (role !== of) return [part];
  return of === index.owningRole ? [who, { owner: true }] : [who];
}

/** The one doing it, whose line upwards counts first: who handed it in, whose it is by name, or the owner for what is the owner's. */
const doerOf = (draft: Draft, owner: ClockOwner): string | undefined =>
  owner.kind === 'task' ? doing(found(draft.case.tasks, owner.about)) : undefined;

const doing = (opening: TaskState | undefined): string | undefined => (opening?.submittedBy ?? opening?.assigned)?.id;
