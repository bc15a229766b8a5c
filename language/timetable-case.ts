// A virtual case that writes down what comes of each event, with the deadline as it is explained at that very moment.

import type { Effect, JournalEntry, JournalKind } from '../case/effect';
import type { NoticeOutcome } from '../case/event';
import { explain } from '../case/explain';
import { formatLength } from '../process/length';
import { clocksOf, tasksOf } from '../process/parts';
import type { Process } from '../process/process';
import type { Length } from '../process/time';
import { thingOf, titlePathOf } from './scenario-titles';
import type { DeadlineExplanation } from './timetable-deadline';
import { lengthAt } from './timetable-deadline';
import { VirtualCase } from './virtual-case';

/** A line of the journal with whom it told. */
export interface TracedStep {
  entry: JournalEntry;
  about?: string;
  titlePath?: string;
  who?: string;
  told: string[];
  repeats?: { every?: string; again: number };
  deadline?: DeadlineExplanation & { length?: string };
}

/** Lines of the journal that say nothing of when: the answers themselves, and what was told to whom by which mail. */
const LEFT_OUT: ReadonlySet<JournalKind> = new Set(['answered', 'alert_told', 'notice_told', 'notice_refused']);
/** With these a clock begins, or has another date. */
const WITH_DEADLINE: ReadonlySet<JournalKind> = new Set(['stage_entered', 'task_planned', 'task_opened', 'review_opened', 'approval_asked', 'clock_started', 'clock_moved']);

export class TracedCase extends VirtualCase {
  readonly steps: TracedStep[] = [];
  /** The first time of what comes again and again, by rule and thing. */
  private readonly first = new Map<string, TracedStep>();

  protected override perform(effects: Effect[]): NoticeOutcome[] {
    const told = this.notices.length;
    const outcomes = super.perform(effects);
    let next = told;
    let last: TracedStep | undefined;
    for (const effect of effects) {
      if (effect.kind === 'journal') last = this.trace(effect.entry) ?? last;
      if (effect.kind === 'notice') this.tell(last, this.notices[next++]?.to ?? []);
    }
    return outcomes;
  }

  /** Writes a line down; of a repeat only that it came again, and then gives nothing to whom anybody could have been told. */
  private trace(entry: JournalEntry): TracedStep | undefined {
    if (LEFT_OUT.has(entry.what)) return undefined;
    const key = `${entry.what} ${entry.rule} ${entry.about}`;
    const before = entry.what === 'late_step' || entry.what === 'alert_repeated' ? this.first.get(key) : undefined;
    if (before) {
      before.repeats = before.repeats ? { ...before.repeats, again: before.repeats.again + 1 } : { ...everyOf(this.rules.process, entry.rule), again: 1 };
      return { entry, told: [] };
    }
    const step = this.describe(entry);
    this.first.set(key, step);
    this.steps.push(step);
    return step;
  }

  private describe(entry: JournalEntry): TracedStep {
    const { process } = this.rules;
    const about = entry.about === undefined ? undefined : thingOf(this.case, entry.about);
    const titlePath = about === undefined ? undefined : titlePathOf(process, about);
    const who = whoDoes(process, entry, about);
    const deadline = WITH_DEADLINE.has(entry.what) ? this.deadlineOf(entry) : undefined;
    return {
      entry, told: [], ...(about !== undefined && { about }), ...(titlePath !== undefined && { titlePath }), ...(who !== undefined && { who }),
      ...(deadline && { deadline }),
    };
  }

  private deadlineOf(entry: JournalEntry): TracedStep['deadline'] {
    if (!this.case) return undefined;
    const found = explain(this.rules, this.case, this.now).deadlines.find(
      ({ about, kind }) => about === entry.about || (entry.what === 'stage_entered' && kind === 'stage' && thingOf(this.case, about) === entry.about),
    );
    const length = found && lengthAt(this.rules.process, found.rule);
    return found && { ...found, ...(length && { length: formatLength(length) }) };
  }

  private tell(step: TracedStep | undefined, to: { id: string }[]): void {
    for (const { id } of to) if (step && !step.told.includes(id)) step.told.push(id);
  }
}

/** How often a step comes again: `repeat` of a late step, `within` of the last step of a chain. */
function everyOf(process: Process, rule: string | undefined): { every?: string } {
  const late = clocksOf(process).flatMap((clock) => clock.late).find((one) => one.rule === rule)?.repeat;
  const chain = process.alerts.flatMap((alert) => alert.acknowledge).find((one) => one.rule === rule)?.within;
  const length: Length | undefined = late ?? chain;
  return length ? { every: formatLength(length) } : {};
}

/** The role that is to do what a line opens. */
function whoDoes(process: Process, { what, rule }: JournalEntry, about: string | undefined): string | undefined {
  if (what === 'task_opened' || what === 'task_planned') return tasksOf(process).find((task) => task.id === about)?.who;
  if (what === 'review_opened') return process.reviews.find((review) => review.id === about)?.who;
  if (what !== 'approval_asked') return undefined;
  return [...tasksOf(process).flatMap((task) => task.approve), ...process.closure.approve].find((level) => level.clock.rule === rule)?.who;
}

