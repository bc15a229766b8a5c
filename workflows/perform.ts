// Effects on their way out of the case: what is urgent is told, every transition is recorded, each first by a local activity, else by one that never gives up.

import { proxyActivities, proxyLocalActivities, sleep, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Notice } from '../case/effect';
import { toInstant } from '../process/time';
import type { CaseRunner } from './case-runner';
import type { CaseActivities, RecordCall } from './messages';
import { FOUND_BY } from './messages';

/** A local activity holds the workflow task, and with it the answer: it is bounded, and tried once. */
const RECORD_LIMIT_MS = 1_000;
const TELL_LIMIT_MS = 2_000;
const ONCE = { maximumAttempts: 1 };
const ENDLESSLY = { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s' } as const;

const recordHere = proxyLocalActivities<CaseActivities>({ startToCloseTimeout: RECORD_LIMIT_MS, retry: ONCE }).record;
const tellHere = proxyLocalActivities<CaseActivities>({ startToCloseTimeout: TELL_LIMIT_MS, retry: ONCE }).tell;
const { record, tell } = proxyActivities<CaseActivities>({ startToCloseTimeout: '20 s', retry: ENDLESSLY });

/** An ordinary activity that fails for good points at a defect outside. What is owed stays owed, and is tried at growing distances. */
const PAUSE_MS = { first: 60_000, longest: 3_600_000 };

export class Performer {
  /** Ids of the notices that an ordinary activity is telling. */
  private readonly telling = new Set<string>();
  /** Whether an ordinary activity is writing what the records did not take. */
  private writing = false;

  constructor(private readonly runner: CaseRunner) {}

  /** Nothing is under way and nothing is owed. */
  get isQuiet(): boolean {
    return !this.writing && !this.runner.owesRecords && this.runner.untold.length === 0;
  }

  /** Only the records are behind: what they are owed can be carried into another run. */
  get owesRecordsOnly(): boolean {
    return this.runner.untold.length === 0;
  }

  /** Performs what the case has decided, until nothing is left that can be done within this task. */
  async perform(): Promise<void> {
    while (this.runner.moved) {
      this.runner.moved = false;
      this.showWhereItStands();
      // Before the records: what comes back of a notice is then recorded with the transition that decided it.
      await this.tellUrgent();
      await this.recordTransitions();
    }
  }

  private showWhereItStands(): void {
    const wanted = this.runner.foundBy;
    this.runner.foundBy = null;
    if (wanted === null) return;
    const shown = workflowInfo().typedSearchAttributes;
    const changed = (['agency', 'process', 'stage'] as const)
      .filter((name) => shown.get(FOUND_BY[name]) !== wanted[name])
      .map((name) => ({ key: FOUND_BY[name], value: wanted[name] }));
    if (changed.length > 0) upsertSearchAttributes(changed);
  }

  private async tellUrgent(): Promise<void> {
    const notices = this.runner.untold.filter(({ id }) => !this.telling.has(id));
    if (notices.length === 0) return;
    if (this.telling.size === 0) {
      const outcomes = await tellHere(this.tellCall(notices)).catch(() => null);
      if (outcomes !== null) return this.runner.told(notices, outcomes);
    }
    for (const { id } of notices) this.telling.add(id);
    void this.tellUntilDone(notices);
  }

  private async tellUntilDone(notices: Notice[]): Promise<void> {
    const outcomes = await untilDone(() => tell(this.tellCall(notices)));
    for (const { id } of notices) this.telling.delete(id);
    this.runner.told(notices, outcomes);
  }

  private tellCall(notices: Notice[]) {
    const { number, agency } = this.runner.itself;
    return { case: number, agency, process: this.runner.state?.process ?? '', notices };
  }

  private async recordTransitions(): Promise<void> {
    const call = this.writing ? null : this.recordCall();
    if (call === null) return;
    // The deadline is by the worker's own clock, the one that its activity reads; it does not stand in the history.
    const deadline = toInstant(workflowInfo().unsafe.now() + RECORD_LIMIT_MS);
    const isWritten = await recordHere({ ...call, deadline }).then(() => true, () => false);
    if (isWritten) return this.runner.recorded(call.state.sequence);
    this.writing = true;
    void this.recordUntilDone();
  }

  private async recordUntilDone(): Promise<void> {
    const call = this.recordCall();
    if (call !== null) {
      await untilDone(() => record(call));
      this.runner.recorded(call.state.sequence);
    }
    this.writing = false;
  }

  private recordCall(): RecordCall | null {
    const { state, unrecorded, itself, owesRecords } = this.runner;
    if (state === null || !owesRecords) return null;
    return { run: itself.run, length: workflowInfo().historyLength, state, row: this.runner.row(state), transitions: unrecorded };
  }
}

async function untilDone<T>(attempt: () => Promise<T>): Promise<T> {
  for (let pauseMs = PAUSE_MS.first; ; pauseMs = Math.min(2 * pauseMs, PAUSE_MS.longest)) {
    try {
      return await attempt();
    } catch {
      await sleep(pauseMs);
    }
  }
}
