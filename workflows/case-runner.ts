// A case in the course of its run: its state, what was answered before, and what is still to be told and recorded. No Temporal here but its failures.

import { ApplicationFailure } from '@temporalio/common';
import { isRefused } from '../case/advance';
import type { ActAnswer, Advanced, Refused } from '../case/advance';
import type { Case } from '../case/case';
import type { FoundBy, Notice } from '../case/effect';
import type { CaseEvent, NoticeOutcome } from '../case/event';
import type { CaseRow } from '../case/project';
import type { Rules } from '../process/rules';
import type { Instant } from '../process/time';
import type { Core } from './core';
import type { ActCall, AnsweredCall, CaseInput, Transition } from './messages';
import { CORE_ERROR, KEY_REUSED } from './messages';
import { noteTransition } from './observe';

/** So many answered calls are kept for repetitions; a repetition comes within seconds, and a case hears a few acts a day. */
const ANSWERED_KEPT = 50;

/** A judgement made by the validator, for the handler that follows it at once. */
interface Judged {
  key: string;
  digest: string;
  sequence: number;
  at: Instant;
  result: Advanced | Refused;
}

export class CaseRunner {
  state: Case | null;
  /** Set by everything that may leave something to perform; cleared by who performs it. */
  moved: boolean;
  foundBy: FoundBy | null = null;
  unrecorded: Transition[];
  untold: Notice[];
  /** The records are to be written though nothing has happened. */
  recordAgain = false;
  /** Whether an opening was refused: the run is then of no use. */
  openingRefused = false;
  /** What does not change while the case lives, and the count of its runs. */
  readonly itself: Pick<CaseInput, 'number' | 'agency' | 'run' | 'limit'>;
  private answered: AnsweredCall[];
  private judged: Judged | null = null;

  constructor(
    private rules: Rules,
    input: CaseInput,
    private readonly core: Core,
    /** The workflow's time, never going back. */
    private readonly now: () => Instant,
  ) {
    const { number, agency, run, limit } = input;
    this.itself = { number, agency, run, ...(limit !== undefined && { limit }) };
    this.state = input.state;
    this.answered = [...input.answered];
    this.unrecorded = [...input.unrecorded];
    this.untold = [...input.untold];
    this.moved = input.state !== null;
  }

  get hasClosed(): boolean {
    return this.state?.status === 'closed';
  }

  /** When the case next has something to do by itself. */
  get wakeAt(): Instant | null {
    return this.state && this.core.nextWake(this.state);
  }

  /** The state as lists show it. Only for a case that is open. */
  row(state: Case): CaseRow {
    return this.core.project(this.rules, state);
  }

  /**
   * The update's validator: throws what stands against the act, changes nothing. What passes is judged again by the handler, for
   * the act may come late; the judgement is kept so that this costs nothing when it does not.
   */
  check(call: ActCall): void {
    if (this.answerBefore(call) || isOpening(call, this.state)) return;
    const result = this.judge(call);
    if (isRefused(result)) throw refusalOf(result);
  }

  /** The update's handler: synchronous, so that no other act comes between the judgement and the change. */
  act(call: ActCall): ActAnswer {
    const before = this.answerBefore(call);
    if (before) return before.answer;
    const opening = isOpening(call, this.state);
    const at = this.now();
    const result = this.judge(call);
    this.judged = null;
    if (isRefused(result)) {
      this.openingRefused ||= opening;
      throw refusalOf(result);
    }
    this.take(call.act.type, at, result);
    this.answered = [...this.answered, { key: call.key, digest: call.digest, at, answer: result.answer }].slice(-ANSWERED_KEPT);
    return result.answer;
  }

  /** A clock has reached its time. */
  wake(): void {
    this.happen({ type: 'time' });
  }

  /** Urgent notices have been sent: they are told, whomever they reached. */
  told(notices: Notice[], outcomes: NoticeOutcome[]): void {
    const done = new Set(notices.map(({ id }) => id));
    this.untold = this.untold.filter(({ id }) => !done.has(id));
    this.moved = true;
    if (outcomes.length > 0) this.happen({ type: 'told', outcomes });
  }

  get owesRecords(): boolean {
    return this.state !== null && (this.unrecorded.length > 0 || this.recordAgain);
  }

  /** The records have confirmed everything up to this sequence. */
  recorded(sequence: number): void {
    this.recordAgain = false;
    this.unrecorded = this.unrecorded.filter((transition) => transition.sequence > sequence);
    this.moved = true;
  }

  /** The records hold something that has not happened. */
  correctRecords(): void {
    this.recordAgain = true;
    this.moved = true;
  }

  /** A newer calendar or agency; kept only if the case takes it up. */
  takeRules(rules: Rules): void {
    const before = this.rules;
    if (rules.hashes.process !== before.hashes.process) return;
    this.rules = rules;
    if (this.state && !this.happen({ type: 'rules' })) this.rules = before;
  }

  /** What the next run is started with. */
  carry(): [Rules, CaseInput] {
    const { itself, state, answered, unrecorded, untold } = this;
    return [this.rules, { ...itself, run: itself.run + 1, state, answered, unrecorded, untold }];
  }

  /**
   * An event that nobody waits for an answer to. If the core throws, the workflow task fails and is repeated until a worker with
   * the defect mended takes it: to go on as if nothing had been due would be another history than the mended worker's.
   */
  private happen(event: CaseEvent): boolean {
    const at = this.now();
    const result = this.core.advance(this.rules, this.state, event, at);
    if (isRefused(result)) return false;
    this.take(event.type, at, result);
    return true;
  }

  private take(event: CaseEvent['type'], at: Instant, result: Advanced): void {
    const isSame = result.case.sequence === this.state?.sequence;
    noteTransition(event, at, result);
    this.state = result.case;
    this.moved = true;
    const transition: Transition = { sequence: result.case.sequence, at, journal: [], notices: [] };
    for (const effect of result.effects) {
      if (effect.kind === 'journal') transition.journal.push(effect.entry);
      else if (effect.kind === 'found_by') this.foundBy = effect.attributes;
      else (effect.notice.urgent ? this.untold : transition.notices).push(effect.notice);
    }
    if (!isSame) this.unrecorded.push(transition);
  }

  private judge({ key, digest, act }: ActCall): Advanced | Refused {
    const at = this.now();
    const sequence = this.state?.sequence ?? 0;
    const { judged } = this;
    if (judged?.key === key && judged.digest === digest && judged.sequence === sequence && judged.at === at) return judged.result;
    let result: Advanced | Refused;
    try {
      result = this.core.advance(this.rules, this.state, act, at);
    } catch (error) {
      throw ApplicationFailure.nonRetryable(`The core failed ${placeOf(error)}; the case is as it was.`, CORE_ERROR);
    }
    this.judged = { key, digest, sequence, at, result };
    return result;
  }

  /** The call as it was answered before. Throws when its key was used for another body. */
  private answerBefore({ key, digest }: ActCall): AnsweredCall | undefined {
    const before = this.answered.find((call) => call.key === key);
    if (before && before.digest !== digest) {
      throw ApplicationFailure.nonRetryable('The key was used before, with another body.', KEY_REUSED);
    }
    return before;
  }
}

/** Openings are not refused by the validator: a run that no update was accepted in would have nothing to end it. */
const isOpening = (call: ActCall, state: Case | null): boolean => state === null && call.act.type === 'open';

const refusalOf = ({ refusal }: Refused): ApplicationFailure => ApplicationFailure.nonRetryable('refused', refusal.code, refusal);

/** Where an error was thrown. Not its message, which may hold what somebody has answered. */
const placeOf = (error: unknown): string => (error instanceof Error && /^ +(at .+)$/m.exec(error.stack ?? '')?.[1]) || 'somewhere';
