// Plays a case as the people in it would, on a virtual clock; every step also proves what holds for all steps.

import { advance, isRefused, nextWake } from '../../case/advance';
import type { Actor, AlertState, Case, ClockState } from '../../case/case';
import type { JournalEntry, JournalKind, Notice } from '../../case/effect';
import type { Answers, CaseEvent, NoticeOutcome } from '../../case/event';
import type { DueItem } from '../../case/project';
import { project } from '../../case/project';
import type { Refusal, RefusalCode } from '../../case/refusals';
import { REFUSAL_CODES } from '../../case/refusals';
import type { Directory, StaffMember } from '../../case/staff';
import { localInstant } from '../../language/local-instant';
import type { DeliveredNotice } from '../../language/virtual-case';
import { VirtualCase } from '../../language/virtual-case';
import { dayOf, localDate, localTime } from '../../process/days';
import { deepFreeze } from '../../process/hash';
import { addLength, parseLength } from '../../process/length';
import type { Rules } from '../../process/rules';
import type { Instant, Length } from '../../process/time';

const AGENCY = 'amman';
const actor = (id: string, ...roles: string[]): Actor => ({ id, name: id.toUpperCase(), agency: AGENCY, roles });

/** Those who are there in every story. */
export const rana = actor('rana', 'case_worker');
export const omar = actor('omar', 'case_worker');
export const samir = actor('samir', 'supervisor');
export const salma = actor('salma', 'supervisor');
export const maha = actor('maha', 'manager');
export const clerk = actor('clerk');
export const stranger: Actor = { ...actor('stranger', 'case_worker', 'supervisor', 'manager'), agency: 'zarqa' };

const member = ({ id, name, roles }: Actor, supervisor?: string): StaffMember => ({
  id, name, email: `${id}@example.org`, language: 'ar', agency: AGENCY, roles, active: true, ...(supervisor !== undefined && { supervisor }),
});
const STAFF = [member(rana, 'samir'), member(omar, 'samir'), member(samir, 'maha'), member(salma, 'maha'), member(maha), member(clerk)];

/** What the mail does: reaches everybody, is refused for some for good, or has not come back yet. */
export type Mail = 'reaches' | 'silent' | { refusedFor: string[] };

class ProvenCase extends VirtualCase {
  mail: Mail = 'reaches';

  constructor(rules: Rules, now: Instant, staff: StaffMember[]) {
    const directory: Directory = { agency: AGENCY, staff, fallback: { email: 'duty@example.org', language: 'ar' } };
    super(rules, directory, now);
  }

  override happen(event: CaseEvent): Refusal | null {
    prove(this.rules, this.case, event, this.now, this.journal.length);
    const refusal = super.happen(event);
    if (this.case) deepFreeze(this.case);
    return refusal;
  }

  protected override deliver(notice: Notice): NoticeOutcome | null {
    const outcome = super.deliver(notice);
    if (!outcome || this.mail === 'reaches') return outcome;
    if (this.mail === 'silent') return null;
    const { refusedFor } = this.mail;
    return {
      ...outcome,
      reached: outcome.reached.filter(({ id }) => !refusedFor.includes(id)),
      refused: outcome.reached.filter(({ id }) => refusedFor.includes(id)),
    };
  }
}

/** What holds for every event, whatever it is; throws where it does not. */
export function prove(rules: Rules, before: Case | null, event: CaseEvent, at: Instant, journal: number): void {
  const claim = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`${what}: ${JSON.stringify(event)} at ${at}`);
  };
  const first = advance(rules, deepFreeze(before), deepFreeze(event), at);
  const again = advance(rules, JSON.parse(JSON.stringify(before)) as Case | null, JSON.parse(JSON.stringify(event)) as CaseEvent, at);
  claim(JSON.stringify(first) === JSON.stringify(again), 'a state that went through JSON behaves otherwise');
  if (isRefused(first)) return claim(REFUSAL_CODES.includes(first.refusal.code), 'a refusal with an unknown code');
  const { case: after, effects } = first;
  if (after === before) return claim(effects.length === 0, 'nothing has changed, and yet there are effects');
  claim(JSON.stringify(JSON.parse(JSON.stringify(after))) === JSON.stringify(after), 'the state does not survive JSON');
  const numbers = effects.flatMap((one) => (one.kind === 'journal' ? [one.entry.n] : []));
  claim(numbers.every((n, i) => n === journal + i + 1) && after.journal === journal + numbers.length, 'the journal has a gap');
  const ids = effects.flatMap((one) => (one.kind === 'notice' ? [one.notice.id] : []));
  claim(new Set(ids).size === ids.length, 'two notices have the same id');
  claim(event.type !== 'time' || (nextWake(after) ?? '~') > at, 'a wake-up leaves something to wake for at the same instant');
  for (const clock of Object.values(after.clocks)) {
    const isAccountedFor = clock.dueAt !== null || clock.waitsFor !== undefined || clock.rule !== '' || clock.opensAt !== undefined || clock.stopped === true;
    claim(isAccountedFor, 'a clock has neither an end nor something that it waits for');
    claim((clock.nextAt ?? '~') > at, 'a clock is left with a step that has passed');
  }
}

/** Opens with Rana as the owner, on Thursday 26 March 2026 at 10:00 in Amman, the week after Eid. */
export const story = (rules: Rules, at = '2026-03-26T10:00', staff: StaffMember[] = STAFF): Story => new Story(rules, at, staff);
export { STAFF };

export class Story {
  readonly world: ProvenCase;
  private seenNotices = 0;
  private seenJournal = 0;

  constructor(rules: Rules, at: string, staff: StaffMember[]) {
    this.world = new ProvenCase(rules, localInstant(rules.calendar, at) as Instant, staff);
  }

  // What is done

  open = (answers: Answers = {}, by = rana): this => this.does({ type: 'open', by, number: 'K7Q2-STORY', owner: rana, answers });
  complete = (task: string, answers: Answers = {}, by = rana): this => this.does({ type: 'complete', by, task, answers });
  answer = (answers: Answers, by = rana): this => this.does({ type: 'answer', by, answers });
  record = (review: string, answers: Answers = {}, by = rana): this => this.does({ type: 'record', by, review, answers });
  raise = (alert: string, by = rana, reason?: string): this => this.does({ type: 'raise', by, alert, ...(reason !== undefined && { reason }) });
  acknowledge = (by = samir, reason = 'I am on my way', alert = this.alert.id): this => this.does({ type: 'acknowledge', by, alert, reason });
  resolve = (answers: Answers = {}, by = samir, alert = this.alert.id): this => this.does({ type: 'resolve', by, alert, answers });
  approve = (approval: string, by = samir): this => this.does({ type: 'approve', by, approval });
  sendBack = (approval: string, by = samir, reason = 'not yet'): this => this.does({ type: 'send_back', by, approval, reason });
  close = (reason: string, by = rana): this => this.does({ type: 'close', by, reason });

  pause = (clock: string, from: string, to: string, by = rana, answers: Answers = {}): this => this.does({ type: 'pause', by, clock, from, to, answers, reason: 'in hospital' });
  extend = (clock: string, by_length: string, by = rana, answers: Answers = {}): this => this.does({ type: 'extend', by, clock, by_length, answers, reason: 'no interpreter' });
  waive = (clock: string, by = rana, answers: Answers = {}): this => this.does({ type: 'waive', by, clock, answers, reason: 'moved away' });

  does(event: CaseEvent): this {
    const refusal = this.world.happen(event);
    if (refusal) throw new Error(`refused: ${JSON.stringify(refusal)}`);
    return this;
  }

  /** The code for which an event is refused; it must leave everything as it was. */
  refusal(event: CaseEvent): Refusal | null {
    const before = JSON.stringify(this.world.case);
    const refusal = this.world.happen(event);
    if (refusal && JSON.stringify(this.world.case) !== before) throw new Error('a refusal has changed the case');
    return refusal;
  }

  refused = (event: CaseEvent): RefusalCode | null => this.refusal(event)?.code ?? null;

  // Time

  wait(length: string): this {
    return this.to(addLength(this.rules.calendar, this.world.now, parseLength(length) as Length).at);
  }

  /** Until a local time. */
  until(local: string): this {
    return this.to(localInstant(this.rules.calendar, local) as Instant);
  }

  /** Nobody wakes the case until a local time, as when everything stood still. */
  outage(local: string): this {
    this.world.now = localInstant(this.rules.calendar, local) as Instant;
    return this;
  }

  wake = (): this => this.does({ type: 'time' });

  private to(at: Instant): this {
    if (!this.world.passTime(at)) throw new Error('there is no end of wake-ups');
    return this;
  }

  mail(mail: Mail): this {
    this.world.mail = mail;
    return this;
  }

  // What is to be seen

  get rules(): Rules {
    return this.world.rules;
  }

  get state(): Case {
    return this.world.case as Case;
  }

  /** The latest alert. */
  get alert(): AlertState {
    return this.state.alerts.at(-1) as AlertState;
  }

  /** What is open, by id, with the local time it is due: `2026-03-27` for the end of a day. */
  get items(): Record<string, string | null> {
    return Object.fromEntries(this.rows.map(({ id, dueAt }) => [id, dueAt === null ? null : this.local(dueAt)]));
  }

  /** What is to be done as lists show it, alerts apart. */
  get rows(): DueItem[] {
    return project(this.rules, this.state).items.filter((item) => item.kind !== 'alert');
  }

  get openIds(): string[] {
    return Object.keys(this.items);
  }

  clock(id: string): ClockState {
    const clock = this.state.clocks[id];
    if (!clock) throw new Error(`no clock ${id} among ${Object.keys(this.state.clocks).join(', ')}`);
    return clock;
  }

  /** A local day where an instant is its end, else local date and time. */
  local(at: Instant): string {
    const { calendar } = this.rules;
    const time = localTime(calendar, at);
    return time === '00:00' ? dayOf(calendar, at) : `${localDate(calendar, at)}T${time}`;
  }

  /** Notices since the last look, as `samir: task_late screening.1`. */
  get notices(): string[] {
    return this.newNotices().map(({ notice, to }) => `${to.map((one) => one.id).join(' and ')}: ${notice.says}${notice.about === undefined ? '' : ` ${notice.about}`}`);
  }

  newNotices(): DeliveredNotice[] {
    const fresh = this.world.notices.slice(this.seenNotices);
    this.seenNotices = this.world.notices.length;
    return fresh;
  }

  /** Journal since the last look. */
  newJournal(): JournalEntry[] {
    const fresh = this.world.journal.slice(this.seenJournal);
    this.seenJournal = this.world.journal.length;
    return fresh;
  }

  /** Journal since the last look, as `late_step screening.1 (2026-03-27T10:00)`, in brackets the local time it should have been. */
  get journal(): string[] {
    return this.newJournal().map(({ what, about, due }) => `${what}${about === undefined ? '' : ` ${about}`}${due === undefined ? '' : ` (${this.local(due)})`}`);
  }

  /** All lines of one kind. */
  lines = (what: JournalKind): JournalEntry[] => this.world.journal.filter((entry) => entry.what === what);

  /** Forgets what there was to see so far. */
  seen(): this {
    this.newNotices();
    this.newJournal();
    return this;
  }
}
