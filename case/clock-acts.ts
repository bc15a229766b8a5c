// What people do to a clock: stop it for some days, put its due date off, or say that the duty need not be done this time.

import { dayEnd, dayOf, daysBetween, localDate } from '../process/days';
import { addDays } from '../process/dates';
import { addLengthToDue, formatLength, parseLength } from '../process/length';
import type { Pause } from '../process/pauses';
import { orderedPauses } from '../process/pauses';
import { dateOfDayNumber } from '../process/dates';
import type { ExtendRule, PauseRule, WaiveRule } from '../process/process';
import type { Length } from '../process/time';
import { hasRole, refuseRole } from './access';
import { refuseAnswers, setAnswers } from './answers';
import type { Actor, ClockState } from './case';
import type { Target } from './clock-target';
import { findTarget } from './clock-target';
import { countPutOff, isRunning } from './clocks';
import type { Draft } from './draft';
import { personOf, write } from './draft';
import type { Act, Answers } from './event';
import { ask } from './requests';
import type { Refusal, RefusalCode } from './refusals';

type ActOn<Type> = Act & { type: Type };

/** Longest that all pauses of a clock together may be where the process says nothing, in days; and how many stretches there may be. */
const LONGEST_DAYS = 3660;
const MOST_PAUSES = 50;

/** Stops a running clock for some days, by the roles and for the reasons that its `pauses` allows. */
export function pause(draft: Draft, act: ActOn<'pause'>): Refusal | null {
  const target = findTarget(draft, act.clock);
  if (!target) return unknownClock(act.clock);
  const { pauses } = target.owner.clock;
  const refused = refuseOn(draft, target, act.by, pauses, 'pause-not-possible') ?? refuseStopped(target);
  if (refused || !pauses || !isRunning(target.clock)) return refused;
  const wrong = refuseDates(draft, target.clock, act, pauses) ?? refuseEvidence(draft, act, pauses, target);
  if (wrong) return wrong;
  const { from, to, reason, by } = act;
  setAnswers(draft, act.answers, by, { scope: target.owner.scope });
  target.clock.pauses = together(target.clock, { from, to });
  write(draft, 'clock_paused', { by: personOf(by), about: target.owner.about, rule: pauses.rule, details: { clock: target.id, from, to, reason } });
  countPutOff(draft, target.id, { because: 'pause', reason });
  return null;
}

/** Asks for a later due date, by the roles that its `extend` allows; it is so once those who have to agree have done so. */
export function extend(draft: Draft, act: ActOn<'extend'>): Refusal | null {
  const target = findTarget(draft, act.clock);
  if (!target) return unknownClock(act.clock);
  const { extend: rule } = target.owner.clock;
  const refused = refuseOn(draft, target, act.by, rule, 'extension-not-possible') ?? refuseStopped(target);
  if (refused || !rule || !isRunning(target.clock)) return refused;
  const length = parseLength(act.by_length) as Length;
  const wrong = refuseExtension(draft, target.clock, length, rule) ?? refuseAsked(draft, target, 'extension') ?? refuseEvidence(draft, act, rule, target);
  if (wrong) return wrong;
  setAnswers(draft, act.answers, act.by, { scope: target.owner.scope });
  ask(draft, { kind: 'extension', clock: target.id, length, askedBy: personOf(act.by), role: roleOf(draft, act.by, rule), reason: act.reason }, rule.approve, rule.rule);
  return null;
}

/** Asks to let a duty go, by the roles that its `waive` allows; it is so once those who have to agree have done so. */
export function waive(draft: Draft, act: ActOn<'waive'>): Refusal | null {
  const target = findTarget(draft, act.clock);
  if (!target) return unknownClock(act.clock);
  const { waive: rule } = target.owner.clock;
  const refused = refuseOn(draft, target, act.by, rule, 'waiver-not-possible') ?? (target.isPending ? null : refuseStopped(target));
  if (refused || !rule) return refused;
  const wrong = refuseAsked(draft, target, 'waiver') ?? refuseEvidence(draft, act, rule, target);
  if (wrong) return wrong;
  setAnswers(draft, act.answers, act.by, { scope: target.owner.scope });
  ask(draft, { kind: 'waiver', clock: target.id, askedBy: personOf(act.by), role: roleOf(draft, act.by, rule), reason: act.reason }, rule.approve, rule.rule);
  return null;
}

const unknownClock = (id: string): Refusal => ({ code: 'unknown-clock', against: [{ id }] });

/** Refuses where the process allows it to nobody, or not to this person. */
function refuseOn(draft: Draft, { owner }: Target, by: Actor, rule: { who: string[] } | undefined, notPossible: RefusalCode): Refusal | null {
  const against = [{ id: owner.about, rule: owner.clock.rule }];
  if (owner.clock.firm) return { code: 'clock-firm', against };
  if (!rule) return { code: notPossible, against };
  return refuseRole(draft.rules, draft.case, by, rule.who, 'not-for-you');
}

const refuseStopped = ({ owner, clock }: Target): Refusal | null =>
  isRunning(clock) ? null : { code: 'clock-not-running', against: [{ id: owner.about, rule: owner.clock.rule }] };

/** Evidence is asked for here and nothing else is, of the record that the clock is about; a reason always is. */
function refuseEvidence(draft: Draft, act: { by: Actor; answers: Answers; reason: string; clock: string }, { mustAnswer }: { mustAnswer: string[] }, { owner: { scope } }: Target): Refusal | null {
  if (act.reason.trim() === '') return { code: 'reason-missing', against: [{ id: act.clock }] };
  return refuseAnswers(draft, act.answers, { may: [], must: mustAnswer, scope }, act.by);
}

/** A pause that ends before its clock began stops nothing; one that begins years from now is a slip of the pen. */
function refuseDates(draft: Draft, clock: ClockState, { from, to }: Pause, rule: PauseRule): Refusal | null {
  const { calendar } = draft.rules;
  const [first, last] = [localDate(calendar, clock.startedAt), addDays(localDate(calendar, draft.at), LONGEST_DAYS)];
  if (from > to || to < first || from > last) return { code: 'pause-wrong-dates', against: [{ id: 'from' }, { id: 'to', rule: rule.rule, expected: `${first} …` }] };
  const pauses = together(clock, { from, to });
  const days = pauses.reduce((sum, one) => sum + daysBetween(one.from, one.to) + 1, 0);
  const most = rule.atMost ? daysIn(draft, pauses[0]?.from ?? from, rule.atMost) : LONGEST_DAYS;
  if (days <= most && pauses.length <= MOST_PAUSES) return null;
  return { code: 'pause-too-long', against: [{ id: 'to', rule: rule.rule, expected: rule.atMost ? formatLength(rule.atMost) : `${LONGEST_DAYS} days` }] };
}

/** All days on which a clock stands still, as stretches in order. */
const together = (clock: ClockState, pause: Pause): Pause[] =>
  orderedPauses([...(clock.pauses ?? []), pause]).map(({ first, last }) => ({ from: dateOfDayNumber(first), to: dateOfDayNumber(last) }));

/** Calendar days in a length that begins with a day. */
function daysIn(draft: Draft, first: string, length: Length): number {
  const { calendar } = draft.rules;
  const before = addDays(first, -1);
  return daysBetween(before, dayOf(calendar, addLengthToDue(calendar, dayEnd(calendar, before), length).at));
}

/** Compared by where they end, since one may count working days and the other not. */
function refuseExtension(draft: Draft, clock: ClockState, length: Length, rule: ExtendRule): Refusal | null {
  const { calendar } = draft.rules;
  const from = clock.dueAt ?? draft.at;
  const against = (expected: string) => [{ id: 'by_length', rule: rule.rule, expected }];
  const isTooLong = addLengthToDue(calendar, from, length).at > addLengthToDue(calendar, from, rule.atMost).at;
  if (isTooLong) return { code: 'extension-too-long', against: against(formatLength(rule.atMost)) };
  return (clock.extensions?.length ?? 0) >= rule.times ? { code: 'no-more-extensions', against: against(`${rule.times}`) } : null;
}

/** One is asked for at a time. */
function refuseAsked(draft: Draft, { id, owner }: Target, kind: 'extension' | 'waiver'): Refusal | null {
  const asked = draft.case.requests?.find((one) => one.clock === id && one.kind === kind);
  return asked ? { code: 'asked-already', against: [{ id: owner.about, rule: owner.clock.rule }], first: { name: asked.askedBy.name, at: asked.askedAt } } : null;
}

const roleOf = (draft: Draft, by: Actor, rule: ExtendRule | WaiveRule): string => rule.who.find((role) => hasRole(draft.rules, draft.case, by, role)) ?? '';
