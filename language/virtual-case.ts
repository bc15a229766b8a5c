// A case on a virtual clock: the core alone, with everybody reached at once and time that passes as it is told to.

import { advance, isRefused, nextWake } from '../case/advance';
import { resolveAddressee } from '../case/addressees';
import type { Case } from '../case/case';
import type { Effect, JournalEntry, Notice } from '../case/effect';
import type { CaseEvent, NoticeOutcome } from '../case/event';
import type { Refusal } from '../case/refusals';
import type { Directory } from '../case/staff';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';

/** Stands for the agency's fallback address where ids of people stand. */
export const FALLBACK = 'fallback';

/** A notice with those whom it reached. */
export interface DeliveredNotice {
  notice: Notice;
  to: { id: string; language: string }[];
}

/** A case that waits past so many wake-ups is taken to run in a circle. */
export const WAKES_LIMIT = 100_000;

export class VirtualCase {
  case: Case | null = null;
  readonly journal: JournalEntry[] = [];
  readonly notices: DeliveredNotice[] = [];

  constructor(
    public rules: Rules,
    protected readonly directory: Directory,
    public now: Instant,
  ) {}

  /** Lets an event happen, with all that follows at the same instant; gives the refusal, or null. */
  happen(event: CaseEvent): Refusal | null {
    const result = advance(this.rules, this.case, event, this.now);
    if (isRefused(result)) return result.refusal;
    this.case = result.case;
    const outcomes = this.perform(result.effects);
    if (outcomes.length > 0) this.happen({ type: 'told', outcomes });
    if (event.type !== 'time' && this.isDue(this.now)) this.happen({ type: 'time' });
    return null;
  }

  /** Goes from wake-up to wake-up, so that everything happens at its own time. False when there is no end of wake-ups. */
  passTime(until: Instant): boolean {
    for (let wakes = 0; wakes < WAKES_LIMIT; wakes += 1) {
      const next = this.case && nextWake(this.case);
      if (next === null || next > until) {
        this.now = until;
        return true;
      }
      if (next > this.now) this.now = next;
      this.happen({ type: 'time' });
    }
    return false;
  }

  private isDue(at: Instant): boolean {
    const next = this.case && nextWake(this.case);
    return next !== null && next <= at;
  }

  /** Does what an event brings about; `case` is already as it is after the event. */
  protected perform(effects: Effect[]): NoticeOutcome[] {
    const outcomes: NoticeOutcome[] = [];
    for (const effect of effects) {
      if (effect.kind === 'journal') this.journal.push(effect.entry);
      if (effect.kind !== 'notice') continue;
      const outcome = this.deliver(effect.notice);
      if (effect.notice.urgent && outcome) outcomes.push(outcome);
    }
    return outcomes;
  }

  /** Says what became of a notice; null as long as nothing has come of it. */
  protected deliver(notice: Notice): NoticeOutcome | null {
    const { recipients, via } = resolveAddressee(notice.to, this.directory, this.now);
    this.notices.push({ notice, to: recipients.map(({ id, language }) => ({ id: id ?? FALLBACK, language })) });
    const reached = recipients.flatMap(({ id, name }) => (id === undefined ? [] : [{ id, name }]));
    return { notice: notice.id, at: this.now, reached, refused: [], ...(via === 'fallback' && { fallback: true as const }) };
  }
}
